"""The stamp on a diagnosis certificate: that it is there, of the right kind, and an original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.reading import SEAL_GLIMPSED, Document, Evidence, Seal, SealColour, SealPurpose, SealShape, SealStatus
from validators.checks.check import Given, Result, document_check, passed, whole_pages
from validators.dossier import Dossier
from validators.thresholds import accepted
from validators.verdict import JudgedDocument, Message, Outcome

COLOURED = (SealColour.RED, SealColour.PURPLE, SealColour.BLUE)


def seal_evidence(seals: Iterable[Seal]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(s.upload, s.page, s.box, s.text, s.text_confidence if s.text else s.confidence) for s in seals
    )


def institutional(document: Document, ignored: tuple[SealPurpose, ...]) -> list[Seal]:
    """Seals that may be an institution's: personal name seals, finger prints and the like are none."""
    return [seal for seal in document.seals if seal.purpose not in ignored]


def certain(seal: Seal) -> bool:
    """Plainly a seal, whole, and not perhaps a physician's square name seal."""
    nameless = (
        seal.purpose is SealPurpose.UNKNOWN
        and not seal.owner_text
        and seal.shape not in (SealShape.ROUND, SealShape.OVAL)
    )
    whole = seal.status in (SealStatus.PRESENT, SealStatus.PHOTOCOPIED)
    return whole and seal.confidence >= accepted().seal and not nameless


@document_check("seal_present", "stamp_missing", ignored="purposes")
def seal_present(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """A certificate carries an institution's seal.

    Passes: a red round 诊断证明专用章 on the certificate.
    Fails: a clear colour page with nothing but the physician's name seal. (A grey page, half a seal, or something that
    may be one: unsure.)
    """
    document = paper.document
    kind = dossier.title(document.kind)
    seals = institutional(document, given.purposes("ignored"))
    sure = [seal for seal in seals if certain(seal)]
    if sure:
        yield passed(
            f"{kind.zh}上有印章", f"the {kind.en} carries a seal", evidence=seal_evidence(sure), found=_named(sure)
        )
    elif seals:
        said = Message(
            f"{kind.zh}上的印章不完整或不能确认", f"the seal on the {kind.en} is incomplete or cannot be confirmed"
        )
        yield Result(Outcome.UNSURE, said, seal_evidence(seals), found=_named(seals))
    elif document.signatures:
        said = Message(f"{kind.zh}有电子签名但未见印章", f"the {kind.en} is signed electronically and shows no seal")
        yield Result(Outcome.UNSURE, said, whole_pages(document), found=document.signatures[0].signer)
    else:
        yield _absent(document, kind, dossier)


def _absent(document: Document, kind: Message, dossier: Dossier) -> Result:
    pages = [dossier.page(ref) for ref in document.pages]
    coloured = all(page is not None and page.has_colour for page in pages)
    if any(page is not None and SEAL_GLIMPSED in page.notes for page in pages):
        said = Message(
            f"{kind.zh}上似有印章，但未能辨认", f"there may be a seal on the {kind.en} that could not be made out"
        )
        return Result(Outcome.UNSURE, said, whole_pages(document))
    if not coloured:
        said = Message(
            f"{kind.zh}为黑白影像，未能辨认印章", f"the {kind.en} is a grey picture on which no seal could be made out"
        )
        return Result(Outcome.UNSURE, said, whole_pages(document))
    return Result(
        Outcome.FAIL,
        Message(f"{kind.zh}未见医疗机构印章", f"no seal of an institution on the {kind.en}"),
        whole_pages(document),
    )


def _named(seals: Iterable[Seal]) -> str:
    return "；".join(seal.text for seal in seals if seal.text)


@document_check("seal_of_kind", "stamp_kind_wrong", ignored="purposes", accepted="purposes", refused="purposes")
def seal_of_kind(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The seal is one for certificates, or the institution's own.

    Passes: 诊断证明专用章.
    Fails: 收费专用章 is the only seal.
    """
    document = paper.document
    kind = dossier.title(document.kind)
    seals = [seal for seal in institutional(document, given.purposes("ignored")) if certain(seal)]
    if not seals:
        return  # stamp_missing has said so
    good = [seal for seal in seals if seal.purpose in given.purposes("accepted")]
    wrong = [seal for seal in seals if seal.purpose in given.purposes("refused")]
    if good:
        yield passed(
            f"{kind.zh}上的印章种类适当",
            f"the seal on the {kind.en} is of a fitting kind",
            evidence=seal_evidence(good),
        )
    elif len(wrong) == len(seals):
        said = Message(
            f"{kind.zh}上只有{_purposes(wrong)}，不能证明诊断", f"the only seal on the {kind.en} is {_purposes(wrong)}"
        )
        clear = all(seal.text_confidence >= accepted().seal_text for seal in wrong)
        yield Result(Outcome.FAIL, said, seal_evidence(wrong), found=_purposes(wrong), clear=clear)
    else:
        said = Message(f"{kind.zh}上印章的用途不能辨认", f"what the seal on the {kind.en} is for could not be made out")
        # A seal too worn to tell whose it is and what it is for is one thing to look at, not two.
        cause = None if _owners_told(document, seals, dossier) else "stamp_hospital_mismatch"
        yield Result(Outcome.UNSURE, said, seal_evidence(seals), found=_named(seals), cause=cause)


def _owners_told(document: Document, seals: Sequence[Seal], dossier: Dossier) -> bool:
    """Whether it could be told of any of `seals` whose it is."""
    agreements = zip(document.seals, dossier.agreements.get(document.id, ()), strict=False)
    return any(seal in seals and agreement.outcome is not Outcome.UNSURE for seal, agreement in agreements)


def _purposes(seals: Iterable[Seal]) -> str:
    return "、".join(dict.fromkeys(seal.purpose_text or seal.purpose.value for seal in seals))


@document_check("seal_original", "stamp_photocopied", ignored="purposes", original_required="flag")
def seal_original(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The seal is inked, not the copy of one.

    Passes: a red seal.
    Fails: a black seal on a colour page, where the pack asks for an original. (A grey page, or no such rule: unsure.)
    """
    document = paper.document
    kind = dossier.title(document.kind)
    seals = [seal for seal in institutional(document, given.purposes("ignored")) if certain(seal)]
    if not seals:
        return  # stamp_missing has said so
    inked = [seal for seal in seals if seal.colour in COLOURED and seal.status is SealStatus.PRESENT]
    if inked or all(seal.electronic for seal in seals):
        yield passed(
            f"{kind.zh}上的印章不是复印件",
            f"the seal on the {kind.en} is no copy",
            evidence=seal_evidence(inked or seals),
        )
        return
    on_colour = all(_colour_page(seal, dossier) for seal in seals)
    if on_colour and given.flag("original_required"):
        said = Message(
            f"{kind.zh}上的印章为复印，不是原件盖章", f"the seal on the {kind.en} is a copy, not an original"
        )
        yield Result(Outcome.FAIL, said, seal_evidence(seals), expected="原件盖章")
    else:
        said = Message(
            f"不能确定{kind.zh}上的印章是否为原章", f"it cannot be told whether the seal on the {kind.en} is original"
        )
        yield Result(Outcome.UNSURE, said, seal_evidence(seals))


def _colour_page(seal: Seal, dossier: Dossier) -> bool:
    """Colour tells only on a page that has some, and grey ink tells nothing."""
    return seal.colour is not SealColour.GREY and any(
        page.has_colour
        for r in dossier.readings
        if r.upload == seal.upload
        for page in r.pages
        if page.number == seal.page
    )
