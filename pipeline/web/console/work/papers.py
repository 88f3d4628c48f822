"""The report as a page to print, as a PDF, as a notice that was sent, and links that upstream can show."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from pipeline.report import notice
from pipeline.report.notice import Notice
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.scope import own_case
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from pipeline.web.models.cases import LINK_DAYS
from pipeline.web.papers import PAGE_POLICY, TYPES, link_url
from storage.errors import NotFound
from storage.records import access, cases, decisions, share_links, verdicts

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Views = Annotated[User, may(Right.CASE_VIEW)]
Works = Annotated[User, may(Right.CASE_WORK)]
DAYS = 7


@router.get("/report")
def get_report(case_id: UUID, web: OfWeb, user: Views) -> Response:
    """One page that holds everything, to read, print or keep."""
    return _paper(web, user, case_id, "html")


@router.get("/report.pdf")
def get_pdf(case_id: UUID, web: OfWeb, user: Views) -> Response:
    return _paper(web, user, case_id, "pdf")


def _paper(web: Web, user: User, case_id: UUID, form: str) -> Response:
    with web.service.database.begin() as tx:
        case = own_case(tx, user, case_id)
        verdict = verdicts.current(tx, case_id)
        if verdict is None or form not in verdict.blobs:
            raise NotFound("there is no such paper")
        access.note(tx, user.id, "report", case_id, {"form": form, "verdict": verdict.number})
    data = web.press.paper(verdict, form)
    if data is None:
        raise NotFound("there is no such paper")
    headers = {"Content-Disposition": f"{'inline' if form == 'html' else 'attachment'}; filename={_name(case)}.{form}"}
    if form == "html":
        headers["Content-Security-Policy"] = PAGE_POLICY
    return Response(data, media_type=TYPES[form], headers=headers)


def _name(case: cases.CaseRow) -> str:
    """The case's key as far as a header can carry it."""
    plain = "".join(c for c in case.case_key if c.isascii() and (c.isalnum() or c in "-_"))
    return f"report-{plain or case.id}"


@router.get("/decisions/{number}/notice")
def get_notice(case_id: UUID, number: int, web: OfWeb, user: Views) -> Response:
    """As it was sent."""
    with web.service.database.begin() as tx:
        own_case(tx, user, case_id)
        made = [d for d in decisions.of_case(tx, web.service.vault, case_id) if d.number == number]
        if not made or made[0].notice is None:
            raise NotFound("there is no such notice")
        access.note(tx, user.id, "report", case_id, {"form": "notice", "decision": number})
    html = notice.html(Notice.kept(made[0].notice))
    return Response(html, media_type=TYPES["html"], headers={"Content-Security-Policy": PAGE_POLICY})


@router.get("/links")
def get_links(case_id: UUID, request: Request, web: OfWeb, user: Works) -> Response:
    return _links(request, web, user, case_id, "")


@router.post("/links")
def post_link(
    case_id: UUID, request: Request, web: OfWeb, user: Works, days: Annotated[int, Form(ge=1, le=LINK_DAYS)] = DAYS
) -> Response:
    """Its text is shown once."""
    with web.service.database.begin(request.state.request_id) as tx:
        case = own_case(tx, user, case_id)
        verdict = verdicts.current(tx, case_id)
        if verdict is None:
            raise ConsoleError("error.state", 409)
        _, token = share_links.make(tx, web.service.vault, case.id, verdict.number, days, user.actor)
    return _links(request, web, user, case_id, link_url(web, token))


@router.post("/links/{link_id}/revoke")
def post_revoke(case_id: UUID, link_id: UUID, request: Request, web: OfWeb, user: Works) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        own_case(tx, user, case_id)
        share_links.revoke(tx, case_id, link_id, user.actor)
    return _links(request, web, user, case_id, "")


def _links(request: Request, web: Web, user: User, case_id: UUID, made: str) -> Response:
    with web.service.database.look() as tx:
        case = own_case(tx, user, case_id)
        found = share_links.of_case(tx, case_id)
    return page(request, user, "case/_links.html", case=case, links=found, made=made, days=DAYS, most=LINK_DAYS)
