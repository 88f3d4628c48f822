"""会话: who is signed in. The cookie's text is kept as a hash; a session ends by itself when nothing is heard of it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from storage.records import users
from storage.records.users import UserRow

SEEN_EVERY = 60  # seconds between two notes that a session is in use
LONGEST_AGENT = 200
Flash = tuple[str, str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class SessionRow:
    id_hash: bytes
    user_id: UUID
    whole: bool  # false while the second factor is still to come
    csrf: str
    agent: str
    flash: tuple[Flash, ...]  # level, key of the text, its values: for the next page
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


_COLUMNS = ", ".join(f"sessions.{name}" for name in SessionRow.__slots__ if name != "created_at")
_COLUMNS += ", sessions.created_at as began_at"  # users have one too
_BEGIN = text("""
insert into sessions (id_hash, user_id, whole, csrf, agent, expires_at)
values (:id_hash, :user_id, :whole, :csrf, :agent, now() + make_interval(secs => :lasts))
""")
_FIND = text(f"""
select {_COLUMNS}, {users.COLUMNS},
       sessions.seen_at < now() - make_interval(secs => :every) as unseen
from sessions join users on users.id = sessions.user_id
where sessions.id_hash = :id_hash and sessions.expires_at > now() and users.disabled_at is null
  and sessions.seen_at > now() - make_interval(secs => :idle)
""")
_SEEN = text("update sessions set seen_at = now() where id_hash = :id_hash")


def begin(tx: Connection, user_id: UUID, lasts: float, agent: str, whole: bool = True) -> str:
    """What the cookie is to hold, for `lasts` seconds at most."""
    token = secrets.token_urlsafe(32)
    values = {
        "id_hash": _hash(token),
        "user_id": user_id,
        "whole": whole,
        "csrf": secrets.token_urlsafe(24),
        "agent": "".join(filter(str.isprintable, agent))[:LONGEST_AGENT],
        "lasts": lasts,
    }
    tx.execute(_BEGIN, values)
    return token


def find(tx: Connection, token: str, idle: float) -> tuple[SessionRow, UserRow] | None:
    """Whose it is; None if there is none of it (any more), it lay idle, or its user is off."""
    row = tx.execute(_FIND, {"id_hash": _hash(token), "idle": idle, "every": SEEN_EVERY}).one_or_none()
    if row is None:
        return None
    if row.unseen:
        tx.execute(_SEEN, {"id_hash": row.id_hash})
    return _session(row), users.user_of(row)


_WHOLE = text("update sessions set whole = true where id_hash = :id_hash")
_END = text("delete from sessions where id_hash = :id_hash")
_END_ALL = text("delete from sessions where user_id = :user_id and id_hash <> :but")
_OF_USER = text(f"select {_COLUMNS} from sessions where user_id = :user_id order by seen_at desc")
_FLASH = text("update sessions set flash = flash || cast(:one as jsonb) where id_hash = :id_hash")
_SHOWN = text("update sessions set flash = '[]' where id_hash = :id_hash")
_SWEEP = text("delete from sessions where expires_at < now()")


def complete(tx: Connection, id_hash: bytes) -> None:
    """The second factor was given."""
    tx.execute(_WHOLE, {"id_hash": id_hash})


def end(tx: Connection, id_hash: bytes) -> None:
    tx.execute(_END, {"id_hash": id_hash})


def end_all(tx: Connection, user_id: UUID, but: bytes = b"") -> int:
    """All of a user's, or all but one: how many."""
    return tx.execute(_END_ALL, {"user_id": user_id, "but": but}).rowcount


def of_user(tx: Connection, user_id: UUID) -> Sequence[SessionRow]:
    return tuple(_session(row) for row in tx.execute(_OF_USER, {"user_id": user_id}))


def say(tx: Connection, id_hash: bytes, level: str, key: str, **values: Any) -> None:
    """On the next page that is shown."""
    tx.execute(_FLASH, {"id_hash": id_hash, "one": json.dumps([[level, key, values]])})


def said(tx: Connection, id_hash: bytes) -> None:
    tx.execute(_SHOWN, {"id_hash": id_hash})


def sweep(tx: Connection) -> int:
    return tx.execute(_SWEEP).rowcount


def _session(row: Any) -> SessionRow:
    values = {name: getattr(row, name) for name in SessionRow.__slots__ if name != "created_at"}
    flash = tuple((level, key, values_of) for level, key, values_of in row.flash)
    return SessionRow(**{**values, "flash": flash, "created_at": row.began_at})


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
