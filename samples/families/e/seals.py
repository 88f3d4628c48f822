"""How the seals of the measuring family are cut: purposes along the lower rim or in two rows, rims of many sorts."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import seals
from samples.seals import DOTS, SealSpec

Mask = NDArray[Any]
FACES_E = ("BabelStone Han", "HanaMinA", "Noto Serif CJK SC:semibold", "BabelStone Han")


def draw_e(spec: SealSpec, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], like seals.draw_mask."""
    face = rng.choice(FACES_E)
    bold = rng.choice((1, 2, 2, 3))
    if spec.purpose == "personal_name":
        mask = seals._name_seal(spec, face, rng)
    elif spec.purpose == "fingerprint":
        return seals._fingerprint(rng)
    elif spec.shape in ("round", "oval"):
        mask = _ring(spec, face, rng)
    elif spec.shape == "line":
        mask = _line(spec, face, rng)
    else:
        mask = _tablet(spec, face, rng)
    return np.asarray(cv2.dilate(mask, np.ones((bold, bold), np.uint8)), np.float32)  # cut deep: strokes print broad


def _ring(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    width = (spec.width or rng.choice((36, 38, 40, 42))) * DOTS
    height = width if spec.shape == "round" else width * rng.choice((0.64, 0.68, 0.74))
    mask: Mask = np.zeros((int(height) + 24, int(width) + 24), np.float32)
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
    rim = max(4, int(DOTS * rng.uniform(0.55, 1.35)))
    cv2.ellipse(mask, ((cx, cy), (width - rim, height - rim), 0), (1.0,), rim, cv2.LINE_AA)
    if rng.random() < 0.25:
        gap = rim * 2 + DOTS * 1.1
        cv2.ellipse(mask, ((cx, cy), (width - gap, height - gap), 0), (1.0,), max(2, rim // 3), cv2.LINE_AA)
        rim = int(rim + DOTS * 0.6)
    below = bool(spec.purpose_text) and spec.shape == "round" and rng.random() < 0.3
    size = min(0.132 * width, 0.19 * height)
    reach = rim + size * 0.75
    axes = (width / 2 - reach, height / 2 - reach)
    span = min(205.0 if below else 262.0, len(spec.owner_text) * rng.uniform(21.0, 27.0))
    seals._arc(mask, spec.owner_text, face, axes=axes, size=size, span=span)
    if spec.star:
        seals._star(mask, min(width, height) * rng.uniform(0.14, 0.18), lift=height * 0.03)
    if below:
        seals._arc(
            mask, spec.purpose_text, face, axes=axes, size=size * 0.78, span=len(spec.purpose_text) * 15.0, below=True
        )
    elif spec.purpose_text:
        _middle(mask, spec, face, size=size, wide=(width, height), rng=rng)
    if spec.number.startswith("("):
        seals._row(mask, spec.number, face, cy=cy + height * 0.36, size=size * 0.6, room=width * 0.3)
    elif spec.number and not below:
        edge = rim + 0.045 * width
        inner = (width / 2 - edge, height / 2 - edge)
        seals._arc(mask, spec.number, face, axes=inner, size=0.052 * width, span=66, below=True)
    elif spec.number:
        seals._row(mask, spec.number, face, cy=cy + height * 0.22, size=size * 0.42, room=width * 0.5)
    return mask


def _middle(
    mask: Mask, spec: SealSpec, face: str, *, size: float, wide: tuple[float, float], rng: random.Random
) -> None:
    """The purpose across the middle, or in two rows where there is no star."""
    width, height = wide
    cy = mask.shape[0] / 2
    words = spec.purpose_text
    if not spec.star and spec.shape == "round" and len(words) >= 6 and rng.random() < 0.5:
        half = len(words) - 3 if words.endswith("专用章") else len(words) // 2
        for i, row in enumerate((words[:half], words[half:])):
            seals._row(mask, row, face, cy=cy + height * (0.02 + 0.17 * i), size=size * 0.9, room=width * 0.6)
        return
    drop = rng.uniform(0.23, 0.27) if spec.star else rng.uniform(0.06, 0.2)
    scale = 0.74 if len(words) > 6 else 0.9
    room = width * (0.6 if drop > 0.2 else 0.68)
    seals._row(mask, words, face, cy=cy + height * drop, size=size * scale, room=room)


def _line(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """One row, mostly without a border."""
    text = spec.owner_text + spec.purpose_text
    size = rng.uniform(4.6, 6.2) * DOTS
    mask: Mask = np.zeros((int(size * 1.6) + 24, int(size * len(text) * 1.1) + 24), np.float32)
    seals._row(mask, text, face, cy=mask.shape[0] / 2, size=size, room=mask.shape[1] - 24)
    if rng.random() < 0.3:
        cv2.rectangle(mask, (6, 6), (mask.shape[1] - 7, mask.shape[0] - 7), (1.0,), max(3, DOTS // 3))
    return mask


def _tablet(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """Rectangle or square: the owner in one row or two, the purpose below, perhaps a rule between."""
    owner = [spec.owner_text] if spec.owner_text else []
    if spec.shape == "square" and len(spec.owner_text) > 6:
        half = (len(spec.owner_text) + 1) // 2
        owner = [spec.owner_text[:half], spec.owner_text[half:]]
    rows = [*owner, *([spec.purpose_text] if spec.purpose_text else []), *([spec.number] if spec.number else [])]
    if spec.shape == "square" and len(spec.purpose_text) > 6:
        cut = spec.purpose_text.removesuffix("专用章")
        rows = [*owner, cut, spec.purpose_text[len(cut) :] or cut[-2:]]
    width = (spec.width or (30 if spec.shape == "square" else rng.choice((44, 50, 56)))) * DOTS
    height = width if spec.shape == "square" else width * (0.14 + 0.145 * len(rows))
    mask: Mask = np.zeros((int(height) + 24, int(width) + 24), np.float32)
    border = max(4, int(DOTS * rng.uniform(0.4, 1.0)))
    cv2.rectangle(mask, (12, 12), (12 + int(width), 12 + int(height)), (1.0,), border)
    if rng.random() < 0.3:
        cv2.rectangle(mask, (22, 22), (2 + int(width), 2 + int(height)), (1.0,), 2)
    step = height / (len(rows) + 0.25)
    for i, row in enumerate(rows):
        size = min(step * 0.7, width * 0.86 / len(row) * 1.4)
        middle = 12 + height / 2 + (i - (len(rows) - 1) / 2) * step
        seals._row(mask, row, face, cy=middle, size=size, room=width * 0.84)
    return mask


def worn_e(mask: Mask, how: str, rng: random.Random) -> Mask | None:
    """States of ink that this family adds: dry pads leave speckles, heavy ones blots, pale ones little; else None."""
    if how == "dry":
        speckle = np.clip(seals._cloud(rng, mask.shape, 200) * 1.5 + 0.1, 0, 1)
        fade = np.clip(0.55 + 0.6 * seals._cloud(rng, mask.shape, 4), 0, 1)
        return np.asarray(np.clip(cv2.GaussianBlur(mask, (0, 0), 1.3) * speckle * fade, 0, 1), np.float32)
    if how == "pale":
        grain = np.clip(0.7 + 0.5 * seals._cloud(rng, mask.shape, 90), 0, 1)
        return np.asarray(np.clip(cv2.GaussianBlur(mask, (0, 0), 1.5) * grain * 0.6, 0, 1), np.float32)
    if how == "heavy":
        fat = cv2.dilate(mask, np.ones((3, 3), np.uint8))
        blot = np.clip(0.8 + 0.3 * seals._cloud(rng, mask.shape, 8), 0, 1)
        return np.asarray(np.clip(cv2.GaussianBlur(fat, (0, 0), 1.7) * blot * 1.12, 0, 1), np.float32)
    return None
