"""Dates: how they are printed, what is left of damaged ones, what they stand for, which one counts."""

from __future__ import annotations

import dataclasses

import pytest

from extractors.fields.date_text import find_dates
from extractors.fields.dates import dates
from extractors.fields.issue_date import issue_date
from extractors.kinds.all import BY_KIND
from extractors.layout.sheet import sheet_of
from extractors.reading import (
    Box,
    DateField,
    DateRole,
    IssueDate,
    Kind,
    Line,
    Seal,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
)
from tests.extractors.lines import column, line, page, table


@pytest.mark.parametrize(
    ("printed", "iso", "time"),
    [
        ("2025年3月5日", "2025-03-05", ""),
        ("2025 年 03 月05日", "2025-03-05", ""),
        ("２０２５年３月５日", "2025-03-05", ""),
        ("2025-03-05 08:31:22", "2025-03-05", "08:31:22"),
        ("2025-03-0508:31", "2025-03-05", "08:31"),
        ("2025/3/5 8:31", "2025-03-05", "08:31"),
        ("2025.03.05", "2025-03-05", ""),
        ("2025年3月5日8时31分", "2025-03-05", "08:31"),
        ("25年3月5日", "2025-03-05", ""),
        ("二〇二五年三月五日", "2025-03-05", ""),
        ("二○二五年十二月廿一日", "2025-12-21", ""),
        ("二0二五年十月三十日", "2025-10-30", ""),
        ("2O25-O3-l5", "2025-03-15", ""),
        ("2025年三月", "2025-03", ""),
    ],
)
def test_dates_in_every_form(printed: str, iso: str, time: str) -> None:
    (found,) = find_dates(printed)
    assert (str(found.date), found.time) == (iso, time)


@pytest.mark.parametrize(
    "printed",
    [
        "2025年3月▇日",
        "2025年3月1▇日",
        "2025年3月   日",
        "2025年03月5日",
        "2025年3月1",
        "2025-03-1",
        "2025年2月30日",
        "二〇二五年三月十",
    ],
)
def test_a_day_that_cannot_be_seen_whole_leaves_the_month(printed: str) -> None:
    (found,) = find_dates(printed)
    assert str(found.date) in ("2025-03", "2025-02")
    assert found.date.day is None


@pytest.mark.parametrize("printed", ["入院时间：2026.03.2316时", "2026-03-2307时", "2026-03-23 07时"])
def test_an_hour_alone_behind_the_day_takes_none_of_it(printed: str) -> None:
    (found,) = find_dates(printed)
    assert str(found.date) == "2026-03-23"


def test_with_the_month_gone_the_year_is_left() -> None:
    (found,) = find_dates("二〇二六年月二十六日")
    assert str(found.date) == "2026" and found.damaged


@pytest.mark.parametrize(
    "printed",
    [
        "20250305-0123",
        "13800138000",
        "E11.900",
        "3.9-6.1",
        "1.005-1.030",
        "标本号2025030512",
        "3年前",
        "2025.13.40",
        "125-350",
        "0633-8282222",
    ],
)
def test_numbers_that_are_no_dates(printed: str) -> None:
    assert not find_dates(printed)


@pytest.mark.parametrize(
    ("printed", "iso"),
    [("20250305", "2025-03-05"), ("25-3-5", "2025-03-05"), ("2025-03", "2025-03"), ("2025 03 05", "2025-03-05")],
)
def test_looser_forms_count_behind_a_label_only(printed: str, iso: str) -> None:
    assert not find_dates(printed)
    assert [str(found.date) for found in find_dates(printed, labelled=True)] == [iso]


def read(kind: Kind, *lines: Line) -> tuple[DateField, ...]:
    return dates((sheet_of(page(*lines)),), BY_KIND[kind].date_labels)


def issued(kind: Kind, *lines: Line) -> IssueDate | None:
    spec = BY_KIND[kind]
    return issue_date(read(kind, *lines), spec.issue_dates, spec.oldest_counts)


def roles(found: tuple[DateField, ...]) -> dict[str, str]:
    return {each.role.value: str(each.date) for each in found}


def test_a_laboratory_sheet_s_dates_and_the_print_time_never_counts() -> None:
    footer = (
        line("采集时间：2025-03-01 07:30 接收时间：2025-03-01 08:10 报告时间：2025-03-02 10:22", 0.05, 1.2),
        line("打印时间：2025-04-02 09:00", 0.05, 1.23),
    )
    assert roles(read(Kind.LAB_REPORT, *footer)) == {
        "sampled": "2025-03-01", "received": "2025-03-01", "reported": "2025-03-02", "printed": "2025-04-02",
    }  # fmt: skip
    chosen = issued(Kind.LAB_REPORT, *footer)
    assert chosen is not None and (str(chosen.date.date), chosen.reason) == ("2025-03-02", "reported")
    assert issued(Kind.LAB_REPORT, footer[1]) is None


def test_of_two_panels_the_older_report_counts() -> None:
    chosen = issued(Kind.LAB_REPORT, line("报告时间：2025-03-02", 0.1, 0.5), line("报告时间：2024-11-20", 0.1, 1.0))
    assert chosen is not None and str(chosen.date.date) == "2024-11-20"


def test_a_bare_date_beside_the_signature_issues_a_certificate() -> None:
    lines = (
        *column([f"第{i}段文字说明病情" for i in range(12)], 0.1, 0.1, 0.05),
        line("医师签名：李四", 0.6, 0.8),
        line("2025年3月5日", 0.65, 0.85),
    )
    chosen = issued(Kind.DIAGNOSIS_CERTIFICATE, *lines)
    assert chosen is not None and (str(chosen.date.date), chosen.reason) == ("2025-03-05", "near_signature")


def test_a_date_in_the_history_issues_nothing() -> None:
    found = read(
        Kind.DIAGNOSIS_CERTIFICATE, line("患者2023年5月10日因头晕就诊于我院", 0.1, 0.3), line("医师：李四", 0.6, 0.8)
    )
    assert not found
    assert issued(Kind.DIAGNOSIS_CERTIFICATE, line("患者2023年5月10日因头晕就诊于我院", 0.1, 0.3)) is None


def test_a_stay_is_an_admission_and_a_discharge() -> None:
    found = read(Kind.DIAGNOSIS_CERTIFICATE, line("住院日期：2025年3月1日至2025年3月10日", 0.1, 0.3))
    assert roles(found) == {"admission": "2025-03-01", "discharge": "2025-03-10"}


def test_validity_of_an_identity_card() -> None:
    assert roles(read(Kind.ID_CARD_BACK, line("有效期限 2015.06.01-2035.06.01", 0.1, 0.3))) == {
        "valid_from": "2015-06-01", "expiry": "2035-06-01",
    }  # fmt: skip
    assert roles(read(Kind.ID_CARD_BACK, line("有效期限 2015.06.01-长期", 0.1, 0.3))) == {"valid_from": "2015-06-01"}


def test_dates_below_the_labels_of_a_header_row() -> None:
    cells = table([["送检日期", "报告日期"], ["2025-03-01", "2025-03-04"]], [0.1, 0.5], 0.2)
    assert roles(read(Kind.PATHOLOGY_REPORT, *cells)) == {"received": "2025-03-01", "reported": "2025-03-04"}


def test_a_date_split_over_fragments_is_one_date() -> None:
    assert roles(
        read(Kind.EXAM_REPORT, line("报告日期：2025年", 0.1, 0.3), line("3月", 0.3, 0.3), line("5日", 0.4, 0.3))
    ) == {"reported": "2025-03-05"}


def test_who_signs_says_what_a_date_on_a_form_stands_for() -> None:
    found = read(
        Kind.APPLICATION_FORM,
        line("申请人签名：张三 2025年3月5日", 0.1, 0.5),
        line("医师签名：李四 2025年3月8日", 0.1, 0.9),
    )
    assert roles(found) == {"applied": "2025-03-05", "opinion": "2025-03-08"}


def test_an_unreadable_issue_date_wins_over_a_readable_lower_one() -> None:
    chosen = issued(Kind.LAB_REPORT, line("采样时间：2025-03-01", 0.1, 0.3), line("报告时间：2▇25-▇▇-0▇", 0.1, 0.4))
    assert chosen is not None and chosen.date.date is None and chosen.reason == "reported"


def test_a_day_read_with_almost_no_confidence_was_not_read() -> None:
    sure = line("报告日期：2025年3月5日", 0.1, 0.3)
    chars = tuple(0.3 if i == sure.text.index("5日") else 0.98 for i in range(len(sure.text)))
    found = read(Kind.EXAM_REPORT, dataclasses.replace(sure, char_confidences=chars))
    assert roles(found) == {"reported": "2025-03"}


def test_a_date_a_stamp_covers_is_there_but_unread() -> None:
    box = Box(0.7, 0.5, 0.9, 0.7)
    seal = Seal(
        "a.jpg",
        1,
        box,
        SealShape.ROUND,
        SealColour.RED,
        SealStatus.PRESENT,
        SealPurpose.UNKNOWN,
        0.9,
        "海曲市人民医院 05月24日",
    )
    stamped = dataclasses.replace(page(line("医师签名：李四", 0.1, 0.8)), seals=(seal,))
    spec = BY_KIND[Kind.DIAGNOSIS_CERTIFICATE]
    (found,) = dates((sheet_of(stamped),), spec.date_labels)
    assert found.role is DateRole.ISSUED and found.date is None and found.evidence[0].box == box


def test_evidence_is_the_date_s_own_place() -> None:
    (found,) = read(Kind.LAB_REPORT, line("报告时间：2025-03-02 10:22", 0.1, 0.5))
    assert found.evidence[0].text == "2025-03-02 10:22"
    assert found.evidence[0].box.x0 > 0.17
    assert found.label == "报告时间"


def test_short_labels_stand_for_dates_where_a_date_follows() -> None:
    lines = line("采样：2025-03-01 07:30 接收：2025-03-01 08:10 审核：2025-03-02 09:00", 0.1, 1.2)
    assert roles(read(Kind.LAB_REPORT, lines)) == {
        "sampled": "2025-03-01", "received": "2025-03-01", "reviewed": "2025-03-02",
    }  # fmt: skip


def test_a_label_with_a_stamp_where_its_date_belongs_has_a_date_that_cannot_be_read() -> None:
    look = (SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, SealPurpose.CERTIFICATE)
    label = line("开具日期：", 0.6, 0.8)
    far, over = (Seal("a.jpg", 1, Box(x, 0.5, x + 0.2, 0.65), *look, 0.9, "海曲市人民医院") for x in (0.1, 0.66))
    spec = BY_KIND[Kind.DIAGNOSIS_CERTIFICATE]
    covered, clear = (sheet_of(dataclasses.replace(page(label), seals=(seal,))) for seal in (over, far))
    assert [(each.role, each.date) for each in dates((covered,), spec.date_labels)] == [(DateRole.ISSUED, None)]
    assert not dates((clear,), spec.date_labels)


def test_a_stamp_over_the_day_leaves_the_month_beside_the_signature() -> None:
    above = column([f"第{i}段文字说明病情" for i in range(12)], 0.1, 0.1, 0.05)
    chosen = issued(Kind.DIAGNOSIS_CERTIFICATE, *above, line("二〇二六年三月玉半县旧川章", 0.65, 0.85))
    assert chosen is not None and (str(chosen.date.date), chosen.reason) == ("2026-03", "near_signature")


def test_a_month_read_with_almost_no_confidence_leaves_the_year() -> None:
    sure = line("报告日期：2026年3月5日", 0.1, 0.3)
    chars = tuple(0.3 if i == sure.text.index("3月") else 0.98 for i in range(len(sure.text)))
    assert roles(read(Kind.EXAM_REPORT, dataclasses.replace(sure, char_confidences=chars))) == {"reported": "2026"}


def test_every_office_dates_its_own_box_on_a_form() -> None:
    lines = (line("医院医保办意见", 0.1, 0.8), line("(盖章)", 0.69, 0.9), line("2026年04月08日", 0.77, 0.9))
    below = column(["申请人签字 张三", *[f"填表说明第{i}条，请如实填写各项内容，涂改无效" for i in range(9)]], 0.1, 1.0)
    assert roles(read(Kind.APPLICATION_FORM, *lines, *below)) == {"opinion": "2026-04-08"}


@pytest.mark.parametrize(
    ("printed", "iso", "time"),
    [
        ("202609-1310:08", "2026-09-13", "10:08"),
        ("2026=07-1810:13.", "2026-07-18", "10:13"),
        ("2026-09.2007:36", "2026-09-20", "07:36"),
        ("2026c0325", "2026-03-25", ""),
    ],
)
def test_eight_digits_make_a_date_whatever_stands_between_them(printed: str, iso: str, time: str) -> None:
    (found,) = find_dates(printed, labelled=True)
    assert (str(found.date), found.time) == (iso, time)


@pytest.mark.parametrize("printed", ["2026-0413:27", "2026-1507:21", "20250305-0123", "2026-19230829"])
def test_a_clock_or_a_serial_is_no_part_of_a_date(printed: str) -> None:
    assert find_dates(printed, labelled=True) == ()


@pytest.mark.parametrize(
    ("printed", "iso", "days"),
    [
        ("2026-#7-18", "2026-07-18", []),  # no month but July ends in 7
        ("2026-07-#5", "2026-07", ["05", "15", "25"]),
        ("2026.06.138", "2026-06", ["13", "18"]),  # one digit too many
        ("2026年03月5日", "2026-03", ["05", "15", "25"]),  # a padded month has a padded day
    ],
)
def test_the_calendar_says_what_an_unread_digit_may_be(printed: str, iso: str, days: list[str]) -> None:
    (found,) = find_dates(printed, labelled=True)
    possible = [str(day)[-2:] for day in found.possible if str(day)[-2:] in days or not days]
    assert (str(found.date), possible) == (iso, days)


def test_a_doubtful_digit_the_calendar_solves_leaves_the_date_whole() -> None:
    label = "报告日期："
    printed = line(f"{label}2026-07-18", 0.1, 0.1)
    chars = (*(0.98,) * (len(label) + 5), 0.2, *(0.98,) * 4)
    (found,) = dates((sheet_of(page(dataclasses.replace(printed, char_confidences=chars))),), {})
    assert str(found.date) == "2026-07-18"


def test_a_doubtful_day_keeps_every_day_it_may_be() -> None:
    label = "报告日期："
    printed = line(f"{label}2026-07-18", 0.1, 0.1)
    chars = (*(0.98,) * (len(label) + 9), 0.2)
    (found,) = dates((sheet_of(page(dataclasses.replace(printed, char_confidences=chars))),), {})
    assert str(found.date) == "2026-07"
    assert (str(found.earliest), str(found.latest)) == ("2026-07-10", "2026-07-19")


def test_a_doubtful_colon_or_century_makes_no_date_doubtful() -> None:
    label = "报告日期："
    printed = line(f"{label}2026-07-18 09:42", 0.1, 0.1)
    chars = (*(0.98,) * len(label), 0.6, 0.6, *(0.98,) * 10, 0.5, 0.5, 0.5, 0.5)
    (found,) = dates((sheet_of(page(dataclasses.replace(printed, char_confidences=chars))),), {})
    assert found.confidence > 0.9


def test_a_date_above_the_text_of_an_outpatient_record_is_the_visit() -> None:
    lines = column(["姓名 朝鲁 性别男 年龄 61岁", "2026年8月2日", "主诉：肢体抖动4年。", "处理：3月后复诊。"], 0.1, 0.1)
    found = dates((sheet_of(page(*lines)),), BY_KIND[Kind.OUTPATIENT_RECORD].date_labels)
    assert [(each.role, str(each.date)) for each in found] == [(DateRole.VISIT, "2026-08-02")]


def test_short_words_take_a_date_glued_on_and_stay_verbs_otherwise() -> None:
    texts = ["采样2026-02-2808:52", "审核2026-02-2814:13", "审核2次后发出", "报告1份"]
    found = dates((sheet_of(page(*table([texts], [0.05, 0.3, 0.55, 0.8], 0.1))),), {})
    assert [each.role for each in found] == [DateRole.SAMPLED, DateRole.REVIEWED]


def test_what_a_stamp_left_of_a_date_beside_the_signature_is_a_date() -> None:
    body_text = column([f"{i}、普通内容普通内容普通内容" for i in range(8)], 0.1, 0.1)
    special = BY_KIND[Kind.DIAGNOSIS_CERTIFICATE].date_labels
    (whole,) = dates((sheet_of(page(*body_text, line("2026c0325用章", 0.6, 0.5))),), special)
    assert (whole.role, str(whole.date)) == (DateRole.ISSUED, "2026-03-25")
    (part,) = dates((sheet_of(page(*body_text, line("2026.0用章", 0.6, 0.5))),), special)
    assert (part.role, part.date) == (DateRole.ISSUED, None)
    assert dates((sheet_of(page(*body_text, line("2026号窗口", 0.6, 0.5))),), special) == ()


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("开证日期：2026年3月5日", DateRole.ISSUED),
        ("证明开具日期:2026-03-05", DateRole.ISSUED),
        ("影像审核发布时间：2026-03-05 10:11", DateRole.REVIEWED),
        ("标本离体时间：2026-03-05", DateRole.SAMPLED),
        ("清单导出时间：2026-03-05", DateRole.PRINTED),
        ("最近体检时间：2026-03-05", DateRole.OTHER),
    ],
)
def test_a_label_no_list_names_says_by_its_words_what_its_date_is(printed: str, role: DateRole) -> None:
    (found,) = dates((sheet_of(page(line(printed, 0.1, 0.1))),), {})
    assert (found.role, str(found.date), found.label != "") == (role, "2026-03-05", True)


def test_a_label_glued_to_the_time_before_it() -> None:
    found = dates((sheet_of(page(line("检查时间2026-03-01 09:12报告时间2026-03-02 10:12", 0.1, 0.1))),), {})
    assert [(each.role, str(each.date)) for each in found] == [
        (DateRole.EXAMINED, "2026-03-01"),
        (DateRole.REPORTED, "2026-03-02"),
    ]


def test_two_damaged_dates_on_a_row_are_two() -> None:
    cells = table([["接收时间:2026-#7-1807:21", "报告时间：2026=07-1810:13"]], [0.1, 0.5], 0.1)
    found = dates((sheet_of(page(*cells)),), {})
    assert [(each.role, str(each.date)) for each in found] == [
        (DateRole.RECEIVED, "2026-07-18"),
        (DateRole.REPORTED, "2026-07-18"),
    ]


def test_a_date_before_the_signature_on_its_line_issues_a_certificate() -> None:
    text = column([f"{i}、普通内容普通内容普通内容" for i in range(8)], 0.1, 0.1)
    special = BY_KIND[Kind.DIAGNOSIS_CERTIFICATE].date_labels
    (found,) = dates((sheet_of(page(*text, line("2026年3月5日 医师：李四", 0.55, 0.5))),), special)
    assert (found.role, str(found.date)) == (DateRole.ISSUED, "2026-03-05")


@pytest.mark.parametrize(
    "lines",
    [
        (line("入院日期 Date of Admission：2026-03-01", 0.08, 0.2), line("出院日期 Discharged 2026-03-09", 0.5, 0.2)),
        table([["入院日期", "出院日期"], ["Admission", "Discharge"], ["2026-03-01", "2026-03-09"]], [0.1, 0.5], 0.2),
        table([["入 院 日 期", "2026年03月01日", "出 院 日 期", "2026年03月09日"]], [0.08, 0.25, 0.5, 0.7], 0.2),
        (line("入院日期｜2026-03-01", 0.08, 0.2), line("【出院日期】2026-03-09", 0.5, 0.2)),
        (line("入院日期·2026-03-01", 0.08, 0.2), line("出院日期…2026-03-09", 0.5, 0.2)),
        (line("入院日期/出院日期：2026-03-01 / 2026-03-09", 0.08, 0.2),),
    ],
    ids=["English beside", "English beneath", "letters apart", "strokes and brackets", "dots for a colon", "as one"],
)
def test_labels_as_hospitals_print_them(lines: tuple[Line, ...]) -> None:
    found = dates([sheet_of(page(*lines))], {})
    assert [(each.role, str(each.date)) for each in found] == [
        (DateRole.ADMISSION, "2026-03-01"),
        (DateRole.DISCHARGE, "2026-03-09"),
    ]


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2026-03-1617.22", "2026-03-16"),
        ("2026-06-1415155", "2026-06-14"),
        ("2026.03.2414:43", "2026-03-24"),
        ("2026/6/2008:42", "2026-06-20"),
        ("2026/7/31:41", "2026-07-31"),
    ],
)
def test_a_time_glued_on_with_its_colons_lost_leaves_the_day(printed: str, iso: str) -> None:
    assert [str(found.date) for found in find_dates(printed, labelled=True)] == [iso]


def test_a_minute_that_was_hardly_read_makes_no_day_doubtful() -> None:
    printed = line("记录时间：2026.03.2414:43", 0.5, 0.9)
    sure = [1.0] * len(printed.text)
    sure[-3] = 0.3
    (recorded,) = read(Kind.DISCHARGE_RECORD, dataclasses.replace(printed, char_confidences=tuple(sure)))
    assert str(recorded.date) == "2026-03-24"
    assert recorded.confidence > 0.9
