"""A key as its holder, or whoever runs the service, sees it: never its secret."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from pydantic import Field

from pipeline.web.models.base import Answer, Asked


class RateOut(Answer):
    """Requests of this key. 请求频率"""

    per_second: float = Field(description="Lasting.", examples=[200])
    burst: int = Field(description="At once.", examples=[400])
    own: bool = Field(description="Set for this key; false: the limit of all keys.")


class KeyOut(Answer):
    """An API key. 接口密钥"""

    id: str = Field(examples=["1a2b3c4d5e6f"])
    client: UUID
    client_name: str
    rights: list[str]
    regions: list[str] | None = Field(description="null: all. 统筹区，null 为全部")
    created_at: dt.datetime
    expires_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None
    rate: RateOut


class RateNew(Asked):
    """How often a key may ask. 请求频率"""

    per_second: float = Field(gt=0, le=100_000, allow_inf_nan=False, examples=[50])
    burst: int = Field(gt=0, le=1_000_000, examples=[100])
