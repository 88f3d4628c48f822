"""How surely a ring is a seal once it was read: what was thought of the place, what its ink says and what is read.

Lettering can be smeared away, cut off by the page's edge, or made up by a reader that knows nothing but seals. The ink
tells beyond that: a rim with paper about it, ink where lettering runs, a hue, and how dense it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.seals.owner import split_owner
from extractors.seals.purpose import letters
from extractors.seals.traces import Trace
from extractors.seals.wording import SealText

FEATURES = (
    "one",
    "before",
    "rim",
    "unlettered",
    "disc",
    "core",
    "ghostly",
    "hue",
    "stain",
    "no paper",
    "cut off",
    "name",
    "owner",
    "purpose",
)
_WEIGHTS = (0.75, 0.68, 0.35, -3.95, -2.00, -3.67, -10.12, 0.27, -1.91, -3.21, 1.55, 1.68, -0.45, 1.28)
"""Logistic weights of `features`: samples/training/weigh_rings.py, on drawn pages and families a to f and j."""

STROKES = frozenset("一二三十八人入口日工土丁卜")  # what the strokes of an emblem are taken for
_LETTERED = 0.2  # mean ink of the band from which lettering stands in it: a thin worn name has 0.2
_DISC = 0.6  # ... beyond which it is a disc of colour
_FILLED = 0.55  # mean ink of the inner half beyond which it is an emblem's: a star and a purpose have 0.2 to 0.4
DENSE = 0.15  # optical density of a rim from which ink is no ghost of what stands on the page's other side
_PAPER, _INKED = 0.1, 0.5  # optical densities of what lies about a ring: of paper, and of a picture
_WHOLE = 0.75  # share of a ring on the page from which the net, which has seen whole ones, knows it
_COLD = 0.1  # ... and least that is thought of one of which less is there
_NAME = 5  # different characters of a whole name
_PART = 0.7  # share of a purpose's phrase that may be there by chance


def features(before: float, trace: Trace, said: SealText) -> npt.NDArray[Any]:
    """Each about 0 to 1 but the second, the log-odds of what was thought before."""
    ring = trace.ring
    p = float(np.clip(before, 0.004 if ring.visible > _WHOLE else _COLD, 0.996))
    rim = ring.rim * (1 - ring.outside)
    words = set(letters(said.rim.text)) - STROKES
    return np.array(
        [
            1.0,
            np.log(p / (1 - p)),
            rim,
            max(0.0, 1 - ring.band / _LETTERED),
            max(0.0, ring.band - _DISC) / (1 - _DISC),
            max(0.0, ring.core - _FILLED) / (1 - _FILLED),
            max(0.0, 1 - trace.density / DENSE),
            float(trace.coloured),
            float(not trace.stamped),
            float(np.clip((trace.ground - _PAPER) / (_INKED - _PAPER), 0, 1)),
            1 - ring.visible,
            said.rim.confidence**2 * min(1.0, len(words) / _NAME),
            float(bool(split_owner(said.rim.text)[0])),
            rim * float(np.clip(((said.fit.share if said.fit else 0.0) - _PART) / (1 - _PART), 0, 1)),
        ]
    )


def weighed(before: float, said: SealText) -> float:
    """The probability of a seal; `before`: by its shape, the net and its words, kept where its ink is unknown."""
    if said.trace is None:
        return before
    return float(1 / (1 + np.exp(-features(before, said.trace, said) @ np.array(_WEIGHTS))))
