"""Pages and seals drawn without fonts: bars along the rim stand for characters."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.images import Upright

RED, BLUE, PURPLE, BLACK = (45, 35, 205), (190, 80, 40), (150, 50, 140), (40, 40, 40)


def page(width: int = 850, height: int = 1200, paper: int = 248) -> np.ndarray:
    """Paper with lines of black marks as text."""
    rng = np.random.default_rng(1)
    image = np.full((height, width, 3), paper, np.uint8)
    for y in range(90, height - 120, 34):
        x = 70
        while x < width - 90:
            for _ in range(3):
                a, b = rng.integers(0, 14, 2), rng.integers(0, 14, 2)
                start, end = (int(x + a[0]), int(y + a[1])), (int(x + b[0]), int(y + b[1]))
                cv2.line(image, start, end, BLACK, 2, cv2.LINE_AA)
            x += 17 if rng.random() > 0.12 else 70
    return np.clip(image + rng.normal(0, 3, (height, width, 1)), 0, 255).astype(np.uint8)


def stamp(image: np.ndarray, mask: np.ndarray, ink: tuple[int, int, int], alpha: float = 0.85) -> None:
    """Ink lies over print as a film."""
    share = (mask.astype(np.float32) / 255 * alpha)[..., None]
    image[:] = (image * (1 - share) + np.minimum(image, np.array(ink)) * share).astype(np.uint8)


def ring_mask(
    shape: tuple[int, ...], centre: tuple[float, float], axes: tuple[float, float], letters: int = 9
) -> np.ndarray:
    """An oval rim with marks along its upper arc and across its middle; none for `letters` = 0."""
    mask = np.zeros(shape[:2], np.uint8)
    cx, cy = centre
    a, b = axes
    cv2.ellipse(mask, ((cx, cy), (2 * a, 2 * b), 0), 255, max(3, round(a * 0.04)), cv2.LINE_AA)
    for angle in np.radians(np.linspace(-120, 120, letters)):
        for shift in (-0.09, 0.0, 0.09):
            x0, y0 = cx + 0.84 * a * np.sin(angle + shift), cy - 0.84 * b * np.cos(angle + shift)
            x1, y1 = cx + 0.62 * a * np.sin(angle), cy - 0.62 * b * np.cos(angle)
            cv2.line(mask, (round(x0), round(y0)), (round(x1), round(y1)), 255, 2, cv2.LINE_AA)
    if letters:
        for x in np.linspace(cx - 0.45 * a, cx + 0.45 * a, 6):
            y0, y1 = round(cy + 0.2 * b), round(cy + 0.38 * b)
            cv2.line(mask, (round(x), y0), (round(x) + 5, y1), 255, 2, cv2.LINE_AA)
    return mask


def frame_mask(shape: tuple[int, ...], box: tuple[int, int, int, int]) -> np.ndarray:
    """A rectangle with two rows of marks in it."""
    mask = np.zeros(shape[:2], np.uint8)
    x0, y0, x1, y1 = box
    cv2.rectangle(mask, (x0, y0), (x1, y1), 255, 4)
    for row in (0.18, 0.56):
        top, height = y0 + row * (y1 - y0), 0.27 * (y1 - y0)
        for x in np.arange(x0 + 12, x1 - 20, 16):
            cv2.line(mask, (round(x), round(top)), (round(x) + 8, round(top + height)), 255, 2, cv2.LINE_AA)
            cv2.line(mask, (round(x) + 9, round(top)), (round(x) + 1, round(top + height)), 255, 2, cv2.LINE_AA)
    return mask


def upright(image: np.ndarray, has_colour: bool = True) -> Upright:
    height, width = image.shape[:2]
    return Upright(image=image, to_delivered=np.diag([1 / width, 1 / height, 1.0]), rotation=0, has_colour=has_colour)


def iou(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    both = max(0.0, w) * max(0.0, h)
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)
