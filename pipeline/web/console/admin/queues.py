"""处理队列: how much work waits, what was given up, and putting it back."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound, Refused
from storage.records import cases, overviews, recovery, sessions, work

HERE = "/console/admin/queues"
BY_HAND = frozenset({"notify"})  # sent again from its webhook's page
router = APIRouter(prefix=HERE, include_in_schema=False)
OfUser = Annotated[User, may(Right.QUEUES_MANAGE)]


@router.get("")
def get_queues(request: Request, web: OfWeb, user: OfUser) -> Response:
    with web.service.database.look() as tx:
        depths = sorted(work.depth(tx).items())
        found = overviews.given_up(tx, user.region_paths(web))
        states = cases.counts(tx) if not user.regions else {}
        keys = overviews.case_keys(tx, [one.case_id for one in found])
    known: dict[str, Any] = {"depths": depths, "states": states, "keys": keys, "by_hand": BY_HAND}
    return page(request, user, "admin/queues.html", found=found, **known)


@router.get("/depths")
def get_depths(request: Request, web: OfWeb, user: OfUser) -> Response:
    """The first table alone, asked for every few seconds."""
    with web.service.database.look() as tx:
        depths = sorted(work.depth(tx).items())
    return page(request, user, "admin/_depths.html", depths=depths)


@router.post("/again")
def post_again_all(request: Request, web: OfWeb, user: OfUser) -> Response:
    with web.service.database.look() as tx:
        found = [one.id for one in overviews.given_up(tx, user.region_paths(web), 10_000) if one.kind not in BY_HAND]
    return _put_back(request, web, user, found)


@router.post("/{work_id}/again")
def post_again(request: Request, web: OfWeb, user: OfUser, work_id: UUID) -> Response:
    """Tried again from the start. Raises NotFound where it is not in quarantine, or of another region."""
    with web.service.database.look() as tx:
        if not overviews.is_given_up(tx, work_id, user.region_paths(web)):
            raise NotFound("there is no such work in quarantine")
    return _put_back(request, web, user, [work_id])


def _put_back(request: Request, web: Web, user: User, found: list[UUID]) -> Response:
    done = 0
    for work_id in found:
        try:
            with web.service.database.begin(request.state.request_id) as tx:
                told = recovery.requeue(tx, work_id, user.actor)
        except (NotFound, Refused):  # somebody else was quicker
            continue
        web.service.tell(told)
        done += 1
    with web.service.database.look() as tx:
        sessions.say(tx, user.session.id_hash, "good" if done else "warn", "queues.put_back", count=done)
    return go(HERE)
