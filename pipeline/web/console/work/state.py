"""Where the case stands, for a screen that stays open: it looks again, and hears what others did meanwhile."""

from __future__ import annotations

import json
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.scope import own_case
from pipeline.web.console.users import User, may
from pipeline.web.console.words.catalogue import text
from pipeline.web.context import OfWeb, Web
from storage.records import events, users, verdicts
from storage.records.events import Event
from storage.states import CaseState

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Views = Annotated[User, may(Right.CASE_VIEW)]
JUDGED = "case-judged"
"""Event on the page once there is another verdict; its detail says which."""
NEWS = "case-news"
"""Event on the page once somebody else did something to the case; its detail says who and what."""
TOLD = frozenset({
    "case.reading", "case.judged", "case.failed", "case.decided", "case.cancelled", "case.purged", "case.passed_on",
    "supplement.opened", "finding.marked", "correction.made", "correction.withdrawn", "note.added",
})  # fmt: skip
"""Kinds of events after which a screen is out of date."""
MOST = 1_000_000


@router.get("/state")
def get_state(
    case_id: UUID,
    request: Request,
    web: OfWeb,
    user: Views,
    since: Annotated[int | None, Query(ge=0, le=MOST)] = None,
    seen: Annotated[int | None, Query(ge=0)] = None,
    shown: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """`since`: the verdict the screen shows; `seen`: the newest event when it was made; `shown`: the state it tells,
    which is not told again."""
    with web.service.database.look() as tx:
        case = own_case(tx, user, case_id)
        verdict = verdicts.current(tx, case_id)
        news = None if seen is None else _news(tx, user, case_id, seen)
        said = _said(tx, web, user, news) if news else ""
    number = verdict.number if verdict else 0
    busy = case.state in (CaseState.READING, CaseState.JUDGING)
    if shown == case.state and number == since and not busy:
        answer = Response(status_code=204)
    else:
        about: dict[str, Any] = {"case": case, "verdict": verdict, "number": number, "busy": busy, "seen": seen or 0}
        answer = page(request, user, "case/_state.html", shown=case.state, **about)
    told: dict[str, dict[str, object]] = {}
    if since is not None and number > since and not busy:
        told[JUDGED] = {"verdict": number}
    if said:
        told[NEWS] = {"text": said}
    if told:
        answer.headers["HX-Trigger"] = json.dumps(told)
    return answer


def _news(tx: Connection, user: User, case_id: UUID, seen: int) -> Event | None:
    """The newest thing that this user did not do."""
    others = [each for each in events.of_case(tx, case_id, seen) if each.actor != user.actor and each.kind in TOLD]
    return others[-1] if others else None


def _said(tx: Connection, web: Web, user: User, news: Event) -> str:
    sort, _, id_ = news.actor.partition(":")
    if sort == "user":
        who = users.names(tx, web.service.vault).get(UUID(id_), "?")
    else:
        who = text(user.language, "case.by.client" if sort == "client" else "case.by.service")
    return text(user.language, "case.news_of", who=who, what=text(user.language, f"event.{news.kind}"))
