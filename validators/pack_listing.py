"""A pack laid out for reading: every value, requirement, rule and disease with the words it comes from.

For a clerk who holds the pack against the official text, line by line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.reading import Kind
from validators.expressions import (
    AllOf,
    AnyOf,
    Elapsed,
    Expression,
    Gate,
    Gated,
    IssuerCondition,
    LabCondition,
    Named,
    Paper,
    Several,
    SomeOf,
)
from validators.grammar import Disease, Fact, Force, Policy, Reference, Requirement, Rule, Source
from validators.pack_requirements import EPOCH
from validators.periods import Period
from validators.verdict import Citation, Message

LEVELS = ("未定级", "一级", "二级", "三级")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a pack."""

    id: str
    title: Message
    says: str  # the value, shape or check, in the pack's own words
    since: str  # ISO date, "" where the pack states none
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Section:
    title: Message
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    name: str
    title: Message
    version: str
    chain: tuple[str, ...]
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]

    @property
    def unverified(self) -> int:
        """How many lines nobody has checked against the official text."""
        return sum(1 for s in self.sections for row in s.rows if row.citation and row.citation.verified is None)


def show(policy: Policy) -> Listing:
    """Everything the pack holds, its ancestors' lines included."""
    sections = (
        Section(Message("数值与事实", "values and facts"), tuple(_values(policy))),
        Section(Message("办理方式", "tracks"), tuple(_tracks(policy))),
        Section(Message("材料的含义", "what materials mean"), tuple(_materials(policy))),
        Section(
            Message("每件申请均需的材料", "required of every case"),
            tuple(_requirement(r, policy) for r in policy.requires),
        ),
        Section(Message("核对规则", "rules"), tuple(_rule(r) for r in policy.rules)),
        *(_disease(d, policy) for d in policy.diseases.values()),
        Section(Message("不适用的上级规则", "inherited and taken back"), tuple(_dropped(policy))),
    )
    filled = tuple(section for section in sections if section.rows)
    return Listing(policy.name, policy.title, policy.version, policy.chain, tuple(policy.sources.values()), filled)


def _values(policy: Policy) -> Iterable[Row]:
    for value in policy.values.values():
        for entry in value.entries:
            yield Row(value.name, value.title, _fact(entry.value, value.unit), entry.start.isoformat(), entry.citation)


def _fact(value: Fact, unit: str) -> str:
    if isinstance(value, Period):
        return value.zh
    if unit == "hospital_level" and isinstance(value, int):
        return LEVELS[value]
    if unit == "percent":
        return f"{value:g}%"
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _tracks(policy: Policy) -> Iterable[Row]:
    for track in policy.tracks.values():
        days = "" if track.due_working_days is None else f"{track.due_working_days} working days"
        yield Row(track.name, track.title, "; ".join(part for part in (days, track.review) if part), "", track.citation)


def _materials(policy: Policy) -> Iterable[Row]:
    for material in policy.materials.values():
        if material.name not in {kind.value for kind in Kind}:
            yield Row(material.name, material.title, describe(material.expression), "", None)
        elif material.single_notes:
            says = f"in doubt where the title says {', '.join(material.single_notes)}"
            yield Row(material.name, material.title, says, "", None)


def _requirement(required: Requirement, policy: Policy) -> Row:
    material = policy.materials.get(required.material)
    title = required.title if required.title.zh or material is None else material.title
    says = describe(required.expression) + (f" when {_gate(required.gate)}" if required.gate else "")
    return Row(f"requires:{required.id}", title, says, _since(required.force), required.citation)


def _rule(rule: Rule) -> Row:
    kinds = ", ".join(kind.value for kind in rule.applies_to) or "the whole case"
    given = ", ".join(f"{name}={_parameter(value)}" for name, value in rule.parameters.items())
    usual = "; usual only" if rule.usual else ""
    says = f"{rule.check}({given}) on {kinds}{usual}"
    return Row(rule.id, Message(rule.code, rule.code), says, _since(rule.force), rule.citation)


def _parameter(value: object) -> str:
    if isinstance(value, Reference):
        return value.name
    if isinstance(value, tuple):
        return ", ".join(_issuer(part) if isinstance(part, IssuerCondition) else str(part) for part in value)
    return str(value)


def _disease(disease: Disease, policy: Policy) -> Section:
    rows = [Row(disease.name, disease.title, _facts(disease), _since(disease.force), disease.citation)]
    if disease.track:
        rows.append(Row(f"{disease.name}/track", disease.title, disease.track, "", disease.track_citation))
    rows += [_requirement(required, policy) for required in disease.requires] + [_rule(rule) for rule in disease.rules]
    return Section(Message(f"病种：{disease.title.zh}", f"disease: {disease.title.en}"), tuple(rows))


def _facts(disease: Disease) -> str:
    facts = [f"codes {', '.join(disease.codes)}" if disease.codes else ""]
    facts.append(f"for {_gate(disease.gate)}" if disease.gate else "")
    facts.append(f"not beside {', '.join(disease.excludes)}" if disease.excludes else "")
    facts.append(f"ruled out by {', '.join(disease.excluded_by)}" if disease.excluded_by else "")
    facts.append(f"ambiguous: {disease.ambiguous}" if disease.ambiguous else "")
    return "; ".join(fact for fact in facts if fact)


def _dropped(policy: Policy) -> Iterable[Row]:
    for name, citation in policy.dropped.items():
        yield Row(name, Message("不适用", "does not hold here"), "", "", citation)


def _since(force: Force) -> str:
    start = "" if force.start == EPOCH else force.start.isoformat()
    return f"{start} – {force.until - dt.timedelta(days=1)}" if force.until else start


def _gate(gate: Gate) -> str:
    parts = [f"channel {gate.channel}" if gate.channel else "", f"sex {gate.sex}" if gate.sex else ""]
    parts.append(f"age ≥ {gate.age_at_least}" if gate.age_at_least is not None else "")
    parts.append(f"age ≤ {gate.age_at_most}" if gate.age_at_most is not None else "")
    return " and ".join(part for part in parts if part)


def describe(asked: Expression) -> str:
    """A requirement in one line."""
    if isinstance(asked, Named):
        return asked.name
    if isinstance(asked, Paper):
        return _paper(asked)
    if isinstance(asked, AnyOf | AllOf):
        word = " or " if isinstance(asked, AnyOf) else " and "
        return (
            "(" + word.join(describe(part) for part in asked.parts) + ")"
            if len(asked.parts) > 1
            else describe(asked.parts[0])
        )
    if isinstance(asked, SomeOf):
        return f"at least {asked.n} of (" + ", ".join(describe(part) for part in asked.parts) + ")"
    if isinstance(asked, Gated):
        return f"[{_gate(asked.gate)}] {describe(asked.then)}"
    return _counted_or_elapsed(asked)


def _counted_or_elapsed(asked: Several | Elapsed) -> str:
    if isinstance(asked, Several):
        within = f" within {asked.within}" if asked.within else ""
        span = f", spanning at least {asked.span}" if asked.span else ""
        return f"at least {asked.n} × {describe(asked.of)}{within}{span}"
    since = asked.role.value if asked.role else "issue date"
    return f"at least {asked.at_least} after the {since} of {_kinds(asked.kinds)}"


def _kinds(kinds: Iterable[str]) -> str:
    return " or ".join(str(kind) for kind in kinds)


def _paper(asked: Paper) -> str:
    said = [
        _lab(asked.lab) if asked.lab else "",
        f"by {'/'.join(asked.modality)}" if asked.modality else "",
        f"stating {'/'.join(asked.supports)}" if asked.supports else "",
        f"of {'/'.join(asked.medication)}" if asked.medication else "",
        f"{'/'.join(asked.stage.of)} ≥ {asked.stage.at_least}{asked.stage.scale}" if asked.stage else "",
        f"no older than {asked.max_age}" if asked.max_age else "",
        f"issuer {' or '.join(map(_issuer, asked.issuer))}" if asked.issuer else "",
        f"department {'/'.join(asked.department)}" if asked.department else "",
        f"{asked.signatures.n} × {asked.signatures.title_at_least}" if asked.signatures else "",
        f"not {_kinds(asked.not_substitutable)} instead" if asked.not_substitutable else "",
    ]
    conditions = ", ".join(part for part in said if part)
    return _kinds(asked.kinds) + (f" ({conditions})" if conditions else "")


def _issuer(issuer: IssuerCondition) -> str:
    level = f"{LEVELS[issuer.level]}+" if issuer.level is not None else ""
    return " ".join(part for part in (level, "/".join(issuer.classes), "/".join(issuer.speciality)) if part)


def _lab(lab: LabCondition) -> str:
    limit = f" {lab.operator} {lab.value:g} {lab.unit}" if lab.operator else " abnormal" if lab.abnormal else ""
    times = f" × {lab.times}" if lab.times > 1 else ""
    apart = f", at least {lab.apart} apart" if lab.apart else ""
    return f"{'/'.join(lab.items)}{limit}{times}{apart}"
