"""One small page through the whole service with the real nets, under the limits that `yushen up` sets."""

from __future__ import annotations

import io
import json

from PIL import Image, ImageDraw

from pipeline.service import ocr
from pipeline.settings import Settings
from tests.pipeline.work.office import at_work, office


def page() -> bytes:
    image = Image.new("RGB", (700, 500), "white")
    draw = ImageDraw.Draw(image)
    for row, words in enumerate(["LABORATORY REPORT", "GLU 6.1 mmol/L"]):
        draw.text((60, 80 + row * 110), words, fill="black", font_size=48)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_a_page_is_read_by_the_nets_within_their_limits(fresh_service: Settings) -> None:
    with office(fresh_service, ocr(), lease_seconds=30.0) as there, at_work(there.service):
        row = there.case({"a.png": page()})
        verdict = there.judged(row.id, seconds=300)
        (read,) = json.loads(there.report(verdict))["pages"]
        assert "LABORATORY REPORT" in read["text"].upper()
        assert verdict.reader == ocr().version
        assert verdict.models
