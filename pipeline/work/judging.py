"""One case whose uploads are all read or given up: held against the rules, reported, its verdict recorded."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from extractors.corrections import Correction
from extractors.reading import Kind, PageRef, Reading
from pipeline import darkroom, press, steps
from pipeline.child import ReaderLimits
from pipeline.progress import PlainProgress
from pipeline.quality.facts import document_facts
from pipeline.report import as_json
from pipeline.report.printing import printed
from pipeline.screening import Screening
from pipeline.work.clerk import Poison
from pipeline.work.drawing import drawer
from pipeline.work.lease import Lease
from pipeline.work.reading import patiently
from pipeline.work.slices import Part, joined
from pipeline.workers import ReaderPool, Versions
from storage.blobs import reading_key, report_key, upload_key
from storage.codec import reading_from
from storage.errors import LostLease, StorageError
from storage.records import cases, corrections, flow, readings, uploads, versions, work
from storage.records.cases import CaseRow
from storage.records.corrections import CorrectionRow
from storage.records.readings import ReadingRow, SliceRow
from storage.records.uploads import UploadRow
from storage.records.verdicts import NewVerdict
from storage.records.work import Work
from storage.states import ReadingState
from validators.case import Case, CaseType, Channel, Upload
from validators.errors import PolicyError
from validators.policy import Policy
from validators.registry import Registry
from validators.thresholds import THRESHOLDS, Thresholds
from validators.verdict import Verdict

if TYPE_CHECKING:
    from pipeline.report.pictures import ViewKey
    from pipeline.service import Service


@dataclass(frozen=True, slots=True)
class File:
    """One upload of a case, with what is known of its reading."""

    row: UploadRow
    name: str
    reading: ReadingRow | None
    slices: tuple[SliceRow, ...]


@dataclass(frozen=True, slots=True)
class Docket:
    """A case as taken out of storage, before its readings are."""

    row: CaseRow
    case: Case
    files: tuple[File, ...]
    versions: Versions  # of the reader that read them
    corrections: tuple[Correction, ...] = ()  # in force
    changes: int = 0  # how often anything was corrected or withdrawn, when it was taken out

    @property
    def positions(self) -> dict[str, tuple[int, UUID]]:
        """Of each upload by name: its place in the case, and its id."""
        return {file.name: (file.row.position, file.row.id) for file in self.files}


class ReadingLost(Exception):  # noqa: N818
    """A reading is not there that the case was to be judged from: its object is gone, or it is being read anew."""

    def __init__(self, sha256: str, reader: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256
        self.reader = reader


class JudgesRoom:
    """Does `judge` work. Pictures are drawn in a child of its own, which opens uploads and loads no nets."""

    def __init__(self, service: Service, owner: str) -> None:
        its = service.settings.service
        wall = its.reader_wall_seconds
        limits = ReaderLimits(wall, wall, its.reader_cpu_seconds, its.reader_memory_bytes)
        self._service = service
        self._owner = owner
        self._pool = ReaderPool(drawer, limits=limits)

    def close(self) -> None:
        self._pool.__exit__(None, None, None)

    def do(self, held: Work, lease: Lease) -> None:
        """Judge the case that `held` is about, if it still waits for that."""
        begun = time.monotonic()
        with self._service.database.begin() as tx:
            row = flow.to_judge(tx, held)
            if row is None:
                work.finish(tx, held)
                return
        try:
            docket = self.docket(row.id)
            screening = self.judged(docket, self.read(docket, lease))
        except ReadingLost as lost:
            self._read_again(held, lost)
            return
        self._conclude(held, docket, replace(screening, request_id=held.request_id), lease)
        self._service.telemetry.metrics.judge_seconds.observe(time.monotonic() - begun)

    def _read_again(self, held: Work, lost: ReadingLost) -> None:
        """The bytes are there, what was read off them is not: the case waits until they have been read again."""
        self._service.telemetry.log.error("a stored reading is not there", sha256=lost.sha256[:12], reader=lost.reader)
        with self._service.database.begin(held.request_id) as tx:
            told = flow.reading_lost(tx, held, lost.sha256, lost.reader, f"worker:{self._owner}")
        self._service.tell(told)

    def docket(self, case_id: UUID) -> Docket:
        """The case, its live uploads, and how they were read."""
        service = self._service
        with service.database.begin() as tx:
            row = cases.get(tx, case_id)
            live = uploads.of_case(tx, case_id)
            shas = [upload.sha256 for upload in live if upload.sha256]
            reader = readings.complete(tx, shas, service.reader) if shas else service.reader
            if reader is None:  # another case with the same bytes has them read anew
                raise ReadingLost(_unread(tx, shas, service.reader), service.reader)
            known = readings.of_uploads(tx, shas, reader)
            files = tuple(
                File(upload, uploads.name(service.vault, upload), known.get(upload.sha256 or ""),
                     readings.slices(tx, upload.sha256 or "", reader))
                for upload in live
            )  # fmt: skip
            models = versions.models_of(tx, reader)
            applicant, agent = cases.person(service.vault, row)
            told = corrections.in_force(tx, service.vault, case_id)
            changes = corrections.changes(tx, case_id)
        case = Case(
            case_key=row.case_key,
            region=row.region,
            submitted_on=row.submitted_on,
            applicant=applicant,
            diseases=row.diseases,
            channel=Channel(row.channel),
            uploads=tuple(Upload(file.name, _kind(file.row.declared_kind)) for file in files),
            agent=agent,
            case_type=CaseType(row.case_type),
        )
        names = {file.row.id: file.name for file in files}
        return Docket(row, case, files, Versions(reader, models), tuple(corrected(told, names)), changes)

    def read(self, docket: Docket, lease: Lease | None = None) -> tuple[Reading, ...]:
        """What was read off its uploads, as much as counts. Raises ReadingLost, LostLease."""
        return tuple(steps.within(self._service.settings.max_pages, tuple(self._readings(docket, lease))))

    def judged(
        self,
        docket: Docket,
        read: tuple[Reading, ...],
        policy: Policy | None = None,
        registry: Registry | None = None,
        thresholds: Thresholds = THRESHOLDS,
    ) -> Screening:
        """The case held against the rules in force, or against these. Nothing is written."""
        rules = policy or self._policy(docket.case.region)
        received = steps.Received(docket.case.case_key, (), docket.case, rules, corrections=docket.corrections)
        held_against = steps.Rules(registry or self._service.rulebook.registry(), thresholds=thresholds)
        self._pool.versions = docket.versions
        desk = steps.Desk(self._pool, held_against, self._service.settings, PlainProgress())
        return steps.judge(received, read, desk)

    def _policy(self, region: str) -> Policy:
        try:
            return self._service.policy(region)
        except PolicyError:
            raise Poison("policy_unusable") from None

    def _readings(self, docket: Docket, lease: Lease | None) -> Iterator[Reading]:
        """In the order of the case; the time it took to read bytes counts once."""
        seen: set[str] = set()
        for file in docket.files:
            _held(lease)
            digest = file.row.sha256 or ""
            reading = joined(file.name, digest, list(self._parts(file)), file.reading.page_count if file.reading else 0)
            yield replace(reading, timings={}) if digest in seen else reading
            seen.add(digest)

    def _parts(self, file: File) -> Iterator[Part]:
        for part in file.slices:
            key = reading_key(part.sha256, part.reader, part.first)
            stored = None
            if part.state is ReadingState.DONE:
                stored = self._service.blobs.get_sealed(key, self._service.vault)
                if stored is None:
                    raise ReadingLost(part.sha256, part.reader)
            yield Part(part.first, part.last, reading_from(stored) if stored is not None else None)

    def _conclude(self, held: Work, docket: Docket, screening: Screening, lease: Lease) -> None:
        """The verdict, and what it looks like. Where somebody waits for the verdict, at a counter or because they
        corrected the case, that comes first. Whatever is not drawn then is drawn when it is asked for (`press`)."""
        report = as_json.report(screening)
        new = self._told(docket, screening, report)
        awaited = docket.changes > 0 or docket.row.track == "instant"
        if not awaited:
            drawn = self._print(docket, report, new, lease)
            blobs = {what: key for what, key in new.blobs.items() if what not in press.DRAWN or what in drawn}
            patiently(lambda: self._record(held, replace(new, blobs=blobs)))
        elif patiently(lambda: self._record(held, new)):
            try:
                self._print(docket, report, new, None)
            except Exception as error:
                self._service.telemetry.log.error("papers of a verdict could not be drawn", error=error)

    def _told(self, docket: Docket, screening: Screening, report: dict[str, Any]) -> NewVerdict:
        """What needs no picture, sealed in object storage, and the verdict that names all its papers."""
        new, papers = _verdict(screening, docket), steps.tell(screening, report)
        written = {"json": papers.json, "notice_html": papers.notice_html, "notice_txt": papers.notice_txt}
        there = {what: paper for what, paper in written.items() if paper is not None}
        keys = {what: report_key(new.id, what) for what in (*there, *press.DRAWN)}
        for what, paper in there.items():
            self._put(keys[what], paper.encode())
        return replace(new, blobs=keys)

    def _print(self, docket: Docket, report: dict[str, Any], new: NewVerdict, lease: Lease | None) -> Collection[str]:
        """What it looks like, sealed in object storage: which of it could be made."""
        originals, limits = self._originals(docket.files, lease), self._service.settings.limits
        sizes = {} if self._pictured(docket) else darkroom.READY
        made = printed(report, originals, self._pool.draw, limits, with_pdf=True, sizes=sizes)
        self._keep_views(docket, made.views)
        papers = press.papers(made)
        for what, paper in papers.items():
            self._put(new.blobs[what], paper)
        return papers

    def _pictured(self, docket: Docket) -> bool:
        """Whether the pages of all its files were drawn for screens before."""
        read = {file.row.sha256 or "" for file in docket.files if file.reading and file.reading.page_count}
        return all(darkroom.is_ready(self._service, sha256) for sha256 in read)

    def _keep_views(self, docket: Docket, views: Mapping[ViewKey, bytes]) -> None:
        """Pictures for screens. Without them a case is judged all the same: they are then drawn when asked for."""
        digests = {file.name: file.row.sha256 or "" for file in docket.files}
        try:
            for (name, page, size), data in views.items():
                darkroom.keep(self._service, digests[name], {(page, size): data})
        except StorageError as error:
            self._service.telemetry.log.warning("page pictures could not be kept", error=error)

    def _put(self, key: str, data: bytes) -> None:
        patiently(lambda: self._service.blobs.put_sealed(key, data, self._service.vault))

    def _originals(self, files: Sequence[File], lease: Lease | None) -> Iterator[tuple[str, bytes]]:
        for file in files:
            _held(lease)
            data = self._service.blobs.get(upload_key(file.row.id))
            if data is None:  # the report then says that nobody could read it, and is made all the same
                self._service.telemetry.log.error("an original is not there", upload_id=file.row.id)
                continue
            yield file.name, data

    def _record(self, held: Work, new: NewVerdict) -> bool:
        """Whether anybody still waited for it."""
        with self._service.database.begin(held.request_id) as tx:
            verdict, told = flow.judged(tx, held, new, f"worker:{self._owner}")
        self._service.tell(told)
        log = self._service.telemetry.log
        if verdict is None:
            log.info("verdict not wanted any more")
        else:
            self._service.telemetry.metrics.verdicts.labels(new.disposition).inc()
            log.info("case judged", verdict_id=verdict.id, number=verdict.number, disposition=verdict.disposition,
                     pages=verdict.pages)  # fmt: skip
        return verdict is not None


def _findings(verdict: Verdict) -> list[dict[str, str]]:
    """Without anything personal; what only follows from another finding names that one's code as its cause."""
    causes = {id(f): root.code for root, consequences in verdict.grouped() for f in consequences}
    return [
        {"code": f.code, "outcome": f.outcome.value, "severity": f.severity.value, "rule": f.rule}
        | ({"cause": causes[id(f)]} if id(f) in causes else {})
        for f in verdict.findings
    ]


def _verdict(screening: Screening, docket: Docket) -> NewVerdict:
    verdict, found = screening.verdict, screening.versions
    if verdict is None or screening.as_of is None:
        raise ValueError("a case that was judged has a verdict")
    return NewVerdict(
        disposition=verdict.disposition.value,
        findings=_findings(verdict),
        as_of=screening.as_of,
        program=found.program,
        reader=found.reader,
        models=found.models,
        policy=docket.case.region.rpartition("/")[2],
        policy_version=found.policy,
        registry_version=found.registry,
        calibration=found.calibration,
        blobs={},
        pages=screening.pages_read,
        corrections=docket.changes,
        due_on=min((date.fromisoformat(t.due_on) for t in verdict.diseases if t.due_on), default=None),
        hospitals=tuple({d.hospital.name for d in verdict.documents if d.hospital.name}),
        documents=document_facts(
            verdict.documents,
            screening.readings,
            {file.name: (file.row.position, file.row.id) for file in docket.files},
        ),
    )


def corrected(rows: Sequence[CorrectionRow], names: Mapping[UUID, str]) -> Iterator[Correction]:
    """What people said of the uploads that count, by these names of theirs."""
    for row in rows:
        if row.value is None or row.upload_id not in names:
            continue  # purged; or the upload was replaced by a supplement
        other = names.get(row.to_upload_id) if row.to_upload_id else None
        yield Correction(
            page=PageRef(names[row.upload_id], row.page),
            subject=row.subject,
            value=row.value,
            to=PageRef(other, row.to_page) if other and row.to_page else None,
            kind=_kind(row.kind),
            id=str(row.id),
            at=row.at.isoformat(timespec="seconds"),
        )


def _unread(tx: Connection, shas: Sequence[str], reader: str) -> str:
    """The first of these bytes whose reading is not settled."""
    known = readings.of_uploads(tx, shas, reader)
    return next((sha for sha in shas if sha not in known or not known[sha].settled), shas[0])


def _held(lease: Lease | None) -> None:
    if lease is not None and lease.lost:
        raise LostLease("while judging")


def _kind(text: str | None) -> Kind | None:
    return None if text is None else Kind(text)
