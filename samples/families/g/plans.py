"""The plans of family g: drawn blind, the report split until its misses had been looked at."""

from __future__ import annotations

from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"


def _g(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    return Spec(f"g-{number:02d}", "tune", region, diseases, day, defects, family="g", **more)


SEVENTH = (
    _g(1, R, (CA,), "2026-05-28", flavours=("turned",)),
    _g(2, N, (HD,), "2026-09-09", flavours=("packet",)),
    _g(3, R, (DM,), "2026-10-16", flavours=("exif",)),
    _g(4, N, (TX,), "2026-04-15", flavours=("split",)),
    _g(5, R, (RD,), "2026-08-20", "report_on_boundary", flavours=("heic",)),
    _g(6, N, (CA,), "2026-11-12", flavours=("pdf",), channel="proxy"),
    _g(7, R, (HT,), "2026-06-24", flavours=("digital",)),
    _g(8, R, (HT, DM), "2026-07-31", flavours=("webp",), channel="proxy"),
    _g(9, R, (CA,), "2026-03-30", "stamp_none", "id_expired", flavours=("exif",)),
    _g(10, R, (HT,), "2026-09-18", "stamp_other_hospital", "no_form", "reported_before_sampled"),
    _g(11, N, (HD,), "2026-06-10", "stamp_copied_on_colour", "leaves_before_arriving"),
    _g(12, R, (CA,), "2026-10-08", "stamp_copied", "page_lost", flavours=("packet",)),
    _g(13, N, (CA,), "2026-05-07", "stamp_of_cashier", "no_pathology", flavours=("turned",)),
    _g(14, R, (DM,), "2026-08-05", "hospital_low", "age_differs", "sent_twice", flavours=("heic",)),
    _g(15, R, (RD,), "2026-11-25", "hospital_stranger", "report_old"),
    _g(16, N, (TX,), "2026-07-16", "hospital_private", "junior_physician", "broken_file"),
    _g(17, R, (CA,), "2026-04-22", "stamp_owner_unreadable", "no_insurance_card", flavours=("webp",)),
    _g(18, R, (HT, DM), "2026-06-03", "undated", "photographed_twice"),
    _g(19, R, (CA,), "2026-09-29", "diagnosis_other", "id_invalid", flavours=("split",)),
    _g(20, R, (CA,), "2026-07-22", "diagnosis_suspected", "from_the_future", "blurred_page"),
    _g(21, N, (HD, TX), "2026-10-30", "stamp_personal_only", "no_outpatient_record", flavours=("tiff",)),
    _g(22, R, ("类风湿关节炎",), "2026-05-19", "disease_not_in_pack", "something_else", "hospital_without_level"),
    _g(23, N, (CA,), "2026-08-13", "no_proxy_paper", "locked_file", "stamp_slice", channel="proxy"),
    _g(24, R, (DM,), "2026-11-04", "stamp_none_on_copy", "report_old_month_only", "report_of_another"),
)  # fmt: skip
