from __future__ import annotations

from typing import Any

import pytest

from pipeline.quality.answer import Answer, Paper
from pipeline.quality.compare import compare
from pipeline.quality.machine import Machine, machine

Json = dict[str, Any]
PERSON: Json = dict.fromkeys(("name", "sex", "age", "birth_date", "id_number", "visit_number", "inpatient_number"))


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
        "patient": PERSON | {"name": valued("林试样")},
        "dates": [],
        "physicians": [],
        "lab_items": [],
        "medications": [],
        "fields": {},
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


def test_other_dates_are_held_against_any_of_their_role() -> None:
    dates = [{"role": "sampled", **valued("2026-03-01")}, {"role": "sampled", **valued("2026-03-02")}]
    machine_said = said(document(kind="lab_report", dates=dates))
    told = Answer((paper("lab_report", **{"date.sampled": "2026.3.2", "date.received": "2026-3-3"}),), {})
    found = {one.topic: one.outcome for one in compare(told, machine_said, lambda *_: False, groups=("dates",))}
    assert (found["date.sampled"], found["date.received"]) == ("right", "missed")
    assert "date.sampled" not in outcomes(told, machine_said)  # a plan that does not ask it


def test_a_cards_validity_stands_among_its_fields() -> None:
    card = document(kind="id_card_back", fields={"expiry": valued("长期"), "valid_from": valued("2015-06-01")})
    told = Answer((paper("id_card_back", **{"date.expiry": "长期", "date.valid_from": "20150601"}, seal=""),), {})
    found = {one.topic: one.outcome for one in compare(told, said(card), lambda *_: False, groups=("dates",))}
    assert (found["date.expiry"], found["date.valid_from"]) == ("right", "right")


@pytest.mark.parametrize("told", ["2609571041", "ZY-55"])
def test_either_number_of_a_patient_will_do(told: str) -> None:
    patient = PERSON | {"visit_number": valued("2609571041"), "inpatient_number": valued("ZY55")}
    answer = Answer((paper(**{"patient.number": told}),), {})
    found = compare(answer, said(document(patient=patient)), lambda *_: False, groups=("person",))
    assert {one.topic: one.outcome for one in found}["patient.number"] == "right"


def lab(name: str, value: str, unit: str = "", code: str = "") -> Json:
    return {"name": name, "code": code, "unit": unit, "flag": None, **valued(value)}


def drug(name: str, dose: str | None = None, frequency: str | None = None) -> Json:
    return {"dose": dose, "frequency": frequency, **valued(name, text=f"{name} {dose or ''}")}


def test_of_a_list_each_entry_is_held_against_its_own() -> None:
    rows = [lab("葡萄糖(GLU)", "6.10", "mmol/L"), lab("肌酐", "88", "μmol/L", "CREA"), lab("尿素", "5.1")]
    machine_said = said(document(kind="lab_report", lab_items=rows))
    answer = Answer((paper("lab_report", lab_items="葡萄糖 6.1 mmol/L\nCREA 83\n钾 4.2 mmol/L"),), {})
    found = compare(answer, machine_said, lambda *_: False, groups=("lab_items",))
    rows_found = [(one.detail or {}, one.outcome) for one in found if one.topic == "lab_items"]
    assert [(told["auditor"].split()[0], outcome) for told, outcome in rows_found] == [
        ("葡萄糖", "right"),
        ("CREA", "wrong"),
        ("钾", "missed"),
    ]
    assert len({one.entry for one in found if one.topic == "lab_items"}) == 3


def test_rows_nobody_copied_are_false_only_where_all_were_to_be_copied() -> None:
    machine_said = said(document(kind="lab_report", lab_items=[lab("葡萄糖", "6.1"), lab("尿素", "5.1")]))
    for whole, wanted in (((), ["right"]), (("lab_items",), ["right", "false"])):
        one = Paper((1,), "lab_report", {"lab_items": "葡萄糖 6.1"}, "present", whole)
        found = compare(Answer((one,), {}), machine_said, lambda *_: False, groups=("lab_items",))
        assert [each.outcome for each in found if each.topic == "lab_items"] == wanted


def test_an_illegible_signature_may_be_anybodys() -> None:
    def physician(name: str, title: str) -> Json:
        return {"role": "attending", "title": title, "name": valued(name)}

    signed = said(document(physicians=[physician("魏娜静", "副主任医师"), physician("王试", "")]))

    def physicians(told: str) -> list[str]:
        answer = Answer((paper(physicians=told),), {})
        found = compare(answer, signed, lambda *_: False, groups=("physicians",))
        return [one.outcome for one in found if one.topic == "physicians"]

    assert physicians("魏娜静 副主任医师\n王试") == ["right", "right"]
    assert physicians("魏娜静 主治医师\n王试") == ["wrong", "right"]
    assert physicians("魏娜静\n?") == ["right"]
    assert physicians("魏娜静") == ["right", "false"]


def test_a_drug_is_the_same_by_its_name_and_how_it_is_taken() -> None:
    drugs = [drug("他莫昔芬片", "10mg", "口服 bid"), drug("环磷酰胺注射液")]
    machine_said = said(document(kind="medication_record", medications=drugs))
    answer = Answer((paper("medication_record", medications="他莫昔芬片 10mg\n甲氨蝶呤片"),), {})
    found = compare(answer, machine_said, lambda *_: False, groups=("medications",))
    assert [one.outcome for one in found if one.topic == "medications"] == ["right", "missed", "false"]
    answer = Answer((paper("medication_record", medications="他莫昔芬片 10mg 口服 每日三次\n环磷酰胺注射液"),), {})
    found = compare(answer, machine_said, lambda *_: False, groups=("medications",))
    assert [one.outcome for one in found if one.topic == "medications"] == ["wrong", "right"]


def test_what_was_read_is_kept_apart_from_words() -> None:
    """Words of closed lists may stand open in the database; what is on a paper is sealed."""
    for one in compare(Answer((paper(**FULL),), {}), said(document()), lambda *_: False):
        assert (one.detail is not None) == (one.sort == "field")
        assert one.sort != "field" or (one.machine is None and one.auditor is None)
