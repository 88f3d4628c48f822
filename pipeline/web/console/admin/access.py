"""访问记录: who looked at whose papers, for those entitled to ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from pipeline.web.console.pages import ZONE, page
from pipeline.web.console.rights import Right
from pipeline.web.console.scope import known_id
from pipeline.web.console.users import User, may
from pipeline.web.console.words.catalogue import text, words
from pipeline.web.context import OfWeb
from storage.records import access, users
from storage.records.access import Filters

HERE = "/console/admin/access"
PAGE = 100
ORDER = ("upload", "page", "size", "verdict", "decision")
"""What is told first of what was looked at."""
ID_NAMES = frozenset({"upload", "item", "reading", "export"})
"""Told by their beginning: enough to tell them apart, and short."""
router = APIRouter(prefix=HERE, include_in_schema=False)
OfUser = Annotated[User, may(Right.ACCESS_LOG_VIEW)]
Text = Annotated[str, Query(max_length=100)]


@router.get("")
def get_access(
    request: Request,
    web: OfWeb,
    user: OfUser,
    login: Text = "",
    case: Text = "",
    what: Text = "",
    since: Text = "",
    until: Text = "",
    below: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """Newest first. A field that cannot be understood finds nothing, rather than everything."""
    paths = user.region_paths(web)
    with web.service.database.look() as tx:
        known = {row.id: row for row in users.every(tx)}
        asked = next((row.id for row in known.values() if row.login == login.strip().lower()), UUID(int=0))
        filters = Filters(
            user_id=asked if login.strip() else None,
            case_id=known_id(case),
            case_key=None if known_id(case) else case.strip() or None,
            what=what or None,
            since=_midnight(since),
            before=_midnight(until, 1),
            regions=None if paths is None else tuple(paths),
        )
        found = access.page(tx, filters, below, PAGE + 1)
    people = {row.id: (row.login, users.name(web.service.vault, row)) for row in known.values()}
    query = {"login": login, "case": case, "what": what, "since": since, "until": until}
    older = found[PAGE - 1].seq if len(found) > PAGE else None
    words_: dict[str, Any] = {"saw": _saw(user.language), "detail": _detail(user.language)}
    context: dict[str, Any] = {"people": people, "query": query, **words_}
    return page(request, user, "admin/access.html", found=found[:PAGE], older=older, **context)


def _saw(language: str) -> dict[str, str]:
    """What may have been looked at, as people say it."""
    keys = [key for key in words() if key.startswith("saw.")]
    return {key.removeprefix("saw."): text(language, key) for key in keys}


def _detail(language: str) -> Callable[[Mapping[str, Any]], list[str]]:
    """What exactly was looked at, in words where there are any."""

    def told(name: str, value: object) -> str:
        key = f"access.with.{name}.{value}" if name == "size" else f"access.with.{name}"
        short = str(value).partition("-")[0] if name in ID_NAMES else value
        return text(language, key, value=short) if key in words() else f"{name} {short}"

    return lambda data: [told(name, data[name]) for name in sorted(data, key=_order)]


def _order(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def _midnight(given: str, days: int = 0) -> dt.datetime | None:
    try:
        day = dt.date.fromisoformat(given) + dt.timedelta(days=days)
    except (ValueError, OverflowError):
        return None
    return dt.datetime.combine(day, dt.time(), ZONE)
