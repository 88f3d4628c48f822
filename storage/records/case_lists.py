"""Cases in lists, and cases found: by key, by ID number, by name. What is personal is looked for by keyed hash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from storage.records.cases import COLUMNS, ID_NUMBER, NAME, CaseRow, case_of
from storage.vault import Vault, plain_id_number, plain_name


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is cut down to; None: not by this."""

    states: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    track: str | None = None
    case_key: str | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None


_CONDITIONS = {
    "states": "state = any(:states)",
    "regions": "region = any(:regions)",
    "track": "track = :track",
    "case_key": "case_key = :case_key",
    "created_from": "created_at >= :created_from",
    "created_before": "created_at < :created_before",
}


def page(
    tx: Connection, client_id: UUID | None, filters: Filters, cursor: int | None = None, limit: int = 50
) -> tuple[tuple[CaseRow, ...], int | None]:
    """The newest first, and the cursor of the next page (None: there is none). `client_id` None: of every client."""
    asked = {name: getattr(filters, name) for name in _CONDITIONS}
    values: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in asked.items() if value is not None
    }
    where = [_CONDITIONS[name] for name in values]
    if client_id is not None:
        where.append("client_id = :client_id")
        values["client_id"] = client_id
    if cursor is not None:
        where.append("seq < :cursor")
        values["cursor"] = cursor
    condition = " and ".join(where) or "true"
    statement = text(f"select {COLUMNS} from cases where {condition} order by seq desc limit :limit")
    rows = [case_of(row) for row in tx.execute(statement, {**values, "limit": limit + 1})]
    more = rows[limit - 1].seq if len(rows) > limit else None
    return tuple(rows[:limit]), more


_BY_HASH = "select {columns} from cases where {column} = any(:hashes) order by seq desc limit :limit"
_BY_ID_NUMBER = text(_BY_HASH.format(columns=COLUMNS, column="id_hash"))
_BY_NAME = text(_BY_HASH.format(columns=COLUMNS, column="name_hash"))


def find_by_id_number(tx: Connection, vault: Vault, id_number: str, limit: int = 100) -> tuple[CaseRow, ...]:
    """The newest first; the ID number never leaves the process."""
    hashes = vault.digests(plain_id_number(id_number), ID_NUMBER)
    return tuple(case_of(row) for row in tx.execute(_BY_ID_NUMBER, {"hashes": hashes, "limit": limit}))


def find_by_name(tx: Connection, vault: Vault, name: str, limit: int = 100) -> tuple[CaseRow, ...]:
    """The newest first; the whole name only."""
    hashes = vault.digests(plain_name(name), NAME)
    return tuple(case_of(row) for row in tx.execute(_BY_NAME, {"hashes": hashes, "limit": limit}))


_BY_KEY_BEGINNING = text(f"select {COLUMNS} from cases where case_key like :beginning order by seq desc limit :limit")


def find_by_key(tx: Connection, beginning: str, limit: int = 100) -> tuple[CaseRow, ...]:
    """Of every client, the newest first: those whose key begins like this."""
    plain = re.sub(r"([\\%_])", r"\\\1", beginning)
    return tuple(case_of(row) for row in tx.execute(_BY_KEY_BEGINNING, {"beginning": plain + "%", "limit": limit}))
