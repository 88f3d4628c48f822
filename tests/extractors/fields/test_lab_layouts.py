"""Lab reports as other hospitals lay them out."""

from __future__ import annotations

import pytest

from extractors.fields import lab_items, lab_units, lab_wording
from extractors.reading import Line, Page
from tests.extractors.lines import line, page, table


def found(sheet: Page) -> list[tuple[str, str, str, str, str]]:
    return [(i.name, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([sheet])]


def at(cells: list[tuple[float, str]], y: float) -> list[Line]:
    return [line(text, x, y) for x, text in cells]


def test_a_header_whose_words_wrap_beside_words_of_one_line() -> None:
    left, right = (0.05, 0.20, 0.27, 0.32, 0.42), (0.52, 0.67, 0.73, 0.78, 0.88)
    middle = [(left[0], "检验项目"), (left[1], "结果"), (left[4], "单位"), (right[0], "检验项目"), (right[1], "结果")]
    sheet = page(
        *at([(left[2], "标"), (left[3], "参考"), (right[2], "标"), (right[3], "参考")], 0.19),
        *at([*middle, (right[4], "单位")], 0.197),
        *at([(left[2], "志"), (left[3], "范围"), (right[2], "志"), (right[3], "范围")], 0.206),
        *table([["白细胞计数", "12.65", "↑", "3.5-9.5", "10^9/L", "单核细胞百分比", "6.0", "", "3-10", "%"],
                ["红细胞计数", "3.11", "↓", "3.8-5.1", "10^12/L", "血小板压积", "0.21", "", "0.11-0.28", "%"],
                ["血红蛋白", "92", "↓", "115-150", "g/L", "平均红细胞体积", "88.4", "", "82-100", "fL"]],
               [*left, *right], 0.24),
    )  # fmt: skip
    assert found(sheet) == [
        ("白细胞计数", "12.65", "10^9/L", "3.5-9.5", "H"),
        ("红细胞计数", "3.11", "10^12/L", "3.8-5.1", "L"),
        ("血红蛋白", "92", "g/L", "115-150", "L"),
        ("单核细胞百分比", "6.0", "%", "3-10", ""),
        ("血小板压积", "0.21", "%", "0.11-0.28", ""),
        ("平均红细胞体积", "88.4", "fL", "82-100", ""),
    ]


def test_a_column_for_each_end_of_the_range() -> None:
    header = ["项目", "结果", "单位", "下限", "上限", "H/L"]
    rows = [["白蛋白(ALB)", "33.2", "g/L", "40", "55", "L"], ["总胆红素(TBIL)", "15.4", "μmol/L", "0", "21", ""]]
    sheet = page(*table([header, *rows], [0.05, 0.4, 0.52, 0.64, 0.74, 0.86], 0.2))
    assert found(sheet) == [("白蛋白", "33.2", "g/L", "40-55", "L"), ("总胆红素", "15.4", "μmol/L", "0-21", "")]


def test_two_known_items_without_a_header_are_a_table() -> None:
    rows = [["糖化血红蛋白", "8.9", "↑", "%", "4.0-6.0"], ["空腹血糖", "10.2", "↑", "mmol/L", "3.9-6.1"]]
    sheet = page(*table(rows, [0.05, 0.3, 0.4, 0.45, 0.6], 0.2))
    assert found(sheet) == [
        ("糖化血红蛋白", "8.9", "%", "4.0-6.0", "H"),
        ("空腹血糖", "10.2", "mmol/L", "3.9-6.1", "H"),
    ]
    unknown = page(*table([["甲乙丙数", "8.9", "↑", "%", "4.0-6.0"]], [0.05, 0.3, 0.4, 0.45, 0.6], 0.2))
    assert found(unknown) == []


def test_a_card_of_a_known_item_need_not_have_company() -> None:
    sheet = page(
        *at([(0.05, "血清铁蛋白"), (0.5, "8.2 ↓"), (0.7, "ng/mL")], 0.2), line("参考范围：13-150", 0.05, 0.222)
    )
    assert found(sheet) == [("血清铁蛋白", "8.2", "ng/mL", "13-150", "L")]


def test_items_written_out() -> None:
    sheet = page(
        line("1. 肌酐：162 μmol/L ↑（参考值 41~81）", 0.05, 0.2),
        line("2. 尿素：11.3 mmol/L ↑（参考值 2.6~7.5）；钾：4.41 mmol/L（3.5~5.3）", 0.05, 0.23),
        line("体温：36.5℃（腋下）", 0.05, 0.26),
    )
    assert found(sheet) == [
        ("肌酐", "162", "μmol/L", "41-81", "H"),
        ("尿素", "11.3", "mmol/L", "2.6-7.5", "H"),
        ("钾", "4.41", "mmol/L", "3.5-5.3", ""),
    ]


def test_a_range_of_several_lines_goes_on_to_its_end() -> None:
    header, xs = ["项目", "结果", "单位", "参考区间"], [0.05, 0.35, 0.5, 0.65]
    sheet = page(
        *table([header, ["促甲状腺素", "0.02", "mIU/L", "0.27-4.20"], ["雌二醇", "45.1", "pg/mL", "卵泡期12.4-233.0"]],
               xs, 0.2, 0.03),
        line("排卵期41.0-398.0", xs[3], 0.28), line("黄体期22.3-341.0", xs[3], 0.30),
        line("绝经后<138.0", xs[3], 0.32),
    )  # fmt: skip
    assert found(sheet)[1][3] == "卵泡期12.4-233.0排卵期41.0-398.0黄体期22.3-341.0绝经后<138.0"


@pytest.mark.parametrize(
    "header",
    [[(0.07, "项目"), (0.20, "结果"), (0.67, "参考值")], [(0.07, "检验项目"), (0.25, "结果"), (0.6, "参考范围")], []],
)
def test_names_in_a_line_of_their_own_above_their_values(header: list[tuple[float, str]]) -> None:
    sheet = page(
        *at(header, 0.10),
        *at([(0.07, "尿素(UREA)测定(UREA)")], 0.13), *at([(0.20, "13.31 mmol/L H"), (0.67, "3.10-8")], 0.155),
        *at([(0.07, "肌酐(酶法)(CREA)")], 0.19), *at([(0.20, "112.3 umol/L ↑"), (0.67, "57-97")], 0.215),
        *at([(0.07, "血小板计数(PLT)")], 0.25), *at([(0.20, "317 10^9/L"), (0.67, "125-350")], 0.275),
        *at([(0.06, "检验：张三 审核：李四")], 0.33),
    )  # fmt: skip
    assert found(sheet) == [
        ("尿素(UREA)测定", "13.31", "mmol/L", "3.10-8", "H"),
        ("肌酐(酶法)", "112.3", "umol/L", "57-97", "H"),
        ("血小板计数", "317", "10^9/L", "125-350", ""),
    ]


@pytest.mark.parametrize("side", ["住院号", "病案号：0302167", "申请科室", "送检科室：肾内科", "类别住院", "床号 12床"])
def test_particulars_of_the_person_in_a_column_beside_the_table(side: str) -> None:
    items = [
        ["尿酸", "548", "umol/L", "208-428"],
        ["胱抑素C", "1.28", "mg/L", "0.59-1.03"],
        ["肌酐", "124", "umol/L", "57-97"],
    ]
    sheet = page(
        *at([(0.05, "性别 女"), (0.36, "项目"), (0.58, "结果"), (0.69, "单位"), (0.82, "参考值")], 0.10),
        *table(
            [["住院号", *items[0]], ["0302167", *items[1]], [side, *items[2]]], [0.05, 0.36, 0.58, 0.69, 0.82], 0.13
        ),
        line("报告时间", 0.05, 0.30),
    )
    assert [each[:4] for each in found(sheet)] == [(name, value, unit, span) for name, value, unit, span in items]


def test_particulars_beside_items_whose_values_stand_between_name_and_code() -> None:
    lines = at([(0.06, "姓名 尹某"), (0.36, "项目"), (0.58, "结果"), (0.69, "单位"), (0.82, "参考值")], 0.10)
    for i, (label, name, code, value, unit, span) in enumerate(
        (
            ("病区 血管外科", "铁蛋白", "SF", "512", "ng/mL", "30-400 ↑"),
            ("床号 18", "转铁蛋白", "TRF", "1.85", "g/L", "2.00-3.60 ↓"),
            ("标本 血清", "可溶性转铁蛋白受体", "sTfR", "3.9", "mg/L", "2.2-5.0"),
            ("采样时间", "总铁结合力", "TIBC", "48", "μmol/L", "45-75"),
        )
    ):
        y = 0.13 + 0.06 * i
        lines += at([(0.06, label), (0.36, name)], y)
        lines += at([(0.58, value), (0.69, unit), (0.82, span)], y + 0.014)
        lines += at([(0.36, code)], y + 0.028)
    lines += at([(0.06, "2026-3-17 07:02")], 0.335)
    assert found(page(*lines)) == [
        ("铁蛋白", "512", "ng/mL", "30-400", "H"),
        ("转铁蛋白", "1.85", "g/L", "2.00-3.60", "L"),
        ("可溶性转铁蛋白受体", "3.9", "mg/L", "2.2-5.0", ""),
        ("总铁结合力", "48", "μmol/L", "45-75", ""),
    ]


def test_what_was_found_told_below_a_table_is_no_item() -> None:
    rows = [["型别", "结果", "参考值"], ["HPV16", "阴性", "阴性"], ["HPV52", "阳性", "阴性"], ["HPV58", "阴性", "阴性"]]
    sheet = page(*table(rows, [0.1, 0.4, 0.7], 0.2), line("提示信息：检出 HPV52 高危型感染", 0.1, 0.32))
    assert [each[0] for each in found(sheet)] == ["HPV16", "HPV52", "HPV58"]


def test_a_row_of_signatures_still_ends_a_table_that_begins_at_the_edge() -> None:
    sheet = page(
        *table([["项目", "结果", "单位", "参考值"], ["尿酸", "548", "umol/L", "208-428"],
                ["肌酐", "124", "umol/L", "57-97"]], [0.05, 0.36, 0.58, 0.69], 0.10),
        *at([(0.05, "检验者：张三"), (0.36, "审核者：李四"), (0.69, "2026-05-23")], 0.22),
    )  # fmt: skip
    assert [each[0] for each in found(sheet)] == ["尿酸", "肌酐"]


@pytest.mark.parametrize(
    ("printed", "interval", "unit"),
    [
        ("3.50~9.5010^9/L", "3.50~9.50", "10^9/L"),  # the unit's power ran into the end of the range
        ("3.80-5.10 10^12/L", "3.80-5.10", "10^12/L"),
        ("125~35010^9/L", "125~350", "10^9/L"),
        ("40~75%", "40~75", "%"),
        ("3.10-10", "3.10-10", ""),
        ("<1:100", "<1:100", ""),
    ],
)
def test_a_unit_behind_a_range(printed: str, interval: str, unit: str) -> None:
    assert lab_units.part_range(printed) == (interval, unit)


@pytest.mark.parametrize("printed", ["钾(K) K", "钠(Na) Na", "无机磷(P)P", "总钙(Ca) Ca"])
def test_a_code_in_brackets_and_again_behind_them(printed: str) -> None:
    name, _, code = printed.replace("(", "|").replace(")", "|").split("|")
    assert lab_wording.name_and_code(printed) == (f"{name}({code.strip()})", code.strip())


CONTINUED = [["糖类抗原125", "61.20", "↑", "U/mL", "0-35"], ["癌胚抗原", "33.80", "↑", "ng/mL", "0-5"]]


@pytest.mark.parametrize("between", ["注：结果已复查，请结合临床", "检验者：孙一鸣  审核者：周砚", "备注：溶血"])
def test_rows_go_on_below_a_remark_under_the_same_columns(between: str) -> None:
    xs = [0.05, 0.4, 0.5, 0.6, 0.75]
    sheet = page(
        *table([["项目", "结果", "提示", "单位", "参考区间"], ["甲胎蛋白", "2.61", "", "ng/mL", "0-7"]], xs, 0.2),
        line(between, 0.07, 0.27),
        *table(CONTINUED, xs, 0.3),
    )
    assert [row[:2] for row in found(sheet)] == [("甲胎蛋白", "2.61"), ("糖类抗原125", "61.20"), ("癌胚抗原", "33.80")]


@pytest.mark.parametrize("below", [["共计", "3", "项"], ["审核", "2026-03-02", "11:20", "盖章"]])
def test_what_is_no_item_does_not_go_on(below: list[str]) -> None:
    xs = [0.05, 0.4, 0.5, 0.6, 0.75]
    header = ["项目", "结果", "提示", "单位", "参考区间"]
    sheet = page(
        *table([header, *CONTINUED], xs, 0.2), line("备注：", 0.07, 0.3), *table([below], xs[: len(below)], 0.33)
    )
    assert len(found(sheet)) == len(CONTINUED)


def test_a_title_right_below_a_row_is_no_end_of_its_name() -> None:
    header, xs = ["项目名称", "代号", "结果", "单位", "参考区间"], [0.05, 0.35, 0.45, 0.6, 0.75]
    rows = [["总蛋白", "TP", "62.3", "g/L", "65-85"], ["白蛋白", "ALB", "33.1", "g/L", "40-55"]]
    rows += [["总胆红素", "TBIL", "24.6", "μmol/L", "0-21"], ["总胆汁酸", "TBA", "8.1", "μmol/L", "0-10"]]
    sheet = page(
        *table([header, *rows], xs, 0.2, 0.035),
        line("糖代谢", xs[0], 0.2 + 5 * 0.035 - 0.008),
        *table([header, ["空腹血糖", "GLU", "7.21", "mmol/L", "3.9-6.1"]], xs, 0.41),
    )
    assert [row[0] for row in found(sheet)] == ["总蛋白", "白蛋白", "总胆红素", "总胆汁酸", "空腹血糖"]


def test_a_column_of_groups_beside_the_names_is_none_of_them() -> None:
    header, xs = ["检验目的", "项目", "结果", "单位", "参考区间"], [0.05, 0.2, 0.45, 0.6, 0.75]
    rows = [
        ["", "空腹胰岛素", "4.1", "mU/L", "2.6-24.9"],
        ["糖代谢", "空腹C肽", "0.62", "ng/mL", "1.1-4.4"],
        ["", "总胆固醇", "6.33", "mmol/L", "<5.2"],
    ]
    sheet = page(*table([header, *rows], xs, 0.2))
    assert [row[0] for row in found(sheet)] == ["空腹胰岛素", "空腹C肽", "总胆固醇"]


def test_names_of_many_lines_keep_their_order_and_their_values() -> None:
    header, xs = ["项目", "结果", "单位", "参考区间"], [0.05, 0.25, 0.4, 0.55]
    sheet = page(
        *table([header], xs, 0.2),
        *at([(xs[0], "天门冬")], 0.235), *at([(xs[0], "氨酸氨")], 0.2475),
        *at([(xs[1], "72"), (xs[2], "U/L"), (xs[3], "13-35")], 0.2537),
        *at([(xs[0], "基转移")], 0.26), *at([(xs[0], "酶")], 0.2725),
        *at([(xs[0], "二氧化碳结")], 0.3075), *at([(xs[1], "18.2"), (xs[2], "mmol/L"), (xs[3], "22-29")], 0.3137),
        *at([(xs[0], "合力")], 0.32),
        *at([(xs[0], "钾"), (xs[1], "5.61"), (xs[2], "mmol/L"), (xs[3], "3.5-5.3")], 0.355),
        *at([(xs[0], "钠"), (xs[1], "138.4"), (xs[2], "mmol/L"), (xs[3], "137-147")], 0.39),
    )  # fmt: skip
    assert [row[:2] for row in found(sheet)] == [
        ("天门冬氨酸氨基转移酶", "72"),
        ("二氧化碳结合力", "18.2"),
        ("钾", "5.61"),
        ("钠", "138.4"),
    ]


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("估算肾小球滤过率(CKD-EPI)", "估算肾小球滤过率(CKD-EPI)", ""),
        ("糖化血红蛋白(NGSP)", "糖化血红蛋白(NGSP)", ""),
        ("甲胎蛋白(AFP)", "甲胎蛋白", "AFP"),
        ("EO#", "EO#", ""),
        ("#淋巴细胞", "淋巴细胞", ""),
        ("肌酸激酶同工酶MB", "肌酸激酶同工酶MB", ""),
        ("B型脑钠肽", "B型脑钠肽", ""),
        ("脂蛋白a", "脂蛋白a", ""),
    ],
)
def test_what_stands_behind_a_name_and_is_no_code(printed: str, name: str, code: str) -> None:
    assert lab_wording.mended(*lab_wording.name_and_code(printed), 0.9) == (name, code)


@pytest.mark.parametrize("printed", ["3.9-6.1 [mmol/L]", "3.9～6.1(mmol/L)", "3.9-6.1 mmol/L"])
def test_a_unit_in_brackets_behind_a_range(printed: str) -> None:
    interval, unit = lab_units.part_range(printed)
    assert (interval.replace("～", "-"), unit) == ("3.9-6.1", "mmol/L")


def test_an_open_range_takes_the_number_below_it() -> None:
    header, xs = ["项目", "结果", "单位", "参考区间", "项目", "结果"], [0.05, 0.25, 0.35, 0.45, 0.52, 0.8]
    sheet = page(
        *table([header], xs, 0.2),
        *at([(xs[3], "82-")], 0.2375), *at([(xs[0], "红细胞"), (xs[1], "90.7"), (xs[2], "fL"), (xs[4], "尿素")], 0.25),
        *at([(xs[3], "100"), (xs[5], "8.1")], 0.2625),
        *at([(xs[3], "125-")], 0.3075), *at([(xs[0], "血小板"), (xs[1], "312"), (xs[2], "g/L"), (xs[4], "钾")], 0.32),
        *at([(xs[3], "350")], 0.3325),
    )  # fmt: skip
    assert [row[3] for row in found(sheet)][:2] == ["82-100", "125-350"]


def test_units_printed_below_their_values() -> None:
    xs = [0.05, 0.45, 0.7]
    sheet = page(
        *table([["项目", "结果", "参考值"]], xs, 0.2),
        *table([["丙氨酸氨基转移酶(ALT)", "82.6 ↑", "9-50"], ["总胆汁酸", "33.9", "0-40"]], xs, 0.25, 0.05),
        line("IU/L", xs[1], 0.268),
        line("μmol/L", xs[1], 0.318),
    )
    assert [(row[0], row[1], row[2]) for row in found(sheet)] == [
        ("丙氨酸氨基转移酶", "82.6", "IU/L"),
        ("总胆汁酸", "33.9", "μmol/L"),
    ]


@pytest.mark.parametrize(
    ("value", "sure"), [("1061", False), ("1100", False), ("65", True), ("22", True), ("122", False)]
)
def test_a_value_outside_its_range_whose_1_may_be_an_arrow_is_doubtful(value: str, sure: bool) -> None:
    header, xs = ["项目", "结果", "单位", "参考区间"], [0.05, 0.35, 0.5, 0.65]
    rows = [
        ["肌酐", value, "μmol/L", "41-81"],
        ["尿素", "5.2", "mmol/L", "2.6-7.5"],
        ["钾", "4.1", "mmol/L", "3.5-5.3"],
    ]
    items = lab_items.extract([page(*table([header, *rows], xs, 0.2))])
    assert items[0].value == value
    assert (items[0].confidence > 0.9) is sure


def test_a_head_set_in_the_middle_of_a_wide_column() -> None:
    header = at([(0.21, "检验项目"), (0.50, "参考区间"), (0.67, "结果"), (0.76, "状态"), (0.87, "单位")], 0.2)
    rows = [
        ["促甲状腺激素", "0.27 -- 4.20", "0.008", "偏低", "mIU/L"],
        ["游离甲状腺素", "12.0 -- 22.0", "57.30", "偏高", "pmol/L"],
        ["甲状腺球蛋白抗体", "0 -- 115.0", "98.4", "正常", "IU/mL"],
    ]
    sheet = page(*header, *table(rows, [0.05, 0.50, 0.67, 0.76, 0.87], 0.23))
    assert found(sheet) == [
        ("促甲状腺激素", "0.008", "mIU/L", "0.27-4.20", "L"),
        ("游离甲状腺素", "57.30", "pmol/L", "12.0-22.0", "H"),
        ("甲状腺球蛋白抗体", "98.4", "IU/mL", "0-115.0", ""),
    ]


def test_the_class_of_an_antibody_is_no_code() -> None:
    assert lab_wording.name_and_code("抗心磷脂抗体IgG") == ("抗心磷脂抗体IgG", "")
    assert lab_wording.name_and_code("糖类抗原125 CA125B") == ("糖类抗原125", "CA125B")


def test_a_digit_read_for_the_letter_of_an_antigen() -> None:
    assert lab_wording.name_and_code("抗Sc1-70抗体") == ("抗Scl-70抗体", "")


def test_cards_whose_mark_stands_beside_the_range() -> None:
    rows = [["癌胚抗原（CEA）", "12.50 ng/ml"], ["参考区间 <5.00", "偏高"], ["甲胎蛋白（AFP）", "4.30 ng/ml"],
            ["参考区间0-8.78", ""]]  # fmt: skip
    assert found(page(*table(rows, [0.05, 0.75], 0.2))) == [
        ("癌胚抗原", "12.50", "ng/ml", "<5.00", "H"), ("甲胎蛋白", "4.30", "ng/ml", "0-8.78", ""),
    ]  # fmt: skip


def test_an_arrow_read_as_a_character_before_a_negative_range() -> None:
    rows = [["项目", "结果", "参考区间", "单位"], ["尿糖", "3+", "中阴性(-)", ""], ["酮体", "阴性(-)", "阴性(-)", ""],
            ["尿比重", "1.014", "1.005-1.030", ""]]  # fmt: skip
    assert found(page(*table(rows, [0.1, 0.5, 0.65, 0.8], 0.2)))[:2] == [
        ("尿糖", "3+", "", "阴性(-)", "A"), ("酮体", "阴性(-)", "", "阴性(-)", ""),
    ]  # fmt: skip


def test_a_telephone_s_page_prints_the_unit_below_the_range() -> None:
    items = [
        ("血红蛋白", "98 ↓", "115-150", "g/L"),
        ("红细胞压积", "31.2", "35-45", "%"),
        ("血小板计数", "201", "125-350", "10^9/L"),
    ]
    lines = [*at([(0.06, "项目"), (0.45, "结果"), (0.7, "参考值")], 0.2)]
    for i, (name, value, reference, unit) in enumerate(items):
        y = 0.26 + 0.1 * i
        lines += [*at([(0.06, name), (0.45, value)], y), line(reference, 0.7, y - 0.012), line(unit, 0.7, y + 0.026)]
    assert found(page(*lines)) == [
        ("血红蛋白", "98", "g/L", "115-150", "L"),
        ("红细胞压积", "31.2", "%", "35-45", ""),
        ("血小板计数", "201", "10^9/L", "125-350", ""),
    ]


def test_marks_behind_qualities_and_brackets_that_lost_their_dash() -> None:
    rows = [["尿糖", "2+ A", "阴性()"], ["酮体", "阴性()", "阴性(-)"], ["亚硝酸盐", "阳性(+) A", "阴性(-)"]]
    sheet = page(*table([["项目", "结果", "参考值"], *rows], [0.06, 0.4, 0.7], 0.2))
    assert found(sheet) == [
        ("尿糖", "2+", "", "阴性(-)", "A"),
        ("酮体", "阴性(-)", "", "阴性(-)", ""),
        ("亚硝酸盐", "阳性(+)", "", "阴性(-)", "A"),
    ]


def test_units_nobody_prints_are_those_they_look_like() -> None:
    assert lab_units.unit("pg/nL.") == "pg/mL"
    assert lab_units.unit("/μ") == "/μL"
