"""A case's mark changes whenever there is news of it: what those who follow cases look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, text

Mark = tuple[int, int]

_MARKS = text("""
select cases.id,
       coalesce((select max(seq) from events where events.case_id = cases.id), 0) as newest,
       coalesce((select sum(readings.pages_done) + count(*) filter (where readings.state <> 'due')
                 from uploads join readings on readings.sha256 = uploads.sha256 and readings.reader = :reader
                 where uploads.case_id = cases.id and cases.state = 'reading'), 0) as done
from cases where cases.id = any(:ids)
""")


def of_cases(tx: Connection, case_ids: Sequence[UUID], reader: str) -> Mapping[UUID, Mark]:
    """Its newest event, and how much of it has been read."""
    rows = tx.execute(_MARKS, {"ids": list(case_ids), "reader": reader})
    return {row.id: (int(row.newest), int(row.done)) for row in rows}
