"""抽检报告: a period on paper, for who leads the office: what was looked at, how, what came of it, in sentences."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response

from pipeline.quality import drift, results, tallying
from pipeline.quality.agreement import strength
from pipeline.quality.tally import total
from pipeline.web.console.audit.naming import with_hospitals
from pipeline.web.console.audit.scope import OfAsked, regions
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb
from storage.records import access, drift_alarms, periods, sampling_plans

router = APIRouter(prefix="/console/audit/period", include_in_schema=False)
TABLES = ("field", "finding", "quality", "version")
MOST_ROWS = 15  # of a table on paper; the rest is on the screens


@router.get("")
def get_period(
    request: Request, web: OfWeb, user: Annotated[User, may(Right.AUDIT_RESULTS)], asked: OfAsked
) -> Response:
    scope = asked.scope(user, web)
    with web.service.database.look() as tx:
        plan = None if asked.plan is None else sampling_plans.get(tx, asked.plan, regions(user, web))
        told: dict[str, Any] = {
            "period": periods.of(tx, scope),
            "ruled": periods.ruled(tx, scope),
            "trend": tallying.cells(tx, scope, "trend"),
            "lines": {by: results.lines(tallying.cells(tx, scope, by))[:MOST_ROWS] for by in TABLES},
            "agreements": results.agreements(tallying.cells(tx, scope, "agreement")),
            "alarms": drift_alarms.unseen(tx, regions(user, web)),
        }
        access.note(tx, user.id, "audit_results")
    trend = told.pop("trend")
    rates = {name: total(one for (metric, _), one in trend.items() if metric == name).rate() for name in drift.METRICS}
    return page(
        request,
        user,
        "audit/period.html",
        name_of=with_hospitals(user, web),
        asked=asked,
        plan=plan,
        regions=regions(user, web),
        rates=rates,
        strength=strength,
        today=dt.datetime.now(dt.UTC),
        **told,
    )
