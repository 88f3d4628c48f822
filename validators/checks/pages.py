"""Pages: all there, legible, and material of an application."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.reading import Box, Document, Evidence, Kind, Patient, QualityProblem
from validators.checks.check import Given, Result, case_check, document_check, passed, whole_pages
from validators.dossier import Dossier, blank, legible, unreadable_pages
from validators.persons import compare_ids, compare_names
from validators.requirements import kinds_of
from validators.thresholds import accepted
from validators.verdict import JudgedDocument, Message, Outcome

PROBLEMS: dict[QualityProblem, tuple[str, str]] = {
    QualityProblem.BLURRED: ("模糊", "blurred"),
    QualityProblem.GLARE: ("反光", "washed out by glare"),
    QualityProblem.TOO_DARK: ("过暗", "too dark"),
    QualityProblem.TOO_BRIGHT: ("过亮", "too bright"),
    QualityProblem.LOW_RESOLUTION: ("分辨率过低", "too small"),
    QualityProblem.CUT_OFF: ("边缘被裁切", "cut off at an edge"),
    QualityProblem.FAINT: ("字迹过淡", "too faint"),
    QualityProblem.UNCERTAIN_TEXT: ("字迹大多不清", "mostly illegible"),
    QualityProblem.BLANK: ("空白", "blank"),
}


@document_check("pages_complete", "page_missing")
def pages_complete(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """As many pages as the paper says it has (共N页).

    Passes: 第1页/共2页 and 第2页/共2页.
    Fails: 第1页/共2页 alone. (While an illegible page is in the case, that may be it: unsure. So may another paper that
    has just the missing pages, or is so hard to read that its number was not, and is not surely somebody else's.)
    """
    document, kind = paper.document, dossier.title(paper.document.kind)
    if document.page_count is None and not document.missing_pages:
        return
    count = document.page_count or len(document.pages) + len(document.missing_pages)
    missing = document.missing_pages
    if not missing and len(document.pages) >= count:
        yield passed(
            f"{kind.zh}共{count}页，齐全",
            f"all {count} pages of the {kind.en} are there",
            evidence=whole_pages(document),
        )
        return
    which = "、".join(map(str, missing)) or "?"
    said = Message(
        f"{kind.zh}共{count}页，缺第{which}页" if missing else f"{kind.zh}共{count}页，只有{len(document.pages)}页",
        f"the {kind.en} has {count} pages; "
        + (f"page {which} is missing" if missing else f"only {len(document.pages)} are there"),
    )
    hidden = [blind for blind in dossier.blind if blind.may_be((document.kind,))]
    cause, found = hidden[0].cause if hidden else None, f"{len(document.pages)}页"
    look = whole_pages(document)
    unread = None
    if rest := _rest(document, dossier):
        said = Message(
            f"{said.zh}；案内另有一份{kind.zh}正是这些页，是否同属一份需核对",
            f"{said.en}; another {kind.en} has just these pages, and it has to be told whether both are one",
        )
        look += whole_pages(rest)
    elif unread := _unnumbered(document, dossier):
        said = Message(
            f"{said.zh}；案内另有一份{kind.zh}字迹不清、页码未能读出，是否即所缺页需核对",
            f"{said.en}; another {kind.en} is hard to read and bears no number that was read: it may hold them",
        )
        look += whole_pages(unread)
    outcome = Outcome.UNSURE if hidden or rest or unread else Outcome.FAIL
    yield Result(outcome, said, look, f"{count}页", found, cause)


def _rest(document: Document, dossier: Dossier) -> Document | None:
    """Another paper of this kind that has the missing pages of as many, lacks those that are there, and may be the
    same person's. Papers that do not say how many pages they have tell nothing of each other."""
    if document.page_count is None or not document.missing_pages:
        return None
    present = set(range(1, document.page_count + 1)) - set(document.missing_pages)
    others = (paper.document for paper in dossier.papers if paper.document.kind is document.kind)
    return next(
        (
            other
            for other in others
            if other.page_count == document.page_count
            and set(other.missing_pages) == present
            and not _of_two(document.patient, other.patient)
        ),
        None,
    )


def _unnumbered(document: Document, dossier: Dossier) -> Document | None:
    """Another paper of this kind that says nowhere how many pages it has, but is so hard to read that it may."""
    others = (paper.document for paper in dossier.papers if paper.document.kind is document.kind)
    return next(
        (
            other
            for other in others
            if other.id != document.id
            and other.page_count is None
            and not legible(other)
            and not _of_two(document.patient, other.patient)
        ),
        None,
    )


def _of_two(one: Patient, other: Patient) -> bool:
    """Whether papers surely belong to two persons: ID numbers or names, plainly read, differ."""
    pairs = ((one.id_number, other.id_number, compare_ids), (one.name, other.name, compare_names))
    return any(
        mine is not None
        and theirs is not None
        and compared(mine.value, theirs.value, min(mine.confidence, theirs.confidence)) is Outcome.FAIL
        for mine, theirs, compared in pairs
    )


@case_check("pages_legible", "image_unreadable")
def pages_legible(given: Given, dossier: Dossier) -> Iterable[Result]:
    """Every page can be read.

    Passes: a clear scan, or a poor one that is legible.
    Unsure: a page too blurred to read. Never a fail: a person may see more.
    """
    unreadable = unreadable_pages(dossier)
    for ref in sorted(unreadable, key=lambda r: (r.upload, r.page)):
        page = dossier.page(ref)
        problems = [PROBLEMS[p] for p in page.quality.problems] if page else []
        why_zh, why_en = (
            "、".join(zh for zh, _ in problems) or "不清晰",
            ", ".join(en for _, en in problems) or "not clear",
        )
        said = Message(
            f"{ref.upload}第{ref.page}页{why_zh}，不能辨认",
            f"page {ref.page} of {ref.upload} is {why_en} and cannot be read",
        )
        look = (Evidence(ref.upload, ref.page, Box(0, 0, 1, 1), "", 0.0),)
        yield Result(Outcome.UNSURE, said, look, upload=ref.upload, page=ref.page)
    if not unreadable and any(reading.pages for reading in dossier.readings):
        yield passed("所有页面均可辨认", "every page can be read")


@case_check("page_is_material", "unrelated_upload")
def page_is_material(given: Given, dossier: Dossier) -> Iterable[Result]:
    """Every paper is material of an application, and of a kind that is certain.

    Passes: a lab report.
    Fails: a shopping receipt. (A legible page whose kind is not known for certain: unsure; so is a picture without any
    writing where a photo is asked for and none was seen.)
    """
    doubtful = False
    for paper in dossier.papers:
        document = paper.document
        certain = document.kind_confidence >= accepted().kind
        if (certain and document.kind not in (Kind.UNRELATED, Kind.UNKNOWN)) or _empty_back(document, dossier):
            continue
        doubtful = True
        yield _no_material(document, dossier)
    if dossier.papers and not doubtful:
        yield passed("所有页面均为申请材料", "every page is material of the application")


def _empty_back(document: Document, dossier: Dossier) -> bool:
    """The empty back of a sheet; an upload that is blank altogether is none."""
    unseen = unreadable_pages(dossier)
    return all(ref not in unseen and (page := dossier.page(ref)) is not None and blank(page) for ref in document.pages)


def _may_be_the_photo(document: Document, dossier: Dossier) -> bool:
    pages = (dossier.page(ref) for ref in document.pages)
    if dossier.of_kinds((Kind.PHOTO,)) or not all(page is not None and not page.text.strip() for page in pages):
        return False
    asked = (*dossier.policy.requires, *(each for disease in dossier.diseases for each in disease.requires))
    return any(Kind.PHOTO in kinds_of(requirement.expression, dossier) for requirement in asked)


def _no_material(document: Document, dossier: Dossier) -> Result:
    pages_zh = "、".join(f"{ref.upload}第{ref.page}页" for ref in document.pages)
    pages_en = ", ".join(f"page {ref.page} of {ref.upload}" for ref in document.pages)
    look, found = whole_pages(document), document.title
    if unreadable_pages(dossier) & set(document.pages):
        said = Message(f"{pages_zh}的材料类型不能辨认", f"what {pages_en} is could not be made out")
        return Result(Outcome.UNSURE, said, look, cause="image_unreadable", document=document.id)
    if document.kind is Kind.UNRELATED and _may_be_the_photo(document, dossier):
        said = Message(
            f"{pages_zh}没有文字，不能确定是否为所需照片",
            f"{pages_en} holds no writing; whether it is the photo that is asked for could not be told",
        )
        return Result(Outcome.UNSURE, said, look, found=found, document=document.id)
    if document.kind is Kind.UNRELATED:
        said = Message(f"{pages_zh}不属于申请材料", f"{pages_en} is no material of an application")
        return Result(Outcome.FAIL, said, look, found=found, document=document.id, clear=legible(document))
    kind = dossier.title(document.kind)
    like_zh = f"，疑为{kind.zh}" if document.kind is not Kind.UNKNOWN else ""
    like_en = f"; it may be: {kind.en}" if document.kind is not Kind.UNKNOWN else ""
    said = Message(
        f"{pages_zh}的材料类型不能确定{like_zh}", f"it is not known what kind of paper {pages_en} is{like_en}"
    )
    return Result(Outcome.UNSURE, said, look, found=found, document=document.id)
