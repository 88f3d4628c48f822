"""Names laid out on a strip of a seal, and what they leave over."""

from __future__ import annotations

from extractors import ctc
from extractors.reading import Strip, StripKind
from validators.seal_places import place
from validators.seal_strips import best_owner

_PAPER = (("", -0.01),)


def strip(text, unread="", faint=""):
    """Four frames a character, inked; `unread` ones leave ink but no letter, `faint` ones a doubtful letter."""
    frames, ink = [_PAPER] * 4, [0.0] * 4
    for character in text:
        seen = (("", -0.02),) if character in unread else ((character, -0.02),)
        seen = (("", -0.4), (character, -1.2)) if character in faint else seen
        frames += [seen, _PAPER, _PAPER, _PAPER]
        ink += [0.3, 0.3, 0.3, 0.0]
    return Strip(StripKind.ARC, (*frames, *[_PAPER] * 12), (*ink, *[0.0] * 12))


def laid(one, name):
    return place(ctc.look([(one.frames, one.closed)], 1.5), 0, one.ink, name)


def test_the_name_that_stands_there_leaves_nothing_over():
    found = laid(strip("岚屿市人民医院"), "岚屿市人民医院")
    assert (found.missing, found.whole) == (0, True)
    assert found.beside < 0.5  # of a character: its last stroke


def test_a_shorter_name_leaves_room_between_its_characters():
    found = laid(strip("岚屿市肿瘤医院", unread="肿瘤"), "岚屿市医院")
    assert found.missing == 2
    assert not found.whole


def test_ink_that_goes_on_behind_a_name_is_left_over():
    assert laid(strip("岚屿市人民医院海曲县分院", unread="海曲县分院"), "岚屿市人民医院").beside > 4


def test_a_worn_last_character_does_not_tear_the_name_apart():
    found = laid(strip("岚屿市人民医院", unread="院"), "岚屿市人民医院")
    assert found.missing == 0
    assert found.whole


def test_stray_ink_read_with_doubt_is_no_branch_and_a_word_for_a_site_is_one():
    assert laid(strip("岚屿市人民医院出", faint="出"), "岚屿市人民医院").whole
    assert not laid(strip("岚屿市人民医院海曲县分院", unread="海曲县"), "岚屿市人民医院").whole


def test_a_longer_name_wins_over_the_shorter_one_that_is_left_of_it():
    names = {"岚屿市人民医院": "A", "岚屿市人民医院海曲县分院": "B"}
    fit = best_owner([strip("岚屿市人民医院海曲县分院", faint="海曲县分院")] * 3, names)
    assert fit is not None and fit.code == "B"


def test_less_is_asked_of_the_name_the_paper_is_headed_with_but_its_own_letters_are():
    names = {"岚屿市人民医院": "A", "海曲市人民医院": "B"}
    worn = [strip("岚屿市人民医院", unread="屿")] * 3
    told, expected = best_owner(worn, names), best_owner(worn, names, "A")
    assert told is not None and expected is not None
    assert expected.confidence > told.confidence
    nothing = best_owner([strip("岚屿市人民医院", unread="岚屿市人民")] * 3, names, "A")
    assert nothing is None or not nothing.sure
    another = best_owner([strip("海曲市人民医院")] * 3, names, "A")
    assert another is not None and another.code == "B"
