"""Electronic signatures in a PDF, read with pyHanko: who, when, whether the bytes are unchanged. Nothing is fetched."""

from __future__ import annotations

import io
import logging
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from extractors.reading import Box, Signature


def read_signatures(data: bytes) -> tuple[Signature, ...]:
    """All filled signature fields of a PDF; () for none, for no PDF and for a PDF that pyHanko cannot take apart."""
    if b"/ByteRange" not in data:
        return ()
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            reader.decrypt("")
        embedded = list(reader.embedded_regular_signatures)
    except Exception:
        return ()
    return tuple(_signature(one, reader) for one in embedded)


def _signature(embedded: Any, reader: Any) -> Signature:
    page, box = _place(embedded, reader)
    signer, intact, whole = "", False, False
    try:
        signer = _common_name(embedded.signer_cert)
    except Exception:
        signer = ""
    try:
        status = validate_pdf_signature(
            embedded, signer_validation_context=ValidationContext(trust_roots=[], allow_fetching=False)
        )
        intact = bool(status.intact and status.valid)
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    except Exception:
        intact = False
    return Signature(
        signer=signer,
        signed_on=_signed_on(embedded),
        intact=intact,
        covers_whole_file=whole,
        trusted=False,
        field_name=str(getattr(embedded, "field_name", "") or ""),
        page=page,
        box=box,
    )


def _common_name(certificate: Any) -> str:
    native = certificate.subject.native
    name = native.get("common_name") or native.get("organization_name") or ""
    return str(name if isinstance(name, str) else next(iter(name), ""))


def _signed_on(embedded: Any) -> str:
    try:
        stamp = embedded.self_reported_timestamp
    except Exception:
        return ""
    return stamp.isoformat() if stamp else ""


def _place(embedded: Any, reader: Any) -> tuple[int | None, Box | None]:
    """Page and box (delivered frame) of the visible part; (None, None) where there is none."""
    try:
        field = embedded.sig_field
        widget = field if "/Rect" in field else field["/Kids"][0].get_object()
        rect = [float(v) for v in widget["/Rect"]]
        if abs(rect[2] - rect[0]) < 1 or abs(rect[3] - rect[1]) < 1:
            return None, None
        number = _page_of(widget, reader)
        return (None, None) if number is None else (number + 1, _shown(rect, reader, number))
    except Exception:
        return None, None


def _page_of(widget: Any, reader: Any) -> int | None:
    total = int(reader.root["/Pages"]["/Count"])
    for number in range(total):
        reference, _ = reader.find_page_for_modification(number)
        page = reference.get_object()
        for annotation in page.get("/Annots", ()):
            if annotation.get_object() == widget or annotation.get_object().get("/Rect") == widget.get("/Rect"):
                return number
    return None


def _shown(rect: list[float], reader: Any, number: int) -> Box:
    page = reader.find_page_for_modification(number)[0].get_object()
    left, bottom, right, top = (float(v) for v in _inherited(page, "/CropBox") or _inherited(page, "/MediaBox"))
    width, height = max(right - left, 1e-6), max(top - bottom, 1e-6)
    x0, x1 = sorted(((rect[0] - left) / width, (rect[2] - left) / width))
    y0, y1 = sorted(((top - rect[1]) / height, (top - rect[3]) / height))
    for _ in range(int(_inherited(page, "/Rotate") or 0) // 90 % 4):
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    return Box(x0, y0, x1, y1).clipped()


def _inherited(page: Any, key: str) -> Any:
    node = page
    for _ in range(32):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None
