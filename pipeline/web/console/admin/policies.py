"""政策包: what a region's rules say, with their sources; versions compared, tried on past cases, made to count."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile

from pipeline import packfile
from pipeline.web.console.admin.editions import editions, in_force, names, opened
from pipeline.web.console.admin.wording import sayer, titled
from pipeline.web.console.errors import ConsoleError, ForbiddenError
from pipeline.web.console.pages import ZONE, go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import Conflict, NotFound
from storage.records import sessions, versions
from validators import pack_changes
from validators import policy as policies
from validators.errors import PolicyError
from validators.grammar import Policy

if TYPE_CHECKING:
    from pipeline.work.rejudging import Change

HERE = "/console/admin/policies"
TRIAL_S = 20.0  # a trial of past cases shows what it came to by then
TRIAL_SHOWN = 200
TRIAL_DAYS = 30  # back, where no day is given
router = APIRouter(prefix=HERE, include_in_schema=False)
Reads = Annotated[User, may(Right.POLICIES_VIEW)]
Activates = Annotated[User, may(Right.POLICIES_ACTIVATE)]
Version = Annotated[str, Query(max_length=200)]
Day = dt.date | None


@router.get("")
def get_policies(request: Request, web: OfWeb, user: Reads) -> Response:
    """Every region's pack as it is in force."""
    found = []
    for name in names():
        policy = web.service.policy(name)
        found.append((policies.show(policy), policy, _may_change(web, user, name)))
    return page(request, user, "admin/policies.html", found=found)


@router.get("/{name}")
def get_policy(request: Request, web: OfWeb, user: Reads, name: str, version: Version = "") -> Response:
    """A version as a page to be held against the official text; the one in force where none is named."""
    found = editions(web.service, name)
    shown = version or in_force(found).version
    with opened(web.service, name, shown) as policy:
        listing, says = policies.show(policy), sayer(user.language, policy)
    context: dict[str, Any] = {
        "editions": found,
        "edition": next(one for one in found if one.version == shown),
        "name": name,
        "says": says,
        "said": titled(user.language),
    }
    changes = _may_change(web, user, name)
    today = dt.datetime.now(ZONE).date()
    return page(request, user, "admin/policy.html", listing=listing, today=today, changes=changes, **context)


@router.get("/{name}/cases")
def get_cases(request: Request, web: OfWeb, user: Reads, name: str, version: Version = "") -> Response:
    """The cases beside the pack, run now."""
    found = editions(web.service, name)
    with opened(web.service, name, version or in_force(found).version) as policy:
        try:
            results, problem = policies.run_cases(policy), ""
        except PolicyError as error:
            results, problem = [], str(error)
    return page(request, user, "admin/_policy_cases.html", results=results, problem=problem)


@router.get("/{name}/compare")
def get_compare(
    request: Request, web: OfWeb, user: Reads, name: str, before: Version = "", after: Version = ""
) -> Response:
    """Line by line."""
    found = editions(web.service, name)
    old, new = before or in_force(found).version, after or found[0].version
    with opened(web.service, name, old) as one, opened(web.service, name, new) as other:
        changes = pack_changes.compared(policies.show(one), policies.show(other))
        says = sayer(user.language, one, other)
    context: dict[str, Any] = {"editions": found, "before": old, "after": new, "name": name, "says": says}
    return page(request, user, "admin/policy_compare.html", changes=changes, said=titled(user.language), **context)


@router.post("/{name}/upload")
def post_upload(
    request: Request, web: OfWeb, user: Activates, name: str, pack: Annotated[UploadFile, File()]
) -> Response:
    """Stored, so that it can be read, compared and tried; it does not count yet."""
    _must_change(web, user, name)
    data = pack.file.read(packfile.MOST_BYTES * 4 + 1)
    if len(data) > packfile.MOST_BYTES * 4:
        raise ConsoleError("error.pack_large", 413)
    with tempfile.TemporaryDirectory(prefix="yushen-pack-") as folder:
        try:
            policy = _kept(web, data, Path(folder), name)
        except PolicyError as error:
            raise ConsoleError("error.pack", 422, problem=str(error)) from None
        except Conflict:
            raise ConsoleError("error.pack_version", 409) from None
    with web.service.database.begin(request.state.request_id) as tx:
        sessions.say(tx, user.session.id_hash, "good", "policies.kept", version=policy.version)
    return go(_at(name, policy.version))


@router.get("/{name}/trial")
def get_trial(
    request: Request, web: OfWeb, user: Activates, name: str, since: Version = "", version: Version = ""
) -> Response:
    """What this version would make of cases that stand judged. Nothing is written."""
    from pipeline.work.rejudging import Trial, compared  # noqa: PLC0415 (brings what judging needs)

    _must_change(web, user, name)
    found = editions(web.service, name)
    first = _day(since) or dt.datetime.now(ZONE).date() - dt.timedelta(days=TRIAL_DAYS)
    with opened(web.service, name, version or in_force(found).version) as policy:
        changes, whole = _tried(compared(web.service, Trial(policy, _midnight(first))))
    moves = Counter((one.before, one.after or one.why) for one in changes if one.before != one.after)
    told = {"cases": len(changes), "changed": sum(one.changed for one in changes), "whole": whole, "since": first}
    shown = [one for one in changes if one.changed][:TRIAL_SHOWN]
    return page(request, user, "admin/_policy_trial.html", told=told, moves=sorted(moves.items()), shown=shown)


@router.post("/{name}/activate")
def post_activate(
    request: Request,
    web: OfWeb,
    user: Activates,
    name: str,
    version: Annotated[str, Form(max_length=200)],
    start: Annotated[Day, Form()] = None,
    rejudge_since: Annotated[Day, Form()] = None,
) -> Response:
    """It counts from now or from the beginning of a day; from now, cases may be judged anew by it."""
    _must_change(web, user, name)
    later = start is not None and start > dt.datetime.now(ZONE).date()
    if later and rejudge_since is not None:
        raise ConsoleError("error.rejudge_later", 422)
    with opened(web.service, name, version) as policy:
        web.service.rulebook.keep_policy(policy.folder)
        with web.service.database.begin(request.state.request_id) as tx:
            at = _midnight(start) if later and start is not None else None
            versions.activate_policy(tx, name, policy.version, user.actor, at)
            key = "policies.planned" if later else "policies.activated"
            sessions.say(tx, user.session.id_hash, "good", key, version=policy.version, day=str(start or ""))
        if rejudge_since is not None:
            _rejudge(request, web, user, policy, rejudge_since)
    return go(_at(name, version))


def _rejudge(request: Request, web: Web, user: User, policy: Policy, since: dt.date) -> None:
    from pipeline.work.rejudging import Trial, ordered  # noqa: PLC0415

    sent, stay = ordered(web.service, Trial(policy, _midnight(since)), user.actor)
    with web.service.database.begin(request.state.request_id) as tx:
        sessions.say(tx, user.session.id_hash, "good", "policies.rejudged", sent=sent, stay=stay)


def _kept(web: Web, data: bytes, folder: Path, name: str) -> Policy:
    place = packfile.lay_out(data, folder)
    if place.name != name:
        raise PolicyError("policy.yaml", "pack", f"{place.name} is another pack", (name,))
    wrong = [result for result in policies.run_cases(policies.load(place)) if not result.passed]
    if wrong:
        raise PolicyError(wrong[0].file, wrong[0].name, "; ".join(wrong[0].problems))
    return web.service.rulebook.keep_policy(str(place))


def _tried(changes: Iterable[Change]) -> tuple[list[Change], bool]:
    """As many as there is time for, and whether they are all."""
    until, found = time.monotonic() + TRIAL_S, []
    for change in changes:
        found.append(change)
        if time.monotonic() > until:
            return found, False
    return found, True


def _may_change(web: Web, user: User, name: str) -> bool:
    return user.may(Right.POLICIES_ACTIVATE) and user.covers(web.regions.path(name))


def _must_change(web: Web, user: User, name: str) -> None:
    """Raises NotFound, ForbiddenError: another region's rules may be read, and no more."""
    if name not in names():
        raise NotFound("there is no such pack")
    if not _may_change(web, user, name):
        raise ForbiddenError(user, Right.POLICIES_ACTIVATE)


def _day(text: str) -> dt.date | None:
    """A form without a day sends an empty one."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZONE)


def _at(name: str, version: str) -> str:
    return f"{HERE}/{name}?version={quote(version)}"
