"""决定: 材料齐全 forward, 退回补正 with the notice, or 转交 to a colleague. A person decides; upstream is told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy import Connection

from pipeline.regions import within
from pipeline.report import notice
from pipeline.report.notice import Notice
from pipeline.web.console.errors import ConsoleError, ForbiddenError
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right, Role, rights_of
from pipeline.web.console.scope import own_case
from pipeline.web.console.users import User, may
from pipeline.web.console.work.desk import Desk, Json, held, laid_out
from pipeline.web.console.work.notices import OfForm, Written, begun
from pipeline.web.context import OfWeb, Web
from storage.errors import Conflict
from storage.records import decisions, finding_marks, review, sessions, users, verdicts
from storage.records.decisions import PASS_ON, SUPPLEMENT, NewDecision
from storage.records.finding_marks import MarkRow
from storage.records.users import UserRow
from storage.states import DECISIONS, CaseState

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Views = Annotated[User, may(Right.CASE_VIEW)]
Decides = Annotated[User, may(Right.CASE_DECIDE)]
Text = Annotated[str, Form(max_length=2000)]


@router.get("/decision")
def get_decision(case_id: UUID, request: Request, web: OfWeb, user: Views) -> Response:
    """What was decided, or how to decide."""
    with web.service.database.look() as tx:
        case = own_case(tx, user, case_id)
        verdict = verdicts.current(tx, case_id)
        made = decisions.of_case(tx, web.service.vault, case_id)
        names = users.names(tx, web.service.vault) if made else {}
    ready = case.state is CaseState.JUDGED and verdict is not None
    tally = _tally(web, user, case_id) if ready else None
    return page(
        request,
        user,
        "case/_decision.html",
        case=case,
        verdict=verdict,
        made=made,
        names=names,
        ready=ready,
        tally=tally,
    )


def _tally(web: Web, user: User, case_id: UUID) -> Counter[str]:
    """How many findings to act on were confirmed, dismissed, or not looked at yet."""
    desk = laid_out(web, user, case_id)
    with web.service.database.look() as tx:
        marks = finding_marks.current(tx, web.service.vault, case_id)
    asked = [f for f in desk.report["findings"] if f["outcome"] != "pass" and f["severity"] != "note"]
    return Counter(marks[f["key"]].mark if f["key"] in marks else "unmarked" for f in asked)


@router.get("/decision/{decision}")
def get_form(
    case_id: UUID, decision: str, request: Request, web: OfWeb, user: Decides, fresh: bool = False
) -> Response:
    """The dialog of one decision: what is still open, the notice as somebody began it or (`fresh`) as it is drafted,
    colleagues to pass it on to."""
    _known(user, decision)
    desk = laid_out(web, user, case_id)
    with web.service.database.look() as tx:
        marks = finding_marks.current(tx, web.service.vault, case_id)
        colleagues = list(_colleagues(tx, web, user, desk.case.region)) if decision == PASS_ON else []
    said = {key: mark.mark for key, mark in marks.items()}
    drafted = notice.drafted(desk.report, said) if decision == SUPPLEMENT else None
    draft = begun(web, case_id) if drafted and not fresh else None
    return page(
        request,
        user,
        "case/_decide.html",
        desk=desk,
        decision=decision,
        drafted=drafted,
        written=draft.written if draft else drafted and Written.of(drafted),
        draft=draft,
        still=list(_still(desk, marks)),
        colleagues=colleagues,
    )


@router.post("/decision")
def post_decision(
    case_id: UUID,
    request: Request,
    web: OfWeb,
    user: Decides,
    decision: Annotated[str, Form(max_length=20)],
    verdict: Annotated[int, Form(ge=1)],
    form: OfForm,
    remark: Text = "",
    to: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """`remark` stays in the office."""
    _known(user, decision)
    desk = laid_out(web, user, case_id)
    sent: Notice | None = None
    if decision == SUPPLEMENT:
        if form.is_empty:
            raise ConsoleError("work.notice_empty", 400)
        sent = form.decided(notice.drafted(desk.report))
    with web.service.database.begin(request.state.request_id) as tx:
        case = held(tx, web, user, case_id)
        new = NewDecision(
            case_id=case_id,
            decision=decision,
            verdict_number=verdict,
            user_id=user.id,
            notice=asdict(sent) if sent else None,
            remark=remark.strip(),
            to_user_id=_colleague(tx, web, user, case.region, to) if decision == PASS_ON and to else None,
        )
        link = {"notice": f"{web.service.settings.service.public_url}/v1/cases/{case_id}/notice"} if sent else {}
        try:
            _, after = review.decide(tx, web.service.vault, case, new, link)
        except Conflict:
            raise ConsoleError("work.judged_anew", 409) from None
        sessions.say(tx, user.session.id_hash, "good", f"work.decided.{decision}", case_key=case.case_key)
    web.service.tell(after)
    return _on(request, case_id)


def _on(request: Request, case_id: UUID) -> Response:
    """The screen turns to the next case by itself, with what it fetched ahead."""
    where = _onward(request, case_id)
    if not request.headers.get("hx-request"):
        return go(where)
    return Response(status_code=204, headers={"HX-Trigger": json.dumps({"case-onward": {"url": where}})})


def _onward(request: Request, case_id: UUID) -> str:
    """To the next case of the list that this one was opened from: its filters stand in the page's address."""
    query = urlsplit(request.headers.get("hx-current-url", "")).query
    return f"/console/cases/{case_id}/onward" + (f"?{query}" if query.isascii() and query.isprintable() else "")


def _known(user: User, decision: str) -> None:
    """Raises ConsoleError, ForbiddenError."""
    if decision not in DECISIONS:
        raise ConsoleError("error.invalid", 422)
    if decision == PASS_ON and not user.may(Right.CASE_PASS_ON):
        raise ForbiddenError(user, Right.CASE_PASS_ON)


def _still(desk: Desk, marks: Mapping[str, MarkRow]) -> Iterator[Json]:
    """Findings to act on that nobody has set aside."""
    for finding in desk.report["findings"]:
        mark = marks.get(finding["key"])
        if finding["outcome"] != "pass" and finding["severity"] != "note" and (not mark or mark.mark != "dismissed"):
            yield finding


def _colleagues(tx: Connection, web: Web, user: User, region: str) -> Iterator[tuple[UserRow, str]]:
    """Who may decide cases of this region."""
    for row in users.every(tx):
        able = Right.CASE_DECIDE in rights_of(Role(role) for role in row.roles) and row.disabled_at is None
        here = not row.regions or any(within(region, own) for own in row.regions)
        if able and here and row.id != user.id:
            yield row, users.name(web.service.vault, row)


def _colleague(tx: Connection, web: Web, user: User, region: str, to: str) -> UUID:
    """Raises ConsoleError where it is nobody who may decide the case."""
    found = next((row.id for row, _ in _colleagues(tx, web, user, region) if str(row.id) == to), None)
    if found is None:
        raise ConsoleError("error.invalid", 422)
    return found
