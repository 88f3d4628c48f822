"""Regular expressions meet text of strangers: none may take exponential time on it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]

import pytest

import extractors
from extractors.kinds.all import SPECS

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
