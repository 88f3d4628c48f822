"""Whether what was diagnosed is what was applied for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from extractors.reading import Certainty, Diagnosis, Kind
from validators import diagnoses
from validators.checks.check import Given, Result, case_check, whole_pages
from validators.dossier import RECORDS, Dossier, legible
from validators.grammar import Disease
from validators.sheets import one_sheet
from validators.thresholds import accepted
from validators.verdict import JudgedDocument, Message, Outcome

DIAGNOSING = (Kind.DIAGNOSIS_CERTIFICATE, *RECORDS)


@case_check("diagnosis_supports", "diagnosis_does_not_support_disease")
def diagnosis_supports(given: Given, dossier: Dossier) -> Iterable[Result]:
    """A confirmed diagnosis of certificate or records fits each disease applied for.

    Passes: 肺恶性肿瘤 for 恶性肿瘤.
    Fails: 高血压病2级 alone, for 恶性肿瘤. (肺占位？ or a history of it, or nothing legible: unsure.)
    """
    papers = [p for p in dossier.of_kinds(DIAGNOSING) if p.document.id not in dossier.foreign]
    for disease in dossier.diseases:
        if disease.spec is not None:
            yield _judge(disease, papers, dossier)


def _judge(disease: Disease, papers: list[JudgedDocument], dossier: Dossier) -> Result:
    spec = disease.spec
    assert spec is not None
    read = [d for p in papers for d in p.document.diagnoses]
    shown = as_written(read)
    if not read:
        return _nothing_read(disease, papers, dossier)
    support = diagnoses.supports(spec, read, one_sheet=partial(one_sheet, dossier.readings))
    outcome = support.outcome
    evidence = tuple(e for d in support.diagnoses or read for e in d.evidence)
    if outcome is Outcome.PASS:
        said = Message(f"诊断支持申请病种{disease.name}", f"the diagnoses support {disease.name}")
        return Result(outcome, said, evidence, disease.name, as_written(support.diagnoses))
    if outcome is Outcome.UNSURE:
        said = Message(
            f"诊断“{shown}”不能确定支持申请病种{disease.name}：{support.message.zh}",
            f"it is not certain that the diagnoses support {disease.name}: {support.message.en}",
        )
        return Result(outcome, said, evidence, disease.name, shown)
    hidden = [b for b in dossier.blind if b.may_be(DIAGNOSING)]
    if hidden:
        said = Message(
            f"已辨认的诊断“{shown}”不支持{disease.name}，但有页面不能辨认",
            f"the diagnoses that could be read do not support {disease.name}, but a page could not be read",
        )
        return Result(Outcome.UNSURE, said, evidence, disease.name, shown, hidden[0].cause)
    said = Message(
        f"诊断“{shown}”不支持申请病种{disease.name}：{support.message.zh}",
        f"the diagnoses do not support {disease.name}: {support.message.en}",
    )
    checked = disease.citation.verified is not None
    clear = checked and all(legible(p.document) for p in papers) and any(_plain(d) for d in read)
    return Result(Outcome.FAIL, said, evidence, disease.name, shown, clear=clear)


def as_written(read: Iterable[Diagnosis]) -> str:
    """Each diagnosis once, as it is first written: papers set brackets, blanks and codes around it in their own way.

    One that is ruled out or suspected on one paper and made on another is shown as both.
    """
    texts: dict[tuple[str, Certainty], str] = {}
    for each in read:
        texts.setdefault((each.name, each.certainty), each.text or each.name)
    return "；".join(texts.values())


def _plain(diagnosis: Diagnosis) -> bool:
    return diagnosis.certainty is Certainty.CONFIRMED and diagnosis.confidence >= accepted().diagnosis


def _nothing_read(disease: Disease, papers: list[JudgedDocument], dossier: Dossier) -> Result:
    said = Message(
        f"未能辨认诊断，不能核对申请病种{disease.name}",
        f"no diagnosis could be read, so {disease.name} cannot be checked",
    )
    hidden = [blind for blind in dossier.blind if blind.may_be(DIAGNOSING)]
    if hidden:
        cause: str | None = hidden[0].cause
    elif dossier.foreign:
        cause = "patient_mismatch"
    else:
        cause = None if papers else "required_material_missing"
    look = tuple(e for p in papers for e in whole_pages(p.document))
    return Result(Outcome.UNSURE, said, look, disease.name, cause=cause)
