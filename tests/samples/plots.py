"""Cases as their plans say, for tests of families: drafted and spoiled, not drawn."""

from __future__ import annotations

import random

from samples.defects import plant
from samples.drafting import Plot, Spec, add, draft_case, episode
from samples.papers import Draft


def plotted(spec: Spec) -> Plot:
    """As the generator plots it."""
    rng = random.Random(f"2026/{spec.key}/{spec.seed}")
    plot = draft_case(spec, rng)
    plant(plot, rng)
    return plot


def drafted(family: str, kind: str, layout: str, disease: str = "恶性肿瘤") -> Draft:
    """One paper of a family in one of its layouts."""
    plot = plotted(Spec(f"{family}-91", "report", "rizhao", (disease,), "2026-06-11", family=family, channel="proxy"))
    if not plot.has(kind):
        add(plot, kind, episode(plot.submitted, random.Random(1)), random.Random(1))
    draft = plot.find(kind)
    draft.layout = layout
    return draft
