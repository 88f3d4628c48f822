"""The algebra of requirements: three values, and the cause of what cannot be told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from validators import strict_yaml
from validators.case_papers import application
from validators.expression_grammar import expression
from validators.judge import lay_out
from validators.policy import load
from validators.requirements import Met, evaluate
from validators.verdict import Outcome

AS_OF = dt.date(2025, 8, 29)
BASE = load("base")


def met(asked: str, documents: str, case: str = "{}") -> Met | None:
    """A requirement and papers, both in YAML flow style."""
    shelf = application(strict_yaml.parse(case, "case"), strict_yaml.parse(documents, "documents"), AS_OF, BASE)
    dossier = lay_out(shelf.case, shelf.readings, shelf.documents, policy=BASE, registry=shelf.hospitals, as_of=AS_OF)
    return evaluate(expression(strict_yaml.parse(asked, "requirement")), dossier)


def outcome(asked: str, documents: str, case: str = "{}") -> str:
    found = met(asked, documents, case)
    return found.outcome.value if found else "not asked"


VISIT = "{kind: outpatient_record, issue_date: %s}"


def visits(*dates: str) -> str:
    return "[" + ", ".join(VISIT % date for date in dates) + "]"


@pytest.mark.parametrize(
    ("asked", "documents", "expected"),
    [
        # a kind
        ("photo", "[{kind: photo}]", "pass"),
        ("photo", "[{kind: lab_report}]", "fail"),
        ("photo", "[{kind: photo, kind_confidence: 0.2}]", "unsure"),
        ("photo", "[{kind: unknown, quality: unreadable}]", "unsure"),
        ("lab_report", "[{kind: unknown}]", "unsure"),
        # a single note of a stay is not the record, unless a person says so
        ("admission_record", "[{kind: admission_record, title: 入院记录}]", "pass"),
        ("admission_record", "[{kind: admission_record, title: 首次病程记录}]", "pass"),
        ("admission_record", "[{kind: admission_record, title: 科间会诊记录单}]", "unsure"),
        ("medical_record", "[{kind: admission_record, title: 手术记录}]", "unsure"),
        ("medical_record", "[{kind: admission_record, title: 手术记录}, {kind: discharge_record}]", "pass"),
        # or
        ("{any: [photo, lab_report]}", "[{kind: lab_report}]", "pass"),
        ("{any: [photo, lab_report]}", "[{kind: exam_report}]", "fail"),
        ("{any: [photo, lab_report]}", "[{kind: lab_report, kind_confidence: 0.2}]", "unsure"),
        # and
        ("{all: [photo, lab_report]}", "[{kind: lab_report}, {kind: photo}]", "pass"),
        ("{all: [photo, lab_report]}", "[{kind: lab_report}]", "fail"),
        ("[photo, lab_report]", "[{kind: photo}, {kind: lab_report, kind_confidence: 0.2}]", "unsure"),
        # k of n
        ("{at_least: {n: 2, among: [photo, lab_report, exam_report]}}", "[{kind: photo}, {kind: exam_report}]", "pass"),
        ("{at_least: {n: 2, among: [photo, lab_report, exam_report]}}", "[{kind: exam_report}]", "fail"),
        (
            "{at_least: {n: 2, among: [photo, lab_report]}}",
            "[{kind: photo}, {kind: lab_report, kind_confidence: 0.2}]",
            "unsure",
        ),
        # counts, windows, spans
        ("{at_least: {n: 3, of: outpatient_record}}", visits("2025-01-01", "2025-02-01", "2025-03-01"), "pass"),
        ("{at_least: {n: 3, of: outpatient_record}}", visits("2025-01-01", "2025-02-01"), "fail"),
        ("{at_least: {n: 2, of: outpatient_record}}", visits("2025-01-01", "2025-01-01"), "fail"),
        ("{at_least: {n: 2, of: outpatient_record}}", visits("2025-01-01", "2025-02"), "unsure"),
        ("{at_least: {n: 2, of: outpatient_record}}", visits("2025-01-01", "illegible"), "unsure"),
        (
            "{at_least: {n: 2, of: outpatient_record, within: {months: 6}}}",
            visits("2025-02-28", "2025-08-01"),
            "pass",
        ),
        (
            "{at_least: {n: 2, of: outpatient_record, within: {months: 6}}}",
            visits("2025-02-27", "2025-08-01"),
            "fail",
        ),
        (
            "{at_least: {n: 2, of: outpatient_record, span_at_least: {months: 6}}}",
            visits("2025-01-10", "2025-07-10"),
            "pass",
        ),
        (
            "{at_least: {n: 2, of: outpatient_record, span_at_least: {months: 6}}}",
            visits("2025-01-11", "2025-07-10"),
            "fail",
        ),
        (
            "{at_least: {n: 2, of: {any: [outpatient_record, discharge_record]}}}",
            "[{kind: outpatient_record, issue_date: 2025-01-01}, {kind: discharge_record, issue_date: 2025-02-01}]",
            "pass",
        ),
        # age of a paper
        ("{kind: pathology_report, max_age: {years: 2}}", "[{kind: pathology_report, issue_date: 2023-08-29}]", "pass"),
        ("{kind: pathology_report, max_age: {years: 2}}", "[{kind: pathology_report, issue_date: 2023-08-28}]", "fail"),
        ("{kind: pathology_report, max_age: {years: 2}}", "[{kind: pathology_report, issue_date: 2023-08}]", "unsure"),
        (
            "{kind: pathology_report, max_age: {years: 2}}",
            "[{kind: pathology_report, issue_date: 2023-08-28, quality: poor}]",
            "unsure",
        ),
        # laboratory results
        ("{kind: lab_report, item: GLU}", "[{kind: lab_report, lab: [{item: 葡萄糖, code: GLU, value: 6}]}]", "pass"),
        ("{kind: lab_report, item: 葡萄糖}", "[{kind: lab_report, lab: [{item: 糖化血红蛋白, value: 6}]}]", "fail"),
        ("{kind: lab_report, item: 葡萄糖}", "[{kind: lab_report}]", "unsure"),
        (
            "{kind: lab_report, item: 葡萄糖, specimen: {not: [尿]}}",
            "[{kind: lab_report, lab: [{item: 葡萄糖, value: 6, specimen: 尿液}]}]",
            "fail",
        ),
        (
            '{lab: {item: eGFR, op: "<", value: 60, unit: mL/min/1.73m2}}',
            "[{kind: lab_report, confidence: 0.5, lab: [{item: eGFR, value: 30, unit: mL/min/1.73m2}]}]",
            "unsure",
        ),
        (
            '{lab: {item: HbA1c, op: ">=", value: 7, unit: "%", times: 2}}',
            '[{kind: lab_report, lab: [{item: HbA1c, value: 8, unit: "%"}]}]',
            "fail",
        ),
        # what a report says
        (
            "{kind: exam_report, modality: CT}",
            "[{kind: exam_report, fields: {modality: 胸部CT平扫}}]",
            "pass",
        ),
        ("{kind: exam_report, modality: CT}", "[{kind: exam_report, fields: {modality: MRI}}]", "fail"),
        ("{kind: exam_report, modality: CT}", "[{kind: exam_report}]", "unsure"),
        (
            "{kind: exam_report, conclusion: {supports: [左室肥厚]}}",
            "[{kind: exam_report, fields: {conclusion: 左室肥厚，余未见异常}}]",
            "pass",
        ),
        (
            "{kind: exam_report, conclusion: {supports: [左室肥厚]}}",
            "[{kind: exam_report, fields: {conclusion: 未见左室肥厚}}]",
            "fail",
        ),
        (
            "{kind: exam_report, conclusion: {supports: [左室肥厚]}}",
            "[{kind: exam_report, fields: {conclusion: 考虑左室肥厚}}]",
            "unsure",
        ),
        (
            "{kind: exam_report, conclusion: {supports: [左室肥厚]}}",
            "[{kind: exam_report, fields: {conclusion: 不除外左室肥厚}}]",
            "unsure",
        ),
        (
            "{kind: diagnosis_certificate, conclusion: {supports: [左室肥厚]}}",
            "[{kind: diagnosis_certificate, diagnoses: [二尖瓣脱垂]}]",
            "fail",
        ),
        (
            "{kind: diagnosis_certificate, conclusion: {supports: [左室肥厚]}}",
            "[{kind: diagnosis_certificate, confidence: 0.5, diagnoses: [二尖瓣脱垂]}]",
            "unsure",
        ),
        (
            "{kind: medication_record, medication: [他克莫司]}",
            "[{kind: medication_record, medications: [他克莫司胶囊]}]",
            "pass",
        ),
        (
            "{kind: medication_record, medication: [他克莫司]}",
            "[{kind: medication_record, medications: [阿司匹林]}]",
            "fail",
        ),
        # stages
        (
            "{kind: diagnosis_certificate, stage: {of: 高血压, at_least: 2, scale: 级}}",
            "[{kind: diagnosis_certificate, diagnoses: [{name: 高血压病, stage: Ⅲ级}]}]",
            "pass",
        ),
        (
            "{kind: diagnosis_certificate, stage: {of: 高血压, at_least: 2, scale: 级}}",
            "[{kind: diagnosis_certificate, diagnoses: [{name: 高血压病, stage: 1级}]}]",
            "fail",
        ),
        (
            "{kind: diagnosis_certificate, stage: {of: 高血压, at_least: 2, scale: 级}}",
            "[{kind: diagnosis_certificate, diagnoses: [{name: 高血压病}]}]",
            "unsure",
        ),
        (
            "{kind: diagnosis_certificate, stage: {of: 高血压, at_least: 2, scale: 级}}",
            "[{kind: diagnosis_certificate, confidence: 0.5, diagnoses: [{name: 高血压病, stage: Ⅲ级}]}]",
            "unsure",
        ),
        (
            "{kind: diagnosis_certificate, stage: {of: 高血压, at_least: 2, scale: 级}}",
            "[{kind: diagnosis_certificate, confidence: 0.5, diagnoses: [{name: 高血压病, stage: 1级}]}]",
            "unsure",
        ),
        # issuers, departments, signatures
        (
            "{kind: diagnosis_certificate, issuer: {level: 三级, class: 甲}}",
            "[{kind: diagnosis_certificate, hospital: {level: 三级, class: 乙}}]",
            "fail",
        ),
        (
            "{kind: diagnosis_certificate, issuer: {level: 三级, class: 甲}}",
            "[{kind: diagnosis_certificate, hospital: {level: 三级, class: 特}}]",
            "pass",
        ),
        (
            "{kind: diagnosis_certificate, issuer: {any: [{speciality: 精神}, {level: 三级, class: 甲}]}}",
            "[{kind: diagnosis_certificate, hospital: {name: 甲市精神病医院, level: 二级}}]",
            "pass",
        ),
        (
            "{kind: diagnosis_certificate, issuer: {level: 二级}}",
            "[{kind: diagnosis_certificate, hospital: unknown}]",
            "unsure",
        ),
        (
            "{kind: diagnosis_certificate, department: 神经内科}",
            "[{kind: diagnosis_certificate, department: 骨科}]",
            "fail",
        ),
        ("{kind: diagnosis_certificate, department: 神经内科}", "[{kind: diagnosis_certificate}]", "unsure"),
        (
            "{kind: diagnosis_certificate, signatures: {n: 2, title_at_least: 副主任医师}}",
            "[{kind: diagnosis_certificate, physicians: [{name: 甲, title: 主任医师}, {name: 乙, title: 主治医师}]}]",
            "fail",
        ),
        (
            "{kind: diagnosis_certificate, signatures: {n: 2, title_at_least: 副主任医师}}",
            "[{kind: diagnosis_certificate, physicians: [{name: 甲, title: 主任医师}, {name: 乙}]}]",
            "unsure",
        ),
        # elapsed
        (
            "{elapsed: {since: discharge, of: discharge_record, at_least: {months: 3}}}",
            "[{kind: discharge_record, dates: {discharge: 2025-05-29}}]",
            "pass",
        ),
        (
            "{elapsed: {since: discharge, of: discharge_record, at_least: {months: 3}}}",
            "[{kind: discharge_record, dates: {discharge: 2025-05-30}}]",
            "fail",
        ),
        (
            "{elapsed: {since: discharge, of: discharge_record, at_least: {months: 3}}}",
            "[{kind: discharge_record}]",
            "unsure",
        ),
    ],
)  # fmt: skip
def test_a_requirement(asked: str, documents: str, expected: str) -> None:
    assert outcome(asked, documents) == expected


@pytest.mark.parametrize(
    ("gate", "case", "expected"),
    [
        ("{sex: 男}", "{applicant: {sex: 男, born: 1970-01-01}}", "fail"),
        ("{sex: 男}", "{applicant: {sex: 女, born: 1970-01-01}}", "not asked"),
        ("{sex: 男}", '{applicant: {name: 某, id_number: "123"}}', "unsure"),
        ("{age_at_most: 14}", "{applicant: {sex: 男, born: 2010-08-30}}", "fail"),
        ("{age_at_most: 14}", "{applicant: {sex: 男, born: 2010-08-29}}", "not asked"),
        ("{age_at_least: 15}", "{applicant: {sex: 男, born: 2010-08-29}}", "fail"),
        ("{channel: proxy}", "{channel: self}", "not asked"),
    ],
)
def test_a_gate(gate: str, case: str, expected: str) -> None:
    assert outcome(f"{{when: {gate}, require: photo}}", "[{kind: lab_report}]", case) == expected


def test_what_cannot_be_told_names_its_cause() -> None:
    hidden = met("photo", "[{kind: unknown, quality: unreadable}]")
    assert hidden is not None
    assert (hidden.outcome, hidden.cause) == (Outcome.UNSURE, "image_unreadable")
    unknown = met("lab_report", "[{kind: unknown}]")
    assert unknown is not None
    assert unknown.cause == "unrelated_upload"


def test_what_a_page_hides_that_joined_a_paper_of_another_kind_is_not_called_missing() -> None:
    shelf = application(None, strict_yaml.parse("[{kind: lab_report}]", "documents"), AS_OF, BASE)
    (report,) = shelf.documents
    doubted = replace(report, strays=report.pages[-1:])
    for document, expected in ((report, Outcome.FAIL), (doubted, Outcome.UNSURE)):
        dossier = lay_out(shelf.case, shelf.readings, (document,), policy=BASE, registry=shelf.hospitals, as_of=AS_OF)
        found = evaluate(expression(strict_yaml.parse("outpatient_record", "requirement")), dossier)
        assert found is not None and found.outcome is expected
    assert found.cause == "unrelated_upload" and found.evidence[0].upload == report.pages[-1].upload


def test_a_certificate_that_does_not_stand_in_is_named() -> None:
    found = met(
        "{kind: discharge_record, not_substitutable: [diagnosis_certificate]}", "[{kind: diagnosis_certificate}]"
    )
    assert found is not None
    assert found.outcome is Outcome.FAIL
    assert "诊断证明书不能替代" in found.reason.zh


def test_somebody_elses_paper_is_no_proof_and_no_gap() -> None:
    found = met("lab_report", '[{kind: lab_report, patient: {name: 李红梅, id_number: "110105198001010016"}}]')
    assert found is not None
    assert (found.outcome, found.cause) == (Outcome.UNSURE, "patient_mismatch")


def test_a_paper_of_uncertain_kind_is_one_alarm() -> None:
    found = met("photo", "[{kind: photo, kind_confidence: 0.2}]")
    assert found is not None and found.outcome is Outcome.UNSURE
    assert found.cause == "unrelated_upload"
    assert "类型" in found.reason.zh


def test_a_single_note_says_why_it_is_in_doubt_and_where() -> None:
    found = met("inpatient_record", "[{kind: admission_record, title: 会诊记录单}]")

    assert found is not None
    assert "会诊" in found.reason.zh
    assert "person" in found.reason.en
    assert [(each.upload, each.text) for each in found.evidence] == [("1.jpg", "会诊记录单")]
