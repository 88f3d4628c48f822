import pytest

from extractors.fields import lab_items
from extractors.reading import Box, LabItem, Line, Page
from tests.extractors.lines import boxed, line, page, table

XS = [0.06, 0.34, 0.44, 0.52, 0.7]
HEADER = ["项目名称", "结果", "提示", "单位", "参考范围"]


def cells(page_or_pages: Page | list[Page]) -> list[tuple[str, str, str, str, str, str]]:
    pages = page_or_pages if isinstance(page_or_pages, list) else [page_or_pages]
    return [(i.name, i.code, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract(pages)]


def test_a_plain_table() -> None:
    sheet = page(
        line("检验报告单", 0.4, 0.05),
        line("标本类型：血清", 0.1, 0.15),
        *table(
            [
                HEADER,
                ["葡萄糖(GLU)", "7.8", "↑", "mmol/L", "3.9-6.1"],
                ["肌酐(Cr)", "88", "", "umol/L", "57-97"],
                ["乙型肝炎表面抗原", "阴性(-)", "", "", "阴性"],
            ],
            XS,
            0.2,
        ),
        line("检验者：张三", 0.06, 0.4),
        line("报告时间：2026-03-05 10:20", 0.5, 0.4),
    )
    assert cells(sheet) == [
        ("葡萄糖", "GLU", "7.8", "mmol/L", "3.9-6.1", "H"),
        ("肌酐", "Cr", "88", "umol/L", "57-97", ""),
        ("乙型肝炎表面抗原", "", "阴性(-)", "", "阴性", ""),
    ]
    items = lab_items.extract([sheet])
    assert {item.specimen for item in items} == {"血清"}
    assert [e.text for e in items[0].evidence] == ["葡萄糖(GLU)", "↑", "7.8", "mmol/L", "3.9-6.1"]


def test_no_flag_is_made_up_where_none_is_printed() -> None:
    sheet = page(*table([HEADER, ["葡萄糖", "17.8", "", "mmol/L", "3.9-6.1"]] * 1, XS, 0.2))
    assert [item.flag for item in lab_items.extract([sheet])] == [""]


@pytest.mark.parametrize(
    ("header", "xs", "row"),
    [
        (
            ["代号", "项目", "结果", "参考值", "单位"],
            [0.05, 0.2, 0.4, 0.55, 0.8],
            ["GLU", "葡萄糖", "7.8↑", "3.9--6.1", "mmol/L"],
        ),
        (
            ["序号", "检验项目", "缩写", "测定值", "单位", "参考区间"],
            [0.03, 0.1, 0.35, 0.5, 0.62, 0.78],
            ["1", "葡萄糖", "GLU", "7.8 H", "mmol/L", "3.9～6.1"],
        ),
        (
            ["项目", "检验方法", "提示", "结果", "单位", "参考范围"],
            [0.05, 0.35, 0.5, 0.58, 0.7, 0.82],
            ["葡萄糖(GLU)", "己糖激酶法", "↑", "7.8", "mmol/L", "[3.9-6.1]"],
        ),
        (
            ["检测项目", "结果", "参考区间", "单位", "状态"],
            [0.05, 0.4, 0.55, 0.72, 0.9],
            ["葡萄糖(GLU)", "7.8", "3.9-6.1", "mmol/L", "偏高"],
        ),
    ],
)
def test_columns_in_any_order(header: list[str], xs: list[float], row: list[str]) -> None:
    more = [["ALT", "谷丙转氨酶", "25.6", "0--40", "U/L"]] if len(header) == 5 and header[0] == "代号" else []
    sheet = page(*table([header, row, *more], xs, 0.2))
    assert cells(sheet)[0] == ("葡萄糖", "GLU", "7.8", "mmol/L", "3.9-6.1", "H")


def test_rows_that_came_as_one_line_each() -> None:
    sheet = page(
        line("检验项目 结果 单位 参考区间 检验项目 结果 单位 参考区间", 0.05, 0.2),
        line("葡萄糖(GLU) 6.8↑ mmol/L 3.9-6.1 ★肌酐(Cr) 707 μmol/L 57-97", 0.05, 0.23),
        line("尿素 5.1 mmol/L 2.6～7.5 白细胞 3.9 10*9/L 4.0-10.0", 0.05, 0.26),
    )
    assert cells(sheet) == [
        ("葡萄糖", "GLU", "6.8", "mmol/L", "3.9-6.1", "H"),
        ("尿素", "", "5.1", "mmol/L", "2.6-7.5", ""),
        ("肌酐", "Cr", "707", "μmol/L", "57-97", ""),
        ("白细胞", "", "3.9", "10^9/L", "4.0-10.0", ""),
    ]


def test_two_columns_side_by_side_with_unequal_length() -> None:
    header = ["项目名称", "检查结果", "参考值", "单位"] * 2
    xs = [0.05, 0.2, 0.3, 0.41, 0.52, 0.68, 0.78, 0.9]
    sheet = page(
        *table(
            [
                header,
                ["白细胞计数", "2.06 L", "3.5-9.5", "10^9/L", "淋巴细胞百分比", "27.3", "20-50", "%"],
                ["红细胞计数", "4.48", "3.8-5.1", "10^12/L", "", "", "", ""],
            ],
            xs,
            0.2,
        )
    )
    assert [(name, value, flag) for name, _, value, _, _, flag in cells(sheet)] == [
        ("白细胞计数", "2.06", "L"),
        ("红细胞计数", "4.48", ""),
        ("淋巴细胞百分比", "27.3", ""),
    ]


def test_several_panels_on_one_page() -> None:
    sheet = page(
        *table([HEADER, ["血小板", "90", "↓", "10^9/L", "125-350"]], XS, 0.2),
        line("检验者：张三 审核者：李四 报告时间：2026-03-01", 0.06, 0.27),
        *table([HEADER, ["肌酐", "88", "", "μmol/L", "57-97"]], XS, 0.33),
    )
    assert [(item.name, item.panel) for item in lab_items.extract([sheet])] == [("血小板", 0), ("肌酐", 1)]


def test_a_wrapped_name_and_a_wrapped_range() -> None:
    sheet = page(
        *table([HEADER, ["葡萄糖", "5.1", "", "mmol/L", "3.9-6.1"]], XS, 0.2, 0.04),
        *table([["抗环瓜氨酸肽抗体(化学", "12.1", "", "U/mL", "男:0-17"]], XS, 0.28),
        *table([["发光法)", "", "", "", "女:0-20"]], XS, 0.3),
        *table([["肌酐", "88", "", "μmol/L", "57-97"], ["尿素", "5.5", "", "mmol/L", "2.6-7.5"]], XS, 0.33, 0.04),
    )
    found = cells(sheet)
    assert [row[0] for row in found] == ["葡萄糖", "抗环瓜氨酸肽抗体(化学发光法)", "肌酐", "尿素"]
    assert found[1][4] == "男:0-17女:0-20"


def test_a_missing_cell_leaves_its_field_empty() -> None:
    rows = [
        HEADER,
        ["葡萄糖", "5.1", "", "mmol/L", "3.9-6.1"],
        ["白球比", "1.5", "", "", "1.5-2.5"],
        ["尿比重", "1.020", "", "", ""],
    ]
    assert cells(page(*table(rows, XS, 0.2)))[1:] == [
        ("白球比", "", "1.5", "", "1.5-2.5", ""),
        ("尿比重", "", "1.020", "", "", ""),
    ]


def test_a_page_without_a_header_goes_on_with_the_columns_before() -> None:
    rows = [
        ["葡萄糖", "5.1", "", "mmol/L", "3.9-6.1"],
        ["肌酐", "188", "↑", "μmol/L", "57-97"],
        ["尿素", "5.5", "", "mmol/L", "2.6-7.5"],
    ]
    first, second = page(*table([HEADER, *rows], XS, 0.2)), page(*table(rows, XS, 0.1), number=2)
    found = lab_items.extract([first, second])
    assert [item.name for item in found] == ["葡萄糖", "肌酐", "尿素"] * 2
    assert [item.flag for item in found] == ["", "H", ""] * 2
    assert found[3].evidence[0].page == 2


def test_a_table_without_any_header() -> None:
    rows = [
        ["葡萄糖", "5.1", "", "mmol/L", "3.9-6.1"],
        ["肌酐", "188", "↑", "μmol/L", "57-97"],
        ["尿素", "5.5", "", "mmol/L", "2.6-7.5"],
    ]
    assert cells(page(*table(rows, XS, 0.1)))[1] == ("肌酐", "", "188", "μmol/L", "57-97", "H")


def test_a_title_between_rows_is_no_item() -> None:
    rows = [
        HEADER,
        ["葡萄糖", "5.1", "", "mmol/L", "3.9-6.1"],
        ["尿素", "5.5", "", "mmol/L", "2.6-7.5"],
        ["肌酐", "88", "", "μmol/L", "57-97"],
    ]
    titled = [rows[0], ["生化全套", "", "", "", ""], *rows[1:]]
    assert [row[0] for row in cells(page(*table(titled, XS, 0.2)))] == ["葡萄糖", "尿素", "肌酐"]


def test_running_text_is_no_table() -> None:
    sheet = page(line("患者血糖6.8mmol/L，肌酐88μmol/L，", 0.1, 0.2), line("予以对症治疗后好转。", 0.1, 0.23))
    assert lab_items.extract([sheet]) == ()


def test_confidence_follows_the_recogniser() -> None:
    def read(confidence: float) -> LabItem:
        rows = table([HEADER, ["葡萄糖", "5.1", "", "mmol/L", "3.9-6.1"]], XS, 0.2)
        unsure = line("5.1", XS[1], 0.23, confidence=confidence)
        return lab_items.extract([page(*(unsure if each.text == "5.1" else each for each in rows))])[0]

    assert read(0.4).confidence <= 0.4 < read(0.98).confidence


def test_names_of_two_lines_with_their_value_between_them() -> None:
    names = [
        ("白细胞计数(WBC)测定（全", "自动分析法）"),
        ("血红蛋白(HGB)测定（全自", "动分析法）"),
        ("血小板计数(PLT)测定", "（全自动分析法）"),
    ]
    values = [("11.2", "10^9/L", "3.5-9.5"), ("98", "g/L", "115-150"), ("210", "10^9/L", "125-350")]
    rows = [*table([["项目", "结果", "单位", "参考值"]], [0.06, 0.3, 0.45, 0.6], 0.2)]
    for i, ((first, second), value) in enumerate(zip(names, values, strict=True)):
        y = 0.24 + i * 0.05
        rows += [line(first, 0.06, y), line(second, 0.06, y + 0.02)]
        rows += table([list(value)], [0.3, 0.45, 0.6], y + 0.01)
    found = lab_items.extract([page(*rows)])
    assert [(item.name[:4], item.value) for item in found] == [
        ("白细胞计", "11.2"),
        ("血红蛋白", "98"),
        ("血小板计", "210"),
    ]


def test_the_next_panel_s_title_is_no_part_of_a_name() -> None:
    sheet = page(
        *table(
            [HEADER, ["肌酸激酶(CK)", "84", "", "U/L", "50~310"], ["乳酸脱氢酶(LDH)", "151", "", "U/L", "120~250"]],
            XS,
            0.2,
        ),
        line("肾功能（血清）", 0.06, 0.3),
        *table([HEADER, ["尿素(UREA)", "5.46", "", "mmol/L", "2.90~8.20"]], XS, 0.33),
    )
    assert [each[0] for each in cells(sheet)] == ["肌酸激酶", "乳酸脱氢酶", "尿素"]


def test_a_row_of_times_below_the_table_is_no_item() -> None:
    sheet = page(
        *table(
            [HEADER, ["肌酐(Cr)", "88", "", "umol/L", "57-97"], ["尿素(UREA)", "5.46", "", "mmol/L", "2.9-8.2"]],
            XS,
            0.2,
        ),
        line("采样2026-02-28 08:52 签收2026-02-28 09:53", 0.06, 0.3),
    )
    assert [each[0] for each in cells(sheet)] == ["肌酐", "尿素"]


def test_a_unit_read_as_a_number_is_no_second_value() -> None:
    sheet = page(
        *table(
            [
                HEADER,
                ["红细胞压积(HCT)", "42.5", "", "0 o", "35-45"],
                ["单核细胞百分比", "5.5", "", "%", "3-10"],
                ["淋巴细胞百分比", "39.1", "", "%", "20-50"],
            ],
            XS,
            0.2,
        )
    )
    assert [(each[2], each[3]) for each in cells(sheet)] == [("42.5", "%"), ("5.5", "%"), ("39.1", "%")]


def test_a_unit_and_a_range_run_together_with_a_speck_between() -> None:
    sheet = page(
        *table(
            [HEADER, ["癌胚抗原(CEA)", "7.48", "↑", "ng/ml.0-5", ""], ["甲胎蛋白(AFP)", "6.1", "", "ng/mL0-7", ""]],
            [0.06, 0.34, 0.44, 0.52, 0.59],
            0.2,
        )
    )
    assert [(each[3], each[4]) for each in cells(sheet)] == [("ng/mL", "0-5"), ("ng/mL", "0-7")]


@pytest.mark.parametrize("header", ["参考区间", "餐考区间", "参考间"])
def test_a_header_word_with_a_character_misread_or_lost(header: str) -> None:
    sheet = page(
        *table([["项目名称", "结果", "提示", "单位", header], ["肌酐", "88", "", "umol/L", "57-97"]], XS, 0.2),
    )
    assert [(each[0], each[2], each[3], each[4]) for each in cells(sheet)] == [("肌酐", "88", "umol/L", "57-97")]


def test_a_header_that_repeats_itself_in_english_is_a_header() -> None:
    sheet = page(
        *table(
            [
                ["项目 Item", "结果 Result", "提示", "单位 Unit", "参考区间 Ref."],
                ["葡萄糖 GLU", "7.9", "↑", "mmol/L", "3.9~6.1"],
                ["肌酐 CREA", "88", "", "μmol/L", "57~97"],
            ],
            [0.08, 0.4, 0.52, 0.6, 0.78],
            0.3,
        )
    )
    assert [(i.name, i.code, i.value, i.flag) for i in lab_items.extract([sheet])] == [
        ("葡萄糖", "GLU", "7.9", "H"),
        ("肌酐", "CREA", "88", ""),
    ]


def test_a_column_whose_header_went_lost() -> None:
    sheet = page(
        *table(
            [
                ["项目 Test", "结果 Result", "单位 Unit", "", ""],
                ["★白细胞 WBC", "2.23", "×10^9/L", "3.50-9.50", "↓"],
                ["血红蛋白浓度 HGB", "165", "g/L", "130-175", ""],
                ["血小板 PLT", "160", "×10^9/L", "125-350", ""],
            ],
            [0.07, 0.36, 0.5, 0.62, 0.83],
            0.2,
        )
    )
    assert cells(sheet) == [
        ("白细胞", "WBC", "2.23", "10^9/L", "3.50-9.50", "L"),
        ("血红蛋白浓度", "HGB", "165", "g/L", "130-175", ""),
        ("血小板", "PLT", "160", "10^9/L", "125-350", ""),
    ]


def test_triangles_behind_ranges_and_row_numbers_before_names() -> None:
    sheet = page(
        *table(
            [
                ["项目", "测定值", "参考区间", "单位"],
                ["1尿素氮(BUN)", "9.86", "3.10-8▲", "mmol/L"],
                ["2白蛋白(ALB)", "35.7", "40-55▼", "g/L"],
                ["3磷(P)", "1.10", "0.85-1.51", "mmol/L"],
            ],
            [0.08, 0.42, 0.53, 0.72],
            0.2,
        )
    )
    assert [(each[0], each[4], each[5]) for each in cells(sheet)] == [
        ("尿素氮", "3.10-8", "H"),
        ("白蛋白", "40-55", "L"),
        ("磷", "0.85-1.51", ""),
    ]


def test_units_behind_names_and_behind_values() -> None:
    rows = [
        ["检验指标", "检验结果", "参考范围"],
        ["肌酐(酶法)(μmol/L)", "111.2", "57~97"],
        ["癌胚抗原", "2.1 ng/mL", "0-5"],
    ]
    assert [(each[0], each[2], each[3]) for each in cells(page(*table(rows, [0.1, 0.5, 0.7], 0.2)))] == [
        ("肌酐(酶法)", "111.2", "μmol/L"),
        ("癌胚抗原", "2.1", "ng/mL"),
    ]


def test_narrow_cells_that_wrap() -> None:
    xs = [0.06, 0.12, 0.4, 0.55, 0.7]
    sheet = page(
        *table([["代号", "项目名称", "结果", "参考值", "单位"]], xs, 0.2),
        *(
            each
            for i, (code, name, value, low, high, first) in enumerate(
                [
                    ("UA", "尿酸", "338", "(208-", "428)", "μmol/"),
                    ("K", "钾", "3.88", "(3.50-", "5.30)", "mmol/"),
                    ("P", "磷", "1.10", "(0.85-", "1.51)", "mmol/"),
                ]
            )
            for each in (
                *table([["", "", "", low, first]], xs, 0.26 + 0.07 * i),
                *table([[code, name, value, "", ""]], xs, 0.275 + 0.07 * i),
                *table([["", "", "", high, "L"]], xs, 0.29 + 0.07 * i),
            )
        ),
    )
    assert cells(sheet) == [
        ("尿酸", "UA", "338", "μmol/L", "208-428", ""),
        ("钾", "K", "3.88", "mmol/L", "3.50-5.30", ""),
        ("磷", "P", "1.10", "mmol/L", "0.85-1.51", ""),
    ]


def test_a_flag_that_its_value_denies_lowers_the_confidence() -> None:
    rows = [HEADER, ["尿酸", "50", "↑", "μmol/L", "208-428"], ["肌酐", "188", "↑", "μmol/L", "57-97"]]
    denied, plain = lab_items.extract([page(*table(rows, XS, 0.2))])
    assert denied.flag == plain.flag == "H"
    assert denied.confidence < 0.6 < plain.confidence


def test_a_page_s_head_is_no_part_of_a_table_without_a_header() -> None:
    sheet = page(
        *table([["姓名", "性别/年龄", "登记号"], ["张三", "男/34岁", "2611503136"]], [0.08, 0.4, 0.6], 0.1),
        *table(
            [
                ["尿素 BUN", "13.91", "高", "3.10~8 mmol/L"],
                ["尿酸 UA", "269", "", "208~428 μmol/L"],
                ["胱抑素C CYSC", "0.96", "", "0.59~1.03 mg/L"],
                ["钾 K", "4.99", "", "3.50~5.30 mmol/L"],
            ],
            [0.08, 0.49, 0.63, 0.68],
            0.25,
        ),
    )
    assert [(each[0], each[2], each[3], each[5]) for each in cells(sheet)] == [
        ("尿素", "13.91", "mmol/L", "H"),
        ("尿酸", "269", "μmol/L", ""),
        ("胱抑素C", "0.96", "mg/L", ""),
        ("钾", "4.99", "mmol/L", ""),
    ]


def _card(x: float, y: float, name: str, value: str, interval: str) -> tuple[Line, ...]:
    return tuple(line(text, x, y + i * 0.02, height=0.014) for i, text in enumerate((name, value, interval)))


def test_cards_instead_of_rows() -> None:
    sheet = page(
        line("肌酶谱（血清）", 0.08, 0.14),
        *_card(0.09, 0.172, "肌酸激酶 CK", "606 U/L ↑", "参考 50〜310"),
        *_card(0.37, 0.172, "肌酸激酶同工酶 CK-MB", "19 U/L", "参考 0〜25"),
        *_card(0.66, 0.172, "乳酸脱氢酶 LDH", "368 U/L ↑", "参考 120〜250"),
        *_card(0.09, 0.248, "肌酐 Cr", "↓ 39.6 μmol/L", "参考值：57〜97"),
        line("全血细胞计数（静脉血）", 0.08, 0.315),
        *_card(0.09, 0.345, "★白细胞计数 WBC", "7.95 10^9/L", "参考区间 3.50〜9.50"),
        line("报告：2026-04-26 13:16", 0.08, 1.3),
    )
    found = lab_items.extract([sheet])
    assert [(i.name, i.code, i.value, i.unit, i.reference, i.flag, i.panel) for i in found] == [
        ("肌酸激酶", "CK", "606", "U/L", "50-310", "H", 0),
        ("肌酸激酶同工酶", "CK-MB", "19", "U/L", "0-25", "", 0),
        ("乳酸脱氢酶", "LDH", "368", "U/L", "120-250", "H", 0),
        ("肌酐", "Cr", "39.6", "μmol/L", "57-97", "L", 0),
        ("白细胞计数", "WBC", "7.95", "10^9/L", "3.50-9.50", "", 1),
    ]


def test_halves_of_a_sheet_that_wrap_each_for_itself() -> None:
    h = 0.017
    sheet = page(
        *table(
            [["项目", "结果", "单位", "参考范围", "项目", "结果", "单位", "参考范围"]],
            [0.05, 0.26, 0.35, 0.42, 0.52, 0.73, 0.82, 0.88],
            0.2,
        ),
        *(
            line(t, x, 0.288, height=h)
            for t, x in (("葡萄糖", 0.05), ("8.67", 0.26), ("总胆固醇", 0.52), ("3.44", 0.73))
        ),
        *(line(t, x, 0.276, height=h) for t, x in (("mmol", 0.35), ("3.90〜", 0.42), ("mmol", 0.82))),
        *(line(t, x, 0.300, height=h) for t, x in (("/L", 0.35), ("6.10", 0.42), ("/L", 0.82))),
        line("0〜5.20", 0.88, 0.288, height=h),
        *(line(t, x, 0.330, height=h) for t, x in (("糖化血红蛋白", 0.05), ("7.6", 0.26), ("%", 0.35), ("4〜6", 0.42))),
        *(
            line(t, x, 0.361, height=h)
            for t, x in (("糖化白蛋白", 0.05), ("14.7", 0.26), ("%", 0.35), ("11〜17", 0.42))
        ),
        *(line(t, x, 0.345, height=h) for t, x in (("甘油三酯", 0.52), ("3.00", 0.73), ("0〜1.70", 0.88))),
        *(line(t, 0.82, y, height=h) for t, y in (("mmol", 0.333), ("/L", 0.357))),
    )
    found = [(i.name, i.value, i.unit, i.reference) for i in lab_items.extract([sheet])]
    assert sorted(found) == sorted(
        [
            ("葡萄糖", "8.67", "mmol/L", "3.90-6.10"),
            ("糖化血红蛋白", "7.6", "%", "4-6"),
            ("糖化白蛋白", "14.7", "%", "11-17"),
            ("总胆固醇", "3.44", "mmol/L", "0-5.20"),
            ("甘油三酯", "3.00", "mmol/L", "0-1.70"),
        ]
    )


def test_a_single_unit_and_a_single_quality_that_wrap() -> None:
    sheet = page(
        *table(
            [
                ["项目名称", "结果", "单位", "参考值"],
                ["尿酸", "355", "μmol/L", "208-428"],
                ["肾小球滤过率估算值", "56.4", "", "90-150"],
                ["钾", "4.40", "mmol/L", "3.50-5.30"],
            ],
            [0.1, 0.4, 0.6, 0.78],
            0.2,
            step=0.045,
        ),
        line("mL/min/1.73", 0.6, 0.281),
        line("m²", 0.6, 0.299),
    )
    assert [(i.name, i.unit) for i in lab_items.extract([sheet])][1] == ("肾小球滤过率估算值", "mL/min/1.73m2")


def test_units_behind_the_ranges_and_a_head_of_flags_in_two_rows() -> None:
    sheet = page(
        line("异常提", 0.5, 0.19),
        *table(
            [
                ["检验项目", "检测结果", "", "参考区间"],
                ["Test Item", "Result", "", "Reference"],
                ["", "", "Flag", ""],
                ["嗜碱性粒细胞百分率", "0.8", "", "<1%"],
                ["红细胞分布宽度SD", "57.1", "H", "37~54fL"],
                ["白细胞计数", "6.61", "", "3.50~9.50 ×10°/L"],
            ],
            [0.1, 0.35, 0.52, 0.7],
            0.21,
        ),
    )
    assert [(i.name, i.value, i.unit, i.reference, i.flag) for i in lab_items.extract([sheet])] == [
        ("嗜碱性粒细胞百分率", "0.8", "%", "<1", ""),
        ("红细胞分布宽度SD", "57.1", "fL", "37-54", "H"),
        ("白细胞计数", "6.61", "10^9/L", "3.50-9.50", ""),
    ]


def test_a_watermark_over_the_table_is_in_no_name() -> None:
    sheet = page(
        *table(
            [
                ["结果", "项目名称", "参考区间", "单位"],
                ["174", "血红蛋白(HGB)", "115~150", "g/L"],
                ["35.12", "超敏C反应蛋白(hs-CRP)", "<10.00", "mg/L"],
            ],
            [0.15, 0.3, 0.68, 0.83],
            0.2,
        ),
        line("拉", 0.57, 0.23, confidence=0.36),
        boxed("医疗文书专用", Box(0.3, 0.15, 0.7, 0.42)),
    )
    assert [i.name for i in lab_items.extract([sheet])] == ["血红蛋白", "超敏C反应蛋白"]


def test_a_method_in_brackets_stays_with_the_name_where_codes_have_their_column() -> None:
    rows = [
        ["项目", "代号", "结果", "单位", "参考范围"],
        ["糖化血红蛋白(IFCC)", "A1C-IFCC", "31", "mmol/mol", "20-42"],
        ["癌胚抗原(CEA)", "CEA", "4.20", "ng/mL", "0-5"],
        ["葡萄糖(空腹)", "GLU0", "5.1", "mmol/L", "3.9-6.1"],
    ]
    found = cells(page(*table(rows, [0.08, 0.31, 0.45, 0.6, 0.76], 0.2)))
    assert [name for name, *_ in found] == ["糖化血红蛋白(IFCC)", "癌胚抗原", "葡萄糖(空腹)"]


def test_tightly_set_rows_with_words_for_values_stay_apart() -> None:
    rows = [
        ["代码", "中文名称", "测定结果", "单位", "参考区间"],
        ["T-SPOT", "结核感染T细胞检测", "阴性", "", "阴性"],
        ["ESR", "血沉", "39", "mm/h", "<20"],
        ["IgE", "免疫球蛋白E", "18.6", "IU/mL", "<100"],
        ["ANA", "抗核抗体", "<1:100", "", "<1:100"],
    ]
    lines = [
        each
        for row, y in zip(rows, (0.16, 0.194, 0.216, 0.252, 0.274), strict=True)
        for each in table([row], [0.07, 0.18, 0.46, 0.58, 0.79], y)
    ]
    found = cells(page(*lines))
    assert [(name, value) for name, _, value, *_ in found] == [
        ("结核感染T细胞检测", "阴性"),
        ("血沉", "39"),
        ("免疫球蛋白E", "18.6"),
        ("抗核抗体", "<1:100"),
    ]


def test_a_panel_s_heading_below_the_last_row_is_no_part_of_its_name() -> None:
    header = ["检验项目", "结果", "单位", "参考区间"]
    first = [header, ["葡萄糖", "5.1", "mmol/L", "3.9-6.1"], ["尿素", "5.0", "mmol/L", "2.6-7.5"]]
    first.append(["乳酸", "0.20", "mmol/L", "0.02-2.27"])
    second = [header, ["甘油三酯", "1.2", "mmol/L", "<1.70"], ["总胆固醇", "4.1", "mmol/L", "<5.20"]]
    xs = [0.07, 0.38, 0.55, 0.68]
    sheet = page(*table(first, xs, 0.2), line("血脂四项+ApoE", 0.066, 0.33), *table(second, xs, 0.37))
    assert [name for name, *_ in cells(sheet)] == ["葡萄糖", "尿素", "乳酸", "甘油三酯", "总胆固醇"]


@pytest.mark.parametrize(
    ("name", "printed", "value"), [("淋巴细胞百分率", "136.5", "36.5"), ("凝血酶原活动度百分比", "112.3", "112.3")]
)
def test_a_share_of_a_whole_exceeds_no_hundred(name: str, printed: str, value: str) -> None:
    sheet = page(line("检验报告单", 0.4, 0.05), *table([HEADER, [name, printed, "", "%", "20-50"]], XS, 0.2))
    assert [item.value for item in lab_items.extract([sheet])] == [value]
