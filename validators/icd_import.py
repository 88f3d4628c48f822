"""The official table of diseases and codes (疾病分类与代码), imported from a person's own copy: none ships with the
program.

The tables have no open licence. They come as Excel; a CSV export of it is read here, and the Excel file itself where
openpyxl happens to be installed.
"""

from __future__ import annotations

import csv
import importlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from validators import icd
from validators.look_alikes import unify

CODE_SYSTEMS = ("医保版2.0", "国临版2.0")
_CODE_HEADINGS = ("诊断代码", "疾病诊断代码", "疾病编码", "诊断编码", "主要编码", "疾病代码", "编码", "代码", "code")
_NAME_HEADINGS = ("诊断名称", "疾病诊断名称", "疾病名称", "名称", "name")
_HEADING_ROWS = 10  # the official sheets carry a title above their headings


class IcdImportError(ValueError):
    """A table that cannot be imported; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class IcdRow:
    code: str  # as in the table, upper case: E11.900, I10.X00X002
    name: str
    code_system: str  # 医保版2.0 or 国临版2.0: the same disease may have different codes


class IcdTable:
    """Official names and codes, looked up either way."""

    def __init__(self, rows: Iterable[IcdRow]) -> None:
        self.rows = tuple(rows)
        self._by_name: dict[str, list[IcdRow]] = {}
        self._by_code: dict[str, list[IcdRow]] = {}
        for row in self.rows:
            self._by_name.setdefault(_key(row.name), []).append(row)
            self._by_code.setdefault(row.code, []).append(row)

    def codes_of(self, name: str, code_system: str | None = None) -> tuple[str, ...]:
        """The codes of exactly this name, each once; of one system or of all."""
        rows = self._by_name.get(_key(name), [])
        return tuple(dict.fromkeys(row.code for row in rows if code_system in (None, row.code_system)))

    def names_of(self, code: str, code_system: str | None = None) -> tuple[str, ...]:
        """The names under exactly this code."""
        rows = self._by_code.get(icd.normalise(code), [])
        return tuple(dict.fromkeys(row.name for row in rows if code_system in (None, row.code_system)))

    def __add__(self, other: IcdTable) -> IcdTable:
        return IcdTable((*self.rows, *other.rows))


def load(path: Path, code_system: str) -> IcdTable:
    """Import a table. Raises IcdImportError for an unknown system, a file without the needed columns or with no
    codes.
    """
    if code_system not in CODE_SYSTEMS:
        raise IcdImportError(f"unknown code system {code_system!r}; allowed are {', '.join(CODE_SYSTEMS)}")
    rows = tuple(_rows(_cells(path), path.name, code_system))
    if not rows:
        raise IcdImportError(f"{path.name}: no line holds an ICD-10 code and a name")
    return IcdTable(rows)


def _cells(path: Path) -> Iterator[Sequence[str]]:
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _sheet(path)
    if path.suffix.lower() == ".xls":
        raise IcdImportError(f"{path.name}: old Excel files are not read; save the sheet as CSV UTF-8 and import that")
    return _lines(path)


def _lines(path: Path) -> Iterator[Sequence[str]]:
    try:
        data = path.read_bytes()
    except OSError:
        raise IcdImportError(f"{path.name}: this file does not exist or cannot be read") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return csv.reader(io.StringIO(text, newline=""))
    raise IcdImportError(f"{path.name}: the text is neither UTF-8 nor GB 18030; save it as CSV UTF-8")


def _sheet(path: Path) -> Iterator[Sequence[str]]:
    try:
        openpyxl: Any = importlib.import_module("openpyxl")
    except ImportError:
        raise IcdImportError(
            f"{path.name}: Excel files need openpyxl, which is not installed; save the sheet as CSV UTF-8 instead"
        ) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception:  # openpyxl raises whatever the broken part raised
        raise IcdImportError(f"{path.name}: this is no readable Excel file") from None
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]


def _rows(lines: Iterable[Sequence[str]], file: str, code_system: str) -> Iterator[IcdRow]:
    columns: tuple[int, int] | None = None
    for number, cells in enumerate(lines, 1):
        if columns is None:
            columns = _columns(cells)
            if columns is None and number >= _HEADING_ROWS:
                break
            continue
        code_at, name_at = columns
        if len(cells) <= max(columns):
            continue
        code, name = icd.normalise(cells[code_at]), cells[name_at].strip()
        if code and name:
            yield IcdRow(code, name, code_system)
    if columns is None:
        raise IcdImportError(
            f"{file}: no heading line with a code column ({', '.join(_CODE_HEADINGS[:4])} …) "
            f"and a name column ({', '.join(_NAME_HEADINGS[:3])} …) among the first {_HEADING_ROWS} lines"
        )


def _columns(cells: Sequence[str]) -> tuple[int, int] | None:
    headings = [re.sub(r"\s", "", cell).lower() for cell in cells]
    code = next((headings.index(h) for h in _CODE_HEADINGS if h in headings), None)
    name = next((headings.index(h) for h in _NAME_HEADINGS if h in headings), None)
    return None if code is None or name is None else (code, name)


def _key(name: str) -> str:
    return re.sub(r"[\s,，、()（）\[\]]", "", unify(name)).upper()
