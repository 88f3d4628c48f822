import pytest

from extractors.fields.stage import is_treated, read_stage, read_type


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("高血压病3级(很高危)", "3级"),
        ("高血压病Ⅲ级", "3级"),
        ("高血压 很高危", "很高危"),
        ("慢性肾脏病 CKD4期", "CKD4期"),
        ("慢性肾脏病(CKD G3aA2)", "CKD3a期"),
        ("慢性肾脏病5期", "5期"),
        ("右肺腺癌 cT2N1M0 IIIA期", "3A期"),
        ("右肺腺癌 cT2N1M0", "cT2N1M0"),
        ("冠心病 心功能Ⅲ级(NYHA分级)", "心功能3级"),
        ("慢性心力衰竭 NYHA III级", "NYHA3级"),
        ("糖尿病视网膜病变lI期", "2期"),
        ("乙型肝炎肝硬化失代偿期", "失代偿期"),
        ("类风湿关节炎(活动期)", "活动期"),
        ("帕金森病 H-Y分级3级", "3级"),
        ("肝硬化 Child-Pugh B级", "Child-Pugh B级"),
        ("2型糖尿病", ""),
        ("高危型HPV感染", ""),
    ],
)
def test_stage_in_arabic_digits(name: str, stage: str) -> None:
    assert read_stage(name) == stage


@pytest.mark.parametrize(
    ("name", "kind"),
    [("2型糖尿病", "2型"), ("Ⅱ型糖尿病", "2型"), ("II型呼吸衰竭", "2型"), ("1型糖尿病", "1型"), ("乙型病毒性肝炎", "")],
)
def test_type_in_arabic_digits(name: str, kind: str) -> None:
    assert read_type(name) == kind


@pytest.mark.parametrize(
    ("name", "treated"),
    [("左乳癌术后", True), ("肺癌化疗后", True), ("肾移植状态", True), ("冠状动脉支架植入术后", True), ("肺癌", False)],
)
def test_treated(name: str, treated: bool) -> None:
    assert is_treated(name) is treated


def test_a_scale_s_name_before_a_roman_stage_with_its_letter() -> None:
    assert read_stage("多发性骨髓瘤（DS分期ⅢA期）") == "3A期"
    assert read_stage("多发性骨髓瘤（ISS分期III期）") == "3期"
    assert read_stage("肺腺癌 分期：ⅡB") == "2B期"
