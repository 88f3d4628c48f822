"""Regular expressions meet text of strangers: none may take exponential time on it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]

import pytest

import extractors
from extractors import pdftext
from extractors.fields import diagnosis_list, examination, icd, lab_wording, medication_text
from extractors.kinds.all import SPECS
from extractors.layout import gloss

_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for spec in SPECS:
        if spec.title is not None:
            yield f"title of {spec.kind}", spec.title
    for module in pkgutil.walk_packages(extractors.__path__, "extractors."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


def _unbounded(tree: object) -> Iterator[_parser.SubPattern]:
    """The body of every repeat without a highest count, below a parsed pattern."""
    if isinstance(tree, _parser.SubPattern):
        for code, argument in tree:
            if code in _REPEATS and argument[1] == _constants.MAXREPEAT:
                yield argument[2]
            yield from _unbounded(argument)
    elif isinstance(tree, list | tuple):
        for each in tree:
            yield from _unbounded(each)


def _is_loose(body: _parser.SubPattern) -> bool:
    """Whether some way through a pattern is made of nothing but repeats: repeated itself, it splits in 2ⁿ ways."""
    ways: list[_parser.SubPattern] = [body]
    while ways:
        way = ways.pop()
        if len(way) == 1 and way[0][0] is _constants.BRANCH:
            ways += way[0][1][1]
        elif len(way) == 1 and way[0][0] is _constants.SUBPATTERN:
            ways.append(way[0][1][3])
        elif len(way) and all(code in _REPEATS and argument[1] > 1 for code, argument in way):
            return True
    return False


def _is_explosive(pattern: str) -> bool:
    return any(map(_is_loose, _unbounded(_parser.parse(pattern))))


def test_the_check_sees_a_nested_repeat() -> None:
    assert _is_explosive(r"(?:电子|[一-龥]{0,6})*卡")
    assert not _is_explosive(r"(?:电子|全国)*[一-龥]{0,6}卡")


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(*each, id=each[0]) for each in _patterns()])
def test_no_pattern_repeats_a_repeat(name: str, pattern: re.Pattern[str]) -> None:
    assert not _is_explosive(pattern.pattern), f"{name}: nested repeats take exponential time on running text"


def _literals(tree: object) -> Iterator[str]:
    """The stretches of plain characters in a parsed pattern."""
    if isinstance(tree, _parser.SubPattern):
        run = ""
        for code, argument in tree:
            if code is _constants.LITERAL:
                run += chr(argument)
                continue
            yield from (run,) * bool(run)
            run = ""
            yield from _literals(argument)
        yield from (run,) * bool(run)
    elif isinstance(tree, list | tuple):
        for each in tree:
            yield from _literals(each)


def _cost(pattern: re.Pattern[str], text: str) -> float:
    """Processor time in seconds of looking for a pattern everywhere in a text, a thousandth at least."""
    begun = time.process_time()
    sum(1 for _ in pattern.finditer(text))
    pattern.fullmatch(text)
    return max(0.001, time.process_time() - begun)


def test_words_of_two_alternatives_of_a_repeat_are_not_tried_in_every_order() -> None:
    """饭后 that is a way and a time splits a line of many in 2ⁿ ways; twice as long costs 8 times where it is cubic."""
    for name, pattern in _patterns():
        repeated = _unbounded(_parser.parse(pattern.pattern))
        for word in sorted({word for body in repeated for word in _literals(body)}):
            short, long = (_cost(pattern, word * count + "1\0") for count in (8, 16))
            assert long < 64 * short, (name, word)


@pytest.mark.parametrize(
    ("pattern", "unit"),
    [
        pytest.param(medication_text.FREQUENCY, "中", id="times"),
        pytest.param(medication_text.FREQUENCY, "饭后", id="times of two kinds"),
        pytest.param(medication_text.ORDER, "1", id="orders"),
        pytest.param(diagnosis_list._TAIL, "\n", id="tails of diagnoses"),
        pytest.param(diagnosis_list._CODE, " ", id="codes"),
        pytest.param(icd._SIGN_LED, " ", id="codes without a letter"),
        pytest.param(examination._PART_BY_WHAT, " ", id="parts of the body"),
        pytest.param(lab_wording._CODE_LAST, "期", id="codes of items"),
        pytest.param(lab_wording._PARENS, "(期", id="codes in brackets"),
        pytest.param(gloss._PHRASE, " ", id="English words"),
    ],
)
def test_what_a_line_can_hold_of_one_thing_is_looked_through_soon(pattern: re.Pattern[str], unit: str) -> None:
    """Three times the characters cost nine times as much at most, which is quadratic, and some noise."""
    length = pdftext.LONGEST // 4
    short, long = (_cost(pattern, (unit * count)[:count] + "!") for count in (length, 3 * length))
    assert long < 20 * short
