"""What becomes of every kind of file that is sent in."""

from __future__ import annotations

import io
import zipfile
import zlib

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from extractors import errors
from extractors.files import Limits, open_upload


def drawing(width: int = 240, height: int = 320) -> np.ndarray:
    """A picture whose corners tell which way it is turned: red top left, blue bottom right. BGR."""
    image = np.full((height, width, 3), 255, np.uint8)
    image[: height // 4, : width // 4] = (0, 0, 255)
    image[-height // 4 :, -width // 4 :] = (255, 0, 0)
    cv2.putText(image, "REPORT", (20, height // 2), cv2.FONT_HERSHEY_DUPLEX, 1, (0, 0, 0), 2)
    return image


def pil(image: np.ndarray | None = None) -> Image.Image:
    return Image.fromarray((drawing() if image is None else image)[..., ::-1].copy())


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def raster(data: bytes, limits: Limits | None = None) -> np.ndarray:
    (page,) = open_upload("upload", data, limits)
    return page.raster


def is_drawing(image: np.ndarray, slack: int = 40) -> bool:
    h, w = image.shape[:2]
    red, blue = image[h // 8, w // 8].astype(int), image[-h // 8, -w // 8].astype(int)
    white = image[h // 8, -w // 8].astype(int)
    return bool(red[2] - red[0] > 255 - slack and blue[0] - blue[2] > 255 - slack and white.min() > 255 - slack)


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("WEBP", "image/webp"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
    ],
)
def test_a_picture_is_opened_by_what_it_is_whatever_its_name_says(form: str, media_type: str) -> None:
    opened = open_upload("scan.pdf", saved(pil(), form), Limits())
    assert (opened.media_type, opened.page_count) == (media_type, 1)
    (page,) = opened
    assert page.number == 1
    assert (page.width, page.height) == (240, 320)
    assert is_drawing(page.raster)


def test_heic_is_opened_in_its_own_orientation() -> None:
    heif = pillow_heif.from_pillow(pil(drawing(256, 320)))
    out = io.BytesIO()
    heif.save(out, quality=90)
    opened = open_upload("IMG.HEIC", out.getvalue(), Limits())
    assert opened.media_type == "image/heic"
    assert is_drawing(opened.page(1).raster, 60)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(orientation: int) -> None:
    image = pil()
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = image.transpose(undo[orientation]) if orientation in undo else image
    exif = Image.Exif()
    exif[0x0112] = orientation
    (page,) = open_upload("a.jpg", saved(stored, "JPEG", exif=exif.tobytes(), quality=95))
    assert (page.width, page.height) == (240, 320)
    assert is_drawing(page.raster)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK", "1", "I;16", "YCbCr"])
def test_every_colour_mode_becomes_eight_bit_bgr(mode: str) -> None:
    form = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    if mode == "I;16":
        deep = (np.asarray(pil().convert("L")).astype(np.uint16)) * 257
        data = saved(Image.fromarray(deep), "PNG")
    else:
        data = saved(pil().convert(mode), form)
    image = raster(data)
    assert image.dtype == np.uint8
    assert image.shape == (320, 240, 3)
    assert image[40, -30].min() > 230  # paper stays white
    assert image[40, 30].max() - image[40, 30].min() > 100 or mode in ("L", "LA", "1", "I;16")


def test_what_is_transparent_is_paper() -> None:
    image = np.zeros((50, 60, 4), np.uint8)
    image[10:20, 10:20] = (0, 0, 0, 255)
    white = raster(saved(Image.fromarray(image), "PNG"))
    assert white[5, 5].tolist() == [255, 255, 255]
    assert white[15, 15].tolist() == [0, 0, 0]


def test_sixteen_bit_colour_png_is_scaled() -> None:
    deep = drawing().astype(np.uint16) * 257
    assert is_drawing(raster(cv2.imencode(".png", deep)[1].tobytes()))


def test_tiff_has_its_pages_one_by_one_and_leaves_out_thumbnails() -> None:
    pages = [pil(drawing(100 + 10 * n, 200)) for n in range(3)]
    opened = open_upload("fax", saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw"))
    assert opened.page_count == 3
    assert [page.width for page in opened.pages(2)] == [110, 120]
    assert opened.page(3).width == 120


def test_a_huge_jpeg_is_decoded_reduced_and_keeps_its_true_size() -> None:
    data = cv2.imencode(".jpg", np.full((6000, 8000, 3), 200, np.uint8))[1].tobytes()
    (page,) = open_upload("a", data)
    assert (page.width, page.height) == (8000, 6000)
    assert 2400 <= max(page.raster.shape) < 8000


@pytest.mark.parametrize("share", [0.4, 0.9])
def test_a_heic_cut_off_is_refused(share: float) -> None:
    out = io.BytesIO()
    pillow_heif.from_pillow(pil(drawing(256, 320))).save(out, quality=90)
    data = out.getvalue()
    assert error(data[: int(len(data) * share)]).code == "truncated"
    assert error(data, Limits(max_pixels=1000)).code == "bomb"


def error(data: bytes, limits: Limits | None = None) -> errors.DocumentError:
    with pytest.raises(errors.DocumentError) as caught:
        list(open_upload("x.jpg", data, limits))
    assert caught.value.zh.endswith("。")
    assert caught.value.en.endswith(".")
    return caught.value


@pytest.mark.parametrize("data", [b"", b"\0" * 500, b"  \r\n"])
def test_nothing_in_it(data: bytes) -> None:
    assert error(data).code == "empty"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP", "TIFF"])
@pytest.mark.parametrize("share", [0.35, 0.8, 0.97])
def test_a_picture_cut_off_is_refused_and_never_half_read(form: str, share: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8)
    data = saved(Image.fromarray(noise), form)
    assert error(data[: int(len(data) * share)]).code == "truncated"


def test_a_progressive_jpeg_cut_between_its_scans_is_refused() -> None:
    data = saved(pil(cv2.resize(drawing(), (1200, 1600))), "JPEG", progressive=True)
    cut = data[: data.rfind(b"\xff\xda")]
    assert error(cut).code == "truncated"


def test_a_jpeg_may_carry_another_picture_after_its_end() -> None:
    data = saved(pil(), "JPEG")
    assert is_drawing(raster(data + data[: len(data) // 2]))


def test_a_damaged_picture_is_refused() -> None:
    data = bytearray(saved(pil(), "PNG"))
    middle = data.index(b"IDAT") + 40
    data[middle : middle + 40] = b"\x55" * 40
    assert error(bytes(data)).code in ("unreadable", "truncated")


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "Word"),
        (zipped("xl/workbook.xml"), "Excel"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (zipped("a.jpg"), "压缩包"),
        (b"<!DOCTYPE html><html></html>", "网页"),
        ("姓名：无名氏".encode(), "文本"),
        (b"name,age\nnobody,1\n", "文本"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 40, "视频"),
        (b"\0\0\0\x20ftypavif" + b"\0" * 40, "AVIF"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Office"),
        (b"\0" * 128 + b"DICM" + b"x" * 20, "DICOM"),
        (b"\x07\x03\x99" * 100, "无法识别"),
    ],
)
def test_a_wrong_type_is_named(data: bytes, named: str) -> None:
    refused = error(data)
    assert refused.code == "unsupported_type"
    assert named in refused.zh


def frames(form: str) -> bytes:
    more = [pil(255 - drawing())]
    return saved(pil(), form, save_all=True, append_images=more, duration=100)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_moving_pictures_are_refused(form: str) -> None:
    assert error(frames(form)).code == "animated"


def test_a_still_gif_is_refused_as_a_type() -> None:
    refused = error(saved(pil(), "GIF"))
    assert refused.code == "unsupported_type"
    assert "GIF" in refused.zh


def test_too_many_bytes() -> None:
    assert error(saved(pil(), "BMP"), Limits(max_bytes=1000)).code == "too_large"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "BMP"])
def test_too_many_pixels_are_refused_before_they_are_decoded(form: str) -> None:
    assert error(saved(pil(), form), Limits(max_pixels=10_000)).code == "bomb"


def test_a_png_that_claims_a_billion_pixels() -> None:
    data = bytearray(saved(pil(), "PNG"))
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    assert error(bytes(data)).code == "bomb"


def test_too_many_tiff_pages() -> None:
    page = pil(drawing(40, 40))
    data = saved(page, "TIFF", save_all=True, append_images=[page] * 5)
    assert error(data, Limits(max_pages=4)).code == "too_many_pages"


def test_limits_have_to_be_above_zero() -> None:
    with pytest.raises(ValueError, match="max_pages"):
        Limits(max_pages=0)
