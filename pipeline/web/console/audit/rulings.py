"""裁定: differences ruled on, by somebody else than who read it; one after the other for whoever has many."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy import Connection

from pipeline.quality import tallying
from pipeline.web.console.audit.items import seen_item
from pipeline.web.console.audit.naming import namer
from pipeline.web.console.audit.scope import regions
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import behind, comparisons, second_readings, sessions
from storage.records.comparisons import ComparisonRow, NewRuling, Scope, Seen
from storage.records.samples import ItemRow
from storage.tables_quality import RULINGS

router = APIRouter(prefix="/console/audit", include_in_schema=False)
Rules = Annotated[User, may(Right.AUDIT_ADJUDICATE)]
HERE = "/console/audit"
LONGEST_NOTE = 1000
SHOWN = 100  # differences on one page
Place = tuple[UUID, int]
"""Reading, and number of the comparison in it."""


@router.get("/differences")
def get_differences(request: Request, web: OfWeb, user: Rules, ruled: str = "") -> Response:
    """What differs and waits for a ruling; what one auditor alone calls wrong as well."""
    with web.service.database.look() as tx:
        found = behind.differences(tx, Scope(regions(user, web)), user.id, SHOWN, ruled=bool(ruled))
    return page(request, user, "audit/differences.html", name_of=namer(user), found=found, ruled=bool(ruled))


@router.get("/differences/next")
def get_next(request: Request, web: OfWeb, user: Rules, reading: UUID | None = None, number: int = 0) -> Response:
    """The first difference that this user may rule on; the next behind the one that is named."""
    with web.service.database.begin(request.state.request_id) as tx:
        found = _next(tx, web, user, None if reading is None else (reading, number))
        if found is None:
            sessions.say(tx, user.session.id_hash, "good", "audit.row_done")
    return go(f"{HERE}/differences" if found is None else _at(found, in_row=True), request)


def _next(tx: Connection, web: Web, user: User, last: Place | None) -> Seen | None:
    waiting = behind.differences(tx, Scope(regions(user, web)), user.id, SHOWN, ruled=False).rows
    own = [seen for seen in waiting if seen.user_id != user.id]
    places = [(seen.row.reading_id, seen.row.number) for seen in own]
    if last in places:
        return next(iter(own[places.index(last) + 1 :]), None)
    return next(iter(own), None)


def _at(seen: Seen, *, in_row: bool) -> str:
    asked = "?row=1" if in_row else ""
    return f"{HERE}/items/{seen.item_id}{asked}#c-{seen.row.reading_id}-{seen.row.number}"


@router.post("/items/{item_id}/rulings")
def post_ruling(
    request: Request,
    web: OfWeb,
    user: Rules,
    item_id: UUID,
    reading: Annotated[UUID, Form()],
    number: Annotated[int, Form(ge=1, le=100_000)],
    ruling: Annotated[str, Form(max_length=20)],
    note: Annotated[str, Form(max_length=LONGEST_NOTE)] = "",
    follow_up: Annotated[str, Form(max_length=5)] = "",
    row: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    """Nobody rules on their own reading. A confirmed miss may be told in the timeline; the case stays as it is."""
    if ruling not in RULINGS:
        raise ConsoleError("error.invalid", 422)
    with web.service.database.begin(request.state.request_id) as tx:
        item, _ = seen_item(tx, user, web, item_id)
        behind_of = _before(tx, web, user, (reading, number)) if row else None
        compared = _row(tx, item, user, reading, number)
        outcome = _outcome(tx, item, compared, ruling)
        wanted = bool(follow_up) and outcome == "missed"
        new = NewRuling(ruling, outcome, note.strip(), wanted)
        with tallying.kept(tx, item.id):
            for place in ((reading, number), *_twins(tx, item, compared)):
                comparisons.rule(tx, web.service.vault, place, new, user.id)
        if wanted:
            comparisons.follow_up(tx, item.case_id, item.id, compared.topic, user.id)
        following = _next(tx, web, user, behind_of) if row else None
        sessions.say(tx, user.session.id_hash, "good", "audit.followed_up" if wanted else "audit.ruled")
    if row:
        return go(f"{HERE}/differences" if following is None else _at(following, in_row=True), request)
    return go(f"{HERE}/items/{item_id}#c-{reading}-{number}", request)


def _before(tx: Connection, web: Web, user: User, place: Place) -> Place | None:
    """What stands before it in the row: once it is ruled on, the next is behind that."""
    waiting = behind.differences(tx, Scope(regions(user, web)), user.id, SHOWN, ruled=False).rows
    places = [(seen.row.reading_id, seen.row.number) for seen in waiting if seen.user_id != user.id]
    index = places.index(place) if place in places else 0
    return places[index - 1] if index else None


def _row(tx: Connection, item: ItemRow, user: User, reading_id: UUID, number: int) -> ComparisonRow:
    reading = next((one for one in second_readings.of_item(tx, item.id) if one.id == reading_id), None)
    row = next((one for one in comparisons.of_reading(tx, reading_id) if one.number == number), None)
    if reading is None or row is None:
        raise NotFound("there is no such comparison")
    if reading.user_id == user.id:
        raise ConsoleError("error.own_reading", 403)
    return row


def _twins(tx: Connection, item: ItemRow, row: ComparisonRow) -> list[tuple[UUID, int]]:
    """The same thing in the other auditor's reading: ruled on once, it is ruled on for both."""
    return [(one.reading_id, one.number) for one in _others(tx, item, row)]


def _others(tx: Connection, item: ItemRow, row: ComparisonRow) -> list[ComparisonRow]:
    return [
        one
        for reading in second_readings.of_item(tx, item.id)
        if reading.id != row.reading_id
        for one in comparisons.of_reading(tx, reading.id)
        if one.thing == row.thing
    ]


def _outcome(tx: Connection, item: ItemRow, row: ComparisonRow, ruling: str) -> str:
    """What it counts as. Where this auditor had nothing against it, the other's view of it counts."""
    if ruling != "machine_wrong":
        return "right" if ruling == "machine_right" else "open"
    if row.outcome != "right":
        return row.outcome
    against = [one.outcome for one in _others(tx, item, row) if one.outcome != "right"]
    return against[0] if against else "wrong"
