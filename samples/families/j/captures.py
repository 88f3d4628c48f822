"""How the tenth family's papers come into files: mostly as exported or neatly scanned, some photographed with care."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.drafting import Plot
from samples.families.j.stamps import SCREENS
from samples.papers import Draft
from samples.seals import SealSpec
from samples.sending import asked_for, clear_of_the_date

CARDS = ("id_card_front", "id_card_back", "insurance_card")
MILD = ("flat", "flat", "tilt", "app_colour_h", "two_lamps_h")


def befall_j(plot: Plot, rng: random.Random) -> None:
    """Settles capture and file of every paper; nothing hard befalls any of them."""
    fault = {e.draft for e in plot.findings} | {d.copy_of for d in plot.drafts}
    fault |= {d.options.get("same_sheet") for d in plot.drafts} | {"diagnosis_certificate1"}
    for draft in plot.drafts:
        if (draft.kind, draft.layout) in SCREENS:
            draft.capture, draft.format, draft.turn, draft.seals = "digital", "jpg", 0, []
            draft.options["jpeg"] = rng.randint(60, 75)
            continue
        free = draft.kind not in (*CARDS, "photo", "unrelated") and draft.key not in fault and not draft.copy_of
        free = free and "same_sheet" not in draft.options and not draft.harm and not draft.upload
        if free and not asked_for(plot, draft):
            draft.capture = rng.choices(("digital", "scan", "photo"), (5, 3, 2))[0]
            several = draft.kind == "discharge_record" and draft.layout == "b"
            draft.format = "pdf" if draft.capture == "digital" or several or rng.random() < 0.3 else "jpg"
        _sized(draft, rng)
        draft.seals = [_beside_the_words(clear_of_the_date(s, draft, rng)) for s in draft.seals]
        if draft.capture == "photo" and not draft.harm and not draft.copy_of:
            draft.mishap = rng.choice(MILD)


def _sized(draft: Draft, rng: random.Random) -> None:
    draft.options["zoom"] = 1.7 if draft.layout in ("paper", "both") else 1  # a card on a whole sheet
    if draft.capture in ("scan", "photocopy"):
        draft.options |= {"dpi": rng.choice((130, 144, 150)), "jpeg": rng.randint(36, 48)}
    if draft.capture == "photo":
        draft.options["jpeg"] = rng.randint(46, 55)
    if draft.format == "tiff":
        draft.options["dpi"] = 192
        draft.seals = [replace(s, wear="wet") for s in draft.seals if s.shape != "line"]


def _beside_the_words(seal: SealSpec) -> SealSpec:
    """What stands before a seal stays legible: nothing of this family is about ink over print."""
    if seal.anchor != "seal" or seal.status != "present":
        return seal
    x, y = seal.offset
    return replace(seal, offset=(max(x, 16.0), max(y, 8.0) if seal.shape in ("square", "rectangle", "line") else y))
