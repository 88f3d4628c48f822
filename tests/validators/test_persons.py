"""Identity numbers and names: valid, the same, another person's, or not to be told. All invented."""

from __future__ import annotations

import datetime as dt

import pytest

from validators.persons import (
    age_on,
    birth_of_id,
    compare_ids,
    compare_names,
    eighteen,
    id_number_valid,
    normalise_name,
    sex_of_id,
)
from validators.verdict import Outcome

PASS, FAIL, UNSURE = Outcome.PASS, Outcome.FAIL, Outcome.UNSURE
MAN = "110105194912310011"
SAMPLE = "11010519491231002X"  # the standard's own example


def with_check(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


def test_the_standards_example_is_valid() -> None:
    assert (
        id_number_valid(SAMPLE) and id_number_valid("1101 0519 4912 3100 2x") and id_number_valid("11010519491231002×")
    )


@pytest.mark.parametrize(
    "text", ["110105194912310021", "1101051949123100", "", "11010519491231002A", "X1010519491231002X"]
)
def test_a_wrong_check_digit_or_length_is_invalid(text: str) -> None:
    assert not id_number_valid(text)


def test_any_single_digit_changed_is_noticed() -> None:
    for i in range(17):
        for digit in "0123456789":
            if digit != SAMPLE[i]:
                assert not id_number_valid(SAMPLE[:i] + digit + SAMPLE[i + 1 :])


@pytest.mark.parametrize(
    ("birth", "valid"),
    [("20000229", True), ("19000229", False), ("20010431", False), ("20011301", False), ("18000101", False)],
)
def test_a_birth_date_has_to_exist(birth: str, valid: bool) -> None:
    assert id_number_valid(with_check("990101" + birth + "123")) is valid


def test_an_old_number_has_fifteen_digits_and_a_real_date() -> None:
    assert id_number_valid("110105491231002")
    assert not id_number_valid("110105491331002")
    assert eighteen("110105491231002") == SAMPLE


def test_sex_and_birth_stand_in_the_number() -> None:
    assert (sex_of_id(SAMPLE), sex_of_id("110105491231002")) == ("女", "女")
    assert sex_of_id(with_check("99010119800101013")) == "男"
    assert birth_of_id(SAMPLE) == birth_of_id("110105491231002") == dt.date(1949, 12, 31)
    assert (sex_of_id("123"), birth_of_id("123")) == ("", None)


@pytest.mark.parametrize(
    ("day", "age"),
    [(dt.date(2025, 3, 4), 44), (dt.date(2025, 3, 5), 45), (dt.date(1980, 3, 5), 0), (dt.date(1980, 3, 4), -1)],
)
def test_an_age_changes_on_the_birthday(day: dt.date, age: int) -> None:
    assert age_on(dt.date(1980, 3, 5), day) == age


# --- comparing numbers

OTHER = with_check("99010119630704252")


def test_the_same_number_in_either_length_is_the_same() -> None:
    assert compare_ids(SAMPLE, SAMPLE.lower()) is PASS
    assert compare_ids("110105491231002", SAMPLE) is PASS


def test_another_valid_number_is_another_person_if_read_surely() -> None:
    assert compare_ids(OTHER, SAMPLE, 0.95) is FAIL
    assert compare_ids(OTHER, SAMPLE, 0.6) is UNSURE


def test_a_number_that_is_not_valid_was_misread_rather_than_anothers() -> None:
    broken = OTHER[:-1] + ("1" if OTHER[-1] != "1" else "2")
    assert compare_ids(broken, SAMPLE, 0.99) is UNSURE


def test_one_look_alike_digit_apart_cannot_tell() -> None:
    for digit, kin in (("0", "8"), ("1", "7"), ("5", "6"), ("9", "4")):
        at = SAMPLE.index(digit)
        assert compare_ids(SAMPLE[:at] + kin + SAMPLE[at + 1 :], SAMPLE, 0.99) is UNSURE


@pytest.mark.parametrize("masked", ["110105********002X", "1****************X", "11010519491231"])
def test_a_masked_or_cut_number_cannot_tell(masked: str) -> None:
    assert compare_ids(masked, SAMPLE, 0.99) is UNSURE


def test_an_empty_number_cannot_tell() -> None:
    assert compare_ids("", SAMPLE) is UNSURE


# --- comparing names


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("林晓禾", "林 晓 禾"), ("姓名：林晓禾", "林晓禾"), ("⻢晓⻘", "马晓青"), ("巴特尔·苏和", "巴特尔•苏和"),
        ("巴特尔．苏和", "巴特尔・苏和"), ("林晓禾（本人）", "林晓禾"),
        ("巴特尔苏和", "巴特尔·苏和"), ("Anna Lee", "ANNALEE"),
    ],
)  # fmt: skip
def test_one_name_in_several_spellings(a: str, b: str) -> None:
    assert compare_names(a, b) is PASS
    assert compare_names(b, a) is PASS


@pytest.mark.parametrize(
    ("a", "b"), [("林晓禾", "周立本"), ("林晓禾", "林立本"), ("王珂", "李珂"), ("巴特尔·苏和", "那顺·乌力吉")]
)
def test_clearly_different_names(a: str, b: str) -> None:
    assert compare_names(a, b, 0.95) is FAIL
    assert compare_names(a, b, 0.6) is UNSURE


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("林晓未", "林晓末"), ("王土根", "王士根"), ("解菌巧", "解茵巧"), ("巴特尔·苏", "巴特尔·苏和"),
        ("陈果", "陈·果"),
        ("林禾", "林晓禾"), ("赵珺", "赵珺琦"),
        ("林晓禾", "林晓龢"),
    ],
)  # fmt: skip
def test_a_look_alike_a_lost_or_a_rare_character_cannot_tell(a: str, b: str) -> None:
    assert compare_names(a, b, 0.97) is UNSURE


def test_a_differing_character_read_with_doubt_cannot_tell() -> None:
    assert compare_names("林晓木", "林晓禾", 0.9, (0.99, 0.99, 0.4)) is UNSURE
    assert compare_names("林晓木", "林晓禾", 0.9, (0.99, 0.99, 0.99)) is FAIL


@pytest.mark.parametrize(("a", "b"), [("林*", "林晓禾"), ("林＊禾", "林晓禾"), ("*晓禾", "林晓禾"), ("林**", "林晓禾")])
def test_a_masked_name_that_fits_cannot_tell(a: str, b: str) -> None:
    assert compare_names(a, b) is UNSURE
    assert compare_names(b, a) is UNSURE


def test_a_masked_name_that_does_not_fit_is_anothers() -> None:
    assert compare_names("周*", "林晓禾", 0.95) is FAIL


def test_a_part_between_two_masks_has_to_be_there_in_order() -> None:
    assert compare_names("巴*尔*和", "巴特尔·苏和", 0.95) is UNSURE
    assert compare_names("巴*和*尔", "巴特尔·苏和", 0.95) is FAIL
    assert compare_names("林晓禾*", "林晓禾", 0.95) is FAIL, "a mask stands for at least one character"


def test_a_hostile_mask_costs_no_time() -> None:
    assert compare_names("*林" * 200 + "晓", "林" * 5000, 0.95) is FAIL


def test_an_empty_name_cannot_tell() -> None:
    assert compare_names("", "林晓禾") is UNSURE


def test_titles_and_labels_are_no_part_of_a_name() -> None:
    assert normalise_name("患者姓名: 林晓禾 女士") == "林晓禾"
