"""Cursors of lists: opaque to who holds them, so that what they stand for may change."""

from __future__ import annotations

import base64
import binascii

from pipeline.casetext import Problem
from pipeline.web.problems import ProblemError

LARGEST = 2**63 - 1


def encoded(number: int | None) -> str | None:
    return None if number is None else base64.urlsafe_b64encode(f"1:{number}".encode()).decode().rstrip("=")


def decoded(cursor: str | None) -> int | None:
    """Raises ProblemError invalid_request."""
    if cursor is None:
        return None
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
        version, _, number = text.partition(":")
        if version == "1" and number.isdigit() and int(number) <= LARGEST:
            return int(number)
    except (ValueError, binascii.Error):
        pass
    problem = Problem("query.cursor", "不是本服务给出的", "is no cursor of ours")
    raise ProblemError("invalid_request", problems=[problem])
