"""Every text of the screens, in both tongues: each file beside this one holds WORDS, key → (Chinese, English)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

Words = dict[str, tuple[str, str]]
Translate = Callable[..., str]


@cache
def words() -> Words:
    """All of them; a key that stands in two files is refused."""
    found: Words = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name == "catalogue":
            continue
        more: Words = importlib.import_module(f"pipeline.web.console.words.{module.name}").WORDS
        if twice := found.keys() & more.keys():
            raise ValueError(f"words/{module.name}.py: there already: {', '.join(sorted(twice))}")
        found |= more
    return found


def text(language: str, key: str, **values: object) -> str:
    """Raises KeyError: a missing text shows in tests, not as a key on a screen."""
    pair = words()[key]
    chosen = pair[1] if language == "en" else pair[0]
    return chosen.format(**values) if values else chosen


def translator(language: str) -> Translate:
    """`t("key", name=…)` of templates."""

    def t(key: str, **values: object) -> str:
        return text(language, key, **values)

    return t
