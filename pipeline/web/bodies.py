"""JSON bodies that are read by a parser of ours: as text, strictly, with a limit."""

from __future__ import annotations

from fastapi import Request

from pipeline.web import spool
from pipeline.web.context import Web
from pipeline.web.problems import ProblemError

JSON_TYPE = "application/json"


async def text(request: Request, web: Web) -> str:
    """Raises ProblemError: unsupported_media_type, too_large, invalid_json."""
    demand(request, JSON_TYPE)
    raw = await spool.text(request, web.settings.max_body_bytes, web.settings.body_seconds)
    return decoded(raw)


def decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProblemError("invalid_json", "不是 UTF-8 编码", "is not UTF-8") from None


def content_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def demand(request: Request, *expected: str) -> str:
    """The request's content type, one of those expected."""
    found = content_type(request)
    if found not in expected:
        raise ProblemError("unsupported_media_type", expected=list(expected))
    return found
