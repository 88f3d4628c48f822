"""A person's word as evidence, at the place where the machine had looked, if it had."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.corrections import REVIEWER, Correction
from extractors.reading import Box, Evidence

WHOLE = Box(0, 0, 1, 1)


def proof(correction: Correction, before: Sequence[Evidence] = ()) -> tuple[Evidence, ...]:
    """`before`: what the machine had for it."""
    here = [each for each in before if (each.upload, each.page) == (correction.page.upload, correction.page.page)]
    first = next(iter(here or before), None)
    upload, page, box = (
        (first.upload, first.page, first.box) if first else (correction.page.upload, correction.page.page, WHOLE)
    )
    return (Evidence(upload, page, box, " ".join(correction.value.split()), 1.0, REVIEWER),)
