"""How the ninth family's papers come into files: photos at the counter and at home, office machines, exports."""

from __future__ import annotations

from samples.families.i.mishaps import HARD
from samples.sending import Habits

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

HABITS = Habits(
    suffix="_i",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("slanted_feed_i", "office_grey_i", "slanted_feed_i"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=WEAK,
    times=TIMES,
    of_forms={"scan": 1, "photo": 2},
    dpi=(106, 112, 120, 132, 150),
    bound=0.26,
    befallen=0.32,
    faxed=0.09,
    zoom=(0.78, 0.92),
    screen_jpeg=(44, 58),
    scan_jpeg=(28, 35),
    card_jpeg=(40, 47),
    photo_jpeg=(35, 43),
    turned=(90, 90, 270, 180),
    exif=(6, 6, 8, 3),
    shares=(0.15, 0.27, 0.36, 0.44),
    dark="soaked",
    in_colour=GREY,
)
