"""How the sixteenth family's papers come into files: mostly taken with some care, some as they happen to be."""

from __future__ import annotations

from samples.families.p.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("daylight_p", "daylight_p", "flat", "held_p", "lamp_p")
FOR_PAPERS = (
    *("daylight_p", "daylight_p", "daylight_p", "cleared_p", "cleared_p", "cleared_p", "flat", "overhead_p"),
    *("overhead_p", "held_p", "lamp_p", "letter_fold_p", "sleeve_p", "resent_p", "tilt"),
)
"""Half of them taken with care."""
SCREENSHOTS = {
    ("lab_report", "g"),
    ("exam_report", "f"),
    ("outpatient_record", "d"),
    ("medication_record", "d"),
    ("discharge_record", "e"),
}
"""Layouts of mini-programs and portals: pictures of the phone's own screen."""
WRITTEN = {("outpatient_record", "f"), ("diagnosis_certificate", "e"), ("medication_record", "e")}
"""Layouts filled in by hand, whose fine strokes need the dots."""

HABITS = Habits(
    suffix="_p",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("office_p", "office_p", "both_sides_p"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=("parched", "dabbed", "worn", "faint", "smeared"),
    times={"scan": 230, "photocopy": 80, "photo": 470, "screen": 60, "digital": 160},
    of_forms={"scan": 2, "photo": 3},
    dpi=(106, 110, 116, 120, 126, 132),
    bound=0.2,
    befallen=0.4,
    faxed=0.12,
    zoom=(0.68, 0.83),
    screen_jpeg=(52, 80),
    scan_jpeg=(35, 52),
    card_jpeg=(40, 62),
    photo_jpeg=(35, 56),
    turned=(90, 270, 180, 270),
    exif=(6, 6, 8, 3),
    shares=(0.08, 0.24, 0.29, 0.34),
    dark="soaked",
    in_colour=(),
)
