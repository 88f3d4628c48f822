"""补正通知: what a patient is told, and what not."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest

from pipeline.report import as_json, notice
from pipeline.report.notice import REASONS, Notice
from pipeline.screening import Screening
from tests.pipeline.papers import finding, screening
from validators.verdict import ChecklistItem, Disposition, Finding, Message, Outcome, Severity


def with_findings(*findings: Finding, disposition: Disposition = Disposition.SUPPLEMENT) -> Screening:
    made = screening()[0]
    assert made.verdict is not None
    return replace(made, verdict=replace(made.verdict, findings=findings, disposition=disposition))


def fail(code: str, remedy: str, severity: Severity = Severity.BLOCKING, **changes: object) -> Finding:
    return finding(code, Outcome.FAIL, severity, remedy=Message(remedy, "do it"), **changes)


def test_it_says_what_to_do_why_and_for_which_file() -> None:
    text = notice.text(notice.compose(screening()[0]))
    assert "1. 请到开具医院重新加盖诊断证明专用章后再上传。" in text
    assert "诊断证明书（证明.jpg 第1页）" in text
    assert "原来提交申请的平台" in text
    assert "林试样" in text


def test_only_a_case_to_supplement_gets_one() -> None:
    for disposition in Disposition:
        made = with_findings(fail("stamp_missing", "请盖章"), disposition=disposition)
        assert notice.needed(made.verdict) is (disposition is Disposition.SUPPLEMENT)
    assert not notice.needed(None)


def test_doubts_are_the_reviewers_not_the_patients() -> None:
    doubt = finding("report_stale", Outcome.UNSURE, Severity.BLOCKING, remedy=Message("请提供近期报告", "newer"))
    duplicate = fail("duplicate_upload", "请删除重复文件", Severity.REVIEW)
    made = with_findings(fail("stamp_missing", "请盖章"), doubt, duplicate)
    assert [item.what for item in notice.compose(made).items] == ["请盖章。"]


def test_one_thing_to_do_is_said_once() -> None:
    made = with_findings(
        fail("report_stale", "请提供六个月内的报告", upload="化验.jpg", page=1, document="d2"),
        fail("report_stale", "请提供六个月内的报告", upload="证明.jpg", page=1, document="d1"),
    )
    (item,) = notice.compose(made).items
    assert item.files == ("检验报告（化验.jpg 第1页）", "诊断证明书（证明.jpg 第1页）")


def test_no_jargon_reaches_the_patient() -> None:
    text = notice.text(notice.compose(screening()[0]))
    words = ("stamp_", "unsure", "fail", "finding", "置信度", "OCR", "registry", "policy", "规则", "阻断")
    assert not [word for word in words if word in text]
    assert not any(character.isascii() and character.isalpha() for reason in REASONS.values() for character in reason)


@pytest.mark.parametrize("name", ["<script>x</script>", "\u202egnp.exe"])
def test_names_of_files_are_shown_and_not_run(name: str) -> None:
    message = Message(f"{name}：文件是空的，请重新上传。", "empty")
    made = with_findings(fail("image_unreadable", "请重新上传", upload=name, message=message))
    html = notice.html(notice.compose(made))
    assert "<script>" not in html
    assert "\u202e" not in html


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    html = notice.html(notice.compose(screening()[0]))
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")


def test_each_file_that_cannot_be_opened_is_told_with_what_is_wrong_with_it() -> None:
    remedy = "请按提示重新上传该文件"
    said = [
        Message("甲.jpg：文件是空的，请重新上传。", "a"),
        Message("乙.docx：该文件是Word 文档，请拍照后重新上传。", "b"),
    ]
    made = with_findings(*(fail("image_unreadable", remedy, upload=m.zh[:2], message=m) for m in said))
    (item,) = notice.compose(made).items
    assert item.files == tuple(m.zh.rstrip("。") for m in said)


def test_materials_that_nobody_could_see_are_named_so_that_one_round_suffices() -> None:
    made = with_findings(fail("stamp_missing", "请盖章"))
    assert made.verdict is not None
    item = ChecklistItem("insurance_card", Message("医保卡", "card"), "", Outcome.UNSURE)
    made = replace(made, verdict=replace(made.verdict, checklist=(item,)))
    assert "还没有看到或看不清：医保卡。" in notice.text(notice.compose(made))
    there = replace(item, by=("d1",))  # it is there; only something about it is in doubt
    made = replace(made, verdict=replace(made.verdict, checklist=(there,)))
    assert "看不清" not in notice.text(notice.compose(made))


def test_a_reviewer_s_word_on_a_finding_decides_whether_it_is_asked_for() -> None:
    doubt = finding("report_stale", Outcome.UNSURE, Severity.BLOCKING, remedy=Message("请提供近期报告", "newer"))
    made = with_findings(fail("stamp_missing", "请盖章"), doubt, disposition=Disposition.REVIEW)
    report = as_json.report(made)
    keys = {each["code"]: each["key"] for each in report["findings"]}
    assert [i.what for i in notice.drafted(report).items] == ["请盖章。"]
    marks = {keys["stamp_missing"]: "dismissed", keys["report_stale"]: "confirmed"}
    assert [i.what for i in notice.drafted(report, marks).items] == ["请提供近期报告。"]


def test_a_notice_that_was_decided_is_kept_and_no_longer_says_that_it_is_a_proposal() -> None:
    proposed = notice.compose(screening()[0])
    decided = replace(proposed, decided=True, remark="请于月底前补交。")
    kept = Notice.kept(json.loads(json.dumps(asdict(decided), ensure_ascii=False)))
    assert kept == decided
    for text in (notice.text(kept), notice.html(kept)):
        assert "自动整理" not in text
        assert "经审核" in text
        assert "请于月底前补交。" in text
    assert "自动整理" in notice.text(proposed)
