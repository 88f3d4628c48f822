"""A net that makes each width of line ready and keeps it is shown few widths, and characters stay where they are."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.nets import Floats, Net
from extractors.recogniser import LEAST_WIDTH, SHORT_MOST, SHORT_STEP, STEP, Recogniser


class Shapes:
    """A net's batches, by their shapes."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def reads(self, batch: Floats) -> Floats:
        """A character wherever the crop is black, eight pixels to a frame."""
        self.seen.append(batch.shape)
        black = batch[:, 0, 24, 4::8] < -0.9
        return np.stack([~black, black], 2).astype(np.float32)


@pytest.mark.parametrize("width", [150, 700, 1234, 3199])
def test_characters_are_read_in_the_same_places(width: int) -> None:
    crop = np.full((48, width, 3), 255, np.uint8)
    crop[:, width - 20 : width - 8] = 0
    few, any_shape = Shapes(), Shapes()
    (one,) = Recogniser(Net("few", few.reads, keeps_shapes=True), ("", "l")).recognise([crop])
    (other,) = Recogniser(Net("any", any_shape.reads), ("", "l")).recognise([crop])
    assert one.text == other.text == "l"
    assert one.char_positions == pytest.approx(other.char_positions, abs=8 / width)
    assert few.seen[0][3] % STEP == 0
    assert any_shape.seen[0][3] == max(320, width)


def test_all_widths_there_are_make_few_shapes() -> None:
    few = Shapes()
    reader = Recogniser(Net("few", few.reads, keeps_shapes=True), ("", "l"))
    reader.recognise([np.zeros((48, width, 3), np.uint8) for width in range(20, 4000, 7)])
    assert len(set(few.seen)) == (3200 - 320) // STEP + 1


@pytest.mark.parametrize("width", [21, 64, 131, 160])
def test_characters_of_short_lines_are_read_in_the_same_places(width: int) -> None:
    crop = np.full((48, width, 3), 255, np.uint8)
    crop[:, width - 20 : width - 8] = 0
    few, any_shape = Shapes(), Shapes()
    whole = Net("whole", Shapes().reads)
    (one,) = Recogniser(whole, ("", "l"), Net("few", few.reads, keeps_shapes=True)).recognise([crop])
    (other,) = Recogniser(whole, ("", "l"), Net("any", any_shape.reads)).recognise([crop])
    assert one.text == other.text == "l"
    assert one.char_positions == pytest.approx(other.char_positions, abs=8 / width)
    assert few.seen[0][3] >= any_shape.seen[0][3]


def test_short_lines_make_few_shapes_and_those_that_gain_nothing_are_shown_whole() -> None:
    whole, short = Shapes(), Shapes()
    nets = (Net("whole", whole.reads, keeps_shapes=True), Net("short", short.reads, keeps_shapes=True))
    reader = Recogniser(nets[0], ("", "l"), nets[1])
    reader.recognise([np.zeros((48, width, 3), np.uint8) for width in range(4, 400, 3)])
    assert len(set(short.seen)) == SHORT_MOST // SHORT_STEP
    assert max(shape[3] for shape in short.seen) < LEAST_WIDTH
    assert {shape[3] for shape in whole.seen} == {LEAST_WIDTH, LEAST_WIDTH + STEP, LEAST_WIDTH + 2 * STEP}
    assert len(whole.seen) == len([width for width in range(4, 400, 3) if width > SHORT_MOST])


def test_lines_are_shown_by_their_length_and_told_in_their_order() -> None:
    widths = [900, 350, 1700, 360, 910, 20, 1690]
    crops = [np.full((48, width, 3), 255, np.uint8) for width in widths]
    for crop, width in zip(crops, widths, strict=True):
        crop[:, width // 2 :] = 0
    few = Shapes()
    read = Recogniser(Net("few", few.reads, keeps_shapes=True), ("", "l")).recognise(crops)
    shown = [shape[3] for shape in few.seen]
    assert shown == sorted(shown)
    for one, width in zip(read, widths, strict=True):
        assert one.text == "l"
        assert one.char_positions == pytest.approx([0.5], abs=16 / width)
