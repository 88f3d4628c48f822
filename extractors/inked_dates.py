"""Dates that a stamp runs through, looked at once more with its ink left in and in other lights.

Taking a stamp's ink out takes strokes of the print with it. The net that reads has seen print under ink before: of a
coloured stamp the brightest channel leaves the print alone, and under a grey one print is the darker of the two. What
is read so counts only where it is a day of the calendar, read plainly, and no other look says another.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.followed import drawn_out
from extractors.ocr import Floats, Image, OcrEngine, recognise_quads
from extractors.reading import Box, Line, SealColour

SURE = 0.8  # confidence that every character of a date has to have
FURTHER = (0.0, 2.0)  # text heights a line is drawn out to the right: its end may lie under the ink
CUT = 0.5  # confidence left to a day's only digit where a stamp may hide the other
MOST_LINES = 6
DARK, PAPER = 40, 150  # grey levels on levelled paper between which print and a grey stamp lie apart
_GROUND = 25.0  # pixels: how smooth paper and its shadows are
_YEAR = re.compile(r"(?:19|20)\d\d(?=[年./-])")
_MONTH = re.compile(r"(?:19|20)\d\d[年./-](?:\d{1,2}(?=[月./-]))?")
_HOUR = r"[012]?\d[:：][0-5]\d"  # set close behind the day as often as not
_DAY = re.compile(
    r"((?:19|20)\d\d)(?:年(\d{1,2})月(\d{1,2})日|([./-])(\d{1,2})\4(?:(\d\d)(?=" + _HOUR + r")|(\d{1,2})(?!\d)))"
    r"(?:\s*" + _HOUR + r"(?:[:：][0-5]\d)?)?"
)
Floats64 = npt.NDArray[np.float64]
_UNCOLOURED = (SealColour.BLACK, SealColour.GREY)


def settled(
    inked: Image,
    stamps: Sequence[tuple[Box, SealColour]],
    lines: tuple[Line, ...],
    to_delivered: Floats64,
    engine: OcrEngine,
) -> tuple[Line, ...]:
    """The lines, those with a date under a stamp that was not read plainly as another look shows them.

    Args:
        inked: upright BGR page, all ink on it.
        stamps: their boxes in fractions of the page's width, as `Line.box`, and their inks.
        to_delivered: 3x3 homography from pixels to fractions of the page as delivered.
    """
    near = [(line, ink, _may_be_cut(line, stamps)) for line in lines for ink in _inks_over(line, stamps)]
    doubtful = [(line, ink, cut) for line, ink, cut in near if cut or not plain(line)]
    to_pixels = np.asarray(np.linalg.inv(to_delivered), np.float64)
    found = {id(line): _in_doubt(line) for line, _, cut in doubtful[MOST_LINES:] if cut}
    for line, ink, cut in doubtful[:MOST_LINES]:
        further = FURTHER[-1:] if cut else FURTHER
        quads: Floats = np.stack([drawn_out(line, to_pixels, each) for each in further])
        views = _views(inked, ink)
        looks = [look for view in views for look in recognise_quads(view, quads, to_delivered, engine)]
        agreed = [each for look in looks if (each := _with_date_of(line, look)) is not None]
        if agreed and len({_day(each) for each in agreed}) == 1:
            found[id(line)] = max(agreed, key=lambda each: each.min_confidence)
        elif cut:
            found[id(line)] = _in_doubt(line)
    return tuple(found.get(id(line), line) for line in lines)


def plain(line: Line) -> bool:
    """Whether nothing is left to settle: no year on it, or a day of the calendar whose every character was seen."""
    if _YEAR.search(line.text) is None:
        return True
    whole = _DAY.search(line.text)
    return whole is not None and _day(line) is not None and min(line.char_confidences[slice(*whole.span())]) >= SURE


def _inks_over(line: Line, stamps: Sequence[tuple[Box, SealColour]]) -> Iterator[SealColour]:
    """The ink of the first stamp that a line runs into."""
    near = line.box.height
    for box, ink in stamps:
        if box.y0 <= line.box.cy <= box.y1 and box.x0 - near <= line.box.x1 and line.box.x0 <= box.x1 + near:
            yield ink
            return


def _may_be_cut(line: Line, stamps: Sequence[tuple[Box, SealColour]]) -> bool:
    """Whether a line ends at a stamp with a day of one digit, of which the stamp may hide the other."""
    whole, near = _DAY.search(line.text), line.box.height
    if whole is None or whole.end() < len(line.text.rstrip()) or re.search(r"[./-]\d$", whole.group()) is None:
        return False
    beside = (box for box, _ in stamps if box.y0 <= line.box.cy <= box.y1)
    return any(box.x0 - near <= line.box.x1 <= box.x1 for box in beside)


def _in_doubt(line: Line) -> Line:
    end = len(line.text.rstrip())
    confidences = (*line.char_confidences[: end - 1], min(CUT, line.char_confidences[end - 1]))
    least = min(line.min_confidence, CUT)
    return replace(line, char_confidences=(*confidences, *line.char_confidences[end:]), min_confidence=least)


def _views(inked: Image, ink: SealColour) -> Iterator[Image]:
    if ink in _UNCOLOURED:
        grey = cv2.cvtColor(inked, cv2.COLOR_BGR2GRAY).astype(np.float32)
        level = 255 * grey / np.maximum(cv2.GaussianBlur(grey, (0, 0), _GROUND), 1)
        yield cv2.merge([np.clip((level - DARK) * 255 / (PAPER - DARK), 0, 255).astype(np.uint8)] * 3)
        yield inked
        return
    yield inked
    yield cv2.merge([np.max(inked, axis=2)] * 3)


def _with_date_of(line: Line, look: Line) -> Line | None:
    """The look, if it says plainly which day it is, and all else as it was read before."""
    whole = _DAY.search(look.text)
    began = _YEAR.search(line.text)
    if whole is None or began is None or not plain(look):
        return None
    if _folded(look.text[: whole.start()]) != _folded(line.text[: began.start()]) or not _fits(line, look):
        return None
    return look.part(0, whole.end())


def _fits(line: Line, look: Line) -> bool:
    """Whether what was read plainly of year and month before stands in the look as well."""
    whole, seen = _DAY.search(look.text), _MONTH.search(line.text)
    if whole is None or seen is None:
        return False
    before = zip(seen.group(), line.char_confidences[slice(*seen.span())], strict=True)
    pattern = "".join(re.escape(char) if confidence >= SURE else "." for char, confidence in before)
    return re.match(pattern, whole.group()) is not None


def _day(line: Line) -> dt.date | None:
    """The first whole date on a line; none where beside a month 04 a day 1 has lost its other digit."""
    whole = _DAY.search(line.text)
    if whole is None:
        return None
    year, month, day = (part for part in whole.groups() if part and part.isdigit())
    if month.startswith("0") and len(day) == 1:
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
