"""What is left of an upload whose reading broke."""

from __future__ import annotations

from extractors.reading import Reading, UploadError
from validators.checks.uploads import READER_FAILED


def lost(name: str, sha256: str) -> Reading:
    """Our fault, so a person has to look at the file itself."""
    error = UploadError(READER_FAILED, "系统未能读取此文件，需人工查看原件", "this file could not be read; look at it")
    return Reading(name, sha256, "", error=error)
