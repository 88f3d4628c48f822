"""One delivery of one webhook: signed, sent to an address that was judged, and tried for a day before it is dead."""

from __future__ import annotations

import json
import random
import time
from typing import TYPE_CHECKING, Any

from pipeline.work import sending, signature, targets
from pipeline.work.lease import Lease
from pipeline.work.sending import Answer
from pipeline.work.targets import TargetError
from storage.records import webhooks, work
from storage.records.flow import Told
from storage.records.webhooks import DeliveryRow, WebhookRow
from storage.records.work import Work
from storage.states import DeliveryState

if TYPE_CHECKING:
    from pipeline.service import Service

DELAYS_S = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 14400, 21600, 21600)
"""Seconds to the next attempt after the first, the second …: 12 attempts in a little less than 24 hours."""
JITTER = 0.1
"""Share by which a delay is stretched or cut at random: receivers that were away are not all called at once."""
GONE = 410
"""What a receiver answers that never wants this again; nothing but another delivery follows."""


class PostRoom:
    """Does `notify` work. May be used from several threads."""

    def __init__(self, service: Service, owner: str) -> None:
        self._service = service
        self._owner = owner

    def do(self, held: Work, lease: Lease) -> None:
        """Send the delivery that `held` is about, and say what became of it."""
        service = self._service
        with service.database.begin() as tx:
            delivery = webhooks.of_work(tx, held)
            hook = webhooks.get(tx, delivery.webhook_id)
            if delivery.state is not DeliveryState.DUE or webhooks.subject(delivery) != held.subject:
                work.finish(tx, held)
                return
        if hook.disabled_at is not None:
            self._failed(held, delivery, Answer(None, "disabled"), None)
            return
        answer = self._sent(hook, delivery, held.request_id)
        outcome = "delivered" if answer.taken else answer.error
        service.telemetry.metrics.deliveries.labels(outcome).inc()
        service.telemetry.log.info(
            "webhook", delivery_id=delivery.id, webhook_id=hook.id, code=outcome, attempt=delivery.attempts + 1
        )
        if answer.taken:
            with service.database.begin(held.request_id) as tx:
                calls = webhooks.delivered(tx, held, delivery, answer.status or 0)
            service.tell(Told(work=calls))
        else:
            self._failed(held, delivery, answer, None if answer.status == GONE else delay(held.failures))

    def _sent(self, hook: WebhookRow, delivery: DeliveryRow, request_id: str) -> Answer:
        try:
            target = targets.check(hook.url, self._service.webhooks_allowed)
        except TargetError as error:
            return Answer(None, error.code)
        body = message(delivery)
        newest, *older = webhooks.secrets(self._service.vault, hook)
        headers = signature.headers(newest, str(delivery.id), int(time.time()), body, older)
        if request_id:
            headers["x-request-id"] = request_id
        return sending.post(target, headers, body, proxy=self._service.settings.service.webhook_proxy)

    def _failed(self, held: Work, delivery: DeliveryRow, answer: Answer, wait: float | None) -> None:
        with self._service.database.begin(held.request_id) as tx:
            calls = webhooks.failed(tx, held, delivery, (answer.status, answer.error), wait)
        self._service.tell(Told(work=calls))


def message(delivery: DeliveryRow) -> bytes:
    """What is sent, the same at every attempt: type, time and what it is about; nobody's name."""
    sent: dict[str, Any] = {
        "type": delivery.event,
        "timestamp": delivery.created_at.isoformat(),
        "data": dict(delivery.payload),
    }
    return json.dumps(sent, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def delay(attempts: int) -> float | None:
    """Seconds after the attempt that comes after `attempts` others; None: that was the last."""
    if attempts >= len(DELAYS_S):
        return None
    return DELAYS_S[attempts] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 (spreads load, guards nothing)
