"""The plans of family s: drawn blind, without sight of the reading code or of anything it missed, only to measure."""

from __future__ import annotations

from samples.planning import BOTH, CA, CARDS, DM, FORM, HD, HT, RD, TX, N, R, planner

MANY = {
    1: (*CARDS, "discharge_record.a", "lab_report.a", "exam_report.a", "pathology_report.a", "genetic_report.b"),
    2: (*BOTH, "outpatient_record.a", "lab_report.b", "exam_report.d", "medication_record.a", *FORM),
    3: (*CARDS, "admission_record.a", "outpatient_record.c", "lab_report.d", "lab_report.f"),
    4: (*BOTH, "inpatient_front_page.a", "lab_report.g", "exam_report.c", "medication_record.b", *FORM),
    5: (*CARDS, "discharge_record.b", "outpatient_record.b", "lab_report.e", "exam_report.b", "pathology_report.b"),
    6: (*CARDS, "admission_record.b", "lab_report.i", "exam_report.f", "genetic_report.a", "medication_record.e"),
    7: (*CARDS, "discharge_record.d", "outpatient_record.d", "lab_report.j", "exam_report.h"),
    8: (*BOTH, "outpatient_record.f", "discharge_record.c", "lab_report.k", "exam_report.e", *FORM),
    9: (*CARDS, "discharge_record.e", "outpatient_record.e", "lab_report.h", "exam_report.g", "pathology_report.c"),
    10: (*CARDS, "admission_record.c", "outpatient_record.a", "lab_report.a", "exam_report.d"),
    11: (*CARDS, "inpatient_front_page.b", "lab_report.f", "exam_report.h", "pathology_report.d", "genetic_report.c"),
    12: (*BOTH, "outpatient_record.c", "lab_report.i", "exam_report.a", "medication_record.c", *FORM),
    13: (*CARDS, "discharge_record.f", "outpatient_record.d", "lab_report.b", "pathology_report.a"),
    14: (*CARDS, "admission_record.d", "lab_report.g", "exam_report.c", "genetic_report.b"),
    15: (*BOTH, "discharge_record.a", "outpatient_record.b", "lab_report.k", "medication_record.d", *FORM),
    16: (*CARDS, "admission_record.e", "lab_report.d", "exam_report.e", "genetic_report.a", "medication_record.a"),
    17: (*CARDS, "inpatient_front_page.c", "outpatient_record.e", "lab_report.j", "exam_report.b"),
    18: (*CARDS, "discharge_record.d", "lab_report.c", "exam_report.f", "pathology_report.b"),
    19: (*BOTH, "outpatient_record.f", "lab_report.f", "exam_report.g", "medication_record.e", *FORM),
    20: (*CARDS, "admission_record.a", "lab_report.h", "exam_report.a", "pathology_report.c"),
    21: (*CARDS, "admission_record.b", "discharge_record.c", "lab_report.f", "exam_report.h"),
    22: (*CARDS, "discharge_record.b", "lab_report.g", "exam_report.d", "pathology_report.d", "genetic_report.c"),
    23: (*BOTH, "admission_record.c", "outpatient_record.c", "lab_report.k", "lab_report.a", "medication_record.b"),
    24: (*CARDS, "inpatient_front_page.a", "outpatient_record.a", "lab_report.d", "exam_report.c"),
}  # fmt: skip
"""What they bring, so that each kind of paper is met in most of its layouts."""

_s = planner("s", "report", MANY)
NINETEENTH = (
    _s(1, R, (CA,), "2026-06-16", flavours=("exif",), seed=1),
    _s(2, R, (HT,), "2026-09-22", flavours=("digital",), seed=102),
    _s(3, N, (HD,), "2026-05-12", flavours=("turned",), seed=3),
    _s(4, R, (DM,), "2026-10-13", flavours=("heic",), seed=4),
    _s(5, N, (CA,), "2026-07-21", flavours=("webp",), seed=5),
    _s(6, R, (RD,), "2026-04-28", flavours=("tiff",), seed=6),
    _s(7, N, (TX,), "2026-11-10", flavours=("packet",), seed=7),
    _s(8, R, (HT, DM), "2026-08-18", "report_on_boundary", channel="proxy", seed=8),
    _s(9, N, (CA,), "2026-10-27", "stamp_none", "report_of_another", flavours=("exif",), seed=409),
    _s(10, N, (TX,), "2026-04-14", "stamp_of_cashier", "leaves_before_arriving", seed=210),
    _s(11, R, (CA,), "2026-09-01", "stamp_other_hospital", "age_differs", flavours=("webp",), seed=211),
    _s(12, R, (DM,), "2026-06-30", "hospital_low", "no_form", seed=212),
    _s(13, N, (CA,), "2026-05-26", "junior_physician", "blurred_page", flavours=("turned",), seed=213),
    _s(14, R, (CA,), "2026-11-24", "diagnosis_suspected", "sent_twice", flavours=("packet",), seed=14),
    _s(15, R, (HT,), "2026-03-24", "stamp_copied", "id_expired", flavours=("heic",), seed=15),
    _s(16, R, (RD,), "2026-10-06", "hospital_stranger", "something_else", flavours=("pdf",), seed=116),
    _s(17, N, (HD, TX), "2026-08-04", "stamp_copied_on_colour", "no_insurance_card", seed=117),
    _s(18, R, (CA,), "2026-07-07", "undated", "report_old_month_only", flavours=("tiff",), seed=18),
    _s(19, R, (DM,), "2026-04-07", "stamp_owner_unreadable", "reported_before_sampled", flavours=("split",), seed=119),
    _s(20, N, (CA,), "2026-09-15", "stamp_personal_only", "no_proxy_paper", "no_outpatient_record",
       channel="proxy", seed=220),
    _s(21, R, ("慢性阻塞性肺疾病",), "2026-05-19", "disease_not_in_pack", "photographed_twice", seed=21),
    _s(22, R, (CA,), "2026-08-25", "diagnosis_other", "report_old", "broken_file", seed=622),
    _s(23, N, (HD,), "2026-11-03", "from_the_future", "page_lost", flavours=("webp",), seed=23),
    _s(24, N, (CA,), "2026-06-09", "hospital_private", "id_invalid", "no_pathology", seed=1624),
)  # fmt: skip
