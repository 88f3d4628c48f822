"""定点医疗机构名录 as a file: a CSV that an office keeps in a spreadsheet, read strictly."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")

COLUMNS = ("code", "name", "aliases", "level", "class", "region", "designated")
OPTIONAL = ("valid_from", "valid_to", "source")
LEVELS = {
    "三": 3,
    "二": 2,
    "一": 1,
    "三级": 3,
    "二级": 2,
    "一级": 1,
    "3": 3,
    "2": 2,
    "1": 1,
    "未定级": 0,
    "未评级": 0,
    "无等级": 0,
    "": None,
}
CLASSES = {
    "特": "特",
    "甲": "甲",
    "乙": "乙",
    "丙": "丙",
    "特等": "特",
    "甲等": "甲",
    "乙等": "乙",
    "丙等": "丙",
    "未定等": None,
    "": None,
}
DESIGNATED = {
    "yes": True,
    "是": True,
    "true": True,
    "1": True,
    "no": False,
    "否": False,
    "false": False,
    "0": False,
    "": None,
}
_GRADE = re.compile(r"([一二三123])级(?:(特|甲|乙|丙)等|[((]?未定等[))]?)?")


class RegistryError(ValueError):
    """A registry that cannot be trusted; names the file, the line, the column and what is allowed."""

    def __init__(self, file: str, line: int | None, column: str, zh: str, en: str) -> None:
        self.file, self.line, self.column = file, line, column
        where = file + (f" 第{line}行" if line else "") + (f" {column} 列" if column else "")
        place = file + (f", line {line}" if line else "") + (f", column {column}" if column else "")
        super().__init__(f"{where}：{zh}\n{place}: {en}")


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of the same institution. In the file `名称` or, where it held for a time only,
    `名称@2010-01-01..2015-06-30`.
    """

    text: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        return _within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what an institution is called, and its standing from `valid_from` to `valid_to`, both inclusive."""

    code: str
    name: str
    aliases: tuple[Alias, ...]
    level: int | None  # 3, 2, 1; 0 未定级; None where the row states none
    grade_class: str | None  # 特 甲 乙 丙
    region: str
    designated: bool | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str
    line: int  # in the file, 1-based

    def holds(self, day: dt.date) -> bool:
        return _within(day, self.valid_from, self.valid_to)


def _within(day: dt.date, start: dt.date | None, end: dt.date | None) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)


def read(path: Path) -> tuple[Entry, ...]:
    """The rows of a registry file, UTF-8 (with or without mark) or GB 18030. Raises RegistryError."""
    rows = _rows(_text(path), path.name)
    entries = tuple(_entry(row, path.name, line) for line, row in rows)
    if not entries:
        raise RegistryError(
            path.name, None, "", "表头下面没有任何医疗机构", "no hospital is listed below the heading line"
        )
    _refuse_overlaps(entries, path.name)
    return entries


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError:
        raise RegistryError(
            path.name, None, "", "文件不存在或无法读取", "this file does not exist or cannot be read"
        ) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RegistryError(
        path.name,
        None,
        "",
        "编码既不是 UTF-8 也不是 GB 18030；请另存为 CSV UTF-8",
        "the text is neither UTF-8 nor GB 18030; save it as CSV UTF-8",
    )


def _rows(text: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        _check_heading(heading, file)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(heading):
                raise RegistryError(
                    file,
                    reader.line_num,
                    "",
                    f"本行有 {len(row)} 格，表头有 {len(heading)} 格",
                    f"{len(row)} cells where the heading has {len(heading)}",
                )
            yield reader.line_num, dict(zip(heading, (cell.strip() for cell in row), strict=True))
    except csv.Error:
        raise RegistryError(
            file,
            reader.line_num,
            "",
            "本行不是有效的 CSV（引号没有成对？）",
            "this line is no valid CSV (a quote that is not closed?)",
        ) from None


def _check_heading(heading: list[str], file: str) -> None:
    required = [c for c in COLUMNS if c not in ("level", "class")] if "grade" in heading else list(COLUMNS)
    allowed = [*COLUMNS, "grade", *OPTIONAL]
    for column in required:
        if column not in heading:
            raise RegistryError(
                file,
                1,
                column,
                f"缺少此列；表头须有 {', '.join(required)}",
                f"this column is missing; the heading needs {', '.join(required)}",
            )
    for column in heading:
        if column not in allowed or heading.count(column) > 1:
            if column in allowed:
                raise RegistryError(file, 1, column, "此列出现了两次", "this column is written twice")
            names = ", ".join(allowed)
            raise RegistryError(
                file, 1, column or "(空)", f"不认识此列；可用的列：{names}", f"unknown; allowed are {names}"
            )
    if "grade" in heading and ("level" in heading or "class" in heading):
        raise RegistryError(
            file,
            1,
            "grade",
            "grade 一列与 level、class 两列只能用一种",
            "either a grade column or level and class, not both",
        )


def _entry(row: dict[str, str], file: str, line: int) -> Entry:
    for column in ("code", "name", "region"):
        if not row[column]:
            raise RegistryError(file, line, column, "此处必须填写", "a value is needed here")
    level, grade_class = _grade(row, file, line)
    start, end = (_date(row.get(c, ""), file, line, c) for c in ("valid_from", "valid_to"))
    if start and end and end < start:
        raise RegistryError(
            file, line, "valid_to", f"{end} 早于 valid_from {start}", f"{end} lies before valid_from {start}"
        )
    return Entry(
        code=row["code"], name=row["name"], aliases=tuple(_aliases(row["aliases"], file, line)),
        level=level, grade_class=grade_class, region=row["region"],
        designated=_one_of(row["designated"].lower(), DESIGNATED, file, line, "designated"),
        valid_from=start, valid_to=end, source=row.get("source", ""), line=line,
    )  # fmt: skip


def _grade(row: dict[str, str], file: str, line: int) -> tuple[int | None, str | None]:
    if "grade" not in row:
        level = _one_of(row["level"], LEVELS, file, line, "level")
        return level, _one_of(row["class"], CLASSES, file, line, "class")
    text = row["grade"].replace("（", "(").replace("）", ")")
    if text in LEVELS:
        return LEVELS[text], None
    match = _GRADE.fullmatch(text)
    if not match:
        allowed = "三级特等, 三级甲等 … 一级丙等, 二级, 二级(未定等), 未定级, 留空 nothing"
        raise RegistryError(
            file, line, "grade", f"“{text}”不是等级；可填 {allowed}", f"{text!r} is no grade; allowed are {allowed}"
        )
    return LEVELS[match[1]], match[2]


def _one_of(text: str, allowed: dict[str, _T], file: str, line: int, column: str) -> _T:
    if text not in allowed:
        names = ", ".join(name or "留空 nothing" for name in allowed)
        raise RegistryError(
            file, line, column, f"不能填“{text}”；可填 {names}", f"{text!r} is not allowed; allowed are {names}"
        )
    return allowed[text]


def _date(text: str, file: str, line: int, column: str) -> dt.date | None:
    if not text:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise RegistryError(
            file,
            line,
            column,
            f"“{text}”不是日期；请写成 2025-01-01 这样的年-月-日，或留空",
            f"{text!r} is no date; write year-month-day, e.g. 2025-01-01, or nothing",
        ) from None


def _aliases(cell: str, file: str, line: int) -> Iterator[Alias]:
    for part in re.split(r"[|｜]", cell):
        name, at, period = part.strip().partition("@")
        if not name:
            if at:
                raise RegistryError(
                    file, line, "aliases", f"“{part}”只有起止时间，没有名称", f"{part!r} has a period and no name"
                )
            continue
        start, dots, end = period.partition("..")
        if at and not dots:
            raise RegistryError(
                file,
                line,
                "aliases",
                f"“{name}”的起止时间须写成 2010-01-01..2015-06-30，任一端可留空",
                f"the period of {name!r} has to look like 2010-01-01..2015-06-30, either end may be empty",
            )
        yield Alias(name.strip(), _date(start, file, line, "aliases"), _date(end, file, line, "aliases"))


def _refuse_overlaps(entries: tuple[Entry, ...], file: str) -> None:
    """Two rows of one code may follow each other in time (a grade changed), never hold on the same day."""
    seen: dict[str, list[Entry]] = {}
    for entry in entries:
        for other in seen.setdefault(entry.code, []):
            start = max(entry.valid_from or dt.date.min, other.valid_from or dt.date.min)
            end = min(entry.valid_to or dt.date.max, other.valid_to or dt.date.max)
            if start <= end:
                raise RegistryError(
                    file,
                    entry.line,
                    "code",
                    f"{entry.code} 在第{other.line}行也有，且时间重叠",
                    f"{entry.code} is listed on line {other.line} too, for the same days",
                )
        seen[entry.code].append(entry)
