"""The plans of family h: drawn blind, the report split until its misses had been looked at."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"


def _h(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    return Spec(f"h-{number:02d}", "tune", region, diseases, day, defects, family="h", **more)


EIGHTH = (
    _h(1, N, (CA,), "2026-06-03", flavours=("exif",)),
    _h(2, R, (HT,), "2026-09-24", flavours=("packet",)),
    _h(3, R, (CA,), "2026-04-27", flavours=("heic",)),
    _h(4, N, (HD,), "2026-11-19", flavours=("webp",)),
    _h(5, R, (DM,), "2026-08-12", flavours=("split",), channel="proxy"),
    _h(6, N, (TX,), "2026-05-21", flavours=("turned",), channel="proxy"),
    _h(7, R, (CA,), "2026-10-28", flavours=("digital",)),
    _h(8, R, (RD,), "2026-07-08", "report_on_boundary", flavours=("pdf",)),
    _h(9, R, (CA,), "2026-08-26", "stamp_none", "no_insurance_card", flavours=("turned",)),
    _h(10, N, (HD,), "2026-04-09", "stamp_other_hospital", "no_outpatient_record", flavours=("packet",)),
    _h(11, R, (HT, DM), "2026-10-14", "stamp_copied", "report_old", flavours=("exif",)),
    _h(12, N, (CA,), "2026-07-29", "stamp_copied_on_colour", "junior_physician"),
    _h(13, R, (DM,), "2026-03-25", "stamp_of_cashier", "id_expired", "reported_before_sampled", flavours=("webp",)),
    _h(14, R, (CA,), "2026-11-11", "hospital_stranger", "page_lost", "sent_twice"),
    _h(15, N, (TX,), "2026-09-02", "hospital_private", "leaves_before_arriving", flavours=("heic",)),
    _h(16, R, (HT,), "2026-05-13", "hospital_low", "no_form", "locked_file"),
    _h(17, R, (RD,), "2026-09-16", "stamp_owner_unreadable", "age_differs", flavours=("turned",)),
    _h(18, R, (CA,), "2026-06-17", "diagnosis_other", "hospital_without_level", flavours=("tiff",)),
    _h(19, R, (CA,), "2026-08-05", "diagnosis_suspected", "photographed_twice", "id_invalid"),
    _h(20, N, (CA,), "2026-05-06", "no_proxy_paper", "no_pathology", "stamp_personal_only", channel="proxy"),
    _h(21, R, (DM,), "2026-10-21", "undated", "report_of_another", flavours=("exif",)),
    _h(22, R, ("强直性脊柱炎",), "2026-07-15", "disease_not_in_pack", "something_else", "broken_file"),
    _h(23, N, (HD, TX), "2026-11-25", "stamp_slice", "blurred_page", flavours=("split",)),
    _h(24, R, (CA,), "2026-04-16", "stamp_none_on_copy", "report_old_month_only", "from_the_future"),
)  # fmt: skip
