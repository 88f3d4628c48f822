"""保存期限: how long originals and personal data are kept after a case has ended, and what is held back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.places import choices
from pipeline.web.console.rights import Right
from pipeline.web.console.scope import named_case
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb
from storage.records import cases, overviews, retention, sessions

HERE = "/console/admin/retention"
MOST_DAYS = 36500
router = APIRouter(prefix=HERE, include_in_schema=False)
OfUser = Annotated[User, may(Right.RETENTION_MANAGE)]


@router.get("")
def get_retention(request: Request, web: OfWeb, user: OfUser) -> Response:
    with web.service.database.look() as tx:
        days = retention.every(tx)
        ends = overviews.ends(tx, user.region_paths(web))
        held = overviews.held(tx, user.region_paths(web))
    found = [(path, days.get(path), ends.get(path)) for path in choices(web, user.regions)]
    return page(request, user, "admin/retention.html", found=found, held=held)


@router.post("")
def post_retention(
    request: Request,
    web: OfWeb,
    user: OfUser,
    region: Annotated[str, Form(max_length=100)],
    days: Annotated[int, Form(ge=0, le=MOST_DAYS)],
) -> Response:
    """For cases that end from now on."""
    if region not in choices(web, user.regions):
        raise ConsoleError("error.regions", 422)
    with web.service.database.begin(request.state.request_id) as tx:
        retention.keep(tx, region, days, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "retention.saved")
    return go(HERE)


@router.post("/hold")
def post_hold(
    request: Request, web: OfWeb, user: OfUser, case: Annotated[str, Form(max_length=100)], on: Annotated[bool, Form()]
) -> Response:
    """A legal hold keeps a case, named by its key or id, from being purged until it is lifted."""
    with web.service.database.begin(request.state.request_id) as tx:
        cases.hold(tx, named_case(tx, web, user, case), on, user.actor)
        sessions.say(tx, user.session.id_hash, "good", "retention.held" if on else "retention.lifted")
    return go(HERE)
