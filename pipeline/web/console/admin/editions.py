"""The versions that there are of one region's pack: the one that ships, those that were stored, who may change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.regions import BASE
from pipeline.service import Service
from pipeline.web.console.errors import ForbiddenError
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User
from pipeline.web.context import Web
from storage.errors import NotFound
from storage.records import versions
from validators import policy as policies


@dataclass(frozen=True, slots=True)
class Edition:
    version: str
    shipped: bool
    stored: bool
    active_from: datetime | None
    in_force: bool

    @property
    def planned(self) -> bool:
        """Whether it will count from a day to come."""
        return self.active_from is not None and self.active_from > datetime.now(UTC)


def names() -> tuple[str, ...]:
    """Of the packs that there are: one for each region that ships."""
    return tuple(name for name in policies.list_packs() if name != BASE)


def editions(service: Service, name: str) -> tuple[Edition, ...]:
    """The newest first, the shipped one among them. Raises NotFound."""
    if name not in names():
        raise NotFound("there is no such pack")
    shipped = policies.load(name).version
    with service.database.look() as tx:
        rows, active = versions.policies(tx, name), versions.active_policy(tx, name)
    current = active.version if active is not None else shipped
    found = [
        Edition(row.version, row.version == shipped, True, row.active_from, row.version == current) for row in rows
    ]
    if all(one.version != shipped for one in found):
        found.append(Edition(shipped, True, False, None, shipped == current))
    return tuple(found)


def in_force(found: tuple[Edition, ...]) -> Edition:
    return next(one for one in found if one.in_force)


def may_change(web: Web, user: User, name: str) -> bool:
    """Whether the pack is one of the user's own regions."""
    return user.may(Right.POLICIES_ACTIVATE) and user.covers(web.regions.path(name))


def must_change(web: Web, user: User, name: str) -> None:
    """Raises NotFound, ForbiddenError: another region's rules may be read, and no more."""
    if name not in names():
        raise NotFound("there is no such pack")
    if not may_change(web, user, name):
        raise ForbiddenError(user, Right.POLICIES_ACTIVATE)
