"""How sure a place is of being a seal, from what the shape of its ink says and what the net says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from extractors.reading import SealColour, SealShape
from extractors.seals.candidates import Candidate, area, iou, overlap
from extractors.seals.ink import PageInk
from extractors.seals.lettering import is_counter
from extractors.seals.net import Sighting, View
from extractors.seals.sighted import placed

LEAST = 0.35
"""Confidence below which a place is not reported at all."""

FAINT = 0.03
"""... and below which a ring is not even read."""

CUT = 0.01
"""... if it is cut off by the page's edge: the net has seen whole ones."""

GLIMPSE = 0.1
"""Score of the net from which a place it sees is looked at."""

_ITSELF = ("章", "讫")
"""Words of stamps that are on nothing else."""

_SEEN = 0.1
"""Score of the net below which there is nothing but print, measured on lines taken for stamps."""

_SEEN_AT_COUNTER = 0.04
"""... and below which a line in colour is that says what counters stamp, and no more (`is_counter`)."""

_RINGS = ("ring", "dark_ring")  # sources of rings
_ALIKE = 0.4  # intersection over union from which the net and the shape of the ink mean the same seal
_WITHIN = 0.5  # share of a poor ring's box that lies in what the net sees as something else
_OWN_SHAPE = 0.5  # confidence by shape from which a fitted outline is kept against the net's box

_WEIGHTS = {
    "base": -0.2,
    "shape": 1.0,  # of the log-odds by the shape of the ink
    "unshaped": -0.6,  # no detector of shapes has it
    "net": 2.65,  # of the log-odds of the net's score
    "frame": 1.7,
    "dark_ring": -0.8,
}
"""Logistic weights, fitted on pages that neither the net nor the detectors of shapes were made on."""


def joined_by_net(shaped: Iterable[Candidate], view: View, ink: PageInk) -> list[Candidate]:
    """All places of either kind with the confidence both give them together; work pixels."""
    left = list(shaped)
    found: list[Candidate] = []
    for sighting in view.sightings(GLIMPSE):
        x0, y0, x1, y1 = (v * ink.scale for v in sighting.box)
        box = (x0, y0, x1, y1)
        left = [c for c in left if not (_mistaken(c, sighting) and overlap(c.box, box) > _WITHIN * area(c.box))]
        best = max(left, key=lambda c: iou(c.box, box), default=None)
        if best is None or iou(best.box, box) < _ALIKE:
            found.append(placed(sighting, ink, together(None, sighting.score)))
            continue
        left.remove(best)
        sure = together(best, sighting.score)
        kept = best if best.confidence >= _OWN_SHAPE else placed(sighting, ink, sure)
        found.append(replace(kept, confidence=sure, support=sighting.score))
    for place in left:
        x0, y0, x1, y1 = (v / ink.scale for v in place.box)
        support = view.support((x0, y0, x1, y1))
        found.append(replace(place, confidence=together(place, support), support=support))
    return found


def _mistaken(place: Candidate, sighting: Sighting) -> bool:
    """A poor ring where the net sees no ring at all: nothing beside what the net sees, and nothing against it."""
    ring = sighting.purpose is None and sighting.shape in (SealShape.ROUND, SealShape.OVAL)
    return place.source in _RINGS and not ring and place.confidence < max(_OWN_SHAPE, sighting.score)


def borne_out(place: Candidate, words: str | None, view: View) -> bool:
    """Whether lettering that may be a stamp by its words (None: not known yet) is more than print or handwriting.

    The net sees nothing in either. Where a page has no colour, or where words in coloured ink call themselves a seal,
    it is not asked. Forms print 检验报告章 where one belongs: in black on a page in colour it is asked all the same.
    """
    itself = words is not None and any(word in words for word in _ITSELF) and place.colour is not SealColour.BLACK
    if words is None or itself or place.colour is SealColour.GREY:
        return True
    coloured = place.colour is not SealColour.BLACK and is_counter(words)
    return view.support(place.box) >= (_SEEN_AT_COUNTER if coloured else _SEEN)


def sees_any(view: View) -> bool:
    """Whether anything on a page in colour can be `borne_out` before its words are known."""
    return view.hottest >= _SEEN


def together(shaped: Candidate | None, score: float) -> float:
    """The probability that a place is a seal, by the net's score and what the shape of its ink says, if it does."""
    w = _WEIGHTS
    odds = w["base"] + w["net"] * _log_odds(score)
    if shaped is None:
        odds += w["unshaped"]
    else:
        odds += w["shape"] * _log_odds(shaped.confidence) + w.get(shaped.source, 0.0)
    return float(1 / (1 + np.exp(-odds)))


def least_support(source: str, least: float) -> float:
    """The score of the net below which no place that detector finds comes to confidence `least`, however its ink looks.

    Where the net is colder, nobody need look for its shapes.
    """
    w = _WEIGHTS
    shaped = w["shape"] * _log_odds(1.0) + w.get(source, 0.0)
    return float(1 / (1 + np.exp(-(_log_odds(least) - w["base"] - shaped) / w["net"])))


def _log_odds(p: float) -> float:
    q = float(np.clip(p, 0.004, 0.996))
    return float(np.log(q / (1 - q)))
