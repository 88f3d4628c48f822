"""Webhooks and what became of their deliveries."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import Field

from pipeline.web.models.base import Answer, Asked
from storage.states import DeliveryState

EventName = Literal["case.read", "case.judged", "case.decided", "case.failed", "case.cancelled"]


class WebhookNew(Asked):
    """Where to and which events. 通知地址与订阅事件"""

    url: str = Field(min_length=1, max_length=2000, examples=["https://intake.example.cn/yushen"])
    events: list[EventName] = Field(
        min_length=1, max_length=5, description="Which events are sent.", examples=[["case.judged", "case.failed"]]
    )


class WebhookOut(Answer):
    """A webhook. 通知"""

    id: UUID
    url: str
    events: list[str]
    created_at: dt.datetime
    disabled_at: dt.datetime | None = None
    old_secret_until: dt.datetime | None = Field(
        default=None, description="Until then the secret before the newest signs, too. 旧密钥有效至"
    )


class WebhookRotate(Asked):
    """How long the old secret goes on signing beside the new one. 旧密钥继续有效的时间"""

    overlap_hours: float = Field(default=24, ge=0, le=720, allow_inf_nan=False)


class WebhookMade(WebhookOut):
    """With its secret, which is shown this once. 密钥仅显示一次"""

    secret: str = Field(
        description="Standard Webhooks: HMAC-SHA256 over `webhook-id.webhook-timestamp.body`.",
        examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )


class WebhookList(Answer):
    webhooks: list[WebhookOut]


class DeliveryOut(Answer):
    """One message to one webhook. 一次投递"""

    id: UUID
    case_id: UUID
    event: str
    state: DeliveryState
    attempts: int
    last_status: int | None = Field(default=None, description="HTTP status of the last attempt.")
    last_error: str | None = None
    created_at: dt.datetime
    delivered_at: dt.datetime | None = None


class DeliveryList(Answer):
    """Newest first. 投递记录，最新在前"""

    deliveries: list[DeliveryOut]
    next_cursor: str | None = None
