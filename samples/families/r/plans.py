"""The plans of family r: drawn blind, without sight of the reading code or of anything it missed, only to measure."""

from __future__ import annotations

from samples.planning import BOTH, CA, CARDS, DM, FORM, HD, HT, RD, TX, N, R, planner

MANY = {
    1: (*CARDS, "discharge_record.a", "lab_report.a", "exam_report.c", "pathology_report.a", "genetic_report.b"),
    2: (*BOTH, "outpatient_record.a", "lab_report.i", "exam_report.b", "medication_record.a", *FORM),
    3: (*CARDS, "admission_record.a", "outpatient_record.b", "lab_report.e", "lab_report.k"),
    4: (*BOTH, "inpatient_front_page.a", "lab_report.c", "exam_report.d", "medication_record.d", *FORM),
    5: (*CARDS, "discharge_record.d", "outpatient_record.c", "lab_report.g", "exam_report.h"),
    6: (*CARDS, "admission_record.c", "lab_report.d", "exam_report.e", "genetic_report.a", "medication_record.b"),
    7: (*CARDS, "discharge_record.f", "outpatient_record.e", "lab_report.j", "exam_report.a", "pathology_report.b"),
    8: (*BOTH, "outpatient_record.f", "discharge_record.c", "lab_report.f", "exam_report.g", *FORM),
    9: (*BOTH, "discharge_record.e", "outpatient_record.d", "lab_report.h", "exam_report.f", "pathology_report.c"),
    10: (*CARDS, "inpatient_front_page.b", "outpatient_record.a", "lab_report.a", "exam_report.d"),
    11: (*CARDS, "discharge_record.b", "lab_report.b", "exam_report.e", "pathology_report.d", "genetic_report.c"),
    12: (*BOTH, "admission_record.b", "outpatient_record.f", "lab_report.i", "exam_report.h", *FORM),
    13: (*CARDS, "admission_record.e", "outpatient_record.c", "lab_report.d", "pathology_report.a"),
    14: (*CARDS, "discharge_record.d", "lab_report.c", "exam_report.f", "medication_record.c"),
    15: (*BOTH, "discharge_record.f", "outpatient_record.b", "lab_report.g", "medication_record.e", *FORM),
    16: (*CARDS, "admission_record.d", "lab_report.j", "exam_report.c", "genetic_report.b"),
    17: (*CARDS, "inpatient_front_page.c", "outpatient_record.e", "lab_report.k", "exam_report.g"),
    18: (*CARDS, "discharge_record.c", "lab_report.h", "exam_report.a", "pathology_report.b"),
    19: (*BOTH, "outpatient_record.d", "lab_report.f", "exam_report.b", "medication_record.a", *FORM),
    20: (*CARDS, "admission_record.a", "lab_report.e", "exam_report.h", "pathology_report.c"),
    21: (*CARDS, "admission_record.c", "discharge_record.e", "lab_report.i", "exam_report.d"),
    22: (*CARDS, "discharge_record.f", "lab_report.a", "exam_report.c", "pathology_report.d", "genetic_report.a"),
    23: (*BOTH, "admission_record.b", "outpatient_record.c", "lab_report.c", "lab_report.j", "medication_record.b"),
    24: (*CARDS, "inpatient_front_page.a", "outpatient_record.a", "lab_report.k", "exam_report.e"),
}  # fmt: skip
"""What they bring, so that each kind of paper is met in most of its layouts."""

_r = planner("r", "tune", MANY)
EIGHTEENTH = (
    _r(1, R, (CA,), "2026-05-19", flavours=("exif",), seed=11),
    _r(2, R, (DM,), "2026-09-08", flavours=("digital",), seed=21),
    _r(3, N, (TX,), "2026-06-23", flavours=("turned",), seed=31),
    _r(4, R, (HT,), "2026-10-20", flavours=("heic",), seed=41),
    _r(5, N, (HD,), "2026-04-16", flavours=("webp",), seed=54),
    _r(6, R, (RD,), "2026-08-11", flavours=("tiff",), seed=61),
    _r(7, N, (CA,), "2026-11-05", flavours=("packet",), seed=75),
    _r(8, R, (HT, DM), "2026-07-02", "report_on_boundary", channel="proxy", seed=81),
    _r(9, N, (CA,), "2026-09-24", "stamp_none", "no_insurance_card", flavours=("exif",), seed=96),
    _r(10, N, (TX,), "2026-05-07", "stamp_of_cashier", "leaves_before_arriving", seed=106),
    _r(11, R, (CA,), "2026-06-04", "stamp_other_hospital", "page_lost", flavours=("webp",), seed=112),
    _r(12, R, (DM,), "2026-10-29", "hospital_low", "id_expired", seed=123),
    _r(13, N, (CA,), "2026-03-31", "junior_physician", "sent_twice", flavours=("turned",), seed=142),
    _r(14, R, (CA,), "2026-08-27", "diagnosis_suspected", "report_of_another", flavours=("packet",), seed=143),
    _r(15, R, (HT,), "2026-04-23", "stamp_copied", "no_form", flavours=("heic",), seed=158),
    _r(16, R, (RD,), "2026-07-16", "hospital_stranger", "reported_before_sampled", flavours=("pdf",), seed=163),
    _r(17, N, (HD, TX), "2026-11-19", "stamp_copied_on_colour", "photographed_twice", seed=172),
    _r(18, R, (CA,), "2026-06-11", "undated", "age_differs", flavours=("tiff",), seed=181),
    _r(19, R, (DM,), "2026-09-15", "stamp_owner_unreadable", "report_old", flavours=("split",), seed=191),
    _r(20, N, (CA,), "2026-05-28", "stamp_personal_only", "no_proxy_paper", "no_outpatient_record",
       channel="proxy", seed=202),
    _r(21, R, ("痛风",), "2026-08-05", "disease_not_in_pack", "something_else", seed=211),
    _r(22, R, (CA,), "2026-10-13", "diagnosis_other", "report_old_month_only", "broken_file", seed=221),
    _r(23, N, (HD,), "2026-07-28", "from_the_future", "blurred_page", flavours=("webp",), seed=231),
    _r(24, N, (CA,), "2026-04-09", "hospital_private", "id_invalid", "no_pathology", seed=250),
)  # fmt: skip
