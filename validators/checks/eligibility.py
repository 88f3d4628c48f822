"""For whom a disease can be applied for, and beside which others."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.reading import Certainty
from validators.checks.check import Given, Result, case_check
from validators.conditions import flat
from validators.dossier import Dossier
from validators.grammar import Disease
from validators.requirements import gate_open
from validators.thresholds import accepted
from validators.verdict import Message, Outcome


@case_check("applicant_eligible", "eligibility_not_met")
def applicant_eligible(given: Given, dossier: Dossier) -> Iterable[Result]:
    """Age and sex gates, diseases that exclude one another, diagnoses that rule a disease out.

    Passes: a child of ten, where a disease is for those up to 14.
    Fails: an adult, for the same; or two diseases at once that exclude each other.
    """
    names = {disease.name for disease in dossier.diseases}
    for disease in dossier.diseases:
        if disease.gate:
            yield _gate(disease, dossier)
        for other in disease.excludes:
            if other in names:
                said = Message(
                    f"{disease.name}与{other}不能同时申请", f"{disease.name} and {other} cannot be applied for together"
                )
                yield Result(Outcome.FAIL, said, found=other, clear=_checked(disease))
        yield from _ruled_out(disease, dossier)


def _gate(disease: Disease, dossier: Dossier) -> Result:
    outcome = gate_open(disease.gate, dossier) if disease.gate else Outcome.PASS
    said = {
        Outcome.PASS: Message(
            f"申请人符合{disease.name}的年龄、性别范围",
            f"the applicant is within the age and sex limits of {disease.name}",
        ),
        Outcome.FAIL: Message(
            f"申请人不在{disease.name}的年龄或性别范围内",
            f"the applicant is outside the age or sex limits of {disease.name}",
        ),
        Outcome.UNSURE: Message(
            f"不能确定申请人是否符合{disease.name}的年龄、性别范围",
            f"age or sex limits of {disease.name} cannot be checked",
        ),
    }[outcome]
    return Result(outcome, said, clear=_checked(disease))


def _checked(disease: Disease) -> bool:
    """Limits that nobody has held against the official text cannot turn anybody away."""
    return disease.citation.verified is not None


def _ruled_out(disease: Disease, dossier: Dossier) -> Iterable[Result]:
    for paper in dossier.papers:
        for diagnosis in paper.document.diagnoses:
            words = [word for word in disease.excluded_by if flat(word) in flat(diagnosis.text or diagnosis.name)]
            if not words or paper.document.id in dossier.foreign | dossier.agents:
                continue
            read = diagnosis.confidence >= accepted().diagnosis
            clear = read and diagnosis.certainty is Certainty.CONFIRMED and _checked(disease)
            said = Message(
                f"诊断中有“{words[0]}”，不属于{disease.name}的范围",
                f"a diagnosis states {words[0]}, which rules out {disease.name}",
            )
            yield Result(
                Outcome.FAIL, said, diagnosis.evidence, found=diagnosis.name, document=paper.document.id, clear=clear
            )
