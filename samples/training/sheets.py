"""Papers without a stamp: letterheads, running text, tables with and without rules, cards, receipts, pictures."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.training import distractors, lettering, words
from samples.training.distractors import Colour, Image

SIZES = {  # millimetres, weight
    "a4": (210, 297, 50),
    "landscape": (297, 210, 8),
    "half": (210, 148, 10),
    "invoice": (241, 140, 9),
    "receipt": (80, 190, 5),
    "card": (86, 54, 8),
    "picture": (160, 120, 6),
    "slip": (190, 100, 4),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page a stamp may be pressed onto."""

    image: NDArray[Any]  # BGR uint8
    scale: float  # pixels to the millimetre


def draw(rng: random.Random, long_side: int, photos: Sequence[Image] = ()) -> Sheet:
    kind = rng.choices(list(SIZES), [w for *_, w in SIZES.values()])[0]
    width, height, _ = SIZES[kind]
    k = long_side / max(width, height)
    if kind == "picture" and photos:
        return Sheet(_photo(rng, photos, long_side), k)
    page = np.empty((int(height * k), int(width * k), 3), np.uint8)
    page[:] = _paper(rng)
    if kind == "card":
        _card(rng, page, k)
    else:
        _letter(rng, page, k, kind)
    h, w = page.shape[:2]
    for _ in range(rng.choice((0, 1, 2, 4))):
        low = 0.25 if rng.random() < 0.5 else 1.0
        distractors.place(rng, page, k, rng.uniform(0.02, 0.85) * w, rng.uniform(0.02, 0.85 * low) * h)
    if photos and rng.random() < 0.12:
        patch = _photo(rng, photos, int(rng.uniform(30, 100) * k))
        y, x = int(rng.uniform(0.05, 0.6) * h), int(rng.uniform(0.05, 0.5) * w)
        view = page[y : y + patch.shape[0], x : x + patch.shape[1]]
        view[:] = patch[: view.shape[0], : view.shape[1]]
    if rng.random() < 0.05:
        side = int(rng.uniform(60, 110) * k)
        mark = np.asarray(cv2.resize(distractors.logo(rng), (side, side), interpolation=cv2.INTER_AREA))
        at = ((w - side) / 2, (h - side) / 2)
        distractors.blend(page, mark, distractors.any_colour(rng), *at, rng.uniform(0.06, 0.2))
    return Sheet(_on_desk(rng, page) if rng.random() < 0.2 else page, k * (0.85 if kind == "card" else 1))


def _paper(rng: random.Random) -> Colour:
    tints = ((215, 215, 255), (215, 255, 255), (220, 250, 220), (255, 240, 220), (210, 235, 250))
    base = (255, 255, 255) if rng.random() < 0.83 else rng.choice(tints)
    dim = rng.uniform(0.92, 1)
    return int(base[0] * dim), int(base[1] * dim), int(base[2] * dim)


def _photo(rng: random.Random, photos: Sequence[Image], side: int) -> Image:
    picture = rng.choice(photos)
    h, w = picture.shape[:2]
    cut = rng.uniform(0.4, 1)
    y, x = int(rng.uniform(0, 1 - cut) * h), int(rng.uniform(0, 1 - cut) * w)
    part = picture[y : y + max(8, int(cut * h)), x : x + max(8, int(cut * w))]
    if rng.random() < 0.5:
        part = part[:, ::-1]
    scale = side / max(part.shape[:2])
    return np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _text(page: Image, text: str, face: lettering.Face, size: float, x: float, y: float, colour: Colour) -> None:
    if text:
        distractors.blend(page, lettering.text_mask(text, face, size), colour, x, y)


def _card(rng: random.Random, page: Image, k: float) -> None:
    h, w = page.shape[:2]
    page[:] = [rng.randint(185, 245) for _ in "bgr"]
    yy, xx = np.mgrid[:h, :w]
    page[np.sin(yy / 2.5 + 3 * np.sin(xx / 12)) > 0.8] -= 14
    face, ink = lettering.any_face(rng), (30, 25, 20)
    if rng.random() < 0.5:
        for i, size in enumerate((0.12, 0.1)):
            _text(page, words.characters(rng, 7 - i), face, size * h, 0.34 * w, (0.12 + 0.2 * i) * h, ink)
        for i in range(2):
            _text(page, "签发机关 " + words.characters(rng, 8), face, 0.06 * h, 0.22 * w, (0.7 + 0.12 * i) * h, ink)
        distractors.put_emblem(rng, page, k, 0.05 * w, 0.08 * h)
    else:
        for i in range(5):
            line = words.characters(rng, 2) + " " + words.characters(rng, rng.randint(2, 11))
            _text(page, line, face, 0.06 * h, 0.08 * w, (0.1 + 0.14 * i) * h, (120, 70, 20) if i < 2 else ink)
        distractors.put_face(rng, page, 0.85 * k, 0.62 * w, 0.14 * h)


def _letter(rng: random.Random, page: Image, k: float, kind: str) -> None:
    h, w = page.shape[:2]
    ink: Colour = (rng.randint(0, 90),) * 3
    in_red = kind == "invoice" and rng.random() < 0.6
    rules = distractors.red(rng) if in_red else rng.choice((ink, ink, (120, 120, 120), (60, 110, 90)))
    y, margin = rng.uniform(5, 16) * k, rng.uniform(7, 24) * k
    if rng.random() < 0.85:
        y = _heading(rng, page, k, y, ink, in_red)
    face, size = lettering.any_face(rng), rng.uniform(2.7, 4.6) * k
    bottom = h - rng.uniform(4, 40 if h > 200 * k else 10) * k
    while y < bottom:
        chosen = rng.random()
        if chosen < 0.45 or kind == "receipt":
            y = _paragraph(rng, page, face, size, (margin, y, w - margin, bottom), ink)
        elif chosen < 0.85:
            y = _table(rng, page, face, size, (margin, y, w - margin, bottom), (ink, rules)) + rng.uniform(2, 8) * k
        else:
            y += rng.uniform(8, 45) * k
    if rng.random() < 0.5:
        foot = rng.choice(("医师签名：", "报告日期：", "（盖章）", "经办人", "审核者：", "单位盖章")) + words.day(rng)
        _text(page, foot, face, size, rng.uniform(0.4, 0.65) * w, h - rng.uniform(8, 30) * k, ink)


def _heading(rng: random.Random, page: Image, k: float, y: float, ink: Colour, in_red: bool) -> float:
    w = page.shape[1]
    titles = ("诊断证明书", "出院记录", "检验报告单", "门诊收费票据", "住院病案首页", "费用清单", "门诊病历")
    title = words.hospital(rng) + ("" if rng.random() < 0.5 else rng.choice(titles))
    size = min(rng.uniform(4.5, 10) * k, 0.8 * w / len(title))
    face = lettering.any_face(rng)
    colour = distractors.red(rng) if in_red or rng.random() < 0.28 else ink
    left = (w - size * len(title)) / 2 if rng.random() < 0.8 else 0.1 * w
    _text(page, title, face, size, left, y, colour)
    if rng.random() < 0.12:
        distractors.put_logo(rng, page, k, max(2.0, left - 22 * k), y - 3 * k)
    y += size * 1.5
    if rng.random() < 0.5:
        second = rng.choice(("诊 断 证 明 书", "出 院 小 结", "检验报告", "处方笺", words.characters(rng, 6)))
        small = size * rng.uniform(0.6, 0.95)
        _text(page, second, face, small, w / 2 - small * len(second) / 2.4, y, colour if rng.random() < 0.3 else ink)
        y += small * 1.6
    if rng.random() < 0.4:
        cv2.line(page, (int(0.06 * w), int(y)), (int(0.94 * w), int(y)), colour, rng.randint(1, 3))
        y += 3 * k
    return y


def _paragraph(
    rng: random.Random,
    page: Image,
    face: lettering.Face,
    size: float,
    room: tuple[float, float, float, float],
    ink: Colour,
) -> float:
    x0, y, x1, y1 = room
    for _ in range(rng.randint(1, 9)):
        if y > y1:
            break
        count = max(1, int((x1 - x0) / size * (1 if rng.random() < 0.6 else rng.uniform(0.2, 0.9))))
        if rng.random() < 0.7:
            text = words.characters(rng, count)
        else:
            pairs = (
                words.characters(rng, rng.randint(2, 5)) + "：" + words.digits(rng, 4) for _ in range(count // 9 + 1)
            )
            text = "  ".join(pairs)[:count]
        colour = ink if rng.random() < 0.94 else rng.choice((distractors.red(rng), (190, 60, 30)))
        _text(page, text, face, size, x0, y, colour)
        y += size * rng.uniform(1.3, 1.9)
    return y + rng.uniform(0, 2) * size


def _table(
    rng: random.Random,
    page: Image,
    face: lettering.Face,
    size: float,
    room: tuple[float, float, float, float],
    inks: tuple[Colour, Colour],
) -> float:
    x0, y0, x1, y1 = room
    rows, columns = rng.randint(2, 18), rng.randint(2, 8)
    step, grid, lab = size * rng.uniform(1.4, 2.2), rng.random() < 0.6, rng.random() < 0.4
    xs = [x0 + (x1 - x0) * i / columns for i in range(columns + 1)]
    ink, rule = inks
    y = y0
    for r in range(rows):
        if y + step > y1:
            break
        if grid or r < 2:
            cv2.line(page, (int(x0), int(y)), (int(x1), int(y)), rule, 1)
        for c in range(columns):
            text = words.characters(rng, rng.randint(1, 5)) if c % 3 == 0 else f"{rng.uniform(0, 300):.2f}"
            text = text[: max(1, int((xs[1] - xs[0]) / size))]
            high = lab and rng.random() < 0.1
            colour = distractors.red(rng) if high and rng.random() < 0.6 else ink
            _text(page, text, face, size, xs[c] + 3, y + 0.2 * step, colour)
            if high:
                _text(page, rng.choice("↑↓HL★*"), face, size, xs[c + 1] - size, y + 0.2 * step, colour)
        y += step
    if grid:
        for x in xs:
            cv2.line(page, (int(x), int(y0)), (int(x), int(y)), rule, 1)
    cv2.line(page, (int(x0), int(y)), (int(x1), int(y)), rule, 1)
    return y


def _on_desk(rng: random.Random, page: Image) -> Image:
    """The sheet on a desk of wood, cloth or metal with things lying about; not yet flattened."""
    h, w = page.shape[:2]
    dice = np.random.default_rng(rng.getrandbits(32))
    coarse = cv2.resize(dice.random((6, 6), np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    grain = cv2.resize(dice.random((rng.randint(4, 200), rng.randint(4, 200)), np.float32), (w, h))
    base = rng.choice(((60, 100, 150), (90, 130, 180), (200, 200, 200), (90, 90, 90), (50, 50, 60), (40, 60, 130)))
    tone = coarse * rng.uniform(0, 60) + (grain - 0.5) * rng.uniform(5, 40)
    desk = np.clip(np.array(base, np.float32) + tone[..., None], 0, 255).astype(np.uint8)
    for _ in range(rng.randint(0, 4)):
        colour, z = distractors.any_colour(rng), int(rng.uniform(15, 110))
        at = (int(rng.uniform(0, w)), int(rng.uniform(0, h)))
        if rng.random() < 0.5:
            cv2.circle(desk, at, z, colour, -1 if rng.random() < 0.6 else z // 5 + 1, cv2.LINE_AA)
        else:
            corners = cv2.boxPoints((at, (z, z * rng.uniform(0.4, 2.5)), rng.uniform(0, 90)))
            cv2.fillPoly(desk, [corners.astype(np.int32)], colour, cv2.LINE_AA)
    s, a = rng.uniform(0.6, 0.93), math.radians(rng.gauss(0, 5))
    turn = np.array([(math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))])
    corners = np.array([(-w, -h), (w, -h), (w, h), (-w, h)]) * s / 2 @ turn + (w / 2, h / 2)
    corners += [(rng.uniform(-0.04, 0.04) * w, rng.uniform(-0.04, 0.04) * h) for _ in range(4)]
    flat = np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    cv2.warpPerspective(page, matrix, (w, h), desk, cv2.INTER_AREA, cv2.BORDER_TRANSPARENT)
    return desk
