"""The search behind the registry: one name, as read, among the names that hold in a region on a day."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from validators.hospital_names import (
    LEXICON,
    NameRead,
    Part,
    Token,
    is_branch,
    is_numeral,
    names_somebody,
    normalise,
    places,
    plates_of,
    same_campus,
    split_campus,
    tokens,
)  # fmt: skip
from validators.look_alikes import alike, twins
from validators.matching import MATCHING
from validators.rare_places import lost_in_city
from validators.registry_file import Alias, Entry
from validators.verdict import MatchStatus

_MOST_CANDIDATES = 5
_SHORTEST_PIECE = 4  # characters of a name cut off at its ends that still point to entries


@dataclass(frozen=True, slots=True)
class Found:
    """What one name comes to. `factor` scales the confidence it was read with, `ceiling` caps it."""

    status: MatchStatus
    entry: Entry | None = None
    campus: str = ""
    factor: float = 1.0
    ceiling: float = 1.0
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A name or alias of an entry, normalised and cut into parts."""

    text: str
    base: str  # without campus
    campus: str
    places: tuple[str, ...]  # the administrative units it starts with
    entry: Entry
    alias: Alias | None  # None: the entry's own name
    tokens: tuple[Token, ...] = field(compare=False)

    @classmethod
    def of(cls, entry: Entry, alias: Alias | None = None) -> Listed:
        text = normalise(alias.text if alias else entry.name)
        return cls(text, *split_campus(text), places(text), entry, alias, tokens(text))

    def holds(self, day: dt.date) -> bool:
        return self.entry.holds(day) and (self.alias is None or self.alias.holds(day))

    def starts_with_places(self, length: int) -> bool:
        """Whether its first `length` characters are whole administrative units."""
        return length in itertools.accumulate(map(len, self.places))

    def part_at(self, index: int) -> Token:
        return next(t for t in self.tokens if t.start <= index < t.end)


def listed_names(entries: Sequence[Entry]) -> tuple[Listed, ...]:
    """Names and aliases, and each plate of a name that lists two (海曲市第一医院（海曲大学附属医院）) if no other entry
    bears it.
    """
    listed = [Listed.of(entry, alias) for entry in entries for alias in (None, *entry.aliases)]
    taken = {each.text for each in listed}
    plates = [Listed.of(entry, Alias(plate)) for entry in entries for plate in plates_of(entry.name)]
    return (*listed, *(each for each in plates if each.text not in taken))


class NameIndex:
    """The names that hold on one day, those of one region apart from the rest."""

    def __init__(self, listed: Iterable[Listed], region: str, as_of: dt.date) -> None:
        self._own: dict[str, list[Listed]] = {}
        self._other: dict[str, list[Listed]] = {}
        for item in listed:
            if not item.holds(as_of):
                continue
            home = self._own if _belongs(item.entry.region, region) else self._other
            if home is self._other and (not item.tokens or item.tokens[0].part not in (Part.PLACE, Part.PROPER)):
                continue  # 省立医院, 协和医院: short forms mean something in their own region only
            home.setdefault(item.text, []).append(item)
        self._listed = [item for items in self._own.values() for item in items]
        self._places = {place for item in self._listed for place in item.places}

    def codes(self) -> dict[str, str]:
        """All names and the codes of their entries; "" where a name alone does not tell which entry."""
        own = {text: _only_code(items) for text, items in self._own.items()}
        return {text: _only_code(items) for text, items in self._other.items()} | own

    def find(self, names: Sequence[NameRead]) -> Found | None:
        """The entry that one of `names` (two plates of one institution) is; None where nothing readable is left."""
        names = [name for name in names if names_somebody(name.text)]
        if not names:
            return None
        found = [self._find(name) for name in names]
        matched = [f for f in found if f.status is MatchStatus.MATCHED]
        codes = {f.entry.code for f in matched if f.entry}
        if len(codes) > 1:
            return Found(MatchStatus.AMBIGUOUS, candidates=_names(f.entry for f in matched))
        if matched:
            return matched[0]
        return next((f for f in found if f.status is MatchStatus.AMBIGUOUS), found[0])

    def _find(self, name: NameRead) -> Found:
        for step in (
            self._exact,
            self._exact_campus,
            self._superior_place,
            self._elsewhere,
            self._look_alike,
            self._city_of_two,
            self._placeless,
        ):
            found = step(name)
            if found:
                return found
        candidates = self._damaged(name)
        return Found(MatchStatus.AMBIGUOUS if candidates else MatchStatus.UNKNOWN, candidates=candidates)

    def _exact(self, name: NameRead) -> Found | None:
        items = self._own.get(name.text)
        if not items:
            return None
        if _codes(items) > 1:
            return Found(MatchStatus.AMBIGUOUS, candidates=_names(i.entry for i in items))
        rivals = [i for i in self._listed if i.entry.code != items[0].entry.code and _was_doubtful(name, i)]
        if rivals:
            return Found(MatchStatus.AMBIGUOUS, candidates=_names(i.entry for i in (*items, *rivals)))
        return Found(MatchStatus.MATCHED, items[0].entry, ceiling=_ceiling(name, items[0]))

    def _exact_campus(self, name: NameRead) -> Found | None:
        base, campus = split_campus(name.text)
        if not campus:
            return None
        for item in self._listed:
            if item.base == base and item.campus and same_campus(item.campus, campus):
                return Found(MatchStatus.MATCHED, item.entry, factor=MATCHING.hospitals.superior_place)
        found = self._exact(name.cut(0, len(base))) or self._superior_place(name.cut(0, len(base)))
        return found and _at_campus(found, campus)

    def _superior_place(self, name: NameRead) -> Found | None:
        """`甲省乙市人民医院` for the entry `乙市人民医院`, and the other way about."""
        hits = [*self._with_fewer_places(name.text), *self._with_more_places(name.text)]
        if not hits:
            return None
        if _codes(hits) > 1:
            return Found(MatchStatus.AMBIGUOUS, candidates=_names(i.entry for i in hits))
        return Found(MatchStatus.MATCHED, hits[0].entry, factor=MATCHING.hospitals.superior_place)

    def _with_fewer_places(self, text: str) -> list[Listed]:
        above = 0
        for place in places(text)[:-1]:
            above += len(place)
            known = place in self._places or place.endswith(("省", "自治区"))
            if known and text[above:] in self._own:
                return self._own[text[above:]]
        return []

    def _with_more_places(self, text: str) -> list[Listed]:
        if not places(text):
            return []
        return [
            i
            for i in self._listed
            if i.text != text and i.text.endswith(text) and i.starts_with_places(len(i.text) - len(text))
        ]

    def _elsewhere(self, name: NameRead) -> Found | None:
        """An entry of another region: only by its exact name, with or without campus."""
        base, campus = split_campus(name.text)
        for text, rest in ((name.text, ""), (base, campus)):
            items = self._other.get(text)
            if items and _codes(items) > 1:
                return Found(MatchStatus.AMBIGUOUS, candidates=_names(i.entry for i in items))
            if items:
                found = Found(MatchStatus.MATCHED, items[0].entry, ceiling=_ceiling(name.cut(0, len(text)), items[0]))
                return _at_campus(found, rest) if rest else found
        return None

    def _look_alike(self, name: NameRead) -> Found | None:
        base, campus = split_campus(name.text)
        for text, rest in ((name.text, ""), (base, campus)) if campus else ((name.text, ""),):
            part = name.cut(0, len(text))
            hits = [(i, n) for i in self._listed if (n := _replaced(part, i)) is not None]
            if not hits:
                continue
            guessed = any(not _twins_only(part, i) for i, _ in hits)
            rivals = [i for i in self._listed if (_may_be if guessed else _may_look)(part, i)]
            items = [i for i, _ in hits]
            if _codes([*items, *rivals]) > 1:
                return Found(MatchStatus.AMBIGUOUS, candidates=_names(i.entry for i in (*items, *rivals)))
            found = Found(MatchStatus.MATCHED, items[0].entry, factor=MATCHING.hospitals.look_alike ** hits[0][1])
            return _at_campus(found, rest) if rest else found
        return None

    def _city_of_two(self, name: NameRead) -> Found | None:
        """`汶市人民医院` for `汶崮市人民医院`: no city is called by one character; rare ones may be read as nothing."""
        base, campus = split_campus(name.text)
        for text, rest in ((name.text, ""), (base, campus)) if campus else ((name.text, ""),):
            hits = [i for i in self._listed if lost_in_city(text, i.text)]
            if not hits:
                continue
            rivals = [i for i in self._listed if _one_apart(text, i.text) or _may_be(name.cut(0, len(text)), i)]
            if _codes([*hits, *rivals]) > 1:
                return Found(MatchStatus.AMBIGUOUS, candidates=_names(i.entry for i in (*hits, *rivals)))
            found = Found(MatchStatus.MATCHED, hits[0].entry, factor=MATCHING.hospitals.look_alike)
            return _at_campus(found, rest) if rest else found
        return None

    def _placeless(self, name: NameRead) -> Found | None:
        """`人民医院` alone: the one entry of the region that ends so, if no other does."""
        base, campus = split_campus(name.text)
        parts = tokens(base)
        if not parts or parts[0].part in (Part.PLACE, Part.PROPER, Part.TYPE):
            return None
        hits = [i for i in self._listed if i.base.endswith(base)]
        if not hits:
            return None
        whole = [i for i in hits if i.starts_with_places(len(i.text) - len(base))]
        if _codes(hits) > 1 or not whole:
            return Found(MatchStatus.AMBIGUOUS, candidates=_names(i.entry for i in hits))
        found = Found(MatchStatus.MATCHED, whole[0].entry, factor=MATCHING.hospitals.missing_place)
        return _at_campus(found, campus) if campus else found

    def _damaged(self, name: NameRead) -> tuple[str, ...]:
        """Entries a damaged name may be: cut off at its ends, a character lost or gained, characters read badly."""
        base, campus = split_campus(name.text)
        hits = [
            i
            for i in self._listed
            if _is_piece(base, i.text) or _may_be(name.cut(0, len(base)), i) or _one_apart(base, i.text)
        ]
        # A site may be listed by itself: what its whole name may be is no less likely than its parent.
        sites = [i for i in self._listed if i.campus and campus and (_may_be(name, i) or _one_apart(name.text, i.text))]
        return _names(i.entry for i in (*sites, *hits))


def _belongs(entry_region: str, region: str) -> bool:
    """A pack below another (`neimenggu/hulunbuir`) shares its registry rows, both ways."""
    a, b = entry_region.strip().lower(), region.strip().lower()
    return a == b or a.startswith(b + "/") or b.startswith(a + "/")


def _only_code(items: Sequence[Listed]) -> str:
    return items[0].entry.code if _codes(items) == 1 else ""


def _codes(items: Iterable[Listed]) -> int:
    return len({item.entry.code for item in items})


def _names(entries: Iterable[Entry | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.name for entry in entries if entry))[:_MOST_CANDIDATES]


def _at_campus(found: Found, campus: str) -> Found:
    """A branch without an entry of its own may have a lower level than its parent: it is not taken for it."""
    if found.entry is not None and is_branch(campus):
        return Found(MatchStatus.AMBIGUOUS, campus=campus, candidates=(found.entry.name,))
    return Found(found.status, found.entry, campus, found.factor, found.ceiling, found.candidates)


def _ceiling(name: NameRead, item: Listed) -> float:
    """The least sure character among those that decide which hospital it is: its numerals."""
    numerals = [p for c, p in zip(name.text, name.confidences, strict=True) if is_numeral(c)]
    return min(numerals, default=1.0) if name.known else 1.0


def _replaced(name: NameRead, item: Listed) -> int | None:
    """How many characters stand in for those of a listed name, or None if it is not that name.

    Twins may stand for one another anywhere. One more character may be any other if it was read with doubt, belongs to
    a word of a closed class and does not make another such word.
    """
    differing = _differing(name, item)
    if not differing:
        return None
    loose = [i for i in differing if not twins(name.text[i], item.text[i])]
    if len(loose) > 1 or 2 * len(differing) > len(item.text):
        return None
    if loose and not _is_doubtful_word(name, item, loose[0]):
        return None
    return len(differing)


def _is_doubtful_word(name: NameRead, item: Listed, index: int) -> bool:
    token = item.part_at(index)
    if is_numeral(name.text[index]) or name.worst(index) >= MATCHING.hospitals.doubtful_character:
        return False
    closed = token.part is Part.TYPE or (token.part is Part.OWNER and len(token.text) >= 3)
    near = token.part is Part.OWNER and alike(
        name.text[index], item.text[index]
    )  # 人和医院 is not 人民医院, 人艮医院 is
    return len(token.text) >= 2 and (closed or near) and not _makes_word(name.text, index)


def _makes_word(text: str, index: int) -> bool:
    """Whether the character at `index` is part of a word of the lexicon as it stands."""
    return any(
        text[start:end] in LEXICON
        for start in range(max(0, index - 7), index + 1)
        for end in range(index + 1, len(text) + 1)
    )


def _may_be(name: NameRead, item: Listed) -> bool:
    """Whether one or two badly read or look-alike characters could have made a listed name into what was read."""
    differing = _differing(name, item)
    loose = [i for i in differing if not alike(name.text[i], item.text[i])]
    if not differing or len(differing) > 2 or len(loose) > (2 if name.known else 1):
        return False
    return all(name.worst(i) < MATCHING.hospitals.doubtful_character for i in loose)


def _may_look(name: NameRead, item: Listed) -> bool:
    """The same, where only what is known of single characters counts as doubt."""
    differing = _differing(name, item)
    return 0 < len(differing) <= 2 and all(
        alike(name.text[i], item.text[i]) or name.confidences[i] < MATCHING.hospitals.doubtful_character
        for i in differing
    )


def _twins_only(name: NameRead, item: Listed) -> bool:
    return all(twins(a, b) for a, b in zip(name.text, item.text, strict=True))


def _was_doubtful(name: NameRead, item: Listed) -> bool:
    """Whether every character that sets a listed name apart from what was read was read with doubt."""
    differing = _differing(name, item)
    return 0 < len(differing) <= 2 and all(
        name.confidences[i] < MATCHING.hospitals.doubtful_character for i in differing
    )


def _differing(name: NameRead, item: Listed) -> list[int]:
    """Where two names of one length differ; nowhere if their lengths do."""
    if len(name.text) != len(item.text):
        return []
    return [i for i, (a, b) in enumerate(zip(name.text, item.text, strict=True)) if a != b]


def _is_piece(text: str, whole: str) -> bool:
    return _SHORTEST_PIECE <= len(text) < len(whole) and text in whole


def _one_apart(a: str, b: str) -> bool:
    """Whether one character inserted or lost, no numeral, turns one name into the other."""
    if abs(len(a) - len(b)) != 1:
        return False
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return any(longer[:i] + longer[i + 1 :] == shorter and not is_numeral(longer[i]) for i in range(len(longer)))
