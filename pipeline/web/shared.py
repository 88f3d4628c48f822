"""A link to a report that whoever holds it may open until it is over: upstream shows it to the person it concerns."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from pipeline.web.console.pages import page
from pipeline.web.context import OfWeb, Web
from pipeline.web.papers import PAGE_POLICY, TYPES
from pipeline.web.problems import problem_of
from storage.errors import NotFound
from storage.records import share_links, verdicts

router = APIRouter(prefix="/shared", include_in_schema=False)
Token = Annotated[str, Path(max_length=120)]


def is_shared(request: Request) -> bool:
    return request.url.path.startswith(f"{router.prefix}/")


def respond(request: Request, error: Exception) -> Response:
    """A page that says so, for whoever was given the link: it tells nothing of the case, nor whether there is one."""
    status = problem_of(error).status
    key = {503: "error.unavailable", 500: "error.internal"}.get(status, "shared.over")
    return page(request, None, "shared.html", status, key=key)


@router.get("/{token}")
def get_shared(token: Token, web: OfWeb) -> Response:
    """The report as it was when the link was made. Every opening is an event of the case."""
    return _paper(web, token, "html")


@router.get("/{token}/pdf")
def get_shared_pdf(token: Token, web: OfWeb) -> Response:
    return _paper(web, token, "pdf")


def _paper(web: Web, token: str, form: str) -> Response:
    with web.service.database.begin() as tx:
        link = share_links.opened(tx, web.service.vault, token)
        verdict = verdicts.get(tx, link.case_id, link.verdict_number)
    data = web.press.paper(verdict, form) if verdict else None
    if data is None:
        raise NotFound("there is no such link")
    headers = {"Content-Disposition": f"inline; filename=report.{form}", "X-Robots-Tag": "noindex"}
    if form == "html":
        headers["Content-Security-Policy"] = PAGE_POLICY
    return Response(data, media_type=TYPES[form], headers=headers)
