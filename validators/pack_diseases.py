"""The `diseases` of a pack: names, track, which diagnoses fit, what is required in addition, for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from validators import disease_table, icd
from validators import pack_fields as fields
from validators.diagnoses import stage_ordinal
from validators.disease_table import DiseaseSpec
from validators.expression_grammar import gate, words
from validators.grammar import Disease, Source
from validators.pack_requirements import EPOCH, requirements
from validators.pack_rules import rule
from validators.strict_yaml import Node
from validators.verdict import Message

_OPTIONAL = (
    "title",
    "codes",
    "aliases",
    "track",
    "diagnoses",
    "requires",
    "rules",
    "for",
    "excludes",
    "excluded_by",
    "ambiguous",
    "from",
    "until",
)


def disease(name: str, node: Node, sources: Mapping[str, Source]) -> Disease:
    """One disease. Its own citation says that it is on the region's list."""
    entries = node.record(fields.CITED, _OPTIONAL)
    title = fields.message(entries["title"]) if "title" in entries else Message(name, name)
    force = fields.force(entries, EPOCH)
    track = entries["track"].record(["name", *fields.CITED]) if "track" in entries else None
    required = entries["requires"].items() if "requires" in entries else ()
    own_rules = entries["rules"].mapping() if "rules" in entries else {}
    return Disease(
        name=name,
        title=title,
        codes=entries["codes"].words() if "codes" in entries else (),
        aliases=entries["aliases"].words() if "aliases" in entries else (),
        track=track["name"].text() if track else "",
        track_citation=fields.citation(track, sources, entries["track"]) if track else None,
        spec=_spec(name, entries["diagnoses"]) if "diagnoses" in entries else None,
        requires=requirements(required, sources, name, force.start),
        rules=tuple(rule(key, item, sources, name, force.start) for key, item in own_rules.items()),
        gate=gate(entries["for"]) if "for" in entries else None,
        excludes=entries["excludes"].words() if "excludes" in entries else (),
        excluded_by=entries["excluded_by"].words() if "excluded_by" in entries else (),
        ambiguous=entries["ambiguous"].text() if "ambiguous" in entries else "",
        citation=fields.citation(entries, sources, node),
        force=force,
    )


def _spec(name: str, node: Node) -> DiseaseSpec:
    """`like: 糖尿病` takes the base table's entry, the other keys narrow or replace it."""
    entries = node.record([], ["like", "names", "icd", "excludes", "with", "min_stage", "open"])
    if "like" not in entries and "names" not in entries:
        raise node.refuse("say which diagnoses fit: an entry of the table, or names", ("like", "names"))
    known = sorted(spec.name for spec in disease_table.base().specs)
    spec = disease_table.find(entries["like"].choice(known, "disease of the table")) if "like" in entries else None
    changes: dict[str, Any] = {key: entries[key].words() for key in ("names", "icd", "excludes") if key in entries}
    for text in changes.get("icd", ()):
        if not icd.is_range(text):
            raise entries["icd"].refuse(f"{text!r} is no ICD-10 range", ("C00-C97", "E11.2-E11.7", "Z94"))
    if "with" in entries:
        changes["with_any"] = words(entries["with"]).any_of
    if "min_stage" in entries:
        changes["min_stage"] = _stage(entries["min_stage"])
    if "open" in entries:
        changes["open"] = entries["open"].flag()
    return replace(spec or DiseaseSpec(name), **changes)


def _stage(node: Node) -> str:
    if stage_ordinal(node.text()) is None:
        raise node.refuse(f"{node.text()!r} is no stage or grade", ("2级", "5期", "Ⅲ期"))
    return node.text()
