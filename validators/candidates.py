"""The papers that may satisfy a material, each held against what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.reading import Box, Document, Evidence, PartialDate, QualityGrade
from validators import conditions
from validators.conditions import worst
from validators.dossier import Dossier, legible
from validators.expressions import AnyOf, Expression, Named, Paper
from validators.thresholds import accepted
from validators.verdict import JudgedDocument, Message, Outcome, together


@dataclass(frozen=True, slots=True)
class Hit:
    """One paper held against one material."""

    judged: JudgedDocument
    outcome: Outcome
    date: PartialDate | None
    reason: Message
    evidence: tuple[Evidence, ...]
    cause: str | None = None

    @property
    def document(self) -> Document:
        return self.judged.document


def hits(asked: Expression, dossier: Dossier) -> list[Hit]:
    """Every paper of the material's kinds, held against its conditions."""
    if isinstance(asked, Named):
        return hits(dossier.policy.materials[asked.name].expression, dossier)
    if isinstance(asked, AnyOf):
        return [hit for part in asked.parts for hit in hits(part, dossier)]
    if not isinstance(asked, Paper):
        raise TypeError("only papers can be counted; the loader refuses anything else")
    return [_hit(asked, judged, dossier) for judged in dossier.of_kinds(asked.kinds)]


def _hit(asked: Paper, judged: JudgedDocument, dossier: Dossier) -> Hit:
    document = judged.document
    answers = [*conditions.answers(asked, judged, dossier.as_of), *_single_notes(document, dossier)]
    outcome = worst(answer.outcome for answer in answers)
    cause = None
    if outcome is Outcome.FAIL and not legible(document):
        outcome = Outcome.UNSURE
    if document.kind_confidence < accepted().kind and outcome is Outcome.PASS:
        outcome, cause = Outcome.UNSURE, "unrelated_upload"  # what it is stays open, and that is said of it
    if document.quality.grade is QualityGrade.UNREADABLE and outcome is not Outcome.FAIL:
        outcome, cause = Outcome.UNSURE, "image_unreadable"  # it seems to be there, and nobody can read it
    if document.id in dossier.foreign:
        outcome, cause = worst((outcome, Outcome.UNSURE)), "patient_mismatch"
    open_answers = [answer for answer in answers if answer.outcome is not Outcome.PASS]
    return Hit(
        judged,
        outcome,
        conditions.paper_date(document),
        together(*(answer.reason for answer in open_answers)),
        tuple(e for answer in open_answers or answers for e in answer.evidence),
        cause,
    )


def _single_notes(document: Document, dossier: Dossier) -> list[conditions.Answer]:
    """Doubt where the title is that of one note among many: whether it stands for the whole is for a person to say."""
    material = dossier.policy.materials.get(document.kind.value)
    word = next((word for word in material.single_notes if word in document.title), None) if material else None
    if material is None or word is None:
        return []
    first = document.pages[0]
    return [
        conditions.Answer(
            Outcome.UNSURE,
            Message(
                f"仅为单项记录（{word}），能否作为{material.title.zh}由审核人员判断",
                f"only a single note ({word}); whether it stands for the {material.title.en} is for a person to say",
            ),
            (Evidence(first.upload, first.page, Box(0, 0, 1, 1), document.title, document.kind_confidence),),
        )
    ]
