import pytest

from extractors.fields.ticks import read


@pytest.mark.parametrize(
    ("text", "ticked", "empty"),
    [
        ("☑恶性肿瘤 □高血压 □糖尿病", ["恶性肿瘤"], ["高血压", "糖尿病"]),
        ("□恶性肿瘤 √□高血压 □√糖尿病", ["高血压", "糖尿病"], ["恶性肿瘤"]),
        ("恶性肿瘤☑ 高血压□", ["恶性肿瘤"], ["高血压"]),
        ("■职工医保□居民医保", ["职工医保"], ["居民医保"]),
        ("口恶性肿瘤 回高血压 口糖尿病", ["高血压"], ["恶性肿瘤", "糖尿病"]),
        ("[ ] 恶性肿瘤\n[√]高血压\n[] 糖尿病", ["高血压"], ["恶性肿瘤", "糖尿病"]),
        ("【 】职工医保 【V】居民医保", ["居民医保"], ["职工医保"]),
        ("恶性肿瘤（√） 高血压（ ） 糖尿病(√)", ["恶性肿瘤", "糖尿病"], ["高血压"]),
        ("恶性肿瘤（ ） 高血压（ ）", [], []),  # blanks to be filled in
        ("（打√）\n□恶性肿瘤 ☑高血压", ["高血压"], ["恶性肿瘤"]),
        ("口腔癌", [], []),
        ("高血压、糖尿病", [], []),
    ],
)
def test_boxes(text: str, ticked: list[str], empty: list[str]) -> None:
    options = read(text)
    assert [o.name for o in options if o.ticked] == ticked
    assert [o.name for o in options if not o.ticked] == empty


def test_a_misread_box_is_less_certain() -> None:
    assert all(o.certainty < 0.6 for o in read("口恶性肿瘤 回高血压 口糖尿病") if o.ticked)
    assert all(o.certainty == 1.0 for o in read("☑恶性肿瘤 □高血压"))
