from __future__ import annotations

import io
from collections.abc import Iterator
from uuid import UUID

import anyio
import pytest
from PIL import Image

from pipeline.darkroom import Darkroom, Size, is_ready, keep
from pipeline.service import ReaderKind, Service
from pipeline.settings import Settings
from pipeline.work.lease import Lease
from pipeline.work.purging import Archive
from storage.blobs import page_key, pages_prefix, upload_key
from storage.records import cases, flow, retention, uploads, work
from storage.records.uploads import NewUpload, UploadRow
from storage.vault import sha256
from tests.pipeline.readers import lines
from tests.storage import made


@pytest.fixture
def service(fresh_service: Settings) -> Iterator[Service]:
    found = Service.open(fresh_service, "test", ReaderKind("test-1", lines))
    yield found
    found.close()


@pytest.fixture
def darkroom(service: Service) -> Iterator[Darkroom]:
    found = Darkroom(service, processes=1)
    yield found
    found.close()


def scan(width: int, height: int, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def stored(service: Service, data: bytes, case_id: UUID | None = None) -> UploadRow:
    with service.database.begin() as tx:
        owner = case_id or made.case(tx, service.vault).id
        new = NewUpload("林试样.png", sha256=sha256(data), size=len(data), media_type="image/png")
        row = uploads.add(tx, service.vault, owner, new, "client:test")[0]
    service.blobs.put(upload_key(row.id), data)
    return row


def drawn(room: Darkroom, upload: UploadRow, page: int, size: Size) -> bytes | None:
    return anyio.run(room.picture, upload, page, size)


def test_a_page_comes_in_the_size_asked_for_and_is_kept_sealed(service: Service, darkroom: Darkroom) -> None:
    upload = stored(service, scan(1300, 2000))
    for size, expected in ((Size.MEDIUM, (1040, 1600)), (Size.SMALL, (156, 240)), (Size.LARGE, (1300, 2000))):
        data = drawn(darkroom, upload, 1, size)
        assert data is not None
        with Image.open(io.BytesIO(data)) as image:
            assert (image.format, image.size) == ("JPEG", expected)
        key = page_key(upload.sha256 or "", 1, size)
        raw = service.blobs.get(key)
        assert raw is not None and b"JFIF" not in raw
        assert service.blobs.get_sealed(key, service.vault) == data
    assert is_ready(service, upload.sha256 or "")


def test_what_was_kept_is_not_drawn_again(service: Service, darkroom: Darkroom) -> None:
    upload = stored(service, b"nothing that could be drawn")
    keep(service, upload.sha256 or "", {(1, "m"): b"a picture"})
    assert drawn(darkroom, upload, 1, Size.MEDIUM) == b"a picture"
    service.blobs.remove(page_key(upload.sha256 or "", 1, "m"))
    assert drawn(darkroom, upload, 1, Size.MEDIUM) == b"a picture", "held in memory"


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0 no picture at all", b"%PDF-1.7 cut off", b""])
def test_what_cannot_be_drawn_has_no_picture(service: Service, darkroom: Darkroom, data: bytes) -> None:
    assert drawn(darkroom, stored(service, data), 1, Size.MEDIUM) is None


def test_there_is_no_second_page_of_a_photograph(service: Service, darkroom: Darkroom) -> None:
    assert drawn(darkroom, stored(service, scan(100, 100)), 2, Size.SMALL) is None


def test_pictures_go_with_the_last_case_that_has_the_bytes(service: Service, darkroom: Darkroom) -> None:
    data = scan(200, 300)
    first, second = stored(service, data), stored(service, data)
    assert drawn(darkroom, first, 1, Size.MEDIUM)
    digest = first.sha256 or ""
    for upload, left in ((first, 2), (second, 0)):
        _purge(service, upload.case_id)
        assert len(list(service.blobs.keys(pages_prefix(digest)))) == left
    with service.database.look() as tx:
        gone = uploads.get(tx, first.id)
    assert drawn(darkroom, gone, 1, Size.MEDIUM) is None


def _purge(service: Service, case_id: UUID) -> None:
    archive = Archive(service, "w1")
    with service.database.begin() as tx:
        case = flow.cancel(tx, cases.lock(tx, case_id), "client:test").case
        retention.keep(tx, case.region, 0, "user:x")
        retention.schedule(tx, case)
        work.add(tx, "purge", "purge", str(case.id), case.id)
    for do in (archive.purge, archive.forget):
        with service.database.begin() as tx:
            held = work.claim_next(tx, ["purge"], "w1", 60)
        assert held is not None
        do(held, Lease.__new__(Lease))
