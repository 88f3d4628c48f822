"""Webhooks of a client, what was sent to them, and sending it again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query
from sqlalchemy import Connection

from pipeline.intake.sender import Sender
from pipeline.web.auth import Hooks
from pipeline.web.context import OfWeb
from pipeline.web.cursors import decoded, encoded
from pipeline.web.models.webhooks import (
    DeliveryList,
    DeliveryOut,
    WebhookList,
    WebhookMade,
    WebhookNew,
    WebhookOut,
    WebhookRotate,
)
from pipeline.web.problems import ProblemError
from pipeline.work import signature, targets
from pipeline.work.targets import TargetError
from storage.errors import NotFound
from storage.records import webhooks
from storage.records.flow import Told
from storage.records.webhooks import DeliveryRow, WebhookRow
from storage.states import DeliveryState

router = APIRouter(prefix="/v1", tags=["webhooks 通知"])


@router.post(
    "/webhooks",
    status_code=201,
    summary="登记通知地址",
)
def create_webhook(body: WebhookNew, web: OfWeb, sender: Hooks) -> WebhookMade:
    """The answer holds the secret, this once.

    Private and loopback targets are refused unless the operator allows them. Messages are signed as Standard
    Webhooks say, retried for a day, and kept in order for each case.
    """
    try:
        targets.check(body.url, web.service.webhooks_allowed)
    except TargetError as error:
        raise ProblemError("webhook_refused", error.zh, error.en, reason=error.code) from None
    secret = signature.new_secret()
    with web.service.database.begin(sender.request_id) as tx:
        active = [hook for hook in webhooks.of_client(tx, sender.client_id) if hook.disabled_at is None]
        if len(active) >= web.settings.max_webhooks:
            raise ProblemError("too_many_webhooks", limit=web.settings.max_webhooks)
        names = tuple(dict.fromkeys(body.events))
        row = webhooks.add(tx, web.service.vault, sender.client_id, body.url, secret, names)
    return WebhookMade(secret=secret, **_hook(row).model_dump())


@router.get(
    "/webhooks",
    summary="通知地址列表",
)
def list_webhooks(web: OfWeb, sender: Hooks) -> WebhookList:
    """All of this client, disabled ones too."""
    with web.service.database.look() as tx:
        return WebhookList(webhooks=[_hook(row) for row in webhooks.of_client(tx, sender.client_id)])


@router.get(
    "/webhooks/{webhook_id}",
    summary="查询通知地址",
)
def get_webhook(webhook_id: UUID, web: OfWeb, sender: Hooks) -> WebhookOut:
    """One webhook."""
    with web.service.database.look() as tx:
        return _hook(_own(tx, sender, webhook_id))


@router.delete(
    "/webhooks/{webhook_id}",
    status_code=204,
    summary="停用通知地址",
)
def disable_webhook(webhook_id: UUID, web: OfWeb, sender: Hooks) -> None:
    """Nothing is sent to it any more; its deliveries stay on record."""
    with web.service.database.begin(sender.request_id) as tx:
        webhooks.disable(tx, _own(tx, sender, webhook_id).id)


@router.post("/webhooks/{webhook_id}:rotate-secret", summary="更换通知密钥")
def rotate_secret(
    webhook_id: UUID,
    web: OfWeb,
    sender: Hooks,
    body: Annotated[WebhookRotate | None, Body(description="Optional. 可不传")] = None,
) -> WebhookMade:
    """A new secret, shown this once. For a while messages carry the signatures of both, so that none is refused while
    the receiver takes up the new one."""
    overlap = (body or WebhookRotate()).overlap_hours * 3600
    secret = signature.new_secret()
    with web.service.database.begin(sender.request_id) as tx:
        row = webhooks.rotate(tx, web.service.vault, _own(tx, sender, webhook_id), secret, overlap)
    return WebhookMade(secret=secret, **_hook(row).model_dump())


@router.get(
    "/webhooks/{webhook_id}/deliveries",
    summary="投递记录",
)
def list_deliveries(
    webhook_id: UUID,
    web: OfWeb,
    sender: Hooks,
    *,
    cursor: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    state: Annotated[DeliveryState | None, Query(description="`dead`: what was given up. 状态")] = None,
) -> DeliveryList:
    """Newest first: what was sent, how often it was tried, what was answered. What is `dead` waits for `:redeliver`."""
    with web.service.database.look() as tx:
        _own(tx, sender, webhook_id)
        found = webhooks.deliveries(tx, webhook_id, decoded(cursor), limit + 1, state)
    shown = found[:limit]
    following = encoded(shown[-1].seq) if len(found) > limit else None
    return DeliveryList(deliveries=[_delivery(row) for row in shown], next_cursor=following)


@router.post(
    "/webhooks/{webhook_id}/deliveries/{delivery_id}:redeliver",
    status_code=202,
    summary="重新投递",
)
def redeliver(webhook_id: UUID, delivery_id: UUID, web: OfWeb, sender: Hooks) -> DeliveryOut:
    """Send it again, with attempts of its own. 409 if it is waiting to be sent anyway."""
    with web.service.database.begin(sender.request_id) as tx:
        _own(tx, sender, webhook_id)
        if webhooks.get_delivery(tx, delivery_id).webhook_id != webhook_id:
            raise NotFound(f"there is no delivery {delivery_id}")
        work = webhooks.redeliver(tx, delivery_id)
        row = webhooks.get_delivery(tx, delivery_id)
    web.service.tell(Told(work=work))
    return _delivery(row)


def _own(tx: Connection, sender: Sender, webhook_id: UUID) -> WebhookRow:
    row = webhooks.get(tx, webhook_id)
    if row.client_id != sender.client_id:
        raise NotFound(f"there is no webhook {webhook_id}")
    return row


def _hook(row: WebhookRow) -> WebhookOut:
    return WebhookOut(
        id=row.id,
        url=row.url,
        events=list(row.events),
        created_at=row.created_at,
        disabled_at=row.disabled_at,
        old_secret_until=row.old_secret_until if row.old_secret is not None else None,
    )


def _delivery(row: DeliveryRow) -> DeliveryOut:
    return DeliveryOut(
        id=row.id,
        case_id=row.case_id,
        event=row.event,
        state=row.state,
        attempts=row.attempts,
        last_status=row.last_status,
        last_error=row.last_error,
        created_at=row.created_at,
        delivered_at=row.delivered_at,
    )
