"""What a benchmark reads: uploads of sample cases with their truth, or any folder of files without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from extractors import images
from extractors.errors import DocumentError
from extractors.files import open_upload
from extractors.opened import Limits, Raster
from samples.truth import TruthCase, load_all

PHOTO = (3000, 4000)
"""Shorter and longer side of a photo of 12 megapixels."""


class MaterialError(Exception):
    """There is nothing to read. Whoever runs the benchmark must act."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One upload."""

    name: str
    data: bytes
    texts: dict[int, str] = field(default_factory=dict)  # by page: all printed text, where truth tells it


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One page, upright: what every engine is shown."""

    pixels: Raster
    text: str | None = None  # what it says, where truth tells it


def of_cases(cases: Sequence[TruthCase]) -> list[Paper]:
    papers = []
    for case in cases:
        texts: dict[str, dict[int, str]] = {}
        for page in case.pages:
            texts.setdefault(page["upload"], {})[page["page"]] = page["text"]
        papers += [Paper(name, (case.folder / name).read_bytes(), told) for name, told in sorted(texts.items())]
    return papers


def of_folder(folder: Path) -> list[Paper]:
    """Every file below a folder, whatever it is."""
    papers = [Paper(path.name, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]
    if not papers:
        raise MaterialError(f"{folder}: no files in it")
    return papers


def chosen(samples: Path, count: int) -> list[TruthCase]:
    """So many cases of the report split, evenly spread over its list."""
    cases = load_all(samples, ("report",))
    step = max(1, len(cases) // count)
    return cases[step // 2 :: step][:count]


def pictures(papers: Sequence[Paper]) -> Iterator[Picture]:
    """All their pages; files that cannot be opened have none."""
    for paper in papers:
        try:
            with open_upload(paper.name, paper.data, Limits()) as opened:
                for page in opened.pages():
                    upright = images.upright(page.raster)
                    yield Picture(upright.image, paper.texts.get(page.number))
        except DocumentError:
            continue


def as_photos(papers: Sequence[Paper]) -> list[Paper]:
    """The pages of papers as JPEG photos of 12 megapixels."""
    photos = []
    for number, picture in enumerate(pictures(papers), 1):
        high, wide = picture.pixels.shape[:2]
        size = PHOTO if high >= wide else PHOTO[::-1]
        drawn = cv2.resize(picture.pixels, size, interpolation=cv2.INTER_CUBIC)
        data = np.asarray(cv2.imencode(".jpg", drawn, [cv2.IMWRITE_JPEG_QUALITY, 85])[1])
        photos.append(Paper(f"{number}.jpg", data.tobytes()))
    return photos
