"""Picture files: JPEG, PNG, WebP, BMP, HEIC and TIFF → pages as delivered. One cut off is refused, never half read."""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pillow_heif
from PIL import Image

from extractors.errors import (
    BombError,
    DocumentError,
    TooManyPagesError,
    TruncatedFileError,
    UnreadableFileError,
)
from extractors.mediatype import BMP, HEIC, JPEG, PNG, TIFF, WEBP, animated
from extractors.opened import Limits, Opened, Raster, RawPage

REDUCED_LONG_SIDE = 2400
"""A JPEG is decoded reduced (1/2, 1/4, 1/8) while its long side stays at least this long: no reader looks closer."""

PILLOW_FORMATS = {JPEG: ("JPEG", "MPO"), PNG: ("PNG",), WEBP: ("WEBP",), BMP: ("BMP",), TIFF: ("TIFF",)}
EXIF_ORIENTATION = 0x0112
TIFF_SUBFILE, TIFF_REDUCED = 254, 1
TIFF_STRIPS, TIFF_TILES = (273, 279), (324, 325)

# EXIF orientation → (mirror left-right first, then quarter turns anticlockwise); EXIF 2.32, 4.6.4 A
TURNS = {2: (True, 0), 3: (False, 2), 4: (True, 2), 5: (True, 1), 6: (False, 3), 7: (True, 3), 8: (False, 1)}


def open_picture(data: bytes, media_type: str, limits: Limits) -> Opened:
    """Opens a picture file. Raises DocumentError where it is cut off, moving, too large or damaged."""
    check_complete(data, media_type)
    if media_type == HEIC:
        return _open_heic(data, limits)
    image = _pillow(data, media_type)
    if media_type == TIFF:
        return _open_tiff(data, image, limits)
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise animated()
    check_pixels(image.size, limits)
    image.close()
    return Opened(media_type, 1, lambda number: _guarded(lambda: _decode(_pillow(data, media_type), number)))


def check_pixels(size: tuple[int, int], limits: Limits) -> None:
    """Raises BombError where a picture of `size` (width, height) has more pixels than `limits` allow."""
    width, height = size
    if width * height > limits.max_pixels:
        raise BombError(
            f"图片尺寸过大（{width}×{height} 像素），请以较低分辨率重新拍摄或扫描。",
            f"The picture is too large ({width} x {height} pixels): please send it at a lower resolution.",
        )


def truncated() -> TruncatedFileError:
    return TruncatedFileError(
        "文件不完整（可能上传中断），请重新上传完整的文件。",
        "The file is cut off, perhaps its transfer broke: please send the whole file again.",
    )


def damaged() -> UnreadableFileError:
    return UnreadableFileError(
        "文件已损坏，无法打开，请重新拍摄或重新导出后上传。",
        "The file is damaged and cannot be opened: please photograph or export it again.",
    )


def check_complete(data: bytes, media_type: str) -> None:
    """Raises TruncatedFileError where the container's own book-keeping says that bytes are missing."""
    if not _ends(data, media_type):
        raise truncated()


def _ends(data: bytes, media_type: str) -> bool:
    if media_type == JPEG:
        return _jpeg_ends(data)
    if media_type == PNG:
        return b"IEND" in data[8:]
    if media_type == WEBP:
        return int.from_bytes(data[4:8], "little") + 8 <= len(data) + 1  # some writers leave the last padding byte out
    return _boxes_end(data) if media_type == HEIC else len(data) > 54


_AFTER_ENTROPY = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def _jpeg_ends(data: bytes) -> bool:
    """Whether the first picture of a JPEG file reaches its end marker (others, of a phone's gain map, may follow)."""
    at, scanned = 2, False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            found = _AFTER_ENTROPY.search(data, at)  # stray bytes between segments: find the next marker
            if found is None:
                return False
            at = found.start()
        marker = data[at + 1]
        if marker == 0xD9:
            return scanned
        if marker in (0xFF, 0x01) or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            scanned = True
            found = _AFTER_ENTROPY.search(data, at)
            if found is None:
                return False
            at = found.start()
    return scanned and data[at : at + 2] == b"\xff\xd9"


def _boxes_end(data: bytes) -> bool:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size == 0:
            return True
        if size < 8:
            return False
        at += size
    return at <= len(data)


def _pillow(data: bytes, media_type: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data), formats=PILLOW_FORMATS[media_type])
    except Image.DecompressionBombError:
        raise BombError(
            "图片尺寸过大，请以较低分辨率重新拍摄或扫描。",
            "The picture is too large: please photograph or scan it at a lower resolution.",
        ) from None
    except Exception:  # whatever a decoder makes of bytes it does not understand
        raise damaged() from None


def _guarded(decode: Callable[[], RawPage]) -> RawPage:
    """Turns a decoder's complaints into ours; their texts may quote the file, so they are dropped."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return decode()
    except DocumentError:
        raise
    except (OSError, EOFError, struct.error) as error:
        raise (truncated() if "truncated" in str(error).lower() else damaged()) from None
    except Exception:
        raise damaged() from None


def _decode(image: Image.Image, number: int) -> RawPage:
    width, height = image.size
    orientation = image.getexif().get(EXIF_ORIENTATION, 1)
    if image.format in ("JPEG", "MPO"):
        _reduce(image)
    dpi = _dpi(image)
    raster = turned(to_bgr(image), orientation)
    if orientation in (5, 6, 7, 8):
        width, height = height, width
    return RawPage(number, raster, width, height, dpi)


def _reduce(image: Image.Image) -> None:
    factor = 1
    while factor < 8 and max(image.size) // (factor * 2) >= REDUCED_LONG_SIDE:
        factor *= 2
    if factor > 1:
        image.draft(None, (image.size[0] // factor, image.size[1] // factor))


def _dpi(image: Image.Image) -> float | None:
    """The resolution the file states, where it is believable: cameras write 72 or 96 into everything."""
    try:
        dpi = float(image.info["dpi"][0])
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return dpi if 100 <= dpi <= 1200 else None


def to_bgr(image: Image.Image) -> Raster:
    """Any Pillow image as BGR on white: 16 bits scaled down, palettes resolved, transparency laid on paper."""
    if image.mode.startswith("I") or image.mode == "F":
        return _deep_to_bgr(np.asarray(image))
    if image.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in image.info:
        rgba = np.asarray(image.convert("RGBA"))
        alpha = rgba[..., 3:].astype(np.uint16)
        rgb = ((rgba[..., :3] * alpha + 255 * (255 - alpha)) // 255).astype(np.uint8)
    elif image.mode in ("1", "L"):
        grey = np.asarray(image.convert("L"))
        return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    else:
        rgb = np.asarray(image if image.mode == "RGB" else image.convert("RGB"))
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), dtype=np.uint8)


def _deep_to_bgr(values: Any) -> Raster:
    deep = np.nan_to_num(values.astype(np.float64))
    top = 65535.0 if deep.max() > 255 and deep.max() <= 65535 else max(1.0, float(deep.max()))
    grey = np.clip(deep * (255.0 / top), 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def turned(raster: Raster, orientation: int) -> Raster:
    """The raster as EXIF `orientation` (1 to 8; anything else is 1) wants it shown."""
    mirror, quarters = TURNS.get(orientation, (False, 0))
    if mirror:
        raster = raster[:, ::-1]
    return np.ascontiguousarray(np.rot90(raster, quarters))


def _open_heic(data: bytes, limits: Limits) -> Opened:
    def load(number: int) -> RawPage:
        image = pillow_heif.open_heif(io.BytesIO(data), bgr_mode=True)
        pixels = np.asarray(image)
        height, width = pixels.shape[:2]
        return RawPage(number, _on_white(pixels), width, height)

    try:
        image = pillow_heif.open_heif(io.BytesIO(data))
        size = image.size
    except Exception:
        raise damaged() from None
    check_pixels(size, limits)
    return Opened(HEIC, 1, lambda number: _guarded(lambda: load(number)))


def _on_white(pixels: Any) -> Raster:
    """HEIC pixels (the container's own rotation is applied already) of 1, 3 or 4 channels as plain BGR."""
    if pixels.ndim == 2:
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    if pixels.shape[2] == 3:
        return np.ascontiguousarray(pixels, dtype=np.uint8)
    alpha = pixels[..., 3:].astype(np.uint16)
    mixed = (pixels[..., :3] * alpha + 255 * (255 - alpha)) // 255
    return np.asarray(mixed, dtype=np.uint8)


def _open_tiff(data: bytes, image: Image.Image, limits: Limits) -> Opened:
    frames = _tiff_frames(image, len(data), limits)
    image.close()

    def load(number: int) -> RawPage:
        page = _pillow(data, TIFF)
        page.seek(frames[number - 1])
        return _decode(page, number)

    return Opened(TIFF, len(frames), lambda number: _guarded(lambda: load(number)))


def _tiff_frames(image: Image.Image, size: int, limits: Limits) -> list[int]:
    """Indices of the frames that are pages; reduced-resolution copies are none."""
    frames: list[int] = []
    for index in range(10 * limits.max_pages):
        try:
            image.seek(index)
        except EOFError:
            break
        except Exception:
            raise truncated() from None
        tags: Any = image.tag_v2  # type: ignore[attr-defined]
        if int(tags.get(TIFF_SUBFILE, 0)) & TIFF_REDUCED:
            continue
        check_pixels(image.size, limits)
        for offsets, counts in (TIFF_STRIPS, TIFF_TILES):
            ends = zip(_numbers(tags.get(offsets)), _numbers(tags.get(counts)), strict=False)
            if any(at + count > size for at, count in ends):
                raise truncated()
        frames.append(index)
        check_page_count(len(frames), limits)
    if not frames:
        raise damaged()
    return frames


def check_page_count(count: int, limits: Limits) -> None:
    """Raises TooManyPagesError where one file has more pages than `limits` allow."""
    if count > limits.max_pages:
        raise TooManyPagesError(
            f"文件页数超过 {limits.max_pages} 页，请只上传与申请有关的页面。",
            f"The file has more than {limits.max_pages} pages: please send only the pages the application needs.",
        )


def _numbers(value: Any) -> tuple[int, ...]:
    if value is None:
        return ()
    return tuple(int(v) for v in value) if isinstance(value, tuple | list) else (int(value),)
