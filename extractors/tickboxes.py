"""Boxes to tick, as they are drawn: recognisers drop them or read any other glyph, so each is measured in the picture.

A box is a square or round frame about as large as a character, or a filled one; ink inside its frame is a tick. What
was measured is written into the line where the box stands: □ or ☑.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from extractors.percentiles import percentile, percentiles
from extractors.reading import Box, Line, Polygon

Image = npt.NDArray[np.uint8]

EMPTY, TICKED = "□", "☑"
_SURE_GLYPHS = "☑☒✔■▣◉✅⊠□☐◻▢◯"
_ALIKE = "✓√●○口囗ロ回凶囚区図团因固困曰"  # what else a box is read as; on their own they may be what they look like
_FORM = re.compile(r"(?:申请|审批|认定|鉴定|登记|备案|申报|评审|审核|受理)(?:审批|认定|备案|登记|鉴定)?[表书]")
_SIDES = (0.38, 1.1)  # of a box, in heights of its line
_INKED = 0.07  # share of the inside that a tick covers
_WHOLE = 0.75  # share of its bounding rectangle that an inside no tick has parted covers
_SOLID = 0.74  # share of its bounding square that a filled box or disc covers
_ROOM = 0.4  # line heights to the next character's centre: nearer, it is a stroke of that character
_CONFIDENCE = 0.95
_PITCH = 1.3  # heights of a line to the pitch of its characters, at most
_LEAST_STEPS = 2
_EVEN = 0.35  # by which the lightest part of its middle differs from the darkest, in the paper's contrast
_CORE = 0.6  # the middle of a filled box, as a share of its side, holds no paper


@dataclass(frozen=True, slots=True)
class Tickbox:
    """A box found, in pixels of the picture."""

    x0: float
    y0: float
    x1: float
    y1: float
    ticked: bool

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2


def annotate(image: Image, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page with its boxes written into them; the same lines where the page is no form with boxes.

    Args:
        image: upright BGR raster the lines were read from.
    """
    if not _may_have_boxes(lines):
        return tuple(lines)
    width = image.shape[1]
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    found: dict[int, list[Tickbox]] = {}
    for i, line in enumerate(lines):
        for box in find(grey, _set(line, width)):
            owner = _owner(box, lines, width)
            if owner == i:
                found.setdefault(i, []).append(box)
    return tuple(_with(line, found.get(i, []), width) for i, line in enumerate(lines))


def _may_have_boxes(lines: Sequence[Line]) -> bool:
    text = "".join(line.text for line in lines)
    return any(glyph in text for glyph in _SURE_GLYPHS) or _FORM.search("".join(text.split())) is not None


def _scaled(box: Box, width: int) -> Box:
    return Box(box.x0 * width, box.y0 * width, box.x1 * width, box.y1 * width)


def _set(line: Line, width: int) -> Box:
    """A line's place in pixels, no higher than its characters are: detectors leave room around small print."""
    place = _scaled(line.box, width)
    centres = [x for x, c in zip(_centres(line, place), line.text, strict=True) if "\u4e00" <= c <= "\u9fff"]
    steps = [b - a for a, b in pairwise(centres) if b > a]
    if len(steps) < _LEAST_STEPS:
        return place
    h = min(place.height, _PITCH * median(steps))
    return Box(place.x0, place.cy - h / 2, place.x1, place.cy + h / 2)


def find(grey: Image, place: Box) -> list[Tickbox]:
    """The boxes in and beside a line of text, left to right. `place`: of the line, in pixels, as high as its text."""
    h = place.height
    x0, y0 = max(0, int(place.x0 - 1.8 * h)), max(0, int(place.y0 - 0.2 * h))
    strip = grey[y0 : int(place.y1 + 0.2 * h) + 1, x0 : int(place.x1 + 1.8 * h) + 1]
    if strip.size == 0 or h < 8:
        return []
    scale = 2 if h < 60 else 1
    strip = np.asarray(cv2.resize(strip, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
    block = int(h * scale) | 1
    # Frames are often printed thin and grey: every pixel a little darker than its surroundings counts.
    ink = np.asarray(
        cv2.adaptiveThreshold(strip, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, block), 9), np.uint8
    )
    boxes = [*_frames(ink, h * scale), *_filled(strip, ink, h * scale)]
    moved = [
        Tickbox(b.x0 / scale + x0, b.y0 / scale + y0, b.x1 / scale + x0, b.y1 / scale + y0, b.ticked) for b in boxes
    ]
    return _apart(sorted(moved, key=lambda box: box.cx))


def _frames(ink: Image, h: float) -> list[Tickbox]:
    """Frames by their insides: a tick that crosses its frame parts the inside, so insides of one frame count as one."""
    contours, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    inside: dict[int, list[npt.NDArray[np.int32]]] = {}
    for contour, (_, _, _, parent) in zip(contours, tree[0] if tree is not None else (), strict=True):
        if parent >= 0 and len(contour) > 8:
            inside.setdefault(int(parent), []).append(np.asarray(contour, np.int32))
    found = []
    for every in inside.values():
        holes = _own(every, h)
        x, y, w, height = cv2.boundingRect(np.concatenate(holes))
        area = sum(cv2.contourArea(hole) for hole in holes)
        around = (x, y, w, height)
        open_inside = area > 0.7 * w * height
        if _is_square(w, height, h) and (
            open_inside or (area > 0.3 * w * height and (_framed(ink, around) or _ringed(ink, around)))
        ):
            margin_x, margin_y = max(1, round(0.12 * w)), max(1, round(0.12 * height))
            core = ink[y + margin_y : y + height - margin_y, x + margin_x : x + w - margin_x]
            found.append(Tickbox(x, y, x + w, y + height, bool(np.mean(core > 0) > _INKED)))
    return found


def _own(holes: Sequence[npt.NDArray[np.int32]], h: float) -> Sequence[npt.NDArray[np.int32]]:
    """The insides of a frame without those of the character it touches: a whole square one is its only inside."""
    whole = max(holes, key=cv2.contourArea)
    _, _, w, height = cv2.boundingRect(whole)
    return [whole] if _is_square(w, height, h) and cv2.contourArea(whole) > _WHOLE * w * height else holes


def _framed(ink: Image, around: tuple[int, int, int, int]) -> bool:
    """Whether ink runs along all four sides of a rectangle (x, y, width, height)."""
    x, y, w, height = around
    t = 3
    above, below = ink[max(0, y - t) : y + 1, x : x + w], ink[y + height - 1 : y + height + t, x : x + w]
    left, right = ink[y : y + height, max(0, x - t) : x + 1], ink[y : y + height, x + w - 1 : x + w + t]
    sides = (above.max(0), below.max(0), left.max(1), right.max(1))
    return all(float(np.mean(side > 0)) > 0.8 for side in sides)


def _ringed(ink: Image, around: tuple[int, int, int, int]) -> bool:
    """Whether ink runs all along the ellipse in a rectangle (x, y, width, height)."""
    x, y, w, height = around
    grown = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    xs = np.clip(np.round(x + w / 2 + (w / 2 + 1) * np.cos(angles)), 0, ink.shape[1] - 1).astype(int)
    ys = np.clip(np.round(y + height / 2 + (height / 2 + 1) * np.sin(angles)), 0, ink.shape[0] - 1).astype(int)
    return float(np.mean(grown[ys, xs] > 0)) > 0.9


def _filled(strip: Image, ink: Image, h: float) -> list[Tickbox]:
    """■ and ●."""
    _, dark = cv2.threshold(strip, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    contours, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for contour in contours:
        x, y, w, height = cv2.boundingRect(contour)
        if not _is_square(w, height, h) or np.mean(dark[y : y + height, x : x + w] > 0) <= _SOLID:
            continue
        margin_x, margin_y = round((1 - _CORE) / 2 * w), round((1 - _CORE) / 2 * height)
        core = strip[y + margin_y : y + height - margin_y, x + margin_x : x + w - margin_x]
        if _is_even(core, percentile(strip, 95)):
            found.append(Tickbox(x, y, x + w, y + height, True))
    return found


def _is_even(core: Image, paper: float) -> bool:
    """Whether the middle of something dark is dark throughout: between the strokes of small print paper shines.

    `paper`: its grey value, 0 to 255.
    """
    if core.size == 0:
        return False
    darkest, lightest = percentiles(core, (5, 95))
    return lightest - darkest < _EVEN * max(1.0, paper - darkest)


def _is_square(w: float, height: float, h: float) -> bool:
    low, high = _SIDES
    return low * h <= w <= high * h and low * h <= height <= high * h and 0.75 <= w / height <= 1.34


def _apart(boxes: Sequence[Tickbox]) -> list[Tickbox]:
    """One of those that lie in each other: a filled box has a frame, too."""
    kept: list[Tickbox] = []
    for box in boxes:
        twin = next((i for i, other in enumerate(kept) if abs(other.cx - box.cx) < 0.5 * (box.x1 - box.x0)), None)
        if twin is None:
            kept.append(box)
        elif box.ticked and not kept[twin].ticked:
            kept[twin] = box
    return kept


def _owner(box: Tickbox, lines: Sequence[Line], width: int) -> int | None:
    """The line a box stands in, else the one it stands before, else the one it stands behind."""
    best: tuple[float, int] | None = None
    for i, line in enumerate(lines):
        place = _scaled(line.box, width)
        if not place.y0 <= box.cy <= place.y1:
            continue
        if place.x0 <= box.cx <= place.x1:
            away = 0.0
        elif box.cx < place.x0:
            away = 1.0 + (place.x0 - box.cx) / place.height
        else:
            away = 2.0 + (box.cx - place.x1) / place.height
        if away < 4.0 and (best is None or away < best[0]):
            best = (away, i)
    return best[1] if best else None


def _with(line: Line, boxes: Sequence[Tickbox], width: int) -> Line:
    """The line with the boxes written in, instead of what was read in their places."""
    for box in boxes:
        line = _written(line, box, width)
    return line


def _written(line: Line, box: Tickbox, width: int) -> Line:
    place = _scaled(line.box, width)
    h = place.height
    centres = _centres(line, place)
    glyph = TICKED if box.ticked else EMPTY
    among = any(c in _SURE_GLYPHS for c in line.text)
    near = [
        i
        for i, x in enumerate(centres)
        if abs(x - box.cx) < 0.5 * h
        and (line.text[i] in _SURE_GLYPHS or (line.text[i] in _ALIKE and among and _begins_a_word(centres, i, h)))
    ]
    if near:
        at = min(near, key=lambda i: abs(centres[i] - box.cx))
        return _replaced(line, (at, at + 1), glyph, centres[at] / width)
    letters = [x for i, x in enumerate(centres) if not line.text[i].isspace()]
    if any(abs(x - box.cx) < _ROOM * h for x in letters):
        return line
    at = sum(x < box.cx for x in centres)
    wider = _reaching(line, min(box.x0, place.x0) / width, max(box.x1, place.x1) / width)
    positions = tuple((x / width - wider.box.x0) / max(wider.box.width, 1e-6) for x in centres)
    return _replaced(replace(wider, char_positions=positions), (at, at), glyph, box.cx / width)


def _begins_a_word(centres: Sequence[float], at: int, h: float) -> bool:
    """Whether there is room before a character: 口腔癌 may follow a box, 胃口 has none between."""
    return at == 0 or centres[at] - centres[at - 1] > 1.15 * h


def _centres(line: Line, place: Box) -> list[float]:
    """Where each character's centre lies, in pixels."""
    n = len(line.text)
    if len(line.char_positions) == n:
        return [place.x0 + p * place.width for p in line.char_positions]
    parts = [line.part(i, i + 1).box for i in range(n)]
    scale = place.width / max(line.box.width, 1e-9)
    return [place.x0 + (part.cx - line.box.x0) * scale for part in parts]


def _replaced(line: Line, span: tuple[int, int], glyph: str, cx: float) -> Line:
    """The line with its characters [start, end) replaced by one whose centre is at `cx` (upright frame)."""
    (start, end), chars, places = span, line.char_confidences, line.char_positions
    known, placed = len(chars) == len(line.text), len(places) == len(line.text)
    chars = (*chars[:start], _CONFIDENCE, *chars[end:]) if known else ()
    own = (cx - line.box.x0) / max(line.box.width, 1e-6)
    return replace(
        line,
        text=line.text[:start] + glyph + line.text[end:],
        confidence=float(np.mean(chars)) if chars else line.confidence,
        min_confidence=min(chars) if chars else line.min_confidence,
        char_confidences=chars,
        char_positions=(*places[:start], own, *places[end:]) if placed else (),
    )


def _reaching(line: Line, x0: float, x1: float) -> Line:
    """The line stretched along its baseline from `x0` to `x1` (upright frame)."""
    left = (x0 - line.box.x0) / max(line.box.width, 1e-6)
    right = (x1 - line.box.x0) / max(line.box.width, 1e-6)
    tl, tr, br, bl = line.polygon

    def along(a: tuple[float, float], b: tuple[float, float], t: float) -> tuple[float, float]:
        return (min(1.0, max(0.0, a[0] + (b[0] - a[0]) * t)), min(1.0, max(0.0, a[1] + (b[1] - a[1]) * t)))

    polygon: Polygon = (along(tl, tr, left), along(tl, tr, right), along(bl, br, right), along(bl, br, left))
    return replace(line, box=Box(x0, line.box.y0, x1, line.box.y1), polygon=polygon)
