"""Calls of nets on tape."""

from __future__ import annotations

import numpy as np

from extractors.nets import Floats, Net
from samples.bench.tape import recording


def test_every_call_inside_is_kept_and_can_be_made_again() -> None:
    made: list[int] = []

    def run(batch: Floats) -> Floats:
        made.append(batch.shape[-1])
        return batch + 1

    net = Net("adds one", run)
    with recording(keeps=True) as tape:
        assert net(np.zeros((1, 3), np.float32)).sum() == 3
        net(np.zeros((1, 5), np.float32))
    net(np.zeros((1, 7), np.float32))
    assert [batch.shape[-1] for _, batch in tape.calls] == [3, 5]
    assert set(tape.seconds) == {"adds one"}
    tape.again()
    assert made == [3, 5, 7, 3, 5]
