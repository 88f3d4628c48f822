"""Webhooks: who wants to be told what, and what was sent. For one case and hook, one after the other, in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from storage.errors import NotFound, Refused
from storage.records import work
from storage.records.cases import CaseRow
from storage.records.work import Call
from storage.states import DELIVERY, DeliveryState
from storage.vault import Vault, place

EVENTS = ("case.read", "case.judged", "case.decided", "case.failed", "case.cancelled")
QUEUE = "notify"
MOST_ATTEMPTS = 40  # with back-off, more than a day's


@dataclass(frozen=True, slots=True)
class WebhookRow:
    id: UUID
    client_id: UUID
    url: str
    secret: bytes = field(repr=False)  # sealed
    events: tuple[str, ...]
    created_at: datetime
    disabled_at: datetime | None
    old_secret: bytes | None = field(default=None, repr=False)  # sealed; while it still signs beside the new one
    old_secret_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    id: UUID
    seq: int
    webhook_id: UUID
    case_id: UUID
    event: str
    payload: Mapping[str, Any]
    state: DeliveryState
    attempts: int
    round: int
    last_status: int | None
    last_error: str | None  # a code
    created_at: datetime
    delivered_at: datetime | None


_HOOK = """
webhooks.id, webhooks.client_id, webhooks.url, webhooks.secret, webhooks.events, webhooks.created_at,
webhooks.disabled_at, case when webhooks.old_secret_until > now() then webhooks.old_secret end as old_secret,
webhooks.old_secret_until
"""
_DELIVERY = ", ".join(f"deliveries.{name}" for name in DeliveryRow.__slots__)


def _hook(row: Any) -> WebhookRow:
    return WebhookRow(**{**row._mapping, "events": tuple(row.events)})


def _delivery(row: Any) -> DeliveryRow:
    return DeliveryRow(**{**row._mapping, "state": DeliveryState(row.state)})


_ADD = text(f"""
insert into webhooks (id, client_id, url, secret, events) values (:id, :client_id, :url, :secret, :events)
returning {_HOOK}
""")


def add(tx: Connection, vault: Vault, client_id: UUID, url: str, secret: str, events: tuple[str, ...]) -> WebhookRow:  # noqa: PLR0917
    """`events` of EVENTS."""
    hook_id = uuid4()
    sealed = vault.seal(secret.encode(), place("webhooks", "secret", hook_id))
    values = {"id": hook_id, "client_id": client_id, "url": url, "secret": sealed, "events": list(events)}
    return _hook(tx.execute(_ADD, values).one())


def secret(vault: Vault, row: WebhookRow) -> str:
    """Opened, to sign with."""
    return vault.open(row.secret, place("webhooks", "secret", row.id)).decode()


def secrets(vault: Vault, row: WebhookRow) -> tuple[str, ...]:
    """All that sign now: the newest, and the one before it while its receiver may not know the newest yet."""
    if row.old_secret is None:
        return (secret(vault, row),)
    return secret(vault, row), vault.open(row.old_secret, place("webhooks", "old_secret", row.id)).decode()


_ROTATE = text(f"""
update webhooks set secret = :secret, old_secret = :old, old_secret_until = now() + make_interval(secs => :overlap)
where id = :id returning {_HOOK}
""")


def rotate(tx: Connection, vault: Vault, row: WebhookRow, new: str, overlap: float) -> WebhookRow:
    """From now on `new` signs; the secret before it does so as well, for `overlap` seconds more."""
    old = secret(vault, row).encode()
    values = {
        "id": row.id,
        "secret": vault.seal(new.encode(), place("webhooks", "secret", row.id)),
        "old": vault.seal(old, place("webhooks", "old_secret", row.id)),
        "overlap": overlap,
    }
    return _hook(tx.execute(_ROTATE, values).one())


_FORGET_OLD = text("update webhooks set old_secret = null where old_secret is not null and old_secret_until <= now()")


def forget_old(tx: Connection) -> int:
    """Secrets that sign no more: how many."""
    return tx.execute(_FORGET_OLD).rowcount


_GET = text(f"select {_HOOK} from webhooks where id = :id")
_OF_CLIENT = text(f"select {_HOOK} from webhooks where client_id = :client_id order by created_at, id")
_DISABLE = text("update webhooks set disabled_at = now() where id = :id and disabled_at is null")


def get(tx: Connection, webhook_id: UUID) -> WebhookRow:
    """Raises NotFound."""
    row = tx.execute(_GET, {"id": webhook_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no webhook {webhook_id}")
    return _hook(row)


def of_client(tx: Connection, client_id: UUID) -> tuple[WebhookRow, ...]:
    return tuple(_hook(row) for row in tx.execute(_OF_CLIENT, {"client_id": client_id}))


def disable(tx: Connection, webhook_id: UUID) -> None:
    """Nothing new is sent to it; what waits is sent no more either (its work finds the hook disabled)."""
    tx.execute(_DISABLE, {"id": webhook_id})


_ENQUEUE = text("""
insert into deliveries (id, webhook_id, case_id, event, payload, state)
select gen_random_uuid(), id, :case_id, :event, cast(:payload as jsonb), 'due' from webhooks
where client_id = :client_id and disabled_at is null and :event = any(events)
order by created_at, id
returning webhook_id
""")
_IN_TURN = text("select pg_advisory_xact_lock(hashtextextended('webhooks:' || :case_id, 0))")
_NEXT = text(f"""
with first as (
  select id, round from deliveries where webhook_id = :webhook_id and case_id = :case_id and state = 'due'
  order by seq limit 1
)
insert into work (id, kind, queue, subject, case_id, state, most_failures, most_attempts, send_at, request_id)
select gen_random_uuid(), 'notify', :queue, first.id || ':' || first.round, :case_id, 'due', :most, :most,
       now() + make_interval(secs => :grace), {work.REQUEST.format(case_id="cast(:case_id as uuid)")}
from first
where not exists (select from work where kind = 'notify' and subject = first.id || ':' || first.round)
on conflict (kind, subject) do nothing returning id
""")


def enqueue(tx: Connection, case: CaseRow, event: str, payload: Mapping[str, Any]) -> tuple[Call, ...]:
    """A delivery for each hook of the case's client that wants this event: work to tell the queue of.

    A hook that has not got the case's earlier event yet gets this one after it: whoever adds waits for its turn before
    it draws a `seq`, or the one that drew the later number could be sent first.
    """
    _in_turn(tx, case.id)
    values = {"case_id": case.id, "client_id": case.client_id, "event": event, "payload": json.dumps(dict(payload))}
    hooks = tx.execute(_ENQUEUE, values).scalars().all()
    return tuple(call for hook in sorted(hooks) for call in _next(tx, hook, case.id))


def _in_turn(tx: Connection, case_id: UUID) -> None:
    """One at a time, of those who add or end deliveries of this case, until the transaction ends."""
    tx.execute(_IN_TURN, {"case_id": str(case_id)})


def _next(tx: Connection, webhook_id: UUID, case_id: UUID) -> tuple[Call, ...]:
    """Work for the first delivery of this hook and case that is due, unless it has some.

    In turn, so that who ends a delivery and who adds one see each other. It looks before it inserts: an insert would
    wait for whoever is just finishing that work, and who finishes waits for its turn.
    """
    _in_turn(tx, case_id)
    values = {"webhook_id": webhook_id, "case_id": case_id, "queue": QUEUE, "most": MOST_ATTEMPTS, "grace": work.GRACE}
    return tuple((QUEUE, found) for found in tx.execute(_NEXT, values).scalars())


def subject(delivery: DeliveryRow) -> str:
    """Of the work that sends it."""
    return f"{delivery.id}:{delivery.round}"


def of_work(tx: Connection, held: work.Work) -> DeliveryRow:
    """The delivery a notify work is about. Raises NotFound."""
    return get_delivery(tx, UUID(held.subject.partition(":")[0]))


_GET_DELIVERY = text(f"select {_DELIVERY} from deliveries where id = :id")
_DELIVERIES = text(f"""
select {_DELIVERY} from deliveries where webhook_id = :webhook_id and seq < :before
  and (cast(:state as text) is null or state = :state) order by seq desc limit :limit
""")


def get_delivery(tx: Connection, delivery_id: UUID) -> DeliveryRow:
    """Raises NotFound."""
    row = tx.execute(_GET_DELIVERY, {"id": delivery_id}).one_or_none()
    if row is None:
        raise NotFound(f"there is no delivery {delivery_id}")
    return _delivery(row)


def deliveries(
    tx: Connection, webhook_id: UUID, before: int | None = None, limit: int = 50, state: DeliveryState | None = None
) -> tuple[DeliveryRow, ...]:
    """The newest first; `before`: with a smaller seq; `state`: those in it alone."""
    wanted = None if state is None else state.value
    values = {"webhook_id": webhook_id, "before": before or 2**62, "limit": limit, "state": wanted}
    return tuple(_delivery(row) for row in tx.execute(_DELIVERIES, values))


_SENT = text(f"""
update deliveries set state = :state, attempts = attempts + 1, last_status = :status, last_error = :error,
       delivered_at = case when :state = 'delivered' then clock_timestamp() end
where id = :id and state = 'due' returning {_DELIVERY}
""")


def _sent(tx: Connection, delivery: DeliveryRow, state: DeliveryState, answer: tuple[int | None, str | None]) -> None:
    status, error = answer
    tx.execute(_SENT, {"id": delivery.id, "state": state.value, "status": status, "error": error})


def delivered(tx: Connection, held: work.Work, delivery: DeliveryRow, status: int) -> tuple[Call, ...]:
    """It arrived: its work is finished, and the next one's begins. Raises LostLease."""
    work.finish(tx, held)
    _sent(tx, delivery, DeliveryState.DELIVERED, (status, None))
    return _next(tx, delivery.webhook_id, delivery.case_id)


def failed(
    tx: Connection, held: work.Work, delivery: DeliveryRow, answer: tuple[int | None, str], delay: float | None
) -> tuple[Call, ...]:
    """It did not arrive: try again in `delay` seconds, or (None, or tried too often) give it up and let the next go.

    `answer`: HTTP status if there was one, and a code. Raises LostLease.
    """
    after = work.quarantine(tx, held, answer[1]) if delay is None else work.retry(tx, held, delay, answer[1])
    if after.state == "due":
        _sent(tx, delivery, DeliveryState.DUE, answer)
        return ()
    return given_up(tx, delivery, answer)


def given_up(tx: Connection, delivery: DeliveryRow, answer: tuple[int | None, str]) -> tuple[Call, ...]:
    """A dead letter; the next one's work."""
    _sent(tx, delivery, DeliveryState.DEAD, answer)
    return _next(tx, delivery.webhook_id, delivery.case_id)


_AGAIN = text("""
update deliveries set state = 'due', round = round + 1, delivered_at = null
where id = :id and state in ('dead', 'delivered') returning webhook_id, case_id
""")
_DROP = text("""
update work set state = 'dropped', reason = 'sent_again', done_at = now()
where kind = 'notify' and subject = :subject and state = 'quarantined'
""")


def redeliver(tx: Connection, delivery_id: UUID) -> tuple[Call, ...]:
    """Send it again, with attempts of its own. Raises Refused if it is due anyway, NotFound."""
    delivery = get_delivery(tx, delivery_id)
    row = tx.execute(_AGAIN, {"id": delivery_id}).one_or_none()
    if row is None:
        raise Refused(f"delivery {delivery_id}", delivery.state, DeliveryState.DUE, DELIVERY.after(delivery.state))
    tx.execute(_DROP, {"subject": subject(delivery)})
    return _next(tx, row.webhook_id, row.case_id)


_STRANDED = text("""
select distinct webhook_id, case_id from deliveries
where state = 'due' and created_at < now() - make_interval(secs => :age) and not exists (
  select from work join deliveries d on work.subject = d.id || ':' || d.round
  where work.kind = 'notify' and d.state = 'due' and work.state in ('due', 'leased')
    and d.webhook_id = deliveries.webhook_id and d.case_id = deliveries.case_id)
limit :limit
""")


def stranded(tx: Connection, age: float = 60.0, limit: int = 100) -> tuple[Call, ...]:
    """Work for deliveries that are due and have none: there should be no such, and the sweeper looks."""
    pairs = tx.execute(_STRANDED, {"age": age, "limit": limit}).all()
    return tuple(call for row in pairs for call in _next(tx, row.webhook_id, row.case_id))


_COUNTS = text("select state, count(*) as many from deliveries group by state")


def counts(tx: Connection) -> dict[str, int]:
    """Deliveries by state."""
    return {row.state: row.many for row in tx.execute(_COUNTS)}
