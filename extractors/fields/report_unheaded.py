"""What was seen where no heading says so: the paragraph between what names the patient and the conclusion."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.fields.sections import Part, Section
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import squeeze
from extractors.reading import Line

_GAP = 4.0  # text heights between the rows of the paragraph at most
_STATE = re.compile(
    r"\s*(?:[一二三四五六]、)?(?:背景活动|发作间?期|间歇期|清醒期|睡眠期|诱发试验)[\s:：]+(?=\S)"
)  # of a brain
_CELLS = 2  # numbers in cells of a row that is one of a table
_MEASURE = re.compile(r"[<>≤≥-]?\d+(?:\.\d+)?\s?[%↑↓]?")
_LEAST = 15  # characters of it
_SAID = re.compile(r"[\u4e00-\u9fff]{2}|[。；，、]")  # +)、P40(+)。 ends a paragraph
_HEADING = re.compile(r"[\u4e00-\u9fff]{2,10}:")
# Before what was seen: with what it was looked at, when and in what state.
_PARTICULAR = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:起止|时间|时长|日期|日|用药(?:情况)?|服药(?:情况)?|显像剂|造影剂|对比剂|示踪剂|剂量|途径|仪器|设备|机型|"
    r"探头|体位|条件|参数|方法|导联|电极|项目|部位|利手):"
)
_SENTENCE = re.compile(r"[。；;，,]")


def read(conclusion: Section) -> list[Part]:
    """The lines right above a conclusion's heading, top to bottom, up to a row of labels; none without a sentence."""
    page, heading = conclusion.anchor
    sheet = sheet_of(page)
    parts: list[Part] = []
    below = heading.box.y0
    rows = sorted((row for row in sheet.rows if row.y < heading.box.y0), key=lambda row: -row.y)
    for row in rows:
        blank = below - row.box.y1 > _GAP * height(row.lines[0])  # below the paragraph: room that was left empty
        if (blank and bool(parts)) or not _is_text(row, sheet):
            break
        parts = [*((page, _bare(line)) for line in row.lines), *parts]
        below = row.box.y0
    if parts and _leaves_room(parts, heading) and not _follows_particulars(parts, rows, sheet):
        return []
    text = squeeze("".join(line.text for _, line in parts)).text
    return parts if len(text) >= _LEAST and _SENTENCE.search(text) else []


def _leaves_room(parts: Sequence[Part], heading: Line) -> bool:
    """Whether much room is left empty between the paragraph and the heading below it."""
    last = max((line for _, line in parts), key=lambda line: line.box.y1)
    return heading.box.y0 - last.box.y1 > _GAP * height(last)


def _follows_particulars(parts: Sequence[Part], rows: Sequence[Row], sheet: Sheet) -> bool:
    """Whether right above the paragraph stands a row of labels: it is then all that the paper says between the two."""
    first = min((line for _, line in parts), key=lambda line: line.box.y0)
    above = next((row for row in rows if row.box.y1 <= first.box.cy), None)
    if above is None or first.box.y0 - above.box.y1 > _GAP * height(first):
        return False
    return any(label.begins for line in above.lines for label in sheet.labels_in(line))


def _bare(line: Line) -> Line:
    """A line without the state that it was seen in: 一、背景活动 枕区…"""
    state = _STATE.match(line.text)
    return line.part(state.end(), len(line.text)) if state else line


def _is_measure(line: Line) -> bool:
    return _MEASURE.fullmatch(line.text.strip()) is not None


def _is_text(row: Row, sheet: Sheet) -> bool:
    flat = squeeze(row.text).text
    if _HEADING.fullmatch(flat) or (_PARTICULAR.match(flat) and "。" not in flat):  # 组织学及免疫表型：, 监测起止：…
        return False
    if sum(map(_is_measure, row.lines)) >= _CELLS:  # of a table: 左腓肠神经 | 14.2 | 49.7
        return False
    labelled = any(label.begins for line in row.lines for label in sheet.labels_in(line))
    return not labelled and _SAID.search(row.text) is not None
