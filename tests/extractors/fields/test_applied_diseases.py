"""The diseases applied for, as forms of many provinces print them."""

from __future__ import annotations

import pytest

from extractors.fields import form
from extractors.reading import Field
from tests.extractors.lines import line, page, table


def applied(*lines: tuple[str, float, float]) -> Field | None:
    fields = form.extract([page(*(line(*each) for each in lines))])
    return next((each for each in fields if each.name == "applied_diseases"), None)


def value(*lines: tuple[str, float, float]) -> str:
    found = applied(*lines)
    return found.value if found else ""


def test_what_a_form_says_below_its_disease_is_none_of_it() -> None:
    lines = (
        ("申请病种 高血压", 0.1, 0.20),
        ("选定医疗机构清河市人民医院", 0.1, 0.23),
        ("本人申请享受门诊待遇，所交材料均为复印件且与原件一致，同意医保经办机构调", 0.12, 0.26),
        ("阅本人病历资料。", 0.1, 0.29),
        ("该患者诊断明确，符合认定标准，建议享受待遇。", 0.12, 0.32),
    )
    assert value(*lines) == "高血压"


def test_a_list_goes_on_over_lines_while_it_names_diseases() -> None:
    lines = (
        ("申报病种：恶性肿瘤门诊放化疗、器官移植抗排异治疗、", 0.1, 0.20),
        ("尿毒症透析", 0.2, 0.23),
        ("联系地址清河市东街1号", 0.1, 0.26),
    )
    assert value(*lines) == "恶性肿瘤门诊放化疗、器官移植抗排异治疗、尿毒症透析"


@pytest.mark.parametrize("label", ["申请病种{}", "门诊慢性病病种{}", "第{}病种"])
def test_numbered_labels(label: str) -> None:
    lines = ((f"{label.format('一')}：糖尿病", 0.1, 0.20), (f"{label.format('二')}：冠心病", 0.1, 0.23))
    assert value(*lines) == "糖尿病、冠心病"


def test_told_in_a_sentence() -> None:
    assert value(("本人因患高血压、糖尿病，现向医保经办机构申请享受门诊慢性病待遇。", 0.1, 0.2)) == "高血压、糖尿病"
    assert value(("申请办理类风湿关节炎门诊慢特病待遇", 0.1, 0.2)) == "类风湿关节炎"


def test_no_disease_is_made_of_other_sentences() -> None:
    assert value(("本人申请享受门诊慢特病待遇，所交材料真实。", 0.1, 0.2)) == ""


HEADER = ["序号", "病种名称", "勾选", "序号", "病种名称", "勾选"]
XS = [0.1, 0.16, 0.36, 0.5, 0.56, 0.76]


def in_table(*rows: list[str]) -> Field | None:
    fields = form.extract([page(*table([HEADER, *rows], XS, 0.3))])
    return next((each for each in fields if each.name == "applied_diseases"), None)


def test_ticks_in_a_column_of_their_own_once_for_each_half() -> None:
    found = in_table(["1", "恶性肿瘤", "", "4", "冠心病", "√"], ["2", "高血压", "√", "5", "肝硬化", ""])
    assert found is not None and found.value == "冠心病、高血压"
    assert [piece.text for piece in found.evidence] == ["冠心病", "√", "高血压", "√"]


def test_a_tick_by_hand_that_was_read_as_a_letter_is_unsure() -> None:
    found = in_table(["1", "恶性肿瘤", "", "4", "冠心病", "V"])
    assert found is not None and found.value == "冠心病" and found.confidence < 0.7


def test_a_cross_says_no_where_others_are_ticked() -> None:
    found = in_table(["1", "恶性肿瘤", "×", "4", "冠心病", "√"])
    assert found is not None and found.value == "冠心病"


def test_a_table_without_a_tick_that_was_read_leaves_the_question_open() -> None:
    found = in_table(["1", "恶性肿瘤", "", "4", "冠心病", ""])
    assert found is not None and found.value == "" and found.confidence <= 0.2
