"""A walk through every route of the console by a user of each role, of this region and of another, and by a stranger.

The table role × route × outcome comes from the routes themselves: a new one is walked as soon as it is there, and one
that states no right fails. YUSHEN_TABLE=FILE writes the table as Markdown.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from pipeline.web.console.rights import RIGHTS_OF, Right, Role
from pipeline.web.console.routers import ROUTERS
from pipeline.web.console.users import May
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.desk import Pushed, case, working
from tests.pipeline.web.console.people import someone
from tests.servers import Servers

PUBLIC = {
    "GET /",
    "GET /static/{version}/{name:path}",
    "GET /console/sign-in",
    "POST /console/sign-in",
    "GET /console/language/{language}",
    "GET /console/oidc/start",
    "GET /console/oidc/back",
}
"""What a stranger may ask for: nothing of it tells of anybody."""
LAST = "/console/sign-out"
FILLED = {int: "1", bool: "true", float: "1", UUID: str(UUID(int=1)), dt.date: "2026-03-01"}
HERE, ELSEWHERE = "rizhao", "jiangxi"
PLANTED = ("林试样", "99010119491231002X", "证明.jpg", "化验.jpg", "2型糖尿病")


@dataclass(frozen=True)
class Stop:
    """One route by one method."""

    method: str
    path: str
    rights: tuple[Right, ...]
    form: Mapping[str, str]  # every field filled in with something

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def url(self, known: Mapping[str, str]) -> str:
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: known.get(found[1], str(uuid4())), self.path)

    @property
    def is_case(self) -> bool:
        return "{case_id}" in self.path


def rights(dependant: Dependant) -> Iterator[Right]:
    for one in dependant.dependencies:
        if isinstance(one.call, May):
            yield one.call.right
        yield from rights(one)


def form(dependant: Dependant) -> dict[str, str]:
    """What it takes itself, and what its dependencies take."""
    found = {param.alias: filled(param.field_info.annotation) for param in dependant.body_params}
    return found | {name: value for one in dependant.dependencies for name, value in form(one).items()}


def filled(kind: Any) -> str:
    """A value that a field of this kind takes."""
    for part in get_args(kind) or (kind,):
        if isinstance(part, str):  # of a Literal
            return part
        if isinstance(part, type) and issubclass(part, Enum):
            return str(next(iter(part)).value)
        if part in FILLED:
            return FILLED[part]
    return "x"


def stops() -> list[Stop]:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    found = [
        Stop(method, route.path, tuple(rights(route.dependant)), form(route.dependant))
        for route in routes
        for method in route.methods
    ]
    return sorted(found, key=lambda stop: (stop.method, stop.path == LAST, stop.path))  # looks before it acts


STOPS = stops()
ASKED = [stop for stop in STOPS if str(stop) not in PUBLIC]


@dataclass
class Office:
    api: Api
    pushed: Pushed
    known: dict[str, str]


@pytest.fixture(scope="module")
def office(servers: Servers, migrated: str) -> Iterator[Office]:
    with working(servers, migrated) as api:
        pushed = case(api, region=HERE)
        known = {
            "case_id": pushed.id,
            "upload_id": pushed.upload("证明.jpg"),
            "number": "1",
            "size": "m",
            "key": str(pushed.report()["findings"][0]["key"]),
            "decision": "forward",
            "name": HERE,
        }
        yield Office(api, pushed, known)


def ask(
    browser: httpx.Client, stop: Stop, known: Mapping[str, str], form: Mapping[str, str] | None = None
) -> httpx.Response:
    if stop.path.endswith(("/live", "/events")):  # a stream does not end: its head is enough
        with browser.stream(stop.method, stop.url(known)) as answer:
            return httpx.Response(answer.status_code, headers=answer.headers, request=answer.request)
    return browser.request(stop.method, stop.url(known), data=form if stop.method == "POST" else None)


def is_sent_to_sign_in(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"].startswith("/console/sign-in")


def plain(answer: httpx.Response, known: Mapping[str, str]) -> str:
    """Without what differs between any two requests, and the ids that were asked for."""
    text = answer.text.replace(answer.headers["x-request-id"], "")
    for name in ("case_id", "upload_id"):
        text = text.replace(known[name], name)
    return text


def tells(answer: httpx.Response) -> list[str]:
    return [word for word in PLANTED if word in answer.text]


def test_every_route_states_exactly_one_right_or_is_known_to_be_public() -> None:
    assert {str(stop) for stop in STOPS if not stop.rights} == PUBLIC
    assert [str(stop) for stop in STOPS if len(stop.rights) > 1] == []
    assert all(stop.method in ("GET", "POST") for stop in STOPS)


def test_no_role_decides_and_audits() -> None:
    decides = {Right.CASE_WORK, Right.CASE_DECIDE, Right.CASE_PASS_ON}
    audits = {Right.AUDIT_READ, Right.AUDIT_ADJUDICATE}
    for role, held in RIGHTS_OF.items():
        assert not (held & decides and held & audits), role


def test_who_reads_blind_has_no_other_door_to_the_machines_answer() -> None:
    assert not RIGHTS_OF[Role.AUDITOR] & {Right.CASE_VIEW, Right.TIMELINE_VIEW, Right.CASE_REVEAL}


def test_a_stranger_gets_nowhere(office: Office) -> None:
    with office.api.http() as browser:
        for stop in ASKED:
            answer = ask(browser, stop, office.known)
            assert is_sent_to_sign_in(answer), stop
            assert not tells(answer), stop


@pytest.mark.parametrize("role", Role)
def test_a_user_of_this_region_gets_what_the_role_may_and_nothing_else(office: Office, role: Role) -> None:
    browser = someone(office.api, role, regions=[HERE])
    for stop in ASKED:
        answer = ask(browser, stop, office.known)
        told = f"{role} {stop}: {answer.status_code}"
        assert answer.status_code < 500, told
        assert not is_sent_to_sign_in(answer) or stop.path == LAST, told
        if stop.rights[0] not in RIGHTS_OF[role]:
            assert answer.status_code == 403, told
            assert not tells(answer), told
        elif stop.method == "GET":
            assert answer.status_code != 403, told


@pytest.mark.parametrize("role", Role)
def test_a_case_of_another_region_is_answered_like_one_that_does_not_exist(office: Office, role: Role) -> None:
    """With forms filled in, so that it is the region that refuses and not an empty field."""
    browser = someone(office.api, role, regions=[ELSEWHERE])
    nowhere = office.known | {"case_id": str(uuid4()), "upload_id": str(uuid4())}
    for stop in (stop for stop in ASKED if stop.is_case):
        answer, other = ask(browser, stop, office.known, stop.form), ask(browser, stop, nowhere, stop.form)
        told = f"{role} {stop}: {answer.status_code}"
        assert answer.status_code == other.status_code, told
        assert plain(answer, office.known) == plain(other, nowhere), told
        assert answer.status_code in ((404, 422) if stop.rights[0] in RIGHTS_OF[role] else (403,)), told
        assert not tells(answer), told


@pytest.mark.parametrize("role", Role)
def test_no_list_tells_of_a_case_of_another_region(office: Office, role: Role) -> None:
    browser = someone(office.api, role, regions=[ELSEWHERE])
    for stop in (stop for stop in ASKED if stop.method == "GET" and not stop.is_case):
        answer = ask(browser, stop, office.known)
        assert not tells(answer), f"{role} {stop}"
        assert office.pushed.id not in answer.text, f"{role} {stop}"


def test_the_pages_of_a_case_are_there_for_its_reviewer(office: Office) -> None:
    """Else the walk would prove nothing: what is withheld from others can be seen."""
    browser = someone(office.api, "reviewer", regions=[HERE])
    seen = [tells(browser.get(f"/console/cases/{office.pushed.id}{part}")) for part in ("", "/fields", "/report")]
    assert all(seen)


def test_the_table(office: Office) -> None:
    """Role × route × outcome, as Markdown."""
    head = ["route", "right", *Role]
    rows = [head, ["---"] * len(head)]
    rows += [
        [str(stop), stop.rights[0], *("yes" if stop.rights[0] in RIGHTS_OF[role] else "403" for role in Role)]
        for stop in ASKED
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    assert table.count("\n") == len(ASKED) + 1
    if where := os.environ.get("YUSHEN_TABLE"):
        Path(where).write_text(table + "\n", "utf-8")
