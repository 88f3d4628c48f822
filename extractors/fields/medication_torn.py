"""Names of drugs that are broken over two lines: 布地格福吸 / 入气雾剂, 阿托伐他汀钙 / 片 40mg 口服 每晚1次."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.fields.drug_words import FORMS, straddled
from extractors.fields.medication_text import AMOUNT, DRUG, FORM, FREQUENCY, WAY
from extractors.layout.rows import Row, height
from extractors.layout.text import fold
from extractors.reading import Line

_ROWS = 2  # up to where the line above may stand: the heading of a tall cell stands between two of its lines
_TAIL = re.compile(r"[\u4e00-\u9fffA-Za-z0-9-]{1,16}$")  # what a line ends with that the next one goes on with
_LEFT_OVER = re.compile(r"(?:^|[;。,、:\s)]|\d[.、)]|[①-⑳])(?P<name>[\u4e00-\u9fffα-ωA-Za-z()-]{2,20})$")
_HEAD = re.compile(rf"(?P<end>\S{{0,12}}?{FORM})\s*[,，]?\s*(?={AMOUNT})", re.IGNORECASE)

# A form that stands by itself where a name of whole words ended the line above: 仑伐替尼 / 胶囊，口服
_FORM = re.compile(r"(?:缓释|控释|肠溶|分散)?(?:片|胶囊|注射液|颗粒|软胶囊|胶丸)(?=[\s,，(（])")
_FORMED = re.compile("[片囊液粒丸]$")


def form_below(name: Line, line: Line | None, clause: Line) -> int:
    """Where the form ends with which a line begins, of a drug whose name ended the line above; 0 where none does."""
    form = _FORM.match(fold(clause.text))
    ends = line is not None and abs(name.box.x1 - line.box.x1) < height(clause)
    return form.end() if form and ends and not _FORMED.search(fold(name.text)) else 0


def above(rows: Sequence[Row], line: Line) -> Line | None:
    """The line of the same column right above a line; `rows`: those above it, top to bottom."""
    for row in reversed(rows[-_ROWS:]):
        for other in row.lines:
            flush = abs(other.box.x0 - line.box.x0) < 2 * height(line)
            over = min(other.box.x1, line.box.x1) - max(other.box.x0, line.box.x0)
            if line.box.y0 - other.box.y1 < 2 * height(line) and (flush or over > 0.5 * line.box.width):
                return other
    return None


def begun(above: Line, line: Line, name: Line) -> Line | None:
    """How the name that begins a line was begun on the line above, if a known word is broken there."""
    tail = _TAIL.search(above.text)
    begins = name.box.x0 - line.box.x0 < 0.5 * name.box.height
    if tail is None or not begins or not straddled(tail.group(), fold(name.text)):
        return None
    return above.part(tail.start(), len(above.text))


def order(above: Line, line: Line) -> tuple[Line, Line] | None:
    """The two parts of a name of which only both together are a drug's.

    The lower part stands right before an amount and how it is taken, so that it is no end of the order above.
    """
    text = fold(line.text)
    tail, head = _LEFT_OVER.search(fold(above.text)), _HEAD.match(text)
    if tail is None or head is None or (DRUG.match(head["end"]) and head["end"] not in FORMS):
        return None
    whole = tail["name"] + head["end"]
    drug = DRUG.match(whole)
    told = WAY.search(text, head.end()) or FREQUENCY.search(text, head.end())
    if DRUG.match(tail["name"]) or drug is None or drug.end() < len(whole) or told is None:
        return None
    return above.part(tail.start("name"), len(above.text)), line.part(0, head.end("end"))
