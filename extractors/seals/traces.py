"""The ink of a ring, looked at closely: what is left to tell it by where its lettering cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.seals.ink import SealInk
from extractors.seals.shapes import Ellipse, RingEvidence, polar_view, ring_evidence

_ROWS, _COLUMNS = 64, 144
_OUTER = 1.16  # radii
_RIM, _GROUND = (0.92, 1.02), 1.06


@dataclass(frozen=True, slots=True)
class Trace:
    """Of a round or oval place, in its own plane."""

    ring: RingEvidence
    density: float  # optical, of the rim
    ground: float  # ... and just outside it: about 0 on paper
    coloured: bool
    stamped: bool  # without a hue, or with one that seals have


def trace(ink: SealInk, ellipse: Ellipse) -> Trace:
    rim, ground = _densities(ink, ellipse)
    return Trace(ring_evidence(ink.detail, ellipse), rim, ground, ink.coloured, ink.stamped)


def _densities(ink: SealInk, ellipse: Ellipse) -> tuple[float, float]:
    """What half of the directions reach on the rim and just outside it: print that crosses a rim is denser than what
    shines through paper, and pictures of round things stand on no paper."""
    polar, inside = polar_view(ink.density, ellipse, _ROWS, _COLUMNS, _OUTER)
    rho = np.linspace(_OUTER, 0, _ROWS)
    rim, ground = (rho > _RIM[0]) & (rho < _RIM[1]), rho > _GROUND
    seen = inside[rim].all(0)
    if not seen.any():
        return 0.0, 0.0
    return float(np.median(polar[rim].max(0)[seen])), float(np.median(polar[ground][:, seen]))
