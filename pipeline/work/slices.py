"""A long upload is read in slices; joined they are the reading of the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.reading import Page, Quality, QualityGrade, Reading
from pipeline.lost import lost
from validators.checks.uploads import READER_FAILED

UNREAD_SIZE = (1000, 1414)
"""Pixels a page is given that nobody has opened: A4, upright."""


@dataclass(frozen=True, slots=True)
class Part:
    """One slice: what was read, or nothing where it was given up."""

    first: int  # 1-based
    last: int  # inclusive
    reading: Reading | None


def joined(name: str, sha256: str, parts: Sequence[Part], page_count: int | None) -> Reading:
    """The reading of the upload called `name`, from all its slices in the order of their pages.

    A slice that was given up costs its own pages: each is there, unreadable, for a person to look at. Where it was the
    first, nobody knows how many pages there are, and the whole upload is for a person to look at.
    """
    read = [part.reading for part in parts if part.reading is not None]
    if not read or (page_count is None and len(read) < len(parts)):
        return lost(name, sha256)
    failed = next((reading for reading in read if reading.error is not None), None)
    if failed is not None:  # as when read at once: an upload that breaks off is refused as a whole
        return replace(failed, upload=name, sha256=sha256, pages=(), signatures=(), picture_hashes=())
    pages: list[Page] = []
    hashes: list[int] = []
    for part in parts:
        found, seen = (part.reading.pages, part.reading.picture_hashes) if part.reading else _unread(name, sha256, part)
        pages.extend(_named(page, name) for page in found)
        hashes.extend(seen)
    return replace(
        read[0],
        upload=name,
        sha256=sha256,
        pages=tuple(pages),
        signatures=next((reading.signatures for reading in read if reading.signatures), ()),
        picture_hashes=tuple(hashes),
        timings=_summed(read),
    )


def _unread(name: str, sha256: str, part: Part) -> tuple[list[Page], list[int]]:
    """Pages that nobody has seen, and hashes that are near to no other page's."""
    numbers, quality = range(part.first, part.last + 1), Quality(QualityGrade.UNREADABLE)
    pages = [Page(name, number, *UNREAD_SIZE, 0, quality, (), notes=(READER_FAILED,)) for number in numbers]
    return pages, [_chance(f"{sha256}:{number}") for number in numbers]


def _chance(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("ascii")).digest()[:8], "big")


def _named(page: Page, name: str) -> Page:
    return replace(page, upload=name, seals=tuple(replace(seal, upload=name) for seal in page.seals))


def _summed(readings: Sequence[Reading]) -> dict[str, float]:
    total: dict[str, float] = {}
    for reading in readings:
        for stage, seconds in reading.timings.items():
            total[stage] = total.get(stage, 0.0) + seconds
    return total
