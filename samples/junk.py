"""Files that cannot be opened, each in a way that really happens."""

from __future__ import annotations

import io
import random
from typing import Any

import pypdfium2
from PIL import Image as Pil


def junk(how: str, rng: random.Random) -> bytes:
    """`empty`, `text` (wrong type), `truncated` (a JPEG's first bytes), `encrypted` (a PDF asking for a password)."""
    if how == "empty":
        return b""
    if how == "text":
        return "请在手机上打开链接查看出院材料。\n".encode()
    if how == "truncated":
        out = io.BytesIO()
        Pil.effect_noise((900, 1200), 60).save(out, "JPEG", quality=60)
        return out.getvalue()[: 900 + rng.randrange(200)]
    return locked_pdf()


def locked_pdf() -> bytes:
    """A one-page PDF encrypted with a password nobody gave."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.pdf_utils.writer import copy_into_new_writer  # noqa: PLC0415

    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    plain = io.BytesIO()
    document.save(plain)
    writer: Any = copy_into_new_writer(PdfFileReader(io.BytesIO(plain.getvalue())))
    writer.encrypt("not-given", "not-given")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
