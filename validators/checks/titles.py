"""Physicians' titles."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.reading import PhysicianRole
from validators import conditions
from validators.checks.check import Given, Result, document_check, passed
from validators.dossier import Dossier
from validators.expressions import TITLES
from validators.verdict import JudgedDocument, Message, Outcome

SIGNING = (PhysicianRole.ATTENDING, PhysicianRole.SUPERVISING, PhysicianRole.APPROVING)


@document_check("title_at_least", "physician_title_too_low", title="title")
def title_at_least(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """One of the physicians who sign has at least the title. Where no title is printed, nothing is said.

    Passes: 张某 副主任医师 where 副主任医师 is asked.
    Fails: 张某 主治医师 alone. (主任 by itself is an office, no title.)
    """
    wanted, kind = given.text("title"), dossier.title(paper.document.kind)
    signed = [p for p in paper.document.physicians if p.role in SIGNING]
    titled = [(rank, p) for p in signed if (rank := conditions.title_rank(p.title)) is not None]
    if not titled:
        return
    reached, highest = max(titled, key=lambda ranked: ranked[0])
    evidence = highest.evidence or (highest.name.evidence if highest.name else ())
    if reached >= TITLES.index(wanted):
        yield passed(
            f"{kind.zh}由{highest.title}签署",
            f"the {kind.en} is signed by a {highest.title}",
            evidence=evidence,
            found=highest.title,
        )
        return
    said = Message(
        f"{kind.zh}签署医师职称为{highest.title}，要求{wanted}及以上",
        f"the {kind.en} is signed by a {highest.title}; {wanted} or above is asked",
    )
    yield Result(Outcome.FAIL, said, evidence, f"{wanted}及以上", highest.title)


@document_check("signed_by", "physician_title_too_low", signatures="signatures")
def signed_by(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """Enough physicians of the title have signed.

    Passes: two 副主任医师 where {n: 2, title_at_least: 副主任医师} is asked.
    Fails: one 主任医师 and one 主治医师. (A signature whose title is not printed may be one of them: unsure.)
    """
    kind = dossier.title(paper.document.kind)
    answer = conditions.signed(given.signatures("signatures"), paper.document)
    said = Message(f"{kind.zh}：{answer.reason.zh}", f"{kind.en}: {answer.reason.en}")
    yield Result(answer.outcome, said, answer.evidence)
