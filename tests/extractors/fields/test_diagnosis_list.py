import pytest

from extractors.fields.diagnosis_list import split


def pieces(text: str, wraps: dict[int, bool] | None = None) -> list[str]:
    return [text[a:b].strip().replace("\n", "") for a, b in split(text, wraps)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.高血压病3级 2.2型糖尿病 3.冠心病", ["高血压病3级", "2型糖尿病", "冠心病"]),
        ("1、2型糖尿病\n2、高血压病", ["2型糖尿病", "高血压病"]),
        ("(1)脑梗死(2)高血压病", ["脑梗死", "高血压病"]),
        ("①脑梗死②高血压病", ["脑梗死", "高血压病"]),
        ("1高血压病\n2冠心病\n32型糖尿病", ["高血压病", "冠心病", "2型糖尿病"]),  # dots lost
        ("l.高血压病 2.冠心病", ["高血压病", "冠心病"]),  # 1 read as l
        ("2型糖尿病", ["2型糖尿病"]),
        ("脑梗死；高血压病；糖尿病", ["脑梗死", "高血压病", "糖尿病"]),
        ("高血压病3级，很高危，冠心病", ["高血压病3级，很高危", "冠心病"]),
        ("高血压病、糖尿病、冠心病", ["高血压病", "糖尿病", "冠心病"]),
        ("2型糖尿病伴糖尿病肾病、视网膜病变", ["2型糖尿病伴糖尿病肾病", "视网膜病变"]),
        ("高血压病 3级 很高危 2型糖尿病", ["高血压病 3级 很高危", "2型糖尿病"]),
        ("左乳癌（术后，化疗后）；骨转移", ["左乳癌（术后，化疗后）", "骨转移"]),
        ("肺癌？肺结核？", ["肺癌？", "肺结核？"]),
        ("发热待查：肺部感染？", ["发热待查", "肺部感染？"]),
    ],
)
def test_numbering_and_separators(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_a_name_wraps_where_its_line_is_full() -> None:
    assert pieces("1.慢性阻塞性肺疾病急性加\n重期伴感染\n2.高血压病", {0: True}) == [
        "慢性阻塞性肺疾病急性加重期伴感染",
        "高血压病",
    ]


def test_each_line_is_a_diagnosis_where_lines_are_short() -> None:
    assert pieces("冠状动脉粥样硬化性心脏病\n高血压病") == ["冠状动脉粥样硬化性心脏病", "高血压病"]


def test_a_full_line_with_a_whole_diagnosis_ends_there() -> None:
    assert pieces("冠状动脉粥样硬化性心脏病\n高血压病", {0: True}) == ["冠状动脉粥样硬化性心脏病", "高血压病"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I.肝移植术后\nⅡ.移植后糖尿病\nⅢ.吻合口狭窄", ["肝移植术后", "移植后糖尿病", "吻合口狭窄"]),
        ("I.骨髓瘤 C90.000，Ⅱ.骨病，ⅢI.肾功能不全", ["骨髓瘤 C90.000，", "骨病，", "肾功能不全"]),
        ("I.110.x00x031原发性高血压\nⅡI. 糖尿病", ["110.x00x031原发性高血压", "糖尿病"]),
        ("1.高血压病\n2.1gA肾病", ["高血压病", "1gA肾病"]),
    ],
)
def test_roman_numbers_and_what_begins_with_a_misread_letter(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_what_came_after_a_treatment_goes_on_in_the_next_line() -> None:
    assert pieces("卵巢癌\n化疗\n后白细胞减少", {1: True}) == ["卵巢癌", "化疗后白细胞减少"]


def test_a_short_list_of_which_one_line_ends_in_its_stage() -> None:
    assert pieces("慢性肾功能衰竭尿毒症期\nIgA肾病", {0: False}) == ["慢性肾功能衰竭尿毒症期", "IgA肾病"]
