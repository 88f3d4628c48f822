"""multipart/form-data as it arrives: one part `case` with JSON, and files, each hashed and spooled as it streams."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO, Any, BinaryIO, cast

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from pipeline.intake.content import HEAD, Content
from pipeline.web.problems import ProblemError
from pipeline.web.spool import too_large

CASE = "case"
FILE = "file"


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one body. Bytes."""

    case: int
    file: int
    files: int  # how many
    total: int
    memory: int  # of one file kept in memory
    seconds: float


@dataclass(frozen=True, slots=True)
class Form:
    case: bytes
    files: tuple[tuple[str, Content], ...]  # names as sent, in order


@dataclass
class _File:
    """A file that is being written."""

    name: str
    file: IO[bytes]
    size: int = 0
    head: bytes = b""
    digest: Any = field(default_factory=sha256)

    def content(self) -> Content:
        self.file.seek(0)
        return Content(cast(BinaryIO, self.file), self.size, self.digest.hexdigest(), self.head)


class _Receiver:
    """Takes what the parser finds."""

    def __init__(self, stack: ExitStack, limits: Limits) -> None:
        self._stack = stack
        self._limits = limits
        self._header = bytearray()
        self._value = bytearray()
        self._headers: dict[str, str] = {}
        self._part: _File | None = None
        self._names: set[str] = set()
        self.case: bytearray | None = None
        self.files: list[_File] = []
        self.whole = False

    def callbacks(self) -> dict[str, Any]:
        return {
            "on_part_begin": self._headers.clear,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header_end,
            "on_headers_finished": self._begin,
            "on_part_data": lambda data, start, end: self._data(data[start:end]),
            "on_end": self._end,
        }

    def _header_end(self) -> None:
        self._headers[self._header.decode("latin-1").lower()] = self._value.decode("latin-1")
        self._header.clear()
        self._value.clear()

    def _begin(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", ""))
        name = options.get(b"name", b"").decode("latin-1")
        self._part = None
        if name == CASE and self.case is None:
            self.case = bytearray()
        elif name == FILE and b"filename" in options:
            self._open(_text(options[b"filename"]))
        else:
            raise ProblemError(
                "invalid_body",
                "只接受一个 case 和若干带文件名的 file",
                "parts are one `case` and `file`s with a filename",
            )

    def _open(self, name: str) -> None:
        if len(self.files) >= self._limits.files:
            most = self._limits.files
            raise ProblemError("too_many_uploads", f"每次申请最多 {most} 个文件", f"at most {most} files", limit=most)
        spool = tempfile.SpooledTemporaryFile(max_size=self._limits.memory)  # noqa: SIM115 (closed by the stack)
        self._part = _File(name, self._stack.enter_context(spool))
        self.files.append(self._part)

    def _data(self, chunk: bytes) -> None:
        part = self._part
        if part is None:
            self._case_data(chunk)
            return
        part.size += len(chunk)
        if part.size > self._limits.file:
            raise too_large(self._limits.file)
        part.digest.update(chunk)
        part.head += chunk[: HEAD - len(part.head)]
        part.file.write(chunk)

    def _case_data(self, chunk: bytes) -> None:
        if self.case is None:
            return
        self.case.extend(chunk)
        if len(self.case) > self._limits.case:
            raise too_large(self._limits.case)

    def _end(self) -> None:
        self.whole = True


@asynccontextmanager
async def receive(request: Request, limits: Limits) -> AsyncIterator[Form]:
    """The whole form; its files are gone afterwards. Raises ProblemError."""
    boundary = _boundary(request)
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > limits.total:
        raise too_large(limits.total)
    with ExitStack() as stack:
        receiver = _Receiver(stack, limits)
        try:
            async with asyncio.timeout(limits.seconds):
                await _fill(request, receiver, boundary, limits.total)
        except ClientDisconnect:
            raise ProblemError("invalid_body", "连接在传完之前中断", "the connection ended too soon") from None
        except TimeoutError:
            raise ProblemError("timeout") from None
        except FormParserError:
            raise ProblemError(
                "invalid_body", "无法解析 multipart 内容", "the multipart body cannot be parsed"
            ) from None
        if not receiver.whole or receiver.case is None:
            raise ProblemError(
                "invalid_body", "缺少 case 部分或内容不完整", "the part `case` is missing, or the end is"
            )
        yield Form(bytes(receiver.case), tuple((part.name, part.content()) for part in receiver.files))


async def _fill(request: Request, receiver: _Receiver, boundary: bytes, most: int) -> None:
    parser = MultipartParser(boundary, receiver.callbacks())  # type: ignore[arg-type]
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise too_large(most)
        parser.write(chunk)
    parser.finalize()


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data":
        raise ProblemError("unsupported_media_type", expected=["multipart/form-data"])
    if not 1 <= len(boundary) <= 200:
        raise ProblemError("invalid_body", "缺少 boundary", "there is no boundary")
    return boundary


def _text(raw: bytes) -> str:
    """Names come as UTF-8; some older programs send GB 18030."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ProblemError("invalid_body", "文件名不是 UTF-8 编码", "a filename is not UTF-8")
