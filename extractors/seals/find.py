"""Seals on an upright page: where they are, what they are and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images import Upright
from extractors.ocr import OcrEngine
from extractors.reading import Box, Line, Seal, SealColour, SealStatus
from extractors.seals import clusters, rings
from extractors.seals.candidates import Candidate, area, join, overlap
from extractors.seals.dark import dark_rings
from extractors.seals.glimpsed import glimpsed
from extractors.seals.ink import PageInk, page_ink, suppress
from extractors.seals.judging import CUT, FAINT, LEAST, borne_out, joined_by_net, sees_any
from extractors.seals.lettering import asks_for_seal, is_button, judge_words, lettering
from extractors.seals.meaning import understand
from extractors.seals.net import View, look
from extractors.seals.owner import split_owner
from extractors.seals.phrased import in_words
from extractors.seals.purpose import find_date, find_purpose, letters
from extractors.seals.read import read_seal
from extractors.seals.shapes import Ellipse, PixelBox
from extractors.seals.traces import Trace
from extractors.seals.warmth import Warmth
from extractors.seals.weighing import STROKES, weighed
from extractors.seals.wording import Piece, SealText

__all__ = ["LEAST", "Survey", "candidates", "find", "mark", "suppress", "survey", "traced"]

Image = npt.NDArray[Any]

_CARD = re.compile(r"居民身份证|公民身份|身份号码|签发机关|社会保障卡|医疗保障卡")  # cards that carry an emblem
_PAPER = re.compile(r"医[院师生]|诊断|科室|病[案历]|报告|申请|证件类[型别]")  # papers whose labels may name a card

_NAME_SIZE = 0.085  # of the page's longer side: name seals are 8 to 22 mm, A4 is 297 mm high
_LOGO = 0.075  # of a page's longer side: rings smaller than that are logos and emblems, seals are 30 mm and more
_WHOLE_PAGE = 1000  # pixels from which a picture is taken for a page, not for a part cut out of one
_NAMED = 4  # characters from which there is a name along a rim
_LONG_NAME = 4  # characters
_DOUBTFUL = 0.6
_SEEN_CLEARLY = 0.7  # score of the net from which a ring need not be read to be a seal
_SEEN_FRAMED = 0.45  # ... and from which a frame need not, whose ink shows a frame as surely as this:
_FRAMED = 0.9
_HALF_SEEN = 0.5  # ... and from which it is one that is worn
_WITHIN = 0.8  # share of a line's box that lies in a frame whose text it is
_MOST = 24  # seals read on one page


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """A page looked over for seals; nothing is read yet."""

    ink: PageInk
    view: View
    places: tuple[Candidate, ...]  # that look like seals by ink and shape or to the net, pixels of the upright image
    faint: tuple[Candidate, ...] = ()  # rings that do so less, and may be told when they are read


def survey(upright: Upright) -> Survey:
    ink, view = page_ink(upright.image, upright.has_colour), look(upright.image)
    joined = join(joined_by_net(_by_shape(ink, view), view, ink), CUT)
    joined = tuple(c.scaled(1 / ink.scale) for c in joined)
    faint = tuple(c for c in joined if c.confidence < LEAST and _may_be_seal(c, max(upright.image.shape[:2])))
    return Survey(ink, view, tuple(c for c in joined if c.confidence >= LEAST), faint)


def candidates(upright: Upright) -> tuple[Candidate, ...]:
    """The places of a page that look like seals."""
    return survey(upright).places


def _by_shape(ink: PageInk, view: View) -> list[Candidate]:
    """Looked for only where the net is warm enough for a shape to count (`Warmth`)."""
    found: list[Candidate] = []
    ring, frame, dark_ring = (Warmth(view, ink.scale, source, LEAST) for source in ("ring", "frame", "dark_ring"))
    for layer in ink.layers if ring.anywhere or frame.anywhere else ():
        groups = clusters.clusters(layer.mask)
        boxes = [box for box, _ in groups if _may_be_round(box)]
        boxes += [whole for box, _ in groups for whole in _whole_of_part(box, layer.mask.shape)]
        found += rings.rings(layer, boxes, ring) if ring.anywhere else []
        found += clusters.frames(layer, groups, frame.likely)
    if any(c.source == "ring" and c.confidence > 0.8 for c in found) or not dark_ring.anywhere:
        return found  # a clear seal in its own ink: looking for copies of one among the print is not worth the time
    return found + dark_rings(ink.dark, dark_ring)


def _may_be_round(box: PixelBox) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) > 48 and max(width, height) < 2.1 * min(width, height)


def _whole_of_part(box: PixelBox, shape: tuple[int, ...]) -> list[PixelBox]:
    """The circles whose part a cluster at the edge of the page may be: a page-crossing seal shows a slice."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    near = 0.025 * max(shape)
    whole: list[PixelBox] = []
    if height > 1.25 * width and height > 56:
        if x1 > shape[1] - near:
            whole.append((x0, y0, x0 + height, y1))
        if x0 < near:
            whole.append((x1 - height, y0, x1, y1))
    if width > 1.25 * height and width > 56:
        if y1 > shape[0] - near:
            whole.append((x0, y0, x1, y0 + width))
        if y0 < near:
            whole.append((x0, y1 - width, x1, y1))
    return whole


def find(
    upright: Upright,
    lines: tuple[Line, ...],
    engine: OcrEngine,
    upload: str,
    page: int,
    *,
    seen: Survey | None = None,
) -> tuple[Seal, ...]:
    """All seals of an upright page, read, from top to bottom.

    Args:
        lines: the page's lines, upright frame; borderless text stamps are found among them.
        seen: what `survey` gave for this page, where it was asked before; looked over again otherwise.
    """
    seen = seen or survey(upright)
    ink, view, places = seen.ink, seen.view, seen.places
    in_words = lettering(ink, lines, upright.image.shape[1])
    in_words = [c.scaled(1 / ink.scale) for c in in_words]
    free = [c for c in in_words if all(overlap(c.box, p.box) < 0.15 * area(c.box) for p in places)]
    free = [c for c in free if borne_out(c, "".join(line.text for line in c.lines), view)]
    places = join((*places, *free), LEAST)[:_MOST]  # a line that runs through a seal takes its ink for its own
    places = tuple(place for place in places if not _in_line(place, lines, upright.image.shape[1]))
    read = [(place, _said(place, upright.image, engine) or read_seal(upright.image, place, engine)) for place in places]
    read = [(place, _or_lines(place, said, lines, upright.image.shape[1])) for place, said in read]
    side = max(upright.image.shape[:2])
    read = [(_after_reading(place, said, lines, side), said) for place, said in read]
    read = [(replace(place, confidence=weighed(place.confidence, said)), said) for place, said in read]
    read = [(place, said) for place, said in read if place.confidence >= LEAST]
    read += _inscribed(upright, replace(seen, places=places), engine)
    taken = (*places, *(place for place, _ in read))
    read += glimpsed(upright.image, ink, view, taken, engine, faint=seen.faint)
    seals = [_seal(upright, place, said, upload, page) for place, said in read]
    return tuple(sorted(seals, key=lambda s: (s.box.y0, s.box.x0)))


def traced(upright: Upright, engine: OcrEngine) -> Iterator[tuple[Candidate, Trace, SealText]]:
    """Every ring of a page as it is before its ink is weighed: what the weights are fitted on."""
    seen = survey(upright)
    for place in (*seen.places, *seen.faint):
        said = read_seal(upright.image, place, engine) if place.ellipse is not None else None
        if said is not None and said.trace is not None:
            told = place if place in seen.faint else _after_reading(place, said, (), max(upright.image.shape[:2]))
            yield told, said.trace, said


def _in_line(place: Candidate, lines: tuple[Line, ...], width: int) -> bool:
    """A doubtful frame that is a word of a longer line: characters of a letterhead close to a box of strokes."""
    if place.source != "frame" or place.confidence >= _DOUBTFUL:
        return False
    x0, y0, x1, y1 = place.box
    for line in lines:
        box = _pixels(line, width)
        longer = box[2] - box[0] > 1.8 * (x1 - x0) and box[3] - box[1] < 1.7 * (y1 - y0)
        if longer and overlap(place.box, box) > 0.7 * area(place.box):
            return True
    return False


def _pixels(line: Line, width: int) -> PixelBox:
    """A line's box in pixels of the upright image, `width` wide."""
    return line.box.x0 * width, line.box.y0 * width, line.box.x1 * width, line.box.y1 * width


def _inscribed(upright: Upright, seen: Survey, engine: OcrEngine) -> list[tuple[Candidate, SealText]]:
    """Lettering in coloured ink that no other detector took, where its words are a stamp's."""
    found: list[tuple[Candidate, SealText]] = []
    if not sees_any(seen.view):
        return found
    for piece in (piece for layer in seen.ink.layers for piece in clusters.inscriptions(layer)):
        place = piece.scaled(1 / seen.ink.scale)
        if any(overlap(place.box, other.box) > 0.3 * area(place.box) for other in seen.places):
            continue
        # The reader of seals knows nothing but seals: on the grain of a desk it reads 专用章.
        if not borne_out(place, "", seen.view):
            continue
        said = read_seal(upright.image, place, engine)
        tilted = place.rectangle is not None and abs(place.rectangle.angle) > 3
        confidence = judge_words(said, tilted)
        if confidence >= LEAST:
            found.append((replace(place, confidence=confidence), said))
    return found


def _after_reading(place: Candidate, said: SealText, lines: tuple[Line, ...], side: int) -> Candidate:
    """What could not be read is less surely a seal: a box may be a picture's, a ring an identity card's emblem."""
    sure = place.confidence >= 0.8 and place.support >= _SEEN_CLEARLY
    if place.ellipse is not None and not sure:
        emblem = _may_be_emblem(place, place.ellipse, side)
        if len(set(letters(said.rim.text)) - STROKES) < (_NAMED if emblem else 3):  # text runs along a seal's rim
            place = replace(place, confidence=(0.5 if emblem else 0.6) * place.confidence)
    card = any(_CARD.search(line.text) for line in lines) and not any(_PAPER.search(line.text) for line in lines)
    if card and place.ellipse is None and place.colour is SealColour.BLUE:
        return replace(place, confidence=0.3 * place.confidence)  # cards print their labels in blue
    printed = place.ellipse is None and (is_button(said.text) or asks_for_seal(said.text))
    if printed or (_in_black_alone(place) and _says_else(said)):
        return replace(place, confidence=0.3 * place.confidence)
    if place.purpose is not None or len(letters(said.text)) >= 2 or find_date(said.text):
        return place
    seen = place.support >= (_SEEN_FRAMED if place.rectangle is not None else _SEEN_CLEARLY)
    if card:
        return replace(place, confidence=0.3 * place.confidence)
    if place.rectangle is not None:
        return replace(place, confidence=(0.75 if seen and place.confidence >= _FRAMED else 0.35) * place.confidence)
    # A pen's circle round some figures is a rim with print in it; a worn seal is still one to the net.
    worn = 0.75 if seen else 0.6 if place.support >= _HALF_SEEN else 0.45
    return replace(place, confidence=worn * place.confidence)


def _in_black_alone(place: Candidate) -> bool:
    """A frame in black on a page in colour that only the net sees: it takes stains over a table for one."""
    return place.source == "net" and place.rectangle is not None and place.colour is SealColour.BLACK


def _says_else(said: SealText) -> bool:
    """More words than a name has, and no institution or purpose among them; or a day with words of a table's cells."""
    if split_owner(said.text)[0] or said.fit or find_purpose(said.text):
        return False
    day = find_date(said.text)
    beside = said.text.replace(day, "") if day else ""
    return any(c.isalnum() for c in beside) if day else len(letters(said.text)) > _LONG_NAME


def _may_be_emblem(place: Candidate, ellipse: Ellipse, side: int) -> bool:
    """A ring too small for a seal on its page, or one in black that the net hardly sees."""
    return _is_small(ellipse, side) or (place.source == "dark_ring" and place.support < _HALF_SEEN)


def _may_be_seal(place: Candidate, side: int) -> bool:
    """A ring of a seal's size, by what is told of it before it is read."""
    least = CUT if place.status is SealStatus.PARTIAL else FAINT
    return place.ellipse is not None and place.confidence >= least and not _is_small(place.ellipse, side)


def _is_small(ellipse: Ellipse, side: int) -> bool:
    return side >= _WHOLE_PAGE and 2 * ellipse.axes[0] < _LOGO * side


def _seal(upright: Upright, place: Candidate, said: SealText, upload: str, page: int) -> Seal:
    side = max(place.box[2] - place.box[0], place.box[3] - place.box[1])
    said = _in_words(said) if place.rectangle is not None else said
    meaning = understand(said, place, small=side < _NAME_SIZE * max(upright.image.shape[:2]))
    return Seal(
        upload=upload,
        page=page,
        box=_delivered(place, upright),
        shape=place.shape,
        colour=place.colour,
        status=place.status,
        purpose=meaning.purpose,
        confidence=place.confidence,
        text=said.text,
        owner_text=meaning.owner,
        purpose_text=meaning.purpose_text,
        number=said.number,
        text_confidence=said.confidence,
        strips=said.strips,
    )


def _said(place: Candidate, image: Image, engine: OcrEngine) -> SealText | None:
    """What the page's own lines say, for a stamp found by them. Whose it is, is told by what is seen of its ink."""
    if not place.lines:
        return None
    first, *rest = (Piece(line.text.strip(), line.confidence) for line in place.lines)
    said = SealText(first, tuple(rest))
    if place.rectangle is None or not split_owner(said.text)[0]:
        return said
    return replace(said, strips=read_seal(image, place, engine).strips)


def _or_lines(place: Candidate, said: SealText, lines: tuple[Line, ...], width: int) -> SealText:
    """What the page's own lines say within a frame, where that is more than what was read off its ink."""
    if place.rectangle is None or place.lines:
        return said
    within: list[Piece] = []
    for line in lines:
        box = _pixels(line, width)
        if overlap(box, place.box) > _WITHIN * area(box) and letters(line.text):
            within.append(Piece(line.text.strip(), line.confidence))
    if sum(map(_told, within)) <= sum(map(_told, (said.rim, *said.inner))):
        return said
    return replace(said, rim=within[0], inner=tuple(within[1:]))


def _told(piece: Piece) -> float:
    return piece.confidence**2 * len(letters(piece.text))


def _in_words(said: SealText) -> SealText:
    """The lines of a framed seal with its purpose written out. Only now: whether there is a seal is judged by what was
    read, and a heading wants but a 章 to be one."""
    first, *rest = in_words((said.rim, *said.inner), said.fit) or (said.rim,)
    return replace(said, rim=first, inner=tuple(rest))


def _delivered(place: Candidate, upright: Upright) -> Box:
    """The box around the seal's outline on the page as delivered."""
    if place.ellipse is not None:
        angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        e = place.ellipse
        outline = (e.root @ np.stack([np.cos(angles), np.sin(angles)])).T + np.array([e.cx, e.cy])
    elif place.rectangle is not None:
        outline = place.rectangle.corners
    else:
        x0, y0, x1, y1 = place.box
        outline = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    points = cv2.perspectiveTransform(outline.reshape(1, -1, 2).astype(np.float64), upright.to_delivered)[0]
    points = np.clip(points, 0, 1)
    return Box.around(tuple((float(x), float(y)) for x, y in points))


def mark(lines: tuple[Line, ...], seals: tuple[Seal, ...]) -> tuple[Line, ...]:
    """The lines, those that are a seal's own text marked `in_seal`; print that a seal lies over stays the page's."""
    return tuple(_marked(line, seals) for line in lines)


def _marked(line: Line, seals: tuple[Seal, ...]) -> Line:
    box = Box.around(line.polygon)
    for seal in seals:
        if box.intersection_area(seal.box) > 0.6 * max(box.area, 1e-9) and _belongs(line, seal):
            return replace(line, in_seal=True)
    return line


def _belongs(line: Line, seal: Seal) -> bool:
    text, own = line.text.replace(" ", ""), seal.text.replace(" ", "")
    shared = sum(b.size for b in SequenceMatcher(None, text, own, autojunk=False).get_matching_blocks())
    return shared >= 0.6 * max(1, len(text)) or line.confidence < 0.6
