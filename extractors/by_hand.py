"""Who signed a line, read once more by a net that learnt quick hands.

The general recogniser knows print; of names in a quick hand it misreads many (徐芳兰 as 称方兰), mostly in doubt. The
second net is the general one whose last stage was moved a little, on drawn lines of labels and names in many hands
(samples/training/train_pen.py; provenance in `weights/`). It is asked only where somebody may have signed and a
character was read in doubt, and believed only where all it says otherwise is Chinese, surer, and makes no name less of
one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors import language, models, nets, onnx_file, rare_characters
from extractors.engine import NetEngine, OcrEngine
from extractors.fields.given_names import COUNTED, USUAL
from extractors.layout.surnames import COMPOUND, SINGLE, is_whole_name
from extractors.layout.text import is_cjk
from extractors.learnt import moved
from extractors.nets import Floats, Net
from extractors.recognised import SURE, Recognised, decode, may_be_signed
from extractors.recogniser import HEIGHT

Image = NDArray[np.uint8]

_BESIDE, _STEP, _LONGEST = 64, 32, 1280
"""Pixels of padding behind a line, what widths are made multiples of, and the longest line, as in training."""
_WRITTEN = 12.0  # papers in which two characters stand beside each other from which they make a word
_ALIKE = str.maketrans("：（），", ":(),")
_BARE = re.compile(r"[\u3400-\u9fff]{2,4}")
_IN_NAMES = frozenset(COUNTED) | USUAL | SINGLE | frozenset("".join(COMPOUND))


def read_again(crops: Sequence[Image], read: Sequence[Recognised], engine: OcrEngine) -> list[Recognised]:
    """Lines that may be signed by hand as the second net reads them where it is believed; all others as they are.

    Args:
        crops: lines cut out (BGR, text running left to right).
        read: what `engine` read in each. An engine without the net that the second one was made of is left alone.
    """
    if not isinstance(engine, NetEngine):
        return list(read)
    return [_settled(crop, one, engine) if _is_doubted(one) else one for crop, one in zip(crops, read, strict=True)]


def _is_doubted(read: Recognised) -> bool:
    doubted = any(sure < SURE and is_cjk(c) for c, sure in zip(read.text, read.char_confidences, strict=True))
    return doubted and (_BARE.fullmatch(read.text) is not None or may_be_signed(read.text))


def _settled(crop: Image, first: Recognised, engine: NetEngine) -> Recognised:
    picture, span = _shown(crop)
    second = decode(_net()(picture)[0], engine.characters, span)
    return second if is_believed(first, second) else first


def is_believed(first: Recognised, second: Recognised) -> bool:
    """Whether all that a second reading has otherwise is Chinese, surer, and as fit for a name as what stood there."""
    old, new = (read.text.translate(_ALIKE) for read in (first, second))
    changes = [
        change for change in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if change[0] != "equal"
    ]
    if not changes or (_BARE.fullmatch(old) and not is_whole_name(new)):
        return False
    return all(
        all(map(is_cjk, old[a:b] + new[c:d]))
        and not _is_word(old[max(0, a - 1) : b + 1])
        and not (b - a == d - c and set(old[a:b]) <= _IN_NAMES and not set(new[c:d]) <= _IN_NAMES)
        and _surest(first, a, b) < min(SURE, _surest(second, c, d))
        for _, a, b, c, d in changes
    )


def _is_word(text: str) -> bool:
    """Whether papers write any two characters of it beside each other: then they are words, and no name."""
    return any(language.model().papers(text[at : at + 2]) >= _WRITTEN for at in range(len(text) - 1))


def _surest(read: Recognised, start: int, end: int) -> float:
    """Confidence of the least sure character there; of those beside it where nothing was read."""
    marks = read.char_confidences[start:end] or read.char_confidences[max(0, start - 1) : start + 1]
    return min(marks, default=0.0)


def _shown(crop: Image) -> tuple[Floats, float]:
    """A crop as the net takes it, (1, 3, 48, width), and the share of its width that is crop."""
    wide = max(_STEP, min(_LONGEST, round(HEIGHT * crop.shape[1] / crop.shape[0])))
    drawn = cv2.resize(crop, (wide, HEIGHT))
    padded = -(-(wide + _BESIDE) // _STEP) * _STEP
    picture = np.zeros((1, 3, HEIGHT, padded), np.float32)
    picture[0, :, :, :wide] = drawn.transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
    return picture, wide / padded


@cache
def _net() -> Net:
    """On ONNX Runtime always: OpenVINO keeps every shape of line it has seen, and here there are few of each."""
    base = onnx_file.arrays(models.weights(models.RECOGNITION))
    with np.load(models.weights(models.PEN_READER)) as change:
        instead = {**rare_characters.told(), **moved(base, dict(change))}
    return nets.load(models.RECOGNITION, threads=1, instead=instead)
