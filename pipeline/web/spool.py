"""A body as it arrives: hashed while it streams, kept in memory only while small, refused as soon as it is too long.

Nothing is registered before the last byte is here, so a sender that goes away leaves nothing behind.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import IO, BinaryIO, cast

from fastapi import Request
from starlette.requests import ClientDisconnect

from pipeline.intake.content import HEAD, Content
from pipeline.web.problems import ProblemError


@asynccontextmanager
async def spool(request: Request, most: int, memory: int, seconds: float) -> AsyncIterator[Content]:
    """The whole body of the request. Raises ProblemError: too_large, timeout, invalid_body."""
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > most:
        raise too_large(most)
    with tempfile.SpooledTemporaryFile(max_size=memory) as file:
        try:
            async with asyncio.timeout(seconds):
                content = await collect(request.stream(), file, most)
        except ClientDisconnect:
            raise ProblemError(
                "invalid_body", "连接在传完之前中断", "the connection ended before the body did"
            ) from None
        except TimeoutError:
            raise ProblemError("timeout") from None
        yield content


async def collect(chunks: AsyncIterable[bytes], file: IO[bytes], most: int) -> Content:
    """Write `chunks` to `file`, hashing. Raises ProblemError too_large at the first byte too many."""
    digest, size, head = sha256(), 0, b""
    async for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise too_large(most)
        digest.update(chunk)
        if len(head) < HEAD:
            head += chunk[: HEAD - len(head)]
        file.write(chunk)  # to the page cache; an fsync is object storage's
    file.seek(0)
    return Content(cast(BinaryIO, file), size, digest.hexdigest(), head)


async def text(request: Request, most: int, seconds: float) -> bytes:
    """A small body, whole. Raises as `spool` does."""
    async with spool(request, most, most, seconds) as content:
        return content.file.read()


def too_large(most: int) -> ProblemError:
    shown = f"{most // (1024 * 1024)} MB" if most >= 1024 * 1024 else f"{most // 1024} KB"
    return ProblemError("too_large", f"上限为 {shown}", f"at most {shown} are taken", limit=most)
