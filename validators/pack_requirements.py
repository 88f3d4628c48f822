"""What a pack requires: of every case, or of a disease."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from validators import pack_fields as fields
from validators.codes import MATERIAL_CODES, SEVERITIES
from validators.expression_grammar import expression, gate
from validators.grammar import Requirement, Source
from validators.strict_yaml import Node
from validators.verdict import Message, Severity

EPOCH = dt.date(1900, 1, 1)
"""From when something holds whose start the pack does not state: always."""


def requirements(
    nodes: Iterable[Node], sources: Mapping[str, Source], disease: str = "", start: dt.date = EPOCH
) -> tuple[Requirement, ...]:
    """All of a list, each with an id of its own."""
    seen: set[str] = set()
    made = []
    for node in nodes:
        one = requirement(node, sources, disease, start)
        if one.id in seen:
            raise node.refuse(f"two requirements are called {one.id!r}; give one of them another id")
        seen.add(one.id)
        made.append(one)
    return tuple(made)


def requirement(node: Node, sources: Mapping[str, Source], disease: str = "", start: dt.date = EPOCH) -> Requirement:
    """`material` (a name or a shape), its citation, and perhaps id, title, code, when, remedy."""
    entries = node.record(
        ["material", *fields.CITED], ["id", "title", "code", "severity", "when", "remedy", "from", "until"]
    )
    shape = expression(entries["material"])
    named = entries["material"].text() if entries["material"].is_text else ""
    if not named and ("id" not in entries or "title" not in entries):
        raise node.refuse("a requirement that is no plain name needs an id and a title", ("id", "title"))
    code = (
        entries["code"].choice(MATERIAL_CODES, "code of a missing material") if "code" in entries else MATERIAL_CODES[0]
    )
    name = entries["id"].text() if "id" in entries else named
    return Requirement(
        id=f"{disease}/{name}" if disease else name,
        material=name,
        title=fields.message(entries["title"]) if "title" in entries else Message("", ""),  # else the material's own
        expression=shape,
        code=code,
        severity=entries["severity"].member(Severity, "severity") if "severity" in entries else SEVERITIES[code],
        citation=fields.citation(entries, sources, node),
        force=fields.force(entries, start),
        remedy=fields.message(entries["remedy"]) if "remedy" in entries else None,
        gate=gate(entries["when"]) if "when" in entries else None,
        disease=disease,
    )
