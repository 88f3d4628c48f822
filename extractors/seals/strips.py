"""Strips of a seal's text: what the recogniser saw, kept with its doubt."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors import ctc
from extractors.ocr import Recognised
from extractors.reading import Strip, StripKind

Image = npt.NDArray[Any]


def on_crop(read: Recognised) -> npt.NDArray[np.float32] | None:
    """The (T, C) log probabilities of the frames that lie on the picture; None where they were not kept."""
    if read.log_probs is None:
        return None
    return read.log_probs[: max(4, round(len(read.log_probs) * read.span) + 1)]


def strip_of(
    read: Recognised, picture: Image, characters: Sequence[str], kind: StripKind, closed: bool = False
) -> Strip | None:
    """What was read on `picture` ((48, w, 3), dark on white); None where the frames were not kept."""
    seen = on_crop(read)
    if seen is None:
        return None
    return Strip(kind, ctc.compact(seen, characters), _ink(picture, len(seen)), closed)


def across(lines: Sequence[npt.NDArray[np.float32]], characters: Sequence[str]) -> tuple[Strip, ...]:
    """Lines across a seal, from the top; and all of them run together, as a name may take two."""
    frames = [ctc.compact(line, characters) for line in lines]
    if len(frames) > 1:
        frames.append(tuple(frame for line in frames for frame in line))
    return tuple(Strip(StripKind.LINE, line) for line in frames)


def _ink(picture: Image, frames: int) -> tuple[float, ...]:
    dark = (picture[:, :, 0] < 150).mean(0)
    edges = np.linspace(0, len(dark), frames + 1)
    return tuple(round(float(dark[int(a) : max(int(a) + 1, int(b))].mean()), 2) for a, b in itertools.pairwise(edges))
