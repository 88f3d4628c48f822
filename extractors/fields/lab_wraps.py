"""Single cells of a lab table that wrap: mmol over /L, 3.90〜 over 6.10, 阴性 over (-).

The rest of such a row stands in one line, between them or beside the first; what belongs together is told by what
the two make: a unit that neither is, a range, a quality with its sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.fields import lab_units, lab_values
from extractors.layout.rows import Row, height
from extractors.reading import Line

_REACH = 4  # rows down to where the second line of a cell may stand
_CLOSE = 0.5  # text heights between the lines of a cell at most
_FAR = 1.8  # the same below an open range (82-): a number alone stands there for its end only
_OVERLAP = -0.6  # and by which their boxes may overlap
_FLUSH = 0.6  # text heights their edges or centres may be apart
_LINES = 3  # of a cell at most
_OPEN_RANGE = re.compile(r"[\[(<>≥≤]?\d+(?:\.\d+)?\s*[-~—–−〜至]+")
_RANGE_END = re.compile(r"\d+(?:\.\d+)?[\])]?")
_QUALITY = re.compile(r"[弱]?[阴阳]性")
_SIGN = re.compile(r"[(（](?:[+±-]{1,4}|\+/-)[)）]")


def joined(rows: Sequence[Row], tokens: Sequence[Sequence[Line]]) -> tuple[list[Row], list[list[Line]]]:
    """The rows with such cells in one piece, each in the row nearest to its middle; rows left empty are gone.

    `tokens`: the rows' words, as many as there are rows.
    """
    cells = [list(words) for words in tokens]
    for i in range(len(rows)):
        for token in list(cells[i]):
            chain = _chain(i, token, cells)
            if chain:
                for at, part in chain:
                    cells[at] = [each for each in cells[at] if each is not part]
                home = _home([at for at, _ in chain], rows, cells)
                cells[home] = sorted([*cells[home], _one([part for _, part in chain])], key=lambda each: each.box.x0)
    kept = [(row, words) for row, words in zip(rows, cells, strict=True) if words]
    return [row for row, _ in kept], [words for _, words in kept]


def _chain(i: int, token: Line, cells: Sequence[Sequence[Line]]) -> list[tuple[int, Line]]:
    """The lines of the cell that begins with this token, if together they make what one alone does not."""
    chain, last = [(i, token)], token
    for _ in range(_LINES - 1):
        found = next(_below(chain[-1][0], last, cells), None)
        if found is None:
            return []
        chain.append(found)
        last = found[1]
        if _makes_one([part.text for _, part in chain]):
            return chain
    return []


def _below(i: int, above: Line, cells: Sequence[Sequence[Line]]) -> Iterator[tuple[int, Line]]:
    close = _FAR if _OPEN_RANGE.fullmatch(lab_values.plain(above.text)) else _CLOSE
    for at in range(i + 1, min(i + 1 + _REACH, len(cells))):
        for token in cells[at]:
            h = min(height(above), height(token))
            a, b = above.box, token.box
            flush = min(abs(a.x0 - b.x0), abs(a.cx - b.cx), abs(a.x1 - b.x1)) < _FLUSH * h
            if flush and _OVERLAP * h < b.y0 - a.y1 < close * h:
                yield at, token


def _makes_one(parts: Sequence[str]) -> bool:
    bare = [lab_values.plain(part) for part in parts]
    whole = "".join(bare)
    if len(parts) == 2 and _OPEN_RANGE.fullmatch(bare[0]) and _RANGE_END.fullmatch(bare[1]):
        return True
    if len(parts) == 2 and _QUALITY.fullmatch(bare[0]) and _SIGN.fullmatch(bare[1]):
        return True
    if re.search(r"[\u4e00-\u9fff]", whole) or not re.match(r"[A-Za-zμ×xX*1\[(]", whole):
        return False
    rest = "".join(bare[1:])
    return lab_units.is_known(whole) and "/" in whole and not lab_units.is_known(rest) and not _is_number(bare[0])


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[<>≤≥]?[\d.]+", text) is not None


def _home(at: Sequence[int], rows: Sequence[Row], cells: Sequence[Sequence[Line]]) -> int:
    """The row nearest to the middle of the cell; of two as near, the one that has more."""
    middle = (rows[at[0]].y + rows[at[-1]].y) / 2
    between = [i for i in range(at[0], at[-1] + 1) if cells[i]] or [at[0]]
    nearest = min(abs(rows[i].y - middle) for i in between)
    slack = 0.25 * abs(rows[at[-1]].y - rows[at[0]].y)
    return max((i for i in between if abs(rows[i].y - middle) <= nearest + slack), key=lambda i: len(cells[i]))


def _one(parts: Sequence[Line]) -> Line:
    """The lines of a cell as one line, in the middle of them."""
    first, box = parts[0], parts[0].box
    for part in parts[1:]:
        box = box.union(part.box)
    texts = [part.text.strip() for part in parts]
    known = all(len(part.char_confidences) == len(part.text) == len(part.text.strip()) for part in parts)
    length = max(1, sum(map(len, texts)))
    return replace(
        first,
        text="".join(texts),
        confidence=sum(part.confidence * len(text) for part, text in zip(parts, texts, strict=True)) / length,
        min_confidence=min(part.min_confidence for part in parts),
        box=box,
        polygon=(first.polygon[0], first.polygon[1], parts[-1].polygon[2], parts[-1].polygon[3]),
        char_confidences=tuple(sure for part in parts for sure in part.char_confidences) if known else (),
        char_positions=(),
    )
