"""How far the reading of a case is, for those who watch: nothing that counts hangs on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from storage.records import work
from storage.records.readings import ReadingRow
from storage.records.uploads import UploadRow
from storage.records.work import Call

ONE_PAGE = ("image/jpeg", "image/png", "image/webp", "image/bmp", "image/heic")
"""Types whose uploads have one page each: known before anybody has opened them."""
MANY_PAGES = ("application/pdf", "image/tiff")
"""Types that have to be opened to know how many they have."""
COUNT = "count"
"""The kind of work that opens an upload to count its pages, of no case in particular."""


def ask(tx: Connection, files: Iterable[UploadRow], rows: Iterable[ReadingRow], queue: str) -> tuple[Call, ...]:
    """Work in `queue` to count the pages of those of a case's files that wait to be read, so that it is known early."""
    unknown = {row.sha256: row.reader for row in rows if not row.settled and row.page_count is None}
    told = []
    for sha256 in sorted({file.sha256 for file in files if file.sha256 and file.media_type in MANY_PAGES}):
        if sha256 in unknown:
            added = work.add(tx, COUNT, queue, f"{sha256}:{unknown[sha256]}")
            if added is not None:
                told.append((queue, added))
    return tuple(told)


_OPENED = text("""
update readings set page_count = :pages
where sha256 = :sha256 and reader = :reader and state = 'due' and page_count is null
""")
_PAGES_DONE = text("""
update reading_slices set pages_done = :pages
where sha256 = :sha256 and reader = :reader and first = :first and state = 'due' and pages_done <> :pages
""")


def opened(tx: Connection, sha256: str, reader: str, pages: int) -> None:
    """While it is being read: how many pages the whole upload has. One statement, for `look`."""
    tx.execute(_OPENED, {"sha256": sha256, "reader": reader, "pages": pages})


def pages_done(tx: Connection, at: tuple[str, str, int], pages: int) -> None:
    """While a slice (sha256, reader, first) is being read: how many of its pages are done. One statement, for `look`.

    For those who watch, and for nothing else: what counts is what settles the slice.
    """
    sha256, reader, first = at
    tx.execute(_PAGES_DONE, {"sha256": sha256, "reader": reader, "first": first, "pages": pages})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the uploads of a case have been read."""

    uploads: int
    settled: int  # read or given up
    given_up: int
    pages: int | None  # None: not yet known for every upload
    pages_known: int  # of those uploads whose pages are known
    pages_done: int
    ahead: int | None  # how much work is before the first of its own in the queue; None: none of its own waits


_PROGRESS = text("""
with live as (
  select uploads.sha256, uploads.media_type from uploads join cases on cases.id = uploads.case_id
  where cases.id = :case_id and uploads.state = 'received' and uploads.round <= cases.round
), mine as (
  select work.queue, min(work.due_at) as due_at from work
  join reading_slices s on s.work_id = work.id
  where s.sha256 in (select sha256 from live) and s.reader = :reader and work.state = 'due'
  group by work.queue order by work.queue desc limit 1
), counted as (
  select r.state, (select sum(s.pages_done) from reading_slices s
                   where s.sha256 = live.sha256 and s.reader = :reader) as pages_done,
         coalesce(r.page_count, case when r.state in ('done', 'quarantined') then 0
                                     when live.media_type = any(:one_page) then 1 end) as pages
  from live left join readings r on r.sha256 = live.sha256 and r.reader = :reader
)
select count(*) as uploads, count(*) filter (where state <> 'due') as settled,
       count(*) filter (where state = 'quarantined') as given_up,
       case when count(*) = count(pages) then coalesce(sum(pages), 0) end as pages,
       coalesce(sum(pages), 0) as pages_known, coalesce(sum(pages_done), 0) as pages_done,
       (select count(*) from mine join work on work.queue = mine.queue and work.due_at < mine.due_at
        where work.state = 'due') + case when exists (select from mine) then 0 end as ahead
from counted
""")


def of_case(tx: Connection, case_id: UUID, reader: str) -> Progress:
    row = tx.execute(_PROGRESS, {"case_id": case_id, "reader": reader, "one_page": list(ONE_PAGE)}).one()
    return Progress(*row)
