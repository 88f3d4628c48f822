"""What reads in earnest against the reference path, on sample papers as photographed and scanned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from extractors import images, nets
from extractors.engine import NetEngine, OcrEngine
from extractors.files import open_upload
from extractors.ocr import read_lines
from extractors.opened import Limits, Raster
from extractors.paddle import PaddleEngine
from samples.metrics_text import distance, folded

DEMO = Path(__file__).parents[2] / "samples" / "demo"
PAPERS = ("IMG_1346.jpg", "scan6414.jpg", "mmexport9412.jpg", "Screenshot_6829.png")
MOST_APART = 0.001
"""Characters that may come out otherwise than from the reference, of all."""


@pytest.fixture(scope="module")
def reference() -> OcrEngine:
    return PaddleEngine(threads=2)


@pytest.fixture(scope="module")
def own() -> OcrEngine:
    return NetEngine(threads=2)


def pictures() -> Iterator[Raster]:
    for name in PAPERS:
        with open_upload(name, (DEMO / name).read_bytes(), Limits()) as opened:
            yield images.upright(opened.page(1).raster).image


def text(picture: Raster, engine: OcrEngine) -> str:
    return folded("\n".join(line.text for line in read_lines(picture, np.eye(3), engine)))


def test_the_loop_of_our_own_reads_what_the_reference_reads(reference: OcrEngine, own: OcrEngine) -> None:
    pairs = [(text(picture, reference), text(picture, own)) for picture in pictures()]
    assert all(len(want) > 50 for want, _ in pairs)
    apart = sum(distance(want, got) for want, got in pairs)
    assert apart <= MOST_APART * sum(len(want) for want, _ in pairs)


@pytest.mark.parametrize("size", [(20, 9, 3), (9, 70, 3), (48, 5000, 3), (700, 40, 3)])
def test_pictures_of_any_shape_are_looked_at_as_the_reference_does(
    size: tuple[int, int, int], reference: OcrEngine, own: OcrEngine
) -> None:
    picture = np.random.default_rng(1).integers(0, 255, size, np.uint8)
    assert np.array_equal(own.detect(picture), reference.detect(picture))
    assert [one.text for one in own.recognise([picture])] == [one.text for one in reference.recognise([picture])]


def test_without_bfloat16_or_without_openvino_onnxruntime_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nets, "find_spec", lambda name: None)
    assert nets.best_runtime() == nets.ONNXRUNTIME


@pytest.mark.skipif(nets.best_runtime() != nets.OPENVINO, reason="needs the extra openvino, and bfloat16")
def test_openvino_in_bfloat16_reads_the_same_within_half_a_hundredth(reference: OcrEngine) -> None:
    own = NetEngine(threads=2, runtime=nets.OPENVINO)
    pairs = [(text(picture, reference), text(picture, own)) for picture in pictures()]
    assert sum(distance(want, got) for want, got in pairs) <= 0.005 * sum(len(want) for want, _ in pairs)
