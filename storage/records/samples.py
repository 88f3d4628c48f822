"""抽检样本: what was drawn, when and from what. Fixed once drawn, by the database as well."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records import events, tallies
from storage.records.sampling_plans import PlanRow


@dataclass(frozen=True, slots=True)
class NewItem:
    case_id: UUID
    verdict_id: UUID
    document: str  # empty: the whole case
    pages: Sequence[tuple[str, int]]  # upload id, page
    weight: float
    twice: bool
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewSample:
    seed: int
    since: date
    until: date
    frame_size: int
    frame_hash: str
    layers: Sequence[Mapping[str, Any]]  # {stratum, size, drawn, share}
    items: Sequence[NewItem]
    id: UUID = field(default_factory=uuid4)  # the frame's object is named by it


@dataclass(frozen=True, slots=True)
class SampleRow:
    id: UUID
    plan_id: UUID
    number: int
    seed: int
    since: date
    until: date
    frame_size: int
    frame_hash: str
    layers: tuple[Mapping[str, Any], ...]
    items: int
    wanted: int  # readings: one of each item, two of some
    drawn_by: str
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class ItemRow:
    id: UUID
    sample_id: UUID
    position: int
    case_id: UUID
    verdict_id: UUID
    document: str
    pages: tuple[tuple[UUID, int], ...]
    weight: float
    twice: bool
    facts: Mapping[str, str]


def frame_key(sample_id: UUID) -> str:
    """Of the object that holds the frame a sample was drawn from: keys and strata, nothing personal."""
    return f"frames/{sample_id.hex[:2]}/{sample_id}"


_SAMPLE = ", ".join(f"samples.{name}" for name in SampleRow.__slots__)
ITEM = ", ".join(f"sample_items.{name}" for name in ItemRow.__slots__)


def _sample(row: Any) -> SampleRow:
    return SampleRow(**{**row._mapping, "layers": tuple(row.layers)})


def item_of(row: Any) -> ItemRow:
    """A row that holds ITEM, and maybe more."""
    values = {name: getattr(row, name) for name in ItemRow.__slots__}
    return ItemRow(**{**values, "pages": tuple((UUID(upload), page) for upload, page in row.pages)})


_ADD = text(f"""
insert into samples (id, plan_id, number, seed, since, until, frame_size, frame_hash, layers, items, wanted, drawn_by)
select :id, :plan_id, coalesce(max(number), 0) + 1, :seed, :since, :until, :frame_size, :frame_hash,
       cast(:layers as jsonb), :items, :wanted, :drawn_by
from samples where plan_id = :plan_id
returning {_SAMPLE}
""")
_ADD_ITEM = text("""
insert into sample_items (id, sample_id, position, case_id, verdict_id, document, pages, weight, twice, facts)
values (:id, :sample_id, :position, :case_id, :verdict_id, :document, cast(:pages as jsonb), :weight, :twice,
        cast(:facts as jsonb))
""")


def add(tx: Connection, plan: PlanRow, new: NewSample, actor: str) -> SampleRow:
    """Raises Conflict if the plan has a sample that begins on that day."""
    values = {
        "id": new.id,
        "plan_id": plan.id,
        "seed": new.seed,
        "since": new.since,
        "until": new.until,
        "frame_size": new.frame_size,
        "frame_hash": new.frame_hash,
        "layers": json.dumps([dict(layer) for layer in new.layers], ensure_ascii=False),
        "items": len(new.items),
        "wanted": sum(1 + item.twice for item in new.items),
        "drawn_by": actor,
    }
    row = _sample(tx.execute(_ADD, values).one())
    if new.items:
        tx.execute(_ADD_ITEM, [_values(row.id, position, item) for position, item in enumerate(new.items, 1)])
    told = {"plan": str(plan.id), "sample": str(row.id), "frame": row.frame_size, "drawn": len(new.items)}
    events.append(tx, "quality.sample_drawn", actor, data={**told, "frame_hash": row.frame_hash, "seed": row.seed})
    return row


def _values(sample_id: UUID, position: int, item: NewItem) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "sample_id": sample_id,
        "position": position,
        "case_id": item.case_id,
        "verdict_id": item.verdict_id,
        "document": item.document,
        "pages": json.dumps([[upload, page] for upload, page in item.pages]),
        "weight": item.weight,
        "twice": item.twice,
        "facts": json.dumps(dict(item.facts), ensure_ascii=False),
    }


_OF_PLAN = text(f"select {_SAMPLE} from samples where plan_id = :plan_id order by number desc limit :limit")
_GET = text(f"select {_SAMPLE} from samples where id = :id")
_ITEM = text(f"select {ITEM} from sample_items where id = :id")
_LOCK_ITEM = text(f"select {ITEM} from sample_items where id = :id for update")
_ITEMS = text(f"select {ITEM} from sample_items where sample_id = :sample_id order by position")


def of_plan(tx: Connection, plan_id: UUID, limit: int = 100) -> tuple[SampleRow, ...]:
    """The newest first."""
    return tuple(_sample(row) for row in tx.execute(_OF_PLAN, {"plan_id": plan_id, "limit": limit}))


def get(tx: Connection, sample_id: UUID) -> SampleRow:
    """Raises NotFound."""
    row = tx.execute(_GET, {"id": sample_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no sample {sample_id}")
    return _sample(row)


def item(tx: Connection, item_id: UUID) -> ItemRow:
    """Raises NotFound."""
    row = tx.execute(_ITEM, {"id": item_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no sampled item {item_id}")
    return item_of(row)


def lock_item(tx: Connection, item_id: UUID) -> ItemRow:
    """The item, and nobody else adds anything to it until the transaction ends. Raises NotFound."""
    row = tx.execute(_LOCK_ITEM, {"id": item_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no sampled item {item_id}")
    return item_of(row)


def items(tx: Connection, sample_id: UUID) -> tuple[ItemRow, ...]:
    """In the order they were drawn."""
    return tuple(item_of(row) for row in tx.execute(_ITEMS, {"sample_id": sample_id}))


_READ = text("""
select sample_items.id from sample_items join samples on samples.id = sample_items.sample_id
where samples.plan_id = :plan_id and exists (
  select from second_readings r where r.item_id = sample_items.id and r.saved_at is not null)
order by samples.number, sample_items.position
""")


def read_items(tx: Connection, plan_id: UUID) -> tuple[UUID, ...]:
    """Those of a plan that somebody has read, in the order they were drawn."""
    return tuple(tx.execute(_READ, {"plan_id": plan_id}).scalars())


@dataclass(frozen=True, slots=True)
class Progress:
    items: int
    wanted: int  # readings: one of each item, two of some
    saved: int
    differences: int  # of saved readings, that nobody has ruled on

    @property
    def over(self) -> bool:
        return self.saved >= self.wanted


_PROGRESS = text("""
select plan_id, sum(items) as items, sum(wanted) as wanted from samples where plan_id = any(:plans) group by plan_id
""")


def progress(tx: Connection, plans: Sequence[UUID]) -> dict[UUID, Progress]:
    """Of each plan that has drawn something."""
    told = tallies.progress(tx, plans)
    return {
        plan: Progress(int(items), int(wanted), told.get((plan, "saved"), 0), told.get((plan, "differing"), 0))
        for plan, items, wanted in tx.execute(_PROGRESS, {"plans": list(plans)})
    }


# The frame: of every case judged in the time the newest verdict that nobody had corrected anything for. So what is
# measured is the machine, not the people who put it right.
_FRAME = text("""
select distinct on (verdicts.case_id)
       verdicts.id, verdicts.case_id, verdicts.created_at, verdicts.disposition, verdicts.findings, verdicts.documents,
       verdicts.reader, verdicts.policy_version, cases.region, cases.diseases, cases.track, decided.login
from verdicts join cases on cases.id = verdicts.case_id
left join lateral (
  select users.login from events join users on events.actor = 'user:' || users.id
  where events.case_id = cases.id and events.kind = 'case.decided' order by events.seq desc limit 1
) decided on :reviewers and cases.decided_at is not null
where verdicts.created_at >= :since and verdicts.created_at < :before and verdicts.corrections = 0
  and cases.state in ('judged', 'decided', 'reading', 'judging')
  and (cast(:regions as text[]) = '{}' or cases.region = any(:regions))
order by verdicts.case_id, verdicts.number desc
""")


_PATIENTLY = text("set local statement_timeout = '120s'")  # a year of a large office is fifty thousand cases


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A case as it may be drawn."""

    verdict_id: UUID
    case_id: UUID
    judged_at: datetime
    disposition: str
    findings: Sequence[Mapping[str, str]]
    documents: Sequence[Mapping[str, Any]]
    reader: str
    policy_version: str
    region: str
    diseases: Sequence[str]
    track: str
    decided_by: str | None  # a login; None while nobody has, and where nobody asked


def frame(
    tx: Connection, days: tuple[datetime, datetime], regions: Sequence[str] = (), *, reviewers: bool = False
) -> list[FrameRow]:
    """What was judged from the first to before the second of `days` and still has its papers, by id.

    `reviewers`: with who decided.
    """
    since, before = days
    tx.execute(_PATIENTLY)
    values = {"since": since, "before": before, "regions": list(regions), "reviewers": reviewers}
    return [FrameRow(*row) for row in tx.execute(_FRAME, values)]


_DOCUMENTS = text("select documents from verdicts where id = :id")


def shown_pages(tx: Connection, verdict_id: UUID) -> tuple[tuple[UUID, int], ...]:
    """Upload and page of all that a verdict was made from, in the order they came."""
    documents = tx.execute(_DOCUMENTS, {"id": verdict_id}).scalar_one()
    places = sorted((place, upload, page) for document in documents for place, upload, page in document["pages"])
    return tuple(dict.fromkeys((UUID(upload), page) for _, upload, page in places))
