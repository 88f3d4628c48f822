"""What a file really is, from its bytes. The name is never asked."""

from __future__ import annotations

import re

from extractors.errors import AnimatedImageError, UnsupportedTypeError

JPEG, PNG, WEBP, BMP = "image/jpeg", "image/png", "image/webp", "image/bmp"
HEIC, TIFF, PDF = "image/heic", "image/tiff", "application/pdf"

HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"mif2"})
HEIF_SEQUENCE_BRANDS = frozenset({b"hevc", b"hevx", b"msf1", b"hevm", b"hevs"})

# (start of the file, Chinese name, English name) of what people send by mistake
STRANGERS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档（doc/xls/ppt）", "an old Office document (doc, xls or ppt)"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive"),
    (b"\x1f\x8b", "GZIP 压缩文件", "a GZIP file"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"8BPS", "Photoshop 文件", "a Photoshop file"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000 图片", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "JPEG 2000 图片", "a JPEG 2000 picture"),
    (b"\x1a\x45\xdf\xa3", "视频", "a video"),
    (b"FLV\x01", "视频", "a video"),
    (b"\x00\x00\x01\xba", "视频", "a video"),
    (b"ID3", "音频", "an audio file"),
    (b"#!AMR", "音频", "an audio file"),
    (b"OggS", "音频", "an audio file"),
    (b"MZ", "可执行程序", "a program"),
    (b"\x7fELF", "可执行程序", "a program"),
    (b"%!PS", "PostScript 文件", "a PostScript file"),
    (b"CAJ", "CAJ 文档", "a CAJ document"),
)

ZIPPED: tuple[tuple[bytes, str, str], ...] = (
    (b"OFD.xml", "OFD 版式文件", "an OFD document"),
    (b"word/", "Word 文档", "a Word document"),
    (b"xl/", "Excel 表格", "an Excel sheet"),
    (b"ppt/", "PowerPoint 文稿", "a PowerPoint file"),
)

BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


SIGNATURES: tuple[tuple[str, int, bytes], ...] = (
    (JPEG, 0, b"\xff\xd8\xff"),
    (PNG, 0, b"\x89PNG\r\n\x1a\n"),
    (WEBP, 8, b"WEBP"),
    (TIFF, 0, b"II*\0"),
    (TIFF, 0, b"MM\0*"),
)


def sniff(data: bytes) -> str:
    """The media type of `data`, one of the constants above.

    Raises:
        AnimatedImageError: a moving picture.
        UnsupportedTypeError: anything else; says what it is where that can be told.
    """
    for media_type, at, mark in SIGNATURES:
        if data[at : at + len(mark)] == mark:
            return media_type
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return BMP
    if data[4:8] == b"ftyp":
        return _sniff_container(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    raise _stranger(data)


def _sniff_container(data: bytes) -> str:
    """ISO media files: HEIC stills are wanted, sequences, AVIF and videos are not."""
    size = min(int.from_bytes(data[:4], "big"), 256)
    brands = [data[8:12]] + [data[at : at + 4] for at in range(16, size, 4)]
    if brands[0] in HEIF_SEQUENCE_BRANDS:
        raise animated()
    if brands[0] in (b"avif", b"avis") or (brands[0] == b"mif1" and b"avif" in brands):
        raise unsupported("AVIF 图片", "an AVIF picture")
    if HEIF_BRANDS.intersection(brands):
        return HEIC
    raise unsupported("视频", "a video")


def _stranger(data: bytes) -> UnsupportedTypeError | AnimatedImageError:
    head = data[:4096]
    if head[:6] in (b"GIF87a", b"GIF89a"):
        moving = data.count(b"\x21\xf9\x04") > 1 or b"NETSCAPE2.0" in head
        return animated() if moving else unsupported("GIF 图片", "a GIF picture")
    if head[:4] == b"RIFF":
        return unsupported("音视频文件", "an audio or video file")
    if head[:2] == b"PK":
        return _zipped(data)
    if head[128:132] == b"DICM":
        return unsupported("DICOM 影像", "a DICOM image")
    for start, zh, en in STRANGERS:
        if head.startswith(start):
            return unsupported(zh, en)
    return _written(head)


def _zipped(data: bytes) -> UnsupportedTypeError:
    for mark, zh, en in ZIPPED:
        if mark in data:
            return unsupported(zh, en)
    return unsupported("压缩包", "an archive")


def _written(head: bytes) -> UnsupportedTypeError:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return unsupported("网页文件", "a web page")
    if b"<svg" in start[:1024]:
        return unsupported("SVG 图形", "an SVG drawing")
    if start.startswith(b"<?xml"):
        return unsupported("XML 文件", "an XML file")
    if head.startswith(BOMS) or (head and not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)):
        return unsupported("文本文件", "a text file")
    return UnsupportedTypeError(
        "无法识别该文件的类型，请上传照片（JPG、PNG、HEIC）或 PDF 文件。",
        "The type of this file is not known: please send a picture (JPG, PNG, HEIC) or a PDF.",
    )


def unsupported(zh: str, en: str) -> UnsupportedTypeError:
    """The refusal of a type that was recognised; `zh` and `en` name it."""
    return UnsupportedTypeError(
        f"该文件是{zh}，不能作为材料识读，请拍照或另存为 PDF 后重新上传。",
        f"This file is {en}, which cannot be read here: please photograph it or save it as PDF and send it again.",
    )


def animated() -> AnimatedImageError:
    """The refusal of moving pictures."""
    return AnimatedImageError(
        "该文件是动态图片，请改为上传普通照片或 PDF。",
        "This file is a moving picture: please send a still picture or a PDF.",
    )
