"""结果: error rates, confusion, reliability, trend, thresholds, agreement. Every point leads to the pages behind it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from pipeline.quality import behind, drift, results, tallying
from pipeline.quality.agreement import strength
from pipeline.quality.questions import THRESHOLD_OF
from pipeline.quality.reliability import LEVELS, bins, calibration_error, trade, trades
from pipeline.quality.results import GROUPINGS, Cells
from pipeline.web.console.audit.naming import namer, with_hospitals
from pipeline.web.console.audit.scope import Asked, OfAsked, Short, regions
from pipeline.web.console.charts import shapes
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import access, sampling_plans, tallies
from storage.records import behind as records
from storage.records.behind import Wanted
from validators.thresholds import THRESHOLDS

router = APIRouter(prefix="/console/audit/results", include_in_schema=False)
Looks = Annotated[User, may(Right.AUDIT_RESULTS)]
HERE = "/console/audit/results"
SHOWN = 100  # comparisons on one page
RATES = ("all", "missed", "false")
IN_FORCE = {topic: getattr(THRESHOLDS, name) for topic, name in THRESHOLD_OF.items()}
"""From which probability on a value of each topic is taken today."""


@router.get("")
def get_results(
    request: Request, web: OfWeb, user: Looks, asked: OfAsked, by: Short = "field", drawn: Short = "all"
) -> Response:
    """`drawn`: which of the three rates."""
    if by not in GROUPINGS or drawn not in RATES:
        raise NotFound("there are no such results")
    lines = results.lines(_cells(web, user, asked, by))
    name = with_hospitals(user, web) if by == "hospital" else namer(user)
    outcome = "" if drawn == "all" else drawn
    return _page(
        request,
        web,
        user,
        asked,
        "audit/results.html",
        by=by,
        lines=lines,
        name_of=name,
        drawing=shapes.rates(lines, name, _items(asked, by=by, outcome=outcome), drawn),
        drawn=drawn,
        rates_of=RATES,
        groupings=GROUPINGS,
    )


@router.get("/kinds")
def get_kinds(request: Request, web: OfWeb, user: Looks, asked: OfAsked) -> Response:
    words, pairs = results.confusion(_cells(web, user, asked, "kinds"))
    counts = {(pair.machine, pair.auditor): pair.count for pair in pairs}
    return _page(request, web, user, asked, "audit/kinds.html", words=words, counts=counts)


@router.get("/reliability")
def get_reliability(request: Request, web: OfWeb, user: Looks, asked: OfAsked, topic: Short = "") -> Response:
    values = results.sure_values(_cells(web, user, asked, "bins", topic))
    each = bins(values)
    return _page(
        request,
        web,
        user,
        asked,
        "audit/reliability.html",
        topic=topic,
        topics=_valued(web, user),
        bins=each,
        drawn=shapes.reliability(each, _items(asked, topic=topic, part="bin")),
        error=calibration_error(values),
        many=sum(one.count for one in each),
    )


@router.get("/trend")
def get_trend(request: Request, web: OfWeb, user: Looks, asked: OfAsked, metric: Short = "fields") -> Response:
    cells = _cells(web, user, asked, "trend")
    chart = drift.chart(cells, metric)
    drawn = shapes.control(chart, _items(asked, metric=metric))
    metrics = drift.metrics(cells)
    return _page(
        request, web, user, asked, "audit/trend.html", metric=metric, metrics=metrics, chart=chart, drawn=drawn
    )


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
    values = results.sure_values(_cells(web, user, asked, "sure", topic))
    now = IN_FORCE.get(topic)
    chosen = level if level is not None else now or 0.9
    known = trades(values, [*LEVELS, chosen, *([now] if now is not None else [])])
    return _page(
        request,
        web,
        user,
        asked,
        "audit/thresholds.html",
        topic=topic,
        topics=_valued(web, user),
        trades=known if values else [],
        drawn=shapes.trades(known, now, _items(asked, topic=topic, part="taken")),
        now=now,
        today=trade(values, now) if now is not None else None,
        then=trade(values, chosen),
        level=chosen,
        threshold=THRESHOLD_OF.get(topic, ""),
    )


@router.get("/agreement")
def get_agreement(request: Request, web: OfWeb, user: Looks, asked: OfAsked) -> Response:
    found = results.agreements(_cells(web, user, asked, "agreement"))
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
    if by:
        wanted = behind.of_line(by, name)
    elif metric:
        wanted = behind.of_week(metric, name)
    elif part:
        wanted = _of_part(part, topic, name)
    else:
        wanted = behind.of_kinds(machine, auditor) if machine else Wanted()
    if wanted is None:
        raise NotFound("there are no such results")
    with web.service.database.look() as tx:
        _must_see(tx, web, user, asked)
        found = records.behind(tx, asked.scope(user, web), behind.only(wanted, outcome), SHOWN)
    return _page(request, web, user, asked, "audit/behind.html", found=found, name=name or machine)


def _of_part(part: str, topic: str, name: str) -> Wanted | None:
    """Of the values with confidences: those of a bin of reliability, or those that a threshold takes."""
    try:
        level = float(name)
    except ValueError:
        return None
    return behind.of_threshold(topic, level) if part == "taken" else behind.of_bin(topic, level)


def _valued(web: Web, user: User) -> tuple[str, ...]:
    """Fields that have values with confidences."""
    with web.service.database.look() as tx:
        return tallies.names(tx, "bins", [plan.id for plan in sampling_plans.every(tx, regions(user, web))])


def _cells(web: Web, user: User, asked: Asked, view: str, name: str | None = None) -> Cells:
    with web.service.database.look() as tx:
        _must_see(tx, web, user, asked)
        return tallying.cells(tx, asked.scope(user, web), view, name)


def _must_see(tx: Connection, web: Web, user: User, asked: Asked) -> None:
    """Raises NotFound for the plan of another region."""
    if asked.plan is not None:
        sampling_plans.get(tx, asked.plan, regions(user, web))


def _items(asked: Asked, **more: str) -> shapes.Href:
    def href(name: str) -> str:
        return f"{HERE}/items?{asked.query(**more)}&name={quote(name)}"

    return href


def _page(request: Request, web: Web, user: User, asked: Asked, template: str, **more: Any) -> Response:
    with web.service.database.look() as tx:
        plans = sampling_plans.every(tx, regions(user, web))
        access.note(tx, user.id, "audit_results")
    told: dict[str, Any] = {"asked": asked, "plans": plans, "name_of": namer(user)}
    return page(request, user, template, **(told | more))
