"""Measure the whole chain against truth: read (or take from the cache), judge, compare."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from extractors.calibration import CALIBRATION, Calibration
from extractors.reading import Reading
from pipeline import steps
from pipeline.progress import Progress, watch
from pipeline.reader import ocr_reader
from pipeline.screening import Screening
from pipeline.settings import Settings
from pipeline.steps import Desk, Received, Rules
from pipeline.workers import Bytes, ReaderPool
from samples.ledger import Ledger
from samples.metrics_documents import measure_document, pair
from samples.metrics_findings import measure_findings
from samples.metrics_seals import SealWithOwner, measure_seals
from samples.metrics_text import measure_page
from samples.misses import MissSheets
from samples.place import of_document, of_page, worst
from samples.reading_cache import ReadingCache
from samples.truth import SPLITS, Json, TruthCase, load_all
from validators.registry import Registry


@dataclass(slots=True)
class Scores:
    """The figures of each split."""

    ledgers: dict[str, Ledger]
    cases: dict[str, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    peak_memory: float | None = None  # of one reading process, MiB; None where everything came from the cache
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> Json:
        return {
            "splits": {
                split: {"cases": self.cases[split], "pages": self.pages[split], **ledger.as_json()}
                for split, ledger in self.ledgers.items()
            },
            "peak_memory_mib": self.peak_memory,
            "notes": self.notes,
        }


def score(
    samples_dir: Path,
    *,
    splits: Sequence[str] = SPLITS,
    registry: Path | None = None,
    cache: Path | None = None,
    jobs: int = 1,
    errors: Path | None = None,
    calibration: Calibration | None = CALIBRATION,
    only: Callable[[TruthCase], bool] = lambda case: True,
    seen: Callable[[TruthCase, Received, Screening], None] = lambda case, received, screening: None,
) -> Scores:
    """Run the chain over `samples_dir/{tune,report}/CASE` and compare. The registry is `samples_dir/registry.csv`.

    `errors` gets a folder for each split, with every miss and a picture of where it happened. `calibration` None
    measures confidences as the recogniser gives them. `seen` is told each case as it was judged.

    Raises TruthError, CaseFileError, PolicyError, RegistryError, ReaderError.
    """
    cases = [case for case in load_all(samples_dir, splits) if only(case)]
    rules = Rules(Registry.load(registry or samples_dir / "registry.csv", calibration), calibration=calibration)
    settings = Settings(jobs=jobs)
    scores = Scores({split: Ledger() for split in splits}, dict.fromkeys(splits, 0), dict.fromkeys(splits, 0))
    with ExitStack() as stack:
        progress = watch()
        stack.enter_context(progress)
        pool = stack.enter_context(ReaderPool(ocr_reader(settings), jobs))
        desk = Desk(pool, rules, settings, progress)
        store = _store(cache, scores)
        received = [steps.receive(case.folder, rules, settings) for case in cases]
        readings = _read_all(received, desk, store)
        sheets = {split: MissSheets(errors / split, settings) for split in splits} if errors else {}
        for case, one in zip(cases, received, strict=True):
            screening, before = steps.judge(one, _of_case(one, readings), desk), len(scores.ledgers[case.split].misses)
            _measure(scores, case, screening)
            seen(case, one, screening)
            if sheets:
                misses = scores.ledgers[case.split].misses[before:]
                sheets[case.split].add(misses, screening.readings, one.uploads)
        for sheet in sheets.values():
            sheet.write()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    scores.peak_memory = round(peak) if pool.versions.reader else None
    return scores


def _store(cache: Path | None, scores: Scores) -> ReadingCache | None:
    """The cache, with a warning where the code that reads has changed since and its version has not."""
    if cache is None:
        return None
    from extractors import read  # noqa: PLC0415 (heavy)

    store = ReadingCache(cache, read.VERSION)
    written, room = store.oldest(), Path(read.__file__).parent
    changed = max(p.stat().st_mtime for p in room.rglob("*.py") if not {"fields", "kinds", "layout"} & set(p.parts))
    if written is not None and written < changed:
        age = (time.time() - written) / 60
        scores.notes.append(f"some readings come from a cache {age:.0f} min old; extractors/ has changed since")
    return store


def _read_all(received: Sequence[Received], desk: Desk, store: ReadingCache | None) -> dict[str, Reading]:
    """Readings by sha256: of all cases in one go, so that every process is busy until the end."""
    distinct = {upload.key: upload for one in received for upload in one.uploads}
    known = {key: reading for key in distinct if store and (reading := store.get(key)) is not None}
    missing = [upload for key, upload in distinct.items() if key not in known]
    known.update(_read_missing(missing, desk, desk.progress, store))
    return known


def _read_missing(
    uploads: Sequence[Bytes], desk: Desk, progress: Progress, store: ReadingCache | None
) -> Iterator[tuple[str, Reading]]:
    if not uploads:
        return
    progress.began("score", len(uploads))
    for index, reading in desk.pool.read(uploads, progress):
        crashed = reading.error is not None and reading.error.code == "unreadable"
        if store and not crashed:
            store.put(reading)
        yield uploads[index].key, reading
    progress.ended()


def _of_case(received: Received, readings: dict[str, Reading]) -> tuple[Reading, ...]:
    return tuple(steps.renamed(readings[upload.key], upload.name) for upload in received.uploads)


def _measure(scores: Scores, case: TruthCase, screening: Screening) -> None:
    ledger = scores.ledgers[case.split]
    scores.cases[case.split] += 1
    scores.pages[case.split] += len(case.pages)
    pairs = pair(case.documents, screening.documents)
    grades = {(p["upload"], p["page"]): p["quality"] for p in case.pages}
    for truth, judged in pairs:
        place = of_document(case.name, truth)
        for part in (ledger, ledger.part(worst(grades[page] for page in place.pages))):
            measure_document(part, truth, judged, place)
    if screening.verdict is not None:
        ids = {truth["id"]: judged.document.id for truth, judged in pairs if judged is not None}
        measure_findings(ledger, case, screening.verdict, ids)
    pages = {(p.upload, p.number): p for reading in screening.readings for p in reading.pages}
    seals = _seals(screening)
    for truth in case.pages:
        key = (truth["upload"], truth["page"])
        place = of_page(case.name, truth)
        for part in (ledger, ledger.part(truth["quality"])):
            measure_page(part, truth, pages.get(key), place)
            measure_seals(part, truth["seals"], seals.get(key, []), place)
    for reading in screening.readings:
        if reading.pages and reading.timings:
            ledger.mean("seconds a page", sum(reading.timings.values()) / len(reading.pages), len(reading.pages))


def _seals(screening: Screening) -> dict[tuple[str, int], list[SealWithOwner]]:
    """By page: those of documents with their owners, then those on pages that belong to none."""
    found: dict[tuple[str, int], list[SealWithOwner]] = {}
    for judged in screening.documents:
        for index, seal in enumerate(judged.document.seals):
            owner = judged.seal_owners[index] if index < len(judged.seal_owners) else None
            found.setdefault((seal.upload, seal.page), []).append((seal, owner))
    for reading in screening.readings:
        for page in reading.pages:
            found.setdefault((page.upload, page.number), [(seal, None) for seal in page.seals])
    return found
