"""Where the case stands, for a screen that stays open: it looks again while the case is read or judged."""

from __future__ import annotations

import json
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.scope import own_case
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb
from storage.records import verdicts
from storage.states import CaseState

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Views = Annotated[User, may(Right.CASE_VIEW)]
JUDGED = "case-judged"
"""Event on the page once there is another verdict; its detail says which."""


@router.get("/state")
def get_state(
    case_id: UUID,
    request: Request,
    web: OfWeb,
    user: Views,
    since: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """`since`: the verdict the screen shows."""
    with web.service.database.look() as tx:
        case = own_case(tx, user, case_id)
        verdict = verdicts.current(tx, case_id)
    number = verdict.number if verdict else 0
    busy = case.state in (CaseState.READING, CaseState.JUDGING)
    answer = page(request, user, "case/_state.html", case=case, verdict=verdict, number=number, busy=busy)
    if since and number > since and not busy:
        answer.headers["HX-Trigger"] = json.dumps({JUDGED: {"verdict": number}})
    return answer
