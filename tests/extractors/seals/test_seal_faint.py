"""Lettering much paler than its rim, as thin strokes are that a camera blurred."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from extractors.ocr import load_engine
from extractors.reading import SealPurpose
from extractors.seals.faint import lettered
from extractors.seals.find import find, survey
from extractors.seals.ink import SealInk
from extractors.seals.shapes import Ellipse
from tests.extractors.seals.drawn import ring_mask, upright

FOOT = Path(__file__).parent / "certificate_foot.jpg"
DISC = Ellipse(150, 150, 140, 140)


def ink_of(strength: float) -> SealInk:
    """A ring whose lettering has that much of its rim's ink."""
    mask = ring_mask((300, 300), (150, 150), (140, 140), letters=16).astype(np.float32) / 255
    rho = np.hypot(*(np.indices(mask.shape) - 150)) / 140
    plane = np.where(rho < 0.93, mask * strength, mask).astype(np.float32)
    return SealInk(plane, plane, plane, True, plane, True)


def test_pale_lettering_is_brought_to_nearly_full_ink():
    pale = ink_of(0.3)
    said = lettered(pale, DISC)
    band = np.s_[30:60, 130:170]
    assert pale.detail[band].max() < 0.35 and 0.7 < said.detail[band].max() <= 1.0
    assert said.raw.max() == said.faded.max() == 1.0 and said.density is pale.density


def test_clear_lettering_stays_as_it_is():
    clear = ink_of(0.8)
    assert lettered(clear, DISC) is clear


def test_the_grain_of_paper_within_an_empty_rim_becomes_no_lettering():
    empty = ink_of(0.03)
    assert lettered(empty, DISC).detail[30:60, 130:170].max() < 0.1


def test_a_ring_beyond_the_picture_is_left_alone():
    ink = ink_of(0.3)
    assert lettered(ink, Ellipse(-900, 150, 140, 140)) is ink


@pytest.fixture(scope="module")
def engine():
    return load_engine(1)


def paled(image: np.ndarray, share: float) -> np.ndarray:
    """The page with `share` of what its seal's rim encloses left of its ink."""
    (place,) = (place for place in survey(upright(image)).places if place.ellipse is not None)
    e = place.ellipse
    ys, xs = np.indices(image.shape[:2])
    within = np.hypot((xs - e.cx) / e.half_width, (ys - e.cy) / e.half_height) < 0.93
    paper = np.percentile(image.reshape(-1, 3), 80, axis=0)
    return np.where(within[:, :, None], paper + share * (image - paper), image).clip(0, 255).astype(np.uint8)


def test_a_seal_is_read_though_its_lettering_is_pale_beside_its_rim(engine):
    image = paled(cv2.imread(str(FOOT)), 0.22)
    (seal,) = find(upright(image), (), engine, "a.jpg", 1)
    assert seal.owner_text == "示例市第二人民医院"
    assert seal.purpose is SealPurpose.CERTIFICATE
