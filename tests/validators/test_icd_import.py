"""The official table from a person's own copy: CSV, or Excel where openpyxl is there. Rows are invented."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from validators.icd_import import IcdImportError, IcdRow, IcdTable, load

CSV = """疾病分类与代码
序号,疾病编码,疾病名称
1,E11.900,2型糖尿病
2,I10.x00x002,高血压病
3,I10.x00x021,高血压病
4,M81400/3,腺癌
5,,空白
"""


def write(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_names_and_codes_are_found_either_way(tmp_path: Path, encoding: str) -> None:
    table = load(write(tmp_path, CSV, encoding), "国临版2.0")
    assert table.codes_of("2型 糖尿病") == ("E11.900",)
    assert table.codes_of("高血压病") == ("I10.X00X002", "I10.X00X021"), "one name may have several codes"
    assert table.names_of("e11.900") == ("2型糖尿病",)
    assert table.codes_of("腺癌") == (), "morphology is no ICD-10 code"


def test_the_code_system_is_kept(tmp_path: Path) -> None:
    clinical = load(write(tmp_path, CSV), "国临版2.0")
    insurance = IcdTable([IcdRow("E11.901", "2型糖尿病", "医保版2.0")])
    both = clinical + insurance
    assert both.codes_of("2型糖尿病") == ("E11.900", "E11.901")
    assert both.codes_of("2型糖尿病", "医保版2.0") == ("E11.901",)
    assert both.names_of("E11.901", "国临版2.0") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("甲,乙\n1,2\n", "no heading line"),
        ("疾病编码,疾病名称\n", "no line holds"),
        ("疾病编码,疾病名称\nxx,糖尿病\n", "no line holds"),
        ("", "no heading line"),
    ],
)
def test_a_file_that_is_no_table_says_what_is_missing(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(IcdImportError, match=says):
        load(write(tmp_path, text), "国临版2.0")


def test_an_unknown_system_or_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IcdImportError, match=r"医保版2\.0"):
        load(write(tmp_path, CSV), "ICD-11")
    with pytest.raises(IcdImportError, match="does not exist"):
        load(tmp_path / "none.csv", "国临版2.0")
    with pytest.raises(IcdImportError, match="CSV UTF-8"):
        load(write(tmp_path, "", name="table.xls"), "国临版2.0")


def test_excel_without_openpyxl_asks_for_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib, "import_module", _absent)
    with pytest.raises(IcdImportError, match="save the sheet as CSV"):
        load(write(tmp_path, "", name="table.xlsx"), "国临版2.0")


def test_excel_is_read_through_openpyxl_where_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib, "import_module", lambda name: _Openpyxl)
    table = load(write(tmp_path, "", name="table.xlsx"), "医保版2.0")
    assert table.rows == (IcdRow("C34.900", "肺癌", "医保版2.0"),)


def _absent(name: str) -> Any:
    raise ImportError(name)


class _Sheet:
    @staticmethod
    def iter_rows(values_only: bool) -> list[tuple[object, ...]]:
        return [
            ("医保疾病诊断", None, None),
            ("诊断代码", "诊断名称", "序号"),
            ("C34.900", "肺癌", 1),
            (None, None, None),
        ]


class _Openpyxl:
    @staticmethod
    def load_workbook(path: Path, read_only: bool, data_only: bool) -> Any:
        return type("Book", (), {"worksheets": [_Sheet]})
