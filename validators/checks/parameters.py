"""The types a check's parameters may have: how each is written in YAML, and which units of dated values fit it."""

from __future__ import annotations

from collections.abc import Callable

from extractors.reading import SealPurpose
from validators.expression_grammar import issuer, period, signatures
from validators.expressions import LEVELS, TITLES
from validators.strict_yaml import Node


def _purposes(node: Node) -> tuple[str, ...]:
    return tuple(part.member(SealPurpose, "seal purpose").value for part in node.items())


PARSERS: dict[str, Callable[[Node], object]] = {
    "period": period,
    "level": lambda node: LEVELS[node.choice(LEVELS, "hospital level")],
    "title": lambda node: node.choice(TITLES, "title"),
    "flag": lambda node: node.flag(),
    "count": lambda node: node.integer(at_least=1),
    "purposes": _purposes,
    "issuer": issuer,
    "signatures": signatures,
}

FITTING_UNITS: dict[str, tuple[str, ...]] = {
    "period": ("calendar_year", "calendar_month", "day"),
    "level": ("hospital_level",),
    "title": ("physician_title",),
    "flag": ("flag",),
    "count": ("count",),
}
