"""Comparisons as they come out of storage, for tests of what is counted from them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4, uuid5

from storage.records.comparisons import ComparisonRow, Seen

FACTS = {
    "region": "rizhao",
    "disposition": "review",
    "policy": "rizhao 2026.1",
    "reader": "9",
    "week": "2026-W10",
}
AT = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
ROOM = UUID(int=7)


def seen(
    topic: str = "issue_date",
    outcome: str = "right",
    *,
    sort: str = "field",
    ordinal: int = 1,
    item: str = "",
    page: int = 1,
    weight: float = 1.0,
    week: str = "2026-W10",
    ruled: str | None = None,
    **row: object,
) -> Seen:
    values: dict[str, object] = {
        "reading_id": uuid4(),
        "number": 1,
        "sort": sort,
        "topic": topic,
        "page": page,
        "outcome": outcome,
        "confidence": None,
        "machine": None,
        "auditor": None,
        "kind": None,
        "hospital": None,
        "quality": None,
        "detail": None,
        "entry": None,
        "ruling": None if ruled is None else "machine_right",
        "ruled": ruled,
        "ruled_by": None,
    }
    made = ComparisonRow(**(values | row))  # type: ignore[arg-type]
    item_id = uuid5(ROOM, item) if item else uuid4()
    return Seen(made, item_id, uuid4(), uuid4(), ordinal, uuid4(), AT, weight, {**FACTS, "week": week})


def finding(code: str, machine: str, auditor: str, outcome: str, **more: object) -> Seen:
    return seen(code, outcome, sort="finding", machine=machine, auditor=auditor, **more)  # type: ignore[arg-type]
