"""Where a list of diagnoses ends, as it is set: numbers, indents, pitch, margins; words only support what is seen.

Whoever does not know a word of the heading below a list sees where the list ends: its entries are numbered and that
line is not, they are set in and it begins at the margin, it stands further down than they stand from each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from extractors.fields import diagnosis_list
from extractors.fields.certainty import leading_marker
from extractors.fields.icd import is_code
from extractors.fields.sections import Part, Section
from extractors.layout import surnames
from extractors.layout.rows import height
from extractors.layout.text import body, fold, squeeze
from extractors.reading import Line, Page

_LEVEL = 0.5  # text heights between the centres of parts of one row
_SET_BACK = 0.8  # text heights by which a line begins left of the entries above it
_FULL = 2.0  # text heights that a line which runs on may leave to the edge
_ENDED, _DOUBTED = 2.0, 1.0  # weight of what speaks for an end from which the list has ended, or may have
_SIGNED = 2  # cells of a row that signs
_CELLS_APART = 2.5  # text heights between two cells of a row

_FIRST_NUMBER = re.compile(r"^\s*(?:1\s*[.、)]\s*(?!\d)|\(1\)|[①⑴⒈])")
_DATE = re.compile(r"^(?:20\d\d|二[〇○0]..)\s*[年./-]|^\d{4}年|^年月日|^日期")
_CLOSING = re.compile(
    r"^(?:R[pPxX]|℞)[.:,]?(?:$|[^a-zA-Z])|^[一-鿿]{0,4}(?:处方|用药|给药|医嘱)(?:内容|信息|明细)?[:]?$|"
    r"[(\[](?:盖章|公章|签章|医院章)|盖章有效|未盖章|此证明|"
    r"^(?:主[治管任]|经治|接诊)?医[师生]|医师[:;签]|医生[:;]|签[名字章]|^(?:建议|休息|全休|住院治疗|门诊随[诊访]|定期复查|请)|医院$|专用章"
)
# What else may follow a list: a heading nobody has put on a list of labels, and the story of the illness.
_HEADING = re.compile(
    r"^[●○◆◇■□▪•·*★☆]?[一-鿿及与和、/()]{0,10}(?:经过|过程|情况|摘要|简介|介绍|概述|描述|说明|小结|意见|建议|医嘱|计划|方案|措施|依据|体征|用途|检查|检验|化验|概况)[:]?$"
)
_TOLD = re.compile(
    r"^(?:该?(?:患者|病人|患儿)(?!$)|主?因[“\"]|缘于|入院后|住院期间|治疗期间|予以|给予|经.{0,10}(?:治疗|处理)[后,]|本次(?:入院|住院))"
)
_LABEL = re.compile(r"(?P<word>[一-鿿][一-鿿/、()]{1,11}|[一-鿿]{2,8}\([^():]{1,30}\)):")
_WORD = re.compile("[一-鿿]{2,6}")
# 滤泡性淋巴瘤 | 李四 2026-05-16: who wrote it, and when
_SIGNED_DAY = re.compile(r"(?P<name>[一-鿿]{2,4})20\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日)[\d:]{0,8}")
_BEHIND = re.compile(r"[\s;,；，]")  # what a code that wrapped ends with
_NO_LABEL = re.compile(
    "编码|代码|待查|查因|待诊|[侧肺眼肾腺]$|^(?:其[他它]|西医|中医|主要|次要|合并|并发|伴|伴有|分期|分型|分级|主[病证]|兼[病证])$"
)
_DRUG = re.compile(
    r"\d\s*(?:mg|μg|ug|ml|g|片|粒|支|万?[Uu])(?![A-Za-z])|(?:片|胶囊|注射液|颗粒|口服液|滴眼液|软膏|丸|滴剂|喷雾剂|吸入剂)(?:\(|$)|"
    r"(?:口服|静滴|皮下注射|肌注).{0,4}(?:每|[qbt]i?d)|(?:每[日天周晚早]|一日).{0,3}次"
)


@dataclass(frozen=True)
class _Row:
    """Parts of a list that stand side by side."""

    parts: tuple[Part, ...]

    @cached_property
    def first(self) -> Line:
        return self.parts[0][1]

    @property
    def page(self) -> Page:
        return self.parts[0][0]

    @property
    def x0(self) -> float:
        return self.first.box.x0

    @property
    def x1(self) -> float:
        return max(line.box.x1 for _, line in self.parts)

    @property
    def h(self) -> float:
        return height(self.first)

    @cached_property
    def text(self) -> str:
        return fold(" ".join(line.text for _, line in self.parts)).strip()

    @cached_property
    def number(self) -> int | None:
        return diagnosis_list.number_of(self.text)


def within(section: Section) -> tuple[tuple[Part, ...], frozenset[int]]:
    """The parts of a section that are its list, and the places among them of those that may not belong to it."""
    parts = _until_closing(_from_the_first(section))
    rows = _rows(parts)
    kept: list[Part] = []
    doubted: set[int] = set()
    for at, row in enumerate(rows):
        weight = _weight(section.anchor, rows[:at], row, rows[at + 1 :]) if at else 0.0
        if weight >= _ENDED:
            break
        if weight >= _DOUBTED:
            doubted.update(range(len(kept), len(kept) + len(row.parts)))
        kept.extend(row.parts)
    return tuple(kept), frozenset(doubted)


def _rows(parts: Sequence[Part]) -> list[_Row]:
    rows: list[list[Part]] = []
    for page, line in parts:
        last = rows[-1][-1] if rows else None
        level = last is not None and last[0] is page and abs(last[1].box.cy - line.box.cy) < _LEVEL * height(line)
        if level and last is not None and line.box.x0 >= last[1].box.x0:
            rows[-1].append((page, line))
        else:
            rows.append([(page, line)])
    return [_Row(tuple(row)) for row in rows]


def _weight(anchor: Part, above: Sequence[_Row], row: _Row, below: Sequence[_Row]) -> float:
    """What speaks for the list to end above `row`, less what speaks against it."""
    before = above[-1]
    if row.page is not before.page or diagnosis_list.qualifies(row.text) or is_code(_BEHIND.split(row.text)[0]):
        return 0.0
    ailing = diagnosis_list.names_disease(row.text)
    shape = -2.0 if diagnosis_list.begins_with_disease(row.text) else 0.0 if ailing else 1.0
    if row.number is not None and not _numbers_sections(anchor, above, row):
        return shape + (1.0 if _begins_anew(above, row) else -3.0)
    wrapped = 3.0 if _is_full(before, above, anchor) else 2.0 if _completes(before, row) else 0.0
    return (
        shape
        - wrapped
        + (2.0 if before.text.endswith("。") else 0.0)
        + _unnumbered(above, row, below)
        + _set_back(anchor, above, row)
        + _further_down(anchor, above, row)
        + (1.0 if _is_header(row) else 0.0)
        + (_ENDED if _signs(row) else 0.0)
        + (1.5 if _DRUG.search(row.text) and not ailing else 0.0)
    )


def _numbers_sections(anchor: Part, above: Sequence[_Row], row: _Row) -> bool:
    """Whether a number is that of the paper's next section: 八、处理计划 left of ① ② ③."""
    numbers = [each.number for each in above if each.number is not None]
    follows = bool(numbers) and row.number is not None and row.number <= numbers[-1] + 1
    return not follows and _set_back(anchor, above, row) > 0


def _begins_anew(above: Sequence[_Row], row: _Row) -> bool:
    """Whether another list begins: 1. after 1., 2."""
    return row.number == 1 and any(each.number is not None for each in above)


def _unnumbered(above: Sequence[_Row], row: _Row, below: Sequence[_Row]) -> float:
    numbers = [each.number for each in above if each.number is not None]
    if above[0].number is None or not numbers:
        return 0.0
    following = next((each.number for each in below if each.number is not None), None)
    if following == numbers[-1] + 1:
        return 0.0  # a line between two entries
    deep = row.x0 > min(each.x0 for each in above) + _SET_BACK * row.h
    return 1.0 if deep else 2.0


def _set_back(anchor: Part, above: Sequence[_Row], row: _Row) -> float:
    page, label = anchor
    back = row.x0 < min(each.x0 for each in above) - _SET_BACK * row.h
    if not back or row.page is not page or row.x0 > label.box.x0 + _SET_BACK * row.h:
        return 0.0
    return 1.5 if len(above) > 1 or above[0].first.box.y0 > label.box.y1 else 0.5


def _further_down(anchor: Part, above: Sequence[_Row], row: _Row) -> float:
    steps = [b.first.box.cy - a.first.box.cy for a, b in pairwise(above) if a.page is b.page]
    page, label = anchor
    if not steps and above[0].page is page and above[0].first.box.cy - label.box.cy > row.h:
        steps = [above[0].first.box.cy - label.box.cy]
    step = row.first.box.cy - above[-1].first.box.cy
    if not steps:
        return 1.0 if step > 4.0 * row.h else 0.5 if step > 2.6 * row.h else 0.0
    pitch = median(steps)
    return 1.5 if step > 2.2 * pitch else 1.0 if step > 1.5 * pitch + 0.25 * row.h else 0.0


def _is_header(row: _Row) -> bool:
    """Whether cells stand side by side none of which is a disease: the head of a table."""
    lines = [line for _, line in row.parts]
    apart = any(b.box.x0 - a.box.x1 > _CELLS_APART * height(a) for a, b in pairwise(lines))
    return apart and not any(diagnosis_list.names_disease(line.text) or is_code(line.text) for line in lines)


def _signs(row: _Row) -> bool:
    """Whether a row is a word and a person's name: 经办 | 谢梦瑶."""
    if len(row.parts) != _SIGNED:
        return False
    word, name = (squeeze(line.text).text.rstrip(":") for _, line in row.parts)
    return _WORD.fullmatch(word) is not None and not diagnosis_list.names_disease(word) and surnames.is_whole_name(name)


def _is_full(row: _Row, above: Sequence[_Row], anchor: Part) -> bool:
    """Whether a row reaches the right edge of its column, so that the next one may go on with it."""
    own = {id(line) for each in above for _, line in each.parts}
    edge = 0.0
    for line in body(row.page.lines):
        level = abs(line.box.cy - row.first.box.cy) < _LEVEL * row.h
        if level and line.box.x0 >= row.x1 and id(line) not in own and line is not anchor[1]:
            return line.box.x0 - row.x1 < 2 * _FULL * row.h
        edge = max(edge, line.box.x1)
    return edge - row.x1 < _FULL * row.h


def _completes(before: _Row, row: _Row) -> bool:
    """Whether only both together are a disease's name: 糖尿病性周围神经 / 病变."""
    last = before.parts[-1][1].text
    return not diagnosis_list.looks_like_disease(last) and diagnosis_list.looks_like_disease(last + row.first.text)


def _from_the_first(section: Section) -> tuple[Part, ...]:
    """Without the end of the cell above: what stands above the list's first number, if that is level with the label."""
    page, label = section.anchor
    for at, (where, line) in enumerate(section.parts):
        level = where is page and abs(line.box.cy - label.box.cy) < _LEVEL * height(label)
        if at and level and _FIRST_NUMBER.match(fold(line.text)):
            return section.parts[at:]
    return section.parts


def _until_closing(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts before a date, a seal's placeholder or an advice without label ends the list."""
    kept: list[Part] = []
    for page, line in parts:
        flat = squeeze(line.text).text
        if kept and (any(p.search(flat) for p in (_DATE, _CLOSING, _HEADING, _TOLD)) or _is_another_label(flat)):
            break
        if _is_signed_day(flat):
            continue
        if not _DATE.match(flat):
            kept.append((page, line))
    return tuple(kept)


def _is_signed_day(flat: str) -> bool:
    """Whether a part of a row is a person's name and the day he signed on, and nothing else."""
    match = _SIGNED_DAY.fullmatch(flat)
    return match is not None and surnames.is_whole_name(match["name"])


def may_be_label(word: str) -> bool:
    """Whether a few characters before a colon or in a label's place may be a label nobody listed: no 考虑, no 左眼."""
    return not (leading_marker(word) or diagnosis_list.looks_like_disease(word) or _NO_LABEL.search(word))


def tells(fragment: str) -> bool:
    """Whether a fragment of a running text tells the story of the illness: 患者因…入院."""
    return _TOLD.match(squeeze(fragment).text) is not None


def _is_another_label(flat: str) -> bool:
    """Whether a line begins with a label nobody listed: 休假:7天."""
    match = _LABEL.match(flat)
    return match is not None and may_be_label(match["word"])
