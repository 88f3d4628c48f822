"""Whose seal it is: the institution that the letterhead names, or another."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.reading import Seal
from validators.checks.check import Given, Result, document_check, passed
from validators.checks.seals import certain, seal_evidence
from validators.dossier import Dossier, issuer_known
from validators.seal_owner import Reason, SealAgreement
from validators.verdict import HospitalMatch, JudgedDocument, MatchStatus, Message, Outcome


@document_check("seal_of_issuer", "stamp_hospital_mismatch", ignored="purposes")
def seal_of_issuer(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The seal's owner is the institution of the letterhead.

    Passes: letterhead 甲市人民医院, seal 甲市人民医院诊断证明专用章.
    Fails: letterhead 甲市人民医院, seal 甲市中医医院, both in the registry. (Owner illegible: unsure.)
    """
    ignored = given.purposes("ignored")
    owned = zip(paper.document.seals, dossier.agreements.get(paper.document.id, ()), strict=True)
    seals = [(seal, agreement) for seal, agreement in owned if seal.purpose not in ignored and certain(seal)]
    if not seals:
        return  # stamp_missing has said so
    kind = dossier.title(paper.document.kind)
    agreements = [(seal, _own_name(paper.hospital, agreement)) for seal, agreement in seals]
    same = [pair for pair in agreements if pair[1].outcome is Outcome.PASS]
    other = [pair for pair in agreements if pair[1].outcome is Outcome.FAIL]
    if same and not other:
        evidence = seal_evidence(seal for seal, _ in same)
        yield passed(
            "印章与出具机构一致", "the seal is that of the issuer", evidence=evidence, found=paper.hospital.name
        )
    elif other:
        yield _different(paper, other, kind, clear=not same)
    else:
        yield _untold(paper, agreements, kind)


def _own_name(issuer: HospitalMatch, agreement: SealAgreement) -> SealAgreement:
    """Where the paper prints no name beside the seal's, there is nothing for it to disagree with."""
    owner = agreement.owner
    if issuer.source == "seal" and issuer.status is MatchStatus.MATCHED and issuer.code == owner.code:
        return SealAgreement(Outcome.PASS, Reason.SAME_ENTRY, owner)
    return agreement


def _different(paper: JudgedDocument, other: list[tuple[Seal, SealAgreement]], kind: Message, *, clear: bool) -> Result:
    owners = "、".join(dict.fromkeys(agreement.owner.name for _, agreement in other))
    said = Message(
        f"{kind.zh}抬头为{paper.hospital.name}，印章为{owners}",
        f"the {kind.en} is headed {paper.hospital.name}, its seal is that of {owners}",
    )
    evidence = (*paper.hospital.evidence, *seal_evidence(seal for seal, _ in other))
    return Result(Outcome.FAIL, said, evidence, paper.hospital.name, owners, clear=clear)


def _untold(paper: JudgedDocument, agreements: list[tuple[Seal, SealAgreement]], kind: Message) -> Result:
    """Why the two could not be compared; an unknown issuer is its own finding and the cause of this one."""
    read = "、".join(dict.fromkeys(a.owner.name or a.owner.text for _, a in agreements if a.owner.name or a.owner.text))
    why = agreements[0][1].message
    said = Message(
        f"{kind.zh}上印章的单位" + (f"（{read}）" if read else "") + f"未能与出具机构核对一致：{why.zh}",
        f"the owner of the seal on the {kind.en} could not be matched with its issuer: {why.en}",
    )
    cause = None if issuer_known(paper.hospital) else "hospital_unknown"
    evidence = (*seal_evidence(seal for seal, _ in agreements), *paper.hospital.evidence)
    return Result(Outcome.UNSURE, said, evidence, expected=paper.hospital.name, found=read, cause=cause)
