"""Whose seal it is, from what the recogniser saw."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from extractors.reading import Box, Field, Seal, SealColour, SealPurpose, SealShape, SealStatus, Strip, StripKind
from validators.guard_names import guards
from validators.registry import Registry
from validators.registry_file import Entry
from validators.seal_owner import Reason
from validators.seal_strips import best_owner
from validators.verdict import MatchStatus, Outcome

DAY = dt.date(2026, 5, 1)
NAMES = {"岚屿市人民医院": "A", "岚屿市第二人民医院": "B", "岚屿市中医医院": "C", "海曲市人民医院": "D"}


def strip(text, worn="", gap_after=""):
    """Each character one frame and paper after it; `worn` ones less likely than paper, a gap behind `gap_after`."""
    paper = (("", -0.01),)
    frames = [paper]
    for character in text:
        frames += [(("", -0.7), (character, -0.8)) if character in worn else ((character, -0.02),), paper, paper]
        frames += [paper] * 6 if character == gap_after else []
    return Strip(StripKind.ARC, (*frames, *[paper] * 8))


def entry(code, name):
    return Entry(code, name, (), 3, "甲", "rizhao", True, None, None, "", 1)


REGISTRY = Registry([entry(code, name) for name, code in NAMES.items()])


def seal(*strips, status=SealStatus.PRESENT, text=""):
    return Seal(
        "a.jpg", 1, Box(0.6, 0.6, 0.8, 0.8), SealShape.ROUND, SealColour.RED, status, SealPurpose.CERTIFICATE, 0.9,
        text=text, owner_text=text, text_confidence=0.9, strips=strips,
    )  # fmt: skip


def letterhead(name):
    return REGISTRY.resolve([Field("letterhead", name, name, 0.98, ())], "rizhao", DAY)


def compare(name, one):
    return REGISTRY.compare_seal(letterhead(name), one, DAY, "rizhao")


def test_a_name_with_worn_characters_is_still_told():
    fit = best_owner([strip("岚屿市人民医院", worn="岚民")] * 3, NAMES)
    assert fit is not None and fit.sure
    assert fit.code == "A"


def test_a_seal_of_a_hospital_in_no_registry_is_taken_for_none():
    for name in ("岚屿市第三人民医院", "岚屿市人民医院东院", "岚屿市中心医院", "岚屿县人民医院", "远山市骨科医院"):
        fit = best_owner([strip(name)] * 3, NAMES)
        assert fit is None or not (fit.sure and fit.code), name


@pytest.mark.parametrize("cut", ["联勤保障部队第五〇七医院", "联勤保障部队第五○七医院"])
def test_a_number_is_told_as_it_is_cut_and_another_number_is_another_hospital(cut):
    names = {"联勤保障部队第507医院": "H1", "联勤保障部队第508医院": "H2"}
    told = best_owner((strip(cut),), names)
    assert (told.text, told.code, told.sure) == ("联勤保障部队第507医院", "H1", True)
    other = best_owner((strip("联勤保障部队第五一七医院"),), names, "H1")
    assert not (other.code == "H1" and other.sure)


def number(*places):
    """联勤保障部队第九?三医院 with a frame of one's own in the place of its second numeral."""
    before, after = strip("联勤保障部队第九").frames[:-8], strip("三医院").frames[1:]
    return [Strip(StripKind.ARC, (*before, place, *after)) for place in places]


def test_a_nought_that_the_reader_half_takes_for_other_things_is_one():
    names = {"联勤保障部队第903医院": "H1", "岚屿市人民医院": "A"}
    seen = (("", -0.5), ("二", -2.6), ("口", -3.0), ("O", -4.1), ("○", -5.2))
    hardly = (("", -0.1), ("二", -4.0), ("心", -4.2), ("〇", -4.6))
    told = best_owner(number(seen, hardly, seen), names, "H1")
    assert (told.text, told.code, told.sure) == ("联勤保障部队第903医院", "H1", True)


@pytest.mark.parametrize("read", [(("二", -0.1), ("", -2.5)), (("", -0.5), ("二", -0.9))])
def test_a_numeral_that_was_read_is_no_nought(read):
    told = best_owner(number(read, read, read), {"联勤保障部队第903医院": "H1"}, "H1")
    assert not (told.code == "H1" and told.sure)


def in_place(name, at, *frame):
    """A name with a frame of one's own in the place of one of its characters."""
    one = strip(name)
    return replace(one, frames=(*one.frames[: 3 * at + 1], frame, *one.frames[3 * at + 2 :]))


def test_next_to_nothing_heard_of_a_rare_character_tells_it_from_one_of_which_nothing_was():
    names = {"桐岙市人民医院": "A", "桐砚市人民医院": "B"}
    hardly = [in_place("桐岙市人民医院", 1, ("凤", -0.7), ("", -0.8), ("岙", -7.2))] * 3
    told = best_owner(hardly, names, "A")
    assert (told.code, told.sure) == ("A", True)
    other = best_owner(hardly, names, "B")
    assert not (other.code == "B" and other.sure)
    unheard = [in_place("桐岙市人民医院", 1, ("凤", -0.7), ("", -0.8))] * 3
    assert not any(best_owner(unheard, names, code).sure for code in names.values())


def test_a_name_on_no_list_is_less_of_a_rival_to_the_papers_own_than_one_that_is():
    doubtful = [in_place("桐岙市人民医院", 2, ("市", -1.2), ("县", -2.8), ("", -0.6))] * 3
    told = best_owner(doubtful, {"桐岙市人民医院": "A"}, "A")
    assert (told.code, told.sure) == ("A", True)
    assert told.confidence > 0.6
    assert not best_owner(doubtful, {"桐岙市人民医院": "A"}).sure
    assert not best_owner(doubtful, {"桐岙市人民医院": "A", "桐岙县人民医院": "B"}, "A").sure


def test_where_an_ordinal_may_be_worn_away_nothing_is_told():
    fit = best_owner([strip("岚屿市人民医院", gap_after="市")] * 3, NAMES)
    assert fit is not None
    assert not fit.sure


def lines(*texts, margin):
    """Lines of a framed seal, run together one by one, each with so much paper before and behind it."""
    paper = ((("", -0.01),),) * margin
    frames = [(*paper, *strip(text).frames[:-8], *paper) for text in texts]
    return [Strip(StripKind.LINE, sum(frames[:count], ())) for count in range(1, len(texts) + 1)]


def test_a_name_that_takes_two_lines_of_a_framed_seal_is_one_name():
    fit = best_owner(lines("岚屿市第二", "人民医院", "检验科", margin=1) * 2, NAMES)
    assert fit is not None and fit.sure
    assert fit.code == "B"


def test_a_ring_opened_at_a_guess_lays_nothing_out_where_others_read_as_well():
    guessed = replace(strip("岚屿市人民医院", gap_after="岚"), closed=True)  # what it begins with was heard too early
    fit = best_owner([guessed] * 3 + [strip("岚屿市人民医院")] * 3, NAMES)
    assert fit is not None and fit.sure and fit.code == "A"
    alone = best_owner([guessed] * 3, NAMES)
    assert alone is not None and not alone.sure


def test_one_picture_is_one_witness_however_many_of_its_lines_are_run_together():
    """A crop that missed the 第二 has it missing in every run of lines that it begins."""
    missed = lines("岚屿市", "人民医院", "检验科", margin=0)
    whole = lines("岚屿市", "第二人民医院", "检验科", margin=1)
    fit = best_owner([*whole, *missed, *lines("岚屿市", margin=2)], NAMES)
    assert fit is not None
    assert not (fit.sure and fit.code == "A")


def test_where_an_ordinal_may_be_worn_away_at_a_line_s_end_nothing_is_told():
    fit = best_owner(lines("岚屿市", "人民医院", margin=6) * 2, NAMES)
    assert fit is not None
    assert not fit.sure


def test_a_name_that_goes_on_is_another_s():
    fit = best_owner([strip("岚屿市人民医院滨河")] * 3, NAMES)
    assert fit is not None
    assert not fit.sure


def test_a_long_branch_s_name_heard_with_doubt_goes_on_all_the_same():
    fit = best_owner([strip("岚屿市人民医院新仁塔拉医分院", worn="新仁塔拉医分院")] * 3, NAMES)
    assert fit is not None
    assert not fit.sure


@pytest.mark.parametrize(
    "cut",
    [
        "岚屿市第二人民医院（望溪分院）",
        "岚屿市第二人民医院望溪分院",
        "岚屿市第二人民医院（望溪分院",  # a bracket lost at a line's end
        "岚屿市第二人民医院望溪分院）",
    ],
)
def test_a_branch_is_told_with_and_without_brackets_around_its_part(cut):
    names = NAMES | {"岚屿市第二人民医院望溪分院": "E", "岚屿市第二人民医院临溪分院": "F"}
    told = best_owner([strip(cut)] * 3, names)
    assert (told.text, told.code, told.sure) == ("岚屿市第二人民医院望溪分院", "E", True)
    unlisted = {name: code for name, code in names.items() if code != "E"}
    other = best_owner([strip(cut)] * 3, unlisted)
    assert not (other.sure and other.code), "another branch, or the hospital it is a branch of"


def test_the_name_that_comes_round_again_on_a_ring_follows_nothing():
    ring = replace(strip("岚屿市人民医院"), closed=True)
    tight = replace(ring, frames=ring.frames[:-6])
    fit = best_owner([tight] * 3, NAMES)
    assert fit is not None and fit.sure


def test_a_department_after_the_name_is_no_branch():
    fit = best_owner([strip("岚屿市人民医院医务科")] * 3, NAMES)
    assert fit is not None
    assert fit.whole


def test_no_strips_tell_nothing():
    assert best_owner([], NAMES) is None


@pytest.mark.parametrize(
    ("stamped", "outcome", "reason"),
    [
        ("岚屿市人民医院", Outcome.PASS, Reason.SAME_ENTRY),
        ("海曲市人民医院", Outcome.FAIL, Reason.OTHER_ENTRY),
        ("远山市骨科医院", Outcome.UNSURE, None),
    ],
)
def test_the_seal_is_held_against_the_letterhead(stamped, outcome, reason):
    agreement = compare("岚屿市人民医院", seal(strip(stamped), strip(stamped), strip(stamped)))
    assert agreement.outcome is outcome
    assert reason in (None, agreement.reason)


def test_half_a_seal_never_tells():
    whole = seal(*[strip("海曲市人民医院")] * 3, text="海曲市人民医院")
    for status in (SealStatus.PARTIAL, SealStatus.UNDETERMINED):
        agreement = compare("岚屿市人民医院", replace(whole, status=status))
        assert agreement.outcome is Outcome.UNSURE
        assert agreement.owner.status is not MatchStatus.MATCHED


def test_a_hospital_of_no_registry_agrees_with_its_own_seal():
    agreement = compare("远山市骨科医院", seal(*[strip("远山市骨科医院")] * 3))
    assert (agreement.outcome, agreement.reason) == (Outcome.PASS, Reason.SAME_NAME)


def test_text_and_frames_that_name_two_hospitals_leave_it_open():
    both = seal(*[strip("海曲市人民医院")] * 3, text="岚屿市人民医院")
    agreement = compare("岚屿市人民医院", both)
    assert agreement.outcome is Outcome.UNSURE
    assert set(agreement.owner.candidates) == {"岚屿市人民医院", "海曲市人民医院"}


def test_what_was_read_freely_is_never_replaced():
    agreement = compare("岚屿市人民医院", seal(*[strip("岚屿市人民医院")] * 3, text="岚山市人艮医院"))
    assert agreement.owner.text == "岚山市人艮医院"
    assert agreement.owner.name == "岚屿市人民医院"


def test_the_name_that_was_told_is_kept_as_the_list_writes_it():
    agreement = compare("岚屿市人民医院", seal(*[strip("岚屿市人民医院")] * 3, text="岚山市人艮医院"))
    assert agreement.owner.listed == "岚屿市人民医院"
    group, name = Registry([entry("G", "岚屿市人民医院（集团）")]), "岚屿市人民医院（集团）"
    headed = group.resolve([Field("letterhead", name, name, 0.98, ())], "rizhao", DAY)
    owner = group.compare_seal(headed, seal(*[strip("岚屿市人民医院集团")] * 3), DAY, "rizhao").owner
    assert owner.listed == name


def test_a_name_that_was_not_told_is_written_nowhere():
    worn = compare("岚屿市人民医院", seal(*[strip("岚屿市人民医院", gap_after="市")] * 3, text="岚屿市民医院"))
    assert worn.owner.listed == ""
    unlisted = compare("远山市骨科医院", seal(*[strip("远山市骨科医院")] * 3))
    assert (unlisted.owner.code, unlisted.owner.listed) == ("", "远山市骨科医院")  # the paper's own head is its list


def test_neighbours_differ_by_ordinal_kind_site_and_unit():
    near = guards("岚屿市第二人民医院")
    for expected in (
        "岚屿市人民医院",
        "岚屿市第三人民医院",
        "岚屿市第二中医医院",
        "岚屿市第二人民医院北院",
        "岚屿县第二人民医院",
    ):
        assert expected in near
    assert "岚屿市第二人民医院" not in near


def test_letterhead_and_seal_misread_alike_agree():
    misread = replace(letterhead("岚屿市人民医院"), text="岚峪市人民医院")
    told = REGISTRY.compare_seal(misread, seal(*[strip("岚峪市人民医院")] * 3), DAY, "rizhao")
    assert told.outcome is Outcome.PASS
    assert told.owner.code == "A"
    other = REGISTRY.compare_seal(misread, seal(*[strip("风岭市人民医院")] * 3), DAY, "rizhao")
    assert other.outcome is not Outcome.PASS
