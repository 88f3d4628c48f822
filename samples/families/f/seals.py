"""How the seals of the sixth family are cut and inked: rims of many widths, dated bands, worn, lean and oily pads."""

from __future__ import annotations

import math
import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import seals
from samples.seals import DOTS, SealSpec

Mask = NDArray[Any]
FACES_F = (r"TW\-Sung", r"TW\-Sung", r"TW\-Kai", "Noto Sans Mono CJK SC:bold", r"TW\-Sung")
"""As fontconfig patterns, in which a bare hyphen starts a size."""
INKS_F = {  # RGB: fresh and old pads, vermilion, rose, crimson, brownish
    "red": ((214, 38, 40), (168, 24, 36), (232, 66, 48), (204, 34, 74), (148, 30, 32), (226, 52, 66)),
    "purple": ((104, 40, 132), (136, 62, 168), (110, 44, 124)),
    "blue": ((28, 48, 140), (54, 88, 196), (38, 66, 120)),
    "black": ((36, 36, 40), (64, 62, 62)),
}


def draw_f(spec: SealSpec, rng: random.Random, faces: tuple[str, ...] = FACES_F) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask, in one of `faces`."""
    face = rng.choice(faces)
    fat = rng.choice((2, 3, 3, 4)) if face.startswith("TW") else 1  # thin faces are cut broad
    if spec.purpose == "fingerprint":
        return seals._fingerprint(rng)
    if spec.purpose == "personal_name":
        mask = _name(spec, face, rng)
    elif spec.shape in ("round", "oval"):
        mask = _ring(spec, face, rng)
    elif spec.shape == "line":
        mask = _line(spec, face, rng)
    else:
        mask = _plate(spec, face, rng)
    return np.asarray(cv2.dilate(mask, np.ones((fat, fat), np.uint8)), np.float32)


def _blank(width: float, height: float) -> Mask:
    return np.zeros((int(height) + 24, int(width) + 24), np.float32)


def _ellipse(mask: Mask, width: float, height: float, stroke: int) -> None:
    centre = (mask.shape[1] / 2, mask.shape[0] / 2)
    cv2.ellipse(mask, (centre, (width - stroke, height - stroke), 0), (1.0,), stroke, cv2.LINE_AA)


def _ring(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    width = (spec.width or rng.choice((35, 38, 40, 42, 44))) * DOTS
    height = width if spec.shape == "round" else width * rng.choice((0.62, 0.66, 0.7))
    mask = _blank(width, height)
    rim = max(4, int(DOTS * rng.uniform(0.6, 1.5)))
    _ellipse(mask, width, height, rim)
    edge = float(rim)
    if rng.random() < 0.22:  # a hairline inside the rim
        edge = rim + DOTS * rng.uniform(0.5, 0.9)
        _ellipse(mask, width - 2 * edge, height - 2 * edge, max(2, DOTS // 4))
        edge += DOTS * 0.4
    size = min(rng.uniform(0.115, 0.14) * width, 0.19 * height)
    reach = edge + size * rng.uniform(0.62, 0.85)
    axes = (width / 2 - reach, height / 2 - reach)
    around = bool(spec.purpose_text) and spec.shape == "round" and rng.random() < 0.22
    span = min(210.0 if around else 275.0, len(spec.owner_text) * rng.uniform(19.0, 26.0))
    seals._arc(mask, spec.owner_text, face, axes=axes, size=size, span=span)
    if spec.star:
        seals._star(mask, min(width, height) * rng.uniform(0.12, 0.2), lift=height * rng.uniform(0.0, 0.05))
    if around:
        wide = len(spec.purpose_text) * 15.5
        seals._arc(mask, spec.purpose_text, face, axes=axes, size=size * 0.76, span=wide, below=True)
    else:
        _inside(mask, spec, face, size=size, wide=(width, height), rng=rng)
    _number(mask, spec, face, size=size, edge=edge, around=around)
    return mask


def _inside(
    mask: Mask, spec: SealSpec, face: str, *, size: float, wide: tuple[float, float], rng: random.Random
) -> None:
    """The purpose below the star, across the middle, or in two rows; a dated seal has it above a band."""
    words, (width, height) = spec.purpose_text, wide
    if not words:
        return
    cy = mask.shape[0] / 2
    if "." in spec.number:  # a date between two rules
        seals._row(mask, words, face, cy=cy - height * 0.1, size=size * 0.8, room=width * 0.56)
        for y in (cy + height * 0.02, cy + height * 0.2):
            cv2.line(mask, (int(width * 0.2), int(y)), (int(width * 0.84), int(y)), (1.0,), max(3, DOTS // 3))
        return
    if not spec.star and spec.shape == "round" and len(words) >= 5 and rng.random() < 0.45:
        cut = len(words) - 3 if words.endswith("专用章") else (len(words) + 1) // 2
        for i, row in enumerate((words[:cut], words[cut:])):
            seals._row(mask, row, face, cy=cy + height * (0.0 + 0.17 * i), size=size * 0.92, room=width * 0.58)
        return
    drop = rng.uniform(0.22, 0.28) if spec.star else rng.uniform(0.04, 0.16)
    seals._row(
        mask,
        words,
        face,
        cy=cy + height * drop,
        size=size * (0.72 if len(words) > 6 else 0.88),
        room=width * (0.56 if drop > 0.2 else 0.66),
    )


def _number(mask: Mask, spec: SealSpec, face: str, *, size: float, edge: float, around: bool) -> None:
    height, width = mask.shape[0] - 24, mask.shape[1] - 24
    cy = mask.shape[0] / 2
    if not spec.number:
        return
    if "." in spec.number:
        seals._row(mask, spec.number, face, cy=cy + height * 0.11, size=size * 0.8, room=width * 0.56)
    elif spec.number.startswith(("(", "（")):
        seals._row(mask, spec.number, face, cy=cy + height * 0.35, size=size * 0.6, room=width * 0.26)
    elif around:
        seals._row(mask, spec.number, face, cy=cy + height * 0.2, size=size * 0.42, room=width * 0.5)
    else:
        low = edge + 0.042 * width
        axes = (width / 2 - low, height / 2 - low)
        seals._arc(mask, spec.number, face, axes=axes, size=0.05 * width, span=62, below=True)


def _line(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """One row; a frame around one in four, a rule above and below now and then."""
    text = spec.owner_text + spec.purpose_text
    size = rng.uniform(4.0, 6.6) * DOTS
    mask = _blank(size * len(text) * rng.uniform(1.02, 1.16), size * 1.55)
    seals._row(mask, text, face, cy=mask.shape[0] / 2, size=size, room=mask.shape[1] - 28)
    h, w = mask.shape
    chance = rng.random()
    if chance < 0.25:
        cv2.rectangle(mask, (13, 13), (w - 14, h - 14), (1.0,), max(3, DOTS // 3))
    elif chance < 0.35:
        for y in (9, h - 10):
            cv2.line(mask, (10, y), (w - 11, y), (1.0,), max(3, DOTS // 4))
    return mask


def _plate(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """Rectangle or square; rows of owner, purpose and number, with rules between them on dated ones."""
    rows: list[str] = []
    for text in (spec.owner_text, spec.purpose_text):
        if spec.shape == "square" and len(text) > 5:
            half = (len(text) + 1) // 2
            rows += [text[:half], text[half:]]
        elif text:
            rows.append(text)
    dated = "." in spec.number
    if spec.number:
        rows.append(spec.number)
    width = (spec.width or (rng.choice((22, 26, 30)) if spec.shape == "square" else rng.choice((38, 44, 52)))) * DOTS
    height = width if spec.shape == "square" else width * (0.12 + rng.uniform(0.13, 0.16) * len(rows))
    mask = _blank(width, height)
    border = max(4, int(DOTS * rng.uniform(0.35, 1.1)))
    edge = 12 + border // 2
    cv2.rectangle(mask, (edge, edge), (24 + int(width) - edge, 24 + int(height) - edge), (1.0,), border)
    step = height / (len(rows) + 0.2)
    for i, row in enumerate(rows):
        size = min(step * 0.68, width * 0.84 / len(row) * 1.4)
        middle = 12 + height / 2 + (i - (len(rows) - 1) / 2) * step
        seals._row(mask, row, face, cy=middle, size=size, room=width * 0.84)
        if dated and i:
            y = int(middle - step / 2)
            cv2.line(mask, (16, y), (8 + int(width), y), (1.0,), max(3, DOTS // 4))
    return mask


def _name(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """A physician's seal: small square, upright or flat rectangle, or the bare name."""
    name, chance = spec.owner_text, rng.random()
    if chance < 0.35 and 2 <= len(name) <= 3:
        chars = name + ("印" if len(name) == 3 else "之印")
        side = rng.choice((10, 12, 15)) * DOTS
        mask = _blank(side, side)
        border = int(DOTS * rng.uniform(0.3, 0.7))
        low, high = 12 + border // 2, 12 + side - border // 2
        cv2.rectangle(mask, (low, low), (high, high), (1.0,), border)
        for char, (x, y) in zip(chars, ((0.73, 0.27), (0.73, 0.73), (0.27, 0.27), (0.27, 0.73)), strict=False):
            seals._put(mask, seals._glyph(char, face, side * 0.38), 12 + x * side, 12 + y * side, 0)
        return mask
    size = rng.uniform(4.4, 6.0) * DOTS
    mask = _blank(size * len(name) * 1.15 + size * 0.4, size * 1.5)
    seals._row(mask, name, face, cy=mask.shape[0] / 2, size=size, room=mask.shape[1] - 34)
    if chance < 0.85:
        cv2.rectangle(mask, (14, 14), (mask.shape[1] - 15, mask.shape[0] - 15), (1.0,), max(3, DOTS // 3))
    return mask


def worn_f(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: leaning hands, patchy pads, oily ink; else None."""
    h, w = mask.shape
    if how == "lean":
        y, x = np.mgrid[:h, :w].astype(np.float32)
        a = rng.uniform(0, 2 * math.pi)
        slope = (x / w - 0.5) * math.cos(a) + (y / h - 0.5) * math.sin(a)
        press = np.clip(0.82 + slope * 0.75, 0.34, 1)
        grain = np.clip(0.75 + 0.4 * seals._cloud(rng, mask.shape, 110), 0, 1)
        return np.asarray(np.clip(cv2.GaussianBlur(mask, (0, 0), 1.4) * press * grain, 0, 1), np.float32)
    if how == "patchy":
        holes = np.clip(2.6 * seals._cloud(rng, mask.shape, 14) - 0.15, 0.12, 1)
        grain = np.clip(0.7 + 0.5 * seals._cloud(rng, mask.shape, 160), 0, 1)
        return np.asarray(np.clip(cv2.GaussianBlur(mask, (0, 0), 1.2) * holes * grain, 0, 1), np.float32)
    if how == "oily":
        halo = 0.16 * cv2.GaussianBlur(mask, (0, 0), 11)
        core = cv2.GaussianBlur(cv2.dilate(mask, np.ones((3, 3), np.uint8)), (0, 0), 2.2)
        return np.asarray(np.clip(np.maximum(core, halo), 0, 1), np.float32)
    return None
