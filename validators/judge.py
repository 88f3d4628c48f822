"""Case + readings + policy + registry + day → verdict: the room's front door. Pure; a person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from extractors import documents
from extractors.amending import amend
from extractors.calibration import CALIBRATION, Calibration
from extractors.corrections import Correction
from extractors.placing import without_duplicates
from extractors.reading import Document, Field, Kind, PageRef, Reading, Seal
from validators import diseases, findings, workdays
from validators.blindness import blind_spots
from validators.case import Case
from validators.checklist import checklist, material_findings
from validators.checks.patient import agents_own, compare
from validators.dossier import Dossier
from validators.grammar import Disease, Policy, Rule
from validators.seal_owner import SealAgreement
from validators.thresholds import THRESHOLDS, Thresholds, under
from validators.verdict import (
    Citation,
    DiseaseTrack,
    Disposition,
    Finding,
    HospitalMatch,
    JudgedDocument,
    Message,
    Outcome,
    Severity,
    Verdict,
)


class Hospitals(Protocol):
    """What the judge asks of a registry (`validators.registry.Registry`)."""

    @property
    def version(self) -> str: ...

    @property
    def is_empty(self) -> bool: ...

    def resolve(self, names: Sequence[Field], region: str, as_of: dt.date) -> HospitalMatch: ...

    def compare_seal(
        self, letterhead: HospitalMatch, seal: Seal, as_of: dt.date, region: str = ""
    ) -> SealAgreement: ...


def judge(  # noqa: PLR0917 (what is judged, and everything it is held against)
    case: Case,
    readings: Sequence[Reading],
    policy: Policy,
    registry: Hospitals,
    as_of: dt.date,
    calibration: Calibration | None = CALIBRATION,
    corrections: Sequence[Correction] = (),
    thresholds: Thresholds = THRESHOLDS,
) -> Verdict:
    """Everything the rules in force on `as_of` (the submission date) say about the case.

    `corrections`: what a person read on the papers counts in place of what the machine did. `thresholds`: from which
    probability on something read counts, where others than those in force are tried.
    """
    counted, copies = without_duplicates(readings, corrections)
    papers, amended = amend(documents.assemble(counted, calibration, corrections), corrections)
    case = replace(case, uploads=tuple(upload for upload in case.uploads if upload.name not in copies))
    with under(thresholds):
        verdict = judge_documents(case, counted, papers, policy=policy, registry=registry, as_of=as_of)
    return replace(verdict, amendments=amended)


def judge_documents(
    case: Case,
    readings: Sequence[Reading],
    papers: Sequence[Document],
    *,
    policy: Policy,
    registry: Hospitals,
    as_of: dt.date,
) -> Verdict:
    """The same for documents that are assembled already."""
    applied = [(asked, diseases.named(policy, asked)) for asked in case.diseases]
    dossier = lay_out(case, readings, papers, policy=policy, registry=registry, as_of=as_of)
    found = [
        *(f for rule in _rules_in_force(dossier) for f in findings.apply(rule, dossier)),
        *material_findings(dossier),
        *_policy_gaps(applied, dossier),
    ]
    listed = findings.ordered(findings.grounded(found))
    return Verdict(
        disposition=disposition(listed),
        findings=listed,
        checklist=checklist(dossier),
        documents=dossier.papers,
        diseases=tuple(_track(asked, disease, dossier) for asked, disease in applied),
        unplaced_pages=_unplaced(readings, papers),
        policy_version=policy.version,
        registry_version=registry.version,
    )


def disposition(found: Iterable[Finding]) -> Disposition:
    """Ready only where nothing failed and nothing is unsure; supplement if something blocking failed."""
    open_ = [f for f in found if f.outcome is not Outcome.PASS and f.severity is not Severity.NOTE]
    if any(f.outcome is Outcome.FAIL and f.severity is Severity.BLOCKING for f in open_):
        return Disposition.SUPPLEMENT
    return Disposition.REVIEW if open_ else Disposition.READY


def lay_out(
    case: Case,
    readings: Sequence[Reading],
    papers: Sequence[Document],
    *,
    policy: Policy,
    registry: Hospitals,
    as_of: dt.date,
) -> Dossier:
    """Everything the rules look at: issuers and seal owners resolved, other people's papers and blind spots marked."""
    judged, agreements = [], {}
    region = _region(case, policy)
    for paper in papers:
        hospital = registry.resolve(issuer_names(paper), region, as_of)
        seals = tuple(registry.compare_seal(hospital, seal, as_of, region) for seal in paper.seals)
        agreements[paper.id] = seals
        judged.append(JudgedDocument(paper, hospital, tuple(seal.owner for seal in seals)))
    applied = dict.fromkeys(disease.name for asked in case.diseases if (disease := diseases.named(policy, asked)))
    in_order = tuple(policy.diseases[name] for name in applied)
    dossier = Dossier(
        case,
        as_of,
        tuple(readings),
        tuple(judged),
        policy,
        in_order,
        agreements=agreements,
        has_registry=not registry.is_empty,
    )
    agents = frozenset(p.id for p in papers if agents_own(p, dossier))
    foreign = frozenset(p.id for p in papers if p.id not in agents and _foreign(p, dossier))
    return replace(dossier, blind=blind_spots(dossier), agents=agents, foreign=foreign)


def _region(case: Case, policy: Policy) -> str:
    """From the widest place down. A pack given in place of the region's own changes the rules, not the place."""
    return policy.region if case.region.rpartition("/")[2] == policy.name else case.region


PRINTED_FIRST = {"letterhead": 0, "footer": 1, "seal": 2, "body": 3}


def issuer_names(paper: Document) -> tuple[Field, ...]:
    """The names on a paper, most telling first: letterhead, footer, seal, running text."""
    seals = [
        Field("seal", s.owner_text, s.owner_text, s.text_confidence, ())
        for s in paper.seals
        if s.owner_text and not any(f.name == "seal" for f in paper.hospitals)
    ]
    return tuple(sorted((*paper.hospitals, *seals), key=lambda f: PRINTED_FIRST.get(f.name, 3)))


def _foreign(paper: Document, dossier: Dossier) -> bool:
    """Plainly somebody else's: nothing on it can speak for the applicant."""
    if paper.kind in (Kind.UNKNOWN, Kind.UNRELATED, Kind.PHOTO, Kind.ID_CARD_BACK, Kind.PROXY_AUTHORIZATION):
        return False
    return compare(paper, dossier.case.applicant, dossier.as_of, dossier.title(paper.kind)).outcome is Outcome.FAIL


def _rules_in_force(dossier: Dossier) -> list[Rule]:
    rules = [*dossier.policy.rules, *(rule for disease in dossier.diseases for rule in disease.rules)]
    return [rule for rule in rules if rule.force.holds(dossier.as_of)]


def _policy_gaps(applied: list[tuple[str, Disease | None]], dossier: Dossier) -> list[Finding]:
    """What the pack has no checked rule for: a person decides."""
    found = []
    title = dossier.policy.title
    for asked, disease in applied:
        if disease is None:
            said = Message(
                f"政策包“{title.zh}”没有病种“{asked}”的规则",
                f"the pack {title.en} has no rules for the disease {asked}",
            )
            found.append(_gap(said, Citation("", title.zh, None, source_en=title.en)))
        elif not disease.force.holds(dossier.as_of):
            said = Message(
                f"病种“{disease.name}”的规则在申请日未生效",
                f"the rules for {disease.name} are not in force on the day of submission",
            )
            found.append(_gap(said, disease.citation))
        elif disease.citation.verified is None:
            said = Message(
                f"病种“{disease.name}”的规则尚未对照官方文本核实",
                f"nobody has checked the rules for {disease.name} against the official text",
            )
            found.append(_gap(said, disease.citation))
        if disease is not None and disease.ambiguous:
            said = Message(
                f"病种“{disease.name}”的规则有歧义：{disease.ambiguous}", f"the rules for {disease.name} are ambiguous"
            )
            found.append(_gap(said, disease.citation))
        if disease is not None and disease.spec is None:
            said = Message(
                f"政策包未说明哪些诊断支持“{disease.name}”",
                f"the pack does not say which diagnoses support {disease.name}",
            )
            found.append(_gap(said, disease.citation))
    if not any(r.force.holds(dossier.as_of) for r in dossier.policy.requires):
        said = Message("政策包没有在申请日生效的材料要求", "the pack requires nothing on the day of submission")
        found.append(_gap(said, Citation("", title.zh, None, source_en=title.en)))
    return found


def _gap(said: Message, citation: Citation) -> Finding:
    remedy = Message("请工作人员对照官方政策文本核定", "a person has to decide by the official text")
    return Finding("policy_incomplete", "policy", Outcome.UNSURE, Severity.REVIEW, said, citation, remedy)


def _track(asked: str, disease: Disease | None, dossier: Dossier) -> DiseaseTrack:
    """Instant or batch, and by when it has to be decided."""
    track = dossier.policy.tracks.get(disease.track) if disease and disease.track else None
    if disease is None or track is None:
        return DiseaseTrack(disease.name if disease else "", asked, "", "", False)
    if track.due_working_days is None:
        return DiseaseTrack(disease.name, asked, track.name, "", False, disease.track_citation)
    due, provisional = workdays.due(dossier.as_of, track.due_working_days)
    return DiseaseTrack(disease.name, asked, track.name, due.isoformat(), provisional, disease.track_citation)


def _unplaced(readings: Sequence[Reading], papers: Sequence[Document]) -> tuple[PageRef, ...]:
    placed = {ref for paper in papers for ref in paper.pages}
    every = [PageRef(page.upload, page.number) for reading in readings for page in reading.pages]
    return tuple(ref for ref in every if ref not in placed)
