"""A seal too worn to tell whose it is and what it is for is one thing to look at, not two."""

from __future__ import annotations

import datetime as dt

from validators import strict_yaml
from validators.case_papers import application
from validators.judge import judge_documents
from validators.policy import load
from validators.verdict import Outcome

AS_OF = dt.date(2025, 8, 29)
PACK = load("rizhao")


def about_the_seal(seal: str) -> dict[str, str | None]:
    """Code → cause, of what is not sure about the seal of a certificate."""
    paper = f"{{kind: diagnosis_certificate, diagnoses: [右肺恶性肿瘤], seals: [{seal}]}}"
    made = application(
        strict_yaml.parse("{diseases: 恶性肿瘤}", "case"), strict_yaml.parse(f"[{paper}]", "documents"), AS_OF, PACK
    )
    found = judge_documents(
        made.case, made.readings, made.documents, policy=PACK, registry=made.hospitals, as_of=AS_OF
    ).findings
    return {f.code: f.cause for f in found if f.outcome is Outcome.UNSURE and f.code.startswith("stamp_")}


def test_nothing_legible_on_a_seal_is_one_finding():
    assert about_the_seal("{purpose: unknown, owner: 某院}") == {
        "stamp_hospital_mismatch": None,
        "stamp_kind_wrong": "stamp_hospital_mismatch",
    }


def test_a_purpose_that_cannot_be_told_stands_alone_where_the_owner_is_known():
    assert about_the_seal("{purpose: unknown}") == {"stamp_kind_wrong": None}
