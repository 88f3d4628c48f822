"""A second factor: codes of six digits that change every 30 seconds (RFC 6238, SHA-1 as every app expects)."""

from __future__ import annotations

import base64
import hmac
import secrets
from urllib.parse import quote

STEP_S = 30
DIGITS = 6
SECRET_BYTES = 20
DRIFT = 1  # steps that a telephone's clock may be wrong


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def code(secret: bytes, step: int) -> str:
    """RFC 4226, section 5.3."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: bytes, given: str, now: float) -> int | None:
    """Which step's code this is, around the present one; None if of none. `now` in seconds since 1970."""
    plain = "".join(given.split())
    present = int(now // STEP_S)
    for step in range(present - DRIFT, present + DRIFT + 1):
        if hmac.compare_digest(code(secret, step).encode(), plain.encode()):
            return step
    return None


def spelled(secret: bytes) -> str:
    """As it is typed into an app: base32 in groups of four."""
    letters = base64.b32encode(secret).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def uri(secret: bytes, login: str, issuer: str = "Yushen 预审") -> str:
    """For a QR code."""
    letters = base64.b32encode(secret).decode()
    return f"otpauth://totp/{quote(issuer)}:{quote(login)}?secret={letters}&issuer={quote(issuer)}"
