"""The parts that many sections of a pack share: titles, citations, force, values with units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from validators.expressions import LEVELS, TITLES
from validators.grammar import Dated, Fact, Force, Source, Value
from validators.periods import Period
from validators.strict_yaml import Node
from validators.verdict import Citation, Message

CITED = ("source", "quote", "verified")
NOBODY = ("未", "待", "无", "否", "todo", "tbd", "unknown", "none", "nobody", "not ", "pending")
"""Words in `verified` that say nobody has checked the text yet: that is `false`."""

UNITS: dict[str, Callable[[Node], Fact]] = {
    "calendar_year": lambda node: Period(months=12 * node.integer()),
    "calendar_month": lambda node: Period(months=node.integer()),
    "day": lambda node: Period(days=node.integer()),
    "working_day": lambda node: node.integer(),
    "count": lambda node: node.integer(),
    "percent": lambda node: node.number(),
    "hospital_level": lambda node: LEVELS[node.choice(LEVELS, "hospital level")],
    "physician_title": lambda node: node.choice(TITLES, "title"),
    "flag": lambda node: node.flag(),
    "text": lambda node: node.text(),
    "list": lambda node: node.words(),
}


def message(node: Node) -> Message:
    """{zh: …, en: …}, both of them."""
    entries = node.record(["zh", "en"])
    return Message(entries["zh"].text(), entries["en"].text())


def words(node: Node) -> tuple[str, str]:
    """Words of a text, in Chinese or as it has them, and in English: "" where nobody has put them so."""
    if node.is_text:
        return node.text(), ""
    both = message(node)
    return both.zh, both.en


def citation(entries: Mapping[str, Node], sources: Mapping[str, Source], owner: Node) -> Citation:
    """The quoted words, the source's title and who checked them. Raises where any is missing."""
    for key in CITED:
        if key not in entries:
            raise owner.refuse(f"every rule needs its citation: {key!r} is missing", CITED)
    source = sources[entries["source"].choice(sources, "source")]
    text, text_en = words(entries["quote"])
    return Citation(text, source.title, verified(entries["verified"]), text_en, source.title_en)


def verified(node: Node) -> str | None:
    """Who checked the official text, or None for `verified: false`."""
    if node.content is False:
        return None
    if node.content is True:
        raise node.refuse("say who checked the official text, or false", ("false", "founding", "a name"))
    if any(word in node.text().lower() for word in NOBODY):
        raise node.refuse("this names nobody who checked the official text", ("false", "founding", "a name"))
    return node.text()


def force(entries: Mapping[str, Node], default: dt.date) -> Force:
    """`from` and `until` (the first day on which it no longer holds)."""
    start = entries["from"].date() if "from" in entries else default
    until = entries["until"].date() if "until" in entries else None
    if until is not None and until <= start:
        raise entries["until"].refuse(f"it ends before it starts ({start})")
    return Force(start, until)


def value(name: str, node: Node, sources: Mapping[str, Source]) -> Value:
    """A unit, a title and one entry per start date."""
    entries = node.mapping()
    for key in ("unit", "title"):
        if key not in entries:
            raise node.refuse(f"the key {key!r} is missing", ("unit", "title", "start dates such as 2025-01-01"))
    unit = entries["unit"].choice(UNITS, "unit")
    dated = [_dated(key, item, unit, sources) for key, item in entries.items() if key not in ("unit", "title")]
    if not dated:
        raise node.refuse("a value needs at least one start date, such as 2025-01-01")
    return Value(name, unit, message(entries["title"]), tuple(sorted(dated, key=lambda entry: entry.start)))


def _dated(key: str, node: Node, unit: str, sources: Mapping[str, Source]) -> Dated:
    start = Node(key, node.file, node.path, node.line).date()
    entries = node.record(["value", *CITED])
    return Dated(start, UNITS[unit](entries["value"]), citation(entries, sources, node))
