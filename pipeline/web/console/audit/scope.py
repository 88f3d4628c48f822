"""What an auditor may see of plans and results, and what a page of results was asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends, Query
from sqlalchemy import Connection

from pipeline.web.console.users import User
from pipeline.web.context import Web
from storage.errors import NotFound
from storage.records import samples, sampling_plans
from storage.records.comparisons import Scope
from storage.records.samples import ItemRow
from storage.records.sampling_plans import PlanRow

Short = Annotated[str, Query(max_length=100)]


def regions(user: User, web: Web) -> tuple[str, ...]:
    """Paths of the user's regions; empty: all."""
    return tuple(user.region_paths(web) or ())


def own_item(tx: Connection, user: User, web: Web, item_id: UUID) -> tuple[ItemRow, PlanRow]:
    """Raises NotFound for an item of another region's plan."""
    item = samples.item(tx, item_id)
    sample = samples.get(tx, item.sample_id)
    return item, sampling_plans.get(tx, sample.plan_id, regions(user, web))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which results, as the page's form says. What cannot be understood counts as not said."""

    plan: UUID | None
    since: dt.date | None
    until: dt.date | None

    def scope(self, user: User, web: Web) -> Scope:
        return Scope(regions(user, web), self.plan, self.since, self.until)

    def query(self, **more: str) -> str:
        """The same for another page."""
        told = {"plan": self.plan, "since": self.since, "until": self.until} | more
        return urlencode({name: str(value) for name, value in told.items() if value})


def _asked(plan: Short = "", since: Short = "", until: Short = "") -> Asked:
    return Asked(_uuid(plan), day(since), day(until))


OfAsked = Annotated[Asked, Depends(_asked)]


def _uuid(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("there is no such plan") from None


def day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
