"""The plans of family o: drawn without sight of the reading code or of anything it missed, only to measure."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"
CARDS = ("id_card_front", "insurance_card", "diagnosis_certificate")
BOTH = ("id_card_front", "id_card_back", "insurance_card", "diagnosis_certificate")
FORM = ("application_form", "photo")
MANY = {
    1: (*BOTH, "discharge_record.a", "lab_report.a", "exam_report.h", "pathology_report.a", "medication_record.b"),
    2: (*CARDS, "outpatient_record.a", "lab_report.j", "exam_report.e", "medication_record.e", *FORM),
    3: (*CARDS, "admission_record.b", "outpatient_record.c", "lab_report.d", "exam_report.g"),
    4: (*CARDS, "discharge_record.c", "lab_report.b", "exam_report.a", "pathology_report.b", "genetic_report.b"),
    6: (*CARDS, "inpatient_front_page.a", "outpatient_record.d", "lab_report.g", "exam_report.f", "pathology_report.c"),
    7: (*CARDS, "admission_record.a", "lab_report.f", "exam_report.d", *FORM),
    8: (*BOTH, "discharge_record.c", "lab_report.i", "genetic_report.a", "exam_report.b", "medication_record.a"),
    9: (*CARDS, "discharge_record.d", "outpatient_record.f", "lab_report.e", "lab_report.k", "exam_report.g"),
    10: (*CARDS, "outpatient_record.b", "discharge_record.f", "lab_report.j", "exam_report.e", *FORM),
    11: (*CARDS, "discharge_record.b", "lab_report.k", "exam_report.c", "pathology_report.d"),
    12: (*CARDS, "admission_record.c", "outpatient_record.e", "lab_report.d", "medication_record.c"),
    13: (*CARDS, "admission_record.e", "lab_report.a", "lab_report.f", "exam_report.h", *FORM),
    15: (*BOTH, "discharge_record.a", "outpatient_record.c", "lab_report.k", "exam_report.b", "medication_record.d"),
    16: (*CARDS, "discharge_record.e", "lab_report.h", "genetic_report.c", "exam_report.c", "medication_record.a"),
    17: (*CARDS, "discharge_record.d", "lab_report.b", "exam_report.a", "pathology_report.a"),
    18: (*CARDS, "admission_record.d", "outpatient_record.e", "lab_report.i", "medication_record.b"),
    20: (*CARDS, "inpatient_front_page.b", "admission_record.a", "lab_report.h", "exam_report.d", *FORM),
    21: (*CARDS, "discharge_record.e", "outpatient_record.f", "lab_report.g", "pathology_report.b", "exam_report.f"),
    22: (*CARDS, "outpatient_record.a", "discharge_record.c", "lab_report.j", "exam_report.e"),
    23: (*CARDS, "admission_record.c", "discharge_record.f", "lab_report.e", "pathology_report.c", "genetic_report.c"),
    24: (*BOTH, "inpatient_front_page.c", "outpatient_record.b", "lab_report.c", "exam_report.b", "pathology_report.d"),
}
"""What some bring, so that each kind of paper is met in most of its layouts."""


def _o(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    papers = MANY.get(number, ())
    return Spec(f"o-{number:02d}", "tune", region, diseases, day, defects, family="o", papers=papers, **more)


FIFTEENTH = (
    _o(1, R, (CA,), "2026-06-25", flavours=("exif",)),
    _o(2, R, (DM,), "2026-09-10", flavours=("heic",)),
    _o(3, N, (HD,), "2026-07-16", flavours=("turned",)),
    _o(4, R, (CA,), "2026-05-19", "stamp_none", "report_old"),
    _o(5, R, (HT,), "2026-08-27", "stamp_slice", "no_form", "photographed_twice"),
    _o(6, N, (CA,), "2026-10-20", flavours=("pdf",)),
    _o(7, R, (HT,), "2026-11-05", flavours=("webp",), channel="proxy"),
    _o(8, R, (RD,), "2026-04-21", flavours=("digital",)),
    _o(9, N, (TX,), "2026-06-09", "stamp_copied_on_colour", "leaves_before_arriving"),
    _o(10, R, (DM,), "2026-07-23", "stamp_other_hospital", "id_expired", flavours=("packet",)),
    _o(11, R, (CA,), "2026-09-29", "page_lost", "age_differs"),
    _o(12, N, (HD,), "2026-05-14", "hospital_private", "id_invalid", flavours=("exif",)),
    _o(13, R, (HT, DM), "2026-10-13", "stamp_copied", "report_of_another", flavours=("tiff",)),
    _o(14, R, (CA,), "2026-08-06", "hospital_stranger", "diagnosis_other", "reported_before_sampled"),
    _o(15, N, (TX,), "2026-09-17", flavours=("split",)),
    _o(16, R, (RD,), "2026-11-17", "undated", "blurred_page", flavours=("digital",)),
    _o(17, R, (CA,), "2026-04-30", "diagnosis_suspected", "locked_file"),
    _o(18, N, (HD, TX), "2026-08-20", "junior_physician", "stamp_of_cashier", "sent_twice"),
    _o(19, R, (CA,), "2026-10-28", "report_on_boundary", flavours=("turned",)),
    _o(20, R, (DM,), "2026-06-18", "hospital_low", "something_else", flavours=("heic",)),
    _o(21, N, (CA,), "2026-07-30", "stamp_personal_only", "no_proxy_paper", "no_outpatient_record", channel="proxy"),
    _o(22, R, ("类风湿关节炎",), "2026-05-28", "disease_not_in_pack", "broken_file", flavours=("packet",)),
    _o(23, R, (CA,), "2026-09-03", "stamp_owner_unreadable", "report_old_month_only", flavours=("webp",)),
    _o(24, N, (CA,), "2026-11-12", "from_the_future", "no_insurance_card", flavours=("split",)),
)  # fmt: skip
