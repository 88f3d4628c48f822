"""抽检首页: what there is to read, to rule on and to be warned of, and the plans."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response

from pipeline.web.console.audit.naming import namer
from pipeline.web.console.audit.scope import regions
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb
from storage.records import drift_alarms, samples, sampling_plans, second_readings, sessions

router = APIRouter(prefix="/console/audit", include_in_schema=False)
HOME = "/console/audit"


@router.get("")
def get_home(request: Request, web: OfWeb, user: Annotated[User, may(Right.AUDIT_READ)]) -> Response:
    with web.service.database.look() as tx:
        plans = sampling_plans.every(tx, regions(user, web))
        progress = samples.progress(tx, [plan.id for plan in plans])
        going_on = [plan_id for plan_id, far in progress.items() if not far.over]
        return page(
            request,
            user,
            "audit/home.html",
            name_of=namer(user),
            plans=plans,
            progress=progress,
            waiting=second_readings.waiting(tx, going_on, user.id),
            open_reading=second_readings.open_of(tx, user.id),
            alarms=drift_alarms.unseen(tx, regions(user, web)) if user.may(Right.AUDIT_RESULTS) else (),
        )


@router.post("/plans/{plan_id}/next")
def post_next(request: Request, web: OfWeb, user: Annotated[User, may(Right.AUDIT_READ)], plan_id: UUID) -> Response:
    """The next to be read of a plan; what the auditor has open of it comes first."""
    with web.service.database.begin(request.state.request_id) as tx:
        plan = sampling_plans.get(tx, plan_id, regions(user, web))
        begun = second_readings.begin(tx, plan.id, user.id)
        if begun is None:
            sessions.say(tx, user.session.id_hash, "good", "audit.nothing_left")
    return go(HOME if begun is None else f"{HOME}/readings/{begun.id}", request)


@router.post("/alarms/{alarm_id}/seen")
def post_seen(
    request: Request, web: OfWeb, user: Annotated[User, may(Right.AUDIT_RESULTS)], alarm_id: UUID
) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        drift_alarms.see(tx, alarm_id, regions(user, web), user.id)
    return go(HOME, request)
