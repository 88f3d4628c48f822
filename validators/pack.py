"""One `policy.yaml` → its sections, checked by themselves; what they refer to is checked when packs are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractors.reading import Kind
from validators import pack_fields as fields
from validators import strict_yaml
from validators.expression_grammar import expression
from validators.expressions import Paper
from validators.grammar import Disease, Material, Requirement, Rule, Source, Track, Value
from validators.pack_diseases import disease
from validators.pack_requirements import requirements
from validators.pack_rules import rule
from validators.strict_yaml import Node
from validators.verdict import Citation, Message

_SECTIONS = ("sources", "values", "tracks", "materials", "requires", "rules", "diseases", "drops")


@dataclass(frozen=True)
class Pack:
    """A pack's own sections, before joining it with what it extends."""

    name: str
    file: str
    extends: str  # "" for none
    version: str
    title: Message
    sources: Mapping[str, Source]
    values: Mapping[str, Value]
    tracks: Mapping[str, Track]
    materials: Mapping[str, Material]
    requires: tuple[Requirement, ...]
    rules: tuple[Rule, ...]
    diseases: Mapping[str, Disease]
    drops: Mapping[str, Citation]
    places: Mapping[str, Node] = field(default_factory=dict)  # section.id → where it was written


def read(folder: Path, sources_above: Mapping[str, Source]) -> Pack:
    """The pack in `folder`; its citations may use the sources of the packs it extends. Raises PolicyError."""
    shown = f"{folder.name}/policy.yaml"
    root = strict_yaml.read(folder / "policy.yaml", shown)
    entries = root.record(["pack", "version", "title"], ["extends", *_SECTIONS])
    if entries["pack"].text() != folder.name:
        raise entries["pack"].refuse("a pack is called like its folder", (folder.name,))
    own_sources = {key: _source(key, node) for key, node in _section(entries, "sources").items()}
    sources = {**sources_above, **own_sources}
    requires = entries["requires"].items() if "requires" in entries else ()
    return Pack(
        name=folder.name,
        file=shown,
        extends=entries["extends"].text() if "extends" in entries else "",
        version=_version(entries["version"]),
        title=fields.message(entries["title"]),
        sources=own_sources,
        values={key: fields.value(key, node, sources) for key, node in _section(entries, "values").items()},
        tracks={key: _track(key, node, sources) for key, node in _section(entries, "tracks").items()},
        materials={key: _material(key, node) for key, node in _section(entries, "materials").items()},
        requires=requirements(requires, sources),
        rules=tuple(rule(key, node, sources) for key, node in _section(entries, "rules").items()),
        diseases={key: disease(key, node, sources) for key, node in _section(entries, "diseases").items()},
        drops=_drops(entries, sources),
        places=_places(entries),
    )


def _section(entries: Mapping[str, Node], name: str) -> Mapping[str, Node]:
    return entries[name].mapping() if name in entries else {}


def _version(node: Node) -> str:
    return node.text() if node.is_text else str(node.content)


def _places(entries: Mapping[str, Node]) -> dict[str, Node]:
    places = {
        f"{s}.{key}": node
        for s in _SECTIONS
        if s in entries and entries[s].is_mapping
        for key, node in entries[s].mapping().items()
    }
    return places | ({"extends": entries["extends"]} if "extends" in entries else {})


def _source(key: str, node: Node) -> Source:
    entries = node.record(["title", "kind", "read_on"], ["address"])
    address = entries["address"].text() if "address" in entries else ""
    title, title_en = fields.words(entries["title"])
    read_on = entries["read_on"].date().isoformat()
    return Source(key, title, entries["kind"].text(), read_on, address, title_en)


def _track(key: str, node: Node, sources: Mapping[str, Source]) -> Track:
    entries = node.record(["title", *fields.CITED], ["due_working_days", "review"])
    days = entries["due_working_days"].integer() if "due_working_days" in entries else None
    review = entries["review"].text() if "review" in entries else ""
    return Track(key, fields.message(entries["title"]), days, review, fields.citation(entries, sources, node))


def _material(key: str, node: Node) -> Material:
    """A title, what to supply, and a shape; a kind's own entry needs no shape."""
    entries = dict(node.mapping())
    for needed in ("title",):
        if needed not in entries:
            raise node.refuse("the key 'title' is missing", ("title", "supply", "and one shape of a requirement"))
    title = fields.message(entries.pop("title"))
    supply = fields.message(entries.pop("supply")) if "supply" in entries else None
    if key not in {kind.value for kind in Kind}:
        return Material(key, title, expression(Node(entries, node.file, node.path, node.line)), supply)
    notes = entries.pop("single_notes").words() if "single_notes" in entries else ()
    if entries:
        allowed = ("title", "supply", "single_notes")
        raise node.refuse(f"{key!r} is a kind of paper and cannot be given another meaning", allowed)
    return Material(key, title, Paper((Kind(key),)), supply, notes)


def _drops(entries: Mapping[str, Node], sources: Mapping[str, Source]) -> dict[str, Citation]:
    """Rules and requirements of the extended pack that do not hold here, each with the words that say so."""
    dropped: dict[str, Citation] = {}
    for key, node in _section(entries, "drops").items():
        dropped[key] = fields.citation(node.record(fields.CITED), sources, node)
    return dropped


def extends(folder: Path) -> Node | None:
    """What the pack in `folder` says it extends, or None."""
    return strict_yaml.read(folder / "policy.yaml", f"{folder.name}/policy.yaml").mapping().get("extends")
