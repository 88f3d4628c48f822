"""识读: which bytes were read by which reader, in slices of pages. Shared by all cases that hold the same bytes.

flow.py joins these with work and cases; whoever else changes a reading is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.records import work
from storage.records.work import Call
from storage.states import ReadingState

SLICE_PAGES = 10
INSTANT, BATCH = "read.instant", "read.batch"


@dataclass(frozen=True, slots=True)
class ReadingRow:
    sha256: str
    reader: str
    state: ReadingState
    page_count: int | None
    pages_done: int
    error_code: str | None
    seconds: float
    created_at: datetime
    done_at: datetime | None

    @property
    def settled(self) -> bool:
        """Read, or given up: its case need not wait for it."""
        return self.state is not ReadingState.DUE


@dataclass(frozen=True, slots=True)
class SliceRow:
    sha256: str
    reader: str
    first: int  # 1-based
    last: int  # inclusive; of the first slice of an upload, how far it may go
    state: ReadingState
    pages_done: int
    work_id: UUID | None


_COLUMNS = ", ".join(f"readings.{name}" for name in ReadingRow.__slots__)
_SLICE = ", ".join(f"reading_slices.{name}" for name in SliceRow.__slots__)


def _reading(row: Any) -> ReadingRow:
    return ReadingRow(**{**row._mapping, "state": ReadingState(row.state)})


def _slice(row: Any) -> SliceRow:
    return SliceRow(**{**row._mapping, "state": ReadingState(row.state)})


def subject(sha256: str, reader: str, first: int) -> str:
    """Of the work that reads a slice."""
    return f"{sha256}:{reader}:{first}"


def parts(subject_of_work: str) -> tuple[str, str, int]:
    """sha256, reader and first page of such a subject."""
    sha256, rest = subject_of_work.split(":", 1)
    reader, first = rest.rsplit(":", 1)
    return sha256, reader, int(first)


_WANT = text("""
insert into readings (sha256, reader, state) select sha256, :reader, 'due' from unnest(cast(:shas as text[])) as sha256
on conflict do nothing returning sha256
""")
_SLICES = text("""
with asked as (
  select * from unnest(cast(:ids as uuid[]), cast(:shas as text[]), cast(:firsts as int[]), cast(:lasts as int[]))
    as asked (id, sha256, first, last)
), made as (
  insert into work (id, kind, queue, subject, state, most_failures, most_attempts, send_at)
  select id, 'read', :queue, sha256 || ':' || :reader || ':' || first, 'due', :most_failures, :most_attempts,
         now() + make_interval(secs => :grace)
  from asked returning id
)
insert into reading_slices (sha256, reader, first, last, state, work_id)
select asked.sha256, :reader, asked.first, asked.last, 'due', asked.id from asked join made using (id)
""")
_PROMOTE = text("""
update work set queue = :queue, send_at = now() + make_interval(secs => :grace) from (
  select work.id from work join reading_slices on reading_slices.work_id = work.id
  where reading_slices.sha256 = any(:shas) and reading_slices.reader = :reader
    and work.state = 'due' and work.queue <> :queue
  for update of work skip locked
) as slow where work.id = slow.id returning work.id
""")
_SHARE = text(f"""
select {_COLUMNS} from readings where sha256 = any(:shas) and reader = :reader order by sha256 for share
""")


def want(
    tx: Connection, shas: Sequence[str], reader: str, queue: str, slice_pages: int = SLICE_PAGES
) -> tuple[tuple[ReadingRow, ...], tuple[Call, ...]]:
    """Their readings as they stand, kept so until this transaction ends, and new work to tell the queue of.

    Bytes that were read, or are being read, make no work; what waits in the batch queue moves to the instant one if
    an instant case wants it.
    """
    wanted = sorted(set(shas))  # in one order everywhere: two cases with the same bytes do not block each other
    if not wanted:
        return (), ()
    new = sorted(tx.execute(_WANT, {"shas": wanted, "reader": reader}).scalars())
    told = _add_slices(tx, [(sha, 1, slice_pages) for sha in new], reader, queue)
    if queue == INSTANT and len(new) < len(wanted):
        hurry = {"shas": wanted, "reader": reader, "queue": queue, "grace": work.GRACE}
        told += tuple((queue, found) for found in tx.execute(_PROMOTE, hurry).scalars())
    rows = tx.execute(_SHARE, {"shas": wanted, "reader": reader})
    return tuple(_reading(row) for row in rows), told


def _add_slices(tx: Connection, spans: Sequence[tuple[str, int, int]], reader: str, queue: str) -> tuple[Call, ...]:
    """Slices (sha256, first, last) and their work."""
    if not spans:
        return ()
    ids = [uuid4() for _ in spans]
    values = {
        "ids": ids,
        "shas": [span[0] for span in spans],
        "firsts": [span[1] for span in spans],
        "lasts": [span[2] for span in spans],
        "reader": reader,
        "queue": queue,
        "most_failures": work.MOST_FAILURES,
        "most_attempts": work.MOST_ATTEMPTS,
        "grace": work.GRACE,
    }
    tx.execute(_SLICES, values)
    return tuple((queue, each) for each in ids)


_GET = text(f"select {_COLUMNS} from readings where sha256 = :sha256 and reader = :reader")
_GET_SLICE = text(f"select {_SLICE} from reading_slices where sha256 = :sha256 and reader = :reader and first = :first")
_GET_SLICES = text(f"select {_SLICE} from reading_slices where sha256 = :sha256 and reader = :reader order by first")


def get(tx: Connection, sha256: str, reader: str) -> ReadingRow | None:
    row = tx.execute(_GET, {"sha256": sha256, "reader": reader}).one_or_none()
    return None if row is None else _reading(row)


def get_slice(tx: Connection, sha256: str, reader: str, first: int) -> SliceRow | None:
    row = tx.execute(_GET_SLICE, {"sha256": sha256, "reader": reader, "first": first}).one_or_none()
    return None if row is None else _slice(row)


def slices(tx: Connection, sha256: str, reader: str) -> tuple[SliceRow, ...]:
    """In order of their pages."""
    return tuple(_slice(row) for row in tx.execute(_GET_SLICES, {"sha256": sha256, "reader": reader}))


_OF_UPLOADS = text(f"select {_COLUMNS} from readings where sha256 = any(:shas) and reader = :reader")


def of_uploads(tx: Connection, shas: Sequence[str], reader: str) -> dict[str, ReadingRow]:
    """By sha256, those there are."""
    rows = tx.execute(_OF_UPLOADS, {"shas": list(shas), "reader": reader})
    return {row.sha256: _reading(row) for row in rows}


_COMPLETE = text("""
select reader from readings where sha256 = any(:shas) and state in ('done', 'quarantined')
group by reader having count(*) = :many order by reader = :prefer desc, max(done_at) desc limit 1
""")


def complete(tx: Connection, shas: Sequence[str], prefer: str) -> str | None:
    """The reader under which all of these are settled: `prefer`, or else the one that was last at work."""
    distinct = sorted(set(shas))
    values = {"shas": distinct, "many": len(distinct), "prefer": prefer}
    found = tx.execute(_COMPLETE, values).scalar_one_or_none()
    return None if found is None else str(found)


_COUNT = text(f"""
update readings set pages_done = pages_done + :pages, seconds = seconds + :seconds,
       page_count = coalesce(page_count, :page_count), error_code = coalesce(:error_code, error_code)
where sha256 = :sha256 and reader = :reader returning {_COLUMNS}
""")
_SETTLE_SLICE = text(f"""
update reading_slices set state = :state, pages_done = :pages, last = greatest(first, least(last, :page_count))
where sha256 = :sha256 and reader = :reader and first = :first and state = 'due' returning {_SLICE}
""")
_SETTLE = text(f"""
update readings set done_at = now(), state = case when exists (
    select from reading_slices s where s.sha256 = readings.sha256 and s.reader = readings.reader
    and s.state = 'quarantined') then 'quarantined' else 'done' end
where sha256 = :sha256 and reader = :reader and state = 'due' and not exists (
    select from reading_slices s where s.sha256 = readings.sha256 and s.reader = readings.reader and s.state = 'due')
returning {_COLUMNS}
""")


@dataclass(frozen=True, slots=True)
class Slice:
    """What came of reading one slice."""

    page_count: int | None  # of the whole upload; None: still unknown
    pages_done: int
    seconds: float = 0.0
    error_code: str | None = None  # the upload cannot be read, and its sender was told why
    given_up: bool = False


def settle_slice(
    tx: Connection, at: tuple[str, str, int], came: Slice, queue: str, slice_pages: int
) -> tuple[ReadingRow, tuple[Call, ...]]:
    """Record one slice (sha256, reader, first): the reading, and work for the slices that are now known to follow.

    The reading's row is locked until the transaction ends, so that the last of two slices sees the other.
    """
    sha256, reader, first = at
    key = {"sha256": sha256, "reader": reader}
    count = {"pages": came.pages_done, "seconds": came.seconds, "page_count": came.page_count}
    reading = tx.execute(_COUNT, {**key, **count, "error_code": came.error_code}).one()
    state = ReadingState.QUARANTINED if came.given_up else ReadingState.DONE
    ended = {"first": first, "state": state.value, "pages": came.pages_done, "page_count": reading.page_count}
    row = tx.execute(_SETTLE_SLICE, {**key, **ended}).one_or_none()
    told: tuple[Call, ...] = ()
    if row is not None and first == 1 and reading.page_count is not None and reading.error_code is None:
        starts = range(row.last + 1, reading.page_count + 1, slice_pages)
        spans = [(sha256, start, min(start + slice_pages - 1, reading.page_count)) for start in starts]
        told = _add_slices(tx, spans, reader, queue)
    settled = tx.execute(_SETTLE, key).one_or_none()
    return _reading(settled or reading), told


_REOPEN = text("""
with opened as (
  update reading_slices set state = 'due', pages_done = 0
  where sha256 = :sha256 and reader = :reader and first = :first and state = 'quarantined' returning 1
)
update readings set state = 'due', done_at = null
where sha256 = :sha256 and reader = :reader and state = 'quarantined' and exists (select from opened)
""")


def reopen(tx: Connection, sha256: str, reader: str, first: int) -> None:
    """A slice that was given up is to be tried again."""
    tx.execute(_REOPEN, {"sha256": sha256, "reader": reader, "first": first})


_STRANDED = text("""
select s.sha256, s.first, work.id as work_id from readings r
join reading_slices s on s.sha256 = r.sha256 and s.reader = r.reader
left join work on work.id = s.work_id
where r.state = 'due' and r.reader = :reader and s.state = 'due'
  and (work.id is null or work.state in ('done', 'dropped'))
  and exists (select from uploads join cases on cases.id = uploads.case_id
              where uploads.sha256 = r.sha256 and uploads.state = 'received' and cases.state = 'reading')
order by r.created_at, s.first limit :limit for no key update of s skip locked
""")
_ANEW = (
    text("delete from work where id = any(:ids) and state in ('done', 'dropped')"),
    text("update reading_slices set work_id = :work_id where sha256 = :sha256 and reader = :reader and first = :first"),
)


def stranded(tx: Connection, reader: str, limit: int = 100) -> tuple[Call, ...]:
    """New work for slices that cases wait for and that have none, because a reader of another version left them."""
    rows = tx.execute(_STRANDED, {"reader": reader, "limit": limit}).all()
    tx.execute(_ANEW[0], {"ids": [row.work_id for row in rows if row.work_id]})
    told = []
    for row in rows:
        added = work.add(tx, "read", BATCH, subject(row.sha256, reader, row.first))
        if added is not None:
            tx.execute(_ANEW[1], {"work_id": added, "sha256": row.sha256, "reader": reader, "first": row.first})
            told.append((BATCH, added))
    return tuple(told)


_FORGET = text("""
select reader from readings where sha256 = :sha256 order by reader for update
""")
_WANTED = text("""
select exists (select from uploads where sha256 = :sha256 and state in ('received', 'removed'))
""")
_DELETE = (
    text("""
delete from reading_slices where sha256 = :sha256 and (cast(:reader as text) is null or reader = :reader)
returning reader, first
"""),
    text("delete from readings where sha256 = :sha256 and (cast(:reader as text) is null or reader = :reader)"),
)
_DELETE_WORK = text("""
delete from work where (kind = 'read' and subject = any(:subjects)) or (kind = 'count' and subject = any(:whole))
""")


def forget(tx: Connection, sha256: str) -> tuple[tuple[str, int], ...] | None:
    """Remove all that is known of bytes nobody has any more: (reader, first) of the objects to remove before commit.

    None if some upload still has them. Whoever wants the same bytes anew waits for this transaction.
    """
    tx.execute(_FORGET, {"sha256": sha256})
    if tx.execute(_WANTED, {"sha256": sha256}).scalar_one():
        return None
    gone = tx.execute(_DELETE[0], {"sha256": sha256, "reader": None}).all()
    tx.execute(_DELETE[1], {"sha256": sha256, "reader": None})
    parts_of_it = tuple((row.reader, row.first) for row in gone)
    _delete_work(tx, sha256, parts_of_it)
    return parts_of_it


_SETTLED = text("""
select from readings where sha256 = :sha256 and reader = :reader and state <> 'due' for update
""")


def discard(tx: Connection, sha256: str, reader: str) -> bool:
    """A settled reading whose object is lost: as if these bytes had never been read. False if it is being read anew."""
    if not tx.execute(_SETTLED, {"sha256": sha256, "reader": reader}).all():
        return False
    gone = tx.execute(_DELETE[0], {"sha256": sha256, "reader": reader}).all()
    tx.execute(_DELETE[1], {"sha256": sha256, "reader": reader})
    _delete_work(tx, sha256, [(reader, row.first) for row in gone])
    return True


def _delete_work(tx: Connection, sha256: str, slices_gone: Iterable[tuple[str, int]]) -> None:
    """Of the slices (reader, first), and of whoever was to count their pages."""
    subjects = [subject(sha256, reader, first) for reader, first in slices_gone]
    whole = sorted({one.rpartition(":")[0] for one in subjects})
    tx.execute(_DELETE_WORK, {"subjects": subjects, "whole": whole})
