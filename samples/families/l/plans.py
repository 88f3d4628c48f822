"""The plans of family l: drawn without sight of the reading code or of anything it missed, only to measure."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"
CARDS = ("id_card_front", "insurance_card", "diagnosis_certificate")
FORM = ("application_form", "photo")
MANY = {
    1: (*CARDS, "discharge_record.a", "lab_report.a", "exam_report.b", "pathology_report.a", "medication_record.a"),
    2: (*CARDS, "outpatient_record.c", "lab_report.d", "lab_report.g", "exam_report.c", *FORM),
    4: (*CARDS, "admission_record.a", "outpatient_record.d", "lab_report.h", "exam_report.d", "medication_record.b"),
    5: (*CARDS, "admission_record.c", "lab_report.f", "exam_report.c", "genetic_report.a", "medication_record.b"),
    6: (*CARDS, "inpatient_front_page.a", "lab_report.i", "exam_report.a", *FORM),
    7: (*CARDS, "discharge_record.c", "lab_report.e", "exam_report.e", "medication_record.c"),
    8: (*CARDS, "discharge_record.b", "outpatient_record.e", "lab_report.j", "medication_record.d"),
    10: (*CARDS, "admission_record.b", "outpatient_record.a", "lab_report.b", "pathology_report.b", "exam_report.g"),
    12: (*CARDS, "outpatient_record.b", "lab_report.f", "exam_report.e", "medication_record.e", *FORM),
    14: (
        *CARDS,
        "discharge_record",
        "inpatient_front_page.c",
        "lab_report.a",
        "genetic_report.c",
        "medication_record.c",
    ),
    15: (*CARDS, "inpatient_front_page.b", "outpatient_record.f", "lab_report.d", "exam_report"),
    18: (*CARDS, "admission_record.c", "discharge_record.d", "outpatient_record.a", "lab_report.e"),
    20: (*CARDS, "admission_record.d", "lab_report.j", "exam_report.b", "pathology_report.c", "medication_record.e"),
    21: (*CARDS, "discharge_record.e", "outpatient_record.d", "lab_report.h", "pathology_report.c", "exam_report.f"),
    22: (*CARDS, "discharge_record.b", "lab_report.g", "exam_report.d", *FORM),
}
"""What some bring, so that each kind of paper is met in most of its layouts."""


def _l(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    papers = MANY.get(number, ())
    return Spec(f"l-{number:02d}", "tune", region, diseases, day, defects, family="l", papers=papers, **more)


TWELFTH = (
    _l(1, R, (CA,), "2026-06-16", flavours=("pdf",)),
    _l(2, R, (HT,), "2026-09-09", "stamp_of_cashier", "report_old", flavours=("turned",)),
    _l(3, N, (CA,), "2026-05-20", flavours=("exif",)),
    _l(4, N, (HD,), "2026-10-14", "stamp_copied_on_colour", "leaves_before_arriving"),
    _l(5, R, (RD,), "2026-07-29", "hospital_stranger", "age_differs", flavours=("webp",)),
    _l(6, R, (DM,), "2026-08-11", flavours=("packet",)),
    _l(7, R, (RD,), "2026-11-05", channel="proxy", flavours=("digital",)),
    _l(8, N, (TX,), "2026-04-15", "junior_physician", "sent_twice", flavours=("split",)),
    _l(9, R, (HT, DM), "2026-06-03", "hospital_low", "no_form", "blurred_page", flavours=("heic",)),
    _l(10, N, (CA,), "2026-09-24", flavours=("turned",)),
    _l(11, R, (CA,), "2026-03-25", "stamp_other_hospital", "id_expired", flavours=("exif",)),
    _l(12, R, (HT,), "2026-10-21", "undated", "report_old_month_only"),
    _l(13, R, (CA,), "2026-08-28", "report_on_boundary", flavours=("tiff",)),
    _l(14, R, (RD,), "2026-05-13", "stamp_none", "page_lost", "broken_file"),
    _l(15, N, (HD,), "2026-07-08", flavours=("heic",)),
    _l(16, R, (CA,), "2026-04-30", "diagnosis_suspected", "no_insurance_card", flavours=("packet",)),
    _l(17, R, (DM,), "2026-11-18", "stamp_copied", "photographed_twice", flavours=("webp",)),
    _l(18, N, (TX,), "2026-06-25", "hospital_private", "no_outpatient_record", "id_invalid"),
    _l(19, R, (CA,), "2026-10-06", "diagnosis_other", "something_else", flavours=("digital",)),
    _l(20, R, (CA,), "2026-07-16", "stamp_owner_unreadable", "reported_before_sampled"),
    _l(21, N, (CA,), "2026-09-01", "no_proxy_paper", "no_pathology", "stamp_personal_only", channel="proxy"),
    _l(22, R, (HT,), "2026-05-28", flavours=("split",)),
    _l(23, R, ("强直性脊柱炎",), "2026-08-19", "disease_not_in_pack", "report_of_another", "locked_file"),
    _l(24, R, (DM,), "2026-11-12", "stamp_slice", "from_the_future"),
)  # fmt: skip
