"""The strips the reader of seals is trained on: what is asked for stands on them, and nothing is cut through."""

from __future__ import annotations

import random
import shutil

import numpy as np
import pytest

from samples.training import inscriptions, lettering, sheets, unrolled, wear, wording

pytestmark = pytest.mark.skipif(
    shutil.which("fc-list") is None or not lettering.faces(), reason="no face with Chinese characters is installed"
)


@pytest.fixture(scope="module")
def papers() -> tuple[list[sheets.Sheet], wear.Clouds]:
    rng = random.Random(3)
    return [sheets.draw(rng, 900) for _ in range(2)], wear.Clouds(rng, count=4)


def test_every_character_of_a_seal_stands_where_it_is_said_to():
    rng = random.Random(5)
    for _ in range(12):
        seal = inscriptions.any_seal(rng)
        for glyph in (*seal.arc, *seal.foot, *(g for row in seal.rows for g in row)):
            half = max(3, round(0.5 * glyph.height))
            x, y = round(glyph.x), round(glyph.y)
            assert seal.mask[max(0, y - half) : y + half, max(0, x - half) : x + half].max() > 0.3


def test_strips_are_as_high_as_the_net_reads_and_no_wider_than_it_learns_on(papers):
    rng = random.Random(7)
    made = [example for _ in range(6) for example in unrolled.examples(rng, *papers)]
    assert made
    for example in made:
        assert example.image.shape[0] == unrolled.HEIGHT
        assert example.image.shape[1] <= unrolled.WIDEST
        assert example.image.dtype == np.uint8
        assert len(example.text) >= 2


def test_the_same_seed_gives_the_same_strips(papers):
    one, other = ([e.text for e in unrolled.examples(random.Random(11), *papers)] for _ in range(2))
    assert one == other


def test_names_are_not_learnt_by_heart():
    rng = random.Random(1)
    names = [wording.institution(rng) for _ in range(400)]
    assert len(set(names)) > 390
    assert len({c for name in names for c in name}) > 600
