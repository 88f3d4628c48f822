"""How the thirteenth family's papers come into files: newer phones, office scanners, exports, a few that went wrong."""

from __future__ import annotations

from samples.families.m.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("neat_m", "neat_m", "flat", "ring_light_m", "cool_office_m", "hand_shade_m", "sent_on_m", "stack_m")
FOR_PAPERS = (
    *(
        "neat_m",
        "neat_m",
        "neat_m",
        "flat",
        "app_vivid_m",
        "ring_light_m",
        "cool_office_m",
        "hand_shade_m",
        "blanket_m",
    ),
    *("held_up_m", "dog_ear_m", "half_fold_m", "zoomed_in_m", "sent_on_m", "stack_m", "tilt", "curl"),
)
"""Half of them taken with care."""
SCREENSHOTS = {
    ("lab_report", "g"),
    ("exam_report", "f"),
    ("outpatient_record", "d"),
    ("medication_record", "d"),
    ("discharge_record", "e"),
}
"""Layouts of mini-programs: pictures of the phone's own screen."""
WRITTEN = {("outpatient_record", "f"), ("diagnosis_certificate", "h")}
"""Layouts filled in by hand, whose fine strokes need the dots."""
WEAK = ("mottled", "skewed", "starved", "worn", "faint", "smeared")

HABITS = Habits(
    suffix="_m",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("flatbed_m", "pale_toner_m", "flatbed_m"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=WEAK,
    times={"scan": 190, "photocopy": 110, "photo": 420, "screen": 40, "digital": 240},
    of_forms={"scan": 2, "photo": 3},
    dpi=(100, 104, 108, 110, 115, 120, 120, 130, 150),
    bound=0.2,
    befallen=0.24,
    faxed=0.08,
    zoom=(0.68, 0.83),
    screen_jpeg=(52, 80),
    scan_jpeg=(35, 52),
    card_jpeg=(36, 64),
    photo_jpeg=(35, 61),
    turned=(90, 270, 180, 90),
    exif=(6, 8, 6, 3),
    shares=(0.1, 0.24, 0.31, 0.36),
    dark="flashed",
    in_colour=(),
    kept_dots=("app_vivid_m",),
)
