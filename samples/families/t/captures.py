"""How the twentieth family's papers come into files: most taken with some care, a few in a hurry."""

from __future__ import annotations

from samples.families.t.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("sill_t", "flat", "counter_t", "bulb_t", "sill_t")
FOR_PAPERS = (
    *("sill_t", "sill_t", "counter_t", "counter_t", "clean_t", "clean_t", "flat", "flat"),
    *("bulb_t", "bench_t", "pocket_t", "clip_t", "relay_t", "shade_t", "tilt"),
)
"""Half of them taken with care."""
SCREENSHOTS = {
    ("lab_report", "f"),
    ("outpatient_record", "c"),
    ("insurance_card", "b"),
    ("unrelated", "a"),
}
"""Layouts of mini-programs and portals: pictures of the phone's own screen."""
WRITTEN = {
    ("diagnosis_certificate", "d"),
    ("medication_record", "c"),
    ("application_form", "b"),
}
"""Layouts filled in by hand, whose fine strokes need the dots."""

HABITS = Habits(
    suffix="_t",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("flatbed_t", "flatbed_t", "hopper_t"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=("chalky", "slanted", "worn", "faint"),
    times={"scan": 200, "photocopy": 80, "photo": 520, "screen": 40, "digital": 90},
    of_forms={"scan": 2, "photo": 3},
    dpi=(98, 102, 106, 110, 114),
    bound=0.14,
    befallen=0.42,
    faxed=0.08,
    zoom=(0.59, 0.68),
    screen_jpeg=(44, 62),
    scan_jpeg=(35, 42),
    card_jpeg=(36, 50),
    photo_jpeg=(35, 45),
    turned=(90, 270, 90, 180),
    exif=(6, 8, 6, 3),
    shares=(0.07, 0.2, 0.26, 0.3),
    dark="overfed",
)
