"""A net that makes each width of line ready and keeps it is shown few widths, and characters stay where they are."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.nets import Floats, Net
from extractors.recogniser import STEP, Recogniser


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
