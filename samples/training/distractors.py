"""What is taken for a stamp and is none: logos, emblems, faces, codes, pen marks, printed boxes. Drawn into BGR."""

from __future__ import annotations

import math
import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.training import lettering, words
from samples.training.lettering import Mask
from samples.training.stamps import star

Image = NDArray[Any]
Colour = tuple[int, int, int]


def red(rng: random.Random) -> Colour:
    return rng.randint(20, 90), rng.randint(20, 80), rng.randint(175, 240)


def any_colour(rng: random.Random) -> Colour:
    chosen = rng.random()
    if chosen < 0.4:
        return red(rng)
    if chosen < 0.65:
        return rng.randint(120, 220), rng.randint(60, 140), rng.randint(10, 80)
    if chosen < 0.8:
        return rng.randint(40, 120), rng.randint(120, 170), rng.randint(20, 80)
    grey = rng.randint(20, 110)
    return grey, grey, grey


def blend(page: Image, mask: Mask, colour: Colour, x: float, y: float, amount: float = 1.0) -> None:
    """Flat print of `mask` (float32) with its top left corner at (x, y)."""
    x0, y0 = max(0, int(x)), max(0, int(y))
    dx, dy = x0 - int(x), y0 - int(y)
    view = page[y0 : max(y0, int(y) + mask.shape[0]), x0 : max(x0, int(x) + mask.shape[1])]
    if view.size == 0:
        return
    part = mask[dy : dy + view.shape[0], dx : dx + view.shape[1], None] * amount
    view[:] = (view * (1 - part) + np.array(colour, np.float32) * part).astype(np.uint8)


def logo(rng: random.Random) -> Mask:
    """A hospital's round emblem: text around a cross or a picture; half of them are solid."""
    side = 200
    mask = np.zeros((side, side), np.float32)
    face, c = lettering.any_face(rng), side // 2
    solid = rng.random() < 0.5
    cv2.circle(mask, (c, c), c - 6, (1.0,), -1 if solid else rng.randint(2, 9), cv2.LINE_AA)
    over = np.zeros_like(mask)
    if rng.random() < 0.75:
        name = words.hospital(rng)
        lettering.arc(over, name, face, axes=(side * 0.4, side * 0.4), size=side * 0.11, span=min(220, 22 * len(name)))
    if rng.random() < 0.6:
        text = words.latin(rng)
        axes = (side * 0.4, side * 0.4)
        lettering.arc(over, text, face, axes=axes, size=side * 0.08, span=min(150.0, 9.0 * len(text)), below=True)
    r = int(side * rng.uniform(0.26, 0.34))
    cv2.circle(over, (c, c), r, (1.0,), rng.choice((2, 3, -1)), cv2.LINE_AA)
    inner = np.zeros_like(mask)
    chosen = rng.random()
    if chosen < 0.4:
        t, reach = rng.randint(10, 24), int(0.7 * r)
        cv2.rectangle(inner, (c - t, c - reach), (c + t, c + reach), (1.0,), -1)
        cv2.rectangle(inner, (c - reach, c - t), (c + reach, c + t), (1.0,), -1)
    elif chosen < 0.5:
        star(inner, c, c, 0.6 * r)
    elif chosen < 0.75:
        for _ in range(rng.randint(2, 5)):
            start = rng.randint(0, 360)
            cv2.ellipse(
                inner,
                (c + rng.randint(-15, 15), c + rng.randint(-15, 15)),
                (rng.randint(8, r), rng.randint(8, r)),
                start,
                0,
                rng.randint(90, 270),
                (1.0,),
                rng.randint(4, 12),
                cv2.LINE_AA,
            )
        inner[(over == 0) & (cv2.circle(np.zeros_like(mask), (c, c), r, (1.0,), -1) == 0)] = 0
    else:
        points = [(c + rng.uniform(-0.9, 0.9) * r, c + rng.uniform(-0.9, 0.9) * r) for _ in range(rng.randint(3, 9))]
        cv2.fillPoly(inner, [np.array(points, np.int32)], (1.0,))
    over = np.abs(over - inner)
    return np.asarray(np.abs(mask - over) if solid else np.maximum(mask, over))


def put_logo(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    size = max(12, int(rng.uniform(9, 26) * k))
    mask = np.asarray(cv2.resize(logo(rng), (size, size), interpolation=cv2.INTER_AREA))
    blend(page, mask, any_colour(rng), x, y, rng.uniform(0.6, 1))


def _put_cross(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    z, xi, yi = int(rng.uniform(3, 9) * k), int(x), int(y)
    t, colour = max(2, z // 3), any_colour(rng)
    if rng.random() < 0.3:
        cv2.circle(page, (xi, yi), int(1.5 * z), colour, rng.choice((2, 3, -1)), cv2.LINE_AA)
        colour = (250, 250, 250) if rng.random() < 0.5 else colour
    cv2.rectangle(page, (xi - z, yi - t), (xi + z, yi + t), colour, -1)
    cv2.rectangle(page, (xi - t, yi - z), (xi + t, yi + z), colour, -1)


def put_emblem(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    """A state emblem: a red disc in a wreath, small stars and a gate."""
    side, c = 120, 60
    picture = np.zeros((side, side, 4), np.uint8)
    gold = (rng.randint(20, 80), rng.randint(140, 200), rng.randint(190, 240))
    disc = (rng.randint(30, 80), rng.randint(20, 70), rng.randint(180, 225))
    gold = gold if rng.random() < 0.5 else (rng.randint(40, 90), rng.randint(40, 90), rng.randint(190, 230))
    for t in range(0, 360, 9):
        at = (int(c + 48 * math.cos(math.radians(t))), int(c + 48 * math.sin(math.radians(t))))
        cv2.ellipse(picture, at, (9, 4), t + 60, 0, 360, (*gold, 255), -1, cv2.LINE_AA)
    cv2.circle(picture, (c, c - 4), 42, (*disc, 255), -1, cv2.LINE_AA)
    fine = np.zeros((side, side), np.float32)
    star(fine, c, c - 24, 9)
    for t in (-60, -25, 25, 60):
        star(fine, c + 24 * math.sin(math.radians(t)), c - 22 + 16 * (1 - abs(t) / 90) * 0.8, 4)
    cv2.rectangle(fine, (c - 26, c + 8), (c + 26, c + 18), (1.0,), -1)
    cv2.ellipse(fine, (c, c + 38), (10, 10), 0, 0, 360, (1.0,), 3)
    picture[fine > 0.5, :3] = gold
    picture[fine > 0.5, 3] = 255
    size = max(10, int(rng.uniform(12, 22) * k))
    small = cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA)
    view = page[int(y) : int(y) + size, int(x) : int(x) + size]
    if view.size:
        part = small[: view.shape[0], : view.shape[1]]
        alpha = part[..., 3:] / 255.0
        view[:] = (view * (1 - alpha) + part[..., :3] * alpha).astype(np.uint8)


def put_face(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    xi, yi, w = int(x), int(y), int(rng.uniform(16, 34) * k)
    h = int(w * 1.3)
    ground = rng.choice(((230, 230, 230), (60, 60, 210), (210, 130, 60), (180, 140, 60), (245, 245, 250)))
    cv2.rectangle(page, (xi, yi), (xi + w, yi + h), ground, -1)
    skin = (rng.randint(90, 170), rng.randint(130, 195), rng.randint(190, 240))
    cloth = (rng.randint(20, 230), rng.randint(20, 230), rng.randint(20, 230))
    cv2.ellipse(page, (xi + w // 2, yi + h), (w // 2, h // 3), 0, 180, 360, cloth, -1)
    cv2.ellipse(page, (xi + w // 2, yi + int(h * 0.42)), (w // 4, h // 4), 0, 0, 360, skin, -1)
    hair = (rng.randint(10, 60),) * 3
    cv2.ellipse(page, (xi + w // 2, yi + int(h * 0.33)), (w // 4, h // 6), 0, 180, 360, hair, -1)
    for side in (-1, 1):
        cv2.circle(page, (xi + w // 2 + side * w // 10, yi + int(h * 0.42)), max(1, w // 36), hair, -1)
    cv2.ellipse(page, (xi + w // 2, yi + int(h * 0.54)), (w // 14, h // 60 + 1), 0, 0, 180, (60, 60, 190), -1)


def _put_code(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    dots = np.random.default_rng(rng.getrandbits(32))
    colour = np.array(rng.choice(((20, 20, 20), (20, 20, 20), (120, 60, 20), (40, 40, 180))), np.float32)
    if rng.random() < 0.5:
        cells = rng.randint(21, 37)
        code = dots.integers(0, 2, (cells, cells)).astype(np.uint8)
        for cy, cx in ((0, 0), (0, cells - 7), (cells - 7, 0)):
            code[cy : cy + 7, cx : cx + 7] = 1
            code[cy + 1 : cy + 6, cx + 1 : cx + 6] = 0
            code[cy + 2 : cy + 5, cx + 2 : cx + 5] = 1
        size = (int(rng.uniform(12, 30) * k),) * 2
    else:
        code = np.repeat(dots.integers(0, 2, rng.randint(40, 90)), 2)[None].astype(np.uint8)
        size = (int(rng.uniform(25, 60) * k), int(rng.uniform(6, 13) * k))
    view = page[int(y) : int(y) + size[1], int(x) : int(x) + size[0]]
    if view.size:
        part = cv2.resize(code, size, interpolation=cv2.INTER_NEAREST)[: view.shape[0], : view.shape[1], None]
        view[:] = np.where(part > 0, colour, 250).astype(np.uint8)


def _put_scribble(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    """Handwriting, ticks, crossings-out, arrows, underlines and circles of a pen."""
    colour = red(rng) if rng.random() < 0.5 else rng.choice(((40, 40, 40), (170, 70, 30), (130, 40, 60)))
    thick = max(1, round(rng.uniform(0.25, 0.8) * k))
    chosen = rng.random()
    if chosen < 0.4:
        n = rng.randint(6, 34)
        w, h = rng.uniform(10, 40) * k, rng.uniform(3, 9) * k
        steps = np.array([(rng.uniform(-0.2, 1) * w / n * 1.6, rng.uniform(-1, 1) * h * 0.5) for _ in range(n)])
        points = np.cumsum(steps, 0)
        points[:, 1] -= points[:, 1].mean()
        smooth = cv2.resize(points.astype(np.float32), (2, n * 4), interpolation=cv2.INTER_CUBIC)
        cv2.polylines(page, [(smooth + np.array([x, y])).astype(np.int32)], False, colour, thick, cv2.LINE_AA)
    elif chosen < 0.75:
        axes = (int(rng.uniform(4, 30) * k), int(rng.uniform(3, 14) * k))
        turns = rng.choice((1, 1, 2))
        for _ in range(turns):
            at = (int(x + rng.uniform(-1, 1) * k), int(y + rng.uniform(-1, 1) * k))
            cv2.ellipse(
                page, at, axes, rng.uniform(-20, 20), rng.randint(0, 50), rng.randint(320, 390), colour, thick, 16
            )
    elif chosen < 0.88:
        z = rng.uniform(4, 14) * k
        points = np.array([(x, y), (x + 0.35 * z, y + 0.4 * z), (x + z, y - 0.6 * z)])
        cv2.polylines(page, [points.astype(np.int32)], False, colour, thick, cv2.LINE_AA)
    else:
        z = rng.uniform(10, 50) * k
        end = (int(x + z), int(y + rng.uniform(-0.4, 0.4) * z))
        (cv2.arrowedLine if rng.random() < 0.5 else cv2.line)(page, (int(x), int(y)), end, colour, thick)


def _put_printed(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    """Printed, not stamped: a boxed note, a button of a screen, a marker's stripe, a red number, a heading."""
    text = rng.choice((words.note, words.purpose, words.hospital))(rng)
    size = rng.uniform(3, 7) * k
    mask = lettering.text_mask(text, lettering.any_face(rng), size)
    h, w = mask.shape
    xi, yi, edge = int(x), int(y), max(2, int(0.3 * size))
    chosen = rng.random()
    if chosen < 0.3:  # black on a black box, as forms print it
        ink = (rng.randint(10, 60),) * 3
        cv2.rectangle(page, (xi - edge, yi - edge), (xi + w + edge, yi + h + edge), ink, rng.randint(1, 2))
        blend(page, mask, ink, x, y)
    elif chosen < 0.5:
        ground = any_colour(rng)
        cv2.rectangle(page, (xi - edge, yi - edge), (xi + w + edge, yi + h + edge), ground, -1)
        blend(page, mask, (255, 255, 255), x, y)
    elif chosen < 0.6:
        pale = rng.choice(((120, 255, 255), (200, 180, 255), (230, 220, 170), (180, 180, 240), (190, 240, 190)))
        view = page[yi : yi + int(rng.uniform(4, 15) * k), xi : xi + int(rng.uniform(15, 90) * k)]
        view[:] = np.minimum(view, np.array(pale, np.uint8))
    elif chosen < 0.75:
        number = lettering.text_mask("No " + words.digits(rng, rng.randint(6, 12)), lettering.any_face(rng), 0.8 * size)
        blend(page, number, red(rng), x, y)
    else:
        blend(page, mask, red(rng), x, y)


def _put_grid(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    """Coloured tables, charts, millimetre paper with a curve."""
    w, h, step = int(rng.uniform(25, 90) * k), int(rng.uniform(12, 50) * k), max(2, int(rng.uniform(1, 9) * k))
    colour = red(rng) if rng.random() < 0.7 else any_colour(rng)
    pale = rng.uniform(0, 0.75)
    line = tuple(int(c + (255 - c) * pale) for c in colour)
    xi, yi = int(x), int(y)
    for gx in range(xi, xi + w + 1, step):
        cv2.line(page, (gx, yi), (gx, yi + h), line, 1)
    for gy in range(yi, yi + h + 1, step):
        cv2.line(page, (xi, gy), (xi + w, gy), line, 1)
    chosen = rng.random()
    if chosen < 0.4:
        noise = np.random.default_rng(rng.getrandbits(32)).normal(0, 0.12, w // 2)
        spikes = np.where(np.arange(w // 2) % rng.randint(12, 40) == 0, -0.6, 0)
        points = np.stack([xi + 2 * np.arange(w // 2), yi + h * (0.5 + 0.4 * (noise * 0.4 + spikes))], 1)
        cv2.polylines(page, [points.astype(np.int32)], False, (40, 40, 40), 1, cv2.LINE_AA)
    elif chosen < 0.6:
        for i in range(rng.randint(3, 8)):
            top = int(yi + h * rng.uniform(0.1, 0.9))
            cv2.rectangle(page, (xi + 2 * i * step, top), (xi + (2 * i + 1) * step, yi + h), any_colour(rng), -1)


HANDS: list[Mask] = []
"""Lines of handwriting (samples.training.handwriting), where there are any."""


def _put_hand(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    """A note, a name or a date by pen."""
    if not HANDS:
        return
    mask = rng.choice(HANDS)
    scale = rng.uniform(3.5, 10) * k / mask.shape[0]
    mask = np.asarray(cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    pens = ((40, 35, 35), (60, 50, 45), (150, 60, 25), (190, 80, 30), (110, 50, 30))
    blend(page, mask, red(rng) if rng.random() < 0.12 else rng.choice(pens), x, y, rng.uniform(0.7, 1))


_ALL = (
    (_put_hand, 22),
    (put_logo, 24),
    (_put_cross, 6),
    (put_emblem, 7),
    (put_face, 8),
    (_put_code, 9),
    (_put_scribble, 26),
    (_put_printed, 26),
    (_put_grid, 8),
)


def place(rng: random.Random, page: Image, k: float, x: float, y: float) -> None:
    """Any distractor at (x, y); `k` pixels to the millimetre."""
    draw = rng.choices([d for d, _ in _ALL], [w for _, w in _ALL])[0]
    draw(rng, page, k, x, y)
