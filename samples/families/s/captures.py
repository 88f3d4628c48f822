"""How the nineteenth family's papers come into files: half of them taken well, half as daily life has it."""

from __future__ import annotations

from samples.families.s.mishaps import HARD
from samples.sending import Habits

FOR_CARDS = ("balcony_s", "flat", "desk_s", "lamp_s", "balcony_s")
FOR_PAPERS = (
    *("balcony_s", "balcony_s", "desk_s", "desk_s", "allaround_s", "allaround_s", "flat", "flat"),
    *("lamp_s", "knee_s", "quartered_s", "folder_s", "chat_s", "thumb_s", "tilt"),
)
"""Half of them taken with care."""
SCREENSHOTS = {
    ("lab_report", "i"),
    ("exam_report", "g"),
    ("outpatient_record", "e"),
    ("medication_record", "d"),
    ("discharge_record", "f"),
}
"""Layouts of mini-programs and portals: pictures of the phone's own screen."""
WRITTEN = {
    ("outpatient_record", "f"),
    ("diagnosis_certificate", "e"),
    ("medication_record", "c"),
    ("application_form", "c"),
}
"""Layouts filled in by hand, whose fine strokes need the dots."""

HABITS = Habits(
    suffix="_s",
    hard=HARD,
    for_cards=FOR_CARDS,
    for_papers=FOR_PAPERS,
    on_scanners=("platen_s", "platen_s", "duplex_s"),
    screens=SCREENSHOTS,
    written=WRITTEN,
    weak=("drying", "tipped", "worn", "faint"),
    times={"scan": 210, "photocopy": 80, "photo": 500, "screen": 50, "digital": 80},
    of_forms={"scan": 2, "photo": 3},
    dpi=(96, 100, 104, 108, 112),
    bound=0.14,
    befallen=0.4,
    faxed=0.1,
    zoom=(0.58, 0.67),
    screen_jpeg=(42, 62),
    scan_jpeg=(35, 42),
    card_jpeg=(36, 52),
    photo_jpeg=(35, 45),
    turned=(90, 270, 90, 180),
    exif=(6, 8, 6, 3),
    shares=(0.07, 0.22, 0.28, 0.32),
    dark="brimming",
)
