"""The plans of family i: drawn blind, the report split until its misses had been looked at."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"


def _i(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    return Spec(f"i-{number:02d}", "tune", region, diseases, day, defects, family="i", **more)


NINTH = (
    _i(1, R, (HT,), "2026-07-21", flavours=("exif",)),
    _i(2, N, (CA,), "2026-09-10", flavours=("packet",)),
    _i(3, R, (DM,), "2026-05-18", flavours=("webp",), channel="proxy"),
    _i(4, R, (CA,), "2026-11-05", flavours=("split",)),
    _i(5, N, (HD,), "2026-06-24", flavours=("heic",)),
    _i(6, R, (RD,), "2026-10-09", flavours=("digital",), channel="proxy"),
    _i(7, N, (TX,), "2026-04-13", flavours=("turned",)),
    _i(8, R, (CA,), "2026-08-19", "report_on_boundary", flavours=("pdf",)),
    _i(9, N, (CA,), "2026-10-22", "stamp_none", "no_outpatient_record", flavours=("exif",)),
    _i(10, R, (CA,), "2026-06-09", "stamp_other_hospital", "report_old", flavours=("turned",)),
    _i(11, R, (HT,), "2026-09-01", "stamp_copied", "no_form", flavours=("heic",)),
    _i(12, N, (HD,), "2026-11-17", "stamp_copied_on_colour", "leaves_before_arriving"),
    _i(13, R, (DM,), "2026-07-08", "stamp_of_cashier", "no_insurance_card", "sent_twice", flavours=("packet",)),
    _i(14, R, (RD,), "2026-04-28", "hospital_stranger", "age_differs", flavours=("webp",)),
    _i(15, N, (TX,), "2026-08-05", "hospital_private", "something_else", flavours=("tiff",)),
    _i(16, R, (CA,), "2026-10-27", "hospital_low", "page_lost", "photographed_twice"),
    _i(17, R, (HT, DM), "2026-05-26", "stamp_owner_unreadable", "id_expired"),
    _i(18, R, (CA,), "2026-09-23", "diagnosis_other", "hospital_without_level", "reported_before_sampled"),
    _i(19, R, (CA,), "2026-06-30", "diagnosis_suspected", "blurred_page", "id_invalid", flavours=("exif",)),
    _i(20, N, (CA,), "2026-07-14", "no_proxy_paper", "no_pathology", "junior_physician", channel="proxy"),
    _i(21, R, (RD,), "2026-11-24", "undated", "report_of_another", flavours=("split",)),
    _i(22, R, ("强直性脊柱炎",), "2026-08-31", "disease_not_in_pack", "locked_file", "stamp_personal_only"),
    _i(23, N, (HD, TX), "2026-05-12", "stamp_slice", "broken_file", flavours=("tiff",)),
    _i(24, R, (CA,), "2026-10-14", "stamp_none_on_copy", "report_old_month_only", "from_the_future"),
)  # fmt: skip
