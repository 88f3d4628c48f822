"""Papers photographed a second time, read from pictures."""

from __future__ import annotations

import random
from contextlib import AbstractContextManager, nullcontext

import cv2
import numpy as np
import pytest

from extractors.ocr import Image, OcrEngine, load_engine
from extractors.opened import Limits
from extractors.read import read
from extractors.reading import Reading
from samples import capture
from validators.pictures import same_text


class Nobody:
    """Is told how reading comes on, and does nothing about it."""

    def opened(self, pages: int) -> None: ...

    def page(self, number: int) -> None: ...

    def stage(self, name: str) -> AbstractContextManager[None]:
        return nullcontext()


@pytest.fixture(scope="module")
def engine() -> OcrEngine:
    return load_engine(threads=1)


def sheet(values: list[str]) -> Image:
    """A report on white paper, larger than a page is photographed."""
    paper: Image = np.full((1500, 1060, 3), 255, np.uint8)
    rows = ["LABORATORY REPORT 836753513", "Reported 2026-03-05 10:12", *values, "Checked by Wang Ke"]
    for i, row in enumerate(rows):
        cv2.putText(paper, row, (90, 160 + 75 * i), cv2.FONT_HERSHEY_DUPLEX, 1.1, (20, 20, 20), 2, cv2.LINE_AA)
    return paper


def photographed(paper: Image, seed: int, engine: OcrEngine) -> Reading:
    shot = capture.photo(paper, random.Random(seed), long_side=1200)
    _, data = cv2.imencode(".jpg", shot.image, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return read(f"IMG_{seed}.jpg", data.tobytes(), engine, Limits(), Nobody())


def test_a_paper_photographed_twice_is_one_paper_and_another_in_its_form_is_none(engine: OcrEngine) -> None:
    names = ("Glucose", "Creatinine", "Urea", "Cholesterol", "Triglyceride", "Albumin", "Potassium", "Sodium")
    first = [f"{name} {3.17 * (i + 2):.2f} mmol/L" for i, name in enumerate(names)]
    other = [f"{name} {2.83 * (i + 3):.2f} mmol/L" for i, name in enumerate(names)]
    once, again = (photographed(sheet(first), seed, engine) for seed in (1, 2))
    assert once.sha256 != again.sha256
    assert same_text(once.pages, again.pages)
    assert not same_text(once.pages, photographed(sheet(other), 3, engine).pages)
