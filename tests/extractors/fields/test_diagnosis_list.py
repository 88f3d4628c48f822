import pytest

from extractors.fields.diagnosis_list import advises, split


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("壹、煤工尘肺叁期\n贰、慢性阻塞性肺疾病\n叁、肺大疱", ["煤工尘肺叁期", "慢性阻塞性肺疾病", "肺大疱"]),
        (
            "Ⅰ 帕金森病（Hoehn-Yahr 3级）\nⅡ 帕金森病痴呆\nⅢ 直立性低血压",
            ["帕金森病（Hoehn-Yahr 3级）", "帕金森病痴呆", "直立性低血压"],
        ),
        ("3.1 胆总管结石\n3.2 急性胰腺炎\n3.3 2型糖尿病", ["胆总管结石", "急性胰腺炎", "2型糖尿病"]),
        ("1前列腺增生症 2尿潴留 3高血压病", ["前列腺增生症", "尿潴留", "高血压病"]),
        ("1 继发性肺结核\n2 支气管结核", ["继发性肺结核", "支气管结核"]),
        ("1.1型糖尿病\n2.高血压病", ["1型糖尿病", "高血压病"]),
        (
            "F33.100 复发性抑郁障碍，目前为中度发作\nF51.000 非器质性失眠症",
            ["F33.100 复发性抑郁障碍，目前为中度发作", "F51.000 非器质性失眠症"],
        ),
        ("右额叶占位性病变：胶质瘤？\n颅内压增高", ["右额叶占位性病变", "胶质瘤？", "颅内压增高"]),
    ],
)
def test_numbers_of_every_style_and_codes_before_names(text: str, expected: list[str]) -> None:
    assert pieces(text, dict.fromkeys(range(text.count("\n")), False)) == expected


def test_what_begins_like_an_advice_and_is_a_disease() -> None:
    assert not any(map(advises, ("应激性溃疡", "可逆性后部脑病综合征")))
    assert all(map(advises, ("应避免感染", "可门诊随访")))
