"""Reading framed seals, line stamps and name seals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.layout.surnames import is_whole_name
from extractors.ocr import OcrEngine
from extractors.seals import unwrap
from extractors.seals.ink import SealInk, planes_of
from extractors.seals.phrases import best_fit
from extractors.seals.purpose import letters
from extractors.seals.shapes import Rectangle, straighten, stroke_around
from extractors.seals.strips import across, frames_of
from extractors.seals.wording import NOTHING, Lines, Piece, SealText, find_lines, read_found

Image = npt.NDArray[Any]

_SEAL = ("印", "章")
_SURE = 0.6  # confidence of a name from which its last character tells the order
_STROKE = 0.3  # of full ink, from which there is a stroke
_TURNED = 4.0  # degrees
_DARK = 0.4  # of full ink
_OVERPRINTED = 0.12  # share of what is dark from which print lies under a seal
_POOR = 0.75  # mean confidence below which lines tell little of what stands there
_SLACK = 4  # characters more than they that are no print
_ONE_LINE = 4.2  # times its height from which a frame's length holds no more than one line


def read_framed(ink: SealInk, rectangle: Rectangle, engine: OcrEngine, own: OcrEngine) -> SealText:
    """The lines of a framed seal whichever way it is turned, or the name on a name seal.

    `own`: the reader of seals; the general `engine` finds the lines and reads them as well.
    """
    rectangle = _along_frame(ink.detail, rectangle)
    small_square = rectangle.aspect < 1.45
    turns = (0, 90, 180, 270) if small_square else (0, 180)
    planes = planes_of(ink)
    printed = _printed(ink, rectangle) > _OVERPRINTED
    best: tuple[Piece, ...] = ()
    looks: list[Lines] = []
    upright = 0
    for turn in turns:
        read = _read_turned(planes[0], rectangle, turn, engine, own)
        surest = max(read, key=lambda lines: _sum(lines.pieces))
        if _sum(surest.pieces) > _sum(best):
            best, upright, looks = surest.pieces, turn, read
        if best and _mean(best) > 0.85:
            break
    for plane in planes[1:]:
        closer = _read_turned(plane, rectangle, upright, engine, own)
        best = _surer(best, closer, printed=plane is ink.raw and printed)
        looks += closer
    if small_square:
        name = _name(planes[:1] if printed else planes[::2], rectangle, engine, own)
        if name.confidence > 0.5 and name.confidence * len(name.text) > _sum(best):
            best = (name,)
        elif [len(p.text) for p in best] == [2, 2]:
            best = (Piece(_in_columns(best[0].text, best[1].text), _mean(best)),)
    if not best:
        return NOTHING
    fit = None if _names(best) else best_fit([frames for lines in looks for frames in lines.frames])
    return SealText(
        best[0],
        best[1:],
        fit=fit,
        strips=tuple(strip for lines in looks for strip in across([p.frames for p in lines.pieces])),
    )


def _along_frame(plane: Image, rough: Rectangle) -> Rectangle:
    """The frame as its ink lies, where one stroke runs all around: the net's box is upright, however the seal lies."""
    found = stroke_around((plane > _STROKE).astype(np.uint8))
    if found is None:
        return rough
    share = found.length * found.height / max(1.0, rough.length * rough.height)
    turned = abs((found.angle - rough.angle + 45) % 90 - 45)
    return found if 0.5 < share < 1.25 and turned > _TURNED else rough


def _names(pieces: tuple[Piece, ...]) -> bool:
    """A person's name and nothing else: no purpose is that short."""
    return len(pieces) == 1 and pieces[0].confidence > _SURE and is_whole_name(letters(pieces[0].text))


def _surer(best: tuple[Piece, ...], looks: Sequence[Lines], *, printed: bool) -> tuple[Piece, ...]:
    """What was read better on another plane. `printed`: on which print shows that lies under the seal."""
    for pieces in (lines.pieces for lines in looks):
        if _sum(pieces) > _sum(best) and not (printed and _is_more(pieces, best)):
            best = pieces
    return best


def _printed(ink: SealInk, rectangle: Rectangle) -> float:
    """Share of what is dark within the frame that is print, not the seal's ink."""
    dark = straighten(ink.raw, rectangle, height=64)[0] > _DARK
    own = straighten(ink.faded, rectangle, height=64)[0] > _DARK / 2
    return float((dark & ~own).sum() / max(1, dark.sum()))


def _is_more(pieces: tuple[Piece, ...], best: tuple[Piece, ...]) -> bool:
    """Whether lines differ so much from those read well without print that some of them are print."""
    if best and _mean(best) < _POOR:
        return sum(len(p.text) for p in pieces) > sum(len(p.text) for p in best) + _SLACK
    return len(pieces) != len(best) or any(
        abs(len(a.text) - len(b.text)) > 1 for a, b in zip(pieces, best, strict=True)
    )


def _in_columns(upper: str, lower: str) -> str:
    """Two rows of two characters, read down from the right; across where only so the word for a seal comes last."""
    down, across = upper[1] + lower[1] + upper[0] + lower[0], upper + lower
    return across if across[-1] in _SEAL and down[-1] not in _SEAL else down


def _sum(pieces: tuple[Piece, ...]) -> float:
    return sum(p.confidence**2 * len(p.text) for p in pieces)


def _mean(pieces: tuple[Piece, ...]) -> float:
    return float(np.mean([p.confidence for p in pieces])) if pieces else 0.0


def _read_turned(plane: Image, rectangle: Rectangle, turn: int, engine: OcrEngine, own: OcrEngine) -> list[Lines]:
    """The lines as each of the two read them."""
    readers = (engine,) if own is engine else (own, engine)
    if rectangle.aspect > _ONE_LINE:
        flat = np.rot90(straighten(plane, rectangle, height=48)[0], turn // 90)
        return [_read_whole(unwrap.line_image(np.ascontiguousarray(flat)), reader) for reader in readers]
    flat, _ = straighten(plane, rectangle, height=int(np.clip(rectangle.height, 90, 260)))
    edge = max(2, round(0.035 * min(flat.shape)) + 2)
    flat = np.ascontiguousarray(np.rot90(flat, turn // 90))
    flat[:edge] = flat[-edge:] = 0
    flat[:, :edge] = flat[:, -edge:] = 0
    found = find_lines(cv2.copyMakeBorder(flat, 12, 12, 16, 16, cv2.BORDER_CONSTANT, value=(0.0,)), engine, above=0.0)
    return [read_found(found, reader) for reader in readers]


def _read_whole(picture: Image, engine: OcrEngine) -> Lines:
    read = engine.recognise([picture], keep_frames=True)[0]
    frames = frames_of(read, engine.characters)
    return Lines((Piece(read.text.strip(), read.confidence, frames),) if read.text.strip() else (), (frames,))


def _name(planes: Sequence[Image], rectangle: Rectangle, engine: OcrEngine, own: OcrEngine) -> Piece:
    """A name seal: characters in columns from the right, cut in relief or in line."""
    readers = (engine,) if own is engine else (own, engine)
    read = [_read_columns(plane, rectangle, reader) for plane in planes for reader in readers]
    ending = [name for name in read if name.text[-1:] in _SEAL and name.confidence > _SURE]
    return max(ending or read, key=lambda name: name.confidence * len(name.text))  # 印 comes last of all


def _read_columns(plane: Image, rectangle: Rectangle, engine: OcrEngine) -> Piece:
    flat, _ = straighten(plane, rectangle, height=128)
    if flat[16:-16, 16:-16].mean() > 0.55:
        flat = 1 - flat  # the characters are what was left white
    edge = round(0.1 * min(flat.shape))
    flat = flat[edge:-edge, edge:-edge]
    half_row, half_column = flat.shape[0] // 2, flat.shape[1] // 2
    right, left = flat[:, half_column:], flat[:, :half_column]
    one = np.hstack([right[:half_row], right[half_row:], left[:half_row], left[half_row:]])
    two = np.hstack([left[:half_row], right[:half_row], left[half_row:], right[half_row:]])
    pictures = [unwrap.line_image(np.ascontiguousarray(p)) for p in (one, two)]
    read = [r for r in engine.recognise(pictures) if 2 <= len(letters(r.text)) <= 5]
    ending = [r for r in read if letters(r.text)[-1] in _SEAL]  # 印 is never a given name
    best = max(ending or read, key=lambda r: r.confidence, default=None)
    return Piece(letters(best.text), best.confidence) if best else Piece("", 0.0)
