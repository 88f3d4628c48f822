"""申请: how cases come in, go on their way, and are taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import Connection

from pipeline.casetext import Problem
from pipeline.intake.content import File
from pipeline.intake.errors import IntakeError
from pipeline.intake.sender import Sender
from pipeline.intake.window import HERE, Window, named
from pipeline.regions import Regions
from pipeline.service import Service
from storage.blobs import upload_key
from storage.errors import Conflict, NotFound, Refused, StorageError
from storage.records import cases, events, flow, uploads
from storage.records.cases import CaseRow, NewCase
from storage.records.uploads import NewUpload, UploadRow
from storage.states import CaseState, UploadState
from validators import diseases
from validators.case import Case
from validators.policy import Policy

INSTANT, BATCH = "instant", "batch"
SUPPLEMENTED = (CaseState.JUDGED, CaseState.DECIDED, CaseState.FAILED)
SUPPLEMENT_OPENED = "supplement.opened"


def track_of(case: Case, policy: Policy) -> str:
    """Instant if one of the diseases applied for is handled at once; else batch."""
    named = (diseases.named(policy, asked) for asked in case.diseases)
    return INSTANT if any(disease is not None and disease.track == INSTANT for disease in named) else BATCH


@dataclass(frozen=True, slots=True)
class Staged:
    uploads: tuple[NewUpload, ...]
    named: set[UUID] = field(default_factory=set)  # those that a row names


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case that may be created."""

    case: Case
    track: str


class Intake(Window):
    """The doors for cases, for one sender.

    Bytes are put before a row says that they are there, so a row never promises what is not stored; an object without
    a row is removed here or swept up later. Every door looks first whether the case is the sender's own.
    """

    def __init__(self, service: Service, regions: Regions, sender: Sender) -> None:
        super().__init__(service, sender)
        self._regions = regions

    # --- cases

    def prepared(self, case: Case, track: str | None = None) -> Prepared:
        """What has to be known before the transaction. Raises IntakeError: region_forbidden, too_many_uploads."""
        case = replace(case, region=self._regions.path(case.region))
        if not self.sender.covers(case.region):
            raise IntakeError("region_forbidden", region=case.region)
        self.count(len(case.uploads), 0)
        return Prepared(case, track or track_of(case, self._service.policy(case.region)))

    def create(self, tx: Connection, prepared: Prepared) -> tuple[CaseRow, bool]:
        """The case and whether it is new. Uploads it names are expected before it can be submitted. Raises Conflict."""
        row, is_new = cases.create(tx, self._service.vault, self._new(prepared), self.sender.actor)
        self._expect(tx, row, prepared.case, is_new)
        return row, is_new

    def differs(self, tx: Connection, case_id: UUID, prepared: Prepared) -> tuple[str, ...]:
        """What is asked for otherwise than in the request that made this case."""
        row = self.own(tx, case_id)
        other_key = () if row.case_key == prepared.case.case_key else ("case_key",)
        return other_key + cases.differs(self._service.vault, row, self._new(prepared)) or ("uploads",)

    def _new(self, prepared: Prepared) -> NewCase:
        case = prepared.case
        return NewCase(
            client_id=self.sender.client_id,
            case_key=case.case_key,
            region=case.region,
            case_type=case.case_type.value,
            submitted_on=case.submitted_on,
            channel=case.channel.value,
            diseases=case.diseases,
            applicant=case.applicant,
            agent=case.agent,
            track=prepared.track,
        )

    def _expect(self, tx: Connection, row: CaseRow, case: Case, is_new: bool) -> None:
        if not is_new and case.uploads:
            vault = self._service.vault
            if any(uploads.by_name(tx, vault, row, upload.name) is None for upload in case.uploads):
                raise Conflict("the case was created with other uploads", ("uploads",))
            return
        for upload in case.uploads:
            kind = upload.declared_kind.value if upload.declared_kind else None
            uploads.add(tx, self._service.vault, row.id, NewUpload(upload.name, kind), self.sender.actor)

    # --- a whole case in one call

    def repeated(self, prepared: Prepared, files: Sequence[File]) -> CaseRow | None:
        """The case, if it was pushed before with the same content and files. Raises Conflict where they differ."""
        with self.begin() as tx:
            there = cases.by_key(tx, self.sender.client_id, prepared.case.case_key)
            if there is None or there.state is CaseState.OPEN:
                return None
            row, _ = self.create(tx, prepared)
            first = [upload for upload in uploads.of_case(tx, row.id, live=False) if upload.round == 0]
            if self._told(first) != {(file.name, file.content.sha256) for file in files}:
                raise Conflict("the case was pushed with other files", ("uploads",))
        return row

    def _told(self, rows: Sequence[UploadRow]) -> set[tuple[str, str | None]]:
        return {(uploads.name(self._service.vault, row), row.sha256) for row in rows if row.sha256 is not None}

    @contextmanager
    def staged(self, files: Sequence[File]) -> Iterator[Staged]:
        """Their bytes in object storage, before any row names them; what no row came to name is removed again."""
        self.count(len(files), 0)
        if not files:
            raise IntakeError("uploads_missing", "申请还没有任何文件", "the case has no uploads")
        staged = Staged(tuple(file.upload() for file in files))
        for new, file in zip(staged.uploads, files, strict=True):
            self._service.blobs.put(upload_key(new.id), file.content.file, file.content.size, file.content.media_type)
        certain = True
        try:
            yield staged
        except StorageError:  # perhaps the rows are there all the same
            certain = False
            raise
        except BaseException:
            staged.named.clear()
            raise
        finally:
            for new in staged.uploads:
                if certain and new.id not in staged.named:
                    self.discard(upload_key(new.id))

    def push(self, tx: Connection, prepared: Prepared, staged: Staged) -> tuple[flow.Told, bool]:
        """The case created with what was staged, and submitted; and whether it is new. Raises IntakeError, Conflict."""
        row, is_new = self.create(tx, prepared)
        for new in staged.uploads:
            with named():
                there = uploads.by_name(tx, self._service.vault, row, new.name) if not is_new or row.positions else None
                if there is not None and there.state is UploadState.EXPECTED:
                    uploads.remove(tx, there.id, self.sender.actor)
                added, is_added = uploads.add(tx, self._service.vault, row.id, new, self.sender.actor)
            if is_added:
                staged.named.add(added.id)
        return self.submit(tx, row.id), is_new

    # --- on its way

    def submit(self, tx: Connection, case_id: UUID, withdrawn: Collection[UUID] = ()) -> flow.Told:
        """Have it read and judged; tell the queue of the work once `tx` is committed.

        Submitted again while nothing new has come: nothing changes. `withdrawn`: uploads of earlier rounds that no
        longer count. Raises IntakeError, Refused.
        """
        case = self.own(tx, case_id, lock=True)
        files = uploads.of_case(tx, case.id, live=False)
        pending = any(upload.round > case.round and upload.state in HERE for upload in files)
        under_way = case.state in (CaseState.READING, CaseState.JUDGING)
        if under_way or (case.state is CaseState.JUDGED and not pending and not withdrawn):
            return flow.Told((case,))
        self._complete(case, files, set(withdrawn))
        for upload_id in withdrawn:
            uploads.remove(tx, upload_id, self.sender.actor)
        again = case.state is not CaseState.OPEN
        slice_pages = self._service.settings.service.slice_pages
        return flow.submit(tx, case, self._service.reader, self.sender.actor, supplement=again, slice_pages=slice_pages)

    def _complete(self, case: CaseRow, files: Sequence[UploadRow], withdrawn: set[UUID]) -> None:
        """All that is expected has come, and something is left to read."""
        strange = withdrawn - {upload.id for upload in files if upload.state is UploadState.RECEIVED}
        if strange:
            raise NotFound("what is to be withdrawn is no upload of the case")
        missing = [upload for upload in files if upload.state is UploadState.EXPECTED]
        if missing:
            problems = [
                Problem(
                    f"uploads[{upload.position - 1}]", "文件尚未传完或尚未确认", "has not come, or was not confirmed"
                )
                for upload in missing
            ]
            raise IntakeError("uploads_missing", problems=problems, uploads=[str(upload.id) for upload in missing])
        left = [upload for upload in files if upload.state is UploadState.RECEIVED and upload.id not in withdrawn]
        if not left or (case.state in SUPPLEMENTED and not withdrawn and all(u.round <= case.round for u in left)):
            raise IntakeError("uploads_missing", "还没有任何要提交的文件", "there are no uploads to submit yet")

    def cancel(self, tx: Connection, case_id: UUID) -> flow.Told:
        """Cancelled again: nothing changes. Raises Refused."""
        case = self.own(tx, case_id, lock=True)
        if case.state is CaseState.CANCELLED:
            return flow.Told((case,))
        return flow.cancel(tx, case, self.sender.actor)

    def open_supplement(self, tx: Connection, case_id: UUID) -> CaseRow:
        """The case, which from now on takes uploads for another round. Raises Refused."""
        case = self.own(tx, case_id, lock=True)
        if case.state not in SUPPLEMENTED:
            raise Refused(f"case {case.id}", case.state, "supplemented")
        told = (e for e in events.of_case(tx, case.id) if e.kind == SUPPLEMENT_OPENED)
        if not any(event.data.get("round") == case.round + 1 for event in told):
            events.append(tx, SUPPLEMENT_OPENED, self.sender.actor, case.id, {"round": case.round + 1})
        return case
