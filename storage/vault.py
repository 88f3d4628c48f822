"""Personal data at rest: sealed with AES-256-GCM, found again by keyed hashes.

A sealed value is `version (1) · key id (4) · nonce (12) · ciphertext and tag`. The context it was sealed in (table,
column and row, or an object's key) is authenticated with it, so that a value copied to another place does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyMissing, KeyRingError, SealError

VERSION = b"\x01"
KEY_BYTES = 32
ID_BYTES = 4
NONCE_BYTES = 12
OVERHEAD = len(VERSION) + ID_BYTES + NONCE_BYTES + 16  # bytes that sealing adds


def _derived(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose."""
    return hmac.digest(secret, b"yushen " + purpose.encode(), "sha256")


@dataclass(frozen=True, slots=True)
class Key:
    """One configured secret and what follows from it. Its repr shows its id alone."""

    id: bytes
    cipher: AESGCM = field(repr=False)
    digest: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> Key:
        if len(secret) != KEY_BYTES:
            raise KeyRingError(f"a key has {len(secret)} bytes; it must have {KEY_BYTES}, written in base64")
        return cls(
            id=_derived(secret, "key id")[:ID_BYTES],
            cipher=AESGCM(_derived(secret, "seal")),
            digest=_derived(secret, "digest"),
        )


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The first key seals; every key opens."""

    keys: tuple[Key, ...]

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Keys of 32 bytes in base64 (standard or URL-safe), newest first, one a line or divided by commas.

        Each may have a name before a colon, for who keeps them; lines that begin with # are comments.
        """
        lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
        words = [word for word in re.split(r"[\s,]+", "\n".join(lines)) if word]
        if not words:
            raise KeyRingError("no key is configured")
        keys = tuple(Key.of(_decoded(word.rpartition(":")[2])) for word in words)
        if len({key.id for key in keys}) < len(keys):
            raise KeyRingError("the same key is configured twice")
        return cls(keys)

    @classmethod
    def read(cls, path: Path) -> KeyRing:
        """Keys from a file."""
        try:
            return cls.parse(path.read_text("ascii"))
        except (OSError, UnicodeDecodeError) as error:
            raise KeyRingError(f"the key file cannot be read: {type(error).__name__}") from None

    @classmethod
    def load(cls, text_or_file: str) -> KeyRing:
        """Keys as text, or the path of the file that holds them."""
        text = text_or_file.strip()
        is_path = len(text) < 4096 and "\n" not in text and Path(text).is_absolute() and Path(text).exists()
        return cls.read(Path(text)) if is_path else cls.parse(text)

    @staticmethod
    def generate() -> str:
        """A new key, as text."""
        return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def _decoded(word: str) -> bytes:
    try:
        return base64.b64decode(word.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise KeyRingError("a key is not written in base64") from None


class Vault:
    """Seals and opens; safe to share between threads."""

    def __init__(self, ring: KeyRing) -> None:
        self._keys = ring.keys
        self._by_id = {key.id: key for key in ring.keys}

    def seal(self, data: bytes, context: bytes) -> bytes:
        """`data` for this context only."""
        key, nonce = self._keys[0], os.urandom(NONCE_BYTES)
        head = VERSION + key.id
        return head + nonce + key.cipher.encrypt(nonce, data, head + context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """What was sealed in this context.

        Raises KeyMissing if the ring does not hold its key, SealError if it was altered or sealed for another place.
        """
        key = self._key(sealed)
        head, nonce, rest = sealed[:5], sealed[5:17], sealed[17:]
        try:
            return key.cipher.decrypt(nonce, rest, head + context)
        except InvalidTag:
            raise SealError("a sealed value was altered, or belongs to another place") from None

    def is_current(self, sealed: bytes) -> bool:
        """Whether it is sealed with the first key."""
        return self._key(sealed) is self._keys[0]

    def digest(self, text: str, purpose: str) -> bytes:
        """The keyed hash a value is searched by; of the first key."""
        return _hashed(self._keys[0], text.encode(), purpose)

    def digests(self, text: str, purpose: str) -> list[bytes]:
        """The same by every key, for rows that still carry the hash of an older one."""
        return [_hashed(key, text.encode(), purpose) for key in self._keys]

    def tag(self, data: bytes, purpose: str) -> bytes:
        """A keyed hash to be checked later: `key id (4) · hash (32)`."""
        key = self._keys[0]
        return key.id + _hashed(key, data, purpose)

    def matches(self, tag: bytes, data: bytes, purpose: str) -> bool:
        """Whether the tag is of these bytes. Raises KeyMissing if the ring does not hold the key it was made with."""
        key = self._held(tag[:ID_BYTES])
        return hmac.compare_digest(tag[ID_BYTES:], _hashed(key, data, purpose))

    @property
    def key_id(self) -> bytes:
        """Of the key that seals."""
        return self._keys[0].id

    def _key(self, sealed: bytes) -> Key:
        if len(sealed) < OVERHEAD or sealed[:1] != VERSION:
            raise SealError("these bytes were not sealed by this program")
        return self._held(sealed[1:5])

    def _held(self, key_id: bytes) -> Key:
        key = self._by_id.get(bytes(key_id))
        if key is None:
            known = ", ".join(key.id.hex() for key in self._keys)
            raise KeyMissing(f"made with key {key_id.hex()}; the key ring holds {known}")
        return key


def _hashed(key: Key, data: bytes, purpose: str) -> bytes:
    return hmac.digest(key.digest, purpose.encode() + b"\x00" + data, "sha256")


def place(table: str, column: str, row: object) -> bytes:
    """The context of a sealed column."""
    return f"{table}.{column}:{row}".encode()


def plain_id_number(text: str) -> str:
    """An ID number as it is hashed: half width, upper case, without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def plain_name(text: str) -> str:
    """A name as it is hashed: half width, without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
