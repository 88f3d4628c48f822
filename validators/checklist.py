"""The checklist of materials, and what is missing of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from validators.dossier import Dossier
from validators.expressions import Named, Paper
from validators.findings import UNVERIFIED
from validators.grammar import Material, Requirement
from validators.requirements import Met, evaluate, gate_open, kinds_of
from validators.verdict import NOTHING, ChecklistItem, Finding, Message, Outcome, Severity


@dataclass(frozen=True)
class Entry:
    """A requirement and how it stands; an unverified one can never be failed."""

    requirement: Requirement
    met: Met
    title: Message

    @cached_property
    def outcome(self) -> Outcome:
        unverified = self.requirement.citation.verified is None
        return Outcome.UNSURE if self.met.outcome is Outcome.FAIL and unverified else self.met.outcome


def entries(dossier: Dossier) -> Iterator[Entry]:
    """Every requirement in force for this case: of every case, then of each disease."""
    asked = [*dossier.policy.requires, *(r for disease in dossier.diseases for r in disease.requires)]
    for requirement in asked:
        if not requirement.force.holds(dossier.as_of):
            continue
        applies = gate_open(requirement.gate, dossier) if requirement.gate else Outcome.PASS
        met = evaluate(requirement.expression, dossier) if applies is not Outcome.FAIL else None
        if met is None:
            continue
        if applies is Outcome.UNSURE and met.outcome is Outcome.FAIL:
            met = Met(Outcome.UNSURE, met.by, met.reason, met.evidence, met.cause)
        yield Entry(requirement, met, title(requirement, dossier))


def title(requirement: Requirement, dossier: Dossier) -> Message:
    if requirement.title != NOTHING:
        return requirement.title
    material = _material(requirement, dossier)
    return material.title if material else Message(requirement.material, requirement.material.replace("_", " "))


def _material(requirement: Requirement, dossier: Dossier) -> Material | None:
    expression = requirement.expression
    if isinstance(expression, Named):
        return dossier.policy.materials.get(expression.name)
    if isinstance(expression, Paper) and len(expression.kinds) == 1:
        return dossier.policy.materials.get(expression.kinds[0].value)
    return None


def checklist(dossier: Dossier) -> tuple[ChecklistItem, ...]:
    return tuple(
        ChecklistItem(
            material=entry.requirement.material,
            title=entry.title,
            required_by=entry.requirement.disease,
            satisfied=entry.outcome,
            by=entry.met.by,
            reason=entry.met.reason if entry.met.reason != NOTHING and entry.outcome is not Outcome.PASS else None,
            citation=entry.requirement.citation,
        )
        for entry in entries(dossier)
    )


def material_findings(dossier: Dossier) -> list[Finding]:
    """One finding for each requirement."""
    found: list[Finding] = []
    missing: list[Entry] = []
    for entry in entries(dossier):
        wider = next((other for other in missing if _asks_no_more(entry, other, dossier)), None)
        finding = _finding(entry, dossier)
        found.append(finding if wider is None else _because(finding, wider))
        missing += [entry] if wider is None and entry.outcome is Outcome.FAIL else []
    return found


def _asks_no_more(entry: Entry, missing: Entry, dossier: Dossier) -> bool:
    """Whether nothing can be there for one requirement since there is no paper of any kind that another one asks."""
    if entry.requirement.severity is Severity.BLOCKING and missing.requirement.severity is not Severity.BLOCKING:
        return False  # what stands in the way is not told below what does not
    kinds, theirs = (kinds_of(each.requirement.expression, dossier) for each in (entry, missing))
    absent = not dossier.of_kinds(theirs) and entry.met.cause is None
    return entry.met.outcome is Outcome.FAIL and absent and bool(kinds) and set(kinds) <= set(theirs)


def _because(finding: Finding, missing: Entry) -> Finding:
    """Not told twice: who supplies the one has it looked at for the other."""
    requirement = missing.requirement
    return replace(finding, cause=requirement.code, cause_material=requirement.material)


def _finding(entry: Entry, dossier: Dossier) -> Finding:
    requirement, met = entry.requirement, entry.met
    first = met.evidence[0] if met.evidence else None
    return Finding(
        code=requirement.code,
        rule=f"requires:{requirement.id}",
        outcome=entry.outcome,
        severity=requirement.severity,
        message=_said(entry),
        citation=requirement.citation,
        remedy=_remedy(entry, dossier) if entry.outcome is not Outcome.PASS else None,
        upload=first.upload if first else None,
        page=first.page if first else None,
        material=requirement.material,
        evidence=met.evidence,
        expected=entry.title.zh,
        cause=met.cause if entry.outcome is not Outcome.PASS else None,
    )


def _said(entry: Entry) -> Message:
    name, reason = entry.title, entry.met.reason
    zh, en = f"：{reason.zh}" if reason != NOTHING else "", f": {reason.en}" if reason != NOTHING else ""
    needed_zh = f"（{entry.requirement.disease}）" if entry.requirement.disease else ""
    needed_en = f" (for {entry.requirement.disease})" if entry.requirement.disease else ""
    if entry.outcome is Outcome.PASS:
        return Message(f"{name.zh}已提供{needed_zh}", f"supplied: {name.en}{needed_en}")
    if entry.outcome is Outcome.FAIL:
        return Message(f"缺少{name.zh}{needed_zh}{zh}", f"missing: {name.en}{needed_en}{en}")
    doubt = UNVERIFIED if entry.met.outcome is Outcome.FAIL else NOTHING
    return Message(
        f"不能确定{name.zh}是否齐备{needed_zh}{zh}{doubt.zh}",
        f"it cannot be told whether this was supplied: {name.en}{needed_en}{en}{doubt.en}",
    )


def _remedy(entry: Entry, dossier: Dossier) -> Message:
    if entry.requirement.remedy:
        return entry.requirement.remedy
    material = _material(entry.requirement, dossier)
    if material and material.supply:
        return material.supply
    return Message(f"请补充{entry.title.zh}", f"please supply: {entry.title.en}")
