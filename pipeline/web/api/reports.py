"""What came of a case: the report for machines, people and paper, the supplement notice, every verdict there was."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response
from sqlalchemy import Connection

from pipeline.intake.cases import Intake
from pipeline.report import notice as notices
from pipeline.report.notice import Notice
from pipeline.web import views
from pipeline.web.auth import Reads, ReadsReports
from pipeline.web.context import OfWeb, Web
from pipeline.web.models.cases import LinkIn, LinkOut, VerdictList
from pipeline.web.papers import PAGE_POLICY, TYPES, link_url
from pipeline.web.problems import ProblemError
from storage.records import decisions, events, share_links, verdicts
from storage.records.cases import CaseRow
from storage.records.verdicts import VerdictRow
from storage.states import CaseState

router = APIRouter(prefix="/v1", tags=["reports 报告"])

ReportFormat = Literal["json", "html", "pdf"]
NoticeFormat = Literal["html", "txt"]
Number = Annotated[
    int | None, Query(ge=1, le=1_000_000, description="An earlier verdict's; without it the current. 第几次结论")
]


@router.get(
    "/cases/{case_id}/report",
    summary="预审报告",
    response_class=Response,
    responses={
        200: {
            "description": "报告。The report.",
            "content": {
                "application/json": {
                    "schema": {"type": "object", "description": "yushen.report/1: `yushen schema report`"}
                },
                "text/html": {"schema": {"type": "string"}},
                "application/pdf": {"schema": {"type": "string", "format": "binary"}},
            },
        },
        304: {"description": "未变化。Not changed since (If-None-Match)."},
    },
)
def get_report(
    case_id: UUID,
    web: OfWeb,
    sender: ReadsReports,
    *,
    format: Annotated[ReportFormat | None, Query(description="json, html or pdf. 格式")] = None,  # noqa: A002
    verdict: Number = None,
    accept: Annotated[str | None, Header()] = None,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The current report, or that of an earlier verdict. By `format` or by `Accept`. Every fetch is recorded."""
    wanted = format or _negotiated(accept)
    return _paper(web, web.intake(sender), case_id, verdict, wanted, wanted, if_none_match)


@router.get(
    "/cases/{case_id}/notice",
    summary="补正通知",
    response_class=Response,
    responses={
        200: {
            "description": "补正通知。The notice.",
            "content": {"text/html": {"schema": {"type": "string"}}, "text/plain": {"schema": {"type": "string"}}},
        },
        304: {"description": "未变化。Not changed since (If-None-Match)."},
    },
)
def get_notice(
    case_id: UUID,
    web: OfWeb,
    sender: ReadsReports,
    *,
    format: Annotated[NoticeFormat, Query(description="html or txt. 格式")] = "html",  # noqa: A002
    verdict: Number = None,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """What the applicant still has to supply, in plain words: as a reviewer sent it, once the case was returned; before
    that, and with `verdict`, as it was drafted. 404 `no_notice` where nothing has to be supplied."""
    intake = web.intake(sender)
    sent = _sent(web, intake, case_id) if verdict is None else None
    if sent is None:
        return _paper(web, intake, case_id, verdict, f"notice_{format}", format, if_none_match)
    text = notices.html(sent) if format == "html" else notices.text(sent)
    headers = {"Cache-Control": "private, no-cache", "Content-Disposition": f"inline; filename=notice.{format}"}
    if format == "html":
        headers["Content-Security-Policy"] = PAGE_POLICY
    return Response(text, media_type=TYPES[format], headers=headers)


def _sent(web: Web, intake: Intake, case_id: UUID) -> Notice | None:
    """The notice with which the case was returned, while that is how it stands."""
    with intake.begin() as tx:
        case = intake.own(tx, case_id)
        made = decisions.newest(tx, web.service.vault, case_id) if case.state is CaseState.DECIDED else None
        if made is None or made.notice is None:
            return None
        events.append(tx, "report.fetched", intake.sender.actor, case.id, {"what": "notice", "number": made.number})
    return Notice.kept(made.notice)


@router.post(
    "/cases/{case_id}/links",
    summary="生成报告链接",
    status_code=201,
)
def make_link(case_id: UUID, web: OfWeb, sender: ReadsReports, asked: LinkIn) -> LinkOut:
    """A link to the current report that anybody who holds it may open until it ends: for the upstream system to show to
    the person it concerns. It is told this once. Every opening is recorded."""
    intake = web.intake(sender)
    with intake.begin() as tx:
        case = intake.own(tx, case_id)
        verdict = _verdict(tx, case, None)
        _must_have(case, verdict, "html")
        link, token = share_links.make(tx, web.service.vault, case.id, verdict.number, asked.days, sender.actor)
    return LinkOut(url=link_url(web, token), verdict=link.verdict_number, expires_at=link.expires_at)


@router.get(
    "/cases/{case_id}/verdicts",
    summary="历次结论",
)
def list_verdicts(case_id: UUID, web: OfWeb, sender: Reads) -> VerdictList:
    """Every verdict the case had, newest first; exactly one of a judged case is current."""
    intake = web.intake(sender)
    with intake.look() as tx:
        intake.own(tx, case_id)
        found = verdicts.of_case(tx, case_id)
    return VerdictList(verdicts=[views.verdict(row) for row in reversed(found)])


def _paper(  # noqa: PLR0917 (what is asked for, in order)
    web: Web, intake: Intake, case_id: UUID, number: int | None, what: str, form: str, known: str | None
) -> Response:
    with intake.begin() as tx:
        case = intake.own(tx, case_id)
        verdict = _verdict(tx, case, number)
        _must_have(case, verdict, what)
        events.append(
            tx, "report.fetched", f"client:{case.client_id}", case.id, {"what": what, "verdict": verdict.number}
        )
    tag = f'"{verdict.id}-{what}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": f"inline; filename={what}.{form}",
    }
    if form == "html":
        headers["Content-Security-Policy"] = PAGE_POLICY
    if known is not None and tag in known:
        return Response(status_code=304, headers=headers)
    data = web.press.paper(verdict, what)
    if data is None:
        raise ProblemError("unavailable")
    return Response(data, media_type=TYPES[form], headers=headers)


def _verdict(tx: Connection, case: CaseRow, number: int | None) -> VerdictRow:
    found = verdicts.current(tx, case.id) if number is None else verdicts.get(tx, case.id, number)
    if found is None:
        raise ProblemError("no_report" if case.state is CaseState.CANCELLED else "report_not_ready", state=case.state)
    return found


def _must_have(case: CaseRow, verdict: VerdictRow, what: str) -> None:
    if case.state is CaseState.PURGED:
        raise ProblemError("gone")
    if what not in verdict.blobs:
        raise ProblemError(
            "no_notice" if what.startswith("notice") else "not_acceptable", available=sorted(verdict.blobs)
        )


def _negotiated(accept: str | None) -> ReportFormat:
    """The first of the asker's types that there is. Raises ProblemError not_acceptable."""
    if not accept:
        return "json"
    for part in sorted(accept.split(","), key=_weight, reverse=True):
        match part.partition(";")[0].strip().lower():
            case "application/json" | "*/*" | "application/*":
                return "json"
            case "text/html" | "text/*":
                return "html"
            case "application/pdf":
                return "pdf"
    raise ProblemError("not_acceptable", available=["json", "html", "pdf"])


def _weight(part: str) -> float:
    _, _, weight = part.replace(" ", "").partition(";q=")
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
