"""Bytes → pages as delivered: the room's gate.

Settles what a file really is and refuses, in words its sender can act on, what cannot be read.
"""

from __future__ import annotations

from extractors.errors import DocumentError, EmptyFileError, TooLargeError
from extractors.mediatype import PDF, sniff
from extractors.opened import DAMAGED, LayerLine, Limits, Opened, Raster, RawPage
from extractors.pdfs import open_pdf
from extractors.pictures import open_picture

__all__ = ["DAMAGED", "LayerLine", "Limits", "Opened", "Raster", "RawPage", "count_pages", "open_upload"]


def open_upload(name: str, data: bytes, limits: Limits | None = None) -> Opened:
    """Opens an upload of any supported type; its pages are made lazily, one at a time.

    `name` is part of the record of who sent what and decides nothing. Raises DocumentError, here or while pages are
    loaded (a picture shows only on decoding that it is damaged).
    """
    limits = limits or Limits()
    if not data or not data.strip(b"\0 \t\r\n"):
        raise EmptyFileError("文件是空的，请重新上传。", "The file is empty: please send it again.")
    if len(data) > limits.max_bytes:
        megabytes = limits.max_bytes / 1_000_000
        raise TooLargeError(
            f"文件超过 {megabytes:g} MB，请压缩或分成几个文件后上传。",
            f"The file is over {megabytes:g} MB: please compress it or split it into several files.",
        )
    media_type = sniff(data)
    if media_type == PDF:
        return open_pdf(data, limits)
    return open_picture(data, media_type, limits)


def count_pages(data: bytes, limits: Limits | None = None) -> int | None:
    """Of an upload; None where it cannot be opened, which is for whoever reads it to tell of."""
    try:
        with open_upload("", data, limits) as opened:
            return opened.page_count
    except DocumentError:
        return None
