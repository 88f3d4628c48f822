import pytest

from extractors.fields import lab_values
from extractors.fields.lab_units import unit
from extractors.fields.lab_wording import mended, name_and_code


@pytest.mark.parametrize(
    ("printed", "value", "flag"),
    [
        ("6.1", "6.1", ""),
        ("6.8↑", "6.8", "H"),
        ("↓3.9", "3.9", "L"),
        ("6.8 H", "6.8", "H"),
        ("58.9L", "58.9", "L"),
        ("12.5*", "12.5", "A"),
        ("＜1.00", "<1.00", ""),
        (">1000", ">1000", ""),
        ("1:20", "1:20", ""),
        ("阴性（-）", "阴性(-)", ""),
        ("6. 8", "6.8", ""),
        ("6，8", "6.8", ""),
        ("1O.5", "10.5", ""),
        ("+++", "+++", ""),
    ],
)
def test_a_value_and_the_flag_printed_to_it(printed: str, value: str, flag: str) -> None:
    assert (lab_values.value(printed), lab_values.part_flag(printed)[1]) == (value, flag)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("10^9/L", "10^9/L"),
        ("10*9/L", "10^9/L"),
        ("×10⁹/L", "10^9/L"),
        ("x10^12/L", "10^12/L"),
        ("10~9/L", "10^9/L"),
        ("109/L", "10^9/L"),
        ("1012/L", "10^12/L"),
        ("G/L", "10^9/L"),
        ("E+9/L", "10^9/L"),
        ("10^6/uL", "10^6/μL"),
        ("umol/L", "umol/L"),
        ("µmol/L", "μmol/L"),
        ("mmo1/L", "mmol/L"),
        ("g/l", "g/l"),
        ("g/1.", "g/L"),
        ("U/1", "U/L"),
        ("Pg", "pg"),
        ("mIU/ml", "mIU/ml"),
        ("%", "%"),
        ("S/CO", "S/CO"),
        ("个/HP", "个/HP"),
    ],
)
def test_units_are_spelled_as_printed_and_powers_one_way(printed: str, expected: str) -> None:
    assert unit(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("3.9～6.1", "3.9-6.1"),
        ("3.9〜6.1", "3.9-6.1"),
        ("0--40", "0-40"),
        ("[4.0-10.0]", "4.0-10.0"),
        ("＜20", "<20"),
        ("4.0—10.0", "4.0-10.0"),
        ("↑ 3.9-6.1", "3.9-6.1"),
        ("阴性", "阴性"),
        ("男:57-97 女:41-81", "男:57-97 女:41-81"),
    ],
)
def test_references(printed: str, expected: str) -> None:
    assert lab_values.reference(printed) == expected


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("葡萄糖(GLU)", "葡萄糖", "GLU"),
        ("GLU 葡萄糖", "葡萄糖", "GLU"),
        ("葡萄糖 GLU", "葡萄糖", "GLU"),
        ("★糖化血红蛋白（HbA1c）", "糖化血红蛋白", "HbA1c"),
        ("*谷丙转氨酶", "谷丙转氨酶", ""),
        ("中性粒细胞计数(NEU#)", "中性粒细胞计数", "NEU#"),
        ("C肽", "C肽", ""),
        ("HIV抗体", "HIV抗体", ""),
        ("C反应蛋白", "C反应蛋白", ""),
        ("25-羟维生素D", "25-羟维生素D", ""),
    ],
)
def test_name_and_code(printed: str, name: str, code: str) -> None:
    assert name_and_code(printed) == (name, code)


@pytest.mark.parametrize(
    ("mark", "flag"),
    [
        ("↑", "H"),
        ("↓", "L"),
        ("H", "H"),
        ("偏低", "L"),
        ("▲", "H"),
        ("▼", "L"),
        ("△", "A"),
        ("★", "A"),
        ("↑↑", "H"),
        ("(H)", "H"),
        ("H*", "H"),
        ("阳性", "A"),
        ("N", ""),
        ("正常", ""),
    ],
)
def test_marks_of_the_flag_column(mark: str, flag: str) -> None:
    assert lab_values.flag(mark) == flag


def test_a_misread_arrow_counts_only_where_the_number_agrees() -> None:
    assert lab_values.doubtful_flag("个", "7.2", "3.9-6.1") == "H"
    assert lab_values.doubtful_flag("个", "5.0", "3.9-6.1") == ""
    assert lab_values.doubtful_flag("J", "3.1", "3.9-6.1") == "L"
    assert lab_values.doubtful_flag("个", "阳性", "阴性") == ""


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("10-9/L", "10^9/L"),
        ("0o", "%"),
        ("%o", "%"),
        ("V/mL", "U/mL"),
        ("v/L", "U/L"),
        ("g:L", "g/L"),
        ("某/L", "某/L"),
    ],
)
def test_units_hardly_read(printed: str, expected: str) -> None:
    assert unit(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("3,90-6.10", "3.90-6.10"),
        ("7.40", "7.40"),
        ("0.6.8", "0-6.8"),
        ("+35-45", "35-45"),
        ("0.04", "0.04"),
        ("<5.0", "<5.0"),
    ],
)
def test_ranges_whose_dash_or_point_was_misread(printed: str, expected: str) -> None:
    assert lab_values.reference(printed) == expected


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("睾酮TESTO", "睾酮", "TESTO"),
        ("脂蛋白(a)(Lp(a))", "脂蛋白(a)", "Lp(a)"),
        ("脂蛋白(a)", "脂蛋白(a)", ""),
        ("载脂蛋白B ApoB", "载脂蛋白B", "ApoB"),
        ("糖类抗原CA19-9", "糖类抗原CA19-9", ""),
        ("肺炎支原体抗体IgM", "肺炎支原体抗体IgM", ""),
        ("Lyso-GL-3 LYSO", "Lyso-GL-3", "LYSO"),
    ],
)
def test_a_code_run_together_with_its_name(printed: str, name: str, code: str) -> None:
    assert name_and_code(printed) == (name, code)


@pytest.mark.parametrize(
    ("read", "code", "least", "expected"),
    [
        ("N未端B型钠尿肽前体", "", 0.99, ("N末端B型钠尿肽前体", "")),
        ("载脂蛋自B", "ApoB", 0.8, ("载脂蛋白B", "ApoB")),
        ("载脂蛋自B", "", 0.99, ("载脂蛋自B", "")),
        ("y-谷氨酰转移酶", "GGT", 0.99, ("γ-谷氨酰转移酶", "GGT")),
        ("细胞计数", "WBC", 0.99, ("白细胞计数", "WBC")),
        ("接胆红素", "", 0.5, ("接胆红素", "")),  # 直 or 间
        ("二氧化碳结合力", "C02", 0.9, ("二氧化碳结合力", "CO2")),
    ],
)
def test_names_are_mended_where_one_item_alone_can_be_meant(
    read: str, code: str, least: float, expected: tuple[str, str]
) -> None:
    assert mended(read, code, least) == expected


@pytest.mark.parametrize(
    ("read", "usual", "expected"),
    [
        ("pmol/L", ("μmol/L",), "pmol/L"),
        ("mol/L", ("mmol/L",), "mol/L"),
        ("μg/24h", (), "μg/24h"),
        ("umoVL", (), "umol/L"),
        ("m1/min/1.73m²", (), "ml/min/1.73m2"),
        ("n/mL", ("ng/mL",), "ng/mL"),
        ("某/L", ("g/L",), "某/L"),
    ],
)
def test_units_against_those_of_their_item(read: str, usual: tuple[str, ...], expected: str) -> None:
    assert unit(read, usual) == expected


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("他克莫司CO", "他克莫司C0", ""),
        ("环孢霉素C2", "环孢霉素C2", ""),
        ("CD4/CDB比值", "CD4/CD8比值", ""),
        ("游离轻链K", "游离轻链κ", ""),
        ("低密度脂蛋白-CLDL", "低密度脂蛋白-C", "LDL"),
    ],
)
def test_names_of_which_a_letter_is_read_as_another(printed: str, name: str, code: str) -> None:
    assert name_and_code(printed) == (name, code)


def test_a_mark_read_with_its_value_counts_only_outside_the_range() -> None:
    assert lab_values.value(">1000.00.A") == ">1000.00"
    assert lab_values.torn_mark(">1000.00.A", ">1000.00", "0-30") == "H"
    assert lab_values.torn_mark("12.00.A", "12.00", "0-30") == ""
    assert lab_values.value("lgG-K型") == "IgG-κ型"


@pytest.mark.parametrize(
    ("printed", "value"),
    [("3.82 (↑)", "3.82"), ("6.85E+04 (↑)", "6.85E+04"), ("0.3[↓]", "0.3"), ("阴性(-)", "阴性(-)")],
)
def test_a_mark_in_brackets_is_no_part_of_the_value(printed: str, value: str) -> None:
    assert lab_values.value(printed) == value


@pytest.mark.parametrize(
    ("printed", "interval"),
    [("0〜1+", "0-1+"), ("Ⅰ〜Ⅱ度", "I-II度"), ("参考值：3.5～9.5", "3.5-9.5"), ("参考:阴性", "阴性")],
)
def test_ranges_of_grades_and_ranges_that_say_so(printed: str, interval: str) -> None:
    assert lab_values.reference(printed) == interval


def test_a_numeral_behind_a_name_and_a_time_in_brackets_are_no_codes() -> None:
    assert name_and_code("胃蛋白酶原Ⅱ") == ("胃蛋白酶原II", "")
    assert name_and_code("胰岛素(60min)") == ("胰岛素(60min)", "")
    assert name_and_code("N末端脑钠肽前体")[0] == "N末端脑钠肽前体"


@pytest.mark.parametrize(
    ("read", "usual", "printed"),
    [
        ("×103/L", ("10^9/L",), "10^9/L"),
        ("×10^{2/L", ("10^12/L",), "10^12/L"),
        ("×10#/", ("10^9/L",), "10^9/L"),
        ("×10^6/L", ("10^9/L",), "10^6/L"),
        ("×103/μL", ("10^9/L",), "10^3/μL"),
        ("mo1/", ("μmol/L",), "μmol/L"),
        ("copies", (), "copies"),
    ],
)
def test_units_of_which_a_piece_was_read_are_their_item_s(read: str, usual: tuple[str, ...], printed: str) -> None:
    assert unit(read, usual) == printed


@pytest.mark.parametrize(
    ("read", "expected"),
    [("120~2.40", "1.20-2.40"), ("35-5.30", "35-5.30"), ("350-5.30", "3.50-5.30"), ("60-115.0", "60-115.0")],
)
def test_a_range_that_falls_lost_its_first_point(read: str, expected: str) -> None:
    assert lab_values.reference(read) == expected


def test_a_formula_in_brackets_misread_is_no_code() -> None:
    assert name_and_code("肾小球滤过率(CED-EP1)") == ("肾小球滤过率(CKD-EPI)", "")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("红细胞体积分布宽度SD", "红细胞体积分布宽度SD"),
        ("血小板分布宽度-CV", "血小板分布宽度-CV"),
        ("平均红细胞血红蛋白浓度。", "平均红细胞血红蛋白浓度"),
    ],
)
def test_what_is_part_of_a_name_and_what_is_not(printed: str, name: str) -> None:
    assert name_and_code(printed) == (name, "")


def test_another_word_for_a_volume_is_no_misreading() -> None:
    assert mended("平均红细胞容积", "", 0.9)[0] == "平均红细胞容积"


@pytest.mark.parametrize(
    ("read", "usual", "expected"),
    [
        ("10°/", ("10^9/L",), "10^9/L"),
        ("10°A", ("10^9/L",), "10^9/L"),
        ("10^{2/", ("10^12/L",), "10^12/L"),
        ("10^22/L", ("10^12/L",), "10^12/L"),
        ("10^9/L", ("10^12/L",), "10^9/L"),
        ("10°/", (), "10°/"),
    ],
)
def test_powers_of_which_little_was_read(read: str, usual: tuple[str, ...], expected: str) -> None:
    assert unit(read, usual) == expected


@pytest.mark.parametrize("printed", ["阳性异", "阳性异常", "3+°", "2+°"])
def test_a_mark_behind_a_quality(printed: str) -> None:
    value, flag = lab_values.part_flag(printed)
    assert (value, flag) == (printed.rstrip("异常°º"), "A")
