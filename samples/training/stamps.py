"""Stamps as masks of ink, in as many shapes, layouts and faces as offices use; truth is the outline."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.training import lettering, words
from samples.training.lettering import Face, Mask

SHAPES = ("round", "oval", "rectangle", "square", "line")
KINDS = ("seal", "name", "fingerprint")
_PAD = 5
_SIDE = 220.0  # mask pixels of the longer side


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp before it is pressed."""

    mask: NDArray[Any]  # (h, w) uint8, 255 full ink
    outline: NDArray[np.float32]  # (n, 2) mask pixels
    width: float  # millimetres of the mask's width without its padding
    kind: int  # index into KINDS
    shape: int  # index into SHAPES
    bare: bool = False  # lettering without a frame


_MAKERS = (
    ("round", 21),
    ("oval", 13),
    ("framed", 19),
    ("square", 4),
    ("framed_line", 9),
    ("bare_line", 13),
    ("bare_rows", 6),
    ("dater", 4),
    ("odd", 4),
    ("name", 10),
    ("fingerprint", 5),
)


def any_stamp(rng: random.Random) -> Stamp:
    chosen = rng.choices([m for m, _ in _MAKERS], [w for _, w in _MAKERS])[0]
    face = lettering.any_face(rng)
    if chosen in ("round", "oval", "dater"):
        return _ring(rng, face, chosen)
    if chosen in ("framed", "square"):
        return _framed(rng, face, square=chosen == "square")
    if chosen in ("framed_line", "bare_line"):
        return _line(rng, face, framed=chosen == "framed_line")
    if chosen == "bare_rows":
        return _bare_rows(rng, face)
    if chosen == "odd":
        return _odd(rng, face)
    return _name(rng, face) if chosen == "name" else _fingerprint(rng)


def _canvas(width: float, height: float) -> Mask:
    return np.zeros((int(height) + 2 * _PAD, int(width) + 2 * _PAD), np.float32)


def _done(mask: Mask, outline: Any, width: float, kind: str, shape: str, bare: bool = False) -> Stamp:
    picture = np.asarray(np.clip(mask, 0, 1) * 255, np.uint8)
    return Stamp(picture, np.asarray(outline, np.float32), width, KINDS.index(kind), SHAPES.index(shape), bare)


def _ellipse_outline(w: float, h: float) -> NDArray[np.float32]:
    t = np.linspace(0, 2 * math.pi, 28, endpoint=False)
    return np.stack([_PAD + w / 2 * (1 + np.cos(t)), _PAD + h / 2 * (1 + np.sin(t))], 1).astype(np.float32)


def _box_outline(w: float, h: float) -> NDArray[np.float32]:
    p = _PAD
    return np.array([(p, p), (p + w, p), (p + w, p + h), (p, p + h)], np.float32)


def star(mask: Mask, cx: float, cy: float, radius: float) -> None:
    points = [
        (cx + r * math.sin(k * math.pi / 5), cy - r * math.cos(k * math.pi / 5))
        for k, r in enumerate([radius, radius * 0.382] * 5)
    ]
    cv2.fillPoly(mask, [np.array(points, np.int32)], 1.0, cv2.LINE_AA)  # type: ignore[call-overload]


def _ring(rng: random.Random, face: Face, how: str) -> Stamp:
    w = _SIDE
    h = w / rng.uniform(1.22, 1.85) if how == "oval" else w / rng.uniform(0.97, 1.03)
    mask = _canvas(w, h)
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
    rim = max(2, int(w * rng.uniform(0.009, 0.042)))

    def loop(inset: float, thick: int) -> None:
        cv2.ellipse(mask, ((cx, cy), (w - inset, h - inset), 0), (1.0,), max(1, thick), cv2.LINE_AA)

    loop(rim, rim)
    edge = float(rim)
    if rng.random() < 0.25:
        edge = rng.uniform(0.035, 0.06) * w
        loop(2 * edge, rng.randint(1, 3))
        edge += 2
    if rng.random() < 0.12:
        cv2.ellipse(mask, ((cx, cy), (w * 0.58, h * 0.58), 0), (1.0,), rng.randint(1, 4), cv2.LINE_AA)
    size = min(rng.uniform(0.1, 0.17) * w, h * 0.2)
    name = words.hospital(rng) if rng.random() < 0.92 else words.characters(rng, rng.randint(4, 14))
    span = min(rng.uniform(190, 300), len(name) * rng.uniform(18, 32))
    radius = edge + size * rng.uniform(0.6, 0.85)
    lettering.arc(mask, name, face, axes=(w / 2 - radius, h / 2 - radius), size=size, span=span)
    _heart(rng, mask, face, (w, h), how)
    if rng.random() < 0.35:
        inset = edge + w * 0.045
        axes = (w / 2 - inset, h / 2 - inset)
        number = words.digits(rng, rng.randint(8, 14))
        lettering.arc(mask, number, face, axes=axes, size=w * 0.055, span=rng.uniform(45, 85), below=True)
    width = rng.uniform(20, 32) if how == "dater" else rng.uniform(27, 48)
    return _done(mask, _ellipse_outline(w, h), width, "seal", "oval" if how == "oval" else "round")


def _heart(rng: random.Random, mask: Mask, face: Face, size: tuple[float, float], how: str) -> None:
    """What stands in the middle of a ring: a star, a purpose, a date between two rules, or nothing."""
    w, h = size
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
    if how == "dater":
        for dy in (-0.12, 0.12):
            cv2.line(mask, (int(cx - 0.44 * w), int(cy + dy * h)), (int(cx + 0.44 * w), int(cy + dy * h)), (1.0,), 2)
        lettering.row(mask, words.day(rng), face, cx=cx, cy=cy, size=0.16 * h, room=0.78 * w)
        lettering.row(mask, words.note(rng)[:5], face, cx=cx, cy=cy + 0.25 * h, size=0.13 * h, room=0.5 * w)
        return
    starred = rng.random() < (0.6 if how == "round" else 0.15)
    if starred:
        star(mask, cx, cy - rng.uniform(-0.02, 0.05) * h, min(w, h) * rng.uniform(0.1, 0.18))
    if rng.random() < (0.6 if starred else 0.9):
        drop = rng.uniform(0.2, 0.28) if starred else rng.uniform(-0.04, 0.26)
        letters = min(rng.uniform(0.07, 0.16) * w, h * 0.2)
        lettering.row(mask, words.purpose(rng), face, cx=cx, cy=cy + drop * h, size=letters, room=0.66 * w)
        if not starred and rng.random() < 0.4 and drop > 0.1:
            letters *= rng.uniform(0.7, 1.1)
            middle = rng.choice((words.purpose(rng), words.day(rng), words.digits(rng, rng.randint(6, 15))))
            lettering.row(mask, middle, face, cx=cx, cy=cy - 0.02 * h, size=letters, room=0.7 * w)
    if rng.random() < 0.2:
        lettering.row(mask, f"({rng.randint(1, 19)})", face, cx=cx, cy=cy + 0.36 * h, size=0.08 * h, room=0.3 * w)


def _border(rng: random.Random, mask: Mask, w: float, h: float, thick: int) -> None:
    box = (_PAD + thick // 2, _PAD + thick // 2), (_PAD + int(w) - thick // 2 - 1, _PAD + int(h) - thick // 2 - 1)
    if rng.random() < 0.15:
        radius = int(min(w, h) * rng.uniform(0.08, 0.3))
        outer = np.zeros_like(mask)
        (x0, y0), (x1, y1) = box
        points = []
        for px, py, start in ((x1, y0, 270), (x1, y1, 0), (x0, y1, 90), (x0, y0, 180)):
            ox, oy = (px - radius if px == x1 else px + radius), (py - radius if py == y1 else py + radius)
            points += [
                (ox + radius * math.cos(math.radians(start + d)), oy + radius * math.sin(math.radians(start + d)))
                for d in range(0, 91, 15)
            ]
        cv2.polylines(outer, [np.array(points, np.int32)], True, (1.0,), thick, cv2.LINE_AA)
        np.maximum(mask, outer, out=mask)
        return
    cv2.rectangle(mask, box[0], box[1], (1.0,), thick)
    if rng.random() < 0.2:
        gap = thick + rng.randint(3, 7)
        cv2.rectangle(
            mask, (box[0][0] + gap, box[0][1] + gap), (box[1][0] - gap, box[1][1] - gap), (1.0,), max(1, thick // 2)
        )


def _framed(rng: random.Random, face: Face, square: bool) -> Stamp:
    count = rng.choices((1, 2, 3, 4, 5), (10, 45, 28, 10, 7))[0] + (1 if square else 0)
    w = _SIDE
    h = w / rng.uniform(0.92, 1.1) if square else w * rng.uniform(0.13, 0.2) * (count + 0.6)
    h = min(h, 1.2 * w)
    mask = _canvas(w, h)
    thick = rng.randint(2, 7)
    _border(rng, mask, w, h, thick)
    step = (h - 2 * thick) / (count + 0.15)
    divided = count > 1 and rng.random() < 0.25
    for i in range(count):
        text = words.row(rng)
        cy = mask.shape[0] / 2 + (i - (count - 1) / 2) * step
        size = max(7.0, min(step * rng.uniform(0.6, 0.85), w * 0.86 / max(2, len(text)) * 1.7))
        lettering.row(mask, text, face, cx=mask.shape[1] / 2, cy=cy, size=size, room=w * rng.uniform(0.75, 0.92))
        if divided and i:
            y = int(cy - step / 2)
            cv2.line(mask, (_PAD, y), (_PAD + int(w), y), (1.0,), 2)
    width = rng.uniform(18, 38) if square else rng.uniform(22, 66)
    return _done(mask, _box_outline(w, h), width, "seal", "square" if w / h < 1.25 else "rectangle")


def _line(rng: random.Random, face: Face, framed: bool) -> Stamp:
    chosen = rng.random()
    text = words.note(rng) if chosen < 0.5 else words.purpose(rng) if chosen < 0.7 else words.hospital(rng)
    if chosen > 0.85:
        text += words.purpose(rng)
    elif rng.random() < 0.12:
        text = words.day(rng)
    glyphs = lettering.text_mask(text, face, 34 if len(text) > 9 else 44)
    squeeze = rng.uniform(0.7, 1.15)
    glyphs = np.asarray(cv2.resize(glyphs, None, fx=squeeze, fy=1.0, interpolation=cv2.INTER_AREA))
    edge = rng.uniform(0.18, 0.45) * glyphs.shape[0] if framed else 0.0
    w, h = glyphs.shape[1] + 2 * edge * rng.uniform(1, 1.6), glyphs.shape[0] + 2 * edge
    mask = _canvas(w, h)
    lettering.put(mask, glyphs, mask.shape[1] / 2, mask.shape[0] / 2)
    if framed:
        _border(rng, mask, w, h, rng.randint(2, 5))
    tall = rng.uniform(3.2, 9 if len(text) < 6 else 6.5)  # millimetres of a character
    width = min(95.0, tall * w / glyphs.shape[0])
    shape = "line" if w / h > 2.6 else "rectangle" if w / h > 1.25 else "square"
    return _done(mask, _box_outline(w, h), width, "seal", shape, bare=not framed)


def _bare_rows(rng: random.Random, face: Face) -> Stamp:
    """Rows of text without a frame."""
    texts = [words.row(rng) for _ in range(rng.randint(2, 3))]
    sizes = [36 * rng.uniform(0.8, 1.2) for _ in texts]
    glyphs = [lettering.text_mask(t, face, s) for t, s in zip(texts, sizes, strict=True)]
    widest = min(380, max(g.shape[1] for g in glyphs))
    gap = rng.uniform(4, 14)
    h = sum(g.shape[0] for g in glyphs) + gap * (len(glyphs) - 1)
    mask = _canvas(widest, h)
    left = rng.random() < 0.4
    y = float(_PAD)
    for glyph in glyphs:
        small = glyph
        if glyph.shape[1] > widest:
            small = np.asarray(cv2.resize(glyph, (widest, glyph.shape[0]), interpolation=cv2.INTER_AREA))
        cx = _PAD + small.shape[1] / 2 if left else mask.shape[1] / 2
        lettering.put(mask, small, cx, y + small.shape[0] / 2)
        y += small.shape[0] + gap
    width = rng.uniform(3.2, 6) * widest / 36
    shape = "line" if widest / h > 4 else "rectangle"
    return _done(mask, _box_outline(widest, h), min(80.0, width), "seal", shape, bare=True)


def _odd(rng: random.Random, face: Face) -> Stamp:
    """Diamonds, triangles, hexagons and arches."""
    w, h = _SIDE, _SIDE * rng.uniform(0.55, 1.0)
    mask = _canvas(w, h)
    sides = rng.choice((3, 4, 6, 8))
    turn = rng.choice((0.0, math.pi / sides)) - math.pi / 2
    points = np.array(
        [
            (
                _PAD + w / 2 + w / 2 * math.cos(turn + 2 * math.pi * k / sides),
                _PAD + h / 2 + h / 2 * math.sin(turn + 2 * math.pi * k / sides),
            )
            for k in range(sides)
        ]
    )
    cv2.polylines(mask, [points.astype(np.int32)], True, (1.0,), rng.randint(3, 7), cv2.LINE_AA)
    for i, text in enumerate([words.purpose(rng), words.note(rng)][: rng.randint(1, 2)]):
        cy = _PAD + h * (0.55 + 0.18 * i if sides != 3 else 0.62 + 0.18 * i)
        lettering.row(mask, text, face, cx=_PAD + w / 2, cy=cy, size=0.12 * w, room=0.55 * w)
    return _done(mask, points, rng.uniform(22, 44), "seal", "square" if w / h < 1.25 else "rectangle")


def _name(rng: random.Random, face: Face) -> Stamp:
    """A person's name seal, in line or cut white out of ink."""
    count = rng.choice((2, 3, 3, 4))
    name = words.characters(rng, count)
    stacked = count == 4 or rng.random() < 0.3
    if stacked:
        name = (name + "印章之")[: 4 if count > 2 or rng.random() < 0.5 else 2]
        w, h = 120.0, 120.0 if len(name) == 4 else 200.0
        mask = _canvas(w, h)
        spots = (
            [(0.73, 0.27), (0.73, 0.73), (0.27, 0.27), (0.27, 0.73)] if len(name) == 4 else [(0.5, 0.28), (0.5, 0.73)]
        )
        for char, (x, y) in zip(name, spots, strict=False):
            glyph = lettering.text_mask(char, face, (0.42 if len(name) == 4 else 0.7) * w)
            lettering.put(mask, glyph, _PAD + x * w, _PAD + y * h)
        width = rng.uniform(7, 16)
    else:
        w, h = 62.0 * len(name) + 16, 78.0
        mask = _canvas(w, h)
        lettering.row(mask, name, face, cx=mask.shape[1] / 2, cy=mask.shape[0] / 2, size=56, room=w - 18)
        width = rng.uniform(9, 26)
    chosen = rng.random()
    if chosen < 0.8:
        _border(rng, mask, w, h, rng.randint(3, 8))
    elif chosen < 0.92:
        p = _PAD
        mask[p : p + int(h), p : p + int(w)] = 1 - mask[p : p + int(h), p : p + int(w)]
    return _done(mask, _box_outline(w, h), width, "name", "square" if w / h < 1.25 else "rectangle")


def _fingerprint(rng: random.Random) -> Stamp:
    w, h = 120.0, 120 * rng.uniform(1.0, 1.5)
    mask = _canvas(w, h)
    y, x = np.mgrid[: mask.shape[0], : mask.shape[1]].astype(np.float32)
    noise = np.random.default_rng(rng.getrandbits(32)).random((5, 5), np.float32)
    cloud = cv2.resize(noise, (mask.shape[1], mask.shape[0]), interpolation=cv2.INTER_CUBIC)
    away = np.hypot(x - w * rng.uniform(0.4, 0.62), (y - h * rng.uniform(0.42, 0.72)) * rng.uniform(0.7, 0.95))
    ridges = 0.5 + 0.5 * np.sin((away + 9 * cloud) * rng.uniform(0.6, 1.1))
    u, v = (x - _PAD) / w * 2 - 1, (y - _PAD) / h * 2 - 1
    edge = 1 + 0.35 * (cloud - 0.5)
    inside = (np.abs(u) ** 2.2 + np.abs(v) ** 2.2) < edge
    mask = np.asarray(np.clip(ridges * rng.uniform(1.2, 2.2) - rng.uniform(-0.3, 0.5), 0, 1) * inside, np.float32)
    return _done(mask, _ellipse_outline(w, h), rng.uniform(10, 20), "fingerprint", "oval")
