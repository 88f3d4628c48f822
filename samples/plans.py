# ruff: noqa: E501 - a table
"""The table of committed cases, and random plans for fresh ones."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from samples.drafting import Spec
from samples.families.f.plans import SIXTH
from samples.families.g.plans import SEVENTH
from samples.families.h.plans import EIGHTH
from samples.families.i.plans import NINTH
from samples.families.j.plans import TENTH
from samples.families.k.plans import ELEVENTH
from samples.families.l.plans import TWELFTH
from samples.families.m.plans import THIRTEENTH
from samples.families.n.plans import FOURTEENTH
from samples.families.o.plans import FIFTEENTH
from samples.families.p.plans import SIXTEENTH
from samples.families.q.plans import SEVENTEENTH
from samples.families.r.plans import EIGHTEENTH
from samples.families.s.plans import NINETEENTH
from samples.families.t.plans import TWENTIETH

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"

DEMO = Spec("demo", "tune", R, (CA,), "2026-09-15", ("stamp_none", "report_old"), ("heic", "split"), seed=3)

TUNE = (
    Spec("tune-01", "tune", R, (CA,), "2026-06-18", flavours=("pdf",)),
    Spec("tune-03", "tune", N, (HD,), "2026-07-22", flavours=("turned",)),
    Spec("tune-07", "tune", R, (CA,), "2026-03-26", ("stamp_none", "report_old"), ("tiff",)),
    Spec("tune-08", "tune", R, (CA,), "2026-09-03", ("stamp_other_hospital",), ("exif",)),
    Spec("tune-09", "tune", N, (TX,), "2026-06-05", ("stamp_copied_on_colour", "no_outpatient_record"), ("turned",)),
    Spec("tune-13", "tune", N, (HD,), "2026-04-23", ("junior_physician", "hospital_stranger")),
    Spec("tune-14", "tune", R, (CA,), "2026-07-07", ("diagnosis_suspected",), ("split",)),
    Spec("tune-15", "tune", R, (CA,), "2026-10-15", ("diagnosis_other", "something_else")),
    Spec("tune-23", "tune", N, (TX,), "2026-06-25", flavours=("turned",), family="b", origin="report-03"),
    Spec("tune-26", "tune", R, (HT, DM), "2026-03-19", ("report_old", "stamp_copied"), family="b", origin="report-09"),
    Spec("tune-28", "tune", R, (DM,), "2026-10-29", ("hospital_low", "no_form"), ("tiff",), family="b", origin="report-13"),
)  # fmt: skip
"""Families a and b; b was the report split until it had been looked at."""


def _c(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    origin = f"report-{number:02d}"  # it was the report split until it had been looked at
    return Spec(f"c-{number:02d}", "tune", region, diseases, day, defects, family="c", origin=origin, **more)


THIRD = (
    _c(1, R, (CA,), "2026-04-14", flavours=("exif",), seed=100),
    _c(2, R, (HT,), "2026-07-21", flavours=("packet",), seed=100),
    _c(3, N, (TX,), "2026-09-08", flavours=("turned",), seed=100),
    _c(4, N, (CA,), "2026-05-26", flavours=("pdf",), seed=100),
    _c(5, R, (HT,), "2026-10-13", channel="proxy", seed=112),
    _c(6, R, (RD,), "2026-08-31", "report_on_boundary", flavours=("heic",), seed=100),
    _c(7, N, (HD,), "2026-06-16", flavours=("split",), seed=100),
    _c(8, R, (CA,), "2026-11-03", flavours=("digital",), seed=112),
    _c(9, R, (CA,), "2026-03-31", "stamp_none", "report_old", seed=100),
    _c(10, R, (HT, DM), "2026-09-22", "stamp_copied", "id_expired", flavours=("webp",), seed=100),
    _c(11, R, (CA,), "2026-06-09", "stamp_other_hospital", "no_insurance_card", seed=100),
    _c(12, N, (CA,), "2026-08-18", "stamp_copied_on_colour", "page_lost", seed=110),
    _c(13, N, (HD,), "2026-10-27", "stamp_of_cashier", "leaves_before_arriving", flavours=("turned",), seed=100),
    _c(14, R, (DM,), "2026-05-12", "hospital_low", "no_form", flavours=("tiff",), seed=100),
    _c(15, R, (CA,), "2026-07-02", "hospital_stranger", "something_else", seed=114),
    _c(16, N, (TX,), "2026-04-21", "hospital_private", "junior_physician", seed=100),
    _c(17, R, (CA,), "2026-11-17", "diagnosis_other", "photographed_twice", seed=100),
    _c(18, R, (RD,), "2026-06-23", "report_of_another", "locked_file", flavours=("exif",), seed=101),
    _c(19, N, (CA,), "2026-09-29", "no_proxy_paper", "no_pathology", channel="proxy", seed=100),
    _c(20, R, (HT,), "2026-05-19", "id_invalid", "from_the_future", seed=100),
    _c(21, R, (CA,), "2026-08-04", "undated", "reported_before_sampled", seed=100),
    _c(22, R, ("类风湿关节炎",), "2026-07-14", "disease_not_in_pack", seed=100),
    _c(23, R, (CA,), "2026-10-06", "stamp_owner_unreadable", "age_differs", seed=100),
    _c(24, R, (DM,), "2026-04-28", "stamp_slice", "blurred_page", flavours=("packet",), seed=100),
    _c(25, N, (HD, TX), "2026-11-24", "stamp_personal_only", "no_outpatient_record", seed=100),
    _c(26, R, (CA,), "2026-06-30", "diagnosis_suspected", "sent_twice", seed=100),
)  # fmt: skip


def _e(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    return Spec(f"e-{number:02d}", "tune", region, diseases, day, defects, family="e", **more)


FIFTH = (
    _e(2, N, (HD,), "2026-08-06", flavours=("turned",)),
    _e(3, R, (HT,), "2026-10-22"),
    _e(4, N, (CA,), "2026-06-30", flavours=("heic",)),
    _e(5, R, (RD,), "2026-09-14", flavours=("packet",)),
    _e(6, N, (TX,), "2026-04-20", flavours=("webp",)),
    _e(7, R, (DM,), "2026-11-09", channel="proxy"),
    _e(8, R, (CA,), "2026-08-31", "report_on_boundary", flavours=("split",)),
    _e(9, R, (HT, DM), "2026-07-17", flavours=("digital",)),
    _e(10, R, (CA,), "2026-03-19", "stamp_none", "report_old"),
    _e(11, R, (CA,), "2026-10-12", "stamp_other_hospital", "age_differs"),
    _e(12, N, (CA,), "2026-05-25", "stamp_copied_on_colour", "no_pathology", flavours=("turned",)),
    _e(13, R, (DM,), "2026-06-15", "stamp_copied", "id_expired", flavours=("exif",)),
    _e(14, N, (HD,), "2026-09-03", "stamp_of_cashier", "leaves_before_arriving"),
    _e(15, R, (HT,), "2026-04-02", "hospital_low", "no_form", flavours=("tiff",)),
    _e(16, R, (RD,), "2026-11-18", "hospital_stranger", "photographed_twice"),
    _e(17, N, (TX,), "2026-07-28", "hospital_private", "junior_physician"),
    _e(18, R, (CA,), "2026-09-21", "stamp_owner_unreadable", "page_lost"),
    _e(19, R, (CA,), "2026-05-06", "diagnosis_other", "sent_twice", "blurred_page", flavours=("webp",)),
    _e(20, R, (CA,), "2026-08-13", "diagnosis_suspected", "hospital_without_level", "no_insurance_card"),
    _e(21, R, (DM,), "2026-10-29", "undated", "report_of_another"),
    _e(22, R, (HT,), "2026-06-08", "id_invalid", "from_the_future", flavours=("packet",)),
    _e(23, N, (HD, TX), "2026-11-24", "stamp_personal_only", "no_outpatient_record"),
    _e(24, R, (HT,), "2026-07-06", "no_certificate", "no_test_report", flavours=("heic",)),
    _e(25, R, ("强直性脊柱炎",), "2026-04-27", "disease_not_in_pack", "something_else"),
    _e(26, N, (CA,), "2026-10-19", "no_proxy_paper", "locked_file", channel="proxy"),
    _e(27, R, (CA,), "2026-07-23", "stamp_none_on_copy", "report_old_month_only", "broken_file", flavours=("tiff",)),
    _e(28, R, (DM,), "2026-05-29", "stamp_slice", "reported_before_sampled", flavours=("digital",)),
)  # fmt: skip
"""Family e was the report split until its misses had been looked at."""

REPORT = NINETEENTH
"""Family s: drawn blind, only measured until its misses are looked at."""

HELD = (
    *("c-05", "e-02", "k-02"),
    *("m-07", "m-21", "m-23"),
    *("n-02", "n-12", "o-17"),
    *("p-11", "p-17", "p-22", "p-23"),
    *("q-01", "q-09", "q-11", "q-19", "q-21", "q-22"),
    *("r-03", "r-05", "r-15", "r-16", "r-18", "r-22", "r-24"),
)  # fmt: skip
"""Cases for tuning that are held in the repository; the others of their families are drawn on demand."""

WAS_REPORT = (
    *THIRD,
    *FIFTH,
    *SIXTH,
    *SEVENTH,
    *EIGHTH,
    *NINTH,
    *ELEVENTH,
    *TWELFTH,
    *THIRTEENTH,
    *FOURTEENTH,
    *FIFTEENTH,
    *SIXTEENTH,
    *SEVENTEENTH,
    *EIGHTEENTH,
)
"""Families that had their turn as the report split."""

COMMITTED = (DEMO, *(spec for spec in (*TUNE, *WAS_REPORT) if spec.key in HELD), *REPORT)


def _d(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
    return Spec(f"d-{number:02d}", "tune", region, diseases, day, defects, family="d", **more)


FOURTH = (
    _d(1, R, (CA,), "2026-04-16", flavours=("pdf",), seed=0),
    _d(2, N, (HD,), "2026-06-03", flavours=("exif",), seed=45),
    _d(3, R, (HT,), "2026-08-20", seed=29),
    _d(4, R, (RD,), "2026-05-21", flavours=("digital",), seed=42),
    _d(5, N, (CA,), "2026-09-10", flavours=("turned",), channel="proxy", seed=6),
    _d(6, N, (TX,), "2026-07-09", flavours=("webp",), seed=36),
    _d(7, R, (DM,), "2026-10-15", flavours=("heic",), channel="proxy", seed=84),
    _d(8, R, (HT, DM), "2026-03-24", flavours=("split",), seed=43),
    _d(9, R, (CA,), "2026-06-25", "stamp_none", "report_old", seed=20),
    _d(10, R, (CA,), "2026-11-05", "stamp_other_hospital", "something_else", flavours=("packet",), seed=85),
    _d(11, N, (HD, TX), "2026-05-07", "stamp_of_cashier", channel="proxy", seed=43),
    _d(12, R, (DM,), "2026-09-17", "hospital_low", "no_form", flavours=("digital",), seed=84),
    _d(13, N, (CA,), "2026-04-09", "hospital_private", "no_pathology", seed=5),
    _d(14, R, (CA,), "2026-07-30", "stamp_copied", "page_lost", flavours=("tiff",), seed=47),
    _d(15, R, (RD,), "2026-10-08", "no_insurance_card", "age_differs", seed=65),
    _d(16, R, (HT,), "2026-08-06", "id_invalid", "from_the_future", seed=6),
    _d(17, N, (TX,), "2026-11-12", "junior_physician", "no_outpatient_record", flavours=("turned",), seed=47),
    _d(18, R, (CA,), "2026-05-28", "undated", "reported_before_sampled", seed=41),
    _d(19, R, (DM,), "2026-06-11", "stamp_owner_unreadable", "id_expired", flavours=("digital",), seed=30),
    _d(20, N, (CA,), "2026-10-22", "no_proxy_paper", "leaves_before_arriving", channel="proxy", seed=49),
    _d(21, R, (CA,), "2026-09-03", "diagnosis_suspected", "sent_twice", seed=74),
    _d(22, R, ("强直性脊柱炎",), "2026-07-16", "disease_not_in_pack", "something_else", seed=61),
    _d(23, R, (RD,), "2026-04-23", "report_of_another", "stamp_slice", seed=50),
    _d(24, R, (CA,), "2026-08-27", "diagnosis_other", "report_old_month_only", flavours=("exif",), seed=53),
)  # fmt: skip
"""Family d: drawn on demand only (`yushen samples make --family d`), to find what the reader is weak at."""

UNSEEN = TWENTIETH
"""Family t: drawn blind beside the report split, on demand only."""

ON_DEMAND = (*TUNE, *WAS_REPORT, *FOURTH, *TENTH, *UNSEEN)
"""Plans that are drawn when their family is named."""

FAMILIES = {
    "tune": ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r"),
    "report": ("s",),
}
"""Which families of templates, fonts, hospitals and people a split draws from; none is in both."""

FREE = (
    "stamp_none", "stamp_personal_only", "stamp_none_on_copy", "stamp_slice", "stamp_other_hospital", "stamp_owner_unreadable", "stamp_copied",
    "stamp_copied_on_colour", "stamp_of_cashier", "hospital_low", "hospital_without_level", "hospital_private", "hospital_stranger",
    "undated", "from_the_future",
)  # fmt: skip
"""Defects of the certificate: at most one of them a case, since each redraws the seal or the letterhead."""
OTHERS = (
    "report_old", "report_on_boundary", "report_old_month_only", "no_insurance_card", "report_of_another", "age_differs", "id_invalid",
    "id_expired", "leaves_before_arriving", "reported_before_sampled", "page_lost", "sent_twice", "photographed_twice", "broken_file",
    "locked_file", "blurred_page", "something_else",
)  # fmt: skip
"""Defects of other papers: at most one a case."""
ONLY_RIZHAO = ("hospital_low", "hospital_without_level")
FLAVOURS = ("", "", "pdf", "webp", "turned", "packet", "digital", "tiff", "exif", "heic", "split")


def draw_spec(rng: random.Random, split: str, number: int, family: str | None = None) -> Spec:
    """A random plan: about a third are clean, the others have one or two defects."""
    region = rng.choice((R, R, N))
    diseases = rng.choice(
        ((CA,), (CA,), (HT,), (DM,), (RD,), (HT, DM)) if region == R else ((CA,), (HD,), (TX,), (HD, TX))
    )
    day = dt.date(2026, 3, 10) + dt.timedelta(days=rng.randrange(260))
    defects: tuple[str, ...] = ()
    if rng.random() > 0.34:
        first = [d for d in FREE if region == R or d not in ONLY_RIZHAO]
        second = [d for d in OTHERS if region == R or d != "reported_before_sampled"]
        picks = [rng.choice(first)] if rng.random() < 0.6 else []
        if not picks or rng.random() < 0.4:
            picks.append(rng.choice(second))
        defects = tuple(picks)
    flavour = rng.choice(FLAVOURS)
    channel = "proxy" if rng.random() < 0.15 else "self"
    return Spec(
        f"{split}-r{number:03d}",
        split,
        region,
        diseases,
        day.isoformat(),
        defects,
        (flavour,) if flavour else (),
        channel,
        rng.randrange(10**6),
        family or rng.choice(FAMILIES[split]),
    )
