"""What stands side by side and is read one after the other."""

from __future__ import annotations

from extractors.order import reading_order
from extractors.reading import Line
from tests.extractors.lines import line

LONG = "左颈、纵隔、腹膜后多发淋巴结代谢增高，最大径约一点四厘米，余"


def texts(*lines: Line) -> list[str]:
    return [each.text for each in reading_order(lines)]


def test_a_label_centred_beside_several_lines_comes_first() -> None:
    lines = (
        line("日期", 0.1, 0.30), line("2026年5月10日", 0.21, 0.30),
        line("病情摘要", 0.1, 0.413), line("排尿困难一年，腰骶疼痛两月，患者一年来进行性", 0.21, 0.383),
        line("查总前列腺特异性抗原大于一百，", 0.21, 0.413), line("示多发转移。", 0.21, 0.443),
        line("初步印象", 0.1, 0.515), line("前列腺恶性肿瘤", 0.21, 0.50), line("骨继发恶性肿瘤", 0.21, 0.53),
    )  # fmt: skip
    assert texts(*lines) == [
        *("日期", "2026年5月10日"),
        *("病情摘要", "排尿困难一年，腰骶疼痛两月，患者一年来进行性", "查总前列腺特异性抗原大于一百，", "示多发转移。"),
        *("初步印象", "前列腺恶性肿瘤", "骨继发恶性肿瘤"),
    ]


def test_a_sidebar_is_read_before_the_text_beside_it() -> None:
    items = ["受检者 张三", "性别 男", "年龄 60岁", "登记号 2609", "申请科室 血液科", "检查日期 2026.08.28"]
    for step in (0.0245, 0.028):
        text = [
            line(each, 0.33, 0.08 + i * step)
            for i, each in enumerate([f"描述：{LONG}未见", "明确异常。", "结论：淋巴瘤。"])
        ]
        side = [line(each, 0.045, 0.08 + i * 0.028) for i, each in enumerate(items)]
        found = texts(*text, *side, line("操作：李四", 0.045, 0.6), line("报告人：王五", 0.4, 0.6))
        assert found == [*items, *(each.text for each in text), "操作：李四", "报告人：王五"]


def test_two_columns_of_a_form_are_read_across() -> None:
    pairs = [
        ("姓名：张三", "科室：心内科"),
        ("性别：男", "入院时间：2026年6月5日"),
        ("年龄：78岁", "出院时间：2026年6月15日"),
    ]
    lines = [
        line(text, x, 0.2 + 0.035 * i)
        for i, pair in enumerate(pairs)
        for text, x in zip(pair, (0.09, 0.51), strict=True)
    ]
    assert texts(*lines) == [text for pair in pairs for text in pair]


def test_a_name_in_two_languages_comes_before_the_title_beside_it() -> None:
    lines = (
        line("示例大学附属医院", 0.17, 0.058, height=0.026),
        line("DEPARTMENT OF MEDICINE", 0.17, 0.095, height=0.015),
        line("病情诊断书", 0.77, 0.064, height=0.036),
    )
    assert texts(*lines) == ["示例大学附属医院", "DEPARTMENT OF MEDICINE", "病情诊断书"]


def test_a_title_over_a_table_of_labels_stays_above_it() -> None:
    lines = (
        line("示例市第二人民医院", 0.38, 0.06, height=0.027), line("医学检验中心化验单", 0.40, 0.105, height=0.023),
        line("患者姓名张三", 0.08, 0.14), line("性别男", 0.3, 0.14), line("年龄49岁", 0.5, 0.14),
        line("申请科室内科", 0.08, 0.165), line("标本类型血清", 0.3, 0.165), line("条码号", 0.5, 0.165),
    )  # fmt: skip
    assert texts(*lines)[:3] == ["示例市第二人民医院", "医学检验中心化验单", "患者姓名张三"]


def test_a_speck_between_two_rows_mixes_nothing() -> None:
    lines = (
        line("检验者张三", 0.08, 0.515), line("审核者李四", 0.35, 0.515), line("报告时间 2025-07-21", 0.63, 0.517),
        line("器", 0.85, 0.527, height=0.03),
        line("第1次打印", 0.08, 0.543), line("本结果仅适用于收到的样本", 0.35, 0.543),
    )  # fmt: skip
    found = texts(*lines)
    assert found.index("报告时间 2025-07-21") < found.index("第1次打印") < found.index("本结果仅适用于收到的样本")


def test_ranges_with_their_units_are_a_column_of_the_table() -> None:
    rows = [
        ("红细胞计数", "4.59", "4.30-5.80 10^12/L"),
        ("血红蛋白", "100 ↓", "130-175 g/L"),
        ("红细胞压积", "46.0", "40-50 %"),
    ]
    cells = [
        line(text, x, 0.3 + i * 0.05, height=0.028)
        for i, row in enumerate(rows)
        for text, x in zip(row, (0.06, 0.43, 0.6), strict=True)
    ]
    assert texts(*cells) == [text for row in rows for text in row]
