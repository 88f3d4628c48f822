"""Fit the weights of `extractors.seals.weighing`: rings as hard to tell as they come.

    python -m samples.training.weigh_rings --drawn 110 [--cases FOLDER … ] [--cache FOLDER]

On drawn papers: round and oval stamps whole, smeared past reading, faint, and cut off by the page's edge, against marks
without lettering, state emblems, faces, codes, hand-drawn rings, ghosts of stamps on a sheet's other side and what cups
leave. Besides, on whole folders of cases (with their `truth.json`) of families that are not measured on. Prints the
weights and what was missed and taken wrongly before and after.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.images import Upright
from extractors.ocr import OcrEngine, load_engine
from extractors.seals import find
from extractors.seals.candidates import iou
from extractors.seals.shapes import PixelBox
from extractors.seals.weighing import DENSE, FEATURES, features
from samples.metrics_seals import OVERLAP
from samples.training import sheets, stamps, wear
from samples.training.measure import delivered
from samples.training.pages import known_pages
from samples.training.stamps import Stamp

Array = NDArray[Any]

LONG_SIDE = 1300
"""Pixels of a drawn page's longer side."""

_SEALS = ("whole", "smeared", "faint", "cut off")
_OTHERS = ("ghost", "mark", "stain")
_TEA = (60.0, 140.0, 190.0)  # BGR
_START = {
    "before": 1.0,
    "rim": 0.5,
    "unlettered": -3,
    "disc": -2,
    "core": -3,
    "ghostly": -12,
    "stain": -2,
    "no paper": -3,
}
"""What is expected of the weights where examples are few; the others start from nothing."""

_PULL, _HELD = 0.5, {"rim": 20.0, "stain": 20.0}  # drawn marks have better rims than worn seals, and lamps are yellow
_UNSEEN = 0.65  # of the density of a ghost's limit, below which nobody can tell a stamp either


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawn", type=int, default=110)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path, default=Path("pages"))
    options = parser.parse_args()
    engine = load_engine()
    rows = list(drawn(random.Random(options.seed), options.drawn, engine))
    rows += [row for folder in options.cases for row in known(folder, options.cache, engine)]
    seen = np.array([row for row, _ in rows])
    truth = np.array([told for _, told in rows], float)
    weights = fit(seen, truth)
    for name, weight in zip(FEATURES, weights, strict=True):
        _say(f"{name:12s} {weight:6.2f}")
    _say(f"{len(truth)} places, {int(truth.sum())} seals")
    for when, odds in (("before", seen[:, 1]), ("after", seen @ weights)):
        taken = odds > np.log(find.LEAST / (1 - find.LEAST))
        _say(f"{when}: missed {int((truth * ~taken).sum())}, extra {int(((1 - truth) * taken).sum())}")


def drawn(rng: random.Random, pages: int, engine: OcrEngine) -> Iterator[tuple[Array, bool]]:
    """(features, whether it is a seal) of every ring found on drawn pages."""
    clouds = wear.Clouds(rng)
    for _ in range(pages):
        sheet = sheets.draw(rng, LONG_SIDE)
        canvas = sheet.image.astype(np.float32)
        true: list[PixelBox] = []
        for _ in range(rng.choice((1, 2, 2, 3))):
            how = rng.choice((*_SEALS, *_OTHERS))
            box = _press(rng, canvas, sheet.scale, how, clouds)
            true += [box] if how in _SEALS else []
        picture, captured = wear.captured(rng, canvas, clouds)
        if captured == "fax":
            continue
        flat = Upright(picture, np.eye(3), 0, has_colour=captured == "colour")
        for place, trace, said in find.traced(flat, engine):
            near = max((iou(place.box, box) for box in true), default=0.0)
            unseen = near > 0.5 and trace.density < _UNSEEN * DENSE
            if not unseen and (near > 0.5 or near < 0.05):  # what lies askew over a seal teaches nothing
                yield features(place.confidence, trace, said), near > 0.5


def known(folder: Path, cache: Path, engine: OcrEngine) -> Iterator[tuple[Array, bool]]:
    """The same of the pages of a folder of cases."""
    for page in known_pages(folder, cache):
        for place, trace, said in find.traced(page.upright, engine):
            box = delivered(place, page)
            near = max((box.iou(wanted) for wanted in page.boxes()), default=0.0)
            yield features(place.confidence, trace, said), near > OVERLAP


def _press(rng: random.Random, canvas: Array, scale: float, how: str, clouds: wear.Clouds) -> PixelBox:
    """A ring somewhere on the canvas (float32 BGR, changed in place); the box of what shows of it."""
    stamp = {"mark": _mark, "stain": _stain}.get(how, _round)(rng)
    width = min(stamp.width * scale, 0.9 * min(canvas.shape[:2]))
    size = (round(width), round(width * stamp.mask.shape[0] / stamp.mask.shape[1]))
    mask: Array = cv2.resize(stamp.mask, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    mask = mask if how == "mark" else wear.worn(rng, mask, clouds)
    if how == "smeared":
        mask = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.012, 0.03) * width)
    if how == "ghost":
        mask = cv2.GaussianBlur(np.ascontiguousarray(mask[:, ::-1]), (0, 0), rng.uniform(0.5, 3.0))
    share = {"ghost": (0.02, 0.08), "faint": (0.2, 0.45), "mark": (0.7, 1.0), "stain": (0.1, 0.6)}
    ink = _TEA if how == "stain" else wear.any_ink(rng)[1]
    return _laid(canvas, mask * rng.uniform(*share.get(how, (0.6, 1.0))), ink, _at(rng, canvas, size, how))


def _round(rng: random.Random) -> Stamp:
    while True:
        stamp = stamps.any_stamp(rng)
        if stamps.SHAPES[stamp.shape] in ("round", "oval") and stamp.kind == 0:
            return stamp


def _mark(rng: random.Random) -> Stamp:
    """A ring with a star, a cross or a disc in it and no lettering, as logos and emblems are."""
    side = 220
    mask = np.zeros((side, side), np.float32)
    middle, rim = side / 2, rng.randint(4, 22)
    cv2.circle(mask, (side // 2, side // 2), side // 2 - rim, (1.0,), rim, cv2.LINE_AA)
    reach = rng.uniform(0.25, 0.8) * (middle - 2 * rim)
    drawn = rng.random()
    if drawn < 0.6:
        stamps.star(mask, middle, middle, reach)
    elif drawn < 0.8:
        arm, half = int(reach), max(3, int(reach / rng.uniform(2, 4)))
        for dx, dy in ((arm, half), (half, arm)):
            start, end = (int(middle) - dx, int(middle) - dy), (int(middle) + dx, int(middle) + dy)
            cv2.rectangle(mask, start, end, (1.0,), -1)
    else:
        cv2.circle(mask, (side // 2, side // 2), int(reach), (1.0,), -1, cv2.LINE_AA)
    outline = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    return Stamp((mask * 255).astype(np.uint8), outline, rng.uniform(18, 42), 0, 0)


def _stain(rng: random.Random) -> Stamp:
    """What a cup leaves: a soft ring, now and then a disc."""
    side = 220
    mask = np.zeros((side, side), np.float32)
    rim = -1 if rng.random() < 0.2 else rng.randint(4, 16)
    cv2.circle(mask, (side // 2, side // 2), side // 2 - 20, (1.0,), rim, cv2.LINE_AA)
    mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), rng.uniform(1, 6)), np.float32)
    outline = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    return Stamp((mask * 255).astype(np.uint8), outline, rng.uniform(30, 80), 0, 0)


def _at(rng: random.Random, canvas: Array, size: tuple[int, int], how: str) -> tuple[int, int]:
    (height, width), (w, h) = canvas.shape[:2], size
    x, y = rng.randint(0, max(0, width - w)), rng.randint(height // 5, max(height // 5, height - h))
    if how == "cut off":
        hidden = rng.uniform(0.15, 0.7)
        x = round(-hidden * w) if rng.random() < 0.4 else round(width - (1 - hidden) * w)
    return x, min(y, max(0, height - h))


def _laid(canvas: Array, mask: Array, ink: tuple[float, float, float], at: tuple[int, int]) -> PixelBox:
    x, y = at
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(canvas.shape[1], x + mask.shape[1]), min(canvas.shape[0], y + mask.shape[0])
    share = mask[y0 - y : y1 - y, x0 - x : x1 - x, None]
    under = canvas[y0:y1, x0:x1]
    canvas[y0:y1, x0:x1] = under * (1 - share) + np.minimum(under, np.array(ink, np.float32)) * share
    return float(x), float(y), float(x + mask.shape[1]), float(y + mask.shape[0])


def fit(seen: Array, truth: Array) -> Array:
    """Logistic weights by Newton's method, drawn towards what is expected of them."""
    start = np.array([_START.get(name, 0.0) for name in FEATURES])
    pull = np.array([_HELD.get(name, _PULL) for name in FEATURES])
    weights = start.copy()
    for _ in range(60):
        said = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (said - truth) + pull * (weights - start)
        bend = (seen.T * (said * (1 - said))) @ seen + np.diag(pull)
        weights = weights - np.linalg.solve(bend, slope)
    return np.asarray(weights)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
