import pytest

from extractors.fields.certainty import leading_marker, read_certainty, says_nothing
from extractors.reading import Certainty


@pytest.mark.parametrize(
    ("printed", "name", "certainty"),
    [
        ("2型糖尿病", "2型糖尿病", Certainty.CONFIRMED),
        ("冠心病？", "冠心病", Certainty.SUSPECTED),
        ("冠心病(?)", "冠心病", Certainty.SUSPECTED),
        ("考虑肺恶性肿瘤", "肺恶性肿瘤", Certainty.SUSPECTED),
        ("肺癌可能性大", "肺癌", Certainty.SUSPECTED),
        ("疑似系统性红斑狼疮", "系统性红斑狼疮", Certainty.SUSPECTED),
        ("发热待查", "发热", Certainty.SUSPECTED),
        ("子宫腺肌病待查", "子宫腺肌病", Certainty.SUSPECTED),
        ("肝恶性肿瘤个人史", "肝恶性肿瘤个人史", Certainty.CONFIRMED),
        ("腹水原因待查", "腹水", Certainty.SUSPECTED),
        ("肺结核待排", "肺结核", Certainty.SUSPECTED),
        ("恶性肿瘤不除外", "恶性肿瘤", Certainty.SUSPECTED),
        ("淋巴瘤不能排除", "淋巴瘤", Certainty.SUSPECTED),
        ("肺部占位性质待定", "肺部占位", Certainty.SUSPECTED),
        ("排除冠心病", "冠心病", Certainty.NEGATED),
        ("冠心病已排除", "冠心病", Certainty.NEGATED),
        ("否认高血压", "高血压", Certainty.NEGATED),
        ("未见肝硬化", "肝硬化", Certainty.NEGATED),
        ("右乳未见明显异常", "右乳未见明显异常", Certainty.NEGATED),
        ("双肾未见异常回声", "双肾未见异常回声", Certainty.NEGATED),
        ("胃癌术后未见异常", "胃癌术后未见异常", Certainty.CONFIRMED),
        ("既往脑梗死", "脑梗死", Certainty.HISTORY),
        ("高血压病史10年", "高血压10年", Certainty.HISTORY),
        ("肺结核史", "肺结核", Certainty.HISTORY),
        ("父亲患高血压", "患高血压", Certainty.FAMILY),
        ("糖尿病家族史", "糖尿病", Certainty.FAMILY),
    ],
)
def test_words_around_a_name_say_how_sure_it_is(printed: str, name: str, certainty: Certainty) -> None:
    assert read_certainty(printed) == (name, certainty)


@pytest.mark.parametrize(
    "name",
    [
        "无症状性心肌缺血",
        "三阴性乳腺癌",
        "家族性腺瘤性息肉病",
        "继发性肺结核，涂阴",
        "慢性乙型病毒性肝炎(HBeAg阴性)",
        "陈旧性心肌梗死",
        "脑梗死后遗症",
        "结缔组织病",
    ],
)
def test_a_name_that_only_looks_marked_is_confirmed(name: str) -> None:
    assert read_certainty(name)[1] is Certainty.CONFIRMED


@pytest.mark.parametrize(("text", "nothing"), [("无", True), ("/", True), ("——", True), ("无痛性甲状腺炎", False)])
def test_an_empty_field_says_nothing(text: str, nothing: bool) -> None:
    assert says_nothing(text) is nothing


def test_a_heading_marks_everything_below_it() -> None:
    assert leading_marker("考虑：") is Certainty.SUSPECTED
    assert leading_marker("既往史") is Certainty.HISTORY
    assert leading_marker("高血压？") is None
