"""Readings as bytes: JSON by msgspec, typed both ways, equal after the round trip.

A reading is stored once for all cases that hold the same bytes, so it carries no upload's name: that is put back when a
case takes it out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from extractors.reading import Page, Reading
from storage.errors import StorageError


def _plain(value: Any) -> Any:
    """Numbers that numpy made."""
    if hasattr(value, "item"):
        return value.item()
    raise NotImplementedError(f"{type(value).__name__} is no part of a reading")


_encoder = msgspec.json.Encoder(enc_hook=_plain)
_decoder = msgspec.json.Decoder(Reading)


def reading_bytes(reading: Reading) -> bytes:
    """Of the whole reading, or of a slice of one, without the upload's name."""
    return _encoder.encode(named(reading, ""))


def reading_from(data: bytes, upload: str = "") -> Reading:
    """As it was, under this upload's name. Raises StorageError if it is none."""
    try:
        return named(_decoder.decode(data), upload)
    except msgspec.DecodeError:
        raise StorageError("a stored reading cannot be understood; was it written by another reader?") from None


def named(reading: Reading, upload: str) -> Reading:
    """The same reading under another name."""
    return replace(reading, upload=upload, pages=tuple(_page(page, upload) for page in reading.pages))


def _page(page: Page, upload: str) -> Page:
    return replace(page, upload=upload, seals=tuple(replace(seal, upload=upload) for seal in page.seals))
