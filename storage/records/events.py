"""事件: who did what, when. Appended only; a hash chain for each case and one over all of them show tampering.

The chain of a case is made by the database's trigger, and checked here in Python, without trusting it:
`hash = sha256(previous · utf8("seq|case|microseconds|actor|kind|data"))`, `data` as PostgreSQL writes the jsonb.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, text

from storage.errors import KeyMissing, StorageError
from storage.tables import events
from storage.vault import Vault

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Event:
    seq: int
    case_id: UUID | None
    at: datetime
    actor: str  # "system", "client:ID", "worker:ID", "user:ID"
    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seal:
    """The head of the chain over all events; kept elsewhere (a log, paper), it shows if seals were cut off."""

    number: int
    hash: str  # hex

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Seal:
        number, _, digest = text.partition(":")
        return cls(int(number), digest)


_COLUMNS = (events.c.seq, events.c.case_id, events.c.at, events.c.actor, events.c.kind, events.c.data)
_APPEND = text("""
insert into events (case_id, actor, kind, data) values (:case_id, :actor, :kind, cast(:data as jsonb)) returning seq
""")
_OF_CASE = (
    select(*_COLUMNS)
    .where(events.c.case_id == bindparam("case_id"), events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(bindparam("limit"))
)


def append(
    tx: Connection, kind: str, actor: str, case_id: UUID | None = None, data: Mapping[str, Any] | None = None
) -> int:
    """Its number. `data` names nobody: ids, states, versions, codes."""
    row = {"case_id": case_id, "actor": actor, "kind": kind, "data": json.dumps(dict(data or {}))}
    return int(tx.execute(_APPEND, row).scalar_one())


_NEWEST = select(func.max(events.c.seq)).where(events.c.case_id == bindparam("case_id"))


def newest(tx: Connection, case_id: UUID) -> int:
    """The number of its newest one; 0 without any."""
    return int(tx.execute(_NEWEST, {"case_id": case_id}).scalar_one() or 0)


def of_case(tx: Connection, case_id: UUID, after: int = 0, limit: int = 1000) -> tuple[Event, ...]:
    """In order, those with a number above `after`."""
    found = tx.execute(_OF_CASE, {"case_id": case_id, "after": after, "limit": limit})
    return tuple(Event(*row) for row in found)


_ROWS = """
select seq, case_id, (extract(epoch from at) * 1000000)::bigint as micros, actor, kind, data::text as data,
       previous, hash
from events {where} order by {order}
"""
_HEAD = text("select number, last_seq, hash from event_seals order by number desc limit 1")
_SEAL = text(
    "insert into event_seals (number, first_seq, last_seq, count, previous, hash)"
    " values (:number, :first, :last, :count, :previous, :hash)"
)
_SEALS = text("select number, first_seq, last_seq, count as many, previous, hash from event_seals order by number")
_SEAL_LOCK = 0x7975_7368_656E  # "yushen": one sealer at a time
_PURPOSE = "event seal"


def seal(tx: Connection, vault: Vault) -> Seal | None:
    """Put a seal over everything appended since the last one; None if there is nothing, or no quiet moment for it."""
    if not tx.execute(text("select pg_try_advisory_xact_lock(:key)"), {"key": _SEAL_LOCK}).scalar_one():
        return None
    head = tx.execute(_HEAD).one_or_none()
    number, after, previous = (head.number, head.last_seq, head.hash) if head else (0, 0, b"")
    upto = _settled(tx)
    if upto is None or upto <= after:
        return None
    total, count, first = hashlib.sha256(), 0, 0
    for row in _rows(tx, "where seq > :after and seq <= :upto", "seq", {"after": after, "upto": upto}):
        first, count = first or row.seq, count + 1
        total.update(row.hash)
    tag = vault.tag(_told(number + 1, (first, upto), count, previous, total.digest()), _PURPOSE)
    values = {"number": number + 1, "first": first, "last": upto, "count": count, "previous": previous, "hash": tag}
    tx.execute(_SEAL, values)
    return Seal(number + 1, tag.hex())


def head(tx: Connection) -> Seal | None:
    """The newest seal: noted down elsewhere, it shows whether the log's end was cut off."""
    row = tx.execute(_HEAD).one_or_none()
    return None if row is None else Seal(row.number, row.hash.hex())


def _settled(tx: Connection) -> int | None:
    """The last number below which nothing more can appear.

    Numbers are given before their transaction commits, so the newest may have gaps that fill. A lock that waits for all
    who are writing, held for one look and given back with the savepoint, tells where there are none.
    """
    nested = tx.begin_nested()
    try:
        tx.execute(text("set local lock_timeout = '250ms'"))
        tx.execute(text("lock table events in share mode"))
        found = tx.execute(text("select max(seq) from events")).scalar_one()
    except StorageError:
        return None
    finally:
        nested.rollback()
    return None if found is None else int(found)


def _told(number: int, span: tuple[int, int], count: int, previous: bytes, total: bytes) -> bytes:
    return f"{number}|{span[0]}|{span[1]}|{count}|".encode() + previous + total


def _rows(tx: Connection, where: str, order: str, values: Mapping[str, Any]) -> Iterator[Any]:
    """Rows as they come, however many: `where` and `order` are constants of this file."""
    statement = text(_ROWS.format(where=where, order=order)).execution_options(yield_per=2000)
    yield from tx.execute(statement, values)


def verify(tx: Connection, vault: Vault, known: Seal | None = None) -> list[str]:
    """What is wrong with the log, in sentences; empty if nothing is.

    `known` is a head seen before: the chain must still contain it.
    """
    tx.execute(text("set local statement_timeout = 0"))
    return [*_chains(tx), *_seals(tx, vault, known), *_states(tx)]


def _chains(tx: Connection) -> Iterator[str]:
    case: object = ()  # no case's id
    previous = b""
    for row in _rows(tx, "", "case_id nulls first, seq", {}):
        if row.case_id != case:
            case, previous = row.case_id, b""
        owner = row.case_id or ""
        told = f"{row.seq}|{owner}|{row.micros}|{row.actor}|{row.kind}|{row.data}"
        if row.previous != previous:
            yield f"event {row.seq} of case {owner}: what came before it was removed or changed"
        if row.hash != hashlib.sha256(row.previous + told.encode()).digest():
            yield f"event {row.seq} of case {owner} was changed"
        previous = row.hash


def _seals(tx: Connection, vault: Vault, known: Seal | None) -> Iterator[str]:
    previous, number, last, seen = b"", 0, 0, known is None
    for seal in tx.execute(_SEALS).all():
        number += 1
        if seal.number != number or seal.previous != previous or seal.first_seq <= last:
            yield f"seal {seal.number}: a seal before it was removed or changed"
            number = seal.number
        total, count = hashlib.sha256(), 0
        for row in _rows(tx, "where seq > :after and seq <= :upto", "seq", {"after": last, "upto": seal.last_seq}):
            count += 1
            total.update(row.hash)
        if count != seal.many:
            yield f"seal {number}: {seal.many} events were sealed up to {seal.last_seq}, {count} are there"
        told = _told(seal.number, (seal.first_seq, seal.last_seq), count, seal.previous, total.digest())
        if count == seal.many:
            yield from _tag_problems(vault, seal, told)
        seen = seen or (known is not None and known.number == seal.number and known.hash == seal.hash.hex())
        previous, last = seal.hash, seal.last_seq
    if not seen:
        yield f"seal {known}, known from elsewhere, is not in the chain"


def _tag_problems(vault: Vault, seal: Any, told: bytes) -> Iterator[str]:
    try:
        if not vault.matches(seal.hash, told, _PURPOSE):
            yield f"seal {seal.number}: events {seal.first_seq} to {seal.last_seq} are not those that were sealed"
    except KeyMissing as missing:
        yield f"seal {seal.number} cannot be checked: {missing}"


_STATES = text("""
select c.id, c.state, e.state as told
from cases c
left join lateral (
  select data ->> 'state' as state from events where case_id = c.id and data ? 'state' order by seq desc limit 1
) e on true
where e.state is distinct from c.state
""")


def _states(tx: Connection) -> Iterator[str]:
    """A case whose last told state is not its state: its newest events were cut off, or it was moved past the log."""
    for row in tx.execute(_STATES):
        yield f"case {row.id} is {row.state}; its last event says {row.told or 'nothing'}"
