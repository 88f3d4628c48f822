"""How the eleventh family's papers come into files: helpers' phones, counters' scanners, exports from portals."""

from __future__ import annotations

from samples.families.k.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("sunlit_k", "led_bands_k", "resaved_k", "oversharp_k", "flat", "flat", "chat", "bedspread_k")
FOR_PAPERS = (
    *("sunlit_k", "led_bands_k", "bedspread_k", "on_a_pile_k", "dog_ear_k", "cross_fold_k", "oversharp_k"),
    *("resaved_k", "stretched_k", "tight_k", "aged_k", "sunlit_k", "cross_fold_k", "curl", "tilt", "fold"),
)
"""Its own and, one in five, those that others met before: curls and tilts are the same everywhere."""
SCREENSHOTS = {
    ("lab_report", "f"),
    ("lab_report", "j"),
    ("exam_report", "f"),
    ("medication_record", "d"),
    ("outpatient_record", "e"),
}
"""Layouts of mini-programs and patients' portals: pictures of the phone's own screen."""
WRITTEN = {("outpatient_record", "b"), ("diagnosis_certificate", "c"), ("diagnosis_certificate", "i")}
"""Layouts filled in by hand, whose fine strokes need the dots."""
WEAK = ("hollow", "creased", "worn", "faint", "smeared")

HABITS = Habits(
    suffix="_k",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("gutter_k", "thin_paper_k", "dirty_glass_k"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=WEAK,
    times={"scan": 18, "photocopy": 12, "photo": 35, "screen": 4, "digital": 31},
    of_forms={"scan": 2, "photo": 3},
    dpi=(102, 110, 120, 130, 150),
    bound=0.28,
    befallen=0.3,
    faxed=0.1,
    zoom=(0.76, 0.92),
    screen_jpeg=(42, 62),
    scan_jpeg=(28, 38),
    card_jpeg=(40, 56),
    photo_jpeg=(35, 50),
    turned=(90, 270, 180, 90),
    exif=(6, 8, 6, 3),
    shares=(0.14, 0.27, 0.35, 0.43),
    dark="wet",
    in_colour=(),
    kept_dots=(),
)
