"""What a laboratory saw in marrow or in cells, in prose beside or below its table: 骨髓象：…, 免疫表型：…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields import lab_conclusion, report_text
from extractors.fields.printed import printed
from extractors.fields.sections import Part
from extractors.layout.rows import height
from extractors.layout.text import body, squeeze, strip
from extractors.reading import Field, Line, Page

_HEADING = re.compile(
    r"(?:[\[<(]|[一二三四五六七八九十]、|[■●◆*#▍☑√✓▪◇▶])?"
    r"(?P<word>骨髓(?:象|片|涂片)(?:特征|描述|所见|分析)?|髓象|镜检(?:所见)?|镜下(?:所见|描述)|"
    r"细胞?形态学?(?:描述|所见)|免疫表型(?:描述|分析)?)"
    r"(?P<end>[:;\])>]+|$)"
)
_OTHER = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")  # heading of the text below: 血象：…
_LEAST = 20  # characters of it; a row of a table says less
_CLOSE = 2.6  # text heights from one line of it to the next at most
_SET_IN = 4.0  # text heights by which its lines may begin right or left of the heading


def extract(pages: Sequence[Page]) -> tuple[Field, ...]:
    """The field `findings`, of the first such heading; nothing where none stands there."""
    for page in pages:
        lines = body(page.lines)
        for at, line in enumerate(lines):
            parts = [(page, part) for part in _told(lines, at, line)]
            kept: list[Part] = report_text.until_closing(parts)
            if len(squeeze("".join(part.text for _, part in kept)).text) >= _LEAST:
                return (printed("findings", kept),)
    return ()


def _told(lines: Sequence[Line], at: int, line: Line) -> Iterator[Line]:
    """The text under the heading a line begins with, in the order of reading: a pane beside a table by itself."""
    squeezed = squeeze(line.text)
    heading = _HEADING.match(squeezed.text)
    if heading is None:
        return
    inline = strip(line.part(squeezed.span(0, heading.end())[1], len(line.text)), " \t\u3000")
    if inline.text:
        yield inline
    above = line
    for below in lines[at + 1 :]:
        h = height(below)
        near = 0 < below.box.cy - above.box.cy < _CLOSE * h and abs(below.box.x0 - line.box.x0) < _SET_IN * h
        said = squeeze(below.text).text
        if not near or _OTHER.match(said) or _HEADING.match(said) or lab_conclusion.HEADING.match(said):
            return
        yield below
        above = below
