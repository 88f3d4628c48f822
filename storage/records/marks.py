"""A case's mark changes whenever there is news of it: what those who follow cases look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, text

Mark = tuple[int, int, int]

_MARKS = text("""
select cases.id,
       coalesce((select max(seq) from events where events.case_id = cases.id), 0) as newest,
       coalesce((select sum(reading_slices.pages_done) + count(*) filter (where reading_slices.state <> 'due')
                 from uploads join reading_slices
                   on reading_slices.sha256 = uploads.sha256 and reading_slices.reader = :reader
                 where uploads.case_id = cases.id and cases.state = 'reading'), 0) as done,
       coalesce((select sum(readings.page_count)
                 from uploads join readings on readings.sha256 = uploads.sha256 and readings.reader = :reader
                 where uploads.case_id = cases.id and cases.state = 'reading'), 0) as pages
from cases where cases.id = any(:ids)
""")


def of_cases(tx: Connection, case_ids: Sequence[UUID], reader: str) -> Mapping[UUID, Mark]:
    """Its newest event, how much of it has been read, and how many pages of it are known of."""
    rows = tx.execute(_MARKS, {"ids": list(case_ids), "reader": reader})
    return {row.id: (int(row.newest), int(row.done), int(row.pages)) for row in rows}
