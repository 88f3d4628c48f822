"""一寸照: whether a picture is a photo of a face rather than of a paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.light import has_colour
from extractors.opened import Raster
from extractors.skew import ink, shrunk

Place = tuple[int, int, int, int]  # x, y, width, height in pixels

LEAST_FACE_HEIGHT = 0.22  # of the picture's height; the portrait on an ID card is smaller
LEAST_OF_SEVERAL = 0.09  # ... where a sheet shows one face several times: up to nine prints
BARE = (
    0.08,
    0.6,
)  # share of a picture with skin's colour where small faces are looked for; more is paper in warm light
LIKE_SIZE = 1.4  # of the largest of such faces over the smallest
LONG = 0.5  # of a face's height: a stroke so long is the edge of a sheet or of a print, ...
THIN = 4  # ... if it is no wider than so many pixels in the mean; lines of writing run together are
MOST_INK = 0.06  # share of the picture that looks like writing
LEAST_WRITING = 0.004  # share of the picture beside the portrait; an ID card has 0.02 and more
LEAST_SKIN = 0.4  # of the middle of the face, in a picture with colour
SKIN = ((0, 133, 77), (255, 180, 130))  # Y, Cr, Cb; the usual bounds, all complexions


@cache
def _faces(name: str) -> cv2.CascadeClassifier:
    folder = Path(str(cv2.data.haarcascades))  # type: ignore[attr-defined]
    return cv2.CascadeClassifier(str(folder / f"haarcascade_frontalface_{name}.xml"))


def is_portrait(raster: Raster) -> bool:
    """Whether the picture shows one large face, or several alike as prints are sold, and no writing; the print may lie
    on a blank sheet.

    Two detectors and the colour of the face have to agree: emblems and patterns fool any one of them.
    """
    if not 0.5 <= raster.shape[0] / raster.shape[1] <= 2.2:
        return False
    small = shrunk(raster, 320)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    strokes = ink(grey)
    if strokes.mean() > MOST_INK:
        return False
    skin = _skin(small)
    if skin * grey.size + 1 < LEAST_SKIN * _core(_least(grey, LEAST_FACE_HEIGHT)) ** 2 and has_colour(small):
        return False  # not even the smallest face would have enough
    large = _found(grey, LEAST_FACE_HEIGHT)
    if not large and (skin >= BARE[0] or not has_colour(small)):
        large = _found(grey, LEAST_FACE_HEIGHT, step=1.05, seen=2)
    shown = [[face] for face in large if _is_face(small, grey, face)]
    if shown and _alike(large) and _writing_beside(_without_edges(strokes, large), large) < LEAST_WRITING:
        return True  # no card bears two large faces, so the edges of prints on a desk need not be told from writing
    if BARE[0] <= skin <= BARE[1]:
        several = _found(grey, LEAST_OF_SEVERAL, step=1.05)
        if _alike(several) and sum(_is_face(small, grey, face) for face in several) > 1:
            shown.append(several)
    return any(_writing_beside(strokes, faces) < LEAST_WRITING for faces in shown)


def _found(grey: NDArray[np.uint8], share: float, step: float = 1.1, seen: int = 4) -> list[Place]:
    """What may be faces of at least this share of the picture's height.

    Each size tried is `step` times the last; `seen` is how often a face has to be seen about one place.
    """
    least = _least(grey, share)
    places = _faces("alt2").detectMultiScale(grey, step, seen, minSize=(least, least))
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in places]


def _least(grey: NDArray[np.uint8], share: float) -> int:
    """Pixels of the smallest face's side."""
    return max(24, round(float(grey.shape[0]) * share))


def _core(side: int) -> int:
    """Pixels of the side of the middle of a face, where its colour tells."""
    return side * 4 // 5 - side // 5


def _alike(faces: list[Place]) -> bool:
    """Whether they may be the prints of one sheet: nearly of one size."""
    heights = [height for _, _, _, height in faces]
    return len(faces) > 1 and max(heights) <= LIKE_SIZE * min(heights)


def _without_edges(strokes: NDArray[np.bool_], faces: list[Place]) -> NDArray[np.bool_]:
    """What looks like writing, without long thin strokes."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(strokes.astype(np.uint8), connectivity=8)
    length = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(1)
    edges = (length >= LONG * max(height for *_, height in faces)) & (stats[:, cv2.CC_STAT_AREA] <= THIN * length)
    return np.asarray(strokes & ~edges[labels])


def _skin(picture: Raster) -> float:
    """Share of a picture that has the colour of skin."""
    skin = cv2.inRange(cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb), *(np.array(bound) for bound in SKIN))
    return float(skin.mean()) / 255


def _writing_beside(strokes: NDArray[np.bool_], faces: list[Place]) -> float:
    """Share of the picture that looks like writing, away from the head and shoulders around a face and from the rim."""
    rest = strokes.copy()
    for x, y, w, h in faces:
        rest[max(0, y - h * 7 // 10) : y + h * 21 // 10, max(0, x - w * 7 // 10) : x + w * 17 // 10] = False
    rim = rest.shape[0] // 40
    return float(rest[rim : rest.shape[0] - rim, rim : rest.shape[1] - rim].mean())


def _is_face(small: Raster, grey: NDArray[np.uint8], place: Place) -> bool:
    x, y, w, h = place
    around = grey[max(0, y - h // 4) : y + h * 5 // 4, max(0, x - w // 4) : x + w * 5 // 4]
    for name in ("default", "alt"):
        if len(_faces(name).detectMultiScale(around, 1.1, 3, minSize=(w // 2, h // 2))) == 0:
            return False
    middle = small[y + h // 5 :, x + w // 5 :][: _core(h), : _core(w)]
    return not has_colour(small) or _skin(middle) >= LEAST_SKIN
