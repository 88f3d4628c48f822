"""Strips of a seal's text: what the recogniser saw, kept with its doubt."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors import ctc
from extractors.ocr import Recognised
from extractors.reading import Frame, Strip, StripKind

Image = npt.NDArray[Any]


def frames_of(read: Recognised, characters: Sequence[str]) -> tuple[Frame, ...]:
    """The frames that lie on the picture; none where they were not kept."""
    if read.frames is None:
        return ()
    on_crop = max(4, round(len(read.frames) * read.span) + 1)
    return ctc.compact(read.frames[:on_crop], characters, ctc.DEEP_MOST, ctc.DEEP)


def around(read: Recognised, picture: Image, characters: Sequence[str], closed: bool) -> Strip:
    """What was read along a rim, on `picture` ((48, w, 3), dark on white)."""
    frames = frames_of(read, characters)
    return Strip(StripKind.ARC, frames, _ink(picture, len(frames)), closed)


def across(lines: Sequence[tuple[Frame, ...]]) -> tuple[Strip, ...]:
    """Lines across a seal run together from the top: the first, the first two and so on, as a name may take several.

    No later line stands alone: 某某医院 / 第一分院 holds a name that is not the seal's.
    """
    kept = [line for line in lines if line]
    return tuple(Strip(StripKind.LINE, run_together(kept[:count])) for count in range(1, len(kept) + 1))


def run_together(lines: Sequence[tuple[Frame, ...]]) -> tuple[Frame, ...]:
    return tuple(frame for line in lines for frame in line)


def in_pairs(lines: Sequence[tuple[Frame, ...]]) -> list[tuple[Frame, ...]]:
    """The lines, and each with the next: a purpose may take two."""
    return [*lines, *(run_together(pair) for pair in itertools.pairwise(lines))]


def _ink(picture: Image, frames: int) -> tuple[float, ...]:
    if not frames:
        return ()
    dark = (picture[:, :, 0] < 150).mean(0)
    edges = np.linspace(0, len(dark), frames + 1)
    return tuple(round(float(dark[int(a) : max(int(a) + 1, int(b))].mean()), 2) for a, b in itertools.pairwise(edges))
