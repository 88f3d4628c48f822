"""YAML for rules, read strictly: what a clerk writes is what the judge holds, or it is refused with its place.

Only text, whole and decimal numbers, `true` and `false` exist; dates stay text. Refused: duplicate keys, keys that are
not text, the bare words on, off, yes, no (which plain YAML turns into truth values), empty values, tags, anchors that
contain themselves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from validators.errors import PolicyError

Scalar = str | int | float | bool
E = TypeVar("E", bound=StrEnum)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same parser in C, where PyYAML was built with it
_TRAPS = {"on", "off", "yes", "no"}
_STANDARD_TAGS = {"tag:yaml.org,2002:" + t for t in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}


@dataclass(frozen=True)
class Node:
    """A value of a YAML file that knows its place, so that whatever is wrong with it can be said there."""

    content: Scalar | Mapping[str, Node] | list[Node]
    file: str
    path: str
    line: int

    def refuse(self, problem: str, allowed: Iterable[str] = ()) -> PolicyError:
        """The error to raise about this value."""
        return PolicyError(self.file, self.path, problem, allowed, self.line)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.content, Mapping)

    @property
    def is_list(self) -> bool:
        return isinstance(self.content, list)

    @property
    def is_text(self) -> bool:
        return isinstance(self.content, str)

    def mapping(self) -> Mapping[str, Node]:
        """Its entries, whatever their names."""
        if not isinstance(self.content, Mapping):
            raise self.refuse("a mapping (name: value) is expected here")
        return self.content

    def record(self, required: Iterable[str], optional: Iterable[str] = ()) -> Mapping[str, Node]:
        """Its entries, all of `required` and no others than `required` and `optional`."""
        entries = self.mapping()
        needed, allowed = list(required), [*required, *optional]
        for key, node in entries.items():
            if key not in allowed:
                raise PolicyError(self.file, node.path, f"unknown key {key!r}", sorted(allowed), node.line)
        for key in needed:
            if key not in entries:
                raise self.refuse(f"the key {key!r} is missing", sorted(allowed))
        return entries

    def items(self) -> list[Node]:
        if not isinstance(self.content, list):
            raise self.refuse("a list is expected here")
        return self.content

    def text(self) -> str:
        if not isinstance(self.content, str) or not self.content.strip():
            raise self.refuse("text is expected here")
        return self.content.strip()

    def words(self) -> tuple[str, ...]:
        """One text or a list of texts."""
        return (self.text(),) if self.is_text else tuple(node.text() for node in self.items())

    def integer(self, at_least: int = 0) -> int:
        if isinstance(self.content, bool) or not isinstance(self.content, int) or self.content < at_least:
            raise self.refuse(f"a whole number of at least {at_least} is expected here")
        return self.content

    def number(self) -> float:
        if isinstance(self.content, bool) or not isinstance(self.content, int | float):
            raise self.refuse("a number is expected here")
        return float(self.content)

    def flag(self) -> bool:
        if not isinstance(self.content, bool):
            raise self.refuse("true or false is expected here", ("true", "false"))
        return self.content

    def date(self) -> dt.date:
        text = self.content if isinstance(self.content, str) else str(self.content)
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise self.refuse(f"{text!r} is no date; write year-month-day, e.g. 2025-01-01")
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise self.refuse(f"the calendar has no day {text}") from None

    def choice(self, allowed: Iterable[str], what: str) -> str:
        names = sorted(allowed)
        text = self.text()
        if text not in names:
            raise self.refuse(f"unknown {what} {text!r}", names)
        return text

    def member(self, enum: type[E], what: str) -> E:
        return enum(self.choice([str(m.value) for m in enum], what))


def read(path: Path, shown_as: str) -> Node:
    """The file's content; `shown_as` is the name errors give it. Raises PolicyError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PolicyError(shown_as, "", "this file does not exist") from None
    except (OSError, UnicodeDecodeError):
        raise PolicyError(shown_as, "", "this file cannot be read as UTF-8 text") from None
    return parse(text, shown_as)


def parse(text: str, shown_as: str) -> Node:
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None) or "it cannot be parsed"
        raise PolicyError(
            shown_as, "", f"this is no valid YAML: {problem}", (), mark.line + 1 if mark else None
        ) from None
    if root is None:
        raise PolicyError(shown_as, "", "this file is empty")
    return _node(root, shown_as, "", ())


def _node(raw: yaml.Node, file: str, path: str, above: tuple[int, ...]) -> Node:
    line = raw.start_mark.line + 1
    if id(raw) in above:
        raise PolicyError(file, path, "this value contains itself", (), line)
    if raw.tag not in _STANDARD_TAGS:
        raise PolicyError(file, path, f"tags such as {raw.tag!r} have no meaning here", (), line)
    inside = (*above, id(raw))
    if isinstance(raw, yaml.MappingNode):
        return Node(_entries(raw, file, path, inside), file, path, line)
    if isinstance(raw, yaml.SequenceNode):
        children = [_node(child, file, f"{path}[{i}]", inside) for i, child in enumerate(raw.value)]
        return Node(children, file, path, line)
    assert isinstance(raw, yaml.ScalarNode)
    return Node(_scalar(raw, file, path), file, path, line)


def _entries(raw: yaml.MappingNode, file: str, path: str, inside: tuple[int, ...]) -> dict[str, Node]:
    entries: dict[str, Node] = {}
    for key_node, value_node in raw.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise PolicyError(file, path, "a key has to be text", (), line)
        key = _scalar(key_node, file, f"{path}.{key_node.value}".lstrip("."))
        if not isinstance(key, str):
            raise PolicyError(file, path, f"the key {key_node.value} is not text; put it in quotes", (), line)
        if key in entries:
            raise PolicyError(file, path, f"the key {key!r} is written twice", (), line)
        entries[key] = _node(value_node, file, f"{path}.{key}".lstrip("."), inside)
    return entries


def _scalar(raw: yaml.ScalarNode, file: str, path: str) -> Scalar:
    text: str = raw.value
    if raw.style in ("'", '"', "|", ">"):
        return text
    line = raw.start_mark.line + 1
    if text.lower() in _TRAPS:
        problem = f"a bare {text!r} means a truth value to some readers; put it in quotes or write true or false"
        raise PolicyError(file, path, problem, (), line)
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "~") or text.lower() == "null":
        raise PolicyError(file, path, "a value is missing here; leave the key out to leave it unset", (), line)
    if re.fullmatch(r"[-+]?(0|[1-9]\d*)", text):
        return int(text)
    if re.fullmatch(r"[-+]?\d+\.\d+", text):
        return float(text)
    return text
