"""Diagnoses that rules found and a trained net surely takes for something else.

What a page says in the form of diagnoses, under a heading that promises some, may be a code, a remark, what others had.
Where it cannot stand alone as a diagnosis and others of its list are diagnoses for certain, it is left out; else it
stays and is never sure: it may be what rules the applied disease out, which is no net's to withhold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import mean

from extractors.fields import diagnosis_list
from extractors.layout.text import is_cjk
from extractors.reading import Diagnosis, Page
from extractors.roles.net import MOST, Tagged, tagged
from extractors.roles.places import place_of

_DENIED, _SURE = 0.005, 0.8  # mean probability of its Chinese characters to be a diagnosis: below, and above


def without_denied(found: Sequence[Diagnosis], pages: Sequence[Page]) -> list[Diagnosis]:
    """In the order given."""
    if not found:
        return []
    seen = {(page.upload, page.number): tagged(page) for page in pages}
    chances = [_chance(each, seen) for each in found]
    certain = any(chance is not None and chance > _SURE for chance in chances)
    kept = []
    for each, chance in zip(found, chances, strict=True):
        if chance is None or chance >= _DENIED:
            kept.append(each)
        elif not certain or diagnosis_list.looks_like_disease(each.name):
            kept.append(replace(each, confidence=min(each.confidence, MOST)))
    return kept


def _chance(diagnosis: Diagnosis, seen: Mapping[tuple[str, int], Sequence[Tagged]]) -> float | None:
    """How likely its characters belong to a diagnosis; None where they are not found on the page as they were read."""
    chances: list[float] = []
    for proof in diagnosis.evidence:
        place = place_of(proof.text, proof.box, seen.get((proof.upload, proof.page), ()))
        if place is not None:
            line, start, end = place
            chances += [float(line.diagnosing[at]) for at in range(start, end) if is_cjk(line.line.text[at])]
    return mean(chances) if chances else None
