"""What can be wrong with an upload. The sender must act; nothing is retried."""

from __future__ import annotations


class DocumentError(Exception):
    """An upload cannot be read. `code` is stable; the messages are for the sender and name no personal data."""

    code = "unreadable"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class EmptyFileError(DocumentError):
    code = "empty"


class TruncatedFileError(DocumentError):
    code = "truncated"


class UnsupportedTypeError(DocumentError):
    code = "unsupported_type"


class EncryptedFileError(DocumentError):
    code = "encrypted"


class TooLargeError(DocumentError):
    code = "too_large"


class TooManyPagesError(DocumentError):
    code = "too_many_pages"


class BombError(DocumentError):
    """Small as a file, huge once opened (pixels, objects, nesting)."""

    code = "bomb"


class AnimatedImageError(DocumentError):
    code = "animated"


class UnreadableFileError(DocumentError):
    code = "unreadable"
