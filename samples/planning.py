"""What the plans of later families have in common: short names, the papers most bring, one line a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from samples.drafting import Spec

R, N = "rizhao", "neimenggu"
CA, HT, DM, RD, HD, TX = "恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"
CARDS = ("id_card_front", "insurance_card", "diagnosis_certificate")
BOTH = ("id_card_front", "id_card_back", "insurance_card", "diagnosis_certificate")
FORM = ("application_form", "photo")


def planner(family: str, split: str, papers: Mapping[int, tuple[str, ...]]) -> Callable[..., Spec]:
    """Number, region, diseases, day and defects → the plan of that case, with the papers named for its number."""

    def plan(number: int, region: str, diseases: tuple[str, ...], day: str, *defects: str, **more: Any) -> Spec:
        key, brought = f"{family}-{number:02d}", papers.get(number, ())
        return Spec(key, split, region, diseases, day, defects, family=family, papers=brought, **more)

    return plan
