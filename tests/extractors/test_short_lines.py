"""Short lines are read as with all their padding, by a net that is shown little of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from extractors import images, models, nets, short_lines
from extractors.engine import NetEngine
from extractors.files import open_upload
from extractors.nets import Net
from extractors.ocr import crop
from extractors.onnx_graph import Product, with_products
from extractors.opened import Limits, Raster
from extractors.recogniser import LEAST_WIDTH, Recogniser

DEMO = Path(__file__).parents[2] / "samples" / "demo"
ALIKE = 0.001
"""By how much a probability may differ: as little as it does where floats are added in another order."""


Pair = tuple[Net, Net, tuple[str, ...]]


@pytest.fixture(scope="module", params=short_lines.STAGES)
def pair(request: pytest.FixtureRequest) -> Pair:
    """A recogniser as it is, as it reads short lines, and its alphabet."""
    if request.param in models.OPTIONAL and not models.has_fast():
        pytest.skip("needs the extra fast")
    characters = models.characters() if request.param == models.RECOGNITION else models.tiny_characters()
    return nets.load(request.param, threads=1), nets.load_short(request.param, threads=1), characters


def lines_of_papers() -> Iterator[Raster]:
    engine = NetEngine(threads=1)
    for name in ("IMG_1346.jpg", "scan6414.jpg", "mmexport9412.jpg"):
        with open_upload(name, (DEMO / name).read_bytes(), Limits()) as opened:
            page = images.upright(opened.page(1).raster).image
        yield from (crop(page, quad) for quad in engine.detect(page))


def test_lines_of_papers_are_read_the_same(pair: Pair) -> None:
    crops, (whole, short, characters) = list(lines_of_papers()), pair
    want = Recogniser(whole, characters).recognise(crops, keep_frames=True)
    got = Recogniser(whole, characters, short).recognise(crops, keep_frames=True)
    assert len(crops) > 20
    assert [one.text for one in got] == [one.text for one in want]
    for one, other in zip(got, want, strict=True):
        assert one.frames is not None
        assert other.frames is not None
        assert np.abs(one.frames - other.frames[: len(one.frames)]).max() < ALIKE
        assert one.char_positions == pytest.approx(other.char_positions)
        assert len(one.doubt) == len(other.doubt)


@pytest.mark.parametrize("wide", [1, 3, 8, 9, 47, 100, 131, 196, 197, 204, 230, 260, 296])
def test_lines_of_any_length_are_seen_the_same(wide: int, pair: Pair) -> None:
    whole, short, _ = pair
    drawn = np.random.default_rng(wide).integers(0, 255, (48, wide, 3), np.uint8)
    cv2.putText(drawn, "2031-07-29", (2, 34), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2, cv2.LINE_AA)
    picture = np.zeros((1, 3, 48, LEAST_WIDTH), np.float32)
    picture[0, :, :, :wide] = drawn.transpose(2, 0, 1) / np.float32(127.5) - 1
    shown = short_lines.shown(wide)
    assert shown < LEAST_WIDTH
    got = short(picture[..., :shown])[0]
    assert wide <= 8 * len(got) <= wide + 16
    assert np.abs(got - whole(picture)[0][: len(got)]).max() < ALIKE


def test_where_nothing_can_be_left_out_all_is_shown() -> None:
    assert [short_lines.shown(wide) for wide in (297, 320, 3000)] == [320] * 3
    assert short_lines.shown(296) < 320


@pytest.mark.parametrize("name", short_lines.STAGES)
@pytest.mark.parametrize("wide", [1, 52, 160, 296])
def test_what_is_left_out_counts_and_comes_back(name: str, wide: int) -> None:
    matrices = short_lines.matrices(name, short_lines.shown(wide))
    there = short_lines.shown(wide) // 4
    for stage in range(len(short_lines.STAGES[name].ends)):
        assert matrices[f"mean{stage}"].shape == (there, 1)
        assert matrices[f"mean{stage}"].sum() == pytest.approx(1)
        back = matrices[f"put_back{stage}"]
        assert np.array_equal(back.sum(0), np.ones(back.shape[1]))  # each is one that is there
        there = back.shape[1]
    assert there == LEAST_WIDTH // 4


def test_a_net_without_the_layers_meant_is_refused() -> None:
    net = models.weights(models.RECOGNITION).read_bytes()
    with pytest.raises(KeyError, match=r"no_such_layer"):
        with_products(net, [Product("matrix", "no_such_layer")])


@pytest.mark.skipif(nets.best_runtime() != nets.OPENVINO, reason="needs the extra openvino, and bfloat16")
def test_openvino_reads_short_lines_as_with_their_padding() -> None:
    name, characters = models.RECOGNITION, models.characters()
    whole, short = nets.load(name, 1, runtime=nets.OPENVINO), nets.load_short(name, 1, runtime=nets.OPENVINO)
    crops = [crop for crop in lines_of_papers() if crop.shape[1] < 3 * crop.shape[0]]
    want = Recogniser(whole, characters).recognise(crops)
    got = Recogniser(whole, characters, short).recognise(crops)
    assert [one.text for one in got] == [one.text for one in want]
