"""Percentiles of pixels are numpy's, to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.percentiles import percentile, percentiles

KINDS = (np.uint8, np.int32, np.float32, np.float64)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 2, 3, 100, 4097])
def test_a_share_is_numpys(kind: type[np.generic], size: int) -> None:
    values = (np.random.default_rng(size).random(size) * 255).astype(kind)
    for share in (0, 2, 25, 50, 60, 97.5, 98, 100):
        assert percentile(values, share) == float(np.percentile(values, share))


@pytest.mark.parametrize("kind", KINDS)
def test_several_shares_are_numpys(kind: type[np.generic]) -> None:
    for size in (1, 7, 40, 1000, 30_001):
        values = (np.random.default_rng(size).random(size) * 255).astype(kind)
        assert percentiles(values, (2, 50, 98)) == np.percentile(values, (2, 50, 98)).tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_parts_and_strides_are_looked_at_as_they_are(kind: type[np.generic]) -> None:
    picture = (np.random.default_rng(5).random((60, 90, 3)) * 255).astype(kind)
    for part in (picture[::3, ::2, 1], picture[5:9, 7:70], picture.transpose(1, 0, 2)):
        assert percentile(part, 80) == float(np.percentile(part, 80))


def test_of_nothing_there_is_no_level() -> None:
    with pytest.raises(IndexError):
        percentile(np.zeros(0, np.float32), 50)
