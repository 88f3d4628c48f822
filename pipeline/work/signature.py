"""How a webhook's receiver tells that a message is ours, unchanged and fresh: Standard Webhooks, version 1.

Three headers: `webhook-id` (the same for every attempt, so that a receiver can tell a repetition), `webhook-timestamp`
(seconds since 1970, of this attempt) and `webhook-signature`: `v1,` and the base64 of HMAC-SHA256 over
`<id>.<timestamp>.<body>`. The secret is written `whsec_` and base64. See https://www.standardwebhooks.com: receivers
may use its libraries, in any of a dozen languages, as they are.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
KEY_BYTES = 32
TOLERANCE = 300.0
"""Seconds a timestamp may be off for a receiver that asks `verify`."""


class SecretError(ValueError):
    """A secret that no signature can be made with."""


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def headers(secret: str, message_id: str, timestamp: int, body: bytes, also: Sequence[str] = ()) -> dict[str, str]:
    """The three headers that go with `body`. `also`: secrets that its receiver may still hold it against."""
    macs = (_mac(each, message_id, str(timestamp), body) for each in (secret, *also))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{mac}" for mac in macs),
    }


def verify(secret: str, sent: dict[str, str], body: bytes, now: float) -> bool:
    """What a receiver does. Several signatures, separated by spaces, may come while a secret is being changed."""
    given = {name.lower(): value for name, value in sent.items()}
    message_id, timestamp = given.get("webhook-id", ""), given.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(now - int(timestamp)) > TOLERANCE:
        return False
    expected = _mac(secret, message_id, timestamp, body)
    signatures = (part.partition(",") for part in given.get("webhook-signature", "").split())
    return any(v == "v1" and hmac.compare_digest(mac.encode(), expected.encode()) for v, _, mac in signatures)


def _mac(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode("ascii")


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise SecretError("a secret is whsec_ and base64") from None
