"""Credentials that hide the middle of name and number: what they show may agree, and then only what they show."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from extractors.reading import Box, Document, Evidence, Field, Kind, PageRef
from validators.case import Person
from validators.checks.patient import compare
from validators.verdict import Message, Outcome

APPLICANT = Person("张小明", "11010519491231002X")
PAPER = Message("医保电子凭证", "credential")


def card(number: str, name: str = "", confidence: float = 1.0) -> Document:
    proof = (Evidence("a.png", 1, Box(0.1, 0.1, 0.4, 0.2), number, confidence),)
    fields = [Field("masked_id_number", number, number, confidence, proof)]
    if name:
        fields.append(Field("masked_name", name, name, confidence, proof))
    return Document("d1", Kind.INSURANCE_CARD, 1.0, (PageRef("a.png", 1),), fields=tuple(fields))


@pytest.mark.parametrize("name", ["", "张**", "*小明"])
def test_what_is_shown_agrees(name: str) -> None:
    found = compare(card("110105********002X", name), APPLICANT, dt.date(2026, 1, 1), PAPER)
    assert found.outcome is Outcome.PASS
    assert found.evidence and "隐去" in found.message.zh


@pytest.mark.parametrize(
    ("number", "name", "confidence"),
    [
        ("110105********0031", "", 1.0),
        ("110105********002X", "李**", 1.0),
        ("1****************X", "张**", 1.0),
        ("110105********002X", "张**", 0.3),
    ],
    ids=["other ends", "other surname", "hardly a digit shown", "read with doubt"],
)
def test_what_is_shown_does_not_tell(number: str, name: str, confidence: float) -> None:
    assert compare(card(number, name, confidence), APPLICANT, dt.date(2026, 1, 1), PAPER).outcome is Outcome.UNSURE


def test_ends_read_with_some_doubt_that_agree_are_no_chance() -> None:
    found = compare(card("110105********002X", "张**", 0.7), APPLICANT, dt.date(2026, 1, 1), PAPER)
    assert found.outcome is Outcome.PASS


@pytest.mark.parametrize(("sure", "outcome"), [(0.7, Outcome.PASS), (0.95, Outcome.UNSURE)])
def test_a_shown_character_of_the_name_read_with_doubt_may_be_another(sure: float, outcome: Outcome) -> None:
    paper = card("110105********002X", "弓**")
    number, name = paper.fields
    doubtful = replace(name, confidence=0.9, char_confidences=(sure, 1.0, 1.0))
    found = compare(replace(paper, fields=(number, doubtful)), APPLICANT, dt.date(2026, 1, 1), PAPER)
    assert found.outcome is outcome
