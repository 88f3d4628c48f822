"""回调: where clients are told, what was sent, and sending it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from pipeline.web.console.pages import go, page
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb
from storage.errors import NotFound, Refused
from storage.records import clients, events, overviews, sessions, webhooks
from storage.records.clients import ClientRow
from storage.records.flow import Told
from storage.records.webhooks import WebhookRow
from storage.records.work import Call

HERE = "/console/admin/webhooks"
PAGE = 100
router = APIRouter(prefix=HERE, include_in_schema=False)
OfUser = Annotated[User, may(Right.WEBHOOKS_MANAGE)]


@router.get("")
def get_webhooks(request: Request, web: OfWeb, user: OfUser) -> Response:
    with web.service.database.look() as tx:
        found = [hook for hook in overviews.hooks(tx) if user.manages(hook.client_regions)]
    return page(request, user, "admin/webhooks.html", found=found)


@router.get("/{webhook_id}")
def get_webhook(
    request: Request, web: OfWeb, user: OfUser, webhook_id: UUID, before: Annotated[int | None, Query(ge=1)] = None
) -> Response:
    """Its deliveries, newest first."""
    with web.service.database.look() as tx:
        hook, client = _own(tx, user, webhook_id)
        found = webhooks.deliveries(tx, webhook_id, before, PAGE + 1)
        keys = overviews.case_keys(tx, [one.case_id for one in found])
    older = found[PAGE - 1].seq if len(found) > PAGE else None
    known: dict[str, Any] = {"hook": hook, "client": client, "keys": keys, "older": older}
    return page(request, user, "admin/webhook.html", found=found[:PAGE], **known)


@router.post("/{webhook_id}/deliveries/{delivery_id}/again")
def post_again(request: Request, web: OfWeb, user: OfUser, webhook_id: UUID, delivery_id: UUID) -> Response:
    """Raises Refused if it waits to be sent anyway."""
    with web.service.database.begin(request.state.request_id) as tx:
        _own(tx, user, webhook_id)
        if webhooks.get_delivery(tx, delivery_id).webhook_id != webhook_id:
            raise NotFound("there is no such delivery")
        work = _send(tx, user, webhook_id, [delivery_id])
    web.service.tell(Told(work=tuple(work)))
    return go(f"{HERE}/{webhook_id}")


@router.post("/{webhook_id}/again")
def post_again_all(request: Request, web: OfWeb, user: OfUser, webhook_id: UUID) -> Response:
    """Everything that was given up."""
    with web.service.database.begin(request.state.request_id) as tx:
        _own(tx, user, webhook_id)
        work = _send(tx, user, webhook_id, overviews.dead(tx, webhook_id))
    web.service.tell(Told(work=tuple(work)))
    return go(f"{HERE}/{webhook_id}")


@router.post("/{webhook_id}/disable")
def post_disable(request: Request, web: OfWeb, user: OfUser, webhook_id: UUID) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        _own(tx, user, webhook_id)
        webhooks.disable(tx, webhook_id)
        events.append(tx, "webhook.disabled", user.actor, data={"webhook": str(webhook_id)})
        sessions.say(tx, user.session.id_hash, "good", "hooks.disabled")
    return go(f"{HERE}/{webhook_id}")


def _own(tx: Connection, user: User, webhook_id: UUID) -> tuple[WebhookRow, ClientRow]:
    hook = webhooks.get(tx, webhook_id)
    client = clients.get(tx, hook.client_id)
    if not user.manages(client.regions):
        raise NotFound("there is no such webhook")
    return hook, client


def _send(tx: Connection, user: User, webhook_id: UUID, deliveries: Sequence[UUID]) -> list[Call]:
    """Work to tell the queue of. One that somebody else has just sent again is left out of several, refused alone."""
    work: list[Call] = []
    sent = 0
    for delivery_id in deliveries:
        try:
            work += webhooks.redeliver(tx, delivery_id)
        except Refused:
            if len(deliveries) == 1:
                raise
            continue
        sent += 1
    events.append(tx, "webhook.redelivered", user.actor, data={"webhook": str(webhook_id), "count": sent})
    sessions.say(tx, user.session.id_hash, "good", "hooks.told", count=sent)
    return work
