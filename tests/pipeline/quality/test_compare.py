from __future__ import annotations

from typing import Any

import pytest

from pipeline.quality.answer import Answer, Paper
from pipeline.quality.compare import compare
from pipeline.quality.machine import Machine, machine

Json = dict[str, Any]


def valued(value: str | None, confidence: float = 0.9, text: str = "") -> Json:
    return {"value": value, "text": text or value or "", "confidence": confidence}


def document(identity: str = "d1", kind: str = "diagnosis_certificate", page: int = 1, **changes: object) -> Json:
    made: Json = {
        "id": identity,
        "kind": kind,
        "confidence": 0.95,
        "pages": [{"upload": "a.pdf", "page": page}],
        "hospital": {
            "status": "matched",
            "name": "海州市第一人民医院",
            "text": "海州市一院",
            "code": "H1",
            "confidence": 0.9,
        },
        "issue_date": valued("2026-03-05"),
        "patient": {"name": valued("林试样"), "id_number": None},
        "diagnoses": [{**valued("2型糖尿病"), "source_rank": 0}, {**valued("排除肿瘤"), "source_rank": 9}],
        "seals": [{"purpose": "institution", "status": "present", "confidence": 0.97}],
        "quality": {"grade": "good"},
    }
    return made | changes


def said(*documents: Json, findings: tuple[Json, ...] = (), only: str = "") -> Machine:
    numbers = {("a.pdf", page): page for page in range(1, 9)}
    return machine({"documents": list(documents), "findings": list(findings)}, numbers, only)


def flag(code: str, outcome: str, document: str | None = None, page: int | None = None) -> Json:
    return {"code": code, "outcome": outcome, "document": document, "upload": "a.pdf" if page else None, "page": page}


def paper(kind: str = "diagnosis_certificate", pages: tuple[int, ...] = (1,), **fields: str) -> Paper:
    seal = fields.pop("seal", "present")
    return Paper(pages, kind, {name.replace("_name", ".name"): value for name, value in fields.items()}, seal)


FULL = {
    "hospital": "海州市第一人民医院",
    "issue_date": "2026年3月5日",
    "patient_name": "林试样",
    "diagnoses": "2型糖尿病",
}


def outcomes(told: Answer, machine_said: Machine, known: str = "") -> dict[str, str]:
    return {
        one.topic: one.outcome for one in compare(told, machine_said, lambda name, code: (name, code) == (known, "H1"))
    }


def test_who_says_the_same_is_right() -> None:
    found = outcomes(Answer((paper(**FULL),), {}), said(document()))
    assert set(found) == {"kind", "hospital", "issue_date", "patient.name", "diagnoses", "seal"}
    assert set(found.values()) == {"right"}


@pytest.mark.parametrize(
    ("topic", "change", "outcome"),
    [
        ("issue_date", {"issue_date": "2026-03-06"}, "wrong"),
        ("issue_date", {"issue_date": ""}, "false"),
        ("patient.name", {"patient_name": "林 试样"}, "right"),
        ("patient.name", {"patient_name": "林式样"}, "wrong"),
        ("diagnoses", {"diagnoses": "1. 2型糖尿病\n2、高血压"}, "wrong"),
        ("diagnoses", {"diagnoses": "２型糖尿病；"}, "right"),
        ("seal", {"seal": "absent"}, "false"),
        ("seal", {"seal": "unclear"}, "false"),
        ("hospital", {"hospital": "海州市一院"}, "right"),
        ("hospital", {"hospital": "海州市二院"}, "wrong"),
    ],
)
def test_each_difference_has_its_name(topic: str, change: dict[str, str], outcome: str) -> None:
    assert outcomes(Answer((paper(**(FULL | change)),), {}), said(document()))[topic] == outcome


def test_what_the_machine_did_not_read_is_missed() -> None:
    found = outcomes(Answer((paper(**FULL),), {}), said(document(issue_date=None, seals=[])))
    assert (found["issue_date"], found["seal"]) == ("missed", "missed")


def test_a_seal_nobody_can_tell_is_right_where_both_say_so_and_wrong_where_there_is_none() -> None:
    unclear = document(seals=[{"purpose": "unknown", "status": "undetermined", "confidence": 0.4}])
    assert outcomes(Answer((paper(**FULL, seal="unclear"),), {}), said(unclear))["seal"] == "right"
    assert outcomes(Answer((paper(**FULL, seal="absent"),), {}), said(unclear))["seal"] == "wrong"


def test_a_physicians_name_seal_is_no_institutions() -> None:
    personal = document(seals=[{"purpose": "personal_name", "status": "present", "confidence": 0.9}])
    assert outcomes(Answer((paper(**FULL, seal="absent"),), {}), said(personal))["seal"] == "right"


def test_what_the_auditor_cannot_read_either_is_left_out() -> None:
    assert "issue_date" not in outcomes(Answer((paper(**(FULL | {"issue_date": "?"})),), {}), said(document()))


def test_what_neither_saw_says_nothing() -> None:
    assert "issue_date" not in outcomes(Answer((paper(hospital="x"),), {}), said(document(issue_date=None)))


def test_a_name_that_the_registry_knows_by_another_is_right() -> None:
    told = Answer((paper(**(FULL | {"hospital": "市一院"})),), {})
    assert outcomes(told, said(document()), known="市一院")["hospital"] == "right"


def test_papers_are_matched_by_the_pages_they_share() -> None:
    both = said(document("d1", page=1), document("d2", kind="lab_report", page=2))
    told = Answer((paper("lab_report", (2,)), paper("photo", (5,))), {})
    kinds = [(one.machine, one.auditor) for one in compare(told, both, lambda *_: False) if one.sort == "kind"]
    assert kinds == [("lab_report", "lab_report"), ("unknown", "photo")]


@pytest.mark.parametrize(
    ("machine_says", "auditor_says", "outcome"),
    [
        ("pass", "pass", "right"),
        ("fail", "fail", "right"),
        ("unsure", "fail", "right"),  # it asked for a look, and there is something
        ("unsure", "unsure", "right"),
        ("pass", "fail", "missed"),
        ("pass", "unsure", "missed"),  # it passed what nobody could see
        ("fail", "pass", "false"),
        ("unsure", "pass", "false"),
        ("fail", "unsure", "wrong"),  # it stated what nobody can tell
    ],
)
def test_findings_miss_and_alarm(machine_says: str, auditor_says: str, outcome: str) -> None:
    told = Answer((), {} if auditor_says == "pass" else {"report_stale": auditor_says})
    found = compare(told, said(findings=(flag("report_stale", machine_says),)), lambda *_: False)
    assert [(one.topic, one.outcome, one.machine, one.auditor) for one in found] == [
        ("report_stale", outcome, machine_says, auditor_says)
    ]


def test_a_fault_that_no_rule_looked_for_is_missed() -> None:
    assert outcomes(Answer((), {"page_missing": "fail"}), said()) == {"page_missing": "missed"}


def test_what_was_asked_about_and_neither_raised_is_in_order() -> None:
    """Else a fault's rate would be taken over the cases that have it."""
    (one,) = compare(Answer((), {}), said(), lambda *_: False, ("page_missing",))
    assert (one.topic, one.outcome, one.machine, one.auditor) == ("page_missing", "right", "pass", "pass")


def test_of_several_of_one_code_the_gravest_counts() -> None:
    several = (flag("date_missing", "pass"), flag("date_missing", "fail", page=3), flag("date_missing", "unsure"))
    (one,) = compare(Answer((), {"date_missing": "fail"}), said(findings=several), lambda *_: False)
    assert (one.machine, one.page) == ("fail", 3)


def test_of_one_document_only_its_own_is_compared() -> None:
    findings = (flag("stamp_missing", "fail", "d1"), flag("stamp_missing", "pass", "d2"))
    only = said(document("d1"), document("d2", page=2), findings=findings, only="d2")
    assert [paper.document for paper in only.papers] == ["d2"]
    assert only.flags["stamp_missing"].outcome == "pass"


def test_what_was_read_is_kept_apart_from_words() -> None:
    """Words of closed lists may stand open in the database; what is on a paper is sealed."""
    for one in compare(Answer((paper(**FULL),), {}), said(document()), lambda *_: False):
        assert (one.detail is not None) == (one.sort == "field")
        assert one.sort != "field" or (one.machine is None and one.auditor is None)
