"""The whole flow on one page: receive, read, judge, publish."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from extractors import documents
from extractors.calibration import CALIBRATION, Calibration
from extractors.corrections import Correction
from extractors.reading import Document, Reading, UploadError
from pipeline import casefile
from pipeline.progress import Progress
from pipeline.report import as_json, notice
from pipeline.report.printing import printed
from pipeline.screening import Screening, VersionSet
from pipeline.settings import Settings
from pipeline.workers import Bytes, ReaderPool
from validators import judge as judging
from validators import policy as policies
from validators.case import Case
from validators.policy import Policy
from validators.registry import Registry
from validators.thresholds import THRESHOLDS, Thresholds
from validators.verdict import JudgedDocument


@dataclass(frozen=True, slots=True)
class Received:
    """Uploads in memory, with the case they belong to and its policy; loose files have neither."""

    name: str
    uploads: tuple[Bytes, ...]
    case: Case | None = None
    policy: Policy | None = None
    unlisted: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()  # what people read on its papers


@dataclass(frozen=True, slots=True)
class Rules:
    """What a case is held against."""

    registry: Registry
    policy: str | None = None  # name or folder of a pack that replaces the region's
    as_of: dt.date | None = None  # rules of this day; the submission date where None
    calibration: Calibration | None = CALIBRATION  # None only to measure one
    thresholds: Thresholds = THRESHOLDS  # others only to try them


@dataclass(frozen=True, slots=True)
class Published:
    """Where the report lies."""

    json: Path
    html: Path
    notice: Path | None


@dataclass(frozen=True, slots=True)
class Papers:
    """A report before it is put anywhere. Both parts of the notice are None where nothing is asked for."""

    json: str
    html: str = ""  # "" until it is drawn
    notice_html: str | None = None
    notice_txt: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """All that stays the same from one case to the next."""

    pool: ReaderPool
    rules: Rules
    settings: Settings
    progress: Progress
    drawing: ReaderPool | None = None  # draws pictures while `pool` reads; None: `pool` does, and reads nothing then


def check(folder: Path, out: Path, desk: Desk) -> tuple[Screening, Published]:
    """Pre-screen one case folder. Raises CaseFileError, PolicyError, ReaderError; never for what an upload holds."""
    received = receive(folder, desk.rules, desk.settings)
    return conclude(received, read(received, desk), out, desk)


def conclude(received: Received, by_key: Mapping[str, Reading], out: Path, desk: Desk) -> tuple[Screening, Published]:
    """A case that has been read, its readings by sha256: judged and published."""
    screening = judge(received, gathered(received, by_key, desk.settings.max_pages), desk)
    return screening, publish(screening, received, out, desk)


def look(files: Sequence[Path], out: Path, desk: Desk) -> tuple[Screening, Published]:
    """Read loose files without a case: what each is and says, no rules applied."""
    received = receive_loose(files, desk.settings)
    readings = gathered(received, read(received, desk), desk.settings.max_pages)
    screening = recognise(received, readings, desk)
    return screening, publish(screening, received, out, desk)


def receive(folder: Path, rules: Rules, settings: Settings) -> Received:
    """A policy that cannot be trusted is refused here, before anything is read."""
    chosen = policies.load(rules.policy) if rules.policy else None
    regions = {name for name in policies.list_packs() if name != "base"}
    if chosen is not None:
        regions |= {chosen.name, chosen.region}
    found = casefile.load(folder, regions)
    policy = chosen or policies.load(found.case.region)
    names, most = [upload.name for upload in found.case.uploads], settings.max_file_bytes
    uploads = tuple(Bytes.load(name, folder / name, most) for name in names)
    return Received(folder.resolve().name, uploads, found.case, policy, found.unlisted)


def receive_loose(files: Sequence[Path], settings: Settings) -> Received:
    """Files of one name in several folders keep as much of their path as tells them apart."""
    twice = {name for name, count in Counter(path.name for path in files).items() if count > 1}
    names = [str(path) if path.name in twice else path.name for path in files]
    most = settings.max_file_bytes
    return Received("files", tuple(Bytes.load(_text(n), p, most) for n, p in zip(names, files, strict=True)))


def read(received: Received, desk: Desk) -> dict[str, Reading]:
    """Readings by sha256: the same bytes are read once."""
    files = distinct(received)
    desk.progress.began(received.name, len(files))
    by_key = {files[index].key: reading for index, reading in desk.pool.read(files, desk.progress)}
    desk.progress.ended()
    return by_key


def distinct(received: Received) -> list[Bytes]:
    """What there is to read."""
    first: dict[str, Bytes] = {}
    for upload in received.uploads:
        first.setdefault(upload.key, upload)
    return list(first.values())


def gathered(received: Received, by_key: Mapping[str, Reading], max_pages: int) -> tuple[Reading, ...]:
    """One reading per upload, in order, as far as the pages of a case may go."""
    readings = [replace(renamed(by_key[upload.key], upload.name), sha256=upload.key) for upload in received.uploads]
    return tuple(within(max_pages, readings))


def judge(received: Received, readings: tuple[Reading, ...], desk: Desk) -> Screening:
    case, policy = received.case, received.policy
    if case is None or policy is None:
        raise ValueError("only a case can be judged")
    as_of = desk.rules.as_of or case.submitted_on
    start = time.perf_counter()
    rules, told = desk.rules, received.corrections
    verdict = judging.judge(case, readings, policy, rules.registry, as_of, rules.calibration, told, rules.thresholds)
    timings = {**_timings(readings), "judge": time.perf_counter() - start}
    versions = _versions(desk.pool, verdict.policy_version, verdict.registry_version)
    return Screening(
        received.name, readings, verdict.documents, versions, case, as_of, verdict, received.unlisted, timings
    )


def recognise(received: Received, readings: tuple[Reading, ...], desk: Desk) -> Screening:
    as_of = desk.rules.as_of or dt.date.today()
    found = tuple(_resolved(document, desk.rules.registry, as_of) for document in documents.assemble(readings))
    versions = _versions(desk.pool, "", desk.rules.registry.version)
    return Screening(received.name, readings, found, versions, as_of=as_of, timings=_timings(readings))


def publish(screening: Screening, received: Received, out: Path, desk: Desk) -> Published:
    """Write report.json, report.html and, when something has to be supplied, the notice."""
    out.mkdir(parents=True, exist_ok=True)
    files = ((upload.name, upload.data) for upload in received.uploads)
    papers = compose(screening, files, desk)
    published = Published(out / "report.json", out / "report.html", _publish_notice(papers, out))
    published.json.write_text(papers.json, "utf-8")
    published.html.write_text(papers.html, "utf-8")
    return published


def compose(screening: Screening, files: Iterable[tuple[str, bytes]], desk: Desk) -> Papers:
    """The report and what goes with it. `files`: name and bytes of each upload, taken one after the other."""
    report = as_json.report(screening)
    looks = printed(report, files, (desk.drawing or desk.pool).draw, desk.settings.limits)
    return replace(tell(screening, report), html=looks.html)


def tell(screening: Screening, report: dict[str, Any]) -> Papers:
    """What can be said without a picture: the report for programs, and the notice where something is asked for."""
    text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    if not notice.needed(screening.verdict):
        return Papers(text)
    composed = notice.drafted(report)
    return Papers(text, "", notice.html(composed), notice.text(composed))


def _publish_notice(papers: Papers, out: Path) -> Path | None:
    page, message = out / "supplement_notice.html", out / "supplement_notice.txt"
    if papers.notice_html is None or papers.notice_txt is None:
        for stale in (page, message):  # of an earlier run
            stale.unlink(missing_ok=True)
        return None
    page.write_text(papers.notice_html, "utf-8")
    message.write_text(papers.notice_txt, "utf-8")
    return page


def renamed(reading: Reading, name: str) -> Reading:
    """The reading of the same bytes under another name."""
    if reading.upload == name:
        return reading
    pages = tuple(
        replace(page, upload=name, seals=tuple(replace(seal, upload=name) for seal in page.seals))
        for page in reading.pages
    )
    return replace(reading, upload=name, pages=pages, timings={})


def within(max_pages: int, readings: Sequence[Reading]) -> list[Reading]:
    """Uploads in order until the pages of the case are used up; what comes after is refused, with a sentence."""
    kept, pages = [], 0
    for reading in readings:
        pages += len(reading.pages)
        if pages <= max_pages:
            kept.append(reading)
            continue
        pages -= len(reading.pages)
        error = UploadError(
            "too_many_pages",
            f"本次申请的材料超过 {max_pages} 页，此文件未读取，请精简后重新上传。",
            f"The case has more than {max_pages} pages; this file was left out: please send less.",
        )
        kept.append(replace(reading, pages=(), signatures=(), picture_hashes=(), error=error))
    return kept


def _resolved(document: Document, registry: Registry, as_of: dt.date) -> JudgedDocument:
    hospital = registry.resolve(document.hospitals, "", as_of)
    owners = tuple(registry.compare_seal(hospital, seal, as_of).owner for seal in document.seals)
    return JudgedDocument(document, hospital, owners)


def _timings(readings: Sequence[Reading]) -> dict[str, float]:
    total: dict[str, float] = {}
    for reading in readings:
        for stage, seconds in reading.timings.items():
            total[stage] = total.get(stage, 0.0) + seconds
    return total


def _versions(pool: ReaderPool, policy: str, registry: str) -> VersionSet:
    return VersionSet(
        version("yushen"), pool.versions.reader, pool.versions.models, policy, registry, CALIBRATION.version
    )


def _text(name: str) -> str:
    """A file name as text, whatever its bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
