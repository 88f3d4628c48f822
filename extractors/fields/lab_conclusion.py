"""What a laboratory concludes below its table: 结论：…, 实验诊断意见：…, 结果解释 above a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields import lab_columns, report_text
from extractors.fields.printed import printed
from extractors.fields.sections import Part
from extractors.layout.rows import Row, height
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import squeeze, strip
from extractors.reading import Field, Page

# A heading that a colon or the end of its line closes; in English once more, perhaps.
HEADING = re.compile(
    r"(?:[\[<(]|[一二三四五六七八九十]、|[■●◆*#▍☑√✓▪◇▶])?(?P<word>[一-鿿]{0,6}(?:结论|意见|解释|解读|提示|小结|评价|总结|判读|印象|点评))"
    r"(?:[/(]?[A-Za-z][A-Za-z ]{3,24}[)]?)?(?P<end>[:;\])>]+|$)"
)
# Whose opinion it is where it is none of the laboratory's, or what the words are about where it is none of the result.
_REFUSED = re.compile(
    "临床|异常|标[志识记]|箭头|温馨|友情|重要|安全|危急|采[样集血]|备注|建议|门诊|患者|病人|本人|家属|医院|科室|处理"
)
# What is said of every such test: of its method, its limits and whom it is for.
_OF_THE_METHOD = re.compile("^(?:本(?:报告|结果|次?检[测验]|法|方法|实验室)|仅|检测下限|如有|请咨询|以上)")
_SAID = re.compile("[一-鿿].*[一-鿿].*[一-鿿].*[一-鿿]")
_CLOSE = 2.6  # text heights from one line of it to the next at most
_SET_IN = 4.0  # text heights by which a line may begin right or left of the heading


def extract(pages: Sequence[Page]) -> tuple[Field, ...]:
    """The field `conclusion`, of the first such heading; nothing where none stands there."""
    for page in pages:
        sheet = sheet_of(page)
        for at, row in enumerate(sheet.rows):
            parts = _told(page, sheet, at, row)
            text = squeeze("".join(line.text for _, line in parts)).text
            if _SAID.search(text) and _OF_THE_METHOD.match(text) is None:
                return (printed("conclusion", parts),)
    return ()


def _told(page: Page, sheet: Sheet, at: int, row: Row) -> list[Part]:
    """The text under the heading that a row begins with; nothing where it begins with none."""
    (first, *others) = row.lines
    squeezed = squeeze(first.text)
    heading = HEADING.match(squeezed.text)
    if heading is None or _REFUSED.search(heading["word"]) or lab_columns.header_of(row):
        return []
    end = squeezed.span(0, heading.end())[1]
    inline = strip(first.part(end, len(first.text)), " \t\u3000")
    if not heading["end"] and (inline.text or others):
        return []
    parts: list[Part] = [(page, inline)] if inline.text else []
    parts.extend((page, line) for line in others)
    parts.extend((page, line) for each in _below(sheet, at) for line in each.lines)
    return report_text.until_closing(parts)


def _below(sheet: Sheet, at: int) -> Iterator[Row]:
    """The rows that go on with it: close below each other, each one line, that begin no label."""
    above = sheet.rows[at]
    left = above.lines[0].box.x0
    for row in sheet.rows[at + 1 :]:
        (line, *others) = row.lines
        h = height(line)
        near = row.y - above.y < _CLOSE * h and abs(line.box.x0 - left) < _SET_IN * h
        if others or not near or any(label.begins for label in sheet.labels_in(line)):
            return
        yield row
        above = row
