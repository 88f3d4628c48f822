from __future__ import annotations

import hashlib
import io
import os
from uuid import uuid4

import pytest
import urllib3

from pipeline.settings import Settings
from storage import blobs as keys
from storage.blobs import Blobs
from storage.errors import SealError, StorageError
from storage.vault import KeyRing, Vault

HTTP = urllib3.PoolManager(retries=False)
MIB = 1024 * 1024


def test_what_was_put_comes_back(blobs: Blobs) -> None:
    blobs.put("uploads/aa/x", b"data", media_type="image/jpeg")
    assert blobs.get("uploads/aa/x") == b"data"
    found = blobs.stat("uploads/aa/x")
    assert found is not None and found.size == 4
    with blobs.open("uploads/aa/x") as chunks:
        assert b"".join(chunks) == b"data"


def test_what_is_not_there_is_none_and_removing_it_is_no_error(blobs: Blobs) -> None:
    assert blobs.get("none") is None and blobs.stat("none") is None
    blobs.remove("none")
    with pytest.raises(StorageError, match="should be there"), blobs.open("none"):
        pass


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("size", [0, 1, 3 * MIB, 20 * MIB + 7])
def test_streams_of_any_length_known_or_not_come_back_whole(blobs: Blobs, size: int, known: bool) -> None:
    data = os.urandom(size)
    blobs.put("x", io.BytesIO(data), size if known else -1)
    with blobs.open("x") as chunks:
        assert hashlib.sha256(b"".join(chunks)).digest() == hashlib.sha256(data).digest()


def test_a_stream_is_never_held_whole(blobs: Blobs) -> None:
    class Endless(io.RawIOBase):
        """Counts how far it was read ahead of what was let go."""

        largest = 0
        left = 40 * MIB

        def read(self, size: int = -1) -> bytes:
            assert size >= 0, "asked for everything at once"
            self.largest = max(self.largest, size)
            given = min(size, self.left)
            self.left -= given
            return bytes(given)

    stream = Endless()
    blobs.put("x", stream, -1)  # type: ignore[arg-type]
    found = blobs.stat("x")
    assert found is not None and found.size == 40 * MIB
    assert stream.largest <= keys.PART + 1


def test_a_copy_is_made_on_the_server(blobs: Blobs) -> None:
    blobs.put("incoming/x", b"data")
    blobs.copy("incoming/x", "uploads/aa/y")
    blobs.remove("incoming/x")
    assert (blobs.get("uploads/aa/y"), blobs.get("incoming/x")) == (b"data", None)
    with pytest.raises(StorageError):
        blobs.copy("incoming/x", "z")


def test_keys_are_listed_by_prefix(blobs: Blobs) -> None:
    for name in ("a/1", "a/2", "b/1"):
        blobs.put(name, b"x")
    assert [key for key, _ in blobs.keys("a/")] == ["a/1", "a/2"]
    assert [key for key, _ in blobs.keys("a/", after="a/1")] == ["a/2"]


def test_keys_carry_ids_and_hashes_alone() -> None:
    one, sha = uuid4(), "ab" * 32
    assert keys.upload_key(one) == f"uploads/{one.hex[:2]}/{one}"
    assert keys.reading_key(sha, "7+m/1", 11) == f"readings/ab/{sha}/7%2Bm%2F1/11"
    assert keys.report_key(one, "pdf").endswith(f"{one}/pdf")
    assert keys.incoming_key() != keys.incoming_key()


def test_a_presigned_url_gives_the_object_under_a_name_and_no_other_object(blobs: Blobs) -> None:
    blobs.put("reports/a", b"report")
    blobs.put("reports/b", b"another")
    url = blobs.presign_get("reports/a", 60, filename="预审报告.pdf")
    answer = HTTP.request("GET", url)
    assert (answer.status, answer.data) == (200, b"report")
    assert "filename*=UTF-8''%E9%A2%84" in answer.headers["content-disposition"]
    assert HTTP.request("GET", url.replace("reports/a", "reports/b")).status == 403
    assert HTTP.request("GET", url.split("?")[0]).status == 403, "nothing is public"


def test_a_presigned_url_ends(blobs: Blobs) -> None:
    import time

    blobs.put("reports/a", b"report")
    url = blobs.presign_get("reports/a", 1)
    time.sleep(2.1)
    assert HTTP.request("GET", url).status == 403


def post(form: keys.Form, data: bytes, **changes: str) -> int:
    fields = {**form.fields, **changes, "file": ("x.jpg", data, changes.get("Content-Type", "image/jpeg"))}
    return HTTP.request("POST", form.url, fields=fields).status


def test_a_presigned_form_puts_one_object_of_the_size_and_type_that_was_agreed(blobs: Blobs) -> None:
    form = blobs.presign_post("incoming/x", 100, "image/jpeg", 60)
    assert post(form, b"x" * 100) in {200, 201, 204}
    assert blobs.get("incoming/x") == b"x" * 100
    assert post(form, b"x" * 101) >= 400
    assert post(form, b"x", key="incoming/y") >= 400
    assert post(form, b"x", **{"Content-Type": "text/html"}) >= 400
    assert (blobs.get("incoming/x"), blobs.get("incoming/y")) == (b"x" * 100, None)


def test_a_presigned_form_ends(blobs: Blobs) -> None:
    import time

    form = blobs.presign_post("incoming/x", 100, "image/jpeg", 1)
    time.sleep(2.1)
    assert post(form, b"x") >= 400


def test_what_the_service_writes_is_compressed_sealed_and_bound_to_its_key(blobs: Blobs, vault: Vault) -> None:
    data = "柳青禾 诊断证明 ".encode() * 1000
    blobs.put_sealed("readings/a", data, vault)
    raw = blobs.get("readings/a")
    assert raw is not None and len(raw) < len(data) / 10 and "柳青禾".encode() not in raw
    assert blobs.get_sealed("readings/a", vault) == data
    assert blobs.get_sealed("readings/none", vault) is None
    blobs.copy("readings/a", "readings/b")
    with pytest.raises(SealError, match="another place"):
        blobs.get_sealed("readings/b", vault)
    with pytest.raises(SealError):
        blobs.get_sealed("readings/a", Vault(KeyRing.parse(KeyRing.generate())))


def test_a_wrong_secret_or_a_server_that_is_away_is_an_error_without_key_or_address(fresh_service: Settings) -> None:
    its = fresh_service.service
    wrong = Blobs(its.s3_url, its.s3_access_key, "wrong", its.s3_bucket)
    with pytest.raises(StorageError) as refused:
        wrong.put("uploads/secret-key", b"x")
    away = Blobs("http://127.0.0.1:9", its.s3_access_key, "wrong", its.s3_bucket)
    with pytest.raises(StorageError, match="away") as lost:
        away.get("uploads/secret-key")
    for raised in (refused.value, lost.value):
        assert "secret-key" not in str(raised) and its.s3_access_key not in str(raised)
        assert raised.__cause__ is None and raised.__suppress_context__


def test_the_caller_s_own_errors_pass_through_as_they_are(blobs: Blobs) -> None:
    blobs.put("x", b"data")
    with pytest.raises(OSError, match="disk full"), blobs.open("x"):
        raise OSError("disk full")


@pytest.mark.parametrize("url", ["ftp://x", "127.0.0.1:9000", "http://x/bucket", ""])
def test_a_url_that_cannot_be_meant_is_refused(url: str) -> None:
    with pytest.raises(StorageError, match="http"):
        Blobs(url, "a", "b", "bucket")


@pytest.mark.parametrize("name", ["x", "Bucket", "-bucket", "a/b", ""])
def test_a_bucket_s_name_that_no_server_takes_is_refused(name: str) -> None:
    with pytest.raises(StorageError, match="3 to 63"):
        Blobs("http://127.0.0.1:9", "a", "b", name)


def test_the_bucket_is_made_once_and_checked(fresh_service: Settings) -> None:
    its = fresh_service.service
    fresh = Blobs(its.s3_url, its.s3_access_key, its.s3_secret_key, f"{its.s3_bucket}-more")
    with pytest.raises(StorageError):
        fresh.check()
    fresh.ensure()
    fresh.ensure()
    fresh.check()
    assert list(fresh.keys("")) == []
