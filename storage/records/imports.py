"""Bulk imports: what was sent, and what became of each row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from storage.errors import NotFound, Refused
from storage.states import IMPORT, ImportState, RowState


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import."""

    id: UUID
    client_id: UUID
    state: ImportState
    blob: str
    size: int | None
    rows: int | None  # None: not yet counted
    error_code: str | None
    created_at: datetime
    done_at: datetime | None
    regions: tuple[str, ...] | None = None  # of the key it was made with; None: those of its client


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One row of its manifest."""

    import_id: UUID
    row: int  # 1-based
    state: RowState
    case_id: UUID | None
    problem: Mapping[str, Any] | None  # {code, fields}: names, never values


_IMPORT = ", ".join(f"imports.{name}" for name in ImportRow.__slots__)
_ROW = ", ".join(ManifestRow.__slots__)


def _import(row: Any) -> ImportRow:
    regions = None if row.regions is None else tuple(row.regions)
    return ImportRow(**{**row._mapping, "state": ImportState(row.state), "regions": regions})


_CREATE = text(f"""
insert into imports (id, client_id, state, blob, size, regions)
values (:id, :client_id, :state, :blob, :size, :regions)
returning {_IMPORT}
""")


def create(
    tx: Connection,
    import_id: UUID,
    client_id: UUID,
    blob: str,
    size: int | None = None,
    *,
    regions: Iterable[str] | None = None,
) -> ImportRow:
    """Size None: expected, a presigned form is given out; else due. `regions`: whose rows it may bring."""
    state = ImportState.EXPECTED if size is None else ImportState.DUE
    values: dict[str, Any] = {"id": import_id, "client_id": client_id, "state": state.value, "blob": blob, "size": size}
    values["regions"] = None if regions is None else sorted(regions)
    return _import(tx.execute(_CREATE, values).one())


_GET = text(f"select {_IMPORT} from imports where id = :id")
_OF_CLIENT = text(f"select {_IMPORT} from imports where client_id = :client_id order by created_at desc limit :limit")


def get(tx: Connection, import_id: UUID) -> ImportRow:
    """Raises NotFound."""
    row = tx.execute(_GET, {"id": import_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no import {import_id}")
    return _import(row)


def of_client(tx: Connection, client_id: UUID, limit: int = 50) -> tuple[ImportRow, ...]:
    """The newest first."""
    return tuple(_import(row) for row in tx.execute(_OF_CLIENT, {"client_id": client_id, "limit": limit}))


_AWAITED = text("select blob from imports where blob = any(:keys) and state in ('expected', 'due')")


def awaited(tx: Connection, keys: Sequence[str]) -> frozenset[str]:
    """Those of these objects that an import still needs."""
    return frozenset(tx.execute(_AWAITED, {"keys": list(keys)}).scalars())


_MOVE = text(f"""
update imports set state = :then, size = coalesce(:size, size), error_code = :error_code,
       done_at = case when :then in ('done', 'failed') then now() end
where id = :id and state = :now returning {_IMPORT}
""")


def move(
    tx: Connection, there: ImportRow, then: ImportState, size: int | None = None, error_code: str | None = None
) -> ImportRow:
    """Raises Refused."""
    values = {"id": there.id, "now": there.state.value, "then": then.value, "size": size, "error_code": error_code}
    row = tx.execute(_MOVE, values).one_or_none() if IMPORT.allows(there.state, then) else None
    if row is None:
        now = get(tx, there.id).state
        raise Refused(f"import {there.id}", now, then, IMPORT.after(now))
    return _import(row)


_COUNTED = text("update imports set rows = :rows where id = :id")
_PLAN = text("""
insert into import_rows (import_id, row, state) select :id, row, 'due' from generate_series(1, :rows) as row
on conflict do nothing
""")


def plan(tx: Connection, import_id: UUID, rows: int) -> None:
    """Its manifest was read: so many rows are to be imported. Again: nothing changes."""
    tx.execute(_COUNTED, {"id": import_id, "rows": rows})
    tx.execute(_PLAN, {"id": import_id, "rows": rows})


_SETTLE = text("""
update import_rows set state = :state, case_id = :case_id, problem = cast(:problem as jsonb)
where import_id = :id and row = :row and state = 'due'
""")


def settle(
    tx: Connection, import_id: UUID, row: int, case_id: UUID | None, problem: Mapping[str, Any] | None = None
) -> None:
    """What became of a row: its case, or why it was refused. A row that is settled stays so."""
    state = RowState.DONE if problem is None else RowState.REFUSED
    told = None if problem is None else json.dumps(dict(problem))
    tx.execute(_SETTLE, {"id": import_id, "row": row, "state": state.value, "case_id": case_id, "problem": told})


_DUE = text("select row from import_rows where import_id = :id and state = 'due' order by row")
_COUNTS = text("select state, count(*) as many from import_rows where import_id = :id group by state")
_ROWS = text(f"select {_ROW} from import_rows where import_id = :id and row > :after order by row limit :limit")


def due(tx: Connection, import_id: UUID) -> tuple[int, ...]:
    """The rows that are still to be imported."""
    return tuple(tx.execute(_DUE, {"id": import_id}).scalars())


def counts(tx: Connection, import_id: UUID) -> dict[str, int]:
    """Rows by state."""
    return {row.state: row.many for row in tx.execute(_COUNTS, {"id": import_id})}


def rows(tx: Connection, import_id: UUID, after: int = 0, limit: int = 1000) -> tuple[ManifestRow, ...]:
    """In order, those behind `after`."""
    found = tx.execute(_ROWS, {"id": import_id, "after": after, "limit": limit})
    return tuple(ManifestRow(**{**row._mapping, "state": RowState(row.state)}) for row in found)
