"""Object storage through the MinIO SDK. Keys carry ids and hashes, never anything personal."""

from __future__ import annotations

import contextlib
import gzip
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid4

import urllib3
from minio import Minio
from minio.commonconfig import CopySource
from minio.credentials.providers import StaticProvider
from minio.datatypes import PostPolicy
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from storage.errors import StorageError
from storage.vault import Vault

PART = 8 * 1024 * 1024  # bytes of a stream of unknown length that are held at once
CHUNK = 256 * 1024
_AWAY = {"NoSuchKey", "NoSuchObject", "NotFound"}


def upload_key(upload_id: UUID) -> str:
    """Of an original. Each upload has its own object, so purging one case never touches another's bytes."""
    return f"uploads/{upload_id.hex[:2]}/{upload_id}"


def incoming_key() -> str:
    """A new one, for a presigned form; what lies there is copied to its upload's key once confirmed."""
    return f"incoming/{uuid4()}"


def reading_key(sha256: str, reader: str, first: int) -> str:
    """Of the slice of a reading that begins with page `first`."""
    return f"readings/{sha256[:2]}/{sha256}/{quote(reader, safe='')}/{first}"


def report_key(verdict_id: UUID, what: str) -> str:
    """`what`: json, html, pdf, notice_html, notice_txt."""
    return f"reports/{verdict_id.hex[:2]}/{verdict_id}/{what}"


def page_key(sha256: str, page: int, size: str) -> str:
    """Of the picture of a page, in one of the sizes that screens show; it goes when nobody has the bytes any more."""
    return f"{pages_prefix(sha256)}{page}/{size}"


def pages_prefix(sha256: str) -> str:
    return f"pages/{sha256[:2]}/{sha256}/"


@dataclass(frozen=True, slots=True)
class Stat:
    size: int  # bytes
    etag: str  # no hash to rely on: of a multipart object it is none
    modified: datetime


@dataclass(frozen=True, slots=True)
class Form:
    """What a browser or program posts as multipart/form-data, its file last, to put an object itself."""

    url: str
    fields: Mapping[str, str]


class Blobs:
    """One bucket; safe to share between threads."""

    def __init__(
        self,
        url: str,
        access: str,
        secret: str,
        bucket: str,
        region: str = "us-east-1",
        *,
        public_url: str = "",
        timeout: float = 20.0,
        connections: int = 16,
    ) -> None:
        """`public_url`: where presigned URLs lead, if upstream reaches the server under another name than we do."""
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket):
            raise StorageError(
                "a bucket's name has 3 to 63 of a-z, 0-9, dot and dash, and begins and ends with a-z or 0-9"
            )
        self.bucket = bucket
        pool = urllib3.PoolManager(
            num_pools=2,
            maxsize=connections,
            timeout=urllib3.Timeout(connect=3.0, read=timeout),
            retries=urllib3.Retry(total=1, connect=1, read=0, backoff_factor=0.1, redirect=0),
        )
        self._client = _client(url, (access, secret), region, pool)
        self._public = _client(public_url, (access, secret), region, pool) if public_url else self._client
        self._public_url = (public_url or url).rstrip("/")
        self._pool = pool

    def ensure(self) -> None:
        """Make the bucket if it is not there."""
        with _told():
            try:
                if not self._client.bucket_exists(bucket_name=self.bucket):
                    self._client.make_bucket(bucket_name=self.bucket)
            except S3Error as error:
                if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
                    raise

    def check(self) -> None:
        """Raises StorageError unless an object can be written, read and removed."""
        key, data = f"check/{uuid4()}", b"yushen"
        self.put(key, data)
        there = self.get(key)
        self.remove(key)
        if there != data:
            raise StorageError("object storage does not give back what it was given")

    def put(
        self, key: str, data: bytes | BinaryIO, size: int = -1, media_type: str = "application/octet-stream"
    ) -> None:
        """Store bytes or a stream, of which at most 8 MiB are held at once. `size` -1: unknown."""
        stream, length = (io.BytesIO(data), len(data)) if isinstance(data, bytes) else (data, size)
        with _told():
            self._client.put_object(
                bucket_name=self.bucket,
                object_name=key,
                data=stream,
                length=length,
                content_type=media_type,
                part_size=PART if length < 0 or length > PART else 0,
                num_parallel_uploads=1,
            )

    def get(self, key: str) -> bytes | None:
        """All of it; None if there is no such object."""
        with self._response(key) as response:
            return None if response is None else b"".join(_chunks(response))

    @contextlib.contextmanager
    def open(self, key: str) -> Iterator[Iterator[bytes]]:
        """Its bytes in chunks. Raises StorageError if there is no such object."""
        with self._response(key) as response:
            if response is None:
                raise StorageError("an object that should be there is not")
            yield _chunks(response)

    @contextlib.contextmanager
    def _response(self, key: str) -> Iterator[Any]:
        with _told():
            response = self._asked(key)
        try:
            yield response
        finally:
            if response is not None:
                response.close()
                response.release_conn()

    def _asked(self, key: str) -> Any:
        try:
            return self._client.get_object(bucket_name=self.bucket, object_name=key)
        except S3Error as error:
            if error.code not in _AWAY:
                raise
            return None

    def stat(self, key: str) -> Stat | None:
        """None if there is no such object."""
        with _told():
            try:
                found = self._client.stat_object(bucket_name=self.bucket, object_name=key)
            except S3Error as error:
                if error.code in _AWAY:
                    return None
                raise
        return Stat(int(found.size or 0), found.etag or "", found.last_modified or datetime.now(UTC))

    def copy(self, source: str, target: str) -> None:
        """On the server, without the bytes passing through here."""
        with _told():
            self._client.copy_object(
                bucket_name=self.bucket,
                object_name=target,
                source=CopySource(bucket_name=self.bucket, object_name=source),
            )

    def remove(self, key: str) -> None:
        """Gone, whether it was there or not."""
        with _told():
            self._client.remove_object(bucket_name=self.bucket, object_name=key)

    def keys(self, prefix: str, after: str = "") -> Iterator[tuple[str, datetime]]:
        """Keys and when each was written, in order of keys."""
        with _told():
            for found in self._client.list_objects(
                bucket_name=self.bucket, prefix=prefix, recursive=True, start_after=after or None
            ):
                yield str(found.object_name), found.last_modified or datetime.now(UTC)

    def presign_get(self, key: str, seconds: int, filename: str | None = None) -> str:
        """A URL that gives this object for so many seconds, as a file of that name."""
        headers: dict[str, str | list[str] | tuple[str]] = {}
        if filename is not None:
            headers["response-content-disposition"] = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
        with _told():
            return self._public.presigned_get_object(
                bucket_name=self.bucket,
                object_name=key,
                expires=timedelta(seconds=seconds),
                response_headers=headers or None,
            )

    def presign_post(self, key: str, max_bytes: int, media_type: str, seconds: int) -> Form:
        """A form that puts this object and no other, of this type, of one byte up to `max_bytes`.

        A policy can name one type, so whoever asks for the form says which.
        """
        policy = PostPolicy(self.bucket, datetime.now(UTC) + timedelta(seconds=seconds))
        policy.add_equals_condition("key", key)
        policy.add_equals_condition("Content-Type", media_type)
        policy.add_content_length_range_condition(1, max_bytes)
        with _told():
            signed = self._public.presigned_post_policy(policy)
        return Form(f"{self._public_url}/{self.bucket}", {"key": key, "Content-Type": media_type, **signed})

    def put_sealed(self, key: str, data: bytes, vault: Vault) -> None:
        """What the service itself writes: compressed, then sealed for this key."""
        self.put(key, vault.seal(gzip.compress(data, compresslevel=5, mtime=0), key.encode()))

    def get_sealed(self, key: str, vault: Vault) -> bytes | None:
        """None if there is no such object; SealError if it was altered or lies under another's key."""
        sealed = self.get(key)
        return None if sealed is None else gzip.decompress(vault.open(sealed, key.encode()))

    def close(self) -> None:
        self._pool.clear()


def _client(url: str, credentials: tuple[str, str], region: str, pool: urllib3.PoolManager) -> Minio:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise StorageError("the object storage's URL is http:// or https://, a host and a port, and nothing more")
    return Minio(
        endpoint=parts.netloc,
        credentials=StaticProvider(*credentials),
        secure=parts.scheme == "https",
        region=region,  # given, so that no request asks for it
        http_client=pool,
    )


def _chunks(response: Any) -> Iterator[bytes]:
    with _told():
        yield from response.stream(CHUNK)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """The SDK's and the network's errors as ours: with S3's code, without URL, key or header."""
    try:
        yield
    except S3Error as error:
        raise StorageError(f"object storage refused ({error.code})") from None
    except (MinioException, HTTPError, OSError) as error:
        raise StorageError(f"object storage is away ({type(error).__name__})") from None
