"""Pages: all there, legible, and material of an application."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.reading import Box, Evidence, Kind, QualityProblem
from validators.checks.check import Given, Result, case_check, document_check, passed, whole_pages
from validators.dossier import Dossier, blank, unreadable_pages
from validators.thresholds import THRESHOLDS
from validators.verdict import JudgedDocument, Message, Outcome

PROBLEMS: dict[QualityProblem, tuple[str, str]] = {
    QualityProblem.BLURRED: ("模糊", "blurred"),
    QualityProblem.GLARE: ("反光", "washed out by glare"),
    QualityProblem.TOO_DARK: ("过暗", "too dark"),
    QualityProblem.TOO_BRIGHT: ("过亮", "too bright"),
    QualityProblem.LOW_RESOLUTION: ("分辨率过低", "too small"),
    QualityProblem.CUT_OFF: ("边缘被裁切", "cut off at an edge"),
    QualityProblem.FAINT: ("字迹过淡", "too faint"),
    QualityProblem.UNCERTAIN_TEXT: ("文字大部分不能辨认", "mostly illegible"),
    QualityProblem.BLANK: ("空白", "blank"),
}


@document_check("pages_complete", "page_missing")
def pages_complete(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """As many pages as the paper says it has (共N页).

    Passes: 第1页/共2页 and 第2页/共2页.
    Fails: 第1页/共2页 alone. (While an illegible page is in the case, that may be it: unsure.)
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
    outcome = Outcome.UNSURE if hidden else Outcome.FAIL
    cause = hidden[0].cause if hidden else None
    found = f"{len(document.pages)}页"
    yield Result(outcome, said, whole_pages(document), f"{count}页", found, cause)


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


@document_check("page_is_material", "unrelated_upload")
def page_is_material(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """A paper is material of an application.

    Fails: a shopping receipt.
    Unsure: a legible page of a kind that is not known. (Papers of known kinds pass without a word.)
    """
    document = paper.document
    if all(page is not None and blank(page) for page in map(dossier.page, document.pages)):
        return  # the empty back of a sheet
    pages_zh = "、".join(f"{ref.upload}第{ref.page}页" for ref in document.pages)
    pages_en = ", ".join(f"page {ref.page} of {ref.upload}" for ref in document.pages)
    hidden = unreadable_pages(dossier)
    if any(ref in hidden for ref in document.pages):
        said = Message(f"{pages_zh}的材料类型不能辨认", f"what {pages_en} is could not be made out")
        yield Result(Outcome.UNSURE, said, whole_pages(document), cause="image_unreadable")
    elif document.kind is Kind.UNRELATED:
        said = Message(f"{pages_zh}不属于申请材料", f"{pages_en} is no material of an application")
        clear = document.kind_confidence >= THRESHOLDS.kind
        yield Result(Outcome.FAIL, said, whole_pages(document), found=document.title, clear=clear)
    else:
        said = Message(f"{pages_zh}的材料类型不能确定", f"it is not known what kind of paper {pages_en} is")
        yield Result(Outcome.UNSURE, said, whole_pages(document), found=document.title)
