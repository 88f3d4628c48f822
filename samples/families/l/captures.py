"""How the twelfth family's papers come into files: phones of all ages, windows' scanners, exports."""

from __future__ import annotations

from samples.families.l.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("flat", "flat", "corner_lamp_l", "own_shadow_l", "tiles_l", "softened_l", "chat", "warm_l")
FOR_PAPERS = (
    *("own_shadow_l", "corner_lamp_l", "from_below_l", "bowed_l", "thirds_l", "tiles_l", "softened_l", "warm_l"),
    *("stapled_l", "cut_off_l", "old_phone_l", "own_shadow_l", "bowed_l", "curl", "tilt", "flat"),
)
"""Its own and, one in five, those that others met before."""
SCREENSHOTS = {
    ("lab_report", "f"),
    ("exam_report", "e"),
    ("outpatient_record", "b"),
    ("medication_record", "e"),
    ("discharge_record", "e"),
}
"""Layouts of mini-programs: pictures of the phone's own screen."""
WRITTEN = {("outpatient_record", "f"), ("diagnosis_certificate", "i")}
"""Layouts filled in by hand, whose fine strokes need the dots."""
WEAK = ("powdery", "striped", "one_sided", "worn", "faint", "smeared")

HABITS = Habits(
    suffix="_l",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("feeder_l", "lid_open_l", "app_clean_l"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=WEAK,
    times={"scan": 160, "photocopy": 130, "photo": 433, "screen": 37, "digital": 240},
    of_forms={"scan": 2, "photo": 3},
    dpi=(100, 100, 100, 104, 104, 108, 110, 110, 115, 120, 130, 150, 200),
    bound=0.17,
    befallen=0.28,
    faxed=0.1,
    zoom=(0.7, 0.84),
    screen_jpeg=(50, 80),
    scan_jpeg=(35, 46),
    card_jpeg=(35, 56),
    photo_jpeg=(35, 56),
    turned=(90, 270, 180, 270),
    exif=(6, 8, 3, 6),
    shares=(0.13, 0.28, 0.36, 0.39),
    dark="wet",
    in_colour=(),
    kept_dots=("app_clean_l",),
)
