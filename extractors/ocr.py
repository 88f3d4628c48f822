"""Optical character recognition: an upright picture → lines of text with their places and confidences."""

from __future__ import annotations

import atexit
import math
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from extractors import curl, models, numerals
from extractors.ctc import compact
from extractors.order import reading_order
from extractors.reading import Box, Frame, Line, Point, Polygon

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

CROP_HEIGHT = 48
"""Pixels the recogniser sees of a line's height."""
DOUBTFUL = 0.93
"""Lines read with less confidence (mean over the characters) are read again."""
SOFTNESS = 0.04
"""Standard deviation of the blur they are read again with, in heights of the line."""
LEAST_WORDING = 3
"""Chinese characters a line needs to be read again."""
SURE = 0.98
"""Confidence of a line's least sure character from which nothing is kept of what else it may be."""
SURELY_NAMED = 0.999
"""The same for a line that may name a person: few characters, and look-alikes of rare ones are read with much of it."""
_NAMES_SOMEBODY = re.compile(
    r"姓\s*名|患\s*者|病\s*人|患儿|参保人|申请人|被保险人|委托人|受托人|代办人|代理人|兹有|兹证明"
    r"|^\s*[\u3400-\u9fff](?:\s*[\u3400-\u9fff]){1,3}\s*$|[\u3400-\u9fff][·•．・][\u3400-\u9fff]"
)
_HELD_AGAINST_A_LIST = re.compile(
    r"医院|卫生院|中心|诊所|门诊部|保健院|院$|\d{4}|[年月日]|\d{1,2}[-./]\d{1,2}"
    r"|[病症炎癌瘤]|梗[死塞]|衰竭|不全|综合征|硬化|减退|亢进|障碍|贫血|血压|移植|术后|[化放]疗|病变"
)
SURER = 0.01
"""By how much a second reading has to be surer to count."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the recogniser read in one crop."""

    text: str
    char_confidences: tuple[float, ...]  # one per character
    char_positions: tuple[float, ...]  # centre of each character, fractions of the crop's width
    log_probs: Floats | None = None  # (frames, characters), natural logarithm; only where asked for
    span: float = 1.0  # share of the frames that lie on the crop; the rest is padding
    doubt: tuple[Frame, ...] = ()  # what else it may say, where that is kept (`keeps_its_doubt`)

    @property
    def confidence(self) -> float:
        """Mean over the characters; 0 where nothing was read."""
        return float(np.mean(self.char_confidences)) if self.char_confidences else 0.0

    @property
    def min_confidence(self) -> float:
        return min(self.char_confidences, default=0.0)


class OcrEngine(Protocol):
    """Finds and reads lines. One per process and one thread on it: engines are not thread-safe."""

    @property
    def name(self) -> str: ...

    @property
    def characters(self) -> tuple[str, ...]:
        """The alphabet by output index: blank first, space last."""
        ...

    def detect(self, image: Image) -> Floats:
        """Quadrilaterals around lines of text, (n, 4, 2) pixels, clockwise from the text's top left."""
        ...

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        """Read crops (BGR, text running left to right), in their order."""
        ...


class PaddleEngine:
    """PP-OCRv6 small through paddleocr on onnxruntime: the reference reading path."""

    name = "paddleocr/PP-OCRv6-small/onnxruntime"

    def __init__(self, threads: int = 2, detection_side: int = 1536) -> None:
        """`detection_side`: pixels to which the longer side is scaled down before lines are looked for."""
        folder = Path(tempfile.mkdtemp(prefix="yushen-models-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        paddleocr = models.load_paddleocr(folder / "cache")
        folders = models.write_model_folders(folder)
        common = {
            "engine": "onnxruntime",
            "device": "cpu",
            "engine_config": {"intra_op_num_threads": threads, "inter_op_num_threads": 1},
        }
        self.characters = models.characters()
        self._detector = paddleocr.TextDetection(
            model_name=models.DETECTION,
            model_dir=str(folders[models.DETECTION]),
            limit_side_len=detection_side,
            limit_type="max",
            **common,
        )
        self._recogniser = paddleocr.TextRecognition(
            model_name=models.RECOGNITION, model_dir=str(folders[models.RECOGNITION]), **common
        )
        self._decoder = _Decoder(self.characters)
        # paddleocr's own decoder keeps only a line's mean confidence; ours keeps every character's, and the frames.
        self._recogniser.paddlex_predictor.post_op = self._decoder

    def detect(self, image: Image) -> Floats:
        polygons = self._detector.predict(np.ascontiguousarray(image))[0]["dt_polys"]
        if len(polygons) == 0:
            return np.zeros((0, 4, 2), np.float32)
        return np.asarray(polygons, np.float32).reshape(-1, 4, 2)

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        self._decoder.start(keep_frames)
        for crop in crops:
            self._decoder.expect(crop)
            self._recogniser.predict(np.ascontiguousarray(crop), batch_size=1)
        return self._decoder.taken


class _Decoder:
    """CTC decoding in the place of paddleocr's own: greedy, with every character's confidence and position."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.character = characters
        self.taken: list[Recognised] = []
        self._keep_frames = False
        self._span = 1.0

    def start(self, keep_frames: bool) -> None:
        self.taken = []
        self._keep_frames = keep_frames

    def expect(self, crop: Image) -> None:
        """Crops narrower than 320 px (at 48 px height) are padded on the right: frames there lie off the crop."""
        width = CROP_HEIGHT * crop.shape[1] / max(1, crop.shape[0])
        self._span = min(1.0, width / 320)

    def __call__(self, pred: Any, **_: Any) -> tuple[list[str], list[float]]:
        probabilities = np.asarray(pred[0] if isinstance(pred, list | tuple) else pred, np.float32)
        read = [decode(frames, self.character, self._span, self._keep_frames) for frames in probabilities]
        self.taken.extend(read)
        return [r.text for r in read], [r.confidence for r in read]


def decode(frames: Floats, characters: Sequence[str], span: float = 1.0, keep_frames: bool = False) -> Recognised:
    """Greedy CTC: (frames, characters) probabilities → text. `span` is the share of frames that lie on the crop."""
    best = frames.argmax(1)
    keep = (best != 0) & np.concatenate(([True], best[1:] != best[:-1]))
    at = np.flatnonzero(keep)
    text, marks = "".join(characters[i] for i in best[at]), tuple(float(c) for c in frames[at, best[at]])
    seen = frames[: math.ceil(len(frames) * span)] if keeps_its_doubt(text, marks) else frames[:0]
    return Recognised(
        text=text,
        char_confidences=marks,
        char_positions=tuple(float(min(1.0, (t + 0.5) / len(frames) / span)) for t in at),
        log_probs=np.log(np.maximum(frames, 1e-9)) if keep_frames else None,
        span=span,
        doubt=compact(np.log(np.maximum(seen, 1e-9)), characters),
    )


def keeps_its_doubt(text: str, char_confidences: Sequence[float]) -> bool:
    """Whether a line will be held against a list, a checksum or a calendar, and may say something else than it seems.

    A hospital's name, a date, an ID number, a disease, a person's name; sure lines say what they say.
    """
    least = min(char_confidences, default=1.0)
    if least < SURE and _HELD_AGAINST_A_LIST.search(text) is not None:
        return True
    return least < SURELY_NAMED and _NAMES_SOMEBODY.search(text) is not None


def load_engine(threads: int = 2) -> OcrEngine:
    """The engine this process reads with.

    Raises:
        extractors.models.ModelError: a net is missing or not the measured one.
    """
    return PaddleEngine(threads)


def read_lines(image: Image, to_delivered: npt.NDArray[np.float64], engine: OcrEngine) -> tuple[Line, ...]:
    """All lines of an upright page in reading order.

    Args:
        image: upright BGR raster.
        to_delivered: 3x3 homography from its pixels to fractions of the page as delivered.
    """
    found = engine.detect(image)
    sheet = curl.flattened(image, found)
    if sheet is not None:
        found = engine.detect(sheet.image)
    quads = _all_running_right(found)
    crops = [crop(image if sheet is None else sheet.image, quad) for quad in quads]
    read = _stages_settled(crops, _read_again(crops, engine.recognise(crops), engine), engine)
    places = quads if sheet is None else [sheet.back(quad) for quad in quads]
    lines = (to_line(r, quad, image.shape[1], to_delivered) for r, quad in zip(read, places, strict=True))
    return reading_order(tuple(line for line in lines if line.text.strip()))


def recognise_quads(
    image: Image, quads: Floats, to_delivered: npt.NDArray[np.float64], engine: OcrEngine
) -> tuple[Line, ...]:
    """One line for each quadrilateral, in the same order; its text may be empty."""
    upright = _all_running_right(quads)
    read = engine.recognise([crop(image, quad) for quad in upright])
    return tuple(to_line(r, quad, image.shape[1], to_delivered) for r, quad in zip(read, upright, strict=True))


def _read_again(crops: Sequence[Image], read: Sequence[Recognised], engine: OcrEngine) -> list[Recognised]:
    """What was read with little confidence read again, softened; the surer reading of each counts.

    Faxes and thresholded copies are dots of black and white, which make strokes of their own until they are blurred.
    """
    surest = list(read)
    doubtful = [i for i, one in enumerate(read) if one.confidence < DOUBTFUL and _is_wording(one.text)]
    again = engine.recognise([_softened(crops[i]) for i in doubtful])
    for i, second in zip(doubtful, again, strict=True):
        if second.text.strip() and second.confidence > surest[i].confidence + SURER:
            surest[i] = second
    return surest


def _stages_settled(crops: Sequence[Image], read: Sequence[Recognised], engine: OcrEngine) -> list[Recognised]:
    """Roman stages whose strokes were read in doubt read again (`numerals`)."""

    def recognise(pictures: Sequence[Image]) -> list[str]:
        return [each.text for each in engine.recognise(pictures)]

    settled = list(read)
    for i, (crop, one) in enumerate(zip(crops, read, strict=True)):
        line = numerals.Reading(one.text, one.char_confidences, one.char_positions)
        if (after := numerals.settled(crop, line, recognise)) is not line:
            settled[i] = replace(
                one, text=after.text, char_confidences=after.char_confidences, char_positions=after.char_positions
            )
    return settled


def _is_wording(text: str) -> bool:
    """Whether it is words that were read: a second guess at a number could be surer and still another number."""
    return sum("\u4e00" <= c <= "\u9fff" for c in text) >= LEAST_WORDING


def _softened(picture: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), SOFTNESS * picture.shape[0]), np.uint8)


def _all_running_right(quads: Floats) -> list[Floats]:
    heights = np.minimum(
        np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1), np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    )
    typical = float(np.median(heights)) if len(heights) else 0.0
    return [_running_right(quad, typical) for quad in quads]


def _running_right(quad: Floats, typical_height: float) -> Floats:
    """Vertical text turned to run left to right.

    A tall, narrow box is vertical text only if it is about as wide as other lines are high; a lone digit is narrower.
    """
    width, height = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])
    if height >= 1.5 * width and width >= 0.75 * typical_height and height >= 2.2 * typical_height:
        return np.roll(quad, -1, axis=0)  # the top right becomes the top left: the line runs downwards
    return quad


def crop(image: Image, quad: Floats) -> Image:
    """The quadrilateral cut out and straightened, at its own resolution."""
    width = max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3]))
    height = max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))
    w, h = max(4, round(float(width))), max(4, round(float(height)))
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    transform = cv2.getPerspectiveTransform(quad.astype(np.float32), corners)
    cut = cv2.warpPerspective(image, transform, (w, h), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def to_line(read: Recognised, quad: Floats, page_width: int, to_delivered: npt.NDArray[np.float64]) -> Line:
    """A recognised quadrilateral (upright pixels) as a line in both frames."""
    delivered = cv2.perspectiveTransform(quad.reshape(1, 4, 2).astype(np.float64), to_delivered)[0]
    corners = tuple((float(np.clip(x, 0, 1)), float(np.clip(y, 0, 1))) for x, y in delivered)
    points: tuple[Point, ...] = tuple((float(x) / page_width, float(y) / page_width) for x, y in quad)
    polygon: Polygon = (corners[0], corners[1], corners[2], corners[3])
    return Line(
        text=read.text,
        confidence=read.confidence,
        min_confidence=read.min_confidence,
        box=Box.around(points),
        polygon=polygon,
        char_confidences=read.char_confidences,
        char_positions=read.char_positions,
        frames=read.doubt,
    )
