"""The cases beside a pack: sentences that say what its rules do, one on each side of every boundary.

Each case is a small fictional application, written as what was read. What a document leaves out is as it should be:
the applicant's own, issued on the day of the case by a designated 三级甲等 institution, sealed if it is a certificate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from validators import strict_yaml
from validators.case_papers import application
from validators.grammar import Policy
from validators.judge import judge_documents
from validators.strict_yaml import Node
from validators.verdict import Disposition, Outcome, Verdict

NONE = "none"
"""What is expected where a rule has nothing to say."""
_OUTCOMES = [outcome.value for outcome in Outcome]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case came out; no problems: as expected."""

    file: str
    name: str
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.problems


def run_cases(policy: Policy) -> list[CaseResult]:
    """Every case of the pack's own `cases/*.yaml`, in order. Raises PolicyError where a case file is mistaken."""
    folder = Path(policy.folder)
    return [
        result for path in sorted((folder / "cases").glob("*.yaml")) for result in _run_file(path, folder.name, policy)
    ]


def _run_file(path: Path, pack: str, policy: Policy) -> Iterable[CaseResult]:
    shown = f"{pack}/cases/{path.name}"
    names: set[str] = set()
    for node in strict_yaml.read(path, shown).items():
        entries = node.record(["name", "as_of", "expect"], ["case", "documents"])
        name = entries["name"].text()
        if name in names:
            raise entries["name"].refuse("two cases of this file have the same name")
        names.add(name)
        yield CaseResult(shown, name, tuple(_problems(entries, policy)))


def _problems(entries: Mapping[str, Node], policy: Policy) -> Iterable[str]:
    as_of = entries["as_of"].date()
    shelf = application(entries.get("case"), entries.get("documents"), as_of, policy)
    verdict = judge_documents(
        shelf.case, shelf.readings, shelf.documents, policy=policy, registry=shelf.hospitals, as_of=as_of
    )
    for key, node in entries["expect"].mapping().items():
        if key == "disposition":
            expected, found = node.member(Disposition, "disposition").value, verdict.disposition.value
        elif key == "due_on":
            expected, found = str(node.date()), "; ".join(track.due_on for track in verdict.diseases)
        else:
            _known(key, node, policy)
            expected, found = node.choice([*_OUTCOMES, NONE], "outcome"), outcome_of(verdict, key)
        if expected != found:
            yield f"{key}: expected {expected}, found {found}" + _said(verdict, key)


def _known(key: str, node: Node, policy: Policy) -> None:
    diseases = policy.diseases.values()
    rules = {r.id for r in policy.rules} | {r.id for d in diseases for r in d.rules} | {"policy"}
    required = {f"requires:{r.id}" for r in policy.requires} | {
        f"requires:{r.id}" for d in diseases for r in d.requires
    }
    if key not in rules | required:
        raise node.refuse(f"no rule is called {key!r}", sorted(rules | required | {"disposition", "due_on"}))


def outcome_of(verdict: Verdict, rule: str) -> str:
    """The worst outcome of a rule: fail, unsure, pass, or none."""
    found = {finding.outcome for finding in verdict.findings if finding.rule == rule}
    worst = next((o for o in (Outcome.FAIL, Outcome.UNSURE, Outcome.PASS) if o in found), None)
    return worst.value if worst else NONE


def _said(verdict: Verdict, key: str) -> str:
    said = [
        f.message.en
        for f in verdict.findings
        if f.rule == key or (key == "disposition" and f.outcome is not Outcome.PASS)
    ]
    return f" ({'; '.join(said)})" if said else ""
