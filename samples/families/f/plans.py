"""The plans of family f: drawn blind, the report split until its misses had been looked at."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"


def _f(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    return Spec(f"f-{number:02d}", "tune", region, diseases, day, defects, family="f", **more)


SIXTH = (
    _f(1, R, (CA,), "2026-06-11", flavours=("exif",)),
    _f(2, N, (HD,), "2026-10-21", flavours=("heic",)),
    _f(3, R, (DM,), "2026-05-13", flavours=("packet",)),
    _f(4, N, (TX,), "2026-08-25", flavours=("turned",)),
    _f(5, R, (RD,), "2026-07-15", flavours=("digital",)),
    _f(6, N, (CA,), "2026-09-16", flavours=("webp",), channel="proxy"),
    _f(7, R, (HT,), "2026-04-28", flavours=("split",)),
    _f(8, R, (HT, DM), "2026-11-10", flavours=("heic",)),
    _f(9, R, (CA,), "2026-08-30", "report_on_boundary"),
    _f(10, R, (CA,), "2026-04-16", "stamp_none", "report_old", flavours=("webp",)),
    _f(11, N, (CA,), "2026-10-13", "stamp_copied_on_colour", "no_pathology"),
    _f(12, R, (DM,), "2026-07-08", "stamp_other_hospital", "id_expired", "reported_before_sampled", flavours=("exif",)),
    _f(13, R, (HT,), "2026-09-24", "hospital_low", "no_form", flavours=("turned",)),
    _f(14, N, (HD,), "2026-05-20", "stamp_of_cashier", "leaves_before_arriving", flavours=("packet",)),
    _f(15, R, (CA,), "2026-11-19", "stamp_copied", "page_lost", flavours=("heic",)),
    _f(16, R, (RD,), "2026-08-12", "hospital_stranger", "photographed_twice"),
    _f(17, N, (TX,), "2026-03-25", "hospital_private", "junior_physician", flavours=("webp",)),
    _f(18, R, (CA,), "2026-10-05", "stamp_owner_unreadable", "sent_twice"),
    _f(19, R, (DM,), "2026-06-30", "undated", "report_of_another", flavours=("split",)),
    _f(20, R, (HT,), "2026-09-02", "id_invalid", "from_the_future", flavours=("webp",)),
    _f(21, R, (CA,), "2026-05-27", "diagnosis_other", "blurred_page", flavours=("tiff",)),
    _f(22, R, (CA,), "2026-07-29", "diagnosis_suspected", "hospital_without_level", "no_insurance_card"),
    _f(23, N, (HD, TX), "2026-11-03", "stamp_personal_only", "no_outpatient_record", flavours=("heic",)),
    _f(24, R, ("银屑病",), "2026-06-16", "disease_not_in_pack", "something_else"),
    _f(25, N, (CA,), "2026-08-04", "no_proxy_paper", "locked_file", channel="proxy"),
    _f(26, R, (HT, DM), "2026-10-27", "stamp_slice", "age_differs", flavours=("tiff",)),
    _f(27, R, (CA,), "2026-04-08", "stamp_none_on_copy", "report_old_month_only", "broken_file", flavours=("exif",)),
    _f(28, R, (RD,), "2026-09-10", "no_certificate", "no_test_report"),
)  # fmt: skip
