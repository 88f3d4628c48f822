"""What happens to the measuring family's papers on their way into files."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.drafting import Plot
from samples.families.e.mishaps import HARD_E, LEGIBLE_E
from samples.mishaps import HARD, LEGIBLE
from samples.papers import Draft
from samples.seals import SealSpec

CARDS = ("id_card_front", "id_card_back", "insurance_card")
FOR_CARDS = ("flat", "tilt", "hand_shadow", "chat", "sleeve", "aslant", "two_lamps")
FOR_PAPERS = (*LEGIBLE_E, *LEGIBLE_E, *(how for how in LEGIBLE if how not in ("flat", "moire")))
WEAK = ("clear", "dry", "pale", "smeared", "worn", "faint")
ON_SCANNERS = ("app", "bound")


def befall_e(plot: Plot, rng: random.Random) -> None:
    """Settles the mishaps; hard ones only befall papers that no finding is about, and no clean case."""
    fault = {e.draft for e in plot.findings} | {d.copy_of for d in plot.drafts}
    fault |= {d.options.get("same_sheet") for d in plot.drafts} | {"diagnosis_certificate1"}
    hard = rng.sample((*HARD_E, *HARD), len(HARD_E) + len(HARD))
    for draft in plot.drafts:
        own = draft.kind in (*CARDS, "photo", "unrelated") or "digital" in plot.spec.flavours
        if draft.capture == "digital" and not own and rng.random() < 0.75:
            draft.capture, draft.format = "scan", "jpg"
        draft.options["zoom"] = 1 if draft.kind in CARDS else rng.choice((0.8, 0.82, 0.84, 0.86))
        draft.seals = [_settled(s, draft, rng) for s in draft.seals]
        if draft.capture in ("scan", "photocopy"):
            draft.options |= {"dpi": rng.choice((106, 112, 118, 124)), "jpeg": rng.randint(33, 38)}
        if draft.capture in ("photocopy", "screen"):  # which would lose what ink was left
            draft.seals = [replace(s, wear="heavy" if s.wear in WEAK else s.wear) for s in draft.seals]
        if draft.capture == "photo":
            draft.options["jpeg"] = rng.choice((33, 34, 35, 38, 43)) + (18 if draft.kind in CARDS else 0)
        if draft.format == "tiff":  # black and white needs the dots to stay legible
            draft.options["dpi"] = 188
        if draft.copy_of or draft.harm or draft.upload or draft.kind == "photo" or draft.capture == "digital":
            continue
        if (
            plot.findings
            and hard
            and draft.key not in fault
            and draft.kind not in (*CARDS, "unrelated")
            and rng.random() < 0.24
        ):
            _hard(draft, hard.pop())
        else:
            _legible(draft, draft.key in fault, rng)
            if draft.capture in ("photo", "scan") and draft.format == "jpg" and draft.key not in fault:
                _turn(draft, rng)


def _settled(seal: SealSpec, draft: Draft, rng: random.Random) -> SealSpec:
    """Stamped dates are those of the report as it is; a certificate's date stays legible beside its seal."""
    if seal.purpose == "date":
        reported = max(day for role, day in draft.dates.items() if role.startswith("reported"))
        return replace(seal, purpose_text=f"{reported:%Y.%m.%d}")
    if draft.kind == "diagnosis_certificate" and seal.shape in ("round", "oval") and seal.anchor == "seal":
        return replace(seal, offset=(max(seal.offset[0], rng.uniform(5, 13)), seal.offset[1]))
    return seal


def _turn(draft: Draft, rng: random.Random) -> None:
    """Now and then sideways or upside down, or turned only by what the phone noted."""
    chance = rng.random()
    if chance < 0.08 and not draft.turn:
        draft.turn = rng.choice((90, 90, 270, 270, 180))
    elif chance < 0.16 and not draft.turn:
        draft.options["exif"] = rng.choice((6, 8))


def _hard(draft: Draft, how: str) -> None:
    draft.mishap, draft.turn = how, 0
    if how in ("dropped_lines", "banded_fax"):
        draft.format = "tiff"
    elif draft.format == "tiff":
        draft.format = "jpg"


def _legible(draft: Draft, at_fault: bool, rng: random.Random) -> None:
    if draft.capture == "screen":
        draft.mishap = "moire"
    elif draft.capture == "photo":
        draft.mishap = rng.choice(FOR_CARDS if draft.kind in CARDS else FOR_PAPERS)
        if draft.kind == "diagnosis_certificate" and draft.mishap == "thumb":
            draft.mishap = "crumple"
    elif (
        draft.capture == "scan"
        and draft.format != "tiff"
        and not at_fault
        and draft.kind not in CARDS
        and rng.random() < 0.4
    ):
        draft.mishap = rng.choice(ON_SCANNERS)
