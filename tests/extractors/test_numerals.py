"""Roman stages whose strokes were read in doubt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractors import numerals
from extractors.numerals import Image, Reading

CROP: Image = np.full((32, 400, 3), 255, np.uint8)


def line(text: str, doubtful: str, sure: float = 0.6) -> Reading:
    """A line whose characters `doubtful` were read with `sure`, the rest surely."""
    at = text.index(doubtful)
    marks = tuple(sure if at <= i < at + len(doubtful) else 0.99 for i in range(len(text)))
    return Reading(text, marks, tuple((i + 0.5) / len(text) for i in range(len(text))))


class Looks:
    """A recogniser that says these texts, in turn."""

    def __init__(self, *texts: str) -> None:
        self.texts, self.asked = texts, 0

    def __call__(self, pictures: Sequence[Image]) -> list[str]:
        self.asked += 1
        assert all(picture.shape[0] == CROP.shape[0] and picture.shape[1] > 0 for picture in pictures)
        return [self.texts[i % len(self.texts)] for i in range(len(pictures))]


def test_a_stroke_that_was_lost_comes_back_where_the_looks_agree() -> None:
    read = line("1.卵巢高级别浆液性癌IIC期 C56.x00", "II")
    after = numerals.settled(CROP, read, Looks("浆液性癌IIIC期 C5", "性癌ⅢC期"))
    assert after.text == "1.卵巢高级别浆液性癌IIIC期 C56.x00"
    assert len(after.char_confidences) == len(after.char_positions) == len(after.text)
    assert after.char_confidences[after.text.index("III")] == 0.95
    assert list(after.char_positions) == sorted(after.char_positions)


@pytest.mark.parametrize(("printed", "looks"), [("Ⅲ", "心功能III级"), ("111", "癌ⅢC级"), ("IV", "心功能Ⅳ级")])
def test_a_number_that_is_borne_out_stays_as_printed(printed: str, looks: str) -> None:
    read = line(f"心功能{printed}级", printed)
    after = numerals.settled(CROP, read, Looks(looks))
    assert after.text == read.text and min(after.char_confidences) == 0.95


def test_a_mixed_spelling_is_written_out() -> None:
    assert numerals.settled(CROP, line("心功能Ⅱ1级", "Ⅱ1"), Looks("心功能Ⅱ级")).text == "心功能II级"


def test_without_a_majority_it_stays_as_read_and_is_doubtful() -> None:
    read = line("食管癌IIB期", "II", 0.9)
    after = numerals.settled(
        CROP, read, Looks("食管癌IIIB期", "食管癌IB期", "食管癌", "食管癌IIIB期", "", "食管癌IIB期")
    )
    assert after.text == read.text
    assert max(after.char_confidences[3:5]) <= 0.5


def test_one_stroke_is_borne_out_by_nothing() -> None:
    """What is left of Ⅳ reads as I, however often."""
    after = numerals.settled(CROP, line("淋巴瘤1期", "1"), Looks("淋巴瘤I期"))
    assert after.text == "淋巴瘤1期" and after.char_confidences[3] <= 0.5


@pytest.mark.parametrize("text", ["高血压病3级", "2026年11月住院期间", "I10.x00x002高血压病", "共11期"])
def test_what_is_no_doubtful_stage_is_not_looked_at(text: str) -> None:
    looks = Looks("心功能II级")
    read = Reading(text, (0.99,) * len(text), tuple((i + 0.5) / len(text) for i in range(len(text))))
    assert numerals.settled(CROP, read, looks) is read and looks.asked == 0


def test_two_strokes_are_not_elected_over_a_five_by_looks_that_lost_it() -> None:
    looks = Looks("淋巴瘤II期", "淋巴瘤II期", "淋巴瘤I期", "淋巴瘤I期", "淋巴瘤I期", "淋巴瘤")
    after = numerals.settled(CROP, line("淋巴瘤IV期", "IV"), looks)
    assert after.text == "淋巴瘤IV期" and max(after.char_confidences[3:5]) <= 0.5


def test_one_stroke_in_the_line_itself_counts_against_more() -> None:
    looks = Looks("淋巴瘤I期", "淋巴瘤I期", "淋巴瘤II期", "淋巴瘤I期", "淋巴瘤I期", "淋巴瘤I期")
    assert numerals.settled(CROP, line("淋巴瘤I期", "I"), looks).text == "淋巴瘤I期"


def counted(number: str, text: str) -> tuple[Image, Reading]:
    """A picture of a number with boxes for all other characters, and what was read of it, the number in doubt."""
    size, at = 32, text.index(number)
    crop = np.full((size, size * (len(text) + 2), 3), 255, np.uint8)
    places = [(i + 0.5 if i < at else i + 2.5 - (1 if i < at + len(number) else 0)) * size for i in range(len(text))]
    for i, x in enumerate(places):
        if not at <= i < at + len(number):
            crop[4:28, round(x) - 10 : round(x) + 11 : 3] = 0
    return crop, Reading(
        text,
        tuple(0.7 if at <= i < at + len(number) else 0.99 for i in range(len(text))),
        tuple(x / crop.shape[1] for x in places),
    )


def with_strokes(crop: Image, count: int, centre: float) -> Image:
    for n in range(count):
        x = round(centre * crop.shape[1] + (n - (count - 1) / 2) * 9)
        crop[3:29, x - 1 : x + 2] = 0
    return crop


def test_strokes_that_can_be_counted_decide_between_looks_that_differ() -> None:
    crop, read = counted("Ⅲ", "食管癌Ⅲ期")
    after = numerals.settled(with_strokes(crop, 3, read.char_positions[3]), read, Looks("食管癌II期", "食管癌Ⅲ期", ""))
    assert after.text == "食管癌Ⅲ期" and after.char_confidences[3] == 0.95


def test_strokes_beside_a_five_are_not_counted() -> None:
    crop, read = counted("IV", "淋巴瘤IV期")
    centre = (read.char_positions[3] + read.char_positions[4]) / 2
    assert numerals.settled(with_strokes(crop, 2, centre), read, Looks("淋巴瘤IV期")).text == "淋巴瘤IV期"


@pytest.mark.parametrize("printed", ["ⅢI", "IⅢ", "ⅢⅢ"])
def test_a_number_read_as_one_character_is_not_made_longer_by_the_stroke_beside_it(printed: str) -> None:
    after = numerals.settled(CROP, line(f"直肠癌{printed}B期", printed), Looks("直肠癌IIIB期", ""))
    assert after.text == "直肠癌IIIB期"


@pytest.mark.parametrize("text", ["卵巢癌(FIGOIIC期)", "肝细胞癌（CNLCIIb期）", "骨髓瘤（ISSⅡ期）", "肾病（Lee II级）"])
def test_numbers_behind_names_of_scales_are_looked_at(text: str) -> None:
    number = "Ⅱ" if "Ⅱ" in text else "II"
    after = numerals.settled(CROP, line(text, number), Looks(text.replace(number, "III")))
    assert after.text == text.replace(number, "III")


def test_a_number_of_which_nothing_was_read_is_counted_and_open() -> None:
    text = "卵巢癌FIGOC期"
    size, at = 32, text.index("C期")
    places = [(i + 0.5 if i < at else i + 2.5) * size for i in range(len(text))]
    crop = np.full((size, size * (len(text) + 2), 3), 255, np.uint8)
    centre = (at + 1) * size / crop.shape[1]
    read = Reading(text, (0.99,) * len(text), tuple(x / crop.shape[1] for x in places))
    assert numerals.settled(crop, read, Looks("")) is read
    after = numerals.settled(with_strokes(crop, 3, centre), read, Looks(""))
    assert after.text == "卵巢癌FIGOIIIC期"
    assert len(after.char_confidences) == len(after.char_positions) == len(after.text)
    assert max(after.char_confidences[at : at + 3]) <= 0.6
    assert list(after.char_positions) == sorted(after.char_positions)
