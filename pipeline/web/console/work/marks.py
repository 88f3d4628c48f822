"""属实与否: a reviewer confirms or dismisses a finding; what the machine found stays as it is."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.console.work.desk import Json, held, laid_out
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import finding_marks, users
from storage.records.finding_marks import DISMISSED, MarkRow, NewMark
from storage.states import MARKS

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Views = Annotated[User, may(Right.CASE_VIEW)]
Works = Annotated[User, may(Right.CASE_WORK)]
Text = Annotated[str, Form(max_length=2000)]


@router.get("/marks")
def get_marks(case_id: UUID, request: Request, web: OfWeb, user: Views) -> Response:
    """The actions of every finding at once, each for its own card."""
    desk = laid_out(web, user, case_id)
    marks, names = _marks(web, case_id)
    found = [finding for finding in desk.report["findings"] if finding["outcome"] != "pass"]
    return page(request, user, "case/_marks.html", case=desk.case, findings=found, marks=marks, names=names)


@router.get("/findings/{key}/actions")
def get_actions(case_id: UUID, key: str, request: Request, web: OfWeb, user: Views) -> Response:
    desk = laid_out(web, user, case_id)
    return _actions(web, request, user, case_id, _finding(desk.report, key))


@router.post("/findings/{key}/marks")
def post_mark(
    case_id: UUID, key: str, request: Request, web: OfWeb, user: Works, mark: Text = "", reason: Text = ""
) -> Response:
    """A dismissal says why: it sets a rule's outcome aside."""
    desk = laid_out(web, user, case_id)
    finding = _finding(desk.report, key)
    reason = reason.strip()
    if mark not in MARKS:
        raise ConsoleError("error.invalid", 422)
    if mark == DISMISSED and not reason:
        raise ConsoleError("work.reason_missing", 400)
    with web.service.database.begin(request.state.request_id) as tx:
        held(tx, web, user, case_id)
        new = NewMark(case_id, desk.verdict.number, key, finding["code"], mark, reason, user.id)
        finding_marks.add(tx, web.service.vault, new)
    answer = _actions(web, request, user, case_id, finding)
    answer.headers["HX-Trigger"] = "case-marked"
    return answer


def _finding(report: Json, key: str) -> Json:
    every = (f for root in report["findings"] for f in (root, *root["consequences"]))
    found: Json | None = next((finding for finding in every if finding["key"] == key), None)
    if found is None:
        raise NotFound("the report has no such finding")
    return found


def _marks(web: Web, case_id: UUID) -> tuple[dict[str, MarkRow], dict[UUID, str]]:
    with web.service.database.look() as tx:
        marks = finding_marks.current(tx, web.service.vault, case_id)
        return dict(marks), dict(users.names(tx, web.service.vault)) if marks else {}


def _actions(web: Web, request: Request, user: User, case_id: UUID, finding: Json) -> Response:
    marks, names = _marks(web, case_id)
    case = {"id": case_id}
    return page(request, user, "case/_finding_actions.html", case=case, finding=finding, marks=marks, names=names)
