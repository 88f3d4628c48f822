"""How the eighth family's papers come into files: what a phone at home sends, an office's machines, and exports."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.drafting import Plot
from samples.families.h.mishaps import HARD
from samples.papers import Draft
from samples.sending import asked_for, clear_of_the_date, mixed_packet

CARDS = ("id_card_front", "id_card_back", "insurance_card")
FOR_CARDS = (
    "sideways_h",
    "bedside_h",
    "two_lamps_h",
    "zoomed_h",
    "forwarded_h",
    "cold_hall_h",
    "app_colour_h",
    "tilt",
    "flat",
)
FOR_PAPERS = (
    *("sideways_h", "bedside_h", "two_lamps_h", "wavy_h", "trifold_h", "zoomed_h", "forwarded_h", "edge_cut_h"),
    *("cold_hall_h", "app_colour_h", "sideways_h", "wavy_h", "trifold_h", "curl", "tilt", "hand_shadow", "fold"),
)
"""Its own and, one in four, those that others met before: curls and tilts are the same everywhere."""
SCREENSHOTS = {
    ("lab_report", "e"),
    ("lab_report", "h"),
    ("exam_report", "e"),
    ("medication_record", "c"),
    ("outpatient_record", "e"),
}
"""Layouts of mini-programs and patients' portals: pictures of the phone's own screen."""
WRITTEN = {("outpatient_record", "c"), ("diagnosis_certificate", "d"), ("diagnosis_certificate", "h")}
"""Layouts filled in by hand, whose fine strokes need the dots."""
WEAK = ("lifted", "rough", "worn", "faint", "smeared")
TIMES = {"scan": 19, "photocopy": 13, "photo": 40, "screen": 6, "digital": 22}
"""In a hundred papers that no finding is about; cards and certificates are mostly photographed."""


def befall_h(plot: Plot, rng: random.Random) -> None:
    """Settles capture and mishap; hard ones only befall papers that no finding is about, and no clean case."""
    fault = {e.draft for e in plot.findings} | {d.copy_of for d in plot.drafts}
    fault |= {d.options.get("same_sheet") for d in plot.drafts} | {"diagnosis_certificate1"}
    hard = rng.sample(HARD, len(HARD))
    for draft in plot.drafts:
        free = draft.kind not in (*CARDS, "photo", "unrelated") and draft.key not in fault
        free = free and not draft.copy_of and "same_sheet" not in draft.options
        if (draft.kind, draft.layout) in SCREENSHOTS:
            _shown_on_a_phone(draft, rng)
        elif free and not draft.harm and not draft.upload and not asked_for(plot, draft):
            _recast(draft, rng)
        _sized(draft, rng)
        draft.seals = [clear_of_the_date(s, draft, rng) for s in draft.seals]
        if draft.copy_of or draft.harm or draft.upload or draft.kind == "photo" or draft.capture == "digital":
            continue
        whole = free and not _written(draft) and not draft.split_after and draft.pages_kept is None
        if plot.findings and hard and whole and rng.random() < 0.34:
            draft.mishap, draft.turn = f"{hard.pop()}_h", 0
            draft.format = "jpg" if draft.format == "tiff" else draft.format
        elif plot.findings and whole and rng.random() < 0.1:
            draft.capture, draft.format = "fax", "tiff"
            draft.seals = [replace(s, legible=False) for s in draft.seals]  # a few broken strokes of them arrive
        else:
            _legible(draft, free, rng)
            _turned(draft, free, rng)
    mixed_packet(plot)


def _written(draft: Draft) -> bool:
    return (draft.kind, draft.layout) in WRITTEN


def _shown_on_a_phone(draft: Draft, rng: random.Random) -> None:
    draft.capture, draft.format, draft.turn, draft.seals = "digital", "jpg", 0, []
    draft.options.pop("exif", None)
    draft.options["jpeg"] = rng.randint(46, 60)


def _recast(draft: Draft, rng: random.Random) -> None:
    """One of the ways of TIMES, and the file it comes in."""
    ways = {"scan": 3, "photo": 7} if draft.kind in ("application_form", "proxy_authorization") else TIMES
    draft.capture = rng.choices(list(ways), list(ways.values()))[0]
    paged = draft.kind == "discharge_record" and draft.layout == "b"
    if draft.capture == "digital" or paged or rng.random() < 0.3:
        draft.format = "pdf"
    else:
        draft.format = "jpg"


def _sized(draft: Draft, rng: random.Random) -> None:
    """How finely it is taken and how hard squeezed, and the ink that is left to be seen then."""
    small = draft.kind in CARDS or _written(draft)
    draft.options["zoom"] = 1 if small else rng.uniform(0.76, 0.9)
    if draft.capture in ("scan", "photocopy"):
        draft.options |= {"dpi": rng.choice((104, 110, 120, 130, 150)), "jpeg": rng.randint(27, 34)}
    if draft.capture in ("photocopy", "screen"):
        draft.seals = [replace(s, wear="oily" if s.wear in WEAK else s.wear) for s in draft.seals]
    if draft.capture == "photo":
        draft.options["jpeg"] = rng.randint(40, 48) if draft.kind in CARDS else rng.randint(35, 42)
    if draft.format == "tiff":  # black and white needs the dots to stay legible, and drops what is thin and pale
        draft.options["dpi"] = 192
        draft.seals = [replace(s, wear="wet") for s in draft.seals if s.shape != "line"]


def _legible(draft: Draft, free: bool, rng: random.Random) -> None:
    if draft.capture == "screen":
        draft.mishap = rng.choice(("monitor", "moire"))
    elif draft.capture == "photo":
        draft.mishap = rng.choice(FOR_CARDS if draft.kind in CARDS else FOR_PAPERS)
    elif draft.capture == "scan" and draft.format == "jpg" and free and rng.random() < 0.6:
        draft.mishap = rng.choice(("flatbed_h", "flatbed_h", "copier_h"))
        if draft.mishap == "flatbed_h":
            draft.options.pop("jpeg", None)


def _turned(draft: Draft, free: bool, rng: random.Random) -> None:
    """Now and then upside down, on its side, turned by what the phone noted, or in another format."""
    plain = draft.capture in ("photo", "scan") and draft.format == "jpg" and not draft.turn
    if not plain or not free or "exif" in draft.options:
        return
    chance = rng.random()
    if chance < 0.17:
        draft.turn = rng.choice((90, 270, 270, 180))
    elif chance < 0.29:
        draft.options["exif"] = rng.choice((6, 8, 8, 3))
    elif chance < 0.36:
        draft.format = "webp"
    elif chance < 0.45:
        draft.format = "heic"
