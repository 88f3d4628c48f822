"""Rows of tables whose narrow cells wrap: (208- over 428), μmol/ over L. Lines of a cell stand close, rows apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product
from statistics import median

from extractors.fields import lab_columns, lab_values, lab_wraps
from extractors.layout.rows import Row, height
from extractors.reading import Line

_CLOSE = 1.35  # text heights between the lines of a cell at most
_LINES = 4  # of a cell at most
_SEVERAL = 0.3  # of the bands have more than one line
_STACKED = 0.2  # of the bands may have two numbers below each other


def cells(rows: Sequence[Row], tokens: Sequence[Sequence[Line]]) -> list[tuple[float, list[Line]]]:
    """The rows' cells, each as one line, with the height they stand at; wrapped ones put together.

    Where rows stand apart, whole rows; where the halves of a sheet wrap each for itself, cell by cell.

    `tokens`: the rows' words, as many as there are rows.
    """
    single = [(row.y, list(words)) for row, words in zip(rows, tokens, strict=True)]
    alone = [(row.y, words) for row, words in zip(*lab_wraps.joined(rows, tokens), strict=True)]
    heights = [height(token) for words in tokens for token in words]
    if len(rows) < _LINES or not heights:
        return alone
    bands = _bands(rows, single, _CLOSE * median(heights))
    if not _wraps(bands):
        return alone
    return [(sum(y for y, _ in band) / len(band), stacked(band)) for band in bands]


def _bands(
    rows: Sequence[Row], single: Sequence[tuple[float, list[Line]]], close: float
) -> list[list[tuple[float, list[Line]]]]:
    bands = [[single[0]]]
    for (above, row), cell in zip(pairwise(rows), single[1:], strict=True):
        headed = lab_columns.header_of(above) or lab_columns.header_of(row)
        if row.y - above.y > close or headed:
            bands.append([cell])
        else:
            bands[-1].append(cell)
    return bands


def _wraps(bands: Sequence[Sequence[tuple[float, list[Line]]]]) -> bool:
    """Whether these are the lines of cells, and no tightly set table."""
    several = [band for band in bands if len(band) > 1]
    stacked = sum(_numbers_stacked(band) for band in several)
    return (
        len(several) >= max(2.0, _SEVERAL * len(bands))
        and max(map(len, bands)) <= _LINES
        and stacked <= _STACKED * len(several)
        and not any(map(_holds_two_rows, several))
    )


def _holds_two_rows(band: Sequence[tuple[float, list[Line]]]) -> bool:
    """Whether a name stands below a name and a value below a value."""
    return any(
        _stand_below(filter(_is_name, above), filter(_is_name, below))
        and _stand_below(filter(_is_value, above), filter(_is_value, below))
        for above, below in combinations([words for _, words in band], 2)
    )


def _stand_below(above: Iterable[Line], below: Iterable[Line]) -> bool:
    return any(_under(a, b) for a, b in product(above, below))


def _is_value(token: Line) -> bool:
    """A number or a quality (阴性); a sign in brackets is a quality's second line."""
    return lab_values.looks_like_value(token.text) and not token.text.startswith(("(", "（"))


def _is_name(token: Line) -> bool:
    return re.search(r"[\u4e00-\u9fff]{2}", token.text) is not None


def _numbers_stacked(band: Sequence[tuple[float, list[Line]]]) -> bool:
    numbers = [[token for token in words if lab_values.looks_like_number(token.text)] for _, words in band]
    return any(_under(a, b) for above, below in pairwise(numbers) for a in above for b in below)


def _under(above: Line, below: Line) -> bool:
    over = min(above.box.x1, below.box.x1) - max(above.box.x0, below.box.x0)
    return over > 0.3 * min(above.box.width, below.box.width)


def stacked(band: Sequence[tuple[float, list[Line]]]) -> list[Line]:
    """Words that stand below each other as one, in the order of the columns."""
    columns: list[Line] = []
    for _, words in band:
        for token in words:
            at = next(
                (i for i, above in enumerate(columns) if above.box.cy < token.box.cy and _under(above, token)), None
            )
            if at is None:
                columns.append(token)
            else:
                columns[at] = _one(columns[at], token)
    return sorted(columns, key=lambda token: token.box.x0)


def _one(above: Line, below: Line) -> Line:
    n, m = len(above.text), len(below.text)
    known = len(above.char_confidences) == n and len(below.char_confidences) == m
    return replace(
        above,
        text=above.text + below.text,
        confidence=(above.confidence * n + below.confidence * m) / max(1, n + m),
        min_confidence=min(above.min_confidence, below.min_confidence),
        box=above.box.union(below.box),
        polygon=(above.polygon[0], above.polygon[1], below.polygon[2], below.polygon[3]),
        char_confidences=(*above.char_confidences, *below.char_confidences) if known else (),
        char_positions=(),
    )
