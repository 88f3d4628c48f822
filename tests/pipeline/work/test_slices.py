"""Slices joined are the whole; one that was given up costs its own pages and nothing more."""

from __future__ import annotations

from dataclasses import replace

from extractors.reading import (
    Box,
    QualityGrade,
    Reading,
    Seal,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
    UploadError,
)
from pipeline.work.slices import Part, joined
from tests.pipeline.papers import line, page

SHA = "ab" * 32


def reading(first: int, last: int, **changes: object) -> Reading:
    pages = tuple(page("file", line(f"page {n}", 0), number=n) for n in range(first, last + 1))
    made = Reading("file", SHA, "application/pdf", pages, (), tuple(range(first, last + 1)), timings={"text": 1.0})
    return replace(made, **changes)  # type: ignore[arg-type]


def test_slices_joined_are_the_whole_under_the_upload_s_name() -> None:
    whole = joined("证明.pdf", SHA, [Part(1, 2, reading(1, 2)), Part(3, 5, reading(3, 5))], 5)
    expected = reading(1, 5)
    assert whole == replace(
        expected,
        upload="证明.pdf",
        pages=tuple(replace(p, upload="证明.pdf") for p in expected.pages),
        timings={"text": 2.0},
    )


def test_seals_point_at_the_upload_s_name_too() -> None:
    seal = Seal(
        "file", 1, Box(0, 0, 1, 1), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, SealPurpose.UNKNOWN, 0.9
    )
    sealed = reading(1, 1, pages=(page("file", seals=(seal,)),))
    assert joined("a.pdf", SHA, [Part(1, 1, sealed)], 1).pages[0].seals[0].upload == "a.pdf"


def test_a_slice_that_was_given_up_costs_its_own_pages() -> None:
    whole = joined("a.pdf", SHA, [Part(1, 2, reading(1, 2)), Part(3, 4, None), Part(5, 5, reading(5, 5))], 5)
    assert whole.error is None
    assert [p.number for p in whole.pages] == [1, 2, 3, 4, 5]
    assert [p.quality.grade for p in whole.pages] == [QualityGrade.GOOD] * 2 + [QualityGrade.UNREADABLE] * 2 + [
        QualityGrade.GOOD
    ]
    assert [p.notes for p in whole.pages][2:4] == [("reader_failed",)] * 2
    assert (whole.picture_hashes[:2], whole.picture_hashes[4]) == ((1, 2), 5)  # each page keeps its own
    one, other = whole.picture_hashes[2:4]
    assert (one ^ other).bit_count() > 12  # never taken for the same picture


def test_a_first_slice_that_was_given_up_costs_the_upload() -> None:
    whole = joined("a.pdf", SHA, [Part(1, 10, None)], None)
    assert whole.error is not None
    assert (whole.error.code, whole.upload, whole.pages) == ("reader_failed", "a.pdf", ())


def test_an_upload_that_breaks_off_is_refused_as_when_read_at_once() -> None:
    error = UploadError("truncated", "文件不完整", "cut off")
    broken = reading(3, 3, pages=(), error=error)
    whole = joined("a.tif", SHA, [Part(1, 2, reading(1, 2)), Part(3, 4, broken)], 4)
    assert (whole.error, whole.pages, whole.upload) == (error, (), "a.tif")
