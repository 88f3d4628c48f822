"""The plans of family p: drawn without sight of the reading code or of anything it missed, only to measure."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"
CARDS = ("id_card_front", "insurance_card", "diagnosis_certificate")
BOTH = ("id_card_front", "id_card_back", "insurance_card", "diagnosis_certificate")
FORM = ("application_form", "photo")
MANY = {
    1: (*CARDS, "outpatient_record.b", "lab_report.d", "exam_report.d", "medication_record.c", *FORM),
    2: (*BOTH, "discharge_record.d", "lab_report.e", "exam_report.b", "pathology_report.b", "genetic_report.a"),
    3: (*CARDS, "admission_record.a", "outpatient_record.d", "lab_report.k", "exam_report.e"),
    4: (*BOTH, "admission_record.c", "lab_report.f", "exam_report.d", "lab_report.b", *FORM),
    5: (*CARDS, "discharge_record.b", "lab_report.a", "exam_report.h", "pathology_report.a", "medication_record.b"),
    6: (*CARDS, "inpatient_front_page.a", "outpatient_record.a", "lab_report.i", "exam_report.a", "pathology_report.c"),
    7: (*CARDS, "discharge_record.c", "lab_report.j", "genetic_report.c", "exam_report.g", "medication_record.a"),
    8: (*CARDS, "admission_record.d", "discharge_record.f", "outpatient_record.c", "lab_report.h", "lab_report.k"),
    9: (*CARDS, "discharge_record.e", "lab_report.g", "exam_report.f", "pathology_report.d"),
    10: (*CARDS, "outpatient_record.e", "lab_report.j", "exam_report.c", "medication_record.d", *FORM),
    11: (*CARDS, "admission_record.b", "outpatient_record.f", "lab_report.i", "medication_record.e"),
    12: (*CARDS, "inpatient_front_page.b", "lab_report.b", "exam_report.h", "genetic_report.b", "pathology_report.a"),
    13: (*BOTH, "admission_record.e", "lab_report.a", "lab_report.g", "exam_report.d", *FORM),
    14: (*CARDS, "discharge_record.a", "lab_report.a", "exam_report.c", "pathology_report.b"),
    15: (*BOTH, "outpatient_record.b", "discharge_record.c", "lab_report.d", "exam_report.b", "medication_record.a"),
    16: (*CARDS, "admission_record.a", "lab_report.e", "genetic_report.a", "exam_report.e", "medication_record.b"),
    17: (*CARDS, "discharge_record.d", "outpatient_record.c", "lab_report.k", "exam_report.a"),
    18: (*CARDS, "inpatient_front_page.c", "outpatient_record.e", "lab_report.h", "exam_report.g"),
    19: (*CARDS, "discharge_record.f", "lab_report.f", "exam_report.c", "pathology_report.d", "medication_record.c"),
    20: (*CARDS, "admission_record.c", "outpatient_record.a", "lab_report.i", "exam_report.a", *FORM),
    21: (*CARDS, "discharge_record.e", "outpatient_record.f", "lab_report.b", "exam_report.h", "pathology_report.c"),
    22: (*CARDS, "admission_record.d", "discharge_record.a", "lab_report.k", "exam_report.f"),
    23: (*CARDS, "discharge_record.a", "lab_report.d", "exam_report.e", "pathology_report.c", "genetic_report.c"),
    24: (*BOTH, "admission_record.e", "outpatient_record.d", "lab_report.h", "exam_report.b", "pathology_report.d"),
}
"""What they bring, so that each kind of paper is met in most of its layouts."""


def _p(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    papers = MANY.get(number, ())
    return Spec(f"p-{number:02d}", "tune", region, diseases, day, defects, family="p", papers=papers, **more)


SIXTEENTH = (
    _p(1, R, (HT,), "2026-08-13", flavours=("exif",), seed=46),
    _p(2, R, (CA,), "2026-05-21", flavours=("digital",)),
    _p(3, N, (HD,), "2026-10-14", flavours=("turned",)),
    _p(4, R, (DM,), "2026-07-09", flavours=("heic",), channel="proxy"),
    _p(5, R, (CA,), "2026-06-11", "stamp_none", "page_lost"),
    _p(6, N, (CA,), "2026-09-03", flavours=("webp",), seed=1),
    _p(7, R, (RD,), "2026-11-10", flavours=("tiff",)),
    _p(8, N, (TX,), "2026-06-24", "stamp_of_cashier", "leaves_before_arriving"),
    _p(9, R, (CA,), "2026-04-16", "diagnosis_suspected", "sent_twice", flavours=("exif",)),
    _p(10, R, (DM,), "2026-10-22", "hospital_low", "no_form", seed=1),
    _p(11, N, (HD,), "2026-07-28", "junior_physician", "id_invalid", seed=1),
    _p(12, R, (CA,), "2026-08-20", "stamp_other_hospital", "age_differs", flavours=("packet",)),
    _p(13, R, (HT, DM), "2026-05-12", "stamp_copied", "report_of_another", flavours=("split",)),
    _p(14, R, (CA,), "2026-09-17", "hospital_stranger", "reported_before_sampled", seed=23),
    _p(15, R, (DM,), "2026-11-19", "stamp_slice", "id_expired", flavours=("tiff",), seed=1),
    _p(16, R, (RD,), "2026-06-04", "undated", "photographed_twice", flavours=("digital",)),
    _p(17, N, (TX,), "2026-10-29", flavours=("packet",)),
    _p(18, N, (HD, TX), "2026-08-06", "stamp_copied_on_colour", "blurred_page", flavours=("turned",), seed=2),
    _p(19, R, (CA,), "2026-07-16", "report_on_boundary", flavours=("split",)),
    _p(20, R, (HT,), "2026-04-23", "stamp_owner_unreadable", "report_old", flavours=("webp",)),
    _p(21, N, (CA,), "2026-09-24", "stamp_personal_only", "no_proxy_paper", "no_outpatient_record",
       channel="proxy", seed=15),
    _p(22, R, ("银屑病",), "2026-05-27", "disease_not_in_pack", "broken_file", flavours=("heic",)),
    _p(23, R, (CA,), "2026-11-05", "diagnosis_other", "something_else", "report_old_month_only"),
    _p(24, N, (CA,), "2026-10-08", "from_the_future", "no_insurance_card", "hospital_private"),
)  # fmt: skip
