"""Results of checks → findings: code, citation, remedy, and how far a violation may be stated.

A `fail` stands only where the violation was clearly seen, on good pages, under a rule that somebody has checked against
the official text (or that founded this project). Everything less is unsure, and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from extractors.corrections import REVIEWER
from extractors.reading import PageRef, QualityGrade
from validators.checks.catalogue import CHECKS
from validators.checks.check import Given, Result
from validators.dossier import Dossier, legible, unreadable_pages
from validators.grammar import Reference, Rule
from validators.periods import Period
from validators.verdict import Citation, Finding, JudgedDocument, Message, Outcome, Severity

UNVERIFIED = Message("（该规则尚未对照官方文本核实）", " (nobody has checked this rule against the official text)")
UNCLEAR = Message("（未能看清，请人工核对）", " (not clearly seen: please look)")
USUAL = Message("（规则原文为“通常”，请人工核对）", ' (the source says "usually": please look)')


def apply(rule: Rule, dossier: Dossier) -> list[Finding]:
    """Everything the rule has to say about the case."""
    check = CHECKS[rule.check]
    given = _given(rule, dossier)
    if given is None:
        return [_unset(rule)]
    rule = replace(rule, citation=_clause(rule, dossier))
    if check.of_case:
        return [finding(rule, result, dossier, None, given) for result in check.of_case(given, dossier)]
    found: list[Finding] = []
    for paper in dossier.of_kinds(rule.applies_to):
        if check.of_document:
            results = check.of_document(paper, given, dossier)
            found += [finding(rule, result, dossier, paper, given) for result in results]
    return found


def _given(rule: Rule, dossier: Dossier) -> Given | None:
    """The rule's parameters on the day; None where the pack sets no value for it."""
    values: dict[str, object] = {}
    for name, given in rule.parameters.items():
        if isinstance(given, Reference):
            dated = dossier.policy.value(given.name, dossier.as_of)
            if dated is None:
                return None
            given = dated.value  # noqa: PLW2901
        values[name] = given
    return Given(values)


def _clause(rule: Rule, dossier: Dossier) -> Citation:
    """The words a rule stands on: those of the value it holds papers against, if it has one; unverified ones first."""
    references = [given for given in rule.parameters.values() if isinstance(given, Reference)]
    dated = [dossier.policy.value(reference.name, dossier.as_of) for reference in references]
    clauses = [value.citation for value in dated if value is not None]
    return next((c for c in (rule.citation, *clauses) if c.verified is None), (*clauses, rule.citation)[0])


def _unset(rule: Rule) -> Finding:
    said = Message(
        f"政策包未给出规则“{rule.id}”在申请日的数值",
        f"the pack sets no value for the rule {rule.id} on the day of submission",
    )
    return Finding("policy_incomplete", rule.id, Outcome.UNSURE, Severity.REVIEW, said, rule.citation)


def finding(rule: Rule, result: Result, dossier: Dossier, paper: JudgedDocument | None, given: Given) -> Finding:
    result = _seen(result, dossier, paper)
    outcome, said = result.outcome, rule.message.get(result.outcome.value, result.message)
    if outcome is Outcome.FAIL:
        doubt = _doubt(rule, result, paper)
        if doubt is not None:
            outcome, said = Outcome.UNSURE, Message(said.zh + doubt.zh, said.en + doubt.en)
    first = result.evidence[0] if result.evidence else None
    document = paper.document if paper else None
    blanks = _blanks(result, dossier, paper, given)
    remedy = result.remedy or rule.remedy
    return Finding(
        code=rule.code,
        rule=rule.id,
        outcome=outcome,
        severity=rule.severity,
        message=_filled(said, *blanks),
        citation=rule.citation,
        remedy=_filled(remedy, *blanks) if remedy and outcome is not Outcome.PASS else None,
        document=result.document or (document.id if document else None),
        upload=result.upload
        or (first.upload if first else document.pages[0].upload if document and document.pages else None),
        page=result.page or (first.page if first else document.pages[0].page if document and document.pages else None),
        evidence=result.evidence,
        expected=result.expected,
        found=result.found,
        cause=result.cause if outcome is not Outcome.PASS else None,
    )


def _doubt(rule: Rule, result: Result, paper: JudgedDocument | None) -> Message | None:
    """Why a violation may not be stated as one; None if it may."""
    if rule.citation.verified is None:
        return UNVERIFIED
    if rule.usual:
        return USUAL
    readable = paper is None or legible(paper.document) or _told(result)
    return None if result.clear and readable else UNCLEAR


def _told(result: Result) -> bool:
    """Whether all it rests on was read by a person: then the page was legible enough."""
    return bool(result.evidence) and all(each.source == REVIEWER for each in result.evidence)


def _seen(result: Result, dossier: Dossier, paper: JudgedDocument | None) -> Result:
    """On an unreadable page nothing was seen: unsure, because of that page."""
    if (
        paper is None
        or paper.document.quality.grade is not QualityGrade.UNREADABLE
        or result.cause == "image_unreadable"
        or _told(result)
    ):
        return result
    dark = unreadable_pages(dossier) & set(paper.document.pages)
    shown = {PageRef(e.upload, e.page) for e in result.evidence}
    if not dark or (result.outcome is Outcome.PASS and shown and not shown <= dark):
        return result
    return replace(result, outcome=Outcome.UNSURE, cause="image_unreadable")


def _blanks(
    result: Result, dossier: Dossier, paper: JudgedDocument | None, given: Given
) -> tuple[dict[str, str], dict[str, str]]:
    """What stands for {kind}, {hospital}, {expected}, {found} and {age}, in zh and en."""
    age = given.values.get("age")
    kind = dossier.title(paper.document.kind) if paper else Message("材料", "paper")
    hospital = paper.hospital.name if paper else ""
    shared = {"expected": result.expected, "found": result.found}
    zh = shared | {"kind": kind.zh, "hospital": hospital or "出具机构"}
    en = shared | {"kind": kind.en, "hospital": hospital or "the issuing institution"}
    if isinstance(age, Period):
        zh, en = zh | {"age": age.zh}, en | {"age": str(age)}
    return zh, en


def _filled(text: Message, zh: Mapping[str, str], en: Mapping[str, str]) -> Message:
    """Named blanks only: whatever else stands in braces (a file's name, say) is left as it is."""
    return Message(_fill(text.zh, zh), _fill(text.en, en))


def _fill(text: str, blanks: Mapping[str, str]) -> str:
    for name, value in blanks.items():
        text = text.replace("{" + name + "}", value)
    return text


def grounded(found: list[Finding]) -> list[Finding]:
    """A cause has to be a finding that stands open: where a pack has no such rule, the dependant speaks for itself."""
    standing = {f.code for f in found if f.outcome is not Outcome.PASS and f.cause != f.code}
    return [f if f.cause is None or f.cause in standing else replace(f, cause=None) for f in found]


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """What has to be acted on first: failures, then doubts, then doubts that another finding causes, then passes."""
    rank = {Outcome.FAIL: 0, Outcome.UNSURE: 1, Outcome.PASS: 3}
    severity = {Severity.BLOCKING: 0, Severity.REVIEW: 1, Severity.NOTE: 2}
    return tuple(
        sorted(
            found,
            key=lambda f: (2 if f.cause and f.outcome is Outcome.UNSURE else rank[f.outcome], severity[f.severity]),
        )
    )
