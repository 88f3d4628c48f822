"""How the eighth family's papers come into files: what a phone at home sends, an office's machines, and exports."""

from __future__ import annotations

from samples.families.h.mishaps import HARD
from samples.sending import Habits

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

HABITS = Habits(
    suffix="_h",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("flatbed_h", "flatbed_h", "copier_h"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=WEAK,
    times=TIMES,
    of_forms={"scan": 3, "photo": 7},
    dpi=(104, 110, 120, 130, 150),
    bound=0.3,
    befallen=0.34,
    faxed=0.1,
    zoom=(0.76, 0.9),
    screen_jpeg=(46, 60),
    scan_jpeg=(27, 34),
    card_jpeg=(40, 48),
    photo_jpeg=(35, 42),
    turned=(90, 270, 270, 180),
    exif=(6, 8, 8, 3),
    shares=(0.17, 0.29, 0.36, 0.45),
    dark="wet",
    kept_dots=("flatbed_h",),
)
