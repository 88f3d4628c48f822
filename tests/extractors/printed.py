"""PDFs written by hand for tests: small, exact, with every oddity on request."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Sheet:
    """One PDF page: content stream, size in points, entries of its dictionary, images by name."""

    content: bytes = b""
    size: tuple[float, float] = (595, 842)
    extra: bytes = b""
    images: dict[str, tuple[np.ndarray, bytes]] = field(default_factory=dict)  # BGR pixels, more dictionary entries


def text(
    words: str, x: float, y: float, size: float = 12, mode: int = 0, colour: str = "0 g", font: str = "F1"
) -> bytes:
    """Draws Latin text with its baseline at (x, y), PDF's own axes (y upwards)."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {colour} {mode} Tr /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n".encode()


def picture(name: str, x: float, y: float, width: float, height: float) -> bytes:
    return f"q {width} 0 0 {height} {x} {y} cm /{name} Do Q\n".encode()


def pdf(sheets: Sequence[Sheet], compress: bool = False, catalog: bytes = b"") -> bytes:
    """A whole PDF 1.4 with Helvetica as /F1."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for sheet in sheets:
        names = b""
        for name, (pixels, more) in sheet.images.items():
            packed = zlib.compress(np.ascontiguousarray(pixels[..., ::-1]).tobytes())
            head = (
                f"<< /Type /XObject /Subtype /Image /Width {pixels.shape[1]} /Height {pixels.shape[0]} "
                f"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length {len(packed)} "
            ).encode()
            objects.append(head + more + b">>\nstream\n" + packed + b"\nendstream")
            names += f"/{name} {len(objects)} 0 R ".encode()
        body = zlib.compress(sheet.content) if compress else sheet.content
        packing = b"/Filter /FlateDecode " if compress else b""
        objects.append(b"<< " + packing + f"/Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream")
        content = len(objects)
        box = f"/MediaBox [0 0 {sheet.size[0]} {sheet.size[1]}]".encode()
        resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << " + names + b">> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R "
            + box
            + b" "
            + resources
            + f" /Contents {content} 0 R ".encode()
            + sheet.extra
            + b" >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    return out + head + table + tail
