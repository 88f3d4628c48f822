"""Another character clearly read in the place of one of a name's: a near namesake, not wear."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from extractors.reading import Box, Field, Seal, SealColour, SealPurpose, SealShape, SealStatus, Strip, StripKind
from validators.registry import Registry
from validators.registry_file import Entry
from validators.seal_strips import best_owner
from validators.verdict import MatchStatus, Outcome

DAY = dt.date(2026, 5, 1)
NAMES = {
    "岚屿市人民医院": "A", "岚屿市第二人民医院": "B", "苍岭市城东区中医医院": "C", "敖伦县医院": "D",
    "海曲医科大学附属医院滨河县分院": "E", "峄川市中心医院": "F",
}  # fmt: skip
NEAR = [
    ("岚屿市人民医院", "岚峰市人民医院"),
    ("岚屿市人民医院", "云屿市人民医院"),
    ("岚屿市第二人民医院", "岚屿市第一人民医院"),
    ("苍岭市城东区中医医院", "苍岭市城西区中医医院"),
    ("敖伦县医院", "敖汉县医院"),
    ("海曲医科大学附属医院滨河县分院", "海曲医科大学附属医院滨海县分院"),
    ("海曲医科大学附属医院滨河县分院", "海宁医科大学附属医院滨河县分院"),
]
_PAPER = (("", -0.01),)
REGISTRY = Registry([Entry(code, name, (), 3, "甲", "rizhao", True, None, None, "", 1) for name, code in NAMES.items()])


def strip(*letters, peaks=1):
    """Four frames a character, the first `peaks` of them read; a dictionary holds letters and their probabilities."""
    frames = [_PAPER] * 4
    for letter in letters:
        seen = letter if isinstance(letter, dict) else {letter: 0.98}
        read = tuple((c, math.log(p)) for c, p in sorted(seen.items(), key=lambda pair: -pair[1]))
        frames += [read] * peaks + [_PAPER] * (4 - peaks)
    return Strip(StripKind.ARC, (*frames, *[_PAPER] * 12))


def fitted(expected, *strips):
    found = best_owner(strips, NAMES, NAMES[expected])
    assert found is not None and found.text == expected
    return found


def compared(head, *strips, text=""):
    name = REGISTRY.resolve([Field("letterhead", head, head, 0.98, ())], "rizhao", DAY)
    seal = Seal(
        "a.jpg", 1, Box(0.6, 0.6, 0.8, 0.8), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT,
        SealPurpose.CERTIFICATE, 0.9, text=text, owner_text=text, text_confidence=0.9, strips=strips,
    )  # fmt: skip
    return REGISTRY.compare_seal(name, seal, DAY, "rizhao")


@pytest.mark.parametrize("peaks", [1, 2])
@pytest.mark.parametrize(("listed", "stamped"), NEAR)
def test_one_clear_other_character_leaves_the_owner_open(listed, stamped, peaks):
    seal = [strip(*stamped, peaks=peaks)] * 3
    agreement = compared(listed, *seal)
    assert agreement.outcome is Outcome.UNSURE
    assert agreement.owner.status is not MatchStatus.MATCHED
    assert compared("海曲市骨科医院", *seal).outcome is Outcome.UNSURE  # nor is it the entry's seal elsewhere
    assert compared(listed, *[strip(*listed, peaks=peaks)] * 3).outcome is Outcome.PASS


@pytest.mark.parametrize(("listed", "stamped"), NEAR)
def test_a_near_namesake_on_the_list_is_told(listed, stamped):
    found = best_owner([strip(*stamped)] * 3, {**NAMES, stamped: "Z"}, NAMES[listed])
    assert found is not None and found.code == "Z"
    assert not found.contradicted


def test_a_worn_character_still_passes():
    for worn in ({"": 0.98}, {"": 0.6, "峰": 0.39}, {"峰": 0.7, "屿": 0.2}, {"峰": 0.9, "屿": 0.05}):
        seal = [strip("岚", worn, *"市人民医院")] * 3
        assert not fitted("岚屿市人民医院", *seal).contradicted, worn
        assert compared("岚屿市人民医院", *seal).outcome is Outcome.PASS, worn


def test_what_is_read_now_as_one_and_now_as_another_is_wear():
    doubt = [strip("岚", {"峰": 0.5, "岭": 0.4}, *"市人民医院")] * 3
    assert not fitted("岚屿市人民医院", *doubt).contradicted
    apart = [strip("岚", other, *"市人民医院") for other in "峰巢岭"]
    assert not fitted("岚屿市人民医院", *apart).contradicted


def test_one_strip_of_three_does_not_decide():
    good, other = strip(*"岚屿市人民医院"), strip(*"岚峰市人民医院")
    assert fitted("岚屿市人民医院", good, good, other).sure
    assert not fitted("岚屿市人民医院", good, other, other).sure


def test_look_alikes_are_wear_as_long_as_there_is_a_trace_of_the_right_one():
    traced = [strip({"峰": 0.95, "峄": 0.002}, *"川市中心医院")] * 3
    assert not fitted("峄川市中心医院", *traced).contradicted
    assert fitted("峄川市中心医院", *[strip(*"峰川市中心医院")] * 3).contradicted
    assert not fitted("岚屿市人民医院", *[strip(*"岚屿巾人民医院")] * 3).contradicted  # twins name nobody else


def test_text_that_names_the_entry_does_not_outweigh_another_character_on_the_strips():
    seal = [strip(*"岚峰市人民医院")] * 3
    assert compared("岚屿市人民医院", *seal, text="岚屿市人民医院").outcome is Outcome.UNSURE


def test_a_hospital_of_no_registry_is_held_to_its_own_letters():
    assert compared("远山市骨科医院", *[strip(*"远山市骨科医院")] * 3).outcome is Outcome.PASS
    assert compared("远山市骨科医院", *[strip(*"远川市骨科医院")] * 3).outcome is Outcome.UNSURE


def test_a_clear_other_character_on_a_letterhead_is_not_the_entry():
    for listed, printed in NEAR:
        frames = tuple(f for c in printed for f in (((c, math.log(0.98)),), _PAPER))
        for kept in ((), frames):
            read = Field("letterhead", printed, printed, 0.98, (), (0.98,) * len(printed), kept)
            match = REGISTRY.resolve([read], "rizhao", DAY)
            assert match.status is not MatchStatus.MATCHED, printed
            assert match.code != NAMES[listed]


def test_within_a_word_that_has_no_neighbour_another_character_is_misread() -> None:
    force = "战略支援部队茌阳特色医学中心"

    def contradicted(text: str) -> bool:
        found = best_owner([strip(*text)] * 3, {force: "M", **NAMES}, "M")
        assert found is not None
        assert found.text == force
        return found.contradicted

    assert not contradicted(force.replace("战", "故"))
    assert contradicted(force.replace("阳", "城"))
