"""The versions that there are of one region's pack: the one that ships, and those that were stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.regions import BASE
from pipeline.service import Service
from storage.errors import NotFound
from storage.records import versions
from validators import policy as policies
from validators.policy import Policy


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


@contextmanager
def opened(service: Service, name: str, version: str) -> Iterator[Policy]:
    """One of them, its files laid out for as long as the block lasts. Raises NotFound."""
    shipped = policies.load(name)
    if shipped.version == version:
        yield shipped
        return
    with service.database.look() as tx:
        row = versions.policy(tx, name, version)
    with service.rulebook.laid_out(row) as policy:
        yield policy
