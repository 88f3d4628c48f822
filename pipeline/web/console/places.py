"""统筹区 as people call them: paths of regions → titles of their packs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from pipeline.regions import BASE
from pipeline.web.context import Web
from validators import policy as policies
from validators.verdict import Message

SCHEME = {"zh": "门诊慢特病", "en": " outpatient"}
"""What titles of packs go on with, after the place."""


@cache
def titles() -> dict[str, Message]:
    """By path, of the packs that ship."""
    found = (policies.load(name) for name in policies.list_packs() if name != BASE)
    return {pack.region or pack.name: pack.title for pack in found}


def namer(language: str) -> Callable[[str], str]:
    """`region(path)` of templates: the place alone; what is no region stays as it is."""

    def region(path: str) -> str:
        title = titles().get(path)
        if title is None:
            return path
        return (title.en if language == "en" else title.zh).partition(SCHEME[language])[0]

    return region


def choices(web: Web, regions: Sequence[str]) -> list[str]:
    """The paths that somebody of these regions (none: all) may choose from."""
    if not regions:
        return sorted(set(web.regions.paths.values()))
    return sorted({path for own in regions for path in web.regions.below(own)})
