"""How the fifteenth family's papers come into files: half of them well taken, half as daily life has it."""

from __future__ import annotations

from samples.families.o.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("noon_o", "noon_o", "flat", "counter_o", "leaning_o")
FOR_PAPERS = (
    *("noon_o", "noon_o", "noon_o", "noon_o", "tidied_o", "tidied_o", "flat", "counter_o"),
    *("counter_o", "own_shadow_o", "leaning_o", "quarter_fold_o", "filed_o", "corridor_o", "tilt"),
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
WRITTEN = {("outpatient_record", "f"), ("diagnosis_certificate", "e")}
"""Layouts filled in by hand, whose fine strokes need the dots."""

HABITS = Habits(
    suffix="_o",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("feeder_o", "flatbed_o", "flatbed_o"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=("tilted", "dry", "worn", "faint", "smeared"),
    times={"scan": 240, "photocopy": 90, "photo": 440, "screen": 80, "digital": 170},
    of_forms={"scan": 2, "photo": 3},
    dpi=(104, 108, 112, 116, 120, 130),
    bound=0.18,
    befallen=0.42,
    faxed=0.14,
    zoom=(0.66, 0.82),
    screen_jpeg=(50, 78),
    scan_jpeg=(35, 56),
    card_jpeg=(40, 70),
    photo_jpeg=(35, 64),
    turned=(90, 270, 180, 90),
    exif=(6, 6, 8, 3),
    shares=(0.08, 0.24, 0.29, 0.35),
    dark="heavy",
    in_colour=(),
)
