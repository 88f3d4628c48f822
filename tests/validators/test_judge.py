"""The judge: every finding code, what causes what, and the three dispositions."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.reading import (
    SEAL_GLIMPSED,
    Box,
    DateField,
    DateRole,
    Document,
    Evidence,
    IssueDate,
    Kind,
    LabItem,
    Line,
    Page,
    PageRef,
    PartialDate,
    Quality,
    QualityGrade,
    QualityProblem,
    Reading,
    UploadError,
)
from validators import policy, strict_yaml
from validators.case import Upload
from validators.case_papers import Shelf, application
from validators.checks.catalogue import CHECKS
from validators.codes import SEVERITIES
from validators.judge import issuer_names, judge, judge_documents
from validators.policy import Policy, load
from validators.registry import Registry
from validators.thresholds import THRESHOLDS, under
from validators.verdict import Disposition, Finding, Outcome, Severity, Verdict

AS_OF = dt.date(2025, 8, 29)
RIZHAO, NEIMENGGU = load("rizhao"), load("neimenggu")

CARDS = "{kind: id_card_front}, {kind: insurance_card}"
CERTIFICATE = "{kind: diagnosis_certificate, diagnoses: [右肺恶性肿瘤]}"
RECORD = "{kind: outpatient_record, diagnoses: [右肺恶性肿瘤]}"
REPORT = "{kind: lab_report}"
STALE = "{kind: lab_report, issue_date: 2025-02-27}"
PACKS = Path(policy.__file__).parent / "policies"
COMPLETE = f"[{CARDS}, {CERTIFICATE}, {RECORD}, {REPORT}]"


def shelf(documents: str = COMPLETE, case: str = "{diseases: 恶性肿瘤}", pack: Policy = RIZHAO) -> Shelf:
    return application(strict_yaml.parse(case, "case"), strict_yaml.parse(documents, "documents"), AS_OF, pack)


def verdict_of(made: Shelf, policy: object = RIZHAO) -> Verdict:
    chosen = RIZHAO if policy is RIZHAO else NEIMENGGU
    return judge_documents(
        made.case, made.readings, made.documents, policy=chosen, registry=made.hospitals, as_of=AS_OF
    )


def verdict(documents: str = COMPLETE, case: str = "{diseases: 恶性肿瘤}", policy: object = RIZHAO) -> Verdict:
    return verdict_of(shelf(documents, case, policy), policy)


def open_findings(found: Verdict) -> list[tuple[str, str]]:
    """Code and outcome of everything to act on, without what another finding causes."""
    return [(f.code, f.outcome.value) for f in found.findings if f.outcome is not Outcome.PASS and f.cause is None]


def of(found: Verdict, code: str) -> list[Finding]:
    return [f for f in found.findings if f.code == code and f.outcome is not Outcome.PASS]


def in_place_of(old: str, new: str) -> str:
    assert old in COMPLETE
    return COMPLETE.replace(old, new)


def test_a_complete_case_is_ready_and_records_what_was_checked() -> None:
    found = verdict()
    assert found.disposition is Disposition.READY
    assert open_findings(found) == []
    passed = {f.code for f in found.findings}
    assert {
        "stamp_missing",
        "report_stale",
        "patient_mismatch",
        "required_material_missing",
        "duplicate_upload",
    } <= passed
    assert [item.satisfied for item in found.checklist] == [Outcome.PASS] * 5


def with_certificate(more: str) -> str:
    return in_place_of(CERTIFICATE, f"{{kind: diagnosis_certificate, diagnoses: [右肺恶性肿瘤], {more}}}")


def with_record(more: str) -> str:
    return in_place_of(RECORD, f"{{kind: outpatient_record, diagnoses: [右肺恶性肿瘤], {more}}}")


def with_report(more: str) -> str:
    return in_place_of(REPORT, f"{{kind: lab_report, {more}}}")


def with_more(*papers: str) -> str:
    return COMPLETE[:-1] + "".join(f", {paper}" for paper in papers) + "]"


AGENT = "{diseases: 恶性肿瘤, channel: proxy, agent: {name: 李红梅}}"
OTHER = '{name: 李红梅, id_number: "110105198001010016"}'
WRONG = '{name: 王某某, id_number: "110105194912310021"}'
HYPERTENSION = COMPLETE.replace("右肺恶性肿瘤", "高血压病3级")[:-1] + ", {kind: photo}]"
OTHER_SEAL = with_certificate("seals: [{owner: 乙县中医医院}]").replace(
    REPORT, "{kind: lab_report, hospital: {name: 乙县中医医院}}"
)
SOMEBODY_ELSE = with_report(f"patient: {OTHER}")[:-1] + ", {kind: exam_report}]"
PLAIN = "{diseases: 恶性肿瘤}"

EACH = [
    ("stamp_missing", "fail", with_certificate("seals: []"), PLAIN),
    ("stamp_hospital_mismatch", "fail", OTHER_SEAL, PLAIN),
    ("stamp_photocopied", "unsure", with_certificate("seals: [{colour: black, status: photocopied}]"), PLAIN),
    ("stamp_kind_wrong", "fail", with_certificate("seals: [{purpose: fee}]"), PLAIN),
    ("report_stale", "fail", with_report("issue_date: 2025-02-27"), PLAIN),
    ("hospital_grade_too_low", "fail", with_record("hospital: {name: 丙镇卫生院, level: 一级}"), PLAIN),
    ("hospital_not_designated", "fail", with_record("hospital: {name: 丁医院, designated: false}"), PLAIN),
    ("hospital_unknown", "unsure", with_record("hospital: unknown"), PLAIN),
    ("diagnosis_does_not_support_disease", "fail", COMPLETE.replace("右肺恶性肿瘤", "慢性胃炎"), PLAIN),
    ("required_material_missing", "fail", in_place_of(f", {REPORT}", ""), PLAIN),
    ("application_form_missing", "unsure", HYPERTENSION, "{diseases: 高血压}"),
    ("proxy_authorization_missing", "unsure", COMPLETE, AGENT),
    ("patient_mismatch", "fail", SOMEBODY_ELSE, PLAIN),
    ("id_number_invalid", "fail", COMPLETE, f"{{diseases: 恶性肿瘤, applicant: {WRONG}}}"),
    ("id_card_expired", "unsure", with_more("{kind: id_card_back, dates: {expiry: 2025-08-28}}"), PLAIN),
    ("date_missing", "fail", with_record("issue_date: none"), PLAIN),
    ("date_in_future", "fail", with_report("issue_date: 2025-08-30"), PLAIN),
    ("date_order_invalid", "fail", with_report("dates: {sampled: 2025-08-30}"), PLAIN),
    ("page_missing", "fail", with_report("page_count: 2"), PLAIN),
    ("unrelated_upload", "fail", with_more("{kind: unrelated}"), PLAIN),
    ("image_unreadable", "unsure", with_more("{kind: unknown, quality: unreadable}"), PLAIN),
    ("policy_incomplete", "unsure", COMPLETE, "{diseases: [恶性肿瘤, 斑秃]}"),
]
NO_PLACE = (
    "policy_incomplete",
    "required_material_missing",
    "application_form_missing",
    "proxy_authorization_missing",
    "id_number_invalid",
)
"""What is not there has no place to point at."""


@pytest.mark.parametrize(("code", "outcome", "documents", "case"), EACH, ids=[each[0] for each in EACH])
def test_each_code_alone(code: str, outcome: str, documents: str, case: str) -> None:
    found = verdict(documents, case)
    assert open_findings(found) == [(code, outcome)]
    blocking = outcome == "fail" and SEVERITIES[code] is Severity.BLOCKING
    assert found.disposition is (Disposition.SUPPLEMENT if blocking else Disposition.REVIEW)
    (finding,) = [f for f in of(found, code) if f.cause is None]
    assert finding.remedy is not None
    assert finding.message.zh and finding.message.en
    if code not in NO_PLACE:
        assert finding.evidence, "every statement carries its evidence"


@pytest.mark.parametrize(
    ("discharge", "outcome"), [("2005-08-19", "unsure"), ("2005-07-01", "fail"), ("1998-08-19", "fail")]
)
def test_a_year_one_digit_apart_may_be_a_misread_one(discharge: str, outcome: str) -> None:
    """Admitted on 2025-08-10: 2005-08-19 would be in order with one digit of its year read otherwise."""
    found = verdict(with_record(f"dates: {{admission: 2025-08-10, discharge: {discharge}}}"))
    assert ("date_order_invalid", outcome) in open_findings(found)


def test_the_remaining_codes_of_other_packs() -> None:
    signed = "{kind: diagnosis_certificate, diagnoses: [尿毒症], physicians: [{name: 赵某, title: 主治医师}]}"
    documents = f"[{CARDS}, {signed}, {{kind: discharge_record}}, {{kind: outpatient_record}}]"
    found = verdict(documents, "{diseases: 尿毒症透析}", NEIMENGGU)
    assert open_findings(found) == [("physician_title_too_low", "unsure")]
    jiangxi = load("jiangxi")
    child = application(strict_yaml.parse("{diseases: 小儿脑瘫}", "case"), None, AS_OF, jiangxi)
    judged = judge_documents(child.case, (), (), policy=jiangxi, registry=child.hospitals, as_of=AS_OF)
    assert ("eligibility_not_met", "unsure") in open_findings(judged)


def test_every_code_is_tested_here() -> None:
    elsewhere = {"duplicate_upload", "physician_title_too_low", "eligibility_not_met"}
    assert {each[0] for each in EACH} | elsewhere == set(SEVERITIES)


def test_an_original_is_asked_for_in_inner_mongolia() -> None:
    copied = "{kind: diagnosis_certificate, diagnoses: [尿毒症], seals: [{colour: black, status: photocopied}]}"
    found = verdict(
        f"[{CARDS}, {copied}, {{kind: discharge_record}}, {{kind: outpatient_record}}]",
        "{diseases: 尿毒症透析}",
        NEIMENGGU,
    )
    assert open_findings(found) == [("stamp_photocopied", "fail")]


def test_an_unreadable_certificate_is_one_finding() -> None:
    dark = "quality: unreadable, seals: [], issue_date: none, hospital: unread, patient: {}"
    found = verdict(in_place_of(CERTIFICATE, f"{{kind: diagnosis_certificate, {dark}}}"))
    assert open_findings(found) == [("image_unreadable", "unsure")]
    assert found.disposition is Disposition.REVIEW
    dependants = [f for f in found.findings if f.cause]
    assert {"stamp_missing", "date_missing", "hospital_unknown", "patient_mismatch"} <= {f.code for f in dependants}
    assert all(f.outcome is Outcome.UNSURE for f in dependants)


def test_an_unknown_hospital_is_one_finding() -> None:
    found = verdict(
        in_place_of(CERTIFICATE, "{kind: diagnosis_certificate, diagnoses: [右肺恶性肿瘤], hospital: unknown}")
    )
    assert open_findings(found) == [("hospital_unknown", "unsure")]
    assert {f.code for f in found.findings if f.cause == "hospital_unknown"} == {
        "hospital_grade_too_low",
        "hospital_not_designated",
    }


def test_without_a_registry_no_hospital_is_said_to_be_missing_from_it() -> None:
    made = shelf()
    found = judge_documents(
        made.case, made.readings, made.documents, policy=RIZHAO, registry=Registry.empty(), as_of=AS_OF
    )
    told = [f for f in of(found, "hospital_unknown") if not f.cause]
    assert told
    for finding in told:
        assert finding.outcome is Outcome.UNSURE
        assert "没有定点医疗机构名录" in finding.message.zh
        assert "名录中未找到" not in finding.message.zh
        assert finding.remedy is not None
        assert (
            "导入" in finding.remedy.zh and "拍摄" not in finding.remedy.zh
        )  # the name is clear, the list is not there


def test_an_illegible_date_is_one_finding() -> None:
    found = verdict(in_place_of(REPORT, "{kind: lab_report, issue_date: illegible}"))
    assert open_findings(found) == [("date_missing", "unsure")]
    assert {f.code for f in found.findings if f.cause == "date_missing"} == {"report_stale"}


def _with_upload(made: Shelf, reading: Reading) -> Shelf:
    case = replace(made.case, uploads=(*made.case.uploads, Upload(reading.upload)))
    return replace(made, case=case, readings=(*made.readings, reading))


def test_an_upload_that_does_not_open_fails_with_the_senders_sentence() -> None:
    error = UploadError("encrypted", "文件有密码，请去掉密码后重新上传", "the file is encrypted; remove the password")
    made = _with_upload(shelf(), Reading("9.pdf", "9" * 64, "application/pdf", error=error))
    found = verdict_of(made)
    (finding,) = of(found, "image_unreadable")
    assert (finding.outcome, finding.upload) == (Outcome.FAIL, "9.pdf")
    assert "请去掉密码" in finding.message.zh
    assert found.disposition is Disposition.SUPPLEMENT


def test_what_an_unopened_upload_may_hold_is_not_called_missing() -> None:
    error = UploadError("truncated", "文件不完整", "the file is cut short")
    made = _with_upload(
        shelf(in_place_of(f", {REPORT}", "")), Reading("9.pdf", "9" * 64, "application/pdf", error=error)
    )
    (finding,) = of(verdict_of(made), "required_material_missing")
    assert (finding.outcome, finding.cause, finding.material) == (Outcome.UNSURE, "image_unreadable", "test_report")


def test_every_place_that_may_hold_what_seems_to_be_missing_is_named() -> None:
    error = UploadError("truncated", "文件不完整", "the file is cut short")
    made = _with_upload(
        shelf(in_place_of(f", {REPORT}", "")), Reading("8.pdf", "8" * 64, "application/pdf", error=error)
    )
    made = _unknown(made, _page("9.jpg", 0, grade=QualityGrade.UNREADABLE))
    (finding,) = of(verdict_of(made), "required_material_missing")
    assert finding.outcome is Outcome.UNSURE
    assert "8.pdf" in finding.message.zh and "9.jpg第1页" in finding.message.zh
    many = made
    for name in ("10.pdf", "11.pdf"):
        many = _with_upload(many, Reading(name, name[:2] * 32, "application/pdf", error=error))
    (finding,) = of(verdict_of(many), "required_material_missing")
    assert "等共4处" in finding.message.zh and finding.message.zh.count("可能") == 3


def test_a_material_of_a_kind_that_another_requirement_misses_is_no_second_finding() -> None:
    papers = in_place_of("{kind: diagnosis_certificate", "{kind: outpatient_record")
    found = verdict(papers, "{diseases: 罕见病}")
    groups = {root.material: [f.material for f in rest] for root, rest in found.grouped() if root.material}
    assert "specialist_certificate" in groups["diagnosis_certificate"]
    assert all("specialist_certificate" not in rest for root, rest in groups.items() if root != "diagnosis_certificate")
    (item,) = [item for item in found.checklist if item.material == "specialist_certificate"]
    assert item.satisfied is Outcome.UNSURE, "the checklist tells it all the same"


def test_what_stands_in_the_way_is_not_told_below_what_does_not() -> None:
    made = shelf(in_place_of("{kind: diagnosis_certificate", "{kind: outpatient_record"), "{diseases: 罕见病}")
    light = tuple(
        replace(each, severity=Severity.REVIEW) if each.material == "diagnosis_certificate" else each
        for each in RIZHAO.requires
    )
    found = judge_documents(
        made.case,
        made.readings,
        made.documents,
        policy=replace(RIZHAO, requires=light),
        registry=made.hospitals,
        as_of=AS_OF,
    )
    assert "specialist_certificate" in [root.material for root, _ in found.grouped()]


def test_an_upload_nobody_read_is_not_passed_over() -> None:
    made = shelf()
    made = replace(made, case=replace(made.case, uploads=(*made.case.uploads, Upload("lost.jpg"))))
    assert ("image_unreadable", "unsure") in open_findings(verdict_of(made))


def _page(upload: str, lines: int, number: int = 1, grade: QualityGrade = QualityGrade.GOOD) -> Page:
    corners = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.2), (0.1, 0.2))
    texts = [
        Line(f"检验项目{i} 结果{i * 7}.{i} 单位", 1.0, 1.0, Box(0.1, 0.1, 0.9, 0.2), corners) for i in range(lines)
    ]
    return Page(upload, number, 1000, 1414, 0, Quality(grade), tuple(texts))


def _unknown(made: Shelf, page: Page) -> Shelf:
    document = Document("dx", Kind.UNKNOWN, 1.0, (PageRef(page.upload, 1),), quality=page.quality)
    reading = Reading(page.upload, "e" * 64, "image/jpeg", (page,))
    return replace(_with_upload(made, reading), documents=(*made.documents, document))


def test_a_page_full_of_text_is_no_insurance_card() -> None:
    without = shelf(in_place_of(", {kind: insurance_card}", ""))
    full = verdict_of(_unknown(without, _page("9.jpg", 60)))
    assert ("required_material_missing", "fail") in open_findings(full)
    sparse = verdict_of(_unknown(without, _page("9.jpg", 8)))
    (finding,) = of(sparse, "required_material_missing")
    assert (finding.outcome, finding.cause) == (Outcome.UNSURE, "unrelated_upload")


BLANK = Quality(QualityGrade.UNREADABLE, (QualityProblem.BLANK,))


def test_the_blank_back_of_a_sheet_is_no_finding() -> None:
    made = shelf()
    front, *others = made.readings
    back = replace(_page(front.upload, 0, number=2), quality=BLANK)
    made = replace(made, readings=(replace(front, pages=(*front.pages, back)), *others))
    document = Document("dx", Kind.UNKNOWN, 1.0, (PageRef(back.upload, 2),), quality=BLANK)
    made = replace(made, documents=(*made.documents, document))
    assert verdict_of(made).disposition is Disposition.READY


def test_an_upload_that_is_blank_altogether_may_be_what_seems_to_be_missing() -> None:
    without = shelf(in_place_of(", {kind: insurance_card}", ""))
    found = verdict_of(_unknown(without, replace(_page("9.jpg", 0), quality=BLANK)))
    assert ("image_unreadable", "unsure") in open_findings(found)
    (finding,) = of(found, "required_material_missing")
    assert (finding.outcome, finding.cause) == (Outcome.UNSURE, "image_unreadable")


def test_a_rule_that_leans_on_a_value_nobody_verified_cannot_fail(tmp_path: Path) -> None:
    pack = tmp_path / "mycity"
    pack.mkdir()
    (pack / "policy.yaml").write_text(
        (PACKS / "rizhao" / "policy.yaml")
        .read_text(encoding="utf-8")
        .replace("pack: rizhao", "pack: mycity")
        .replace('the last half year"}, verified: founding', 'the last half year"}, verified: false'),
        encoding="utf-8",
    )
    assert 'half year"}, verified: false' in (pack / "policy.yaml").read_text(encoding="utf-8")
    own, stale = load(pack), shelf(in_place_of(REPORT, STALE))
    found = judge_documents(
        stale.case, stale.readings, stale.documents, policy=own, registry=stale.hospitals, as_of=AS_OF
    )
    (finding,) = of(found, "report_stale")
    assert (finding.outcome, finding.citation.verified) == (Outcome.UNSURE, None)


def test_the_remedy_names_the_age_the_pack_asks_for() -> None:
    (finding,) = of(verdict_of(shelf(in_place_of(REPORT, STALE))), "report_stale")
    assert finding.remedy is not None
    assert "6个月" in finding.remedy.zh
    assert finding.citation.text == "检查报告需近半年内"


def test_the_same_bytes_twice() -> None:
    made = shelf()
    again = replace(made.readings[0], upload="again.jpg", pages=())
    found = verdict_of(
        _with_upload(made, replace(again, pages=(replace(made.readings[0].pages[0], upload="again.jpg"),)))
    )
    (finding,) = of(found, "duplicate_upload")
    assert (finding.outcome, finding.upload) == (Outcome.FAIL, "again.jpg")


def _lab(upload: str, lines: int, picture: int) -> tuple[Document, Reading]:
    page = _page(upload, lines)
    document = Document(upload, Kind.LAB_REPORT, 1.0, (PageRef(upload, 1),))
    return document, Reading(upload, upload * 8, "image/jpeg", (page,), picture_hashes=(picture,))


def test_the_same_paper_photographed_twice() -> None:
    made = shelf()
    (d1, r1), (d2, r2) = _lab("a.jpg", 30, 0xF0F0F0F0F0F0F0F0), _lab("b.jpg", 30, 0x0F0F0F0F0F0F0F0F)
    made = replace(made, documents=(*made.documents, d1, d2), readings=(*made.readings, r1, r2))
    (finding,) = of(verdict_of(made), "duplicate_upload")
    assert finding.outcome is Outcome.FAIL


def _dated(document: Document, written: str) -> Document:
    date = DateField(DateRole.REPORTED, PartialDate.parse(written), written, 1.0, ())
    return replace(document, dates=(date,), issue_date=IssueDate(date, "reported"))


@pytest.mark.parametrize(("again", "told"), [("2025-08", 1), ("2025-08-20", 1), ("2025-08-21", 0), ("2025-07", 0)])
def test_the_same_paper_with_its_day_unread_is_the_same_paper(again: str, told: int) -> None:
    made = shelf()
    (d1, r1), (d2, r2) = _lab("a.jpg", 30, 0xF0F0F0F0F0F0F0F0), _lab("b.jpg", 30, 0x0F0F0F0F0F0F0F0F)
    papers = (*made.documents, _dated(d1, "2025-08-20"), _dated(d2, again))
    made = replace(made, documents=papers, readings=(*made.readings, r1, r2))
    assert len(of(verdict_of(made), "duplicate_upload")) == told


@pytest.mark.parametrize(("other", "told"), [(0, 1), (6, 0)])
def test_a_sheet_whose_words_were_read_in_two_ways_is_told_by_its_values(other: int, told: int) -> None:
    made = shelf()
    (d1, r1), (d2, r2) = _lab("a.jpg", 30, 0xF0F0F0F0F0F0F0F0), _lab("b.jpg", 30, 0x0F0F0F0F0F0F0F0F)
    blurred = tuple(
        replace(line, text=line.text.translate(str.maketrans("检项目结单", "捡顷日桔草"))) for line in r2.pages[0].lines
    )
    r2 = replace(r2, pages=(replace(r2.pages[0], lines=blurred),))
    values = [f"{4 + i}.{i}7" for i in range(20)]
    again = [f"{i}.05" if i < other else value for i, value in enumerate(values)]
    d1, d2 = (
        replace(
            sheet,
            lab_items=tuple(LabItem(f"项{i}", "", value, "g/L", "", "", 0, 0.9, ()) for i, value in enumerate(borne)),
        )
        for sheet, borne in ((d1, values), (d2, again))
    )
    made = replace(made, documents=(*made.documents, d1, d2), readings=(*made.readings, r1, r2))
    assert len(of(verdict_of(made), "duplicate_upload")) == told


def test_two_reports_of_one_layout_are_two_reports() -> None:
    made = shelf()
    (d1, r1), (d2, r2) = _lab("a.jpg", 30, 0xF0F0F0F0F0F0F0F0), _lab("b.jpg", 30, 0xF0F0F0F0F0F0F0F0)
    changed = tuple(replace(line, text=line.text.replace("7", "4").replace("2", "8")) for line in r2.pages[0].lines)
    r2 = replace(r2, pages=(replace(r2.pages[0], lines=changed),))
    made = replace(made, documents=(*made.documents, d1, d2), readings=(*made.readings, r1, r2))
    assert of(verdict_of(made), "duplicate_upload") == []


def test_the_agents_card_is_no_mismatch_and_no_applicants_card() -> None:
    agent = f"{{diseases: 恶性肿瘤, channel: proxy, agent: {OTHER}}}"
    papers = COMPLETE[:-1] + f", {{kind: id_card_front, patient: {OTHER}}}, {{kind: proxy_authorization}}]"
    assert open_findings(verdict(papers, agent)) == []
    only_agents = papers.replace("{kind: id_card_front}, ", "")
    assert open_findings(verdict(only_agents, agent)) == [("required_material_missing", "fail")]


def test_somebody_elses_certificate_supports_nothing() -> None:
    papers = in_place_of(
        CERTIFICATE, f"{{kind: diagnosis_certificate, diagnoses: [右肺恶性肿瘤], patient: {OTHER}}}"
    ).replace(RECORD, "{kind: outpatient_record}")
    found = verdict(papers)
    (diagnosis,) = of(found, "diagnosis_does_not_support_disease")
    assert (diagnosis.outcome, diagnosis.cause) == (Outcome.UNSURE, "patient_mismatch")


def test_an_invalid_number_of_the_case_is_told_once() -> None:
    wrong = '{name: 王某某, id_number: "110105194912310021"}'
    papers = COMPLETE.replace("{kind: id_card_front}", f"{{kind: id_card_front, patient: {wrong}}}")
    found = verdict(papers, f"{{diseases: 恶性肿瘤, applicant: {wrong}}}")
    assert open_findings(found) == [("id_number_invalid", "fail")]
    assert len(of(found, "id_number_invalid")) == 2


def test_no_message_shows_an_id_number_or_a_whole_name() -> None:
    wrong = '{name: 王某某, id_number: "110105194912310021"}'
    papers = in_place_of(REPORT, f"{{kind: lab_report, patient: {OTHER}}}")
    for found in verdict(papers, f"{{diseases: 恶性肿瘤, applicant: {wrong}}}").findings:
        texts = [found.message.zh, found.message.en, found.expected, found.found]
        texts += [found.remedy.zh, found.remedy.en] if found.remedy else []
        assert not any(re.search(r"\d{15}", text) for text in texts), found.rule
        assert not any("李红梅" in text or "王某某" in text for text in texts), found.rule


def test_what_differs_is_told_beside_the_name() -> None:
    """A name that agrees explains nothing: the reviewer has to see the ages."""
    (found,) = of(verdict(with_report("patient: {name: 王某某, age: 30}")), "patient_mismatch")
    asked, shown = found.expected.split()[-1], found.found.split()[-1]
    assert shown == "30岁"
    assert asked.endswith("岁") and asked != shown


def test_a_badly_read_line_may_be_the_date_that_is_missing() -> None:
    made = shelf(with_certificate("issue_date: none"), PLAIN)
    assert [f.outcome for f in of(verdict_of(made), "date_missing")] == [Outcome.FAIL]
    corners = ((0.6, 0.8), (0.9, 0.8), (0.9, 0.84), (0.6, 0.84))
    for text, sure, said in (
        ("z0z6.5.b", 0.6, Outcome.UNSURE),
        ("z0z6.5.b", 0.97, Outcome.FAIL),
        ("李某", 0.5, Outcome.FAIL),
    ):
        line = Line(text, sure, sure, Box(0.6, 0.8, 0.9, 0.84), corners)
        readings = [replace(r, pages=tuple(replace(p, lines=(*p.lines, line)) for p in r.pages)) for r in made.readings]
        assert [f.outcome for f in of(verdict_of(replace(made, readings=tuple(readings))), "date_missing")] == [said]


def test_where_something_may_be_a_seal_nobody_says_that_there_is_none() -> None:
    made = shelf(with_certificate("seals: []"), PLAIN)
    assert [f.outcome for f in of(verdict_of(made), "stamp_missing")] == [Outcome.FAIL]
    noted = [replace(r, pages=tuple(replace(p, notes=(SEAL_GLIMPSED,)) for p in r.pages)) for r in made.readings]
    found = of(verdict_of(replace(made, readings=tuple(noted))), "stamp_missing")
    assert [f.outcome for f in found] == [Outcome.UNSURE]
    assert "似有印章" in found[0].message.zh


def test_a_violation_on_a_poor_page_is_unsure() -> None:
    old = verdict(in_place_of(REPORT, "{kind: lab_report, issue_date: 2024-01-01, quality: poor}"))
    assert open_findings(old) == [("report_stale", "unsure")]
    assert "请人工核对" in of(old, "report_stale")[0].message.zh


def test_failures_come_first_and_dependants_last() -> None:
    papers = in_place_of(REPORT, "{kind: lab_report, issue_date: 2024-01-01}").replace(
        CERTIFICATE, "{kind: diagnosis_certificate, diagnoses: [右肺恶性肿瘤], hospital: unknown}"
    )
    found = [f for f in verdict(papers).findings if f.outcome is not Outcome.PASS]
    assert [f.code for f in found[:2]] == ["report_stale", "hospital_unknown"]
    assert all(f.cause for f in found[2:])


def test_two_diseases_are_two_tracks() -> None:
    found = verdict(case="{diseases: [恶性肿瘤, 高血压, 斑秃]}")
    assert [(t.disease, t.asked_as, t.track, t.due_on) for t in found.diseases] == [
        ("恶性肿瘤", "恶性肿瘤", "instant", "2025-08-29"),
        ("高血压", "高血压", "batch", "2025-09-26"),
        ("", "斑秃", "", ""),
    ]
    assert {item.required_by for item in found.checklist} == {"", "高血压"}
    cited = [track.citation.verified if track.citation else "nothing" for track in found.diseases]
    assert cited == ["founding", None, "nothing"]


def test_a_year_the_calendar_does_not_hold_is_provisional() -> None:
    day = dt.date(2031, 3, 3)
    made = application(strict_yaml.parse("{diseases: 高血压}", "case"), None, day, RIZHAO)
    found = judge_documents(made.case, (), (), policy=RIZHAO, registry=made.hospitals, as_of=day)
    assert found.diseases[0].provisional
    assert found.diseases[0].due_on == "2031-03-31"


def test_versions_are_stated() -> None:
    found = verdict()
    assert found.policy_version == RIZHAO.version
    assert found.registry_version == "of the case"


def test_every_finding_cites_its_source() -> None:
    papers = COMPLETE[:-1] + ", {kind: unrelated}, {kind: id_card_back, dates: {expiry: 2020-01-01}}]"
    for found in verdict(papers, AGENT).findings:
        assert found.citation.text, found.rule
        assert found.citation.source, found.rule


def test_names_on_a_paper_are_tried_letterhead_first() -> None:
    certificate = next(d for d in shelf().documents if d.kind is Kind.DIAGNOSIS_CERTIFICATE)
    assert [name.name for name in issuer_names(certificate)] == ["letterhead", "seal"]


def test_from_readings_to_verdict_without_documents() -> None:
    made = shelf("[]")
    found = judge(made.case, (), RIZHAO, Registry.empty(), AS_OF)
    assert found.disposition is Disposition.SUPPLEMENT
    assert {f.material for f in of(found, "required_material_missing")} == {
        "id_card_front",
        "insurance_card",
        "diagnosis_certificate",
        "medical_record",
        "test_report",
    }


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_every_check_shows_one_passing_and_one_failing_example(name: str) -> None:
    documentation = CHECKS[name].documentation
    assert re.search(r"^\s*(Passes|Papers of known kinds pass|Fails): ", documentation, re.MULTILINE)
    assert re.search(r"^\s*(Fails|Unsure): ", documentation, re.MULTILINE)
    assert CHECKS[name].code in SEVERITIES


def test_evidence_points_at_pages_of_the_case() -> None:
    made = shelf(COMPLETE[:-1] + ", {kind: unrelated}]")
    uploads = {reading.upload for reading in made.readings}
    for found in verdict_of(made).findings:
        assert all(isinstance(e, Evidence) and e.upload in uploads and e.page == 1 for e in found.evidence)


def test_under_stricter_thresholds_what_was_sure_is_unsure() -> None:
    assert verdict().disposition is Disposition.READY
    with under(replace(THRESHOLDS, date=1.01)):
        found = verdict()
    assert found.disposition is Disposition.REVIEW
    assert {f.outcome for f in of(found, "report_stale")} == {Outcome.UNSURE}
    assert verdict().disposition is Disposition.READY
