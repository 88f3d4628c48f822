from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractors.reading import (
    Box,
    Line,
    Page,
    Quality,
    QualityGrade,
    QualityProblem,
    Reading,
    Seal,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
    Signature,
    Strip,
    StripKind,
    UploadError,
)  # fmt: skip
from storage.codec import reading_bytes, reading_from
from storage.errors import StorageError

UNIT = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.2), (0.1, 0.2))
FRAMES = ((("医", -0.1), ("匠", -2.5)), (("", -0.01),))


def reading(upload: str = "诊断证明.jpg") -> Reading:
    line = Line("日照市人民医院", 0.98, 0.9, Box(0.1, 0.1, 0.9, 0.2), UNIT, (0.9,) * 7, (0.1,) * 7, False, FRAMES)
    seal = Seal(
        upload, 1, Box(0, 0, 1, 1), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, SealPurpose.CERTIFICATE, 0.9,
        text="诊断专用章", strips=(Strip(StripKind.ARC, FRAMES, (0.5, 0.0), True),),
    )  # fmt: skip
    quality = Quality(QualityGrade.POOR, (QualityProblem.FAINT,), 0.5)
    page = Page(upload, 1, 1000, 1400, 90, quality, (line,), (seal,), notes=("seal_glimpsed",))
    signature = Signature("某医院", "2026-03-01", True, True, False, box=Box(0, 0, 1, 1))
    return Reading(upload, "ab" * 32, "image/jpeg", (page,), (signature,), (2**64 - 1,), None, {"ocr": 0.25})


def test_a_reading_is_equal_after_the_round_trip() -> None:
    there = reading()
    assert reading_from(reading_bytes(there), there.upload) == there
    broken = replace(reading(), pages=(), error=UploadError("encrypted", "文件已加密", "the file is encrypted"))
    assert reading_from(reading_bytes(broken), broken.upload) == broken


def test_an_upload_s_name_is_not_stored_and_each_case_puts_its_own_back() -> None:
    data = reading_bytes(reading("柳青禾.jpg"))
    assert "柳青禾".encode() not in data
    again = reading_from(data, "a.pdf")
    assert (again.upload, again.pages[0].upload, again.pages[0].seals[0].upload) == ("a.pdf",) * 3
    assert reading_bytes(reading("b.jpg")) == data, "the same bytes whoever sent them"


def test_numbers_that_numpy_made_are_stored_as_numbers() -> None:
    there = reading()
    odd = replace(there, timings={"ocr": np.float32(0.25)}, picture_hashes=(np.uint64(2**64 - 1),))
    assert reading_from(reading_bytes(odd), there.upload) == there


@pytest.mark.parametrize("data", [b"", b"{", b"{}", b'{"upload": 1}'])
def test_what_is_no_reading_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(StorageError, match="cannot be understood"):
        reading_from(data)
