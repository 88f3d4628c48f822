"""Names of patients read with doubt, against the applicant's name on what the recogniser saw."""

from __future__ import annotations

import pytest

from tests.validators.test_hospital_heard import frames
from validators.look_alikes import alike, confused
from validators.matching import MATCHING
from validators.name_characters import plausible
from validators.person_heard import heard_as

SEX_AND_AGE = MATCHING.persons.sex + MATCHING.persons.age


def heard(read: str, name: str, *letters: str | dict[str, float], agrees: bool = False) -> bool:
    return heard_as(frames(*letters), read, name, SEX_AND_AGE if agrees else 0.0)


def test_a_trace_of_the_applicants_character_is_enough_where_nobody_is_called_what_was_read() -> None:
    assert heard("解菌巧", "解茵巧", "解", {"菌": 0.97, "茵": 0.03}, "巧")
    assert not heard("解菌巧", "解茵巧", "解", {"菌": 0.997, "茵": 0.003}, "巧")
    assert not heard("解菌巧", "解茵巧", *"解菌巧")


def test_a_name_somebody_may_bear_needs_more_of_it_and_another_sign() -> None:
    seen = ("景", "法", {"锋": 0.8, "铎": 0.2})
    assert heard("景法锋", "景法铎", *seen, agrees=True)
    assert not heard("景法锋", "景法铎", *seen, agrees=False)
    assert not heard("景法锋", "景法铎", "景", "法", {"锋": 0.98, "铎": 0.02}, agrees=True)


def test_characters_a_stroke_apart_never_pass() -> None:
    assert not heard("王末", "王未", "王", {"末": 0.55, "未": 0.45}, agrees=True)


def test_another_name_that_comes_as_near_leaves_it_open() -> None:
    seen = ("解", {"菌": 0.8, "茵": 0.1, "英": 0.09}, "巧")
    assert not heard("解菌巧", "解茵巧", *seen)


@pytest.mark.parametrize(("read", "name"), [("王小明", "李小华"), ("王小明", "王小"), ("张三", "李四")])
def test_names_more_than_a_character_apart_are_not_the_same(read: str, name: str) -> None:
    assert not heard(read, name, *({one: 0.6, other: 0.4} for one, other in zip(read, name + "明", strict=False)))


def test_a_long_name_may_have_two_characters_misread() -> None:
    seen = ({"阿": 1.0}, {"冶": 0.6, "治": 0.4}, "·", "巴", {"拢": 0.6, "陇": 0.4}, "格")
    assert heard("阿冶·巴拢格", "阿治·巴陇格", *seen, agrees=True)


@pytest.mark.parametrize(("letter", "same"), [({"": 0.6, "媱": 0.4}, True), ({"": 1.0}, False)])
def test_a_character_that_was_lost_has_to_have_been_seen(letter: dict[str, float], same: bool) -> None:
    assert heard("满菱", "满菱媱", "满", "菱", letter, agrees=True) is same


def test_two_characters_of_a_short_name_may_be_misread_where_nobody_is_called_so() -> None:
    seen = ({"溝": 0.8, "满": 0.2}, "菱", {"婬": 0.6, "媱": 0.3})
    assert heard("溝菱婬", "满菱媱", *seen, agrees=True)
    borne = ({"高": 0.6, "商": 0.4}, {"梅": 0.6, "海": 0.4}, "芳")
    assert not heard("高梅芳", "商海芳", *borne, agrees=True)


def test_a_name_as_likely_as_the_applicant_s_needs_another_sign() -> None:
    seen = ("厉", {"压": 0.98, "珏": 0.007, "环": 0.006}, "棉")
    assert heard("厉压棉", "厉珏棉", *seen, agrees=True)
    assert not heard("厉压棉", "厉珏棉", *seen)


def test_what_people_may_be_called() -> None:
    assert plausible("景法锋", 2)
    assert plausible("欧阳明", 1)
    assert not plausible("解菌巧", 1)
    assert not plausible("看倩", 0)


def test_what_a_recogniser_confuses_in_names() -> None:
    for one, other in ("茵菌", "逄逢", "彤形", "铎锋", "苒再", "娟绢"):
        assert confused(one, other)
    assert not alike("铎", "锋")  # of hospitals they are no twins
    assert not confused("明", "伟")
