"""What happens to a sheet between the printer and the upload: scanners, copiers, fax machines, phones, screens.

Every capture keeps the homography from sheet pixels to the delivered picture, so that truth can follow the seals.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Float = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Shot:
    """A page as delivered."""

    image: Image  # BGR
    matrix: NDArray[np.float64]  # sheet pixels → picture pixels, 3x3
    capture: str  # digital scan photo photocopy fax screen
    rotation: int = 0  # degrees the content is turned clockwise
    quality: str = "good"
    jpeg: int = 70  # the quality it would be saved at
    grey: bool = False
    bilevel: bool = False
    seals_legible: bool = True
    bend: Callable[[Float], Float] | None = None  # sheet pixels (n, 2) → flat pixels, before the matrix: curled paper


def _rng(rng: random.Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(64))


def _cloud(rng: random.Random, h: int, w: int, cells: int) -> Float:
    """Smooth noise around 0, about [-0.5, 0.5]."""
    small = _rng(rng).random((cells, cells), np.float32)
    return np.asarray(cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC) - 0.5, np.float32)


def _resize(sheet: Image, scale: float) -> Image:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(sheet, None, fx=scale, fy=scale, interpolation=how), np.uint8)


def _grain(picture: Float, rng: random.Random, sigma: float) -> Float:
    noise = _rng(rng).normal(0, sigma, picture.shape[:2]).astype(np.float32)
    return np.asarray(picture + noise[..., None], np.float32)


def _u8(picture: Float) -> Image:
    return np.asarray(np.clip(picture, 0, 255), np.uint8)


def _skewed(sheet: Image, degrees: float, border: int) -> tuple[Image, NDArray[np.float64]]:
    h, w = sheet.shape[:2]
    turn = np.vstack([cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1.0), [0, 0, 1]])
    out = cv2.warpAffine(sheet, turn[:2], (w, h), flags=cv2.INTER_LINEAR, borderValue=(border,) * 3)
    return np.asarray(out, np.uint8), turn


def digital(sheet: Image, rng: random.Random, dpi: int = 130) -> Shot:
    """A screenshot or an export: no paper involved."""
    scale = dpi / 192
    return Shot(_resize(sheet, scale), np.diag([scale, scale, 1.0]), "digital", jpeg=80)


def scan(sheet: Image, rng: random.Random, dpi: int = 144) -> Shot:
    """A colour flatbed scan: slight skew, paper not quite white, a little noise."""
    scale = dpi / 192
    small = _resize(sheet, scale)
    tilted, turn = _skewed(small, rng.gauss(0, 0.5), rng.choice((255, 252, 245)))
    picture = tilted.astype(np.float32) * rng.uniform(0.955, 1.0) + rng.uniform(0, 4)
    picture *= np.array([rng.uniform(0.97, 1.0), 1.0, rng.uniform(0.985, 1.0)], np.float32)
    return Shot(_u8(_grain(picture, rng, 0.6)), turn @ np.diag([scale, scale, 1.0]), "scan", jpeg=rng.randint(44, 54))


def photocopy(sheet: Image, rng: random.Random, dpi: int = 130) -> Shot:
    """A copy: grey, harder contrast, specks, a dark edge; scanned."""
    scale = dpi / 192
    small = _resize(sheet, scale)
    tilted, turn = _skewed(small, rng.gauss(0, 0.7), 255)
    grey = cv2.cvtColor(tilted, cv2.COLOR_BGR2GRAY).astype(np.float32)
    grey = (grey - 128) * rng.uniform(1.15, 1.35) + rng.uniform(112, 128)
    h, w = grey.shape
    grey += _cloud(rng, h, w, 5) * 12
    gen = _rng(rng)
    for _ in range(rng.randint(10, 40)):
        x, y = int(gen.integers(0, w)), int(gen.integers(0, h))
        cv2.circle(grey, (x, y), rng.choice((0, 1, 1)), (rng.uniform(30, 150),), -1)
    if rng.random() < 0.5:
        edge = rng.randint(3, 9)
        grey[:, :edge] = np.minimum(grey[:, :edge], np.linspace(60, 220, edge))
    soft = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.5), np.float32)
    picture = _u8(np.repeat(soft[..., None], 3, 2))
    return Shot(picture, turn @ np.diag([scale, scale, 1.0]), "photocopy", jpeg=rng.randint(45, 58), grey=True)


def fax(sheet: Image, rng: random.Random) -> Shot:
    """Black and white at fine fax resolution, with line noise. Legible with reservations."""
    scale = 150 / 192
    small = _resize(sheet, scale)
    tilted, turn = _skewed(small, rng.gauss(0, 0.5), 255)
    grey = cv2.cvtColor(tilted, cv2.COLOR_BGR2GRAY).astype(np.float32)
    noise = np.asarray(_rng(rng).normal(0, 12, grey.shape), np.float32)
    grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.6), np.float32) + noise
    black = np.where(grey < rng.uniform(150, 175), 0, 255).astype(np.uint8)
    for _ in range(rng.randint(0, 2)):
        y = rng.randrange(black.shape[0])
        black[y : y + 1] = np.where(_rng(rng).random(black.shape[1]) < 0.5, 0, black[y : y + 1])
    picture = np.repeat(black[..., None], 3, 2)
    return Shot(picture, turn @ np.diag([scale, scale, 1.0]), "fax", quality="poor", grey=True, bilevel=True)


DESKS = ((96, 128, 168), (120, 150, 190), (70, 84, 104), (60, 58, 62), (170, 176, 180), (110, 120, 96), (150, 120, 90))


def _desk(rng: random.Random, h: int, w: int) -> Float:
    """A table top: base colour, grain, perhaps a pen or the edge of another thing. BGR."""
    base = np.array(rng.choice(DESKS), np.float32) * rng.uniform(0.8, 1.1)
    grain = _cloud(rng, h, w, 4) * 36 + cv2.resize(_cloud(rng, 40, 4, 40), (w, h))[:, :] * rng.uniform(0, 22)
    desk = base + grain[..., None]
    if rng.random() < 0.4:
        colour = tuple(rng.uniform(20, 230) for _ in "bgr")
        x, y = rng.uniform(0, w), rng.choice((rng.uniform(0, h * 0.06), rng.uniform(h * 0.94, h)))
        end = (int(x + rng.uniform(-0.4, 0.4) * w), int(y + rng.uniform(-0.03, 0.03) * h))
        cv2.line(desk, (int(x), int(y)), end, colour, max(6, w // 90), cv2.LINE_AA)
    return np.asarray(desk, np.float32)


def _corners(rng: random.Random, sheet: tuple[int, int], size: tuple[int, int], fill: float, tilt: float) -> Float:
    """Where the corners of a sheet (width, height) fall on a picture of `size`, seen from a little aside."""
    w, h = sheet
    width, height = size
    scale = min(width / w, height / h) * fill
    box = np.array([(-w, -h), (w, -h), (w, h), (-w, h)], np.float32) * scale / 2
    a = math.radians(rng.gauss(0, tilt))
    box = box @ np.array([(math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))], np.float32)
    lean = np.array(
        [[rng.uniform(-1, 1) * 0.022 * width, rng.uniform(-1, 1) * 0.022 * height] for _ in range(4)], np.float32
    )
    centre = np.array((width / 2 + rng.uniform(-0.01, 0.01) * width, height / 2 + rng.uniform(-0.01, 0.01) * height))
    return np.asarray(box + lean + centre, np.float32)


def photo(sheet: Image, rng: random.Random, long_side: int = 1760, harm: str = "") -> Shot:
    """A phone photo of the sheet on a desk. `harm`: "" none, "poor" soft and dim, "unreadable" hopeless, "glare"."""
    h, w = sheet.shape[:2]
    short = int(long_side * 0.75) if max(h, w) / min(h, w) < 1.5 else int(long_side * 0.66)
    width, height = (short, long_side) if h >= w else (long_side, short)
    corners = _corners(rng, (w, h), (width, height), rng.uniform(0.9, 0.97), 1.6)
    matrix = cv2.getPerspectiveTransform(np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32), corners)
    picture = _desk(rng, height, width)
    cover = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (width, height))
    shadow = cv2.GaussianBlur(np.roll(cover, (rng.randint(3, 9), rng.randint(-8, 8)), (0, 1)), (0, 0), 9)
    picture *= 1 - shadow[..., None].astype(np.float32) / 255 * rng.uniform(0.15, 0.45)
    reduce = math.sqrt(abs(np.linalg.det(matrix[:2, :2])))
    soft = cv2.GaussianBlur(sheet, (0, 0), max(0.3, 0.42 / max(reduce, 0.2)))
    flat = cv2.warpPerspective(soft, matrix, (width, height), flags=cv2.INTER_LINEAR).astype(np.float32)
    part = cv2.GaussianBlur(cover, (0, 0), 0.8)[..., None].astype(np.float32) / 255
    picture = picture * (1 - part) + flat * part * rng.uniform(0.9, 0.97)
    picture = _lit(picture, rng, harm)
    picture = _soft(picture, rng, harm)
    picture = _grain(np.asarray(picture, np.float32), rng, rng.uniform(0.5, 1.2) if not harm else rng.uniform(3, 7))
    quality = {"": "good", "glare": "poor", "poor": "poor", "unreadable": "unreadable"}[harm]
    return Shot(
        _u8(picture),
        np.asarray(matrix, np.float64),
        "photo",
        quality=quality,
        jpeg=rng.randint(40, 54) if not harm else 36,
    )


def _lit(picture: Float, rng: random.Random, harm: str) -> Float:
    """Uneven light, a colour cast, the photographer's shadow, perhaps a lamp's glare."""
    h, w = picture.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, w, dtype=np.float32), np.linspace(-1, 1, h, dtype=np.float32))
    a = rng.uniform(0, 2 * math.pi)
    light = rng.uniform(0.86, 0.97) + (x * math.cos(a) + y * math.sin(a)) * rng.uniform(0.02, 0.1)
    light = light + _cloud(rng, h, w, 3) * 0.1
    if rng.random() < 0.35:
        edge = x * math.cos(a + 1) + y * math.sin(a + 1)
        light = light * (1 - rng.uniform(0.12, 0.3) / (1 + np.exp((edge - rng.uniform(-0.4, 0.5)) * 14)))
    if harm == "poor":
        light = light * rng.uniform(0.6, 0.72)
    if harm == "unreadable":
        light = light * rng.uniform(0.35, 0.5)
    cast = np.array([rng.uniform(0.88, 1.03), rng.uniform(0.96, 1.01), rng.uniform(0.97, 1.05)], np.float32)
    picture = picture * light[..., None] * cast
    if harm == "glare":
        gx, gy = rng.uniform(-0.4, 0.4), rng.uniform(-0.3, 0.3)
        spot = np.exp(-(((x - gx) / 0.28) ** 2 + ((y - gy) / 0.2) ** 2) * 1.5)
        picture = picture + spot[..., None] * 330
    return np.asarray(picture, np.float32)


def _soft(picture: Float, rng: random.Random, harm: str) -> Float:
    if harm == "unreadable":
        kernel = np.zeros((31, 31), np.float32)
        cv2.line(kernel, (2, 9), (29, 22), (1.0,), 2)
        picture = np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.float32)
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), 5.0), np.float32)
    sigma = rng.uniform(1.2, 1.6) if harm == "poor" else rng.uniform(0.3, 0.6)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)


def screen(sheet: Image, rng: random.Random) -> Shot:
    """A photo of a monitor: fine stripes, bluish light, perspective, no desk."""
    h, w = sheet.shape[:2]
    long_side = 1480
    width, height = (int(w / h * long_side), long_side) if h >= w else (long_side, int(h / w * long_side))
    corners = _corners(rng, (w, h), (width, height), 0.985, 0.8)
    matrix = cv2.getPerspectiveTransform(np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32), corners)
    soft = cv2.GaussianBlur(sheet, (0, 0), 0.6)
    picture = cv2.warpPerspective(soft, matrix, (width, height), borderValue=(38, 34, 32)).astype(np.float32)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    phase = x * rng.uniform(0.75, 1.05) + y * rng.uniform(-0.25, 0.25) + 6 * np.sin(y / rng.uniform(90, 160))
    picture *= (1 + 0.035 * np.sin(phase))[..., None] * np.array([1.04, 0.99, 0.93], np.float32)
    picture *= (0.93 + _cloud(rng, height, width, 3) * 0.16)[..., None]
    picture = _grain(np.asarray(picture, np.float32), rng, 1.5)
    return Shot(_u8(picture), np.asarray(matrix, np.float64), "screen", jpeg=rng.randint(36, 44))


def turned(shot: Shot, degrees: int) -> Shot:
    """The picture as delivered turned clockwise by 90, 180 or 270 degrees."""
    h, w = shot.image.shape[:2]
    image = np.ascontiguousarray(np.rot90(shot.image, -degrees // 90))
    turn = {
        90: [[0, -1, h], [1, 0, 0], [0, 0, 1]],
        180: [[-1, 0, w], [0, -1, h], [0, 0, 1]],
        270: [[0, 1, 0], [-1, 0, w], [0, 0, 1]],
    }[degrees]
    matrix = np.array(turn, np.float64) @ shot.matrix
    return replace(shot, image=image, matrix=matrix, rotation=(shot.rotation + degrees) % 360)


def cropped(shot: Shot, left: float, top: float, right: float, bottom: float) -> Shot:
    """Cut to the given fractions of the picture: content runs over the edge."""
    h, w = shot.image.shape[:2]
    x0, y0, x1, y1 = int(left * w), int(top * h), int(right * w), int(bottom * h)
    move = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]], np.float64)
    image = np.ascontiguousarray(shot.image[y0:y1, x0:x1])
    return replace(shot, image=image, matrix=move @ shot.matrix)


def boxed(outline: Float, shot: Shot) -> tuple[list[float], float]:
    """An outline in sheet pixels → its box in fractions of the picture, and the share of it that is inside."""
    flat = shot.bend(outline) if shot.bend else outline
    points = cv2.perspectiveTransform(flat[None].astype(np.float64), shot.matrix)[0]
    h, w = shot.image.shape[:2]
    frame = np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32)
    shared, cut = cv2.intersectConvexConvex(cv2.convexHull(points.astype(np.float32)), frame)
    whole = cv2.contourArea(cv2.convexHull(points.astype(np.float32)))
    if cut is None or shared <= 0:
        return [0.0, 0.0, 0.0, 0.0], 0.0
    part = cut.reshape(-1, 2) / (w, h)
    low, high = np.clip(part.min(0), 0, 1), np.clip(part.max(0), 0, 1)
    return [round(float(v), 4) for v in (*low, *high)], float(shared / max(whole, 1e-6))
