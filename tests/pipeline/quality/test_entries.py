from __future__ import annotations

import pytest

from pipeline.quality.drugs import taken
from pipeline.quality.entries import Entry, names, pairs


def outcome(told: str, name: str, value: str, unit: str = "") -> str:
    flag = "H" if "↑" in told else ""  # the machine has it as well
    (pair,) = pairs("lab_items", told, whole=False, said=[Entry(names(name), f"{name} {value}", value, unit, flag)])
    return pair.outcome


@pytest.mark.parametrize(
    ("told", "name", "value", "unit", "wanted"),
    [
        ("葡萄糖 6.1 mmol/L", "葡萄糖", "6.1", "mmol/L", "right"),
        ("葡萄糖：6.10", "葡萄糖", "6.1", "mmol/L", "right"),
        ("★葡萄糖(GLU) 6.1↑", "葡萄糖", "6.1", "", "right"),
        ("GLU 6.1", "葡萄糖(GLU)", "6.1", "", "right"),
        ("γ-谷氨酰转移酶 33 U/L", "γ谷氨酰转移酶", "33", "u/l", "right"),
        ("C反应蛋白 <1.00 mg/L", "C反应蛋白", "<1.00", "mg/L", "right"),
        ("C反应蛋白 1.00 mg/L", "C反应蛋白", "<1.00", "mg/L", "wrong"),
        ("乙肝表面抗原 阴性", "乙肝表面抗原", "阴性", "", "right"),
        ("乙肝表面抗原 阳性", "乙肝表面抗原", "阴性", "", "wrong"),
        ("尿蛋白 +", "尿蛋白", "-", "", "wrong"),
        ("血红蛋白 103 g/L", "血红蛋白", "103", "mg/L", "wrong"),
        ("血红蛋白", "血红蛋白", "103", "g/L", "right"),
        ("血小板 103", "血红蛋白", "103", "", "missed"),
    ],
)
def test_a_row_says_the_same_however_it_is_written(told: str, name: str, value: str, unit: str, wanted: str) -> None:
    assert outcome(told, name, value, unit) == wanted


def test_of_two_rows_of_one_name_the_one_that_says_the_same_is_meant() -> None:
    said = [Entry(names("葡萄糖"), "葡萄糖 5.0", "5.0"), Entry(names("葡萄糖"), "葡萄糖 9.1", "9.1")]
    assert [pair.outcome for pair in pairs("lab_items", "葡萄糖 9.1\n葡萄糖 5", whole=True, said=said)] == [
        "right",
        "right",
    ]


def test_nothing_copied_says_nothing() -> None:
    said = [Entry(names("葡萄糖"), "葡萄糖 5.0", "5.0")]
    assert list(pairs("lab_items", " \n", whole=False, said=said)) == []
    assert [pair.outcome for pair in pairs("lab_items", "", whole=True, said=said)] == ["false"]


def test_an_entry_is_called_the_same_by_whoever_reads_it() -> None:
    (one,), (other,) = (pairs("physicians", told, whole=True, said=[]) for told in ("魏 娜静", "魏娜静 医师"))
    assert one.key == other.key


@pytest.mark.parametrize(
    ("told", "flag", "wanted"),
    [
        ("葡萄糖 6.1 mmol/L ↑", "H", "right"),
        ("葡萄糖 6.1↑ mmol/L", "H", "right"),
        ("葡萄糖 6.1 mmol/L H", "H", "right"),
        ("葡萄糖 6.1 mmol/L 偏高", "H", "right"),
        ("葡萄糖 6.1 mmol/L ↑", "L", "wrong"),
        ("葡萄糖 6.1 mmol/L ↑", "", "wrong"),
        ("葡萄糖 6.1 mmol/L", "H", "right"),  # not copied, not compared
        ("葡萄糖 6.1 mmol/L *", "A", "right"),
    ],
)
def test_a_flag_that_was_copied_is_compared(told: str, flag: str, wanted: str) -> None:
    said = [Entry(names("葡萄糖"), "葡萄糖 6.1", "6.1", "mmol/L", flag)]
    assert [pair.outcome for pair in pairs("lab_items", told, whole=False, said=said)] == [wanted]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("二甲双胍片 0.5g 口服 每日三次", "right"),
        ("二甲双胍片", "right"),
        ("二甲双胍片 500mg tid", "right"),
        ("二甲双胍片 0.5g 口服 每日两次", "wrong"),
        ("二甲双胍片 0.25g 口服 tid", "wrong"),
        ("格列美脲片 2mg qd", "missed"),
    ],
)
def test_a_drug_is_compared_with_how_it_is_taken(told: str, wanted: str) -> None:
    said = [Entry(names("二甲双胍片"), "二甲双胍片", taken=taken("0.5g 口服 tid"))]
    assert [pair.outcome for pair in pairs("medications", told, whole=False, said=said)] == [wanted]
