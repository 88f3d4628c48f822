"""Hospital names on lines read with doubt, against a registry, its namesakes and invented neighbours."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from extractors.decoding import heard
from extractors.reading import Field, Frame
from validators.hospital_heard import listed_name
from validators.hospital_names import normalise, read_names
from validators.registry import Registry
from validators.registry_file import Entry
from validators.verdict import MatchStatus

DAY = dt.date(2026, 6, 1)
LISTED = {"峄川市人民医院": "A", "峄川市第二人民医院": "B", "云山县中医院": "C", "峄川市人民医院东湖分院": "D"}


def frames(*letters: str | dict[str, float]) -> tuple[Frame, ...]:
    """One frame a letter with blanks between; a dictionary holds several letters and their probabilities."""
    seen = [{letter: 1.0} if isinstance(letter, str) else letter for letter in letters]
    rows = [sorted(each.items(), key=lambda pair: -pair[1]) for each in seen]
    kept = [tuple((letter, math.log(share)) for letter, share in row) for row in rows]
    return tuple(frame for row in kept for frame in (row, (("", 0.0),)))


def field(text: str, *letters: str | dict[str, float], sure: float = 0.9) -> Field:
    return Field("letterhead", text, text, sure, (), (sure,) * len(text), frames(*letters))


def registry() -> Registry:
    return Registry(
        [
            Entry(code=code, name=name, aliases=(), level=3, grade_class="甲", region="rizhao", designated=True,
                  valid_from=dt.date(2020, 1, 1), valid_to=None, source="", line=1)
            for name, code in LISTED.items()
        ]
    )  # fmt: skip


def said(text: str, *letters: str | dict[str, float]) -> str | None:
    (read,) = read_names(text, 1.0)
    return listed_name(frames(*letters), read, LISTED)


def test_the_cost_of_a_name_is_what_the_recogniser_saw_less_of_it() -> None:
    fits = heard(frames({"峰": 0.6, "峄": 0.4}, *"川市人民医院"), "峰川市人民医院", list(LISTED))
    assert fits[0].text == "峄川市人民医院"
    assert fits[0].cost == pytest.approx(math.log(0.4 / 0.6), abs=0.05)
    assert fits[1].cost < -6


def test_nothing_kept_says_nothing() -> None:
    assert heard((), "峰川市人民医院", list(LISTED)) == ()


def test_a_rare_character_nearly_seen_is_the_listed_name() -> None:
    assert said("峰川市人民医院", {"峰": 0.87, "峄": 0.12}, *"川市人民医院") == "峄川市人民医院"


def test_a_character_hardly_seen_is_not() -> None:
    assert said("峰川市人民医院", {"峰": 0.97, "峄": 0.02}, *"川市人民医院") is None


def test_an_ordinal_that_may_be_another_is_never_taken_for_the_listed_one() -> None:
    assert said("峄川市第三人民医院", *"峄川市第", {"三": 0.7, "二": 0.3}, *"人民医院") is None
    assert said("峄川市第一人民医院", *"峄川市第", {"一": 0.5, "二": 0.45}, *"人民医院") is None


def test_a_kind_or_a_unit_that_may_be_another_is_not_either() -> None:
    assert said("云山县中心医院", *"云山县中", {"心": 0.6, "医": 0.35}, *"医院") is None
    assert said("云山市中医院", *"云山", {"市": 0.6, "县": 0.35}, *"中医院") is None


def test_signs_and_words_around_the_name_cost_it_nothing() -> None:
    letters = ("（", {"峰": 0.8, "峄": 0.2}, *"川市人民医院", "）", *"检验科")
    (read, *_) = read_names("峰川市人民医院检验科", 1.0)
    assert listed_name(frames(*letters), read, LISTED) == "峄川市人民医院"


def test_a_site_stays_with_the_name_and_a_branch_is_not_its_parent() -> None:
    seen = ({"峰": 0.8, "峄": 0.2}, *"川市人民医院")
    assert said("峰川市人民医院东院区", *seen, *"东院区") == "峄川市人民医院东院区"
    assert said("峰川市人民医院东湖分院", *seen, *"东湖分院") == "峄川市人民医院东湖分院"


def test_the_registry_answers_with_the_entry_and_keeps_the_text_as_read() -> None:
    read = field("峰川市人民医院", {"峰": 0.8, "峄": 0.2}, *"川市人民医院")
    match = registry().resolve_one(read, "rizhao", DAY)
    assert (match.status, match.code, match.text) == (MatchStatus.MATCHED, "A", "峰川市人民医院")
    assert match.confidence < read.confidence


def test_a_site_of_a_branch_without_an_entry_stays_open() -> None:
    read = field("峰川市人民医院北院", {"峰": 0.8, "峄": 0.2}, *"川市人民医院北院")
    assert registry().resolve_one(read, "rizhao", DAY).status is not MatchStatus.MATCHED


def test_without_frames_a_lost_character_stays_open() -> None:
    bare = Field("letterhead", "峰川市人民医院", "峰川市人民医院", 0.9, (), (0.5, *(0.99,) * 6))
    assert registry().resolve_one(bare, "rizhao", DAY).status is MatchStatus.AMBIGUOUS


def test_names_are_compared_in_the_letters_of_the_list() -> None:
    assert normalise("（东院区）") == "东院区"
    assert said("峰川市人民醫院", {"峰": 0.8, "峄": 0.2}, *"川市人民醫院") == "峄川市人民医院"


RARE = {"郚溪县人民医院": "A", "茌阳市第一人民医院": "B", "茌阳市第二人民医院": "C", "白崮县医院": "D"}


def rare(names: Mapping[str, str] = RARE) -> Registry:
    return Registry([replace(registry().entries[0], name=name, code=code) for name, code in names.items()])


def test_a_rare_character_of_a_place_read_as_the_common_one_no_place_has_is_the_listed_name() -> None:
    for read, code in (("部溪县人民医院", "A"), ("荏阳市第二人民医院", "C"), ("白崩县医院", "D")):
        match = rare().resolve_text(read, 0.99, "rizhao", DAY)
        assert (match.status, match.code) == (MatchStatus.MATCHED, code)
        assert match.confidence < 0.9
    both = rare(RARE | {"部溪县人民医院": "E"})
    assert both.resolve_text("部溪县人民医院", 0.99, "rizhao", DAY).code == "E"


def test_a_look_alike_needs_less_to_be_seen_of_the_rare_character_than_any_other() -> None:
    def code(read: str, seen: str, share: float) -> str:
        letters = ("白", {seen: 1 - share, "崮": share}, *"县医院")
        return rare().resolve_one(field(read, *letters), "rizhao", DAY).code

    assert code("白岗县医院", "岗", 0.02) == "D"
    assert code("白岭县医院", "岭", 0.02) == ""
    assert code("白岗县医院", "岗", 0.003) == ""


def test_a_damaged_name_of_a_site_listed_by_itself_may_be_the_site() -> None:
    listed = rare({"茌阳市第一人民医院": "A", "茌阳市第一人民医院东院区": "B"})
    match = listed.resolve_text("阳市第一人民医院东院区", 0.99, "rizhao", DAY)
    assert match.status is MatchStatus.AMBIGUOUS
    assert match.candidates[0] == "茌阳市第一人民医院东院区"


def test_a_site_listed_by_itself_is_not_taken_for_another_site_of_its_parent() -> None:
    listed = rare({"茌阳市第一人民医院": "A", "茌阳市第一人民医院河西院区": "B"})
    read = field("茌市第一人民医院河西院区", "茌", *"市第一人民医院河西院区")
    match = listed.resolve_one(read, "rizhao", DAY)
    assert (match.status, match.code) == (MatchStatus.AMBIGUOUS, "")


def test_a_site_listed_by_itself_is_not_heard_where_its_hospital_alone_is_asked_for() -> None:
    names = {"沅峁市第一人民医院": "A", "沅峁市第一人民医院江北院区": "B"}
    (read,) = read_names("沅市第一人民医院江北院区", 0.99)
    assert listed_name(frames(*"沅", {"": 0.99, "岗": 0.01}, *"市第一人民医院江北院区"), read, names) is None
