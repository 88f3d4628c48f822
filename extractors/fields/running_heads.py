"""What each page of one paper repeats: its head and its foot, which go into no text."""

from __future__ import annotations

import re

from extractors.layout.rows import Row
from extractors.layout.text import squeeze

_HEAD = 0.1  # page widths from the top
FOOTER = re.compile(r"^[-(（]*第?\d{1,3}(?:页|/\d{1,3}(?:页|[-)）\s]*$))|^第.{0,4}页|^共\d+页|^打印(?:时间|日期)|^页码")


def is_repeated(row: Row, repeated: frozenset[str]) -> bool:
    """Whether all of a row stands on the page before, too, or is its number."""
    flats = (squeeze(line.text).text for line in row.lines)
    return all(flat in repeated or FOOTER.search(flat) for flat in flats)


def is_running(row: Row, repeated: frozenset[str]) -> bool:
    """Whether a row is the head of a further page: most of it stands on the page before, too, but for its number.

    其他诊断 | 高血压病3级 at the top of a page goes on with a list, though its label stood on the page before.
    """
    cells = [squeeze(line.text).text for line in row.lines]
    new = [cell for cell in cells if not _is_said(cell, repeated) and not FOOTER.search(cell)]
    return row.y < _HEAD and 2 * len(new) < len(cells)


def _is_said(cell: str, before: frozenset[str]) -> bool:
    """Whether a cell stands on the page before, by itself or behind its label: 王菊花 in 姓名:王菊花."""
    return cell in before or any(f":{cell}" in said for said in before)
