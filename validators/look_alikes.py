"""形近字: characters a recogniser confuses because they look alike (`look_alikes.yaml`).

Two strengths. *Twins* differ by a stroke's length or a gap and are confused on good scans too: a name that differs
from a list's by twins alone is that name, unless the list holds both. *Kin* share most of their shape and are confused
on poor pictures: they make a comparison unsure, never equal.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from extractors.radicals import unified
from validators import strict_yaml

_DATA = strict_yaml.read(Path(__file__).parent / "look_alikes.yaml", "look_alikes.yaml").record(
    ("twins", "kin", "signs")
)
_NAMES = strict_yaml.read(Path(__file__).parent / "look_alike_names.yaml", "look_alike_names.yaml").record(("pairs",))
_SIGNS = str.maketrans({pair[0]: pair[1] for pair in _DATA["signs"].words()})


def _pairs(groups: tuple[str, ...]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset((a, b)) for group in groups for a in group for b in group if a != b)


_TWINS = _pairs(_DATA["twins"].words())
_ALIKE = _TWINS | _pairs(_DATA["kin"].words())
_CONFUSED = _ALIKE | _pairs(tuple(pair for row in _NAMES["pairs"].words() for pair in row.split()))


def unify(text: str) -> str:
    """Width, compatibility forms and radicals made one: `ＡＢ` → `AB`, `⻘` → `青`. The length may change."""
    return unified(unicodedata.normalize("NFKC", text))


def fold(text: str) -> str:
    """The same, and signs that stand for numerals: `○` → `〇`."""
    return unify(text).translate(_SIGNS)


def twins(a: str, b: str) -> bool:
    """Whether two characters are told apart only by a stroke's length or a gap."""
    return a == b or frozenset((a, b)) in _TWINS


def alike(a: str, b: str) -> bool:
    """Whether two characters look alike: twins, or kin that a poor picture confuses."""
    return a == b or frozenset((a, b)) in _ALIKE


def confused(a: str, b: str) -> bool:
    """Whether a recogniser takes one for the other in a person's name: they look alike, or it was seen to do so."""
    return a == b or frozenset((a, b)) in _CONFUSED
