"""访问记录: who looked at whose papers, and when. Only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Access:
    seq: int
    at: datetime
    user_id: UUID
    case_id: UUID | None
    what: str  # page, original, reveal, report, search, export, …
    data: Mapping[str, Any]
    case_key: str | None


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty ones let everything through."""

    user_id: UUID | None = None
    case_id: UUID | None = None
    case_key: str | None = None
    what: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    regions: tuple[str, ...] | None = None  # None: all; else what concerns cases of these, and no case


_COLUMNS = ", ".join(f"{'cases' if name == 'case_key' else 'access_log'}.{name}" for name in Access.__slots__)
_NOTE = text("""
insert into access_log (user_id, case_id, what, data) values (:user_id, :case_id, :what, cast(:data as jsonb))
""")
_PAGE = text(f"""
select {_COLUMNS} from access_log left join cases on cases.id = access_log.case_id
where (cast(:user_id as uuid) is null or user_id = :user_id)
  and (cast(:case_id as uuid) is null or case_id = :case_id)
  and (cast(:case_key as text) is null or case_id in (select id from cases where case_key = :case_key))
  and (cast(:what as text) is null or what = :what)
  and (cast(:since as timestamptz) is null or at >= :since)
  and (cast(:before as timestamptz) is null or at < :before)
  and (cast(:regions as text[]) is null or case_id is null or cases.region = any(:regions))
  and (cast(:below as bigint) is null or access_log.seq < :below)
order by access_log.seq desc limit :limit
""")


def note(
    tx: Connection, user_id: UUID, what: str, case_id: UUID | None = None, data: Mapping[str, Any] | None = None
) -> None:
    """`data` holds ids, numbers and counts: nothing personal."""
    tx.execute(_NOTE, {"user_id": user_id, "case_id": case_id, "what": what, "data": json.dumps(dict(data or {}))})


def page(tx: Connection, filters: Filters, below: int | None = None, limit: int = 100) -> tuple[Access, ...]:
    """Newest first, those numbered under `below`."""
    values = {name: getattr(filters, name) for name in Filters.__slots__}
    values["regions"] = None if filters.regions is None else list(filters.regions)
    return tuple(Access(*row) for row in tx.execute(_PAGE, {**values, "below": below, "limit": limit}))
