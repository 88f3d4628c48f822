"""待审: the list that a reviewer works from, the most urgent first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi import Query as Asked
from sqlalchemy import Connection

from pipeline.report import labels
from pipeline.web.console import places
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import ZONE, go, page
from pipeline.web.console.reading import searching
from pipeline.web.console.reading.named import namer
from pipeline.web.console.reading.query import Query, place_of, place_text
from pipeline.web.console.reading.remaining import Remaining, remaining, waited
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.console.words.catalogue import translator, words
from pipeline.web.context import OfWeb, Web
from storage.errors import Conflict
from storage.records import access, claims, queue, saved_views, users
from storage.records.queue import Entry, Filters, Place

router = APIRouter(prefix="/console/queue", include_in_schema=False)
Viewer = Annotated[User, may(Right.CASE_VIEW)]
Worker = Annotated[User, may(Right.CASE_WORK)]
Text = Annotated[str, Form(max_length=200)]

ROWS = 50
COUNTS_S, CHOICES_S, NAMES_S = 5.0, 60.0, 30.0
MOST_LIVE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list."""

    entry: Entry
    remaining: Remaining
    waited: tuple[str, int]
    holder: str  # name, "" if nobody is at it
    is_mine: bool


@router.get("")
def get_queue(request: Request, web: OfWeb, user: Viewer, after: str = "", before: str = "") -> Response:
    query, today = Query.of(request.query_params), _today()
    filters = query.filters(web, user, today)
    with web.service.database.look() as tx:
        entries, more, fewer = _entries(tx, filters, place_of(after), place_of(before))
        first = place_of(after) is None and place_of(before) is None
        passed = queue.assigned(tx, user.id, _base(web, user)) if first and not query.told else ()
        names = _names(web, tx)
        shown: dict[str, Any] = {
            "rows": _rows(entries, user, names, today),
            "passed": _rows(passed, user, names, today),
            "older": place_text(Place.of(entries[-1])) if entries and more else "",
            "newer": place_text(Place.of(entries[0])) if entries and fewer else "",
        }
        shown |= _head(web, tx, user, filters, today)
    return page(request, user, "queue/list.html", query=query, **shown, **_names_of(user))


def _entries(
    tx: Connection, filters: Filters, after: Place | None, before: Place | None
) -> tuple[Sequence[Entry], bool, bool]:
    """One page of the list, and whether there is more behind and before it."""
    if before is not None:
        found = queue.before(tx, filters, before, ROWS + 1)
        return found[-ROWS:], True, len(found) > ROWS
    found = queue.page(tx, filters, after, ROWS + 1)
    return found[:ROWS], len(found) > ROWS, after is not None


def _head(web: Web, tx: Connection, user: User, filters: Filters, today: dt.date) -> dict[str, Any]:
    base = _base(web, user)
    choices = web.recent.get(("choices", base.regions), CHOICES_S, lambda: queue.choices(tx, base.regions))
    t, region = translator(user.language), places.namer(user.language)
    return {
        "regions": [(path, region(path)) for path in choices["region"]],
        "codes": [(code, t(key) if (key := f"code.{code}") in words() else code) for code in choices["code"]],
        "diseases": [(name, name) for name in choices["disease"]],
        "hospitals": [(name, name) for name in choices["hospital"]],
        "choices": choices,
        "counts": web.recent.get(("counts", base), COUNTS_S, lambda: queue.counts(tx, base, today)),
        "found": web.recent.get(("counts", filters), COUNTS_S, lambda: queue.counts(tx, filters, today)),
        "mine": len(claims.of_user(tx, user.id)),
        "views": [(view, Query.of(view.query)) for view in saved_views.of_user(tx, user.id)],
        "now": dt.datetime.now(dt.UTC).isoformat(),
    }


def _base(web: Web, user: User) -> Filters:
    """All that waits for this user's regions."""
    return Query().filters(web, user, _today())


def _names(web: Web, tx: Connection) -> Mapping[UUID, str]:
    return web.recent.get("names", NAMES_S, lambda: users.names(tx, web.service.vault))


def _names_of(user: User) -> dict[str, Any]:
    return {"labels": labels, "named": namer(user.language), "region": places.namer(user.language)}


def _rows(entries: Sequence[Entry], user: User, names: Mapping[UUID, str], today: dt.date) -> list[Row]:
    now = dt.datetime.now(dt.UTC)
    return [
        Row(
            entry,
            remaining(entry, today),
            waited(entry.since, now),
            names.get(entry.holder, "?") if entry.holder else "",
            entry.holder == user.id,
        )
        for entry in entries
    ]


def _today() -> dt.date:
    return dt.datetime.now(ZONE).date()


@router.get("/live")
def get_live(
    request: Request, web: OfWeb, user: Viewer, ids: Annotated[str, Asked(max_length=4000)] = "", since: str = ""
) -> dict[str, Any]:
    """Of cases on the screen: state and holder now; and how many have come to the list since it was drawn."""
    wanted = _ids(ids)
    filters = Query.of(request.query_params).filters(web, user, _today())
    with web.service.database.look() as tx:
        there = queue.of_cases(tx, wanted)
        names = _names(web, tx)
        fresh = queue.newer(tx, filters, moment) if (moment := _moment(since)) else 0
    rows = {
        str(entry.case_id): {
            "state": entry.state,
            "holder": names.get(entry.holder, "?") if entry.holder else "",
            "mine": entry.holder == user.id,
        }
        for entry in there.values()
        if user.covers(entry.region)
    }
    return {"rows": rows, "fresh": fresh}


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(word) for word in text.split(",")[:MOST_LIVE] if word]
    except ValueError:
        raise ConsoleError("error.invalid", 422) from None


def _moment(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


@router.post("/search")
def post_search(request: Request, web: OfWeb, user: Viewer, q: Text = "") -> Response:
    """By case key or ID number; in the body of a POST, so that no log and no history holds an ID number."""
    with web.service.database.look() as tx:
        found = searching.find(tx, web, user, q)
        access.note(tx, user.id, "search", data={"by": found.by, "found": len(found.cases)})
    if len(found.cases) == 1 and found.by != "name":
        return go(f"/console/cases/{found.cases[0].id}", request)
    return page(request, user, "queue/found.html", found=found, **_names_of(user))


@router.post("/next")
def post_next(request: Request, web: OfWeb, user: Worker) -> Response:
    """Take the most urgent case that nobody is at, and open it."""
    query = Query.of(request.query_params)
    with web.service.database.begin(request.state.request_id) as tx:
        taken = _take(tx, web, user, query)
    if taken is None:
        raise ConsoleError("error.queue_empty", 409)
    return go(f"/console/cases/{taken}?{query.url()}", request)


def _take(tx: Connection, web: Web, user: User, query: Query) -> UUID | None:
    """What was passed on to this user comes first."""
    filters = query.filters(web, user, _today())
    passed = [entry for entry in queue.assigned(tx, user.id, filters) if entry.holder is None]
    free = queue.page(tx, replace(filters, free=True), limit=20)
    for entry in (*passed, *free):
        if entry.assigned_to not in (None, user.id):
            continue
        try:
            claims.hold(tx, entry.case_id, user.id)
        except Conflict:  # somebody else was quicker
            continue
        return entry.case_id
    return None


@router.post("/views")
def post_view(request: Request, web: OfWeb, user: Viewer, name: Text = "") -> Response:
    """Keep the filters of this list under a name."""
    plain = " ".join(name.split())[:40]
    query = Query.of(request.query_params)
    if not plain or not plain.isprintable():
        raise ConsoleError("error.view_name", 422)
    with web.service.database.begin() as tx:
        saved_views.keep(tx, user.id, plain, query.told)
    return go(f"/console/queue?{query.url()}", request)


@router.post("/views/{view_id}/drop")
def post_view_drop(request: Request, view_id: UUID, web: OfWeb, user: Viewer) -> Response:
    with web.service.database.begin() as tx:
        saved_views.drop(tx, user.id, view_id)
    return go("/console/queue", request)
