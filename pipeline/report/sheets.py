"""Paper: blocks, one below the other, on A4 sheets. What they say is composed elsewhere (as_pdf)."""

from __future__ import annotations

import base64
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from fpdf import FPDF
from fpdf.enums import TextMode, WrapMode, XPos, YPos

from pipeline.report import grid
from pipeline.report.masking import shown
from pipeline.report.pictures import Picture
from pipeline.report.typeface import Typeface, typeface

Tone = Literal["plain", "quiet", "fail", "unsure", "pass"]
COLOURS: dict[Tone, tuple[int, int, int]] = {
    "plain": (25, 28, 33),
    "quiet": (105, 110, 118),
    "fail": (178, 32, 32),
    "unsure": (150, 95, 0),
    "pass": (28, 110, 62),
}
MARGIN, WIDTH = 16.0, 178.0  # millimetres
LEADING = 1.45
TABLE_SIZE = 8.0  # points
TABLE_LINE = TABLE_SIZE * 0.3528 * LEADING
BASELINE = 0.72  # of a line, from its top
PADDING = 0.8
RULE, HEAD_FILL = (200, 204, 210), (244, 245, 247)
BOLDER = 0.05
"""Millimetres of outline that make a heading of the one weight there is."""
PICTURE_HEIGHT = 60.0
DENSITY = 6.0
"""Pixels a millimetre: a picture is never drawn larger than it can be read."""


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    size: float = 9.0  # points
    tone: Tone = "plain"
    bold: bool = False
    indent: float = 0.0  # millimetres
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; the first row is its head."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]  # shares


@dataclass(frozen=True, slots=True)
class Images:
    """Pictures, each with what it shows."""

    pictures: tuple[tuple[Picture, str], ...]
    indent: float = 0.0


Block = Words | Rows | Images


def draw(blocks: Sequence[Block], title: str, foot: str, day: dt.date) -> bytes:
    """The PDF. The same blocks give the same bytes; `day` is what it is dated."""
    type_ = typeface()
    plain = [_plain(block, type_) for block in blocks]
    sheet = _Sheets(type_.printable(shown(foot)))
    sheet.set_creation_date(dt.datetime.combine(day, dt.time(), dt.UTC))
    sheet.set_title(title)
    sheet.set_lang("zh-CN")
    characters = set("0123456789/第页共") | set(sheet.foot)
    for block in plain:
        characters.update(*_texts(block))
    with tempfile.NamedTemporaryFile(suffix=".otf") as file:
        file.write(type_.cut(characters))
        file.flush()
        sheet.add_font("type", "", file.name)
        sheet.fonts["type"].ttfont.recalcBBoxes = False  # type: ignore[union-attr]  # the whole face's boxes do
        sheet.add_page()
        for block in plain:
            sheet.put(block)
        return bytes(sheet.output())


def _plain(block: Block, type_: Typeface) -> Block:
    """Nothing hidden, no whole ID number, no character that cannot be printed."""

    def fit(text: str) -> str:
        return type_.printable(shown(text))

    match block:
        case Words():
            return Words(fit(block.text), block.size, block.tone, block.bold, block.indent, block.before)
        case Rows():
            return Rows(tuple(tuple(fit(cell) for cell in row) for row in block.rows), block.widths)
        case Images():
            return Images(tuple((picture, fit(words)) for picture, words in block.pictures), block.indent)


def _texts(block: Block) -> Iterable[str]:
    match block:
        case Words():
            return [block.text]
        case Rows():
            return [cell for row in block.rows for cell in row]
        case Images():
            return [words for _, words in block.pictures]


class _Sheets(FPDF):
    def __init__(self, foot: str) -> None:
        super().__init__(format="A4", unit="mm")
        self.foot = foot
        self.set_margins(MARGIN, 14, MARGIN)
        self.set_auto_page_break(True, 18)

    def footer(self) -> None:
        self.set_y(-13)
        self._style(Words("", 7.5, "quiet"))
        self.cell(WIDTH - 25, 5, self.foot)
        self.cell(25, 5, f"第 {self.page_no()} 页", align="R")

    def put(self, block: Block) -> None:
        match block:
            case Words():
                self._words(block)
            case Rows():
                self._rows(block)
            case Images():
                self._images(block)

    def _style(self, words: Words) -> None:
        self.set_font("type", "", words.size)
        self.set_text_color(*COLOURS[words.tone])
        self.set_draw_color(*COLOURS[words.tone])
        self.set_line_width(BOLDER * words.size / 9)
        self.text_mode = TextMode.FILL_STROKE if words.bold else TextMode.FILL

    def _words(self, words: Words) -> None:
        if not words.text.strip():
            return
        self._style(words)
        height = words.size * 0.3528 * LEADING
        room = self.h - self.b_margin - self.get_y()
        if words.bold and room < height * 4:  # a heading keeps with what it is over
            self.add_page()
            self._style(words)  # the foot of the sheet before has a style of its own
        self.set_xy(MARGIN + words.indent, self.get_y() + words.before)
        self.multi_cell(
            WIDTH - words.indent,
            height,
            words.text,
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            wrapmode=WrapMode.CHAR,
        )
        self.text_mode = TextMode.FILL

    def _rows(self, block: Rows) -> None:
        self._style(Words("", TABLE_SIZE))
        self.set_line_width(0.1)
        self.set_draw_color(*RULE)
        widths = grid.columns(WIDTH, block.widths)
        advance = lru_cache(maxsize=None)(self.get_string_width)
        rows = [
            tuple(grid.broken(cell, wide - 2 * PADDING, advance) for cell, wide in zip(row, widths, strict=True))
            for row in block.rows
        ]
        self.ln(0)
        for at, row in enumerate(rows):
            self._row(row, widths, rows[0] if at else None)
        self.ln(1.5)

    def _row(self, row: grid.Cells, widths: Sequence[float], head: grid.Cells | None) -> None:
        """With the head again on every sheet that it begins or goes on to; `head` is None for the head itself."""
        while True:
            fits = int((self.h - self.b_margin - self.get_y() - 2 * PADDING) / TABLE_LINE)
            if grid.high(row) <= fits:
                self._cells(row, widths, head is None)
                return
            whole = int((self.h - self.b_margin - self.t_margin) / TABLE_LINE) // 2
            if fits > 0 and grid.high(row) > whole:  # too tall for any sheet: it goes on on the next
                first, row = grid.parted(row, fits)
                self._cells(first, widths, head is None)
            self.add_page()
            if head is not None:
                self._cells(head, widths, True)

    def _cells(self, row: grid.Cells, widths: Sequence[float], is_head: bool) -> None:
        x, top, height = MARGIN, self.get_y(), grid.high(row) * TABLE_LINE + 2 * PADDING
        self.set_fill_color(*HEAD_FILL)
        self.set_text_color(*COLOURS["quiet" if is_head else "plain"])
        for lines, wide in zip(row, widths, strict=True):
            self.rect(x, top, wide, height, style="DF" if is_head else "D")
            for at, line in enumerate(lines):
                if line.strip():
                    self.text(x + PADDING, top + PADDING + (at + BASELINE) * TABLE_LINE, line)
            x += wide
        self.set_xy(MARGIN, top + height)

    def _images(self, block: Images) -> None:
        """Beside one another while they fit."""
        x, tallest = MARGIN + block.indent, 0.0
        for picture, words in block.pictures:
            scale = min((WIDTH - block.indent) / picture.width, PICTURE_HEIGHT / picture.height, 1 / DENSITY)
            width, height = picture.width * scale, picture.height * scale
            if x + width > MARGIN + WIDTH:
                self.set_y(self.get_y() + tallest + 2)
                x, tallest = MARGIN + block.indent, 0.0
            if self.get_y() + height > self.h - self.b_margin:
                self.add_page()
                x, tallest = MARGIN + block.indent, 0.0
            data = base64.b64decode(picture.uri.partition(",")[2])
            self.image(io.BytesIO(data), x=x, y=self.get_y(), w=width, h=height, alt_text=words)
            x, tallest = x + width + 3, max(tallest, height)
        self.set_xy(MARGIN, self.get_y() + tallest + 2)


def together(*parts: Iterator[Block]) -> list[Block]:
    return [block for part in parts for block in part]
