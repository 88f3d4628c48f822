"""Short lines read without most of their padding, and as if they had all of it.

The recogniser was taught on lines padded to 320 pixels and reads narrower pictures otherwise: it weighs what it sees by
means over all of a line, and looks from every place at every other. But padding is of one grey, and where the net has
not yet looked as far as the crop or the picture's end, one column of it is as good as another. So it is shown one such
column besides those that do differ; that one counts in means for all that are left out, and wherever the net is about
to look farther, the next few are put back as copies of it. What comes out is what would have been read of the whole
picture, but for the last digits of a float.

All is counted in columns of 4 pixels, as the net has them behind its first layers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractors import models
from extractors.onnx_graph import Product, with_products

Floats = NDArray[np.float32]

_COLUMN = 4  # pixels
_FRAME = 2  # columns
_WHOLE = 80  # columns of a line with all its padding
_FIRST = 2  # of `Stages.reach`, of every recogniser


@dataclass(frozen=True, slots=True)
class Stages:
    """Of a recogniser, parted where it takes means over a line: each stage holds one and ends behind it."""

    reach: tuple[int, ...]  # columns next to an edge that differ for it at each end
    ends: tuple[str, ...]
    letters: str  # the last layer, which tells characters

    @property
    def means(self) -> tuple[str, ...]:
        return tuple(f"ReduceMean.{2 * stage + 1}" for stage in range(len(self.ends)))


STAGES = {
    models.RECOGNITION: Stages(
        (_FIRST, 6, 8, 10, 14),
        (*(f"p2o.pd_op.multiply.{stage}.0" for stage in range(4)), "p2o.pd_op.pool2d.1.0"),
        "p2o.pd_op.matmul.12.0",
    ),
    models.TINY_RECOGNITION: Stages(
        (_FIRST, 5, 10),
        ("p2o.pd_op.multiply.0.0", "p2o.pd_op.multiply.1.0", "p2o.pd_op.pool2d.0.0"),
        "p2o.pd_op.matmul.1.0",
    ),
}


def changed(name: str, net: bytes) -> bytes:
    """That recogniser's file as it reads short lines: it takes `matrices` besides the picture."""
    stages = STAGES[name]
    means = (Product(f"mean{stage}", node) for stage, node in enumerate(stages.means))
    ends = (Product(f"put_back{stage}", node) for stage, node in enumerate(stages.ends))
    read = Product("read", stages.letters, from_left=True)
    return with_products(net, (*means, *ends, read))


def shown(crop: int) -> int:
    """Pixels of padded width in which a crop so wide is shown; 320 where nothing can be left out."""
    return _COLUMN * _columns(-(-crop // _COLUMN), (_FIRST,))[0]


@cache
def matrices(name: str, width: int) -> dict[str, Floats]:
    """What goes with a picture so many pixels wide, to that recogniser, as `shown` told and less than 320.

    Of the frames one behind the crop is read, and no more: where no paper is there is nothing to read.
    """
    crop = width // _COLUMN - 2 * _FIRST - 1
    columns = _columns(crop, STAGES[name].reach)
    made = {"read": np.eye(-(-crop // _FRAME) + 1, _WHOLE // _FRAME, dtype=np.float32)}
    for stage, reach in enumerate(STAGES[name].reach):
        there, then = columns[stage : stage + 2]
        copies = np.ones(there, np.int64)
        copies[crop + reach : crop + reach + 1] += _WHOLE - there
        made[f"mean{stage}"] = (copies[:, None] / _WHOLE).astype(np.float32)
        copies[crop + reach : crop + reach + 1] -= _WHOLE - then
        made[f"put_back{stage}"] = np.repeat(np.eye(there, dtype=np.float32), copies, axis=1)
    return made


def _columns(crop: int, reaches: tuple[int, ...]) -> tuple[int, ...]:
    """Columns of the picture in each stage, and after the last, of a crop that takes so many."""
    return (*(min(_WHOLE, crop + 2 * reach + 1) for reach in reaches), _WHOLE)
