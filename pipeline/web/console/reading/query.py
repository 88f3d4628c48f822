"""Which part of the queue is shown: as it stands in a URL and in saved views, and as the database is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Self
from urllib.parse import urlencode

from pipeline.web.console.users import User
from pipeline.web.context import Web
from storage.records.queue import WAITING, Filters, Place

LONGEST = 100
STATES: Mapping[str, tuple[str, ...] | None] = {
    "": WAITING,
    "judged": ("judged",),
    "failed": ("failed",),
    "underway": ("reading", "judging"),
    "every": None,
}
HOLDERS = ("", "me", "free", "others")
DISPOSITIONS = ("", "ready", "review", "supplement")
TRACKS = ("", "instant", "batch")
WORST = ("", "3", "2", "1", "0")
DUE = ("", "overdue", "week")
_PLACE = re.compile(r"([01])\.(\d{4}-\d\d-\d\d)\.(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Query:
    """Empty: not by this. What is no choice counts as empty."""

    state: str = ""
    holder: str = ""
    track: str = ""
    region: str = ""
    disease: str = ""
    disposition: str = ""
    worst: str = ""
    code: str = ""
    hospital: str = ""
    due: str = ""

    @classmethod
    def of(cls, given: Mapping[str, object]) -> Self:
        known = {field.name: str(given.get(field.name, ""))[:LONGEST] for field in fields(cls)}
        closed = {
            "state": tuple(STATES), "holder": HOLDERS, "track": TRACKS, "disposition": DISPOSITIONS, "worst": WORST,
            "due": DUE,
        }  # fmt: skip
        return cls(**{name: "" if name in closed and v not in closed[name] else v for name, v in known.items()})

    @property
    def told(self) -> dict[str, str]:
        """What it says, without what it leaves open."""
        return {name: value for name, value in asdict(self).items() if value}

    def url(self, **changes: str) -> str:
        """As the query of a URL; `after` and `before` may be among the changes."""
        there = {name: value for name, value in changes.items() if name in NAMES}
        beside = {name: value for name, value in changes.items() if name not in NAMES}
        return urlencode(replace(self, **there).told | beside)

    def filters(self, web: Web, user: User, today: dt.date) -> Filters:
        return Filters(
            regions=self._regions(web, user),
            states=STATES[self.state],
            track=self.track or None,
            disease=self.disease or None,
            disposition=self.disposition or None,
            worst=int(self.worst) if self.worst else None,
            code=self.code or None,
            hospital=self.hospital or None,
            due_before={"overdue": today, "week": today + dt.timedelta(days=7)}.get(self.due),
            holder=user.id if self.holder == "me" else None,
            free={"free": True, "others": False}.get(self.holder),
        )

    def _regions(self, web: Web, user: User) -> tuple[str, ...] | None:
        own = user.region_paths(web)
        if not self.region:
            return None if own is None else tuple(own)
        asked = web.regions.below(self.region)
        return tuple(path for path in asked if own is None or path in own)


NAMES = frozenset(field.name for field in fields(Query))


def place_text(place: Place) -> str:
    return f"{place.urgency}.{place.due_on.isoformat()}.{place.seq}"


def place_of(text: str) -> Place | None:
    """None where it is no place."""
    found = _PLACE.fullmatch(text)
    try:
        return found and Place(int(found[1]), dt.date.fromisoformat(found[2]), int(found[3]))
    except ValueError:
        return None
