"""The plans of family m: drawn without sight of the reading code or of anything it missed, only to measure."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"
CARDS = ("id_card_front", "insurance_card", "diagnosis_certificate")
FORM = ("application_form", "photo")
MANY = {
    1: (*CARDS, "outpatient_record.a", "lab_report.b", "exam_report.d", *FORM),
    2: (*CARDS, "discharge_record.a", "lab_report.e", "exam_report.b", "pathology_report.a", "genetic_report.b"),
    3: (*CARDS, "admission_record.a", "outpatient_record.c", "lab_report.i", "medication_record.b"),
    5: (*CARDS, "inpatient_front_page.c", "outpatient_record.b", "lab_report.a", "exam_report.c", "pathology_report.d"),
    6: (*CARDS, "discharge_record.c", "lab_report.j", "lab_report.h", "genetic_report.a", "medication_record.c"),
    8: (*CARDS, "inpatient_front_page.a", "outpatient_record.f", "exam_report.g", "lab_report.d"),
    9: (*CARDS, "admission_record.b", "lab_report.f", "lab_report.b", *FORM),
    10: (*CARDS, "discharge_record.b", "lab_report.c", "exam_report.e", "medication_record.e", *FORM),
    11: (*CARDS, "discharge_record", "lab_report.b", "exam_report.b", "pathology_report.d", "medication_record.d"),
    12: (*CARDS, "discharge_record.d", "outpatient_record.e", "lab_report.j", "exam_report.a"),
    13: (*CARDS, "admission_record.d", "lab_report.g", "pathology_report.b", "exam_report.f"),
    15: (*CARDS, "discharge_record.b", "lab_report.b", "exam_report.g", "pathology_report.c", "genetic_report.c"),
    16: (*CARDS, "inpatient_front_page.b", "lab_report.h", "medication_record.d", *FORM),
    18: (*CARDS, "discharge_record.e", "outpatient_record.d", "exam_report.d", "medication_record.a"),
    20: (*CARDS, "admission_record.c", "discharge_record.c", "lab_report.d", "genetic_report.b", "medication_record.c"),
    21: (*CARDS, "admission_record.e", "outpatient_record.c", "lab_report.i", "exam_report.c"),
    23: (*CARDS, "outpatient_record.e", "lab_report.e", "exam_report.b", *FORM),
}
"""What some bring, so that each kind of paper is met in most of its layouts."""


def _m(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    papers = MANY.get(number, ())
    return Spec(f"m-{number:02d}", "tune", region, diseases, day, defects, family="m", papers=papers, **more)


THIRTEENTH = (
    _m(1, R, (HT,), "2026-07-22", flavours=("exif",)),
    _m(2, R, (CA,), "2026-05-27", flavours=("pdf",), seed=1),
    _m(3, N, (HD,), "2026-09-17", "stamp_of_cashier", "leaves_before_arriving", flavours=("turned",)),
    _m(4, R, (CA,), "2026-10-12", "hospital_stranger", "report_old"),
    _m(5, N, (CA,), "2026-06-09", flavours=("heic",)),
    _m(6, R, (RD,), "2026-08-26", flavours=("digital",)),
    _m(7, R, (HT, DM), "2026-04-22", "hospital_low", "no_form", flavours=("webp",)),
    _m(8, N, (TX,), "2026-11-10", flavours=("turned",)),
    _m(9, R, (DM,), "2026-03-19", "stamp_copied", "id_expired", flavours=("packet",)),
    _m(10, R, (DM,), "2026-09-29", channel="proxy", flavours=("split",), seed=1),
    _m(11, R, (CA,), "2026-07-07", "stamp_none", "page_lost", "locked_file"),
    _m(12, N, (HD,), "2026-05-14", "stamp_copied_on_colour", "id_invalid", flavours=("exif",)),
    _m(13, R, (CA,), "2026-08-05", "diagnosis_suspected", "sent_twice"),
    _m(14, N, (TX,), "2026-06-24", "hospital_private", "no_outpatient_record", flavours=("tiff",)),
    _m(15, R, (CA,), "2026-11-19", flavours=("packet",)),
    _m(16, R, (HT,), "2026-04-09", "undated", "report_of_another"),
    _m(17, R, (CA,), "2026-10-28", "stamp_other_hospital", "no_insurance_card", "blurred_page", flavours=("digital",)),
    _m(18, N, (TX,), "2026-08-13", "junior_physician", "photographed_twice"),
    _m(19, R, (CA,), "2026-09-08", "report_on_boundary", flavours=("webp",)),
    _m(20, R, (RD,), "2026-05-06", "stamp_owner_unreadable", "age_differs", flavours=("heic",)),
    _m(21, N, (CA,), "2026-07-16", "no_proxy_paper", "no_pathology", "stamp_personal_only", channel="proxy"),
    _m(22, R, ("类风湿关节炎",), "2026-10-20", "disease_not_in_pack", "something_else", "broken_file"),
    _m(23, R, (HT,), "2026-06-17", "stamp_slice", "from_the_future", flavours=("split",)),
    _m(24, R, (CA,), "2026-09-23", "diagnosis_other", "reported_before_sampled", "report_old_month_only"),
)  # fmt: skip
