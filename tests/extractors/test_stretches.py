"""Long lines of which only the doubted stretches are read again."""

from __future__ import annotations

import math

import numpy as np
import pytest

from extractors import stretches
from extractors.recognised import Recognised
from extractors.stretches import Stretch

SURE = 0.85
LINE = "患者于三年前无明显诱因出现双下肢水肿，伴泡沫尿，就诊于青禾县岱阳镇卫生院，口服药物后好转出院"
CROP = np.zeros((48, 24 * len(LINE), 3), np.uint8)


def read(text: str, doubts: dict[int, float] | None = None) -> Recognised:
    marks = tuple((doubts or {}).get(at, 0.99) for at in range(len(text)))
    return Recognised(text, marks, tuple((at + 0.5) / len(text) for at in range(len(text))))


def test_what_is_read_again_is_what_lies_around_the_doubt() -> None:
    (stretch,) = stretches.doubted(CROP, read(LINE, {28: 0.4}), SURE)
    assert stretch.start < 28 / len(LINE) < stretch.end
    assert stretch.of(CROP).shape[1] == pytest.approx(320, abs=2)


def test_a_doubt_at_the_end_is_read_with_as_much_before_it() -> None:
    (stretch,) = stretches.doubted(CROP, read(LINE, {len(LINE) - 1: 0.4}), SURE)
    assert stretch.end == 1
    assert stretch.of(CROP).shape[1] == pytest.approx(320, abs=2)


def test_doubts_side_by_side_are_read_in_one() -> None:
    assert len(stretches.doubted(CROP, read(LINE, {20: 0.4, 24: 0.3}), SURE)) == 1
    assert len(stretches.doubted(CROP, read(LINE, {5: 0.4, 40: 0.3}), SURE)) == 2


@pytest.mark.parametrize("doubts", [{}, dict.fromkeys(range(0, len(LINE), 6), 0.5)])
def test_what_is_doubted_nowhere_or_all_over_is_not_read_in_parts(doubts: dict[int, float]) -> None:
    assert stretches.doubted(CROP, read(LINE, doubts), SURE) == ()


def test_a_short_line_is_not_read_in_parts() -> None:
    assert stretches.doubted(np.zeros((48, 200, 3), np.uint8), read("姓名：岑霁", {4: 0.3}), SURE) == ()


def test_what_the_part_says_counts_between_what_both_say() -> None:
    seen = LINE.replace("岱阳镇", "贷阳镇")
    at = seen.index("贷")
    line, stretch = read(seen, {at: 0.5}), Stretch(20 / len(LINE), 36 / len(LINE))
    # The ends of a part cut characters through: what they are taken for is not believed.
    part = read("丶" + LINE[21:35] + "亅", {0: 0.2, 15: 0.2})
    whole = stretches.mended(line, [(stretch, part)], SURE)
    assert whole is not None
    assert whole.text == LINE
    assert min(whole.char_confidences) == 0.99
    assert list(whole.char_positions) == sorted(whole.char_positions)
    assert whole.char_positions[at] == pytest.approx(line.char_positions[at], abs=0.01)


def test_a_character_left_out_before_is_put_in() -> None:
    seen = LINE.replace("岱阳镇", "岱镇")
    at = seen.index("岱")
    stretch = Stretch(20 / len(LINE), 36 / len(LINE))
    whole = stretches.mended(read(seen, {at: 0.5}), [(stretch, read(LINE[20:36]))], SURE)
    assert whole is not None
    assert whole.text == LINE


def test_a_part_that_shares_nothing_with_the_line_mends_nothing() -> None:
    line, stretch = read(LINE, {28: 0.4}), Stretch(20 / len(LINE), 36 / len(LINE))
    assert stretches.mended(line, [(stretch, read("甲乙丙丁"))], SURE) is None


def test_a_doubt_beside_what_both_say_mends_nothing() -> None:
    line, stretch = read(LINE, {28: 0.4}), Stretch(20 / len(LINE), 36 / len(LINE))
    assert stretches.mended(line, [(stretch, read("甲乙" + LINE[30:36]))], SURE) is None


def test_the_lines_own_end_needs_nothing_shared_after_it() -> None:
    seen = LINE[:-1] + "浣"
    stretch = Stretch(1 - 14 / len(LINE), 1)
    whole = stretches.mended(read(seen, {len(LINE) - 1: 0.3}), [(stretch, read(LINE[-14:]))], SURE)
    assert whole is not None
    assert whole.text == LINE


def test_what_else_a_part_may_say_stands_where_it_lies() -> None:
    frames = tuple((((char, math.log(0.9)),)) for char in LINE)
    at = 28
    line = Recognised(LINE, read(LINE, {at: 0.4}).char_confidences, read(LINE).char_positions, doubt=frames)
    heard = tuple(((char, math.log(0.5)), ("贷", math.log(0.4))) for char in LINE[20:36])
    part = Recognised(LINE[20:36], (0.6,) * 16, read(LINE[20:36]).char_positions, doubt=heard)
    whole = stretches.mended(line, [(Stretch(20 / len(LINE), 36 / len(LINE)), part)], SURE)
    assert whole is not None
    assert [frame[0][0] for frame in whole.doubt] == list(LINE)
    assert len(whole.doubt[at]) == 2
    assert len(whole.doubt[at - 12]) == 1
