"""Passwords: argon2id, with OWASP's parameters for machines that do other work as well."""

from __future__ import annotations

import secrets
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # without letters that look like others
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _HASHER.hash(secrets.token_hex(16))


class WeakPasswordError(ValueError):
    """`code` says why: too_short, too_long, too_plain, like_login."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def once() -> str:
    """A password to be told once and changed at the first sign-in: 80 bits."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def hashed(password: str) -> str:
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Takes as long for nobody's password as for somebody's."""
    try:
        return _HASHER.verify(password_hash or _NOBODY, password[:LONGEST]) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_old(password_hash: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def check(password: str, login: str) -> None:
    """Length counts, not a mixture of characters (NIST SP 800-63B). Raises WeakPasswordError."""
    if len(password) < SHORTEST:
        raise WeakPasswordError("too_short")
    if len(password) > LONGEST:
        raise WeakPasswordError("too_long")
    if len(set(password)) < 5 or _is_run(password):
        raise WeakPasswordError("too_plain")
    if login.lower() in password.lower():
        raise WeakPasswordError("like_login")


def _is_run(password: str) -> bool:
    """1234567890, abcdefghij and the like, either way."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return steps in ({1}, {-1}) or password == "1234567890"  # noqa: S105 (what is refused)
