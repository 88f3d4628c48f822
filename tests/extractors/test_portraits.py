"""一寸照 and what only looks like one."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from extractors.files import open_upload
from extractors.images import upright
from extractors.portraits import is_portrait
from tests.extractors.test_images import sheet

SAMPLES = Path(__file__).parents[2] / "samples"


def pages_of(kind: str, split: str = "tune") -> list[Path]:
    """First pages of this kind among the samples, by their truth."""
    found = []
    for truth in sorted(SAMPLES.glob(f"{split}/*/truth.json")):
        for document in json.loads(truth.read_text(encoding="utf-8"))["documents"]:
            if document["kind"] == kind and document["pages"][0]["page"] == 1:
                found.append(truth.parent / document["pages"][0]["upload"])
    return found


def first(path: Path) -> np.ndarray:
    return open_upload(path.name, path.read_bytes()).page(1).raster


def test_a_one_inch_photo_is_a_portrait() -> None:
    photos = pages_of("photo")  # the report split is not looked into
    assert photos
    for path in photos:
        assert upright(first(path)).picture == "portrait", path.name


def test_a_sheet_of_prints_is_a_portrait_and_beside_writing_it_is_none() -> None:
    (several,) = [path for path in pages_of("photo") if path.parent.name == "k-02"]
    sheet_of_four = first(several)
    assert is_portrait(sheet_of_four)
    written = np.full((sheet_of_four.shape[0] + 400, sheet_of_four.shape[1], 3), 250, np.uint8)
    written[400:] = sheet_of_four
    for row in range(6):
        cv2.putText(written, "APPLICANT AND AGENT 3798", (20, 50 + 60 * row), 0, 1.2, (20, 20, 20), 3)
    assert not is_portrait(written)


@pytest.mark.parametrize("kind", ["id_card_front", "id_card_back", "insurance_card"])
def test_a_card_is_none_though_it_may_carry_a_face(kind: str) -> None:
    cards = pages_of(kind)[:4]
    assert cards
    for path in cards:
        assert not is_portrait(first(path)), path.name


def test_pages_and_plain_pictures_are_none() -> None:
    assert not is_portrait(sheet())
    assert not is_portrait(np.full((413, 295, 3), 200, np.uint8))
    round_thing = np.full((413, 295, 3), 230, np.uint8)
    cv2.circle(round_thing, (147, 180), 90, (60, 60, 200), -1)
    assert not is_portrait(round_thing)
