"""抽检方案: made, sized while choosing, drawn, looked at, drawn again to show that it was fair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData, QueryParams

from pipeline.quality import sampling
from pipeline.quality.drawing import allocate
from pipeline.quality.frame import BANDS, DIMENSIONS, NONE
from pipeline.quality.intervals import planned, size_for
from pipeline.quality.questions import GROUPS
from pipeline.report.labels import DISPOSITIONS, GRADES, KINDS
from pipeline.web.console.audit.naming import namer, with_hospitals
from pipeline.web.console.audit.scope import day, regions
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import samples, sampling_plans, sessions
from storage.records.sampling_plans import NewPlan
from storage.tables_quality import UNITS, WAYS
from validators.codes import SEVERITIES

router = APIRouter(prefix="/console/audit/plans", include_in_schema=False)
Plans = Annotated[User, may(Right.AUDIT_PLAN)]
MOST = 5000  # items of one sample
LEAST_SHARE, MOST_SHARE = 0.001, 1.0
FILTERED: Mapping[str, tuple[str, ...]] = {
    "disposition": tuple(DISPOSITIONS),
    "finding": (*SEVERITIES, NONE),
    "kind": tuple(KINDS),
    "quality": tuple(GRADES),
    "band": tuple(name for _, name in BANDS),
    "disease": (),
    "hospital": (),
    "reviewer": (),
    "policy": (),
    "reader": (),
}
"""What a frame may be cut down to, with the values there are; none: they are written down, with commas between."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as the form has it, with what it was sized by."""

    plan: NewPlan
    until: dt.date  # of the period it is sized on
    half_width: float
    expected: float
    confidence: float


@router.get("/new")
def get_new(request: Request, web: OfWeb, user: Plans) -> Response:
    until = sampling.today()
    return page(
        request,
        user,
        "audit/plan_new.html",
        name_of=namer(user),
        dimensions=DIMENSIONS,
        filtered=FILTERED,
        groups=tuple(GROUPS),
        regions=sorted(set(regions(user, web)) or set(web.regions.paths.values())),
        since=until - dt.timedelta(days=30),
        until=until,
        seed=sampling.new_seed(),
    )


@router.get("/size")
def get_size(request: Request, web: OfWeb, user: Plans) -> Response:
    """What the plan in the form would draw: the frame, the size it needs, the interval it gives, every stratum."""
    try:
        draft = _draft(request.query_params, user, web)
    except ConsoleError as error:
        return page(request, user, "audit/_size.html", problem=error.key)
    with web.service.database.begin() as tx:
        found = sampling.population(tx, draft.plan, draft.plan.since, draft.until)
    strata = sampling.strata(found, draft.plan.dimensions)
    needed = size_for(draft.half_width, draft.expected, draft.confidence, len(found))
    days = (draft.until - draft.plan.since).days + 1
    size = round(len(found) * draft.plan.share) if draft.plan.share else draft.plan.size or needed
    given = allocate(strata, size, draft.plan.least, equally=draft.plan.equally)
    drawn = sum(given.values())
    return page(
        request,
        user,
        "audit/_size.html",
        name_of=with_hospitals(user, web),
        problem="",
        frame=len(found),
        needed=needed,
        drawn=drawn,
        days=days,
        draft=draft,
        interval=planned(draft.expected, [(many, given[one]) for one, many in strata.items()], draft.confidence),
        strata=[(stratum, many, given[stratum]) for stratum, many in strata.items()],
    )


@router.post("")
async def post_plan(request: Request, web: OfWeb, user: Plans) -> Response:
    form = await request.form()
    return await web.run(_make, request, web, user, form)


def _make(request: Request, web: Web, user: User, form: FormData) -> Response:
    draft = _draft(form, user, web)
    with web.service.database.begin(request.state.request_id) as tx:
        new = draft.plan
        if new.way == "period" and new.size is None:
            found = sampling.population(tx, new, new.since, draft.until)
            needed = size_for(draft.half_width, draft.expected, draft.confidence, len(found))
            new = _sized(new, min(needed, MOST))
        plan = sampling.make(web.service, tx, new, user.id)
        sessions.say(tx, user.session.id_hash, "good", "audit.plan_made")
    return go(f"/console/audit/plans/{plan.id}", request)


def _sized(plan: NewPlan, size: int) -> NewPlan:
    return NewPlan(**{name: getattr(plan, name) for name in NewPlan.__slots__} | {"size": size})


@router.get("/{plan_id}")
def get_plan(request: Request, web: OfWeb, user: Annotated[User, may(Right.AUDIT_READ)], plan_id: UUID) -> Response:
    with web.service.database.look() as tx:
        plan = sampling_plans.get(tx, plan_id, regions(user, web))
        there = samples.of_plan(tx, plan.id)
        progress = samples.progress(tx, [plan.id]).get(plan.id)
    return page(
        request, user, "audit/plan.html", name_of=with_hospitals(user, web), plan=plan, samples=there, progress=progress
    )


@router.post("/{plan_id}/end")
def post_end(request: Request, web: OfWeb, user: Plans, plan_id: UUID) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        plan = sampling_plans.get(tx, plan_id, regions(user, web))
        sampling_plans.end(tx, plan.id, user.id)
    return go(f"/console/audit/plans/{plan_id}", request)


@router.post("/{plan_id}/samples/{sample_id}/check")
def post_check(request: Request, web: OfWeb, user: Plans, plan_id: UUID, sample_id: UUID) -> Response:
    """The sample drawn again from the frame that was kept."""
    with web.service.database.begin(request.state.request_id) as tx:
        plan = sampling_plans.get(tx, plan_id, regions(user, web))
        sample = samples.get(tx, sample_id)
        if sample.plan_id != plan.id:
            raise NotFound("there is no such sample")
        holds = sampling.check(web.service, tx, plan, sample).holds
        level, key = ("good", "audit.check_holds") if holds else ("bad", "audit.check_fails")
        sessions.say(tx, user.session.id_hash, level, key, number=sample.number)
    return go(f"/console/audit/plans/{plan_id}", request)


def _draft(form: FormData | QueryParams, user: User, web: Web) -> Draft:
    """Raises ConsoleError for what cannot be."""
    told = {name: str(value).strip() for name, value in form.items()}
    since, until = day(told.get("since", "")), day(told.get("until", ""))
    unit, way = told.get("unit", ""), told.get("way", "")
    if unit not in UNITS or way not in WAYS or since is None:
        raise ConsoleError("error.invalid", 422)
    last = until or sampling.today()
    if last < since or (last - since).days > 3660:
        raise ConsoleError("error.plan_period", 422)
    half_width = _share(told, "half_width", 0.05, 0.001, 0.5)
    expected = _share(told, "expected", 0.05, 0.0001, 0.9999)
    confidence = _share(told, "confidence", 0.95, 0.5, 0.999)
    plan = NewPlan(
        name=told.get("name", "")[:100] or f"{since:%Y-%m-%d}",
        unit=unit,
        way=way,
        since=since,
        until=until if way == "daily" else last,
        dimensions=tuple(name for name in DIMENSIONS if name in form.getlist("dimension")),
        filters=_filters(form),
        regions=_regions([str(name) for name in form.getlist("region")], user, web),
        size=_number(told, "size", 1, MOST) if way == "period" and told.get("size") else None,
        share=_share(told, "share", 0.05, LEAST_SHARE, MOST_SHARE) if way == "daily" else None,
        least=_number(told, "least", 0, 100) or 0,
        equally=told.get("allocation") == "equally",
        twice=_share(told, "twice", 0.0, 0.0, 1.0),
        goal={"half_width": half_width, "expected": expected, "confidence": confidence},
        seed=_number(told, "seed", 0, 2**sampling.SEED_BITS) or 0,
        asked=tuple(name for name in GROUPS if name in form.getlist("asked")),
    )
    return Draft(plan, last, half_width, expected, confidence)


def _filters(form: FormData | QueryParams) -> dict[str, list[str]]:
    told = {name: ",".join(str(value) for value in form.getlist(f"only-{name}")) for name in FILTERED}
    found = {name: [word.strip()[:100] for word in words.split(",") if word.strip()] for name, words in told.items()}
    return {name: words for name, words in found.items() if words}


def _regions(chosen: list[str], user: User, web: Web) -> tuple[str, ...]:
    """Those chosen, with all below them; none chosen: all that the user covers. Raises NotFound for another's."""
    own = regions(user, web)
    wanted = {path for name in chosen if name for path in web.regions.below(name)}
    if own and wanted - set(own):
        raise NotFound("there is no such region")
    return tuple(sorted(wanted)) or own


def _share(told: Mapping[str, str], name: str, default: float, low: float, high: float) -> float:
    """Entered in percent."""
    text = told.get(name, "").rstrip("%％ ")
    try:
        value = float(text) / 100 if text else default
    except ValueError:
        raise ConsoleError("error.plan_number", 422) from None
    if not low <= value <= high:
        raise ConsoleError("error.plan_number", 422)
    return value


def _number(told: Mapping[str, str], name: str, low: int, high: int) -> int | None:
    text = told.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise ConsoleError("error.plan_number", 422)
    return int(text)
