"""How the seventeenth family's papers come into files: half of them taken well, half as daily life has it."""

from __future__ import annotations

from samples.families.q.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("morning_q", "morning_q", "flat", "table_q", "ceiling_q")
FOR_PAPERS = (
    *("morning_q", "morning_q", "morning_q", "scanned_q", "scanned_q", "flat", "flat", "table_q"),
    *("table_q", "ceiling_q", "dog_ear_q", "folded_once_q", "bound_q", "messenger_q", "tilt"),
)
"""Half of them taken with care."""
SCREENSHOTS = {
    ("lab_report", "h"),
    ("exam_report", "e"),
    ("outpatient_record", "e"),
    ("medication_record", "d"),
    ("discharge_record", "f"),
}
"""Layouts of mini-programs and portals: pictures of the phone's own screen."""
WRITTEN = {("outpatient_record", "f"), ("diagnosis_certificate", "e"), ("medication_record", "e")}
"""Layouts filled in by hand, whose fine strokes need the dots."""

HABITS = Habits(
    suffix="_q",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("flatbed_q", "flatbed_q", "feeder_q"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=("scant", "blotchy", "worn", "faint"),
    times={"scan": 220, "photocopy": 90, "photo": 460, "screen": 60, "digital": 125},
    of_forms={"scan": 2, "photo": 3},
    dpi=(102, 106, 110, 114, 120, 124),
    bound=0.2,
    befallen=0.4,
    faxed=0.12,
    zoom=(0.64, 0.77),
    screen_jpeg=(42, 60),
    scan_jpeg=(35, 43),
    card_jpeg=(38, 54),
    photo_jpeg=(35, 46),
    turned=(90, 270, 180, 90),
    exif=(6, 6, 8, 3),
    shares=(0.08, 0.24, 0.3, 0.33),
    dark="flooded",
)
