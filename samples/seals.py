"""Seals as ink: drawn as masks at high resolution, worn by use, pressed onto a sheet like ink onto paper."""

from __future__ import annotations

import base64
import functools
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

from samples import faces

Image = NDArray[np.uint8]
Mask = NDArray[Any]
DOTS = 12  # mask pixels per millimetre
INKS = {  # RGB
    "red": ((205, 30, 38), (218, 48, 40), (190, 24, 52)),
    "purple": ((120, 40, 150), (140, 50, 140)),
    "blue": ((30, 60, 170), (40, 80, 190)),
    "black": ((40, 40, 42), (70, 70, 70)),
}
FACES = {
    "a": ("Noto Serif CJK SC:bold", "Noto Sans CJK SC:bold", "AR PL UKai CN"),
    "b": ("AR PL UMing CN", "WenQuanYi Zen Hei", "Noto Serif CJK SC:regular"),
    "c": ("AR PL SungtiL GB", "AR PL KaitiM GB", "LXGW WenKai:bold", "Noto Sans CJK SC:medium"),
    "d": (
        "Noto Serif CJK SC:black",
        "BabelStone Han",
        "WenQuanYi Micro Hei",
        "Noto Sans CJK SC:light",
        "AR PL UMing CN",
    ),
}


@dataclass(frozen=True, slots=True)
class SealSpec:
    """A seal to press: what it says, how it looks, in which state."""

    shape: str  # SealShape value
    purpose: str  # SealPurpose value
    owner_text: str = ""  # whose, as printed on the arc or the first row
    purpose_text: str = ""
    number: str = ""
    owner: str = ""  # registry code, "" for persons and departments that name no hospital
    colour: str = "red"
    star: bool = False
    anchor: str = "seal"
    wear: str = "clear"  # clear, worn, faint, smeared, doubled, illegible
    offset: tuple[float, float] = (0.0, 0.0)  # millimetres from the anchor
    angle: float = 0.0  # degrees
    page: int = -1  # of its document; -1 the page that has the anchor
    width: float = 0.0  # millimetres, 0: the usual one of its shape
    status: str = "present"
    legible: bool = True

    @property
    def text(self) -> str:
        return " ".join(t for t in (self.owner_text, self.purpose_text, self.number) if t)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A seal on a sheet."""

    spec: SealSpec
    page: int  # 0-based within its document
    outline: NDArray[np.float32] = field(compare=False)  # (n, 2) sheet pixels


def _font(face: str, size: int, text: str) -> ImageFont.FreeTypeFont:
    """What sets a text in a face. Raises FaceError where it is not installed."""
    found = faces.holding(face, text)
    return _opened(found.file, size, found.index)


@functools.cache
def _opened(file: str, size: int, index: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size, index=index)


def _glyph(char: str, face: str, height: float, squeeze: float = 1.0) -> Mask:
    font = _font(face, max(8, round(height)), char)
    left, top, right, bottom = font.getbbox(char)
    canvas = Pil.new("L", (max(1, int(right - left)), max(1, int(bottom - top))))
    ImageDraw.Draw(canvas).text((-left, -top), char, fill=255, font=font)
    out = np.asarray(canvas, np.float32) / 255
    return np.asarray(cv2.resize(out, (max(2, int(out.shape[1] * squeeze)), out.shape[0])), np.float32)


def _put(mask: Mask, glyph: Mask, cx: float, cy: float, angle: float) -> None:
    h, w = glyph.shape
    turn = np.asarray(cv2.getRotationMatrix2D((w / 2, h / 2), -angle, 1), np.float64)
    turn[:, 2] += (cx - w / 2, cy - h / 2)
    np.maximum(mask, cv2.warpAffine(glyph, turn, (mask.shape[1], mask.shape[0])), out=mask)


def _arc(
    mask: Mask, text: str, face: str, *, axes: tuple[float, float], size: float, span: float, below: bool = False
) -> None:
    """Text along an ellipse around the mask's centre; `span` in degrees, characters upright outwards."""
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
    a, b = axes
    pitch = math.radians(span / max(1, len(text))) * (a + b) / 2
    for i, char in enumerate(text):
        theta = math.radians((i + 0.5) * span / len(text) - span / 2)
        if below:
            theta = math.pi - theta
        x, y = cx + a * math.sin(theta), cy - b * math.cos(theta)
        normal = math.degrees(math.atan2(math.sin(theta) / a, math.cos(theta) / b))
        _put(mask, _glyph(char, face, size, min(1.0, pitch * 0.92 / size)), x, y, normal + (180 if below else 0))


def _row(mask: Mask, text: str, face: str, *, cy: float, size: float, room: float) -> None:
    """Text centred on a line at height `cy`, squeezed into `room` pixels."""
    font = _font(face, max(8, round(size)), text)
    left, top, right, bottom = font.getbbox(text)
    canvas = Pil.new("L", (int(right - left) + 2, int(bottom - top) + 2))
    ImageDraw.Draw(canvas).text((1 - left, 1 - top), text, fill=255, font=font)
    glyphs = np.asarray(canvas, np.float32) / 255
    if glyphs.shape[1] > room:
        glyphs = np.asarray(cv2.resize(glyphs, (int(room), glyphs.shape[0]), interpolation=cv2.INTER_AREA), np.float32)
    _put(mask, glyphs, mask.shape[1] / 2, cy, 0)


def _star(mask: Mask, radius: float, lift: float = 0.0) -> None:
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2 - lift
    points = [
        (cx + r * math.sin(k * math.pi / 5), cy - r * math.cos(k * math.pi / 5))
        for k, r in enumerate([radius, radius * 0.382] * 5)
    ]
    cv2.fillPoly(mask, [np.array(points, np.int32)], 1.0, cv2.LINE_AA)  # type: ignore[call-overload]


def _ring(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """Round or oval: rim, name along the arc, star or purpose inside, number below."""
    width = (spec.width or rng.choice((38, 40, 40, 42))) * DOTS
    height = width if spec.shape == "round" else width * rng.choice((0.66, 0.7, 0.75))
    mask: Mask = np.zeros((int(height) + 24, int(width) + 24), np.float32)
    cx, cy = mask.shape[1] / 2, mask.shape[0] / 2
    rim = max(4, int(DOTS * rng.uniform(0.7, 1.2)))
    cv2.ellipse(mask, ((cx, cy), (width - rim, height - rim), 0), (1.0,), rim, cv2.LINE_AA)
    if rng.random() < 0.2:
        inner = rim * 3.2
        cv2.ellipse(mask, ((cx, cy), (width - inner, height - inner), 0), (1.0,), 3, cv2.LINE_AA)
        rim = int(rim * 1.8)
    size = min(0.135 * width, 0.19 * height)
    radius = rim + size * 0.72
    span = min(250.0, len(spec.owner_text) * 25.0)
    _arc(mask, spec.owner_text, face, axes=(width / 2 - radius, height / 2 - radius), size=size, span=span)
    if spec.star:
        _star(mask, min(width, height) * 0.16, lift=height * 0.03)
    if spec.purpose_text:
        drop = 0.24 if spec.star or rng.random() < 0.5 else 0.08
        drop_size = size * (0.72 if len(spec.purpose_text) > 6 else 0.85)
        _row(mask, spec.purpose_text, face, cy=cy + height * drop, size=drop_size, room=width * 0.66)
    if spec.number:
        edge = rim + 0.045 * width
        _arc(
            mask,
            spec.number,
            face,
            axes=(width / 2 - edge, height / 2 - edge),
            size=0.055 * width,
            span=70,
            below=True,
        )
    return mask


def _rectangle(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    rows = [t for t in (spec.owner_text, spec.purpose_text, spec.number) if t]
    width = (spec.width or (30 if spec.shape == "square" else rng.choice((46, 52, 56)))) * DOTS
    height = width if spec.shape == "square" else width * (0.17 + 0.14 * len(rows))
    mask: Mask = np.zeros((int(height) + 24, int(width) + 24), np.float32)
    border = max(4, int(DOTS * rng.uniform(0.5, 0.9)))
    cv2.rectangle(mask, (12, 12), (12 + int(width), 12 + int(height)), (1.0,), border)
    step = height / (len(rows) + 0.2)
    for i, row in enumerate(rows):
        size = min(step * 0.68, width * 0.86 / len(row) * 1.5)
        middle = 12 + height / 2 + (i - (len(rows) - 1) / 2) * step
        _row(mask, row, face, cy=middle, size=size, room=width * 0.87)
    return mask


def _line(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    text = spec.owner_text + spec.purpose_text
    size = rng.uniform(4.2, 5.4) * DOTS
    width = size * len(text) * 1.08
    mask: Mask = np.zeros((int(size * 1.5) + 24, int(width) + 24), np.float32)
    _row(mask, text, face, cy=mask.shape[0] / 2, size=size, room=width)
    if rng.random() < 0.5:
        cv2.rectangle(mask, (6, 6), (mask.shape[1] - 7, mask.shape[0] - 7), (1.0,), max(3, DOTS // 3))
    return mask


def _name_seal(spec: SealSpec, face: str, rng: random.Random) -> Mask:
    """A physician's name seal: square of four characters, or a small upright or flat rectangle."""
    name = spec.owner_text
    if rng.random() < 0.5 and len(name) <= 3:
        chars = (name + "印")[:4] if len(name) == 3 else name + "之印"
        side = 12 * DOTS
        mask: Mask = np.zeros((side + 24, side + 24), np.float32)
        cv2.rectangle(mask, (12, 12), (12 + side, 12 + side), (1.0,), DOTS // 2)
        for char, (x, y) in zip(chars, ((0.73, 0.27), (0.73, 0.73), (0.27, 0.27), (0.27, 0.73)), strict=False):
            _put(mask, _glyph(char, face, side * 0.4), 12 + x * side, 12 + y * side, 0)
        return mask
    size = 5.2 * DOTS
    mask = np.zeros((int(size * 1.5) + 24, int(size * len(name) * 1.1 + size * 0.6) + 24), np.float32)
    _row(mask, name, face, cy=mask.shape[0] / 2, size=size, room=mask.shape[1] - 30)
    cv2.rectangle(mask, (10, 10), (mask.shape[1] - 11, mask.shape[0] - 11), (1.0,), DOTS // 2)
    return mask


def _fingerprint(rng: random.Random) -> Mask:
    h, w = 17 * DOTS, 13 * DOTS
    y, x = np.mgrid[: h + 24, : w + 24].astype(np.float32)
    cx, cy = w * rng.uniform(0.45, 0.6) + 12, h * rng.uniform(0.5, 0.65) + 12
    noise = cv2.resize(_noise(rng, 5, 5), (w + 24, h + 24), interpolation=cv2.INTER_CUBIC)
    ridges = 0.5 + 0.5 * np.sin((np.hypot(x - cx, (y - cy) * 0.8) + 26 * noise) * 0.62)
    inside = (((x - w / 2 - 12) / (w / 2)) ** 2 + ((y - h / 2 - 12) / (h / 2)) ** 2) < 1
    return np.asarray(np.clip(ridges * 1.6 - 0.4, 0, 1) * inside, np.float32)


def _noise(rng: random.Random, h: int, w: int) -> Mask:
    return np.random.default_rng(rng.getrandbits(64)).random((h, w), np.float32)


def _cloud(rng: random.Random, shape: tuple[int, ...], cells: int) -> Mask:
    out = cv2.resize(_noise(rng, cells, cells), (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(out, 0, 1), np.float32)


def _maker(family: str) -> Callable[[SealSpec, random.Random], Mask] | None:
    """Who cuts a family's seals; None: this module."""
    from samples.families.e.seals import draw_e  # noqa: PLC0415
    from samples.families.f.seals import draw_f  # noqa: PLC0415
    from samples.families.g.seals import draw_g  # noqa: PLC0415 - they need this module
    from samples.families.h.seals import draw_h  # noqa: PLC0415
    from samples.families.i.seals import draw_i  # noqa: PLC0415
    from samples.families.k.seals import draw_k  # noqa: PLC0415
    from samples.families.l.seals import draw_l  # noqa: PLC0415
    from samples.families.m.seals import draw_m  # noqa: PLC0415
    from samples.families.n.seals import draw_n  # noqa: PLC0415
    from samples.families.o.seals import draw_o  # noqa: PLC0415
    from samples.families.p.seals import draw_p  # noqa: PLC0415
    from samples.families.q.seals import draw_q  # noqa: PLC0415
    from samples.families.r.seals import draw_r  # noqa: PLC0415
    from samples.families.s.seals import draw_s  # noqa: PLC0415
    from samples.families.t.seals import draw_t  # noqa: PLC0415

    early = {"e": draw_e, "f": draw_f, "g": draw_g, "h": draw_h, "i": draw_i, "j": draw_h}
    later = {"k": draw_k, "l": draw_l, "m": draw_m, "n": draw_n, "o": draw_o, "p": draw_p, "q": draw_q}
    later |= {"r": draw_r, "s": draw_s, "t": draw_t}
    return (early | later).get(family)


def draw_mask(spec: SealSpec, family: str, rng: random.Random) -> Mask:
    """The seal as ink coverage in [0, 1], DOTS pixels to the millimetre, 12 pixels of margin."""
    maker = _maker(family)
    if maker is not None:
        return maker(spec, rng)
    face = rng.choice(FACES[family])
    if spec.purpose == "personal_name":
        return _name_seal(spec, face, rng)
    if spec.purpose == "fingerprint":
        return _fingerprint(rng)
    if spec.shape in ("round", "oval"):
        return _ring(spec, face, rng)
    return _line(spec, face, rng) if spec.shape == "line" else _rectangle(spec, face, rng)


def wear(mask: Mask, how: str, rng: random.Random) -> Mask:
    """Ink as it comes off a real seal in the state `how`."""
    from samples.families.e.seals import worn_e  # noqa: PLC0415
    from samples.families.f.seals import worn_f  # noqa: PLC0415
    from samples.families.g.seals import worn_g  # noqa: PLC0415 - they need this module
    from samples.families.h.seals import worn_h  # noqa: PLC0415
    from samples.families.i.seals import worn_i  # noqa: PLC0415
    from samples.families.k.seals import worn_k  # noqa: PLC0415
    from samples.families.l.seals import worn_l  # noqa: PLC0415
    from samples.families.m.seals import worn_m  # noqa: PLC0415
    from samples.families.n.seals import worn_n  # noqa: PLC0415
    from samples.families.o.seals import worn_o  # noqa: PLC0415
    from samples.families.p.seals import worn_p  # noqa: PLC0415
    from samples.families.q.seals import worn_q  # noqa: PLC0415
    from samples.families.r.seals import worn_r  # noqa: PLC0415
    from samples.families.s.seals import worn_s  # noqa: PLC0415
    from samples.families.t.seals import worn_t  # noqa: PLC0415

    early = (worn_f, worn_g, worn_e, worn_h, worn_i, worn_k, worn_l)
    for worn in (*early, worn_m, worn_n, worn_o, worn_p, worn_q, worn_r, worn_s, worn_t):
        other = worn(mask, how, rng)
        if other is not None:
            return other
    grain = np.clip(0.86 + (_cloud(rng, mask.shape, 120) - 0.5) * 0.7, 0, 1)
    blotch = np.clip(0.95 + (_cloud(rng, mask.shape, 6) - 0.5) * 0.35, 0, 1)
    out = cv2.GaussianBlur(mask, (0, 0), 1.6) * grain * blotch
    if how == "worn":
        out = out * np.clip(1.5 * _cloud(rng, mask.shape, 9) + 0.15, 0, 1)
    elif how == "faint":
        out = out * 0.42
    elif how == "smeared":
        kernel = np.zeros((41, 41), np.float32)
        cv2.line(kernel, (12, 16), (28, 24), (1.0,), 3)
        out = np.maximum(out * 0.7, cv2.filter2D(out, -1, kernel / kernel.sum()))
    elif how == "doubled":
        out = np.maximum(out, 0.55 * np.roll(out, (9, 13), (0, 1)))
    elif how == "illegible":
        kernel = np.zeros((61, 61), np.float32)
        cv2.line(kernel, (8, 22), (52, 38), (1.0,), 5)
        out = np.asarray(cv2.filter2D(cv2.GaussianBlur(out, (0, 0), 11), -1, kernel / kernel.sum()), np.float32)
        out = out * np.clip(1.3 * _cloud(rng, mask.shape, 7) + 0.25, 0, 1) * 1.3
    return np.asarray(np.clip(out, 0, 1), np.float32)


def _placed(mask: Mask, spec: SealSpec, scale: float) -> tuple[Mask, NDArray[np.float32]]:
    """The mask turned and scaled to sheet pixels, and its outline around its own centre."""
    h, w = mask.shape
    turn = np.asarray(cv2.getRotationMatrix2D((w / 2, h / 2), spec.angle, scale), np.float64)
    side = int(math.hypot(w, h) * scale) + 4
    turn[:, 2] += (side / 2 - w / 2, side / 2 - h / 2)
    small = cv2.GaussianBlur(mask, (0, 0), 0.45 / scale) if scale < 0.8 else mask
    out = cv2.warpAffine(small, turn, (side, side), flags=cv2.INTER_LINEAR)
    pad = 11
    if spec.shape in ("round", "oval") or spec.purpose == "fingerprint":
        t = np.linspace(0, 2 * math.pi, 48, endpoint=False)
        local = np.stack([w / 2 + (w / 2 - pad) * np.cos(t), h / 2 + (h / 2 - pad) * np.sin(t)], 1)
    else:
        local = np.array([(pad, pad), (w - pad, pad), (w - pad, h - pad), (pad, h - pad)], np.float64)
    outline = local @ turn[:, :2].T + turn[:, 2] - side / 2
    return np.asarray(out, np.float32), outline.astype(np.float32)


def ink_of(spec: SealSpec, rng: random.Random, family: str = "a") -> tuple[int, int, int]:
    """RGB."""
    from samples.families.f.seals import INKS_F  # noqa: PLC0415
    from samples.families.g.seals import INKS as INKS_G  # noqa: PLC0415 - they need this module
    from samples.families.h.seals import INKS as INKS_H  # noqa: PLC0415
    from samples.families.i.seals import INKS as INKS_I  # noqa: PLC0415
    from samples.families.k.seals import INKS as INKS_K  # noqa: PLC0415
    from samples.families.l.seals import INKS as INKS_L  # noqa: PLC0415
    from samples.families.m.seals import INKS as INKS_M  # noqa: PLC0415
    from samples.families.n.seals import INKS as INKS_N  # noqa: PLC0415
    from samples.families.o.seals import INKS as INKS_O  # noqa: PLC0415
    from samples.families.p.seals import INKS as INKS_P  # noqa: PLC0415
    from samples.families.q.seals import INKS as INKS_Q  # noqa: PLC0415
    from samples.families.r.seals import INKS as INKS_R  # noqa: PLC0415
    from samples.families.s.seals import INKS as INKS_S  # noqa: PLC0415
    from samples.families.t.seals import INKS as INKS_T  # noqa: PLC0415

    later = {"f": INKS_F, "g": INKS_G, "h": INKS_H, "i": INKS_I, "j": INKS_H, "k": INKS_K}
    later |= {"l": INKS_L, "m": INKS_M, "n": INKS_N, "o": INKS_O, "p": INKS_P, "q": INKS_Q, "r": INKS_R}
    later |= {"s": INKS_S, "t": INKS_T}
    return rng.choice(later.get(family, INKS)[spec.colour])


def press(
    sheet: Image, spec: SealSpec, centre: tuple[float, float], px_per_mm: float, *, family: str, rng: random.Random
) -> tuple[Image, NDArray[np.float32]]:
    """Ink on paper: multiplies, so that text shows through. Returns the sheet (BGR) and the outline in its pixels."""
    mask, outline = _placed(wear(draw_mask(spec, family, rng), spec.wear, rng), spec, px_per_mm / DOTS)
    x0, y0 = round(centre[0] - mask.shape[1] / 2), round(centre[1] - mask.shape[0] / 2)
    h, w = sheet.shape[:2]
    left, top, right, bottom = max(0, x0), max(0, y0), min(w, x0 + mask.shape[1]), min(h, y0 + mask.shape[0])
    out = sheet.copy()
    if right > left and bottom > top:
        part = mask[top - y0 : bottom - y0, left - x0 : right - x0, None] * 0.93
        ink = np.array(ink_of(spec, rng, family)[::-1], np.float32) / 255
        under = out[top:bottom, left:right].astype(np.float32)
        out[top:bottom, left:right] = np.clip(under * (1 - part + part * ink), 0, 255).astype(np.uint8)
    return out, outline + np.array(centre, np.float32)


def picture(spec: SealSpec, family: str, rng: random.Random) -> tuple[str, float, float]:
    """An electronic seal as a PNG data URI, with its width and height in millimetres."""
    mask = draw_mask(spec, family, rng)
    red, green, blue = ink_of(spec, rng, family)
    rgba = np.zeros((*mask.shape, 4), np.uint8)
    rgba[..., :3] = (blue, green, red)
    rgba[..., 3] = (mask * 235).astype(np.uint8)
    rgba = np.asarray(cv2.resize(rgba, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    png = cv2.imencode(".png", rgba)[1].tobytes()
    return "data:image/png;base64," + base64.b64encode(png).decode(), mask.shape[1] / DOTS, mask.shape[0] / DOTS
