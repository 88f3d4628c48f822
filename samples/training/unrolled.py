"""Strips as the reader of seals gets them: seals pressed onto papers, photographed, found roughly, unrolled, cut.

Everything from the found box onward is the code that reads seals (`extractors.seals`), so that the net learns the flaws
of that code along with those of ink and camera.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.reading import SealColour, SealShape, SealStatus
from extractors.seals import unwrap
from extractors.seals.candidates import Candidate
from extractors.seals.ink import planes_of, separate
from extractors.seals.read import LOOKS, cut_out
from extractors.seals.shapes import Ellipse, ellipse_in, fit_ellipse
from samples.training import wear
from samples.training.inscriptions import PAD, Glyph, Inscribed, any_seal
from samples.training.sheets import Sheet

Array = NDArray[Any]

HEIGHT = 48
WIDEST = 400
"""Pixels of a strip; longer ones are cut between characters."""
_LOOKS: tuple[tuple[float | None, float, float], ...] = (*LOOKS, (None, -0.41, 1.0), (None, -0.36, 1.2))
"""As seals are read, and bands cut inward from the rim (None)."""
_PER_SEAL = 6
_LEAST_INK = 0.4  # share of a character's ink that has to be left for it to be asked for
_LEAST_SEEN = 0.045  # share of a character's place on the strip that has to be dark
_DARK = 60  # levels of 255 below paper from which a pixel is ink
_TYPICAL = 40.0  # millimetres of a seal


@dataclass(frozen=True, slots=True)
class Example:
    """A strip and what stands on it."""

    image: Array  # (HEIGHT, w) uint8, dark on white
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A seal on a picture."""

    image: Array  # (h, w, 3) uint8 BGR
    outline: Array  # (n, 2) pixels
    to_picture: Array  # (3, 3) homography from mask to picture pixels
    ink: dict[Glyph, float]  # share of each character's ink that is left


def examples(rng: random.Random, sheets: Sequence[Sheet], clouds: wear.Clouds) -> Iterator[Example]:
    """The strips of one seal."""
    seal = any_seal(rng)
    pressed = press(rng, seal, sheets, clouds)
    yield from _of_ring(rng, seal, pressed) if seal.round else _of_frame(rng, seal, pressed)


def press(rng: random.Random, seal: Inscribed, sheets: Sequence[Sheet], clouds: wear.Clouds) -> Pressed:
    h, w = seal.mask.shape
    side = math.exp(rng.uniform(math.log(105), math.log(330)))
    if not seal.round:
        side *= 1.15
    scale = side / (max(w, h) - 2 * PAD)
    room = round(1.5 * side)
    forward = _placed(rng, w, h, scale, room)
    mask: NDArray[Any] = seal.mask
    if rng.random() < 0.22:
        mask = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)))
    if scale < 0.9:
        mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), max(0.1, 0.42 / scale)))
    clean = _warped(rng, mask, forward, room)
    worn = wear.worn(rng, clean, clouds) * (rng.uniform(0.4, 1) if rng.random() < 0.3 else rng.uniform(0.7, 1))
    under = _paper(rng, sheets, room, side / _TYPICAL)
    colour = np.array(wear.any_ink(rng)[1], np.float32)
    inked = np.minimum(under, colour * rng.uniform(0.85, 1)) if rng.random() < 0.5 else under * colour / 255
    canvas = under * (1 - worn[..., None]) + inked * worn[..., None]
    if rng.random() < 0.35:
        canvas = cv2.GaussianBlur(canvas, (0, 0), side * rng.uniform(0.002, 0.0075))
    picture, _ = wear.captured(rng, np.asarray(canvas, np.float32), clouds)
    corners = np.array([(PAD, PAD), (w - PAD, PAD), (w - PAD, h - PAD), (PAD, h - PAD)], np.float64)
    if seal.round:
        t = np.linspace(0, 2 * math.pi, 60, endpoint=False)
        corners = np.stack([w / 2 + (w / 2 - PAD) * np.cos(t), h / 2 + (h / 2 - PAD) * np.sin(t)], 1)
    left = {glyph: _left(glyph, forward, scale, clean, worn) for glyph in _all(seal)}
    return Pressed(picture, _moved(forward, corners), forward, left)


def _all(seal: Inscribed) -> list[Glyph]:
    return [*seal.arc, *seal.foot, *(glyph for row in seal.rows for glyph in row)]


def _left(glyph: Glyph, forward: Array, scale: float, clean: Array, worn: Array) -> float:
    (x, y), half = _moved(forward, np.array([(glyph.x, glyph.y)]))[0], 0.45 * glyph.height * scale
    part = (slice(max(0, round(y - half)), round(y + half) + 1), slice(max(0, round(x - half)), round(x + half) + 1))
    return float(worn[part].sum() / max(1e-6, clean[part].sum()))


def _placed(rng: random.Random, w: int, h: int, scale: float, room: int) -> Array:
    chosen = rng.random()
    askew = rng.gauss(0, 3) if chosen < 0.5 else rng.gauss(0, 11) if chosen < 0.93 else rng.uniform(-60, 60)
    turn = math.radians(askew)
    c, s = math.cos(turn), math.sin(turn)
    linear = np.array([(c, -s), (s, c)]) * scale
    linear = linear @ np.array([(1 + rng.gauss(0, 0.015), rng.gauss(0, 0.02)), (0, 1 + rng.gauss(0, 0.015))])
    offset = np.array([room / 2, room / 2]) - linear @ np.array([w / 2, h / 2]) + [rng.gauss(0, 2) for _ in "xy"]
    bent = np.eye(3)
    bent[2, :2] = [rng.gauss(0, 0.05) / room for _ in "xy"]
    bent = bent @ np.array([(1, 0, -room / 2), (0, 1, -room / 2), (0, 0, 1)])
    back = np.array([(1, 0, room / 2), (0, 1, room / 2), (0, 0, 1)])
    return np.asarray(back @ bent @ np.vstack([np.hstack([linear, offset[:, None]]), (0, 0, 1)]))


def _warped(rng: random.Random, mask: Array, forward: Array, room: int) -> Array:
    """The mask on the picture, now and then on paper that is not flat."""
    y, x = np.mgrid[:room, :room].astype(np.float32)
    if rng.random() < 0.25:
        reach, long = rng.uniform(0.002, 0.014) * room, rng.uniform(0.4, 1.4) * room
        a = rng.uniform(0, math.pi)
        wave = reach * np.sin((x * math.cos(a) + y * math.sin(a)) * 2 * math.pi / long + rng.uniform(0, 6))
        x, y = x - wave * math.sin(a), y + wave * math.cos(a)
    back = np.linalg.inv(forward)
    at = np.stack([x.ravel(), y.ravel(), np.ones(x.size)]).T @ back.T
    of_mask: Array = (at[:, :2] / at[:, 2:]).astype(np.float32).reshape(room, room, 2)
    return np.asarray(np.clip(cv2.remap(mask, of_mask[..., 0], of_mask[..., 1], cv2.INTER_LINEAR), 0, 1), np.float32)


def _paper(rng: random.Random, sheets: Sequence[Sheet], room: int, scale: float) -> Array:
    """A piece of a printed page at `scale` pixels to the millimetre, or plain paper."""
    if rng.random() < 0.45:
        return np.ones((room, room, 3), np.float32) * [rng.uniform(225, 255)] * 3
    sheet = rng.choice(sheets)
    side = room * sheet.scale / scale * rng.uniform(0.8, 1.25)
    h, w = sheet.image.shape[:2]
    side = min(side, 0.98 * min(h, w))
    x, y = rng.uniform(0, w - side), rng.uniform(0, h - side)
    part = sheet.image[int(y) : int(y + side), int(x) : int(x + side)]
    return np.asarray(cv2.resize(part, (room, room), interpolation=cv2.INTER_AREA), np.float32)


def _moved(by: Array, points: Array) -> Array:
    return np.asarray(cv2.perspectiveTransform(points[None].astype(np.float64), by)[0])


def _found(rng: random.Random, outline: Array, ring: bool) -> Candidate:
    """The box as a detector gives it: off by a little."""
    (x0, y0), (x1, y1) = outline.min(0), outline.max(0)
    off = [rng.gauss(0, 0.015) * max(x1 - x0, y1 - y0) for _ in range(4)]
    box = (x0 + off[0], y0 + off[1], x1 + off[2], y1 + off[3])
    shape = SealShape.ROUND if ring else SealShape.RECTANGLE
    ellipse = ellipse_in(box) if ring else None
    return Candidate(box, shape, SealColour.RED, SealStatus.PRESENT, 1.0, "generated", ellipse)


def _of_ring(rng: random.Random, seal: Inscribed, pressed: Pressed) -> Iterator[Example]:
    place = _found(rng, pressed.outline, ring=True)
    cut = cut_out(pressed.image, place)
    if cut is None or place.ellipse is None:
        return
    ink = separate(cut.image, cut.inner)
    ellipse, _ = fit_ellipse(ink.detail, cut.ellipse(place.ellipse).box, tolerance=0.05)
    into_crop = np.array([(cut.scale, 0, -cut.left * cut.scale), (0, cut.scale, -cut.top * cut.scale), (0, 0, 1)])
    forward = into_crop @ pressed.to_picture
    planes = planes_of(ink)
    first = unwrap.unroll(planes[0], ellipse)
    band = unwrap.find_band(first)
    rings = [first, *(unwrap.unroll(plane, ellipse) for plane in planes[1:])]
    across = _across(ellipse, ink.raw.shape)
    for _ in range(_PER_SEAL):
        chosen = rng.random()
        ring = rings[0] if rng.random() < 0.45 else rng.choice(rings)
        if chosen < 0.62:
            made = _arc_strip(rng, ring, band, across, seal.arc, forward, pressed)
        elif seal.foot and chosen < 0.75:
            made = _foot_strip(rng, ring, band, across, seal.foot, forward, pressed)
        else:
            made = _row_strip(rng, rng.choice(planes), ellipse, seal.rows, forward, pressed)
        if made is not None:
            yield made


@dataclass(frozen=True, slots=True)
class _Across:
    """Where the columns of an unrolled ring lie on the crop, halfway down the text."""

    x: Array
    y: Array

    def column(self, at: Array) -> float:
        return float(np.argmin((self.x - at[0]) ** 2 + (self.y - at[1]) ** 2))


def _across(ellipse: Ellipse, shape: tuple[int, ...]) -> _Across:
    h, w = shape[:2]
    x = np.tile((np.arange(w, dtype=np.float32) / w)[None], (h, 1))
    y = np.tile((np.arange(h, dtype=np.float32) / h)[:, None], (1, w))
    row = unwrap.row_of(0.78)
    return _Across(unwrap.unroll(x, ellipse).ink[row] * w, unwrap.unroll(y, ellipse).ink[row] * h)


def _arc_strip(
    rng: random.Random,
    ring: unwrap.Unrolled,
    band: unwrap.Band,
    across: _Across,
    glyphs: Sequence[Glyph],
    forward: Array,
    pressed: Pressed,
) -> Example | None:
    at = np.array([across.column(p) for p in _moved(forward, np.array([(g.x, g.y) for g in glyphs]))])
    steps = np.diff(at) % ring.width
    pitch = float(np.median(steps))
    middle = float(at[0] + steps.sum() / 2) % ring.width
    opposite = rng.random() < 0.7
    cut = middle + ring.width / 2 + rng.gauss(0, 0.03) * ring.width if opposite else rng.uniform(0, ring.width)
    top, bottom, width = rng.choice(_LOOKS)
    outer, inner = (band.rim, band.rim + bottom) if top is None else (band.top + top, band.bottom + bottom)
    outer, inner = outer + rng.gauss(0, 0.008), inner + rng.gauss(0, 0.012)
    rows = max(6, unwrap.row_of(inner) - unwrap.row_of(outer))
    stretch = float(np.clip(42 / max(1.0, pitch * 40 / rows), 0.5, 1.7)) * width if rng.random() < 0.75 else 1.0
    strip = unwrap.strip(ring, outer, inner, int(cut) % ring.width, stretch * rng.uniform(0.88, 1.12))
    if strip is None:
        return None
    x = ((at - strip.cut) % ring.width) * strip.zoom + 8
    return _window(rng, strip.image[:, :, 0], x, pitch * strip.zoom, glyphs, pressed)


def _foot_strip(
    rng: random.Random,
    ring: unwrap.Unrolled,
    band: unwrap.Band,
    across: _Across,
    glyphs: Sequence[Glyph],
    forward: Array,
    pressed: Pressed,
) -> Example | None:
    n = ring.width
    at = np.array([across.column(p) for p in _moved(forward, np.array([(g.x, g.y) for g in glyphs]))])
    steps = np.diff(at[::-1]) % n
    pitch = float(np.median(steps))
    start = at[-1] - pitch * rng.uniform(0.6, 2)
    length = int(min(n, steps.sum() + pitch * rng.uniform(1.2, 4)))
    turned = np.roll(ring.ink, -(int(start) % n), axis=1)[:, :length][::-1, ::-1]
    depth = rng.choice((0.3, 0.3, 0.22, 0.26))
    rows = (unwrap.ROWS - unwrap.row_of(band.rim - depth), unwrap.ROWS - unwrap.row_of(band.rim - 0.01))
    part = turned[rows[0] : rows[1]]
    if part.shape[0] < 6 or part.shape[1] < 12:
        return None
    picture = unwrap.line_image(part, rng.uniform(0.85, 1.15))[:, :, 0]
    zoom = (picture.shape[1] - 16) / part.shape[1]
    x = (length - (at - int(start)) % n) * zoom + 8
    return _window(rng, picture, x, pitch * zoom, glyphs, pressed)


def _row_strip(
    rng: random.Random,
    plane: Array,
    ellipse: Ellipse,
    rows: Sequence[tuple[Glyph, ...]],
    forward: Array,
    pressed: Pressed,
) -> Example | None:
    if not rows:
        return None
    row = rng.choice(rows)
    ends = _moved(forward, np.array([(row[0].x, row[0].y), (row[-1].x + 1, row[-1].y)]))
    up = math.atan2(ends[1][1] - ends[0][1], ends[1][0] - ends[0][0]) - math.pi / 2 + rng.gauss(0, 0.02)
    if ellipse.roundness < unwrap.OVAL:
        up = unwrap.nearer_minor_axis(ellipse, up)
    disc = unwrap.upright_disc(plane, ellipse, up)
    turn = up + math.pi / 2
    rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    back = np.linalg.inv(ellipse.root @ rotation)
    at = _moved(forward, np.array([(g.x, g.y) for g in row])) - (ellipse.cx, ellipse.cy)
    u, v = back @ at.T
    height, width = disc.shape
    if np.ptp(v) > 0.15:  # an oval hardly longer than wide, its axes mistaken
        return None
    x, y = (u + 1) / 2 * width, float((v.mean() + 1) / 2 * height)
    half = 0.5 * row[0].height * float(np.sqrt(abs(np.linalg.det(forward[:2, :2])))) / ellipse.axes[1] * height / 2
    return _cut_row(rng, disc, x, y, half, row, pressed)


def _cut_row(
    rng: random.Random, plane: Array, x: Array, y: float, half: float, row: Sequence[Glyph], pressed: Pressed
) -> Example | None:
    pitch = float(np.median(np.diff(x))) if len(x) > 1 else 2 * half
    if pitch < 3:
        return None
    top, foot = y - half * rng.uniform(1.0, 1.4), y + half * rng.uniform(1.0, 1.4)
    left, right = x[0] - pitch * rng.uniform(0.55, 1.2), x[-1] + pitch * rng.uniform(0.55, 1.2)
    x0, x1 = max(0, round(left)), min(plane.shape[1], round(right))
    part = plane[max(0, round(top)) : round(foot) + 1, x0:x1]
    if part.shape[0] < 6 or part.shape[1] < 12:
        return None
    picture = unwrap.line_image(np.ascontiguousarray(part), rng.uniform(0.85, 1.2))[:, :, 0]
    zoom = (picture.shape[1] - 16) / part.shape[1]
    return _window(rng, picture, (x - x0) * zoom + 8, pitch * zoom, row, pressed)


def _of_frame(rng: random.Random, seal: Inscribed, pressed: Pressed) -> Iterator[Example]:
    place = _found(rng, pressed.outline, ring=False)
    cut = cut_out(pressed.image, place)
    if cut is None:
        return
    planes = planes_of(separate(cut.image, cut.inner))
    into_crop = np.array([(cut.scale, 0, -cut.left * cut.scale), (0, cut.scale, -cut.top * cut.scale), (0, 0, 1)])
    forward = into_crop @ pressed.to_picture
    for _ in range(_PER_SEAL - 2):
        row = rng.choice(seal.rows)
        at = _moved(forward, np.array([(g.x, g.y) for g in row]))
        tilt = math.atan2(at[-1][1] - at[0][1], at[-1][0] - at[0][0]) + rng.gauss(0, 0.012)
        middle = at.mean(0)
        c, s = math.cos(tilt), math.sin(tilt)
        half = 0.5 * row[0].height * float(np.sqrt(abs(np.linalg.det(forward[:2, :2]))))
        length = float(np.hypot(*(at[-1] - at[0]))) + 8 * half
        w, h = round(length), round(6 * half)
        mx, my = middle
        level = np.array([(c, s, w / 2 - c * mx - s * my), (-s, c, h / 2 + s * mx - c * my)])
        plane = cv2.warpAffine(rng.choice(planes), level, (w, h), flags=cv2.INTER_CUBIC)
        moved = at @ level[:, :2].T + level[:, 2]
        made = _cut_row(rng, np.clip(plane, 0, 1), moved[:, 0], float(moved[:, 1].mean()), half, row, pressed)
        if made is not None:
            yield made


def _window(
    rng: random.Random, picture: Array, x: Array, pitch: float, glyphs: Sequence[Glyph], pressed: Pressed
) -> Example | None:
    """A part of a strip between characters, none of which is missing from it or too worn to be asked for."""
    width = picture.shape[1]
    order = np.argsort(x)
    x, glyphs = x[order], [glyphs[i] for i in order]
    fit = int(WIDEST / max(pitch, 1.0))
    if pitch < 12 or fit < 2 or (np.diff(x) < 0.5 * pitch).any():
        return None
    count = min(len(x), rng.randint(max(2, fit // 2), max(2, fit)))
    start = rng.randint(0, len(x) - count)
    end = start + count
    chosen = glyphs[start:end]
    if any(pressed.ink[g] < _LEAST_INK for g in chosen) or x[start] < 0.3 * pitch or x[end - 1] > width - 0.3 * pitch:
        return None
    left = (x[start - 1] + x[start]) / 2 if start else max(0.0, x[0] - pitch * rng.uniform(0.6, 3))
    right = (x[end - 1] + x[end]) / 2 if end < len(x) else min(width, x[-1] + pitch * rng.uniform(0.6, 3))
    dark = 255 - picture.astype(np.float32)
    places = (slice(round(max(0, at - pitch / 2)), round(at + pitch / 2) + 1) for at in x[start:end])
    if min(float((dark[:, place] > _DARK).mean()) for place in places) < _LEAST_SEEN:
        return None
    part = picture[:, round(max(0, left)) : round(min(width, right))]
    if part.shape[1] > WIDEST:
        part = part[:, :WIDEST] if x[end - 1] + 0.6 * pitch - left < WIDEST else part[:, -WIDEST:]
    return Example(np.ascontiguousarray(part), "".join(g.char for g in chosen))
