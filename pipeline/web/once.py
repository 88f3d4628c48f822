"""Idempotency-Key: the same request sent twice does its work once, and is answered with the same thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Annotated

from fastapi import Header
from sqlalchemy import Connection

from pipeline.intake.sender import Sender
from pipeline.service import Service
from pipeline.web.problems import ProblemError
from storage.errors import Conflict
from storage.records import idempotency
from storage.records.idempotency import Answer

KEY = re.compile(r"[\x21-\x7e]{1,200}")

OfKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Any text of up to 200 visible characters, new for each request; the same for its retries. 幂等键",
        examples=["3f0e5a4e-6f0b-4c0e-9d39-0f1f0f6b8f7a"],
    ),
]


def once(  # noqa: PLR0917 (who, where, what, in this order)
    service: Service,
    sender: Sender,
    tx: Connection,
    key: str | None,
    request: bytes,
    work: Callable[[], tuple[int, str]],
    differs: Callable[[str], Sequence[str]],
) -> tuple[int, str]:
    """Status and text of what `work` did in `tx`, now or when the request first came. Raises ProblemError.

    `differs`: what this request asks for otherwise than the first one, which was answered with this text.
    """
    if key is None:
        return work()
    if not KEY.fullmatch(key):
        raise ProblemError(
            "invalid_request", "Idempotency-Key 须为 1–200 个可见字符", "Idempotency-Key: 1 to 200 visible characters"
        )
    try:
        before = idempotency.begin(tx, service.vault, sender.client_id, key, sha256(request).digest())
    except Conflict as conflict:
        if conflict.differs:
            first = idempotency.answer(tx, service.vault, sender.client_id, key).response.decode()
            raise ProblemError("idempotency_key_reused", differs=list(differs(first))) from None
        raise ProblemError("busy", "同一请求正在处理", "the same request is under way") from None
    if before is not None:
        return before.status, before.response.decode()
    status, told = work()
    idempotency.finish(tx, service.vault, sender.client_id, key, Answer(status, told.encode()))
    return status, told
