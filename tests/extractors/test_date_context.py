"""What dates stand for where no listed label names them: words around, sentences, places; dates over two lines."""

from __future__ import annotations

import pytest

from extractors.fields.date_context import word_of
from extractors.fields.date_roles import role_of
from extractors.fields.dates import dates
from extractors.kinds.all import BY_KIND
from extractors.layout.sheet import sheet_of
from extractors.reading import DateRole, Kind, Line
from tests.extractors.lines import column, line, page, table

CERTIFICATE, DISCHARGE, ADMISSION = Kind.DIAGNOSIS_CERTIFICATE, Kind.DISCHARGE_RECORD, Kind.ADMISSION_RECORD
LAB, EXAM, FORM = Kind.LAB_REPORT, Kind.EXAM_REPORT, Kind.APPLICATION_FORM


def said(kind: Kind, *lines: Line) -> set[tuple[str, str]]:
    found = dates((sheet_of(page(*lines)),), BY_KIND[kind].date_labels)
    return {(each.role.value, str(each.date)) for each in found}


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("人院日期", DateRole.ADMISSION),
        ("出腕日期", DateRole.DISCHARGE),  # not of birth, which is as many characters away
        ("入民日期", DateRole.ADMISSION),
        ("病史餐集日期", DateRole.HISTORY_TAKEN),
        ("记意日期", DateRole.RECORDED),
        ("打印时网", DateRole.PRINTED),
        ("打时间", DateRole.PRINTED),
        ("采集Co1lected", DateRole.SAMPLED),
        ("Date of Discharge", DateRole.DISCHARGE),
        ("报告出具", DateRole.REPORTED),
        ("样品送达", DateRole.RECEIVED),
        ("开具日期D柱车", DateRole.ISSUED),
    ],
)
def test_words_that_are_a_date_s_label(printed: str, role: DateRole) -> None:
    word = word_of(printed)
    assert word is not None and role_of(word) is role


@pytest.mark.parametrize("printed", ["出院诊断", "患者", "医师签名：李四", "单位盖章", "血糖", "Glucose", "X院日期"])
def test_words_that_are_none(printed: str) -> None:
    assert word_of(printed) is None


def test_a_row_of_labels_above_a_row_of_values() -> None:
    lines = table(
        [["科洲", "人院日期", "病史餐集日期", "记录日期"], ["内科", "2026年4月1日", "2026年4月2日", "2026年4月3日"]],
        [0.08, 0.3, 0.52, 0.74],
        0.2,
    )
    assert said(ADMISSION, *lines) == {
        ("admission", "2026-04-01"), ("history_taken", "2026-04-02"), ("recorded", "2026-04-03"),
    }  # fmt: skip


def test_a_value_stands_lower_than_its_label_in_the_next_cell() -> None:
    lines = (
        line("收检日期", 0.08, 0.3),
        line("2026年3月17日", 0.25, 0.314),
        line("签发日期：2026年3月20日", 0.5, 0.314),
    )
    assert said(Kind.PATHOLOGY_REPORT, *lines) == {("received", "2026-03-17"), ("reported", "2026-03-20")}


def test_a_heading_with_a_stamp_beside_it_still_heads_its_date() -> None:
    lines = (
        *(line("医师", 0.08, 0.6), line("开具日期 Date", 0.4, 0.6), line("单位盖章Suat", 0.7, 0.6)),
        *(line("伍广", 0.08, 0.63), line("2026-06-07", 0.4, 0.63)),
    )
    assert said(CERTIFICATE, *lines) == {("issued", "2026-06-07")}


@pytest.mark.parametrize(
    "sentence",
    [
        ["于2026年3月15日至2026年3月27日在我院普通外科住院治疗。"],
        ["兹有患者张三，男，58岁，于2026", "年3月15日至2026年3月27日在我院住院治疗。"],
        ["患者因腹痛于2026-03-15收住我科，予对症治疗，2026-03-27好转出院。"],
        ["患者2026年3月15日入院，2026年3月27日出院。"],
        ["住院时间自2026.03.15起至2026.03.27止"],
        ["入院日期为2026年3月15日，出院日期为2026年3月27日。"],
    ],
)
def test_a_stay_told_in_a_sentence(sentence: list[str]) -> None:
    assert said(CERTIFICATE, *column(sentence, 0.1, 0.25)) == {("admission", "2026-03-15"), ("discharge", "2026-03-27")}


def test_another_stay_of_the_history_is_none_of_the_paper_s_dates() -> None:
    lines = column(
        ["入院日期：2026-03-15", "病史：曾于2025年3月2日至2025年3月9日在当地医院住院治疗，好转后出院。"], 0.1, 0.2
    )
    assert said(DISCHARGE, *lines) == {("admission", "2026-03-15")}
    assert not said(CERTIFICATE, line("既往史：2024年1月5日在外院住院，行胆囊切除术，恢复良好。", 0.1, 0.3))


@pytest.mark.parametrize(
    "parts", [("2026年10月", "12日"), ("2026-10-", "12"), ("2026年", "10月12日"), ("2026.10", ".12")]
)
def test_a_date_that_its_cell_wraps(parts: tuple[str, str]) -> None:
    lines = (line("申请日期", 0.5, 0.61), line(parts[0], 0.7, 0.6), line(parts[1], 0.7, 0.625))
    assert said(FORM, *lines) == {("applied", "2026-10-12")}


def test_a_wrapped_date_shows_both_its_places() -> None:
    lines = column(["于2026", "年3月15日至2026年3月27日在我院住院治疗"], 0.1, 0.25)
    first, _ = dates((sheet_of(page(*lines)),), BY_KIND[CERTIFICATE].date_labels)
    assert [piece.text for piece in first.evidence] == ["2026", "年3月15日"]


def test_a_date_under_the_signatures_at_the_left_is_the_record_s() -> None:
    lines = column(["出院医嘱：按时服药", "主管医师：李四", "上级医师：王五", "2026年3月27日"], 0.1, 0.3)
    assert said(DISCHARGE, *lines) == {("recorded", "2026-03-27")}


def test_each_signer_s_date_is_his_own() -> None:
    rows = ("报告医师：李四 日期：2026-03-05", "审核医师：王五 日期：2026-03-06")
    assert said(EXAM, *column(list(rows), 0.1, 0.9)) == {("reported", "2026-03-05"), ("reviewed", "2026-03-06")}
    form = (line("申请人签字", 0.08, 0.5), line("签字：张三 2026年5月6日", 0.4, 0.5))
    assert said(FORM, *form) == {("applied", "2026-05-06")}


def test_the_day_of_review_is_what_the_label_says_and_the_day_of_a_report_that_tells_no_other() -> None:
    assert said(EXAM, *column(["检查日期：2026-06-20", "审核日期：2026-06-21"], 0.1, 0.2)) == {
        ("examined", "2026-06-20"), ("reviewed", "2026-06-21"),
    }  # fmt: skip
    assert BY_KIND[EXAM].issue_dates[:2] == (DateRole.REPORTED, DateRole.REVIEWED)


def test_a_date_at_the_head_of_a_prescription() -> None:
    lines = (
        line("费别：医保 科别：呼吸科 2026年06月30日", 0.1, 0.15),
        *column(["Rp", "某药 10mg", "医师：李四"], 0.1, 0.3),
    )
    assert said(Kind.MEDICATION_RECORD, *lines) == {("prescribed", "2026-06-30")}


def test_the_same_date_in_the_same_role_counts_once() -> None:
    lines = column(["医师意见 同意 2026年5月18日", "医院意见 同意 2026年5月18日"], 0.5, 0.4, 0.1)
    found = dates((sheet_of(page(*lines)),), BY_KIND[FORM].date_labels)
    assert [(each.role, str(each.date)) for each in found] == [(DateRole.OPINION, "2026-05-18")]


def test_the_term_of_an_authorisation_told_in_a_sentence() -> None:
    lines = column(
        ["由本人承担法律责任。委托期限自2026年5月1日至2026年6月30日。", "委托人：张三 2026年5月2日"], 0.1, 0.4
    )
    assert said(Kind.PROXY_AUTHORIZATION, *lines) == {
        ("valid_from", "2026-05-01"), ("expiry", "2026-06-30"), ("authorised", "2026-05-02"),
    }  # fmt: skip


def test_a_column_of_dates_stands_under_its_heading() -> None:
    lines = table(
        [["日期", "药物名称"], ["2026/04/10", "甲片"], ["2026/04/11", "乙片"], ["2026/04/12", "丙片"]], [0.1, 0.4], 0.2
    )
    assert said(Kind.MEDICATION_RECORD, *lines) == {("prescribed", f"2026-04-{day}") for day in (10, 11, 12)}


def test_years_of_two_digits_count_where_a_label_says_so() -> None:
    orders = table([["日期", "时间", "医嘱"], ["26-08-05", "15:53", "甲片 30mg"]], [0.1, 0.25, 0.4], 0.2)
    assert said(Kind.MEDICATION_RECORD, *orders) == {("prescribed", "2026-08-05")}
    assert said(DISCHARGE, line("经治医师：李四 话录目路：26-06-16", 0.1, 0.9)) == {("recorded", "2026-06-16")}
    assert not said(DISCHARGE, line("血压 26-08-05", 0.1, 0.3))


def test_an_expert_s_date_is_no_applicant_s() -> None:
    assert said(FORM, line("鉴定医师：李四 日期：2026-03-23", 0.1, 0.5)) == {("opinion", "2026-03-23")}


def test_when_a_record_was_signed_it_was_recorded() -> None:
    assert said(ADMISSION, line("签名时间：2026/07/21 10:24", 0.1, 0.9)) == {("recorded", "2026-07-21")}


def test_a_date_behind_most_of_the_text_signs_though_the_page_goes_on() -> None:
    lines = (
        *column([f"第{i}段文字说明病情经过" for i in range(12)], 0.1, 0.1, 0.03),
        *(line("诊断医师签字：李四", 0.13, 0.5), line("2026 年 09 月 12 日", 0.13, 0.55)),
        line("本证明一式两份，有效期三个月。", 0.1, 1.35),
    )
    assert said(CERTIFICATE, *lines) == {("issued", "2026-09-12")}


def test_an_amount_is_no_date() -> None:
    lines = (*column([f"第{i}段文字说明病情经过" for i in range(12)], 0.1, 0.1), line("1944.10", 0.7, 0.9))
    found = dates((sheet_of(page(*lines)),), BY_KIND[Kind.INPATIENT_FRONT_PAGE].date_labels)
    assert not found


@pytest.mark.parametrize(
    "dated",
    [
        (line("日期", 0.5, 0.7), line("Date 2026年9月1日", 0.5, 0.722)),
        (line("日期", 0.5, 0.7), line("Date", 0.5, 0.722), line("2026年9月1日", 0.58, 0.722)),
        (line("开具日期", 0.1, 0.7), line("Date of Issue: 2026-09-01", 0.1, 0.722)),
        (line("Date: 2026-09-01", 0.1, 0.7),),
    ],
)
def test_a_date_behind_the_english_beneath_its_label(dated: tuple[Line, ...]) -> None:
    papers = (
        line("诊断证明书", 0.4, 0.05),
        line("诊断：高血压病", 0.1, 0.3),
        line("盖章有效 Valid only with seal", 0.3, 0.9),
    )
    assert said(CERTIFICATE, *papers, *dated) == {("issued", "2026-09-01")}


def test_the_chinese_label_says_what_date_stands_behind_the_english_beneath() -> None:
    dated = line("采样时间", 0.1, 0.7), line("Date 2026-09-01", 0.1, 0.722)
    assert said(LAB, line("检验报告单", 0.4, 0.05), *dated) == {("sampled", "2026-09-01")}
