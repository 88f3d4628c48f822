"""The plans of family n: drawn without sight of the reading code or of anything it missed, only to measure."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"
CARDS = ("id_card_front", "insurance_card", "diagnosis_certificate")
BOTH = ("id_card_front", "id_card_back", "insurance_card", "diagnosis_certificate")
FORM = ("application_form", "photo")
MANY = {
    1: (*BOTH, "discharge_record.a", "lab_report.a", "exam_report.h", "pathology_report.a", "medication_record.a"),
    2: (*CARDS, "outpatient_record.c", "lab_report.j", "exam_report.e", "medication_record.e", *FORM),
    3: (*CARDS, "discharge_record.f", "outpatient_record.a", "lab_report.i", "exam_report.b"),
    4: (*CARDS, "admission_record.a", "lab_report.d", "exam_report.c", "pathology_report.b", "genetic_report.b"),
    6: (*CARDS, "inpatient_front_page.b", "outpatient_record.d", "lab_report.g", "exam_report.f", "pathology_report.c"),
    7: (*CARDS, "outpatient_record.e", "lab_report.f", "exam_report.d", *FORM),
    8: (*BOTH, "discharge_record.c", "lab_report.h", "genetic_report.a", "exam_report.a", "medication_record.b"),
    9: (*CARDS, "inpatient_front_page.a", "outpatient_record.f", "lab_report.e", "lab_report.b", "exam_report.g"),
    10: (*CARDS, "outpatient_record.b", "discharge_record.d", "lab_report.k", "exam_report.h", *FORM),
    11: (*CARDS, "discharge_record.b", "lab_report.b", "exam_report.g", "pathology_report.d"),
    12: (*CARDS, "admission_record.c", "outpatient_record.e", "lab_report.j", "medication_record.c"),
    13: (*CARDS, "admission_record.d", "lab_report.a", "lab_report.e", "exam_report.c", *FORM),
    15: (*BOTH, "discharge_record.a", "outpatient_record.c", "lab_report.k", "exam_report.e", "medication_record.d"),
    16: (*CARDS, "discharge_record.e", "lab_report.d", "genetic_report.c", "exam_report.b", "medication_record.a"),
    17: (*CARDS, "discharge_record.d", "lab_report.f", "exam_report.a", "pathology_report.a"),
    18: (*CARDS, "admission_record.b", "outpatient_record.b", "lab_report.i", "medication_record.b"),
    20: (*CARDS, "inpatient_front_page.c", "admission_record.e", "lab_report.h", "exam_report.d", *FORM),
    21: (*CARDS, "discharge_record.e", "outpatient_record.f", "lab_report.g", "pathology_report.b", "exam_report.f"),
    22: (*CARDS, "outpatient_record.a", "discharge_record.c", "lab_report.k", "exam_report.e"),
    23: (*CARDS, "admission_record.e", "discharge_record.f", "lab_report.j", "pathology_report.c", "genetic_report.c"),
    24: (*BOTH, "inpatient_front_page.c", "outpatient_record.d", "lab_report.c", "exam_report.b", "pathology_report.d"),
}
"""What some bring, so that each kind of paper is met in most of its layouts."""


def _n(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    papers = MANY.get(number, ())
    return Spec(f"n-{number:02d}", "tune", region, diseases, day, defects, family="n", papers=papers, **more)


FOURTEENTH = (
    _n(1, R, (CA,), "2026-07-14", flavours=("heic",)),
    _n(2, R, (DM,), "2026-05-20", flavours=("turned",)),
    _n(3, N, (HD,), "2026-09-28", flavours=("pdf",)),
    _n(4, R, (CA,), "2026-06-11", "stamp_none", "photographed_twice"),
    _n(5, R, (HT,), "2026-10-16", "stamp_slice", "report_old", "no_form"),
    _n(6, N, (CA,), "2026-08-24", flavours=("webp",)),
    _n(7, R, (HT,), "2026-04-15", flavours=("exif",), channel="proxy"),
    _n(8, R, (RD,), "2026-11-04", flavours=("digital",)),
    _n(9, N, (TX,), "2026-07-29", "stamp_copied_on_colour", "leaves_before_arriving"),
    _n(10, R, (DM,), "2026-09-15", "stamp_other_hospital", "id_expired", flavours=("packet",)),
    _n(11, R, (CA,), "2026-05-07", "page_lost", "age_differs"),
    _n(12, N, (HD,), "2026-10-22", "hospital_private", "id_invalid", flavours=("turned",)),
    _n(13, R, (HT, DM), "2026-06-30", "stamp_copied", "report_of_another", flavours=("tiff",)),
    _n(14, R, (CA,), "2026-08-11", "hospital_stranger", "diagnosis_other", "reported_before_sampled"),
    _n(15, N, (TX,), "2026-11-12", flavours=("split",)),
    _n(16, R, (RD,), "2026-04-28", "undated", "blurred_page", flavours=("digital",)),
    _n(17, R, (CA,), "2026-09-03", "diagnosis_suspected", "locked_file"),
    _n(18, N, (HD, TX), "2026-06-18", "junior_physician", "stamp_of_cashier", "sent_twice"),
    _n(19, R, (CA,), "2026-07-21", "report_on_boundary", flavours=("exif",)),
    _n(20, R, (DM,), "2026-10-09", "hospital_low", "something_else", flavours=("heic",)),
    _n(21, N, (CA,), "2026-05-29", "stamp_personal_only", "no_proxy_paper", "no_outpatient_record", channel="proxy"),
    _n(22, R, ("强直性脊柱炎",), "2026-08-19", "disease_not_in_pack", "broken_file", flavours=("packet",)),
    _n(23, R, (CA,), "2026-11-18", "stamp_owner_unreadable", "report_old_month_only", flavours=("webp",)),
    _n(24, N, (CA,), "2026-09-22", "from_the_future", "no_insurance_card", flavours=("split",)),
)  # fmt: skip
