"""结果: error rates, confusion, reliability, trend, thresholds, agreement. Every point leads to the pages behind it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from pipeline.quality import drift, results
from pipeline.quality.agreement import strength
from pipeline.quality.reliability import EDGES, LEVELS, bins, calibration_error, trade, trades
from pipeline.quality.results import GROUPINGS
from pipeline.web.console.audit.naming import namer
from pipeline.web.console.audit.scope import Asked, OfAsked, Short, regions
from pipeline.web.console.charts import shapes
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import access, comparisons, sampling_plans
from storage.records.comparisons import Seen
from validators.thresholds import THRESHOLDS

router = APIRouter(prefix="/console/audit/results", include_in_schema=False)
Looks = Annotated[User, may(Right.AUDIT_RESULTS)]
HERE = "/console/audit/results"
SHOWN = 200
IN_FORCE = {
    "kind": THRESHOLDS.kind,
    "hospital": THRESHOLDS.hospital,
    "issue_date": THRESHOLDS.date,
    "patient.name": THRESHOLDS.name,
    "patient.id_number": THRESHOLDS.number,
    "diagnoses": THRESHOLDS.diagnosis,
    "seal": THRESHOLDS.seal,
}
"""From which probability on a value of each topic is taken today."""


@router.get("")
def get_results(request: Request, web: OfWeb, user: Looks, asked: OfAsked, by: Short = "field") -> Response:
    if by not in GROUPINGS:
        raise NotFound("there are no such results")
    found = _found(web, user, asked)
    lines = results.lines(found, by)
    drawn = shapes.rates(lines, namer(user), _items(asked, by=by))
    return _page(request, web, user, asked, "audit/results.html", by=by, lines=lines, drawn=drawn, groupings=GROUPINGS)


@router.get("/kinds")
def get_kinds(request: Request, web: OfWeb, user: Looks, asked: OfAsked) -> Response:
    words, cells = results.confusion(_found(web, user, asked))
    counts = {(cell.machine, cell.auditor): cell.count for cell in cells}
    return _page(request, web, user, asked, "audit/kinds.html", words=words, counts=counts)


@router.get("/reliability")
def get_reliability(request: Request, web: OfWeb, user: Looks, asked: OfAsked, topic: Short = "") -> Response:
    found = _found(web, user, asked)
    values = results.sure_values(found, topic)
    each = bins(values)
    drawn = shapes.reliability(each, _items(asked, topic=topic, part="bin"))
    return _page(
        request,
        web,
        user,
        asked,
        "audit/reliability.html",
        topic=topic,
        topics=results.topics(found),
        bins=each,
        drawn=drawn,
        error=calibration_error(values),
        many=len(values),
    )


@router.get("/trend")
def get_trend(request: Request, web: OfWeb, user: Looks, asked: OfAsked, metric: Short = "fields") -> Response:
    found = _found(web, user, asked)
    names = drift.metrics(found)
    chart = drift.chart(found, metric)
    drawn = shapes.control(chart, _items(asked, metric=metric))
    return _page(request, web, user, asked, "audit/trend.html", metric=metric, metrics=names, chart=chart, drawn=drawn)


@router.get("/thresholds")
def get_thresholds(
    request: Request,
    web: OfWeb,
    user: Looks,
    asked: OfAsked,
    topic: Short = "issue_date",
    level: Annotated[float | None, Query(ge=0, le=1)] = None,
) -> Response:
    """What another threshold would have done with the values that were looked at."""
    found = _found(web, user, asked)
    values = results.sure_values(found, topic)
    now = IN_FORCE.get(topic)
    chosen = level if level is not None else now or 0.9
    known = trades(values, [*LEVELS, chosen, *([now] if now is not None else [])])
    drawn = shapes.trades(known, now, _items(asked, topic=topic, part="taken"))
    return _page(
        request,
        web,
        user,
        asked,
        "audit/thresholds.html",
        topic=topic,
        topics=results.topics(found),
        trades=known if values else [],
        drawn=drawn,
        now=now,
        today=trade(values, now) if now is not None else None,
        then=trade(values, chosen),
        level=chosen,
        many=len(values),
    )


@router.get("/agreement")
def get_agreement(request: Request, web: OfWeb, user: Looks, asked: OfAsked) -> Response:
    found = results.agreements(_found(web, user, asked))
    return _page(request, web, user, asked, "audit/agreement.html", agreements=found, strength=strength)


@router.get("/items")
def get_items(
    request: Request,
    web: OfWeb,
    user: Looks,
    asked: OfAsked,
    name: Short = "",
    by: Short = "",
    metric: Short = "",
    topic: Short = "",
    part: Short = "",
    machine: Short = "",
    auditor: Short = "",
    outcome: Short = "",
) -> Response:
    """What lies behind a point: the single comparisons, wrong ones first, each with its pages."""
    found = [seen for seen in results.counted(_found(web, user, asked)) if not outcome or seen.row.final == outcome]
    if by:
        grouping = GROUPINGS.get(by, _no_line)
        found = [seen for seen in found if grouping(seen) == name]
    elif metric:
        items = set(drift.of_point(found, metric, name))
        found = [seen for seen in found if seen.item_id in items and drift.counts(seen, metric)]
    elif part:
        found = [seen for seen in found if _in_part(seen, part, name, topic)]
    elif machine:
        found = [seen for seen in found if (seen.row.machine, seen.row.auditor) == (machine, auditor)]
    found.sort(key=lambda seen: seen.row.final == "right")
    return _page(
        request, web, user, asked, "audit/behind.html", rows=found[:SHOWN], total=len(found), name=name or machine
    )


def _no_line(_: Seen) -> None:
    return None


def _in_part(seen: Seen, part: str, name: str, topic: str) -> bool:
    """Of the values with confidences: those of a bin of reliability, or those that a threshold takes."""
    sure = seen.row.confidence
    try:
        level = float(name)
    except ValueError:
        return False
    if sure is None or seen.row.sort == "finding" or (topic and seen.row.topic != topic):
        return False
    if part == "taken":
        return sure >= level
    high = next((edge for edge in EDGES if edge > level), 1.0)
    return level <= sure < high or sure >= high == EDGES[-1]


def _found(web: Web, user: User, asked: Asked) -> list[Seen]:
    """Raises NotFound for the plan of another region."""
    with web.service.database.look() as tx:
        if asked.plan is not None:
            sampling_plans.get(tx, asked.plan, regions(user, web))
        return comparisons.seen(tx, asked.scope(user, web))


def _items(asked: Asked, **more: str) -> shapes.Href:
    def href(name: str) -> str:
        return f"{HERE}/items?{asked.query(**more)}&name={quote(name)}"

    return href


def _page(request: Request, web: Web, user: User, asked: Asked, template: str, **more: Any) -> Response:
    with web.service.database.look() as tx:
        plans = sampling_plans.every(tx, regions(user, web))
        access.note(tx, user.id, "audit_results")
    return page(request, user, template, asked=asked, plans=plans, name_of=namer(user), **more)
