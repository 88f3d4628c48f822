"""Lettering much paler than its rim: what a camera blurs, a broad rim keeps and thin strokes lose.

Lines and characters are looked for by how much of a seal's full ink there is, and it is the rim that has it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.seals.ink import SealInk
from extractors.seals.shapes import Ellipse, polar_view

Image = npt.NDArray[Any]

_BAND = (0.58, 0.9)  # radii between which lettering runs, and no star reaches
_STROKES = 80  # percentile of directions: names leave a fifth of the ring free and more
_PALE, _FULL = 0.5, 0.85  # of full ink: below which strokes are pale, and to which they are brought
_MOST = 3.0  # times as dark, and no more: paper has its grain
_ROWS, _COLUMNS, _OUTER = 64, 288, 1.0


def lettered(ink: SealInk, ellipse: Ellipse) -> SealInk:
    """`ink` with the lettering of a ring near full strength, where beside its rim it looks pale."""
    level = _level(ink.detail, ellipse)
    if level >= _PALE:
        return ink
    gain = min(_MOST, _FULL / max(level, 1e-3))
    detail, raw, faded = (np.minimum(plane * gain, 1.0) for plane in (ink.detail, ink.raw, ink.faded))
    return replace(ink, detail=detail, raw=raw, faded=faded)


def _level(plane: Image, ellipse: Ellipse) -> float:
    """The ink of the strongest strokes in most directions."""
    polar, inside = polar_view(plane, ellipse, _ROWS, _COLUMNS, _OUTER)
    rho = np.linspace(_OUTER, 0, _ROWS)
    band = (rho > _BAND[0]) & (rho < _BAND[1])
    seen = polar[band].max(0)[inside[band].all(0)]
    return float(np.percentile(seen, _STROKES)) if seen.size else 1.0
