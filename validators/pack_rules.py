"""The `rules` of a pack: which check, on which papers, with which parameters."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping

from extractors.reading import Kind
from validators import pack_fields as fields
from validators.checks.catalogue import CHECKS
from validators.checks.check import Check
from validators.checks.parameters import PARSERS
from validators.codes import SEVERITIES
from validators.grammar import Reference, Rule, Source
from validators.pack_requirements import EPOCH
from validators.strict_yaml import Node
from validators.verdict import Message, Outcome, Severity

PLACEHOLDERS = ("kind", "hospital", "expected", "found", "age")
_REQUIRED = ("code", "check", *fields.CITED)
_OPTIONAL = ("applies_to", "with", "message", "remedy", "severity", "usual", "from", "until")


def rule(name: str, node: Node, sources: Mapping[str, Source], disease: str = "", start: dt.date = EPOCH) -> Rule:
    """One rule. Raises PolicyError for an unknown check, code, kind or parameter."""
    entries = node.record(_REQUIRED, _OPTIONAL)
    check = CHECKS[entries["check"].choice(CHECKS, "check")]
    code = entries["code"].choice(SEVERITIES, "code")
    if code != check.code:
        raise entries["code"].refuse(f"the check {check.name!r} does not give the code {code!r}", (check.code,))
    return Rule(
        id=f"{disease}/{name}" if disease else name,
        code=code,
        check=check.name,
        applies_to=_applies_to(entries, check, node),
        parameters=_parameters(entries.get("with"), check, node),
        citation=fields.citation(entries, sources, node),
        force=fields.force(entries, start),
        severity=entries["severity"].member(Severity, "severity") if "severity" in entries else SEVERITIES[code],
        message=_messages(entries["message"]) if "message" in entries else {},
        remedy=_templated(entries["remedy"]) if "remedy" in entries else None,
        usual=entries["usual"].flag() if "usual" in entries else False,
        disease=disease,
    )


def _applies_to(entries: Mapping[str, Node], check: Check, node: Node) -> tuple[Kind, ...]:
    if check.of_case:
        if "applies_to" in entries:
            raise entries["applies_to"].refuse(f"the check {check.name!r} looks at the whole case and takes no kinds")
        return ()
    if "applies_to" not in entries:
        raise node.refuse(f"the check {check.name!r} looks at single papers; say which", [kind.value for kind in Kind])
    kinds = tuple(part.member(Kind, "kind") for part in entries["applies_to"].items())
    if not kinds:
        raise entries["applies_to"].refuse("at least one kind is needed", [kind.value for kind in Kind])
    return kinds


def _parameters(node: Node | None, check: Check, rule_node: Node) -> dict[str, object]:
    if node is None:
        if check.parameters:
            raise rule_node.refuse(f"the check {check.name!r} needs 'with'", check.parameters)
        return {}
    entries = node.record(list(check.parameters))
    return {key: _parameter(entries[key], kind) for key, kind in check.parameters.items()}


def _parameter(node: Node, kind: str) -> object:
    """A constant, or {value: name} for a dated value of the pack."""
    if node.is_mapping and set(node.mapping()) == {"value"}:
        return Reference(node.mapping()["value"].text())
    return PARSERS[kind](node)


def _messages(node: Node) -> dict[str, Message]:
    """Texts by outcome, instead of the check's own."""
    entries = node.record([], [outcome.value for outcome in Outcome])
    return {outcome: _templated(text) for outcome, text in entries.items()}


def _templated(node: Node) -> Message:
    made = fields.message(node)
    for text in (made.zh, made.en):
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError:
            raise node.refuse("a brace is not closed", PLACEHOLDERS) from None
        for name in names:
            if name not in PLACEHOLDERS:
                raise node.refuse(f"unknown placeholder {{{name}}}", PLACEHOLDERS)
    return made
