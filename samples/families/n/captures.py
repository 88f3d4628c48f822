"""How the fourteenth family's papers come into files: half of them well taken, half as daily life has it."""

from __future__ import annotations

from samples.families.n.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("careful_n", "careful_n", "flat", "desk_lamp_n", "folder_n", "wide_lens_n", "window_bars_n")
FOR_PAPERS = (
    *("careful_n", "careful_n", "careful_n", "careful_n", "app_level_n", "app_level_n", "flat", "flat"),
    *("desk_lamp_n", "folder_n", "wide_lens_n", "window_bars_n", "letter_fold_n", "rolled_n", "recycled_n"),
    *("punched_n", "resaved_n", "tilt"),
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
WEAK = ("pooled", "rolled_on", "thin", "worn", "faint", "smeared")

HABITS = Habits(
    suffix="_n",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("office_n", "lid_n", "office_n"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=WEAK,
    times={"scan": 220, "photocopy": 90, "photo": 430, "screen": 40, "digital": 200},
    of_forms={"scan": 2, "photo": 3},
    dpi=(104, 110, 115, 120, 120, 125, 130, 150),
    bound=0.18,
    befallen=0.24,
    faxed=0.07,
    zoom=(0.66, 0.8),
    screen_jpeg=(50, 78),
    scan_jpeg=(35, 52),
    card_jpeg=(38, 62),
    photo_jpeg=(35, 58),
    turned=(90, 270, 180, 270),
    exif=(6, 8, 3, 6),
    shares=(0.09, 0.22, 0.29, 0.35),
    dark="crisp",
    in_colour=(),
    kept_dots=("app_level_n",),
)
