"""Bytes as they come in: a file at its beginning, hashed already."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from extractors import mediatype
from extractors.errors import DocumentError
from storage.blobs import Blobs
from storage.records.uploads import NewUpload

UNKNOWN_TYPE = "application/octet-stream"
HEAD = 4096
"""Bytes from the beginning that tell the type."""


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one upload: a file at its beginning, hashed already."""

    file: BinaryIO
    size: int
    sha256: str
    head: bytes

    @property
    def media_type(self) -> str:
        return media_type(self.head)


def media_type(head: bytes) -> str:
    """As told from the bytes; what cannot be read is kept, too, and becomes a finding."""
    try:
        return mediatype.sniff(head)
    except DocumentError:
        return UNKNOWN_TYPE


@dataclass(frozen=True, slots=True)
class File:
    """A file that comes together with its case."""

    name: str
    content: Content
    declared_kind: str | None = None

    def upload(self) -> NewUpload:
        content = self.content
        return NewUpload(self.name, self.declared_kind, content.sha256, content.size, content.media_type)


def hashed(blobs: Blobs, key: str) -> tuple[str, int, bytes]:
    """sha256, size and beginning of an object."""
    digest, size, head = sha256(), 0, b""
    with blobs.open(key) as chunks:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            head = head or chunk[:HEAD]
    return digest.hexdigest(), size, head
