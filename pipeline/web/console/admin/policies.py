"""政策包: what a region's rules say, with their sources; versions compared, tried on past cases, made to count."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile

from pipeline import packfile
from pipeline.web.console.admin.editions import editions, in_force, may_change, must_change, names
from pipeline.web.console.admin.wording import sayer, source_kind, titled
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import ZONE, go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import Conflict
from storage.records import sessions, trials, versions
from validators import pack_changes
from validators import policy as policies
from validators.errors import PolicyError
from validators.grammar import Policy

HERE = "/console/admin/policies"
TRIALS_SHOWN = 10
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
        found.append((policies.show(policy), policy, may_change(web, user, name)))
    return page(request, user, "admin/policies.html", found=found)


@router.get("/{name}")
def get_policy(request: Request, web: OfWeb, user: Reads, name: str, version: Version = "") -> Response:
    """A version as a page to be held against the official text; the one in force where none is named."""
    found = editions(web.service, name)
    shown = version or in_force(found).version
    with web.service.rulebook.edition(name, shown) as policy:
        listing, says = policies.show(policy), sayer(user.language, policy)
    context: dict[str, Any] = {
        "editions": found,
        "edition": next(one for one in found if one.version == shown),
        "name": name,
        "says": says,
        "said": titled(user.language),
        "source_kind": source_kind(user.language),
    }
    changes = may_change(web, user, name)
    with web.service.database.look() as tx:
        context["trials"] = trials.every(tx, "policy", policy=name, limit=TRIALS_SHOWN) if changes else ()
    today = dt.datetime.now(ZONE).date()
    return page(request, user, "admin/policy.html", listing=listing, today=today, changes=changes, **context)


@router.get("/{name}/cases")
def get_cases(request: Request, web: OfWeb, user: Reads, name: str, version: Version = "") -> Response:
    """The cases beside the pack, run now."""
    found = editions(web.service, name)
    with web.service.rulebook.edition(name, version or in_force(found).version) as policy:
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
    with web.service.rulebook.edition(name, old) as one, web.service.rulebook.edition(name, new) as other:
        changes = pack_changes.compared(policies.show(one), policies.show(other))
        says = sayer(user.language, one, other)
    context: dict[str, Any] = {"editions": found, "before": old, "after": new, "name": name, "says": says}
    return page(request, user, "admin/policy_compare.html", changes=changes, said=titled(user.language), **context)


@router.post("/{name}/upload")
def post_upload(
    request: Request, web: OfWeb, user: Activates, name: str, pack: Annotated[UploadFile, File()]
) -> Response:
    """Stored, so that it can be read, compared and tried; it does not count yet."""
    must_change(web, user, name)
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
    must_change(web, user, name)
    later = start is not None and start > dt.datetime.now(ZONE).date()
    if later and rejudge_since is not None:
        raise ConsoleError("error.rejudge_later", 422)
    with web.service.rulebook.edition(name, version) as policy:
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


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZONE)


def _at(name: str, version: str) -> str:
    return f"{HERE}/{name}?version={quote(version)}"
