"""Objects that no row names: left by a sender that went away, a worker that died, a removal that did not go through."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import unquote
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

PREFIXES = ("uploads/", "reports/", "readings/", "pages/", "frames/")
"""Where rows name every object; what else there is belongs to others."""

_UPLOADS = text("select id from uploads where id = any(:ids) and state <> 'purged'")
_BYTES = text("select distinct sha256 from uploads where sha256 = any(:shas) and state <> 'purged'")
_VERDICTS = text("select value from verdicts, jsonb_each_text(blobs) where verdicts.id = any(:ids)")
_SAMPLES = text("select id from samples where id = any(:ids)")
_SLICES = text("""
select s.sha256, s.reader, s.first from reading_slices s
join unnest(cast(:shas as text[]), cast(:readers as text[]), cast(:firsts as int[])) as asked (sha256, reader, first)
  on (s.sha256, s.reader, s.first) = (asked.sha256, asked.reader, asked.first)
""")


def strays(tx: Connection, keys: Sequence[str]) -> tuple[str, ...]:
    """Those of the keys that no row names. A key that cannot be understood is nobody's business and stays."""
    named = _named(tx, _UPLOADS, keys, "uploads") | _named(tx, _SAMPLES, keys, "frames")
    named |= _named_papers(tx, keys) | _named_readings(tx, keys) | _named_pages(tx, keys)
    known = [key for key in keys if _understood(key)]
    return tuple(key for key in known if key not in named)


def _understood(key: str) -> bool:
    ids = (_id(key, "uploads", 3), _id(key, "frames", 3), _id(key, "reports", 4))
    return any(ids) or _slice(key) is not None or _bytes(key) is not None


def _named(tx: Connection, rows: TextClause, keys: Sequence[str], kind: str) -> set[str]:
    """Keys that are named by the id of one row."""
    ids = {found: key for key in keys if (found := _id(key, kind, 3))}
    return {ids[found] for found in tx.execute(rows, {"ids": list(ids)}).scalars()} if ids else set()


def _named_papers(tx: Connection, keys: Sequence[str]) -> set[str]:
    ids = {found for key in keys if (found := _id(key, "reports", 4))}
    return set(tx.execute(_VERDICTS, {"ids": list(ids)}).scalars()) if ids else set()


def _named_readings(tx: Connection, keys: Sequence[str]) -> set[str]:
    parts = {found: key for key in keys if (found := _slice(key))}
    if not parts:
        return set()
    shas, readers, firsts = (list(column) for column in zip(*parts, strict=True))
    rows = tx.execute(_SLICES, {"shas": shas, "readers": readers, "firsts": firsts})
    return {parts[row.sha256, row.reader, row.first] for row in rows}


def _named_pages(tx: Connection, keys: Sequence[str]) -> set[str]:
    """Pictures of pages whose bytes some case still has."""
    shas = {found for key in keys if (found := _bytes(key))}
    held = set(tx.execute(_BYTES, {"shas": list(shas)}).scalars()) if shas else set()
    return {key for key in keys if _bytes(key) in held}


def _id(key: str, kind: str, length: int) -> UUID | None:
    """The row's id in a key like uploads/ab/<id>, frames/ab/<id> or reports/ab/<id>/<what>."""
    parts = key.split("/")
    if len(parts) == length and parts[0] == kind:
        with suppress(ValueError):
            return UUID(parts[2])
    return None


def _slice(key: str) -> tuple[str, str, int] | None:
    """sha256, reader and first page of readings/ab/<sha256>/<reader>/<first>."""
    parts = key.split("/")
    if len(parts) == 5 and parts[0] == "readings" and parts[4].isdigit():
        return parts[2], unquote(parts[3]), int(parts[4])
    return None


def _bytes(key: str) -> str | None:
    """sha256 of the original in pages/ab/<sha256>/<page>/<size>."""
    parts = key.split("/")
    return parts[2] if len(parts) == 5 and parts[0] == "pages" and parts[3].isdigit() else None
