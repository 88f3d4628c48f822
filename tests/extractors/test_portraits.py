"""一寸照 and what only looks like one."""

from __future__ import annotations

import itertools
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


@pytest.mark.parametrize("turn", [-5, 3, 5])
def test_a_print_that_lies_aslant_on_a_dark_desk_is_a_portrait(turn: float) -> None:
    (straight,) = [first(path) for path in pages_of("photo") if path.parent.name == "n-02"]
    height, width = straight.shape[:2]
    aslant = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 0.95)
    assert is_portrait(cv2.warpAffine(straight, aslant, (width, height), borderValue=(70, 90, 110)))


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


def two_prints_on_a_desk(paper: tuple[int, int, int], *, tilt: float = 0.0) -> np.ndarray:
    """A print of a face twice on one small sheet, photographed on a wooden desk."""
    (face,) = [first(path) for path in pages_of("photo") if path.parent.name == "c-05"]
    face = cv2.resize(face, (300, 420), interpolation=cv2.INTER_AREA)
    desk = np.full((700, 920, 3), (70, 110, 150), np.uint8)
    desk[40:660, 60:860] = paper
    for left in (110, 500):
        desk[100:520, left : left + 300] = face
    turn = cv2.getRotationMatrix2D((460, 350), tilt, 1.0)
    return np.asarray(cv2.warpAffine(desk, turn, (920, 700), borderMode=cv2.BORDER_REPLICATE))


@pytest.mark.parametrize("paper", [(225, 240, 245), (190, 225, 240), (250, 250, 250)])
@pytest.mark.parametrize("tilt", [0.0, 3.0, -4.0])
def test_the_edges_of_a_sheet_with_two_prints_are_no_writing(paper: tuple[int, int, int], tilt: float) -> None:
    assert is_portrait(two_prints_on_a_desk(paper, tilt=tilt))


def test_two_prints_beside_writing_are_a_paper() -> None:
    prints = two_prints_on_a_desk((250, 250, 250))
    form = np.full((prints.shape[0] + 260, prints.shape[1], 3), 250, np.uint8)
    form[260:] = prints
    for row, text in enumerate(("NAME 379833198109127301", "APPLICANT AND AGENT", "SIGNED 2026-03-05", "OFFICE 12")):
        cv2.putText(form, text, (60, 50 + 60 * row), 0, 1.2, (40, 40, 40), 3)
    assert not is_portrait(form)


def test_two_cards_beside_each_other_are_no_photo() -> None:
    cards = [
        cv2.resize(first(path), (460, 290), interpolation=cv2.INTER_AREA) for path in pages_of("id_card_front")[:12]
    ]
    for one, other in itertools.pairwise(cards):
        assert not is_portrait(np.hstack([one, other]))
