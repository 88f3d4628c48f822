"""What families decide alike when papers are sent: what the plan has settled, packets of two makes, legible dates."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.drafting import Plot
from samples.papers import Draft
from samples.seals import SealSpec


def asked_for(plot: Plot, draft: Draft) -> bool:
    """Whether the plan's way of sending has settled how this paper comes."""
    flavours = plot.spec.flavours
    return (
        draft.format not in ("jpg", "pdf")
        or draft.turn != 0
        or "exif" in draft.options
        or ("digital" in flavours and draft.kind.endswith("_report"))
        or ("split" in flavours and draft.kind == "discharge_record")
    )


def mixed_packet(plot: Plot) -> None:
    """Of papers bound into one file, the machine-made reports are pages as they were exported."""
    bound = [d for d in plot.drafts if d.upload]
    for draft in bound:
        if draft.kind.endswith("_report") and draft.key not in {e.draft for e in plot.findings}:
            draft.capture, draft.format, draft.mishap = "digital", "pdf", ""


def clear_of_the_date(seal: SealSpec, draft: Draft, rng: random.Random) -> SealSpec:
    """The date of a certificate stays legible beside its seal."""
    if draft.kind == "diagnosis_certificate" and seal.shape in ("round", "oval") and seal.anchor == "seal":
        return replace(seal, offset=(max(seal.offset[0], rng.uniform(3, 13)), seal.offset[1]))
    return seal
