"""Lists on papers, entry by entry: physicians, laboratory rows, drugs, as an auditor writes them a line each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.quality.drugs import Taken, taken
from validators.quantities import normal_unit, read_value

ILLEGIBLE = "?"
_BRACKETED = re.compile(r"[(\[【（].*?[)\]】）]")
_VALUE = r"(?:[<>≤≥＜＞]=?\s*)?[-+±]?\d\S*|(?:弱|强)?[阴阳]性\S*|未检出|未见\S*|[-+±]+|neg\S*|pos\S*"
_LAB_ROW = re.compile(rf"(?P<name>.+?)[\s:：,，|]+(?P<value>{_VALUE})(?:\s+(?P<unit>\S+))?.*", re.I)
_TITLES = ("主任", "副主任", "主治", "住院", "医士", "技师", "药师", "医师", "护师")
_FLAGS = re.compile(r"[↑↓*HLhl]+$")
_FLAG_AT_END = re.compile(r"[\s\d](?P<flag>↑+|↓+|[HLhl*]+|偏?高|偏?低)$|(?P<mark>↑+|↓+)")
_FLAG_WORDS = {"↑": "H", "h": "H", "高": "H", "↓": "L", "l": "L", "低": "L", "*": "A"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, as either side has it."""

    names: frozenset[str] = field(repr=False)  # every way to call it, plain
    text: str = field(repr=False)  # as it is shown
    value: str = field(default="", repr=False)  # a result, a title; empty: not said
    unit: str = ""
    flag: str = ""  # of a result: high, low, marked
    taken: Taken = field(default=Taken(), repr=False)  # of a drug: how
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry as both have it; the one or the other may lack it."""

    outcome: str
    told: Entry | None
    said: Entry | None

    @property
    def key(self) -> str:
        """What it is called, the same for whoever reads it."""
        return min((self.told or self.said or _NONE).names, default="")


_NONE = Entry(frozenset(), "")


def pairs(name: str, text: str, *, whole: bool, said: Sequence[Entry]) -> Iterator[Pair]:
    """Each line of `text` held against the machine's entries of the list `name`.

    `whole`: every entry was copied out, so what only the machine has is not on the paper. An illegible line may be any
    of the machine's.
    """
    told = [_TOLD[name](line.strip()) for line in text.splitlines() if line.strip() not in ("", ILLEGIBLE, "？")]
    left = list(said)
    for one in told:
        other = _found(one, left)
        if other is None:
            yield Pair("missed", one, None)
        else:
            left.remove(other)
            yield Pair("right" if _same(one, other) else "wrong", one, other)
    if whole and not any(line.strip() in (ILLEGIBLE, "？") for line in text.splitlines()):
        for other in left:
            yield Pair("false", None, other)


def _found(told: Entry, said: Sequence[Entry]) -> Entry | None:
    """Of several of one name the one that says the same: a report may hold a panel twice."""
    named = [other for other in said if told.names & other.names]
    return next((other for other in named if _same(told, other)), next(iter(named), None))


def _same(told: Entry, said: Entry) -> bool:
    """Whether the machine has all that was copied out; of what is left away it is not asked."""
    if not told.taken.agrees(said.taken):
        return False
    if not told.value:  # not asked, or nothing stands there: a name alone was copied out
        return True
    if told.flag and told.flag != said.flag:
        return False
    if told.unit and said.unit and normal_unit(told.unit) != normal_unit(said.unit):
        return False
    one, other = _FLAGS.sub("", told.value), _FLAGS.sub("", said.value)
    numbers = read_value(one), read_value(other)
    return _flat(one) == _flat(other) or (numbers[0] is not None and numbers[0] == numbers[1])


def _flat(value: str) -> str:
    """A sign is no mere punctuation of a value: + and - are results."""
    return "".join(unicodedata.normalize("NFKC", value).split()).lower()


def names(*ways: str) -> frozenset[str]:
    """Plain, with and without what stands in brackets, and that alone."""
    found = set()
    for way in ways:
        flat = unicodedata.normalize("NFKC", way).strip("*★#☆ ")
        found |= {plain(flat), plain(_BRACKETED.sub("", flat)), *(plain(part) for part in _BRACKETED.findall(flat))}
    return frozenset(name.lower() for name in found if name)


def plain(text: str) -> str:
    """Half width, without blanks and punctuation: how a name is written matters no more than that."""
    return "".join(
        c
        for c in unicodedata.normalize("NFKC", text)
        if not c.isspace() and not unicodedata.category(c).startswith("P")
    )


def _physician(line: str) -> Entry:
    """`魏娜静 副主任医师`, in either order."""
    parts = line.split()
    titles = [part for part in parts if part.endswith(_TITLES)]
    rest = "".join(part for part in parts if part not in titles)
    return Entry(names(rest or line), line, "".join(titles) if rest else "")


def _lab_row(line: str) -> Entry:
    """`葡萄糖 6.1 mmol/L`; without a value that can be told the last word is one."""
    found = _LAB_ROW.fullmatch(unicodedata.normalize("NFKC", line))
    if found:
        unit = found["unit"] or ""
        return Entry(names(found["name"]), line, found["value"], "" if flag_of(f" {unit}") else unit, flag_of(line))
    name, _, value = line.rpartition(" ")
    return Entry(names(name or value), line, value if name else "")


def flag_of(text: str) -> str:
    """H, L or A (marked) as a result's row is flagged: an arrow anywhere, a letter or a word at its end."""
    found = _FLAG_AT_END.search(text.strip() if text.strip() != text else f" {text}") or _FLAG_AT_END.search(text)
    return _FLAG_WORDS.get((found["flag"] or found["mark"])[-1].lower(), "") if found else ""


def _drug(line: str) -> Entry:
    """`二甲双胍 0.5g 口服 每日三次`: its name, and how it is taken."""
    name, _, rest = line.partition(" ")
    return Entry(names(name), line, taken=taken(rest))


_TOLD: Mapping[str, Callable[[str], Entry]] = {
    "physicians": _physician,
    "lab_items": _lab_row,
    "medications": _drug,
}
