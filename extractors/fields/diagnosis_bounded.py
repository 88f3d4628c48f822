"""Diagnoses that rules found with more around them than their name, where a trained net surely sees that.

A list runs on into the next heading (慢性胆囊炎 病情), a column's head or an eye's abbreviation stands before a name
(主病 骨蚀病, OS 黄斑变性): what rules took for its characters the net takes for none. Only the edges are cut, only
where what is left is a disease's name for certain, and such a name is never sure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from extractors.fields import diagnosis_list
from extractors.fields.sections import Part
from extractors.layout.text import is_cjk
from extractors.reading import Diagnosis, Page
from extractors.roles.net import DIAGNOSIS, MOST, Tagged, tagged
from extractors.roles.places import place_of

_NONE, _NO_LETTER = 0.03, 0.2  # probability below which a Chinese character, and a letter, is of no diagnosis
_BEGUN, _LESS_LIKELY = 0.9, 0.5  # probability that an entry begins, and mean of what is left out before it
_CORE = 0.95  # mean probability of the Chinese characters that are left
_FEWEST = 2  # Chinese characters at an edge: of a single one the net is not sure
_MOST_LETTERS = 3  # before a name: OS, a)
_PARTING = frozenset(" )）]】.．、:：")  # β-地中海贫血 and r/o go on

Make = Callable[[Sequence[Part]], Diagnosis | None]


@dataclass(frozen=True, slots=True)
class _Character:
    page: Page
    tagged: Tagged
    at: int  # in its line

    @property
    def text(self) -> str:
        return self.tagged.line.text[self.at]

    @property
    def chance(self) -> float:
        return float(self.tagged.diagnosing[self.at])

    @property
    def beginning(self) -> float:
        return float(self.tagged.tags[self.at, DIAGNOSIS])


def bounded(found: Sequence[Diagnosis], pages: Sequence[Page], make: Make) -> list[Diagnosis]:
    """In the order given. `make`: parts of lines → the diagnosis they are."""
    by_place = {(page.upload, page.number): page for page in pages}
    return [_bounded(each, _characters(each, by_place), make) for each in found]


def _characters(diagnosis: Diagnosis, pages: Mapping[tuple[str, int], Page]) -> list[_Character]:
    """Those it was made of; none where they are not all found on the page as they were read."""
    characters: list[_Character] = []
    for proof in diagnosis.evidence:
        page = pages.get((proof.upload, proof.page))
        place = place_of(proof.text, proof.box, tagged(page)) if page is not None else None
        if page is None or place is None:
            return []
        line, start, end = place
        characters += [_Character(page, line, at) for at in range(start, end)]
    return characters


def _bounded(one: Diagnosis, characters: Sequence[_Character], make: Make) -> Diagnosis:
    left = _without_edges(characters)
    core = [each.chance for each in left if is_cjk(each.text)]
    if len(left) == len(characters) or not core or mean(core) < _CORE:
        return one
    made = make(_parts(left))
    if made is None or made.name == one.name or made.name not in one.name:
        return one
    if not diagnosis_list.looks_like_disease(made.name):
        return one
    told = replace(made, certainty=one.certainty, source=one.source, source_rank=one.source_rank, icd=one.icd)
    return replace(told, confidence=min(one.confidence, made.confidence, MOST))


def _without_edges(characters: Sequence[_Character]) -> list[_Character]:
    chinese = [n for n, each in enumerate(characters) if is_cjk(each.text)]
    own = [n for n in chinese if characters[n].chance >= _NONE]
    if not own:
        return list(characters)
    before, behind = [n for n in chinese if n < own[0]], [n for n in chinese if n > own[-1]]
    first = before[-1] + 1 if len(before) >= _FEWEST else _behind_letters(characters)
    first = max(first, _begun(characters, chinese))
    gone = set(behind) if len(behind) >= _FEWEST else set()  # a code behind them stays
    return [each for n, each in enumerate(characters) if n >= first and n not in gone]


def _begun(characters: Sequence[_Character], chinese: Sequence[int]) -> int:
    """Where an entry plainly begins behind characters that are less likely one than not, the first of them none."""
    for n in reversed(chinese[_FEWEST:]):
        earlier = [characters[at].chance for at in chinese if at < n]
        if characters[n].beginning > _BEGUN and earlier[0] < _NONE and mean(earlier) < _LESS_LIKELY:
            return n
    return 0


def _behind_letters(characters: Sequence[_Character]) -> int:
    """Where the name begins behind letters that a space or bracket parts from it and the net takes for none of it."""
    letters = 0
    while letters < len(characters) and _is_letter(characters[letters].text):
        letters += 1
    parted = letters < len(characters) and characters[letters].text in _PARTING
    if not parted or not 0 < letters <= _MOST_LETTERS:
        return 0
    return letters + 1 if all(each.chance < _NO_LETTER for each in characters[:letters]) else 0


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _parts(characters: Sequence[_Character]) -> list[Part]:
    """Stretches of lines, one for each run of characters that follow each other."""
    parts: list[Part] = []
    start = 0
    for n, each in enumerate(characters):
        following = characters[n + 1] if n + 1 < len(characters) else None
        if following is None or following.tagged is not each.tagged or following.at != each.at + 1:
            parts.append((each.page, each.tagged.line.part(characters[start].at, each.at + 1)))
            start = n + 1
    return parts
