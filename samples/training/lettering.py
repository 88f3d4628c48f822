"""Characters as ink coverage: single glyphs, rows, and text along an arc. Masks are float32 in [0, 1]."""

from __future__ import annotations

import functools
import math
import random
import subprocess
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

Mask = NDArray[Any]
Face = tuple[str, int]


@functools.cache
def faces() -> tuple[Face, ...]:
    """Every installed face with Chinese characters, as (file, index)."""
    found = subprocess.run(
        ["fc-list", ":lang=zh-cn", "--format=%{file}|%{index}\\n"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    pairs = {(f, int(i) & 0xFFFF) for f, i in (line.split("|") for line in found.stdout.split("\n") if "|" in line)}
    return tuple(sorted(p for p in pairs if p[1] < 5))


@functools.cache
def _by_file() -> dict[str, tuple[Face, ...]]:
    return {file: tuple(f for f in faces() if f[0] == file) for file in sorted({f[0] for f in faces()})}


def any_face(rng: random.Random) -> Face:
    """Files of many faces come no more often than others."""
    return rng.choice(_by_file()[rng.choice(list(_by_file()))])


def able(face: Face, text: str, rng: random.Random) -> Face:
    """`face`, or another one where it lacks a character of `text`."""
    for _ in range(30):
        if all(has(face, char) for char in set(text)):
            return face
        face = any_face(rng)
    return face


@functools.lru_cache(maxsize=200_000)
def has(face: Face, char: str) -> bool:
    """Whether the face has a glyph of its own for `char`."""
    drawn = font(face, 24)
    return bool(drawn.getmask(char).getbbox()) and bytes(drawn.getmask(char)) != bytes(drawn.getmask("\U0010fffd"))


@functools.lru_cache(maxsize=512)
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face[0], size, index=face[1])


def text_mask(text: str, face: Face, size: float) -> Mask:
    """A row of text, tightly cut."""
    drawn = font(face, max(6, round(size)))
    left, top, right, bottom = drawn.getbbox(text)
    canvas = Pil.new("L", (max(2, int(right - left)), max(2, int(bottom - top))))
    ImageDraw.Draw(canvas).text((-left, -top), text, fill=255, font=drawn)
    return np.asarray(canvas, np.float32) / 255


def put(mask: Mask, glyph: Mask, cx: float, cy: float, angle: float = 0.0) -> None:
    """The glyph into the mask, centred at (cx, cy), turned clockwise by `angle` degrees."""
    h, w = glyph.shape
    turn = np.asarray(cv2.getRotationMatrix2D((w / 2, h / 2), -angle, 1), np.float64)
    turn[:, 2] += (cx - w / 2, cy - h / 2)
    np.maximum(mask, cv2.warpAffine(glyph, turn, (mask.shape[1], mask.shape[0])), out=mask)


def row(mask: Mask, text: str, face: Face, *, cx: float, cy: float, size: float, room: float) -> None:
    """A row centred at (cx, cy), squeezed into `room` pixels."""
    glyphs = text_mask(text, face, size)
    if glyphs.shape[1] > room:
        glyphs = np.asarray(cv2.resize(glyphs, (max(2, int(room)), glyphs.shape[0]), interpolation=cv2.INTER_AREA))
    put(mask, glyphs, cx, cy)


def arc(
    mask: Mask, text: str, face: Face, *, axes: tuple[float, float], size: float, span: float, below: bool = False
) -> None:
    """Text along an ellipse around the mask's centre, `span` degrees wide, characters upright outwards."""
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
    a, b = axes
    pitch = math.radians(span / max(1, len(text))) * (a + b) / 2
    for i, char in enumerate(text):
        theta = math.radians((i + 0.5) * span / len(text) - span / 2)
        if below:
            theta = math.pi - theta
        glyph = text_mask(char, face, size)
        squeeze = min(1.0, 0.92 * pitch / max(1, glyph.shape[1]))
        glyph = np.asarray(cv2.resize(glyph, (max(2, int(glyph.shape[1] * squeeze)), glyph.shape[0])))
        normal = math.degrees(math.atan2(math.sin(theta) / a, math.cos(theta) / b))
        put(mask, glyph, cx + a * math.sin(theta), cy - b * math.cos(theta), normal + (180 if below else 0))
