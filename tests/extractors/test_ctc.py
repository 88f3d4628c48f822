"""The fit of names to what the recogniser saw."""

from __future__ import annotations

import numpy as np
import pytest

from extractors import ctc

ALPHABET = ("", *"甲乙市第一二人民中医院分北", " ")
TOLL = 1.5


def frames(text, worn=""):
    """Each character one frame and paper after it; of those in `worn` paper is a little likelier than the character."""
    paper = (("", -0.01),)
    out = [paper]
    for character in text:
        out += [(("", -0.6), (character, -0.9)) if character in worn else ((character, -0.02),), paper, paper]
    return tuple(out)


def scores(strips, names):
    return ctc.fit(ctc.look(strips, TOLL), names)


def test_frames_keep_the_likely_characters_and_drop_what_is_below_the_floor():
    row = np.full(len(ALPHABET), -12.0)
    row[0], row[ALPHABET.index("市")], row[ALPHABET.index("中")] = -1.2, -0.4, -6.5
    assert ctc.compact(np.exp(row[None]), ALPHABET) == ((("市", -0.4), ("", -1.2), ("中", -6.5)),)


def test_lettering_kept_deeper_is_compared_deeper_and_readings_of_old_as_they_were():
    row = np.full(len(ALPHABET), -12.0)
    row[0], row[ALPHABET.index("市")] = -0.01, -8.5
    deep = ctc.compact(np.exp(row[None]), ALPHABET, ctc.DEEP_MOST, ctc.DEEP)
    assert deep == ((("", -0.01), ("市", -8.5)),)
    assert ctc.depth([deep]) == ctc.DEEP
    assert ctc.depth([frames("甲市")]) == ctc.FLOOR
    assert ctc.look([(deep, False)], TOLL, ctc.DEEP).log_probs.min() == ctc.DEEP
    assert set(ctc.look([(deep, False)], TOLL).letters) == {""}


def test_a_frame_in_which_nothing_is_likely_is_blank():
    assert ctc.compact(np.full((1, len(ALPHABET)), 1e-9), ALPHABET) == ((("", 0.0),),)


def test_what_was_read_freely_costs_nothing_and_another_name_does():
    right, wrong = scores([(frames("甲市人民医院"), False)], ["甲市人民医院", "乙市人民医院"])[0]
    assert right == pytest.approx(0, abs=1e-5)
    assert wrong < -4


def test_a_worn_character_costs_little_where_the_decoded_text_has_lost_it():
    worn = frames("甲市第一人民医院", worn="第一")
    with_it, without = scores([(worn, False)], ["甲市第一人民医院", "甲市人民医院"])[0]
    assert -1.5 < with_it < 0
    assert without <= 0


def test_what_stands_beside_a_name_is_paid_for_by_the_character():
    (score,) = scores([(frames("甲市人民医院北分院"), False)], ["甲市人民医院"])[0]
    assert score == pytest.approx(-3 * TOLL, abs=0.3)


def test_a_ring_cut_through_the_name_still_fits():
    cut = frames("医院甲市人民")
    closed, opened = scores([(cut, True)], ["甲市人民医院"])[0, 0], scores([(cut, False)], ["甲市人民医院"])[0, 0]
    assert closed == pytest.approx(0, abs=1e-5)
    assert opened < -6


def test_strips_of_different_length_do_not_disturb_each_other():
    short, long = (frames("甲市人民医院"), False), (frames("乙市中医院北分院甲甲甲甲"), False)
    names = ["甲市人民医院", "乙市中医院"]
    together = scores([short, long], names)
    assert together[0] == pytest.approx(scores([short], names)[0])
    assert together[1] == pytest.approx(scores([long], names)[0])


def test_no_name_scores_better_than_its_bound():
    looks = ctc.look([(frames("甲市第二人民医院", worn="第"), False), (frames("市中医院"), True)], TOLL)
    names = ["甲市第二人民医院", "甲市人民医院", "乙市中医院", "市中医院"]
    assert (ctc.fit(looks, names).max(0) <= ctc.bounds(looks, names) + 1e-5).all()


def test_the_places_of_a_name_are_where_its_characters_stand():
    looks = ctc.look([(frames("乙甲市人民医院"), False)], TOLL)
    places = ctc.places(looks, 0, "甲市人民医院")
    assert places[0] < places[-1]
    assert len(set(np.diff(places))) == 1
    assert looks.read(0, places[0], places[-1] + 1).startswith("甲市")


def test_no_names_and_no_strips_have_no_scores():
    assert ctc.fit(ctc.look([(frames("甲"), False)], TOLL), []).shape == (1, 0)
    assert (ctc.bounds(ctc.look([], TOLL), ["甲市人民医院"]) < -1e6).all()


def test_pairs_that_are_wanted_score_as_among_all_and_no_better_than_their_bounds():
    strips = [(frames("甲市第二人民医院", worn="第"), False), (frames("市中医院"), True), (frames("甲"), False)]
    names = ["甲市第二人民医院", "市中医院", "乙市人民医院", "甲"]
    looks = ctc.look(strips, TOLL)
    whole, bounds = ctc.fit(looks, names), ctc.bounds_each(looks, names)
    assert (whole <= bounds + 1e-4).all()
    wanted = np.array([[True, False, True, False], [False, True, False, False], [False, False, False, True]])
    some = ctc.fit(looks, names, wanted)
    assert np.array_equal(some[wanted], whole[wanted])
    assert (some[~wanted] < -1e6).all()
    assert (ctc.fit(looks, names, np.zeros_like(wanted)) < -1e6).all()
