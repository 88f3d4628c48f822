"""Pages where a person says they belong: of another kind, of another paper, or a copy that does not count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.corrections import DOCUMENT, DUPLICATE, KIND, OWN, Correction
from extractors.kinds.recognise import Recognition
from extractors.reading import Kind, Page, PageRef, Reading
from extractors.runs import Leaf, Run


def ref(page: Page) -> PageRef:
    return PageRef(page.upload, page.number)


def told_kinds(told: Iterable[Correction]) -> dict[PageRef, Kind]:
    return {each.page: Kind(each.value) for each in told if each.subject == KIND}


def as_told(recognition: Recognition, kind: Kind | None) -> Recognition:
    """The kind a person named, without doubt; what else is known of the page stays."""
    if kind is None:
        return recognition
    return replace(recognition, kind=kind, confidence=1.0, also=())


def without_duplicates(
    readings: Sequence[Reading], told: Iterable[Correction]
) -> tuple[tuple[Reading, ...], frozenset[str]]:
    """The readings without pages a person called copies of others, and the names of uploads of which none is left."""
    copies = _copies(readings, told)
    if not copies:
        return tuple(readings), frozenset()
    kept, gone = [], set()
    for reading in readings:
        left = _left(reading, copies)
        if reading.pages and not left.pages:
            gone.add(reading.upload)
        else:
            kept.append(left)
    return tuple(kept), frozenset(gone)


def _copies(readings: Sequence[Reading], told: Iterable[Correction]) -> set[PageRef]:
    """Pages that repeat one which is there and counts itself: of two called copies of each other, one stays."""
    there = {ref(page) for reading in readings for page in reading.pages}
    copies: set[PageRef] = set()
    for each in told:
        if each.subject == DUPLICATE and each.value and each.to in there - copies and each.to != each.page:
            copies.add(each.page)
    return copies


def _left(reading: Reading, copies: set[PageRef]) -> Reading:
    stays = [ref(page) not in copies for page in reading.pages]
    if all(stays):
        return reading
    hashes = reading.picture_hashes
    return replace(
        reading,
        pages=tuple(page for page, stay in zip(reading.pages, stays, strict=True) if stay),
        picture_hashes=tuple(h for h, stay in zip(hashes, stays, strict=False) if stay),
    )


def moved(made: Sequence[Run], told: Iterable[Correction]) -> tuple[Run, ...]:
    """The runs with single pages put where a person says they belong. Correcting one page moves no other."""
    runs = list(made)
    for correction in told:
        if correction.subject == DOCUMENT:
            _move(runs, correction)
    return tuple(run for run in runs if run.leaves)


def _move(runs: list[Run], correction: Correction) -> None:
    leaf = _leaf(runs, correction.page)
    if leaf is None:
        return
    if correction.value == OWN:
        at = next(n for n, run in enumerate(runs) if leaf in run.leaves)
        if runs[at].leaves == [leaf]:
            return
        _take(runs, leaf)
        runs.insert(at + 1, Run(leaf.recognition.kind, [leaf]))
        return
    target = _run(runs, correction.to)
    if target is None or leaf in target.leaves:
        return
    _take(runs, leaf)
    target.leaves.append(leaf)
    target.told.append(leaf)
    target.leaves.sort(key=_number if all(each.number for each in target.leaves) else _place)


def _take(runs: Iterable[Run], leaf: Leaf) -> None:
    """Out of its paper; what is left of that is what its own pages are."""
    for run in runs:
        if leaf in run.leaves:
            run.leaves.remove(leaf)
            kinds = [kind for left in run.leaves for kind in (left.recognition.kind, *left.recognition.also)]
            if kinds and run.kind not in kinds:
                run.kind = kinds[0]


def _number(leaf: Leaf) -> int:
    return leaf.number.number if leaf.number else 0


def _place(leaf: Leaf) -> tuple[int, int]:
    return (leaf.upload, leaf.sheet.page.number)


def _leaf(runs: Iterable[Run], page: PageRef) -> Leaf | None:
    return next((leaf for run in runs for leaf in run.leaves if ref(leaf.sheet.page) == page), None)


def _run(runs: Iterable[Run], page: PageRef | None) -> Run | None:
    return next((run for run in runs if any(ref(leaf.sheet.page) == page for leaf in run.leaves)), None)
