"""政策包试运行: what a version of a pack would make of cases that stand judged. Nothing is written to any of them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy import Connection

from pipeline.quality import sampling
from pipeline.quality.intervals import wilson
from pipeline.web.console.admin.editions import editions, must_change
from pipeline.web.console.audit.naming import namer
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb
from storage.errors import NotFound
from storage.records import trials, tried
from storage.records.trials import NewTrial, TrialRow

HERE = "/console/admin/policies"
SHOWN = 200
MOST = 20_000  # cases of one trial
DAYS = 30  # back, where no day is given
router = APIRouter(prefix=HERE, include_in_schema=False)
Activates = Annotated[User, may(Right.POLICIES_ACTIVATE)]


@router.post("/{name}/trials")
def post_trial(
    request: Request,
    web: OfWeb,
    user: Activates,
    name: str,
    version: Annotated[str, Form(max_length=200)],
    since: Annotated[dt.date | None, Form()] = None,
) -> Response:
    must_change(web, user, name)
    if version not in {one.version for one in editions(web.service, name)}:
        raise NotFound("there is no such version")
    until = sampling.today()
    begin = since or until - dt.timedelta(days=DAYS)
    new = NewTrial("policy", begin, until, MOST, sampling.new_seed(), policy=name, version=version)
    with web.service.database.begin(request.state.request_id) as tx:
        trial, told = trials.begin(tx, new, user.id)
    web.service.tell(told)
    return go(_at(trial), request)


@router.get("/{name}/trials/{trial_id}")
def get_trial(request: Request, web: OfWeb, user: Activates, name: str, trial_id: UUID, code: str = "") -> Response:
    """What it has come to so far. Whoever changes rules sees which cases would change, and nobody's papers."""
    must_change(web, user, name)
    with web.service.database.look() as tx:
        trial = _trial(tx, name, trial_id)
        far = trials.progress(tx, [trial.id]).get(trial.id, trials.Progress(0, 0))
        changed = tried.changed_count(tx, trial.id)
        found: dict[str, Any] = {
            "moves": tried.moves(tx, trial.id),
            "codes": tried.codes(tx, trial.id),
            "shown": tried.changed(tx, trial.id, user.id, SHOWN, code),
        }
    return page(
        request,
        user,
        "admin/policy_trial.html",
        name_of=namer(user),
        name=name,
        trial=trial,
        far=far,
        changed=changed,
        interval=wilson(changed, far.done) if trial.population > far.done else None,
        code=code,
        at=_at(trial),
        **found,
    )


@router.post("/{name}/trials/{trial_id}/stop")
def post_stop(request: Request, web: OfWeb, user: Activates, name: str, trial_id: UUID) -> Response:
    must_change(web, user, name)
    with web.service.database.begin(request.state.request_id) as tx:
        trial = _trial(tx, name, trial_id)
        trials.end(tx, trial.id, user.actor, stopped=True)
    return go(_at(trial), request)


def _trial(tx: Connection, name: str, trial_id: UUID) -> TrialRow:
    """Raises NotFound, for another pack's or an auditor's too."""
    trial = trials.get(tx, trial_id)
    if trial.sort != "policy" or trial.policy != name:
        raise NotFound("there is no such trial")
    return trial


def _at(trial: TrialRow) -> str:
    return f"{HERE}/{trial.policy}/trials/{trial.id}"
