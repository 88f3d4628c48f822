"""How the eighteenth family's papers come into files: half of them taken well, half as daily life has it."""

from __future__ import annotations

from samples.families.r.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("noon_r", "flat", "counter_r", "evening_r", "noon_r")
FOR_PAPERS = (
    *("noon_r", "noon_r", "noon_r", "tidied_r", "tidied_r", "flat", "flat", "counter_r"),
    *("counter_r", "evening_r", "leaning_r", "thirds_r", "clipped_r", "resaved_r", "tilt"),
)
"""Half of them taken with care."""
SCREENSHOTS = {
    ("lab_report", "h"),
    ("exam_report", "f"),
    ("outpatient_record", "d"),
    ("medication_record", "c"),
    ("discharge_record", "e"),
}
"""Layouts of mini-programs and portals: pictures of the phone's own screen."""
WRITTEN = {
    ("outpatient_record", "f"),
    ("diagnosis_certificate", "g"),
    ("medication_record", "e"),
    ("application_form", "b"),
}
"""Layouts filled in by hand, whose fine strokes need the dots."""

HABITS = Habits(
    suffix="_r",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("glass_r", "glass_r", "sheetfed_r"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=("thirsty", "patchy", "worn", "faint"),
    times={"scan": 220, "photocopy": 80, "photo": 480, "screen": 50, "digital": 95},
    of_forms={"scan": 2, "photo": 3},
    dpi=(98, 102, 106, 110, 116),
    bound=0.14,
    befallen=0.4,
    faxed=0.1,
    zoom=(0.59, 0.7),
    screen_jpeg=(42, 60),
    scan_jpeg=(35, 42),
    card_jpeg=(38, 54),
    photo_jpeg=(35, 45),
    turned=(90, 270, 90, 180),
    exif=(6, 6, 8, 3),
    shares=(0.07, 0.22, 0.28, 0.32),
    dark="wet",
)
