"""漂移告警: an error rate left its control limits. Noticed once a week and metric; kept, and marked when seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound
from storage.records import events


@dataclass(frozen=True, slots=True)
class AlarmRow:
    id: UUID
    scope: str  # regions joined by commas; empty: all
    metric: str
    period: str  # 2026-W14
    share: float
    upper: float
    signal: str  # above, run
    noticed_at: datetime
    seen_by: UUID | None
    seen_at: datetime | None


_COLUMNS = ", ".join(AlarmRow.__slots__)
_NOTICE = text("""
insert into drift_alarms (id, scope, metric, period, share, upper, signal)
values (:id, :scope, :metric, :period, :share, :upper, :signal) on conflict do nothing returning id
""")
_MINE = "(cast(:regions as text[]) = '{}' or (scope <> '' and string_to_array(scope, ',') <@ :regions))"
_OPEN = text(f"select {_COLUMNS} from drift_alarms where seen_at is null and {_MINE} order by noticed_at desc limit 50")
_SEE = text(f"""
update drift_alarms set seen_by = :user_id, seen_at = now() where id = :id and seen_at is null and {_MINE}
""")


def scope_of(regions: Sequence[str]) -> str:
    return ",".join(sorted(regions))


def notice(tx: Connection, scope: str, metric: str, period: str, point: tuple[float, float, str]) -> bool:
    """Whether it is news; `point` is share, upper limit and signal."""
    share, upper, signal = point
    values = {"id": uuid4(), "scope": scope, "metric": metric, "period": period}
    values |= {"share": share, "upper": upper, "signal": signal}
    if tx.execute(_NOTICE, values).one_or_none() is None:
        return False
    data = {"metric": metric, "period": period, "share": round(share, 4), "upper": round(upper, 4), "signal": signal}
    events.append(tx, "quality.drift", events.SYSTEM, data=data)
    return True


def unseen(tx: Connection, regions: Sequence[str] = ()) -> tuple[AlarmRow, ...]:
    """The newest first; `regions` are those of who asks, empty: all."""
    return tuple(AlarmRow(*row) for row in tx.execute(_OPEN, {"regions": list(regions)}))


def see(tx: Connection, alarm_id: UUID, regions: Sequence[str], user_id: UUID) -> None:
    """Somebody has taken note. Raises NotFound."""
    if not tx.execute(_SEE, {"id": alarm_id, "regions": list(regions), "user_id": user_id}).rowcount:
        raise NotFound(f"there is no open alarm {alarm_id}")
    events.append(tx, "quality.drift_seen", f"user:{user_id}", data={"alarm": str(alarm_id)})
