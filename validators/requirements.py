"""Requirements against a case: satisfied, not satisfied, cannot tell, and why.

"Not satisfied" needs a case whose every page was seen: while a page is unreadable or of unknown kind, a paper that
seems to be missing may be there. Then the answer is unsure, and its cause is the finding about that page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.reading import Document, Evidence, Kind, PartialDate
from validators import conditions
from validators.candidates import Hit, hits
from validators.conditions import best, worst
from validators.dossier import Dossier, legible
from validators.expressions import (
    AllOf,
    AnyOf,
    Elapsed,
    Expression,
    Gate,
    Gated,
    LabCondition,
    Named,
    Paper,
    Several,
    SomeOf,
)
from validators.periods import apart, elapsed, not_older
from validators.persons import age_on, birth_of_id, id_number_valid, sex_of_id
from validators.thresholds import accepted
from validators.verdict import NOTHING, Message, Outcome, together

_TOLD = 3  # places that may hold what seems to be missing are named, then counted


@dataclass(frozen=True, slots=True)
class Met:
    """How a requirement stands."""

    outcome: Outcome
    by: tuple[str, ...] = ()  # ids of the papers that satisfy it, or of those that nearly do
    reason: Message = NOTHING
    evidence: tuple[Evidence, ...] = ()
    cause: str | None = None  # code of the finding that keeps it from being told


def evaluate(asked: Expression, dossier: Dossier) -> Met | None:
    """None: it is not asked of this applicant (a gate is closed)."""
    if isinstance(asked, Named):
        return evaluate(dossier.policy.materials[asked.name].expression, dossier)
    if isinstance(asked, AnyOf | AllOf | SomeOf):
        return _combined(asked, _open(asked.parts, dossier))
    if isinstance(asked, Gated):
        return _gated(asked, dossier)
    return _counted_or_dated(asked, dossier)


def _combined(asked: AnyOf | AllOf | SomeOf, parts: list[Met]) -> Met | None:
    if not parts:
        return None
    if isinstance(asked, SomeOf):
        return _some(asked.n, parts)
    return _any(parts) if isinstance(asked, AnyOf) else _all(parts)


def _counted_or_dated(asked: Paper | Several | Elapsed, dossier: Dossier) -> Met:
    if isinstance(asked, Paper):
        return _paper(asked, dossier)
    return _several(asked, dossier) if isinstance(asked, Several) else _elapsed(asked, dossier)


def _open(parts: Iterable[Expression], dossier: Dossier) -> list[Met]:
    return [met for met in (evaluate(part, dossier) for part in parts) if met is not None]


def kinds_of(asked: Expression, dossier: Dossier) -> tuple[Kind, ...]:
    """Every kind of paper that could help to satisfy it."""
    if isinstance(asked, Named):
        return kinds_of(dossier.policy.materials[asked.name].expression, dossier)
    if isinstance(asked, Paper | Elapsed):
        return asked.kinds
    if isinstance(asked, Several):
        return kinds_of(asked.of, dossier)
    parts = (asked.then,) if isinstance(asked, Gated) else asked.parts
    return tuple(dict.fromkeys(kind for part in parts for kind in kinds_of(part, dossier)))


def _any(parts: list[Met]) -> Met:
    outcome = best(part.outcome for part in parts)
    if outcome is Outcome.FAIL:
        return replace(_joined(parts), outcome=outcome, by=())
    return _joined([part for part in parts if part.outcome is outcome])


def _all(parts: list[Met]) -> Met:
    outcome = worst(part.outcome for part in parts)
    if outcome is Outcome.PASS:
        return _joined(parts)
    open_parts = _joined([part for part in parts if part.outcome is outcome])
    return replace(open_parts, by=tuple(dict.fromkeys(i for part in parts for i in part.by)))


def _some(n: int, parts: list[Met]) -> Met:
    met = [part for part in parts if part.outcome is Outcome.PASS]
    possible = [part for part in parts if part.outcome is not Outcome.FAIL]
    if len(met) >= n:
        return _joined(met)
    outcome = Outcome.UNSURE if len(possible) >= n else Outcome.FAIL
    joined = _joined(possible or parts)
    count = Message(f"需满足其中{n}项，已确认{len(met)}项", f"{n} of them are asked, {len(met)} were found")
    return replace(joined, outcome=outcome, reason=together(count, joined.reason))


def _joined(parts: list[Met]) -> Met:
    return Met(
        parts[0].outcome,
        tuple(dict.fromkeys(i for part in parts for i in part.by)),
        together(*(part.reason for part in parts)),
        tuple(dict.fromkeys(e for part in parts for e in part.evidence)),
        next((part.cause for part in parts if part.cause), None),
    )


def _paper(asked: Paper, dossier: Dossier) -> Met:
    found = hits(asked, dossier)
    if asked.lab and asked.lab.times > 1:
        return _repeated(asked, asked.lab, found, dossier)
    passes = [hit for hit in found if hit.outcome is Outcome.PASS]
    if passes:
        return Met(Outcome.PASS, tuple(hit.document.id for hit in passes), evidence=_evidence(passes))
    unsure = [hit for hit in found if hit.outcome is Outcome.UNSURE]
    if unsure:
        cause = unsure[0].cause if all(hit.cause for hit in unsure) else None
        reason = together(*(hit.reason for hit in unsure))
        reason = _doubtful(unsure) if reason == NOTHING else reason
        return Met(Outcome.UNSURE, tuple(hit.document.id for hit in unsure), reason, _evidence(unsure), cause)
    why = together(*(hit.reason for hit in found))
    return _missing(asked.kinds, why, _not_substitutes(asked, dossier), dossier, _evidence(found))


def _doubtful(found: list[Hit]) -> Message:
    if any(hit.cause == "patient_mismatch" for hit in found):
        return Message("现有材料属于他人", "the papers at hand belong to somebody else")
    if any(hit.cause == "image_unreadable" for hit in found):
        return Message("现有材料不能辨认", "the paper at hand cannot be read")
    return Message("材料类型不能确定", "it is not certain that the paper is of this kind")


def _evidence(found: list[Hit]) -> tuple[Evidence, ...]:
    return tuple(e for hit in found for e in hit.evidence)


def _not_substitutes(asked: Paper, dossier: Dossier) -> Message:
    if not dossier.of_kinds(asked.not_substitutable):
        return NOTHING
    names = [
        dossier.policy.materials[k.value].title for k in asked.not_substitutable if k.value in dossier.policy.materials
    ]
    zh, en = "、".join(t.zh for t in names) or "该材料", ", ".join(t.en for t in names) or "the paper handed in"
    return Message(f"{zh}不能替代", f"{en} does not stand in for it")


def _missing(
    kinds: tuple[Kind, ...], why: Message, substitutes: Message, dossier: Dossier, evidence: tuple[Evidence, ...] = ()
) -> Met:
    """Not there, unless something that was handed in could not be seen."""
    reason = together(why, substitutes)
    hidden = [blind for blind in dossier.blind if blind.may_be(kinds)]
    if not hidden:
        return Met(Outcome.FAIL, (), reason if reason != NOTHING else Message("未提供", "not supplied"), evidence)
    hidden.sort(key=lambda blind: blind.guess not in kinds)  # what looks like it comes first
    look = tuple(e for blind in hidden for e in blind.evidence)
    where = together(*(blind.reason for blind in hidden[:_TOLD]))
    if len(hidden) > _TOLD:
        where = Message(f"{where.zh}；等共{len(hidden)}处", f"{where.en}; {len(hidden)} such places in all")
    return Met(Outcome.UNSURE, (), together(reason, where), (*evidence, *look), hidden[0].cause)


def _repeated(asked: Paper, lab: LabCondition, found: list[Hit], dossier: Dossier) -> Met:
    """The same laboratory result several times, on different days, far enough apart."""
    sure: list[Hit] = []
    possible: list[Hit] = []
    for hit in found:
        outcome = worst((hit.outcome, conditions.lab(lab, hit.document).outcome))
        possible += [hit] if outcome is not Outcome.FAIL or not legible(hit.document) else []
        sure += [hit] if outcome is Outcome.PASS and hit.date else []
    return _counted(Several(lab.times, asked, None, lab.apart), sure, possible, dossier)


def _several(asked: Several, dossier: Dossier) -> Met:
    sure: list[Hit] = []
    possible: list[Hit] = []
    for hit in hits(asked.of, dossier):
        outcome = worst((hit.outcome, _within(asked, hit, dossier)))
        possible += [hit] if outcome is not Outcome.FAIL else []
        sure += [hit] if outcome is Outcome.PASS and hit.date else []
    return _counted(asked, sure, possible, dossier)


def _within(asked: Several, hit: Hit, dossier: Dossier) -> Outcome:
    if asked.within is None:
        return Outcome.PASS
    return Outcome.UNSURE if hit.date is None else not_older(hit.date, asked.within, dossier.as_of)


def _counted(asked: Several, sure: list[Hit], possible: list[Hit], dossier: Dossier) -> Met:
    """Papers of one day count once; a paper without a legible day may be of any."""
    days = {hit.date for hit in sure if hit.date and hit.date.day}
    certain = _span(asked, [hit.date for hit in sure if hit.date])
    if len(days) >= asked.n and certain is Outcome.PASS:
        return Met(Outcome.PASS, tuple(hit.document.id for hit in sure), evidence=_evidence(sure))
    known = {hit.date for hit in possible if hit.date and hit.date.day}
    undated = [hit for hit in possible if not (hit.date and hit.date.day)]
    reason = Message(
        f"需{asked.n}份不同日期的材料{_window_zh(asked)}，已确认{len(days)}份",
        f"{asked.n} papers of different days are asked{_window_en(asked)}; {len(days)} were found",
    )
    enough = len(known) + len(undated) >= asked.n
    could_span = bool(undated) or _span(asked, list(known)) is not Outcome.FAIL
    if enough and could_span:
        return Met(Outcome.UNSURE, tuple(hit.document.id for hit in possible), reason, _evidence(possible))
    met = _missing(kinds_of(asked.of, dossier), reason, NOTHING, dossier)
    return replace(met, by=tuple(hit.document.id for hit in possible))


def _span(asked: Several, dates: list[PartialDate]) -> Outcome:
    return Outcome.PASS if asked.span is None else apart(dates, asked.span)


def _window_zh(asked: Several) -> str:
    within = f"，{asked.within.zh}内" if asked.within else ""
    return within + (f"，首末间隔不少于{asked.span.zh}" if asked.span else "")


def _window_en(asked: Several) -> str:
    within = f" within {asked.within}" if asked.within else ""
    return within + (f", the first and the last at least {asked.span} apart" if asked.span else "")


def _elapsed(asked: Elapsed, dossier: Dossier) -> Met:
    """Enough time has passed since the earliest such date that was read."""
    papers = dossier.of_kinds(asked.kinds)
    reason = Message(f"须满{asked.at_least.zh}", f"at least {asked.at_least} have to have passed")
    if not papers:
        return _missing(asked.kinds, reason, NOTHING, dossier)
    outcomes: list[Outcome] = []
    evidence: list[Evidence] = []
    for judged in papers:
        for date, confidence, seen in _dates(asked, judged.document):
            outcome = elapsed(date, asked.at_least, dossier.as_of)
            outcomes.append(
                outcome
                if confidence >= accepted().date and judged.document.id not in dossier.foreign
                else Outcome.UNSURE
            )
            evidence.extend(seen)
    if not outcomes:
        return Met(Outcome.UNSURE, tuple(p.document.id for p in papers), reason, cause="date_missing")
    outcome = best(outcomes)
    return Met(
        outcome, tuple(p.document.id for p in papers), NOTHING if outcome is Outcome.PASS else reason, tuple(evidence)
    )


def _dates(asked: Elapsed, document: Document) -> list[tuple[PartialDate, float, tuple[Evidence, ...]]]:
    fields = [d for d in document.dates if d.role is asked.role] if asked.role else []
    if asked.role is None and document.issue_date:
        fields = [document.issue_date.date]
    return [(d.date, d.confidence, d.evidence) for d in fields if d.date]


def _gated(asked: Gated, dossier: Dossier) -> Met | None:
    applies = gate_open(asked.gate, dossier)
    if applies is Outcome.FAIL:
        return None
    met = evaluate(asked.then, dossier)
    if met is None or applies is Outcome.PASS or met.outcome is Outcome.PASS:
        return met
    reason = Message(
        "申请人性别或年龄未知，不能确定是否需要", "the applicant's sex or age is not known, so it may not be needed"
    )
    return replace(met, outcome=Outcome.UNSURE, reason=together(met.reason, reason))


def gate_open(gate: Gate, dossier: Dossier) -> Outcome:
    """Does it hold for this case? Sex and age come from the applicant's ID number; unsure where that is invalid."""
    if gate.channel and gate.channel != dossier.case.channel.value:
        return Outcome.FAIL
    if not gate.sex and gate.age_at_least is None and gate.age_at_most is None:
        return Outcome.PASS
    number = dossier.case.applicant.id_number
    born = birth_of_id(number)
    if born is None or not id_number_valid(number):
        return Outcome.UNSURE
    age = age_on(born, dossier.as_of)
    fits = (
        (not gate.sex or gate.sex == sex_of_id(number))
        and (gate.age_at_least is None or age >= gate.age_at_least)
        and (gate.age_at_most is None or age <= gate.age_at_most)
    )
    return Outcome.PASS if fits else Outcome.FAIL
