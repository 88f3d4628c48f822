from extractors.fields import form
from extractors.reading import Field
from tests.extractors.lines import line, page


def by_name(*lines_of_form: tuple[str, float, float]) -> dict[str, Field]:
    return {each.name: each for each in form.extract([page(*(line(*each) for each in lines_of_form))])}


def test_ticked_diseases_insurance_and_opinions() -> None:
    found = by_name(
        ("申请病种", 0.1, 0.2),
        ("☑恶性肿瘤 □高血压 □糖尿病", 0.25, 0.2),
        ("参保类型：□职工医保 ☑居民医保", 0.1, 0.25),
        ("医师意见：符合恶性肿瘤门诊治疗标准。", 0.1, 0.3),
        ("医师签名：李四", 0.4, 0.33),
        ("2026年3月5日", 0.65, 0.33),
        ("医保办意见：同意上报。", 0.1, 0.4),
        ("（盖章） 2026年3月6日", 0.5, 0.44),
    )
    assert {name: each.value for name, each in found.items()} == {
        "applied_diseases": "恶性肿瘤",
        "insured_type": "居民医保",
        "opinion_physician": "符合恶性肿瘤门诊治疗标准。",
        "opinion_physician_signature": "李四",
        "opinion_physician_date": "2026-03-05",
        "opinion_hospital": "同意上报。",
        "opinion_hospital_date": "2026-03-06",
    }


def test_diseases_written_out() -> None:
    assert by_name(("申请病种：1.高血压 2.糖尿病", 0.1, 0.2))["applied_diseases"].value == "高血压、糖尿病"


def test_boxes_without_a_tick_leave_the_question_open() -> None:
    found = by_name(("申请病种：□恶性肿瘤 □高血压", 0.1, 0.2))["applied_diseases"]
    assert found.value == "" and found.confidence <= 0.2


def test_a_box_that_only_looks_ticked_is_unsure() -> None:
    found = by_name(("申请病种：口恶性肿瘤 回高血压 口糖尿病", 0.1, 0.2))["applied_diseases"]
    assert found.value == "高血压" and found.confidence < 0.6


def test_the_label_as_regions_compose_it() -> None:
    assert (
        by_name(("申请门诊慢特病病种名称：恶性肿瘤门诊放化疗（M00501）", 0.1, 0.2))["applied_diseases"].value
        == "恶性肿瘤门诊放化疗"
    )


def test_options_with_letters_and_a_hint_how_to_tick() -> None:
    lines = (
        ("拟申请病种（请在□内打√）：", 0.1, 0.2),
        ("□A.恶性肿瘤 ☑B.高血压", 0.1, 0.23),
        ("☑C.糖尿病 □D.其他", 0.1, 0.26),
    )
    assert by_name(*lines)["applied_diseases"].value == "高血压、糖尿病"


def test_a_list_with_a_column_of_codes() -> None:
    lines = (
        ("病种名称", 0.1, 0.2),
        ("病种编码", 0.5, 0.2),
        ("高血压", 0.1, 0.23),
        ("M03900", 0.5, 0.23),
    )
    assert by_name(*lines)["applied_diseases"].value == "高血压"


def test_diseases_end_where_the_next_label_of_the_column_stands() -> None:
    lines = (
        ("申请病种一", 0.1, 0.2),
        ("高血压病", 0.3, 0.2),
        ("申请病种二", 0.1, 0.25),
        ("冠心病", 0.3, 0.25),
        ("病况陈述", 0.1, 0.3),
        ("高血压病史20年，心绞痛。", 0.3, 0.3),
    )
    assert by_name(*lines)["applied_diseases"].value == "高血压病、冠心病"


def test_numbers_before_diseases_and_how_many_may_be_chosen_are_left_out() -> None:
    lines = (("申请病种（可多选）", 0.1, 0.2), ("（1）类风湿关节炎 （2）慢性阻塞性肺疾病", 0.35, 0.2))
    assert by_name(*lines)["applied_diseases"].value == "类风湿关节炎、慢性阻塞性肺疾病"
