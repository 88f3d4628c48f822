"""The committed sample pages, turned upright, with the seals they bear: material to train on and to measure against.

    python -m samples.training.pages tune --cache FOLDER --out tune.pkl

`--out` holds what `train_seals --pages` takes; the cache keeps the upright pages for `measure`.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors import images
from extractors.errors import DocumentError
from extractors.files import open_upload
from extractors.images import Upright
from extractors.opened import DAMAGED, Limits
from extractors.reading import Box, SealShape
from samples.training import stamps, wear
from samples.training.crops import Mark
from samples.training.sheets import Sheet
from samples.truth import Json

SAMPLES = Path(__file__).resolve().parents[1]
LONG_SIDE = 896
_DRAWN = 0.9  # share of drawn text from which a page has colour whatever it shows, as in extractors/read.py


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page turned upright, with truth."""

    name: str  # CASE/UPLOAD#PAGE
    upright: Upright
    capture: str
    seals: tuple[Json, ...]  # of truth.json; boxes are fractions of the page as delivered

    def boxes(self) -> list[Box]:
        return [Box(*seal["box"]) for seal in self.seals]


def known_pages(folder: Path, cache: Path) -> Iterator[KnownPage]:
    """All pages of the cases in `folder` that can be opened and are no portraits."""
    for truth in sorted(folder.glob("*/truth.json")):
        told = json.loads(truth.read_text("utf-8"))
        kept = cache / folder.name / f"{truth.parent.name}.pkl"
        if kept.exists():
            with kept.open("rb") as file:
                uprights = pickle.load(file)  # noqa: S301 (written below)
        else:
            uprights = _uprights(truth.parent, told["pages"])
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(pickle.dumps(uprights))
        for page in told["pages"]:
            packed = uprights.get((page["upload"], page["page"]))
            if packed is None:
                continue
            png, rest = packed
            image = np.asarray(cv2.imdecode(png, cv2.IMREAD_COLOR), np.uint8)
            name = f"{truth.parent.name}/{page['upload']}#{page['page']}"
            yield KnownPage(name, Upright(image=image, **rest), page["capture"], tuple(page["seals"]))


def _uprights(case: Path, pages: list[Json]) -> dict[tuple[str, int], tuple[NDArray[Any], dict[str, Any]]]:
    found = {}
    for upload in dict.fromkeys(page["upload"] for page in pages):
        try:
            with open_upload(upload, (case / upload).read_bytes(), Limits()) as opened:
                for number in range(1, opened.page_count + 1):
                    raw = opened.page(number)
                    turned = images.upright(raw.raster)
                    if turned.picture == "portrait" or DAMAGED in raw.notes:
                        continue
                    rest = {
                        "to_delivered": turned.to_delivered,
                        "rotation": turned.rotation,
                        "skew": turned.skew,
                        "rectified": turned.rectified,
                        "has_colour": turned.has_colour or raw.vector > _DRAWN,
                    }
                    png = cv2.imencode(".png", turned.image, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1]
                    found[(upload, number)] = (png, rest)
        except DocumentError:
            continue
    return found


def as_sheet(page: KnownPage) -> tuple[Sheet, list[Mark]]:
    """The page as the net sees pages, its seals as outlines."""
    image = page.upright.image
    scale = LONG_SIDE / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    back = np.linalg.inv(page.upright.to_delivered)
    marks = []
    for seal in page.seals:
        x0, y0, x1, y1 = seal["box"]
        if seal["shape"] in ("round", "oval"):
            t = np.linspace(0, 2 * np.pi, 28, endpoint=False)
            delivered = np.stack(
                [(x0 + x1) / 2 + (x1 - x0) / 2 * np.cos(t), (y0 + y1) / 2 + (y1 - y0) / 2 * np.sin(t)], 1
            )
        else:
            delivered = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
        outline = cv2.perspectiveTransform(delivered[None].astype(np.float64), back)[0] * scale
        kinds = {"personal_name": 1, "fingerprint": 2}
        shapes = {s.value: min(i, 4) for i, s in enumerate(_SHAPES)}
        ink = "black" if seal["colour"] == "grey" else seal["colour"]
        marks.append(
            Mark(
                outline.astype(np.float32),
                kinds.get(seal["purpose"], 0),
                shapes.get(seal["shape"], 2),
                wear.INKS.index(ink) if ink in wear.INKS else 0,
                1.0 if seal["status"] == "present" or seal["shape"] == "round" else 0.6,
            )
        )
    return Sheet(np.asarray(small, np.uint8), LONG_SIDE / 297), marks


_SHAPES = (SealShape.ROUND, SealShape.OVAL, SealShape.RECTANGLE, SealShape.SQUARE, SealShape.LINE)
assert tuple(s.value for s in _SHAPES) == stamps.SHAPES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    sheets = [as_sheet(page) for page in known_pages(SAMPLES / options.split, options.cache)]
    if options.out:
        options.out.write_bytes(pickle.dumps(sheets))


if __name__ == "__main__":
    main()
