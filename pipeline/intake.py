"""受理: how a case and its uploads come in. The API and bulk import both go through here.

Bytes are put before a row says that they are there, so a row never promises what is not stored; an object without a row
is removed here or swept up later. Every door looks first whether the case is the sender's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import Connection

from extractors import mediatype
from extractors.errors import DocumentError
from pipeline.casetext import Problem
from pipeline.regions import Regions, within
from pipeline.service import Service
from storage.blobs import Form, incoming_key, upload_key
from storage.errors import Conflict, NotFound, Refused, StorageError
from storage.records import cases, events, flow, uploads
from storage.records.cases import CaseRow, NewCase
from storage.records.uploads import NewUpload, UploadRow
from storage.states import CaseState, UploadState
from validators import diseases
from validators.case import Case
from validators.policy import Policy

INSTANT, BATCH = "instant", "batch"
UNKNOWN_TYPE = "application/octet-stream"
HEAD = 4096
"""Bytes from the beginning that tell the type."""
HERE = (UploadState.EXPECTED, UploadState.RECEIVED)
SUPPLEMENTED = (CaseState.JUDGED, CaseState.DECIDED, CaseState.FAILED)
SUPPLEMENT_OPENED = "supplement.opened"


class IntakeError(Exception):
    """The sender must act. `code` is one of the API's problems; `more` says what it is about."""

    def __init__(self, code: str, zh: str = "", en: str = "", problems: Sequence[Problem] = (), **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.zh = zh
        self.en = en
        self.problems = tuple(problems)
        self.more = more


@dataclass(frozen=True, slots=True)
class Sender:
    """On whose behalf: a client, and the regions its key is good for (None: all)."""

    client_id: UUID
    regions: frozenset[str] | None = None
    request_id: str = ""

    @property
    def actor(self) -> str:
        return f"client:{self.client_id}"

    def covers(self, region: str) -> bool:
        """A right for a region holds for the packs below it: neimenggu covers neimenggu/hulunbuir."""
        return self.regions is None or any(within(region, own) for own in self.regions)


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one upload: a file at its beginning, hashed already."""

    file: BinaryIO
    size: int
    sha256: str
    head: bytes

    @property
    def media_type(self) -> str:
        return media_type(self.head)


def media_type(head: bytes) -> str:
    """As told from the bytes; what cannot be read is kept, too, and becomes a finding."""
    try:
        return mediatype.sniff(head)
    except DocumentError:
        return UNKNOWN_TYPE


def track_of(case: Case, policy: Policy) -> str:
    """Instant if one of the diseases applied for is handled at once; else batch."""
    named = (diseases.named(policy, asked) for asked in case.diseases)
    return INSTANT if any(disease is not None and disease.track == INSTANT for disease in named) else BATCH


@dataclass(frozen=True, slots=True)
class File:
    """A file that comes together with its case."""

    name: str
    content: Content
    declared_kind: str | None = None

    def upload(self) -> NewUpload:
        content = self.content
        return NewUpload(self.name, self.declared_kind, content.sha256, content.size, content.media_type)


@dataclass(frozen=True, slots=True)
class Staged:
    uploads: tuple[NewUpload, ...]
    named: set[UUID] = field(default_factory=set)  # those that a row names


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case that may be created."""

    case: Case
    track: str


class Intake:
    """The doors, for one sender."""

    def __init__(self, service: Service, regions: Regions, sender: Sender) -> None:
        self._service = service
        self._regions = regions
        self.sender = sender

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with self._service.database.begin(self.sender.request_id) as tx:
            yield tx

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """To read in: cheaper than a transaction."""
        with self._service.database.look() as tx:
            yield tx

    def own(self, tx: Connection, case_id: UUID, *, lock: bool = False) -> CaseRow:
        """Raises NotFound for what is another client's, too: nobody learns that it exists."""
        row = (cases.lock if lock else cases.get)(tx, case_id)
        if row.client_id != self.sender.client_id or not self.sender.covers(row.region):
            raise NotFound(f"there is no case {case_id}")
        return row

    # --- cases

    def prepared(self, case: Case, track: str | None = None) -> Prepared:
        """What has to be known before the transaction. Raises IntakeError: region_forbidden, too_many_uploads."""
        case = replace(case, region=self._regions.path(case.region))
        if not self.sender.covers(case.region):
            raise IntakeError("region_forbidden", region=case.region)
        self._count(len(case.uploads), 0)
        return Prepared(case, track or track_of(case, self._service.policy(case.region)))

    def create(self, tx: Connection, prepared: Prepared) -> tuple[CaseRow, bool]:
        """The case and whether it is new. Uploads it names are expected before it can be submitted. Raises Conflict."""
        case = prepared.case
        new = NewCase(
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
        row, is_new = cases.create(tx, self._service.vault, new, self.sender.actor)
        self._expect(tx, row, case, is_new)
        return row, is_new

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
        self._count(len(files), 0)
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
                    self._discard(upload_key(new.id))

    def push(self, tx: Connection, prepared: Prepared, staged: Staged) -> tuple[flow.Told, bool]:
        """The case created with what was staged, and submitted; and whether it is new. Raises IntakeError, Conflict."""
        row, is_new = self.create(tx, prepared)
        for new in staged.uploads:
            with _named():
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

    # --- uploads

    def expects(self, case_id: UUID) -> CaseRow:
        """The case, if it takes one more upload: asked before the bytes are sent. Raises IntakeError, Refused."""
        with self.look() as tx:
            case = self.own(tx, case_id)
        if case.state not in uploads.TAKING:
            raise Refused(f"case {case.id}", case.state, "given an upload")
        self._count(case.positions + 1, case.round)
        return case

    def _count(self, there: int, rounds: int) -> None:
        most = self._service.settings.api.max_uploads * (rounds + 1)
        if there > most:
            raise IntakeError("too_many_uploads", f"每次申请最多 {most} 个文件", f"at most {most} files", limit=most)

    def add(
        self, case: CaseRow, name: str, content: Content, declared_kind: str | None = None, replaces: UUID | None = None
    ) -> tuple[UploadRow, bool]:
        """The upload and whether it is new: the same name and bytes give the one that is there. Raises IntakeError."""
        if case.positions:
            there = self._there(case, name, content, replaces)
            if there is not None:
                return there
        new = NewUpload(name, declared_kind, content.sha256, content.size, content.media_type, replaces)
        key = upload_key(new.id)
        self._service.blobs.put(key, content.file, content.size, content.media_type)
        try:
            with self.begin() as tx, _named():
                self._replaceable(tx, case, replaces)
                row, is_new = uploads.add(tx, self._service.vault, case.id, new, self.sender.actor)
                self._count(row.position, row.round)
        except (IntakeError, Refused, NotFound):  # no row was made; after any other fault there may be one
            self._discard(key)
            raise
        if not is_new:
            self._discard(key)
        return row, is_new

    def _there(
        self, case: CaseRow, name: str, content: Content, replaces: UUID | None
    ) -> tuple[UploadRow, bool] | None:
        """An upload of this name that waits for its bytes, or has the very same."""
        with self.look() as tx:
            row = uploads.by_name(tx, self._service.vault, case, name)
        if row is None or (replaces is not None and row.replaces != replaces):
            return None
        if row.state is UploadState.RECEIVED:
            return (row, False) if row.sha256 == content.sha256 else None
        return self._fulfil(case, row, content), True

    def _fulfil(self, case: CaseRow, there: UploadRow, content: Content) -> UploadRow:
        """Under the case's lock: of two senders with different bytes only one may write the object."""
        with self.begin() as tx, _named():
            self.own(tx, case.id, lock=True)
            now = uploads.get(tx, there.id)
            if now.state is UploadState.EXPECTED:
                self._service.blobs.put(upload_key(there.id), content.file, content.size, content.media_type)
            return uploads.confirm(tx, there.id, content.sha256, content.size, content.media_type, self.sender.actor)

    def _replaceable(self, tx: Connection, case: CaseRow, replaces: UUID | None) -> None:
        if replaces is None:
            return
        old = uploads.get(tx, replaces)
        if old.case_id != case.id or old.state is not UploadState.RECEIVED:
            raise NotFound(f"there is no upload {replaces} to replace")
        if case.state is CaseState.OPEN:  # nothing was read of it yet: it is simply withdrawn
            uploads.remove(tx, replaces, self.sender.actor)

    def presign(self, case: CaseRow, new: NewUpload, max_bytes: int, seconds: int) -> tuple[UploadRow, Form]:
        """An upload that is expected, and the form that brings its bytes. Asked again: a form for the same upload."""
        with self.begin() as tx, _named():
            self._replaceable(tx, case, new.replaces)
            row, _ = uploads.add(tx, self._service.vault, case.id, new, self.sender.actor)
            self._count(row.position, row.round)
        if row.state is not UploadState.EXPECTED or row.incoming_key is None:
            raise IntakeError("upload_conflict", upload=str(row.id))
        kind = new.media_type or UNKNOWN_TYPE
        return row, self._service.blobs.presign_post(row.incoming_key, max_bytes, kind, seconds)

    def confirm(self, case_id: UUID, upload_id: UUID, stated: str) -> UploadRow:
        """What a form brought, if it is what was stated. Raises IntakeError: bytes_missing, sha256_mismatch, too_large.

        The copy is what is hashed: whoever holds the form may still change what it brought.
        """
        with self.begin() as tx, _named():
            case = self.own(tx, case_id, lock=True)
            row = self._of(tx, case, upload_id)
            if row.state is UploadState.EXPECTED:
                return self._take(tx, row, stated)
            return uploads.confirm(tx, row.id, stated, row.size or 0, row.media_type or "", self.sender.actor)

    def _take(self, tx: Connection, row: UploadRow, stated: str) -> UploadRow:
        blobs, most = self._service.blobs, self._service.settings.max_file_bytes
        there = blobs.stat(row.incoming_key) if row.incoming_key else None
        if there is None or row.incoming_key is None:
            raise IntakeError("bytes_missing", upload=str(row.id))
        if there.size > most:
            raise IntakeError("too_large", limit=most)
        key = upload_key(row.id)
        blobs.copy(row.incoming_key, key)
        digest, size, head = self.hashed(key)
        if digest != stated:
            self._discard(key)
            raise IntakeError("sha256_mismatch", upload=str(row.id), size=size)
        confirmed = uploads.confirm(tx, row.id, digest, size, media_type(head), self.sender.actor)
        self._discard(row.incoming_key)
        return confirmed

    def hashed(self, key: str) -> tuple[str, int, bytes]:
        """sha256, size and beginning of an object."""
        digest, size, head = sha256(), 0, b""
        with self._service.blobs.open(key) as chunks:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                head = head or chunk[:HEAD]
        return digest.hexdigest(), size, head

    def withdraw(self, case_id: UUID, upload_id: UUID) -> None:
        """Take back what was not submitted yet. Raises Refused for what was."""
        with self.begin() as tx:
            case = self.own(tx, case_id, lock=True)
            row = self._of(tx, case, upload_id)
            if row.state is UploadState.REMOVED:
                return
            submitted = case.state is not CaseState.OPEN and row.round <= case.round
            if submitted or row.state not in HERE:
                raise Refused(f"upload {row.id}", row.state, UploadState.REMOVED)
            uploads.remove(tx, row.id, self.sender.actor)

    def _of(self, tx: Connection, case: CaseRow, upload_id: UUID) -> UploadRow:
        row = uploads.get(tx, upload_id)
        if row.case_id != case.id:
            raise NotFound(f"there is no upload {upload_id}")
        return row

    def _discard(self, key: str) -> None:
        with suppress(StorageError):  # what stays behind is swept up
            self._service.blobs.remove(key)


@contextmanager
def _named() -> Iterator[None]:
    """A name that stands for other bytes."""
    try:
        yield
    except Conflict as conflict:
        raise IntakeError("upload_conflict", differs=list(conflict.differs)) from None


__all__ = ["Content", "Intake", "IntakeError", "Sender", "incoming_key", "media_type", "track_of"]
