"""The plans of family q: drawn without sight of the reading code or of anything it missed, only to measure."""

from __future__ import annotations

from samples.planning import BOTH, CA, CARDS, DM, FORM, HD, HT, RD, TX, N, R, planner

MANY = {
    1: (*CARDS, "discharge_record.a", "lab_report.a", "exam_report.b", "pathology_report.a", "genetic_report.b"),
    2: (*BOTH, "outpatient_record.a", "lab_report.d", "exam_report.c", "medication_record.a", *FORM),
    3: (*CARDS, "admission_record.a", "outpatient_record.b", "lab_report.g", "lab_report.b"),
    4: (*BOTH, "inpatient_front_page.a", "lab_report.f", "exam_report.d", "medication_record.c", *FORM),
    5: (*CARDS, "discharge_record.c", "outpatient_record.c", "lab_report.j", "exam_report.f", "pathology_report.c"),
    6: (*CARDS, "admission_record.c", "lab_report.e", "exam_report.g", "genetic_report.a", "medication_record.b"),
    7: (*CARDS, "discharge_record.e", "outpatient_record.d", "lab_report.i", "medication_record.e", "exam_report.h"),
    8: (*BOTH, "outpatient_record.f", "discharge_record.d", "lab_report.k", "exam_report.a", *FORM),
    9: (*CARDS, "discharge_record.b", "lab_report.b", "exam_report.h", "pathology_report.b", "medication_record.d"),
    10: (*CARDS, "admission_record.b", "outpatient_record.e", "lab_report.c", "exam_report.e"),
    11: (*CARDS, "inpatient_front_page.b", "lab_report.e", "exam_report.b", "genetic_report.c", "pathology_report.d"),
    12: (*CARDS, "outpatient_record.a", "lab_report.f", "exam_report.d", "medication_record.e", *FORM),
    13: (*CARDS, "discharge_record.f", "outpatient_record.c", "lab_report.d", "exam_report.a", "pathology_report.a"),
    14: (*CARDS, "admission_record.d", "lab_report.i", "exam_report.c", "pathology_report.c"),
    15: (*BOTH, "discharge_record.d", "outpatient_record.b", "lab_report.k", "medication_record.b", *FORM),
    16: (*CARDS, "admission_record.e", "lab_report.f", "exam_report.g", "genetic_report.b", "medication_record.a"),
    17: (*CARDS, "inpatient_front_page.c", "outpatient_record.d", "lab_report.g", "exam_report.f"),
    18: (*CARDS, "discharge_record.a", "lab_report.a", "lab_report.d", "exam_report.e", "pathology_report.d"),
    19: (*CARDS, "admission_record.a", "outpatient_record.f", "lab_report.c", "exam_report.a", *FORM),
    20: (*CARDS, "discharge_record.c", "outpatient_record.e", "lab_report.j", "exam_report.h", "pathology_report.b"),
    21: (*CARDS, "admission_record.b", "discharge_record.e", "lab_report.b", "exam_report.d"),
    22: (*CARDS, "discharge_record.f", "lab_report.h", "exam_report.g", "pathology_report.a", "genetic_report.a"),
    23: (*BOTH, "admission_record.c", "outpatient_record.b", "lab_report.g", "lab_report.a", "medication_record.c"),
    24: (*CARDS, "inpatient_front_page.a", "outpatient_record.d", "lab_report.j", "exam_report.b", "lab_report.h"),
}  # fmt: skip
"""What they bring, so that each kind of paper is met in most of its layouts."""

_q = planner("q", "tune", MANY)
SEVENTEENTH = (
    _q(1, R, (CA,), "2026-06-25", flavours=("exif",), seed=26),
    _q(2, R, (HT,), "2026-04-30", flavours=("digital",), seed=38),
    _q(3, N, (HD,), "2026-09-10", flavours=("turned",), seed=13),
    _q(4, R, (DM,), "2026-08-27", flavours=("heic",), seed=70),
    _q(5, N, (CA,), "2026-10-15", flavours=("webp",), seed=75),
    _q(6, R, (RD,), "2026-05-14", flavours=("tiff",), seed=30),
    _q(7, N, (TX,), "2026-07-23", flavours=("packet",), seed=4),
    _q(8, R, (HT, DM), "2026-11-12", "report_on_boundary", channel="proxy", seed=70),
    _q(9, R, (CA,), "2026-03-27", "stamp_none", "page_lost", flavours=("exif",), seed=6),
    _q(10, N, (TX,), "2026-06-18", "stamp_of_cashier", "leaves_before_arriving", seed=14),
    _q(11, R, (CA,), "2026-10-29", "stamp_other_hospital", "sent_twice", "reported_before_sampled",
       flavours=("pdf",), seed=41),
    _q(12, R, (DM,), "2026-09-24", "hospital_low", "no_form", seed=15),
    _q(13, N, (CA,), "2026-08-13", "junior_physician", "id_invalid", flavours=("turned",), seed=413),
    _q(14, R, (CA,), "2026-05-28", "diagnosis_suspected", "age_differs", "stamp_slice", flavours=("packet",), seed=3),
    _q(15, R, (HT,), "2026-07-09", "stamp_copied", "report_of_another", flavours=("webp",), seed=9),
    _q(16, R, (RD,), "2026-11-05", "hospital_stranger", "photographed_twice", flavours=("digital",)),
    _q(17, N, (HD, TX), "2026-04-21", "stamp_copied_on_colour", "blurred_page", flavours=("webp",), seed=25),
    _q(18, R, (CA,), "2026-10-08", "undated", "report_old", flavours=("tiff",), seed=345),
    _q(19, R, (DM,), "2026-06-11", "stamp_owner_unreadable", "id_expired", flavours=("split",), seed=2),
    _q(20, N, (CA,), "2026-09-17", "stamp_personal_only", "no_proxy_paper", "no_outpatient_record",
       channel="proxy", seed=24),
    _q(21, R, ("强直性脊柱炎",), "2026-07-30", "disease_not_in_pack", "broken_file", seed=2),
    _q(22, R, (CA,), "2026-08-20", "diagnosis_other", "report_old_month_only", "something_else", seed=3),
    _q(23, N, (HD,), "2026-11-19", "from_the_future", "no_insurance_card", flavours=("exif",), seed=17),
    _q(24, N, (CA,), "2026-05-21", "hospital_private", "no_pathology", seed=206),
)  # fmt: skip
