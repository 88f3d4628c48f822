"""Who asks, by the session's cookie, and what they may. Every route of the console states its right by `may`.

async def show(user: Annotated[User, may(Right.CASE_VIEW)]) -> Response: ...
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Depends, Request

from pipeline.regions import within
from pipeline.web.console import cookies
from pipeline.web.console.errors import ForbiddenError, ForgedError, SignInNeededError
from pipeline.web.console.rights import Right, Role, rights_of
from pipeline.web.context import OfWeb, Web
from storage.errors import NotFound
from storage.records import sessions, users
from storage.records.sessions import SessionRow
from storage.records.users import UserRow

SAFE = frozenset({"GET", "HEAD"})
CSRF_HEADER, CSRF_FIELD = "x-csrf-token", "csrf"
PASSWORD_PAGE, TOTP_PAGE = "/console/account/password", "/console/sign-in/code"
OUT = "/console/sign-out"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class User:
    """Who is signed in, for one request."""

    id: UUID
    login: str
    name: str
    roles: tuple[Role, ...]
    regions: tuple[str, ...]  # as granted; empty: all
    rights: frozenset[Right]
    language: str  # "zh" or "en": of this request
    session: SessionRow
    row: UserRow

    @property
    def actor(self) -> str:
        """As events tell it."""
        return f"user:{self.id}"

    @property
    def csrf(self) -> str:
        return self.session.csrf

    def may(self, right: Right | str) -> bool:
        return right in self.rights

    def covers(self, region: str) -> bool:
        """Whether cases of this region (a path, as cases store it) exist for this user."""
        return not self.regions or any(within(region, own) for own in self.regions)

    def region_paths(self, web: Web) -> list[str] | None:
        """Every region's path that this user covers, to ask the database with; None: all."""
        return sorted({path for own in self.regions for path in web.regions.below(own)}) if self.regions else None

    def manages(self, regions: Iterable[str]) -> bool:
        """Whether an account, client … of these regions (none: all) is this administrator's to look after."""
        theirs = tuple(regions)
        return not self.regions or (bool(theirs) and all(self.covers(region) for region in theirs))

    def must_cover(self, region: str) -> None:
        """Raises NotFound: what lies in another region does not exist here."""
        if not self.covers(region):
            raise NotFound("there is no such case")


class May:
    """The dependency; `right` can be read off a route by tests."""

    def __init__(self, right: Right) -> None:
        self.right = right

    async def __call__(self, request: Request, web: OfWeb) -> User:
        """Raises SignInNeededError, ForgedError, ForbiddenError."""
        user = await signed_in(request, web)
        if request.method not in SAFE:
            await _unforged(request, user.session)
        _finished(request, user)
        if not user.may(self.right):
            raise ForbiddenError(user, self.right)
        return user


def may(right: Right) -> Any:
    return Depends(May(right))


async def signed_in(request: Request, web: Web) -> User:
    """Raises SignInNeededError."""
    user = await web.run(_find, request, web)
    if user is None:
        raise SignInNeededError
    request.state.user = user  # the error pages know who is there, and in which language
    return user


def _find(request: Request, web: Web) -> User | None:
    token = cookies.session(request, web)
    if not token:
        return None
    with web.service.database.look() as tx:
        found = sessions.find(tx, token, web.service.settings.console.idle_seconds)
    if found is None:
        return None
    session, row = found
    roles = tuple(Role(role) for role in row.roles)
    return User(
        id=row.id,
        login=row.login,
        name=users.name(web.service.vault, row),
        roles=roles,
        regions=row.regions,
        rights=rights_of(roles),
        language=cookies.language(request) or row.language,
        session=session,
        row=row,
    )


def _finished(request: Request, user: User) -> None:
    """Half a sign-in leads to its other half alone."""
    path = request.url.path
    if not user.session.whole and path not in (TOTP_PAGE, OUT):
        raise SignInNeededError(TOTP_PAGE)
    if user.row.must_change and path not in (PASSWORD_PAGE, TOTP_PAGE, OUT):
        raise SignInNeededError(PASSWORD_PAGE)


async def _unforged(request: Request, session: SessionRow) -> None:
    """What changes anything carries the session's token, as a header or in the form."""
    given = request.headers.get(CSRF_HEADER, "")
    if not given and request.headers.get("content-type", "").startswith(FORMS):
        given = str((await request.form()).get(CSRF_FIELD, ""))
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if elsewhere or not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise ForgedError
