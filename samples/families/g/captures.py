"""How the seventh family's papers come into files: phones first, then scanners and copiers, then exports."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.drafting import Plot
from samples.families.g.mishaps import HARD
from samples.papers import Draft
from samples.sending import asked_for, clear_of_the_date, mixed_packet

CARDS = ("id_card_front", "id_card_back", "insurance_card")
FOR_CARDS = ("aslant_g", "flash_g", "album_g", "close_up_g", "dim_room_g", "flattened_g", "beauty", "tilt", "chat")
FOR_PAPERS = (
    *("aslant_g", "flash_g", "blinds_g", "gutter_g", "rolled_g", "album_g", "close_up_g", "dim_room_g", "flattened_g"),
    *("aslant_g", "flash_g", "gutter_g", "curl", "fold", "hand_shadow", "tilt", "thumb", "crisp", "window"),
)
"""Its own and, one in three, those that others met before: curls and folds are the same everywhere."""
SCREENSHOTS = {("lab_report", "f"), ("exam_report", "f"), ("medication_record", "d")}
"""Layouts of a hospital's mini-program: pictures of the phone's own screen."""
WRITTEN = {("outpatient_record", "b"), ("diagnosis_certificate", "g")}
"""Layouts of small sheets filled in by hand, whose fine strokes need the dots."""
ON_SCANNERS = ("feeder_g", "feeder_g", "fine_g", "office")
WEAK = ("lean", "patchy", "smeared", "worn", "faint", "banded")
TIMES = {"scan": 24, "photocopy": 15, "photo": 28, "screen": 9, "digital": 24}
"""In a hundred papers that no finding is about; cards and certificates are mostly photographed."""


def befall_g(plot: Plot, rng: random.Random) -> None:
    """Settles capture and mishap; hard ones only befall papers that no finding is about, and no clean case."""
    fault = {e.draft for e in plot.findings} | {d.copy_of for d in plot.drafts}
    fault |= {d.options.get("same_sheet") for d in plot.drafts} | {"diagnosis_certificate1"}
    hard = rng.sample(HARD, len(HARD))
    phone, zoom, jpeg = rng.choice(FOR_CARDS), rng.uniform(0.72, 0.86), rng.randint(35, 41)
    for draft in plot.drafts:
        own = draft.kind in (*CARDS, "photo", "unrelated") or draft.key in fault
        twin = draft.copy_of or "same_sheet" in draft.options
        if (draft.kind, draft.layout) in SCREENSHOTS:
            draft.capture, draft.format, draft.turn, draft.seals = "digital", "jpg", 0, []
            draft.options.pop("exif", None)
            draft.options["jpeg"] = rng.randint(50, 62)
        elif not own and not twin and not draft.harm and not draft.upload and not asked_for(plot, draft):
            _recast(draft, rng)
        small = draft.kind in CARDS or (draft.kind, draft.layout) in WRITTEN
        draft.options["zoom"] = 1 if small else zoom + rng.uniform(-0.04, 0.04)
        draft.seals = [clear_of_the_date(s, draft, rng) for s in draft.seals]
        _dots(draft, jpeg, rng)
        if draft.copy_of or draft.harm or draft.upload or draft.kind == "photo" or draft.capture == "digital":
            continue
        written = (draft.kind, draft.layout) in WRITTEN
        plain = not own and not written and not draft.split_after and draft.pages_kept is None
        if plot.findings and hard and plain and rng.random() < 0.36:
            draft.mishap, draft.turn = f"{hard.pop()}_g", 0
            draft.format = "jpg" if draft.format == "tiff" else draft.format
        elif plot.findings and plain and rng.random() < 0.12:
            draft.capture, draft.format = "fax", "tiff"
        else:
            _legible(draft, phone, draft.key in fault, rng)
            if draft.capture in ("photo", "scan") and draft.format == "jpg" and not own and not twin:
                _turn(draft, rng)
    mixed_packet(plot)


def _recast(draft: Draft, rng: random.Random) -> None:
    """One of the ways of TIMES, and the file it comes in."""
    if draft.kind in ("application_form", "proxy_authorization"):
        draft.capture = rng.choice(("scan", "photo", "photo"))
    else:
        draft.capture = rng.choices(list(TIMES), list(TIMES.values()))[0]
    draft.format = "pdf" if draft.capture == "digital" else rng.choice(("jpg", "jpg", "pdf"))
    if draft.kind == "discharge_record" and draft.layout == "b":
        draft.format = "pdf"


def _dots(draft: Draft, jpeg: int, rng: random.Random) -> None:
    """How finely it is taken and how hard squeezed, and the ink that is left to be seen then."""
    if draft.capture in ("scan", "photocopy"):
        draft.options |= {"dpi": rng.choice((100, 105, 110, 120, 140)), "jpeg": rng.randint(32, 38)}
        if draft.kind in ("outpatient_record", "medication_record"):  # small sheets, written by hand
            draft.options["dpi"] = 144
    if draft.capture in ("photocopy", "screen"):  # which would lose what ink was left
        draft.seals = [replace(s, wear="oily" if s.wear in WEAK else s.wear) for s in draft.seals]
    if draft.capture == "photo":
        draft.options["jpeg"] = jpeg + rng.randint(0, 9) if draft.kind in CARDS else jpeg + rng.randint(-2, 4)
    if draft.format == "tiff":  # black and white needs the dots to stay legible
        draft.options["dpi"] = 192


def _turn(draft: Draft, rng: random.Random) -> None:
    """Now and then sideways or upside down, or turned only by what the phone noted."""
    chance = rng.random()
    if draft.turn or "exif" in draft.options:
        return
    if chance < 0.13:
        draft.turn = rng.choice((90, 90, 270, 180))
    elif chance < 0.25:
        draft.options["exif"] = rng.choice((6, 6, 8, 3))
    elif chance < 0.36:
        draft.format = "webp"


def _legible(draft: Draft, phone: str, at_fault: bool, rng: random.Random) -> None:
    if draft.capture == "screen":
        draft.mishap = rng.choice(("monitor", "moire"))
    elif draft.capture == "photo":
        draft.mishap = rng.choice(FOR_CARDS if draft.kind in CARDS else FOR_PAPERS)
        if rng.random() < 0.15:
            draft.mishap = phone
    elif (
        draft.capture == "scan"
        and draft.format == "jpg"
        and not at_fault
        and draft.kind not in CARDS
        and rng.random() < 0.55
    ):
        draft.mishap = rng.choice(ON_SCANNERS)
        if draft.mishap == "fine_g":
            draft.options.pop("jpeg", None)
