"""视图: lists a reviewer comes back to, by the filters that make them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import Refused

MOST = 20
"""Of one user."""


@dataclass(frozen=True, slots=True)
class SavedView:
    id: UUID
    name: str
    query: Mapping[str, Any]


_ALL = text("select id, name, query from saved_views where user_id = :user_id order by created_at")
_KEEP = text("""
insert into saved_views (id, user_id, name, query)
select :id, :user_id, :name, cast(:query as jsonb)
where (select count(*) from saved_views where user_id = :user_id and name <> :name) < :most
on conflict (user_id, name) do update set query = excluded.query
returning id, name, query
""")
_DROP = text("delete from saved_views where id = :id and user_id = :user_id")


def of_user(tx: Connection, user_id: UUID) -> tuple[SavedView, ...]:
    """In the order they were made."""
    return tuple(SavedView(*row) for row in tx.execute(_ALL, {"user_id": user_id}))


def keep(tx: Connection, user_id: UUID, name: str, query: Mapping[str, Any]) -> SavedView:
    """Under this name, in place of what was there. Raises Refused when there are too many."""
    values = {"id": uuid4(), "user_id": user_id, "name": name, "query": json.dumps(dict(query)), "most": MOST}
    row = tx.execute(_KEEP, values).one_or_none()
    if row is None:
        raise Refused("a saved view", f"{MOST} there", "one more")
    return SavedView(*row)


def drop(tx: Connection, user_id: UUID, view_id: UUID) -> None:
    """Gone, whether it was there or not; somebody else's stays."""
    tx.execute(_DROP, {"id": view_id, "user_id": user_id})
