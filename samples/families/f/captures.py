"""What happens to the sixth family's papers on their way into files."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.drafting import Plot
from samples.families.e.mishaps import LEGIBLE_E
from samples.families.f.mishaps import HARD_F, LEGIBLE_F
from samples.mishaps import LEGIBLE
from samples.papers import Draft
from samples.seals import SealSpec

CARDS = ("id_card_front", "id_card_back", "insurance_card")
FOR_CARDS = ("crisp", "beauty", "wechat", "window", "clutter", "in_hand", "cornered", "tilt")
FOR_PAPERS = (
    *LEGIBLE_F[:8],
    *LEGIBLE_F[:8],
    *(h for h in (*LEGIBLE, *LEGIBLE_E) if h in ("tilt", "curl", "aslant", "hand_shadow")),
)
ON_SCANNERS = ("office", "cleaned", "cleaned")
WEAK = ("lean", "patchy", "smeared", "worn", "faint")
PHONES = (("crisp", 0.76, 30), ("beauty", 0.76, 31), ("wechat", 0.8, 31), ("", 0.75, 32), ("", 0.8, 29))
"""The applicant's phone: what it prefers, how large its pictures come, how hard they are squeezed."""


def befall_f(plot: Plot, rng: random.Random) -> None:
    """Settles the mishaps; hard ones only befall papers that no finding is about, and no clean case."""
    fault = {e.draft for e in plot.findings} | {d.copy_of for d in plot.drafts}
    fault |= {d.options.get("same_sheet") for d in plot.drafts} | {"diagnosis_certificate1"}
    hard = rng.sample(HARD_F, len(HARD_F))
    phone, zoom, jpeg = rng.choice(PHONES)
    for draft in plot.drafts:
        own = draft.kind in (*CARDS, "photo", "unrelated") or "digital" in plot.spec.flavours
        if draft.capture == "digital" and not own and rng.random() < 0.75:
            draft.capture, draft.format = "scan", "jpg"
        draft.options["zoom"] = 1 if draft.kind in CARDS else zoom + rng.uniform(-0.03, 0.03)
        draft.seals = [settled(s, draft, rng) for s in draft.seals]
        _dots(draft, jpeg, rng)
        if draft.copy_of or draft.harm or draft.upload or draft.kind == "photo" or draft.capture == "digital":
            continue
        plain = draft.key not in fault and draft.kind not in (*CARDS, "unrelated")
        if plot.findings and hard and plain and rng.random() < 0.22:
            draft.mishap, draft.turn = hard.pop(), 0
            draft.format = "tiff" if draft.mishap == "thermal" else "jpg" if draft.format == "tiff" else draft.format
        else:
            _legible(draft, phone, draft.key in fault, rng)
            if draft.capture in ("photo", "scan") and draft.format == "jpg" and draft.key not in fault:
                _turn(draft, rng)

    for draft in plot.drafts:  # as some phones and chats keep them
        twin = draft.copy_of or "same_sheet" in draft.options or draft.key in fault
        if draft.format == "jpg" and draft.capture in ("photo", "scan") and not twin and "exif" not in draft.options:
            draft.format = rng.choice(("jpg", "jpg", "webp"))


def _dots(draft: Draft, jpeg: int, rng: random.Random) -> None:
    """How finely it is taken and how hard squeezed, and the ink that is left to be seen then."""
    if draft.capture in ("scan", "photocopy"):
        draft.options |= {"dpi": rng.choice((100, 105, 110, 116)), "jpeg": rng.randint(30, 34)}
        if draft.kind in ("outpatient_record", "medication_record"):  # small sheets, written by hand
            draft.options["dpi"] = 136
    if draft.capture in ("photocopy", "screen"):  # which would lose what ink was left
        draft.seals = [replace(s, wear="oily" if s.wear in WEAK else s.wear) for s in draft.seals]
    if draft.capture == "photo":
        draft.options["jpeg"] = jpeg + (11 if draft.kind in CARDS else rng.randint(-2, 3))
    if draft.format == "tiff":  # black and white needs the dots to stay legible
        draft.options["dpi"] = 186


def settled(seal: SealSpec, draft: Draft, rng: random.Random) -> SealSpec:
    """Stamped dates are those of the paper as it is; the date of a certificate stays legible beside its seal."""
    if "." in seal.number:  # a day, no serial number
        role = "prescribed" if seal.purpose == "fee" else "reported"
        return replace(seal, number=f"{draft.dates[role]:%Y.%m.%d}")
    if draft.kind == "diagnosis_certificate" and seal.shape in ("round", "oval") and seal.anchor == "seal":
        return replace(seal, offset=(max(seal.offset[0], rng.uniform(4, 13)), seal.offset[1]))
    return seal


def _turn(draft: Draft, rng: random.Random) -> None:
    """Now and then sideways or upside down, or turned only by what the phone noted."""
    chance = rng.random()
    if chance < 0.07 and not draft.turn:
        draft.turn = rng.choice((90, 90, 270, 270, 180))
    elif chance < 0.15 and not draft.turn:
        draft.options["exif"] = rng.choice((6, 8, 3))


def _legible(draft: Draft, phone: str, at_fault: bool, rng: random.Random) -> None:
    if draft.capture == "screen":
        draft.mishap = "monitor"
    elif draft.capture == "photo":
        draft.mishap = rng.choice(FOR_CARDS if draft.kind in CARDS else FOR_PAPERS)
        if phone and rng.random() < 0.4:
            draft.mishap = phone
    elif (
        draft.capture == "scan"
        and draft.format != "tiff"
        and not at_fault
        and draft.kind not in CARDS
        and rng.random() < 0.6
    ):
        draft.mishap = rng.choice(ON_SCANNERS)
