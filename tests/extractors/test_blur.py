"""Smeared lines: what smeared them found and undone, and nothing changed where nothing did."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractors.blur import Image, Smear, read_sharpened, undone
from extractors.recognised import Recognised

TEXTS = ("HBA1C 7.9", "GLU 11.2", "2026-03-05", "CREA 113", "UREA 8.07", "K 4.28")


def line(text: str) -> Image:
    image = np.full((44, 40 + 24 * len(text), 3), 245, np.uint8)
    cv2.putText(image, text, (20, 32), cv2.FONT_HERSHEY_DUPLEX, 0.9, (30, 30, 30), 2, cv2.LINE_AA)
    return image


def smeared(image: Image, smear: Smear) -> Image:
    return np.asarray(cv2.filter2D(image, -1, smear.kernel(), borderType=cv2.BORDER_REFLECT), np.uint8)


def likeness(one: Image, other: Image) -> float:
    return float(np.corrcoef(one.ravel().astype(float), other.ravel().astype(float))[0, 1])


class Sees:
    """Reads a line as surely as it looks like one it knows; what it does not know well it reads as something else."""

    def __init__(self, *texts: str) -> None:
        self.known = {text: line(text) for text in texts}
        self.asked = 0

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        self.asked += len(crops)
        return [self._read(crop) for crop in crops]

    def _read(self, crop: Image) -> Recognised:
        same = {text: likeness(crop, own) for text, own in self.known.items() if own.shape == crop.shape}
        text = max(same, key=lambda each: same[each])
        sure = float(np.clip((same[text] - 0.86) * 9, 0.05, 0.99))
        said = text if sure > 0.7 else "?" * len(text)
        return Recognised(said, (sure,) * len(said), tuple((i + 0.5) / len(said) for i in range(len(said))))


@pytest.mark.parametrize("smear", [Smear(8, 150), Smear(7, 20), Smear(8, 95)])
def test_a_page_that_a_hand_smeared_is_read_with_the_movement_undone(smear: Smear) -> None:
    engine, crops = Sees(*TEXTS), [smeared(line(text), smear) for text in TEXTS]
    before = engine.recognise(crops)
    assert not any(one.text in TEXTS for one in before)
    after = read_sharpened(crops, before, engine)
    assert [one.text for one in after] == list(TEXTS)
    for one in after:
        for char, sure in zip(one.text, one.char_confidences, strict=True):
            assert sure <= (0.7 if char.isdigit() else 0.9)


def test_what_undoing_makes_no_plainer_stays_as_it_was_read() -> None:
    rng = np.random.default_rng(3)
    crops = [np.asarray(np.clip(line(t) + rng.normal(0, 90, line(t).shape), 0, 255), np.uint8) for t in TEXTS]
    engine = Sees(*TEXTS)
    before = engine.recognise(crops)
    assert read_sharpened(crops, before, engine) == before


def test_no_look_is_spent_on_a_page_with_few_doubtful_lines() -> None:
    engine = Sees(*TEXTS)
    crops = [smeared(line(text), Smear(8, 150)) if at < 2 else line(text) for at, text in enumerate(TEXTS)]
    before = engine.recognise(crops)
    asked = engine.asked
    assert read_sharpened(crops, before, engine) == before
    assert engine.asked == asked


class Wavers(Sees):
    """Reads a character of the first line another way where more of the noise was brought back."""

    def __init__(self, there: str, otherwise: str, *texts: str) -> None:
        super().__init__(*texts)
        self.there, self.otherwise, self.most = there, otherwise, float("inf")

    def _read(self, crop: Image) -> Recognised:
        one = super()._read(crop)
        text = one.text.replace(self.there, self.otherwise) if grain(crop) > self.most else one.text
        return Recognised(text, one.char_confidences, one.char_positions)


def grain(crop: Image) -> float:
    return float(np.abs(cv2.Laplacian(crop, cv2.CV_32F)).mean())


@pytest.mark.parametrize(("there", "otherwise", "taken"), [("7.9", "1.9", False), ("HBA", "HBR", True)])
def test_what_only_one_way_of_undoing_shows_stays_in_doubt(there: str, otherwise: str, taken: bool) -> None:
    engine, smear = Wavers(there, otherwise, *TEXTS), Smear(7.5, 150)
    crops = [smeared(line(text), smear) for text in TEXTS]
    before = engine.recognise(crops)
    engine.most = sum(grain(undone(crops[0], smear, noise)) for noise in (0.03, 0.01)) / 2
    first = read_sharpened(crops, before, engine)[0]
    if taken:
        assert first.char_confidences[2] <= 0.5
        assert first.char_confidences[0] > 0.5
    else:
        assert first == before[0]  # a number


def test_undoing_leaves_a_blank_line_blank() -> None:
    blank = np.full((30, 200, 3), 200, np.uint8)
    assert np.abs(undone(blank, Smear(7, 30), 0.03).astype(int) - 200).max() <= 1
