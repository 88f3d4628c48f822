"""Reading with the real nets, on pictures drawn here."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import fields

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from extractors.ocr import Image, OcrEngine, Recognised, decode, keeps_its_doubt, load_engine, read_lines
from extractors.reading import Box, Line

Floats = npt.NDArray[np.float32]


@pytest.fixture(scope="session")
def engine() -> OcrEngine:
    return load_engine(threads=2)


def page(*texts: tuple[str, int, int], size: tuple[int, int] = (700, 1000)) -> Image:
    """A white page with text at (x, y) baselines; OpenCV's own strokes hold Latin letters and digits."""
    image = np.full((*size, 3), 255, np.uint8)
    for text, x, y in texts:
        cv2.putText(image, text, (x, y), cv2.FONT_HERSHEY_DUPLEX, 1.2, (0, 0, 0), 2, cv2.LINE_AA)
    return image


def fractions(image: Image) -> npt.NDArray[np.float64]:
    return np.diag([1 / image.shape[1], 1 / image.shape[0], 1.0])


def test_lines_come_in_reading_order_with_their_places(engine: OcrEngine) -> None:
    image = page(("HBA1C 7.9", 60, 120), ("2026-03-05", 560, 122), ("GLU 11.2", 60, 320))
    lines = read_lines(image, fractions(image), engine)
    assert [line.text.replace(" ", "") for line in lines] == ["HBA1C7.9", "2026-03-05", "GLU11.2"]
    first = lines[0]
    assert first.confidence > 0.9
    assert 0 < first.min_confidence <= first.confidence
    assert len(first.char_confidences) == len(first.char_positions) == len(first.text)
    assert first.polygon[0] == pytest.approx((60 / 1000, 90 / 700), abs=0.03)
    assert first.box.x0 == pytest.approx(0.06, abs=0.02)
    assert first.box.y1 == pytest.approx(0.125, abs=0.03)  # in page widths, not heights


def test_a_part_of_a_line_lies_where_its_characters_are(engine: OcrEngine) -> None:
    image = page(("NAME 110105", 100, 200))
    (line,) = read_lines(image, fractions(image), engine)
    number = line.part(line.text.index("1"), len(line.text))
    assert number.text == "110105"
    assert number.box.x0 > line.box.x0 + 0.3 * line.box.width
    assert number.box.x1 == pytest.approx(line.box.x1)


def test_a_lone_digit_is_not_taken_for_vertical_text(engine: OcrEngine) -> None:
    image = page(("WBC", 60, 120), ("1", 500, 120), ("7", 700, 120), ("RBC 4.5", 60, 220))
    texts = [line.text for line in read_lines(image, fractions(image), engine)]
    assert "7" in texts
    assert any(t in {"1", "l", "I"} for t in texts)


def test_a_blank_page_has_no_lines(engine: OcrEngine) -> None:
    assert read_lines(page(), fractions(page()), engine) == ()


def test_frames_are_kept_only_where_asked_for(engine: OcrEngine) -> None:
    image = page(("CT 2026", 10, 60), size=(90, 320))
    (without,) = engine.recognise([image])
    (with_frames,) = engine.recognise([image], keep_frames=True)
    assert without.frames is None
    assert with_frames.frames is not None
    assert with_frames.frames.shape[1] == len(engine.characters)
    assert with_frames.frames.sum(1) == pytest.approx(np.ones(len(with_frames.frames)), abs=1e-3)


def test_decoding_collapses_repeats_and_keeps_the_least_sure_character() -> None:
    frames = np.full((5, 4), 0.01, np.float32)
    for t, (index, p) in enumerate([(1, 0.9), (1, 0.8), (0, 0.99), (1, 0.6), (2, 0.95)]):
        frames[t, index] = p
    read = decode(frames, ("", "a", "b", "c"))
    assert read.text == "aab"
    assert read.char_confidences == pytest.approx((0.9, 0.6, 0.95))
    assert read.min_confidence == pytest.approx(0.6)
    assert read.char_positions == pytest.approx((0.1, 0.7, 0.9))


ALPHABET = ("", *"2026年医院甲乙")


def doubtful(text: str, second: dict[int, str], sure: float = 0.9) -> Floats:
    """Frames that read `text`, one to a character with blanks between; at some characters a second one comes close."""
    frames = np.full((2 * len(text), len(ALPHABET)), 1e-6, np.float32)
    frames[1::2, 0] = 1.0
    for i, letter in enumerate(text):
        frames[2 * i, ALPHABET.index(letter)] = sure if i in second else 1.0
        if i in second:
            frames[2 * i, ALPHABET.index(second[i])] = 1 - sure
    return frames


def test_a_hospital_or_a_date_read_in_doubt_keeps_what_else_it_may_be() -> None:
    for text, at, other in (("甲医院", 0, "乙"), ("2026年", 3, "0")):
        read = decode(doubtful(text, {at: other}), ALPHABET)
        assert read.text == text
        assert len(read.doubt) == 2 * len(text)
        seen = dict(read.doubt[2 * at])
        assert seen[text[at]] == pytest.approx(np.log(0.9), abs=0.01)
        assert seen[other] == pytest.approx(np.log(0.1), abs=0.01)


def test_what_was_read_for_certain_or_is_held_against_nothing_keeps_no_doubt() -> None:
    assert decode(doubtful("甲医院", {}), ALPHABET).doubt == ()
    assert decode(doubtful("甲乙甲乙甲", {0: "乙"}), ALPHABET).doubt == ()


def test_a_part_of_a_line_keeps_its_own_share_of_the_doubt() -> None:
    frames = tuple(((str(i), 0.0),) for i in range(10))
    whole = Line("医院医院医", 0.9, 0.9, Box(0, 0, 1, 0.1), ((0, 0), (1, 0), (1, 1), (0, 1)), frames=frames)
    assert whole.part(0, 5) is whole
    assert whole.part(2, 4).frames == frames[4:8]
    assert pickle.loads(pickle.dumps(whole)) == whole


def test_a_line_written_before_it_could_keep_its_doubt_is_still_read() -> None:
    line = Line("甲", 0.9, 0.9, Box(0, 0, 1, 0.1), ((0, 0), (1, 0), (1, 1), (0, 1)))
    old = object.__new__(Line)
    old.__setstate__([getattr(line, known.name) for known in fields(line)][:-1])
    assert old == line


class TwoReadings:
    """An engine that finds one line and reads it by its sharpness: sharp as first, softened as second."""

    name = "two readings"
    characters: tuple[str, ...] = ()

    def __init__(self, first: Recognised, second: Recognised) -> None:
        self.first, self.second = first, second
        self.asked = 0

    def detect(self, image: Image, bent: bool = False) -> Floats:
        return np.array([[[10, 10], [110, 10], [110, 40], [10, 40]]], np.float32)

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        self.asked += len(crops)
        return [self.first if int(np.ptp(crop)) == 255 else self.second for crop in crops]


@pytest.mark.parametrize(
    ("first", "second", "kept", "asked"),
    [(0.99, 1.0, "白细胞", 1), (0.6, 0.8, "自细胞", 2), (0.6, 0.5, "白细胞", 2)],
)
def test_a_doubtful_line_is_read_again_and_the_surer_reading_counts(
    first: float, second: float, kept: str, asked: int
) -> None:
    dots = np.zeros((60, 140, 3), np.uint8)
    dots[::2, ::2] = 255
    places = (0.2, 0.5, 0.8)
    engine = TwoReadings(Recognised("白细胞", (first,) * 3, places), Recognised("自细胞", (second,) * 3, places))
    (line,) = read_lines(dots, np.diag([1 / 140, 1 / 60, 1.0]), engine)
    assert (line.text, engine.asked) == (kept, asked)


def test_a_number_is_not_guessed_at_twice() -> None:
    image = np.zeros((60, 140, 3), np.uint8)
    engine = TwoReadings(Recognised("6.1", (0.5,) * 3, ()), Recognised("5.1", (0.9,) * 3, ()))
    read_lines(image, np.diag([1 / 140, 1 / 60, 1.0]), engine)
    assert engine.asked == 1


def test_what_may_be_a_persons_name_keeps_its_doubt_from_a_trace_on() -> None:
    assert keeps_its_doubt("逢语蔓", (0.995, 1.0, 1.0))
    assert keeps_its_doubt("患者姓名卜菁仙性别女", (1.0,) * 5 + (0.997,) + (1.0,) * 4)
    assert keeps_its_doubt("萨尔图·青格乐", (0.99,) * 7)
    assert not keeps_its_doubt("逢语蔓", (0.9995, 1.0, 1.0))
    assert not keeps_its_doubt("腹平软，无压痛，肠鸣音正常", (0.9,) * 13)
    assert not keeps_its_doubt("2026-03-05", (0.99,) * 10)


@pytest.mark.parametrize(
    "line",
    [
        "医师签名：邝妤", "主治医师 邝妤", "检验者:邝妤 审核者:寿筠", "报告：邝妤", "科主任 邝妤", "责任护士：邝妤",
        "名：邝妤", "邝妤 女 45岁", "Verified by 邝妤", "受检者 邝妤", "邝妤，性别女，",
        "检验者邝妤 审核者寿筠", "审核邝妤", "初检邝妤", "检验 邝妤",
    ],
)  # fmt: skip
def test_whoever_signs_or_is_named_keeps_the_doubt_about_the_name(line: str) -> None:
    assert keeps_its_doubt(line, (0.99,) * len(line))


@pytest.mark.parametrize(
    "line", ["签发机关 甲市公安局", "主治医师查房后建议继续目前治疗" * 4, "报告说明腹平软", "检验结果仅供参考"]
)
def test_what_no_name_stands_in_keeps_no_doubt(line: str) -> None:
    assert not keeps_its_doubt(line, (0.99,) * len(line))
