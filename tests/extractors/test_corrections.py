"""What a person may tell of a paper, and how it is written down."""

from __future__ import annotations

import pytest

from extractors.corrections import MOST, CorrectionError, checked


@pytest.mark.parametrize(
    ("subject", "said", "kept"),
    [
        ("issue_date", "2026年3月5日", "2026-03-05"),
        ("issue_date", "2026/3/5", "2026-03-05"),
        ("issue_date", "2026-03", "2026-03"),
        ("patient.birth_date", "１９４９.12.31", "1949-12-31"),
        ("patient.age", "63岁", "63"),
        ("patient.sex", "女", "女"),
        ("patient.id_number", "990101 19491231 002x", "99010119491231002X"),
        ("diagnoses", " 2型糖尿病 \r\n\r\n高血压病3级 ", "2型糖尿病\n高血压病3级"),
        ("hospital", "  日照市   人民医院 ", "日照市 人民医院"),
        ("kind", "lab_report", "lab_report"),
        ("field.conclusion", "", ""),
        ("lab.0.葡萄糖", "7.9", "7.9"),
        ("lab.0.葡萄糖", " 葡萄糖 \t7.9\tmmol/L", "葡萄糖\t7.9\tmmol/L\t\t"),
        ("physicians", "attending\t王  试\t\r\n\t\t\n", "attending\t王 试\t"),
        ("medications", "二甲双胍片", "二甲双胍片\t\t"),
        ("issue_date", "", ""),
    ],
)
def test_a_value_is_kept_in_one_form(subject: str, said: str, kept: str) -> None:
    assert checked(subject, said) == kept


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("issue_date", "上周"),
        ("issue_date", "2026-02-30"),
        ("patient.age", "很大"),
        ("patient.age", "131"),
        ("patient.sex", "不详"),
        ("patient.id_number", "12345"),
        ("kind", "novel"),
        ("kind", ""),
        ("applicant.name", "张三"),
        ("field.__class__", "x"),
        ("hospital", "人民\u0000医院"),
        ("physicians", "boss\t王试\t"),
        ("physicians", "\t王试\t主任医师"),
        ("medications", "\t0.5g\t"),
        ("lab.0.葡萄糖", "\t7.9\t\t\t"),
        ("lab.0.葡萄糖", "葡萄糖\t7.9\t\t\t↑"),
        ("lab.0.葡萄糖", "葡萄糖\t7.9\t\t\t\n肌酐\t88\t\t\t"),
        ("hospital", "院" * (MOST + 1)),
    ],
)
def test_what_it_cannot_be_is_refused_without_repeating_it(subject: str, said: str) -> None:
    with pytest.raises(CorrectionError) as refused:
        checked(subject, said)
    assert refused.value.zh
    assert not said or said not in str(refused.value)
