"""Sex and age that no label names: behind the name or the sex on its row, or in a block of lines under a bare name.

姓名 索某 男 69, 性别：女 26岁, Sex/Age | F 女 / 31, 委托人：左某兰，女，身份证号…; at the edge of a page 柏某, 男 and
36岁 one below another. A sex stands beside nobody's name but the patient's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields.labelled import PLACED, field_of
from extractors.layout import words
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet
from extractors.layout.surnames import is_whole_name
from extractors.layout.text import cut, fold, joined, squeeze
from extractors.reading import Field, Line

_APART, _END = r"[\s,、/|;(·]", r"(?=$|[\s,、/|;)·])"
_SEX = re.compile(rf"(?P<sex>男|女)性?{_END}")
_SEX_AND_AGE = re.compile(
    rf"(?:^|[\s:,、/|(])(?:[MF](?:ale|emale)?{_APART}{{1,3}})?(?P<sex>男|女)性?{_APART}{{1,4}}"
    rf"(?P<age>\d{{1,3}})\s?(?P<unit>周?岁|[Yy](?:rs?|ears?)?)?{_END}"
)
_AGE = re.compile(
    rf"{_APART}{{1,3}}(?:现?年)?(?P<age>\d{{1,3}})\s?周?岁(?!时)(?:{_APART}{{1,2}}(?P<sex>男|女)性?{_END})?"
)
_OFFERED = re.compile(r"(?:男\s?/\s?女|M\s?/\s?F)\s?:\s{0,2}(?P<sex>男|女)")  # 男/女：男
_CODED = re.compile(r"性\s?别\s?[\[(]?(?P<sex>[12])[\])]?\s?1\s?[.、:]?\s?男")  # 性别[1] 1.男 2.女, glued to a name
_BELOW = re.compile(rf"(?P<sex>男|女)性?(?:{_APART}*(?P<age>\d{{1,3}})\s?(?:周?岁|[Yy]))?")
_AGE_BELOW = re.compile(r"(?P<age>\d{1,3})\s?(?:周?岁|[Yy])")
_NEXT = 2.6  # text heights at most from a line of such a block to the next
_FLUSH = 1.0  # text heights by which its lines begin apart
_OLDEST = 120


def beside(sheets: Sequence[Sheet], name: Field | None) -> dict[str, Field]:
    """Sex and age on the row of a name that is known, or of the label of either."""
    found: dict[str, Field] = {}
    for sheet in sheets:
        for row in sheet.rows:
            for key, parts, value in _on(row, sheet, name.value if name else ""):
                found.setdefault(key, field_of(key, sheet, (parts, value), PLACED))
    return found


def _on(row: Row, sheet: Sheet, name: str) -> Iterator[tuple[str, tuple[Line, ...], str]]:
    text, places = joined(row.lines)
    text = fold(text)
    at = text.find(name) if name else -1
    if at >= 0 and (aged := _AGE.match(text, at + len(name))) is not None and int(aged["age"]) <= _OLDEST:
        yield "age", cut(row.lines, places, *aged.span("age")), aged["age"]
        if aged["sex"]:
            yield "sex", cut(row.lines, places, *aged.span("sex")), aged["sex"]
    if (chosen := _OFFERED.search(text)) is not None:
        yield "sex", cut(row.lines, places, *chosen.span("sex")), chosen["sex"]
    if (coded := _CODED.search(text)) is not None:
        yield "sex", cut(row.lines, places, *coded.span("sex")), "男" if coded["sex"] == "1" else "女"
    if {"男", "女"} <= set(text):  # both are offered
        return
    told = any(label.word in (*words.SEX, *words.AGE) for line in row.lines for label in sheet.labels_in(line))
    if at >= 0 and (match := re.compile(f"{_APART}{{1,3}}").match(text, at + len(name))) is not None:
        sex = _SEX.match(text, match.end())
        if sex is not None:
            yield "sex", cut(row.lines, places, *sex.span("sex")), sex["sex"]
    both = _SEX_AND_AGE.search(text)
    if both is None or int(both["age"]) > _OLDEST or not (both["unit"] or told or at >= 0):
        return
    if told or at >= 0:
        yield "sex", cut(row.lines, places, *both.span("sex")), both["sex"]
        yield "age", cut(row.lines, places, *both.span("age")), both["age"]


def beneath_a_name(sheets: Sequence[Sheet]) -> dict[str, Field]:
    """A name alone with the sex, and perhaps the age, in the lines right below it."""
    for sheet in sheets:
        for line in sheet.lines:
            if sheet.labels_in(line) or not is_whole_name(squeeze(line.text).text):
                continue
            under = _under(line, sheet)
            match = _BELOW.fullmatch(fold(under.text).strip()) if under is not None else None
            if under is None or match is None:
                continue
            found = {"name": field_of("name", sheet, ((line,), squeeze(line.text).text), PLACED)}
            for key in ("sex", "age"):
                if match[key]:
                    found[key] = field_of(key, sheet, ((under,), match[key]), PLACED)
            last = _under(under, sheet)
            aged = _AGE_BELOW.fullmatch(fold(last.text).strip()) if last is not None and not match["age"] else None
            if last is not None and aged is not None:
                found["age"] = field_of("age", sheet, ((last,), aged["age"]), PLACED)
            return found
    return {}


def _under(line: Line, sheet: Sheet) -> Line | None:
    """The next line below that begins where this one does."""
    h = height(line)
    below = [
        other
        for other in sheet.lines
        if 0.5 * h < other.box.cy - line.box.cy < _NEXT * h and abs(other.box.x0 - line.box.x0) < _FLUSH * h
    ]
    return min(below, key=lambda other: other.box.cy, default=None)
