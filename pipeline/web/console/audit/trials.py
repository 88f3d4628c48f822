"""试算: what other thresholds would have made of past cases; each change leads to the pages behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from extractors.calibration import Topic
from pipeline.darkroom import Size
from pipeline.quality import sampling
from pipeline.quality.foreseen import foreseen
from pipeline.quality.intervals import wilson
from pipeline.web.console.audit.naming import namer
from pipeline.web.console.audit.pictures import picture
from pipeline.web.console.audit.scope import Asked, OfAsked, Short, regions
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import access, sampling_plans, trials, tried
from storage.records.samples import shown_pages
from storage.records.trials import NewTrial
from storage.records.tried import ChangedCase
from storage.tables_trials import CASES
from validators.thresholds import THRESHOLDS

router = APIRouter(prefix="/console/audit/trials", include_in_schema=False)
Looks = Annotated[User, may(Right.AUDIT_RESULTS)]
HERE = "/console/audit/trials"
IN_FORCE: Mapping[str, float] = {topic.value: asdict(THRESHOLDS)[topic.value] for topic in Topic}
SHOWN = 200  # cases on one page
MOST, USUAL = 5000, 300  # cases of one trial
DAYS = 90  # back, where no day is given


@router.get("")
def get_trials(request: Request, web: OfWeb, user: Looks, asked: OfAsked, cases: Short = "judged") -> Response:
    """Those there were, and a form; a threshold in the address stands in it."""
    with web.service.database.look() as tx:
        found = trials.every(tx, "thresholds", regions(user, web))
        progress = trials.progress(tx, [one.id for one in found])
        plans = sampling_plans.every(tx, regions(user, web))
    until = sampling.today()
    return page(
        request,
        user,
        "audit/trials.html",
        name_of=namer(user),
        trials=found,
        progress=progress,
        plans=plans,
        asked=Asked(asked.plan, asked.since or until - dt.timedelta(days=DAYS), asked.until or until),
        cases=cases if cases in CASES else CASES[0],
        in_force=IN_FORCE,
        wanted={name: request.query_params.get(name, "") for name in IN_FORCE},
        most=USUAL,
    )


@router.post("")
async def post_trial(request: Request, web: OfWeb, user: Looks) -> Response:
    form = {name: str(value).strip() for name, value in (await request.form()).items()}
    return await web.run(_begin, request, web, user, form)


def _begin(request: Request, web: Web, user: User, form: Mapping[str, str]) -> Response:
    new = _new(form, regions(user, web))
    with web.service.database.begin(request.state.request_id) as tx:
        if new.plan_id is not None:
            sampling_plans.get(tx, new.plan_id, regions(user, web))
        trial, told = trials.begin(tx, new, user.id)
    web.service.tell(told)
    return go(f"{HERE}/{trial.id}", request)


def _new(form: Mapping[str, str], covered: tuple[str, ...]) -> NewTrial:
    """Raises ConsoleError for what cannot be."""
    try:
        levels = {name: float(form[name]) for name in IN_FORCE if form.get(name)}
        since, until = (dt.date.fromisoformat(form.get(name, "")) for name in ("since", "until"))
        most = int(form.get("most") or USUAL)
        plan = UUID(form["plan"]) if form.get("plan") else None
    except ValueError:
        raise ConsoleError("error.plan_number", 422) from None
    changed = {name: level for name, level in levels.items() if level != IN_FORCE[name]}
    if not all(0 <= level <= 1 for level in levels.values()) or not 1 <= most <= MOST:
        raise ConsoleError("error.plan_number", 422)
    if not changed:
        raise ConsoleError("error.trial_same", 422)
    if until < since:
        raise ConsoleError("error.plan_period", 422)
    cases = form.get("cases", "")
    if cases not in CASES:
        raise ConsoleError("error.invalid", 422)
    audited = cases == "audited"
    return NewTrial(
        sort="thresholds",
        since=since,
        until=until,
        most=most,
        seed=sampling.new_seed(),
        thresholds=changed,
        cases=cases,
        regions=covered,
        plan_id=plan if audited else None,
    )


@router.get("/{trial_id}")
def get_trial(request: Request, web: OfWeb, user: Looks, trial_id: UUID, code: Short = "") -> Response:
    """What it has come to so far. `code`: only cases where this finding would go or come."""
    with web.service.database.look() as tx:
        trial = trials.get(tx, trial_id, regions(user, web))
        far = trials.progress(tx, [trial.id]).get(trial.id, trials.Progress(0, 0))
        changed = tried.changed_count(tx, trial.id)
        found: dict[str, Any] = {
            "moves": tried.moves(tx, trial.id),
            "codes": tried.codes(tx, trial.id),
            "shown": tried.changed(tx, trial.id, user.id, SHOWN, code),
            "audits": foreseen(tried.confirmed(tx, trial.id, trial.plan_id)),
            "audited": tried.audited(tx, trial.id),
        }
        access.note(tx, user.id, "audit_results")
    return page(
        request,
        user,
        "audit/trial.html",
        name_of=namer(user),
        trial=trial,
        far=far,
        changed=changed,
        interval=wilson(changed, far.done),
        in_force=IN_FORCE,
        code=code,
        at=f"{HERE}/{trial.id}",
        **found,
    )


@router.post("/{trial_id}/stop")
def post_stop(request: Request, web: OfWeb, user: Looks, trial_id: UUID) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        trial = trials.get(tx, trial_id, regions(user, web))
        trials.end(tx, trial.id, user.actor, stopped=True)
    return go(f"{HERE}/{trial_id}", request)


@router.get("/{trial_id}/cases/{position}")
def get_case(request: Request, web: OfWeb, user: Looks, trial_id: UUID, position: int) -> Response:
    """A case's pages beside what would change. Whoever looks is given it to read blind no more."""
    with web.service.database.begin(request.state.request_id) as tx:
        trial = trials.get(tx, trial_id, regions(user, web))
        case = tried.one(tx, trial.id, position, user.id)
        pages = shown_pages(tx, case.row.verdict_id)
        access.note(tx, user.id, "comparison", case.row.case_id, {"trial": str(trial.id)})
    numbers = {place: number for number, place in enumerate(pages, 1)}
    return page(
        request,
        user,
        "audit/trial_case.html",
        name_of=namer(user),
        trial=trial,
        case=case,
        pages=pages,
        number_of=lambda found: _number(found, numbers),
        at=f"{HERE}/{trial.id}",
    )


def _number(found: Mapping[str, object], numbers: Mapping[tuple[UUID, int], int]) -> int:
    """Of the page where a finding is seen; 0: none."""
    upload, number = found.get("upload"), found.get("page")
    return numbers.get((UUID(str(upload)), int(str(number))), 0) if upload and number else 0


@router.get("/{trial_id}/cases/{position}/pages/{number}/{size}")
async def get_page(web: OfWeb, user: Looks, trial_id: UUID, position: int, number: int, size: Size) -> Response:
    return await picture(web, await web.run(_upload, web, user, trial_id, position, number), size)


def _upload(web: Web, user: User, trial_id: UUID, position: int, number: int) -> tuple[UUID, int]:
    with web.service.database.look() as tx:
        trial = trials.get(tx, trial_id, regions(user, web))
        case: ChangedCase = tried.one(tx, trial.id, position, user.id)
        pages = shown_pages(tx, case.row.verdict_id)
    if not 1 <= number <= len(pages):
        raise NotFound("there is no such page")
    return pages[number - 1]
