"""A form's table of diseases with a column to tick: 序号 | 病种名称 | 勾选, once or several times side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.fields.printed import printed
from extractors.layout.rows import Row, height, rows
from extractors.layout.text import squeeze
from extractors.reading import Field, Line, Page

_NAMES = re.compile(r"(?:申请|申报|认定|门诊|慢性病|慢特病|特殊病|特殊疾病|大病)*(?:病种|疾病)(?:名称)?|病名")
_TICKS = re.compile(
    r"(?:请)?(?:选择|勾选|选项|选定|标记|选)(?:栏|项|\(?[打划画]?[√V]\)?)?|(?:请)?(?:在此)?[打划画]?[\"“”]?[√V][\"“”]?(?:选|栏)?|"
    r"(?:是否)?(?:申请|申报)(?:标[记识]|\(?[打划画]?[√V]\)?)?|是否申[请报]|打勾|画勾|划勾"
)
_SURE = re.compile(r"[√✓✔☑■●是]")
_LIKELY = re.compile(r"[VvJ/丿ノ〆レ✗×xX人1l]{1,2}")  # what ticks by hand are read as
_CROSS = re.compile("[✗×xX]")
_NAME = re.compile(r"^(?:\d{1,2}[.、．]?|M\d{5})?\s*(?P<name>[一-鿿][一-鿿A-Za-z0-9()（）、·-]{1,19})$")
_ROW_GAP = 4.0  # text heights without a row end the table
_LIKELY_CERTAINTY = 0.6


@dataclass(frozen=True, slots=True)
class _Pair:
    """A column of names and the column its ticks stand in, as bands across the page."""

    name: tuple[float, float]
    tick: tuple[float, float]


def read(pages: Sequence[Page]) -> Field | None:
    """The diseases ticked; empty and unsure where no tick was read in the table; None where there is no such table."""
    for page in pages:
        printed_rows = rows(page.lines)
        for at, row in enumerate(printed_rows):
            if pairs := _pairs(row):
                return _ticked(page, row, _below(printed_rows[at:]), pairs)
    return None


def _pairs(row: Row) -> list[_Pair]:
    """The columns a header tells: each column of ticks goes with the nearest column of names."""
    flats = [squeeze(line.text).text for line in row.lines]
    names = [at for at, flat in enumerate(flats) if _NAMES.fullmatch(flat)]
    ticks = [at for at, flat in enumerate(flats) if _TICKS.fullmatch(flat)]
    if not names or not ticks or any(flat.endswith((":", "：")) for flat in flats):
        return []
    return [
        _Pair(_band(row.lines, min(names, key=lambda name: (abs(name - tick), name > tick))), _band(row.lines, tick))
        for tick in ticks
    ]


def _band(heads: Sequence[Line], at: int) -> tuple[float, float]:
    """From the middle between a head and the one before it to the middle between it and the next."""
    own = heads[at].box
    left = (heads[at - 1].box.x1 + own.x0) / 2 if at else own.x0 - 2 * own.width
    right = (own.x1 + heads[at + 1].box.x0) / 2 if at + 1 < len(heads) else own.x1 + 2 * own.width
    return left, right


def _below(rest: Sequence[Row]) -> list[Row]:
    """The rows of the table under its header, which comes first."""
    found: list[Row] = []
    bottom = rest[0].box.y1
    for row in rest[1:]:
        if row.box.y0 - bottom > _ROW_GAP * height(row.lines[0]):
            break
        found.append(row)
        bottom = row.box.y1
    return found


def _ticked(page: Page, header: Row, below: Sequence[Row], pairs: Sequence[_Pair]) -> Field:
    chosen: list[tuple[str, Line, Line]] = []
    for row in below:
        for pair in pairs:
            name = _in(row, pair.name)
            mark = _in(row, pair.tick)
            match = _NAME.match(squeeze(name.text).text) if name is not None else None
            if match is None or name is None or mark is None or name is mark:
                continue
            flat = squeeze(mark.text).text
            if _SURE.search(flat) or _LIKELY.fullmatch(flat):
                chosen.append((match["name"], name, mark))
    if any(_SURE.search(mark.text) for _, _, mark in chosen):  # where ticks were read, a cross says no
        chosen = [one for one in chosen if not _CROSS.search(one[2].text)]
    if not chosen:
        return printed("applied_diseases", [(page, line) for line in header.lines], "", 0.2)
    parts = [(page, line) for _, name, mark in chosen for line in (name, mark)]
    certainty = 1.0 if all(_SURE.search(mark.text) for _, _, mark in chosen) else _LIKELY_CERTAINTY
    return printed("applied_diseases", parts, "、".join(dict.fromkeys(name for name, _, _ in chosen)), certainty)


def _in(row: Row, band: tuple[float, float]) -> Line | None:
    return next((line for line in row.lines if band[0] <= line.box.cx <= band[1]), None)
