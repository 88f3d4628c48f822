"""How the ninth family's papers come into files: photos at the counter and at home, office machines, exports."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.drafting import Plot
from samples.families.i.mishaps import HARD
from samples.papers import Draft
from samples.sending import asked_for, clear_of_the_date, mixed_packet

CARDS = ("id_card_front", "id_card_back", "insurance_card")
FOR_CARDS = ("doorway_i", "stand_i", "old_phone_i", "leaning_i", "shrunk_i", "evening_i", "flat", "tilt", "chat")
FOR_PAPERS = (
    *("doorway_i", "stand_i", "old_phone_i", "leaning_i", "shrunk_i", "evening_i", "half_fold_i", "lifted_corner_i"),
    *("clipboard_i", "app_grey_i", "doorway_i", "stand_i", "half_fold_i", "leaning_i", "curl", "tilt", "hand_shadow"),
)
"""Its own and, one in six, those that others met before: curls and tilts are the same everywhere."""
GREY = ("app_grey_i",)
"""Nothing for a certificate, whose seal has to be seen in colour."""
SCREENSHOTS = {
    ("lab_report", "f"),
    ("exam_report", "g"),
    ("medication_record", "e"),
    ("outpatient_record", "d"),
}
"""Layouts of mini-programs and patients' portals: pictures of the phone's own screen."""
WRITTEN = {("outpatient_record", "b"), ("diagnosis_certificate", "c"), ("diagnosis_certificate", "g")}
"""Layouts filled in by hand, whose fine strokes need the dots."""
WEAK = ("combed", "rolled_off", "worn", "faint", "smeared")
TIMES = {"scan": 20, "photocopy": 12, "photo": 42, "screen": 5, "digital": 21}
"""In a hundred papers that no finding is about; cards and certificates are mostly photographed."""


def befall_i(plot: Plot, rng: random.Random) -> None:
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
        if plot.findings and hard and whole and rng.random() < 0.32:
            draft.mishap, draft.turn = f"{hard.pop()}_i", 0
            draft.format = "jpg" if draft.format == "tiff" else draft.format
        elif plot.findings and whole and rng.random() < 0.09:
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
    draft.options["jpeg"] = rng.randint(44, 58)


def _recast(draft: Draft, rng: random.Random) -> None:
    """One of the ways of TIMES, and the file it comes in."""
    ways = {"scan": 1, "photo": 2} if draft.kind in ("application_form", "proxy_authorization") else TIMES
    draft.capture = rng.choices(list(ways), list(ways.values()))[0]
    paged = draft.kind == "discharge_record" and draft.layout == "b"
    bound = draft.capture == "digital" or paged or rng.random() < 0.26
    draft.format = "pdf" if bound else "jpg"


def _sized(draft: Draft, rng: random.Random) -> None:
    """How finely it is taken and how hard squeezed, and the ink that is left to be seen then."""
    small = draft.kind in CARDS or _written(draft)
    draft.options["zoom"] = 1 if small else rng.uniform(0.78, 0.92)
    if draft.capture in ("scan", "photocopy"):
        draft.options |= {"dpi": rng.choice((106, 112, 120, 132, 150)), "jpeg": rng.randint(28, 35)}
    if draft.capture in ("photocopy", "screen"):
        draft.seals = [replace(s, wear="oily" if s.wear in WEAK else s.wear) for s in draft.seals]
    if draft.capture == "photo":
        draft.options["jpeg"] = rng.randint(40, 47) if draft.kind in CARDS else rng.randint(35, 43)
    if draft.format == "tiff":  # black and white needs the dots to stay legible, and drops what is thin and pale
        draft.options["dpi"] = 192
        draft.seals = [replace(s, wear="soaked") for s in draft.seals if s.shape != "line"]


def _legible(draft: Draft, free: bool, rng: random.Random) -> None:
    if draft.capture == "screen":
        draft.mishap = rng.choice(("monitor", "moire"))
    elif draft.capture == "photo":
        ways = FOR_CARDS if draft.kind in CARDS else FOR_PAPERS
        draft.mishap = rng.choice([way for way in ways if free or way not in GREY])
    elif draft.capture == "scan" and draft.format == "jpg" and free and rng.random() < 0.6:
        draft.mishap = rng.choice(("slanted_feed_i", "office_grey_i", "slanted_feed_i"))


def _turned(draft: Draft, free: bool, rng: random.Random) -> None:
    """Now and then upside down, on its side, turned by what the phone noted, or in another format."""
    plain = draft.capture in ("photo", "scan") and draft.format == "jpg" and not draft.turn
    if not plain or not free or "exif" in draft.options:
        return
    chance = rng.random()
    if chance < 0.15:
        draft.turn = rng.choice((90, 90, 270, 180))
    elif chance < 0.27:
        draft.options["exif"] = rng.choice((6, 6, 8, 3))
    elif chance < 0.36:
        draft.format = "webp"
    elif chance < 0.44:
        draft.format = "heic"
