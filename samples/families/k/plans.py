"""The plans of family k: drawn without sight of the reading code, and measured before anybody looked at its misses."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"
CARDS = ("id_card_front", "insurance_card", "diagnosis_certificate")
MANY = {
    1: ("discharge_record", "lab_report.f", "exam_report", "pathology_report", "medication_record.a"),
    4: ("admission_record.b", "outpatient_record", "lab_report.h", "exam_report", "medication_record.c"),
    5: ("admission_record.c", "outpatient_record", "lab_report", "exam_report", "pathology_report"),
    13: (
        "outpatient_record",
        "discharge_record.b",
        "lab_report",
        "exam_report",
        "pathology_report",
        "genetic_report.b",
    ),
    15: ("discharge_record.b", "outpatient_record", "lab_report", "exam_report", "medication_record.d"),
}
"""What some bring besides their cards and the certificate, so that each kind of paper is met in most of its layouts."""


def _k(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    papers = (*CARDS, *MANY[number]) if number in MANY else ()
    return Spec(f"k-{number:02d}", "tune", region, diseases, day, defects, family="k", papers=papers, **more)


ELEVENTH = (
    _k(1, R, (CA,), "2026-05-14", flavours=("exif",)),
    _k(2, R, (DM,), "2026-09-28", flavours=("packet",)),
    _k(3, R, (CA,), "2026-07-02", "stamp_none", "report_old", flavours=("turned",)),
    _k(4, N, (HD,), "2026-04-22", flavours=("digital",)),
    _k(5, N, (CA,), "2026-10-30", "stamp_copied_on_colour", "no_outpatient_record"),
    _k(6, R, (HT,), "2026-08-06", "stamp_other_hospital", "no_form", flavours=("webp",)),
    _k(7, R, (RD,), "2026-06-12", channel="proxy", flavours=("heic",)),
    _k(8, N, (TX,), "2026-11-04", "junior_physician", "leaves_before_arriving", flavours=("split",)),
    _k(9, R, (CA,), "2026-03-30", "hospital_stranger", "age_differs", flavours=("packet",)),
    _k(10, N, (CA,), "2026-09-15", channel="proxy", flavours=("turned",)),
    _k(11, R, (HT, DM), "2026-07-23", "stamp_copied", "id_expired", "sent_twice"),
    _k(12, R, (DM,), "2026-10-08", "stamp_of_cashier", "no_insurance_card", flavours=("exif",)),
    _k(13, R, (CA,), "2026-06-25", "report_on_boundary", flavours=("split",)),
    _k(14, R, (RD,), "2026-08-27", "hospital_low", "page_lost", flavours=("tiff",)),
    _k(15, N, (TX,), "2026-05-07", flavours=("webp",)),
    _k(16, R, (HT,), "2026-11-20", "hospital_without_level", "undated", "photographed_twice", flavours=("heic",)),
    _k(17, R, (CA,), "2026-04-09", "diagnosis_suspected", "reported_before_sampled", "broken_file"),
    _k(18, N, (HD,), "2026-07-31", "hospital_private", "something_else", flavours=("turned",)),
    _k(19, R, (CA,), "2026-09-04", "diagnosis_other", "id_invalid", flavours=("digital",)),
    _k(20, R, (CA,), "2026-10-22", "stamp_owner_unreadable", "blurred_page"),
    _k(21, N, (CA,), "2026-06-03", "no_proxy_paper", "no_pathology", "stamp_personal_only", channel="proxy"),
    _k(22, R, (HT,), "2026-08-19", flavours=("tiff",)),
    _k(23, R, ("类风湿关节炎",), "2026-05-28", "disease_not_in_pack", "report_of_another", "locked_file"),
    _k(24, R, (DM,), "2026-11-12", "stamp_slice", "report_old_month_only", "from_the_future"),
)  # fmt: skip
