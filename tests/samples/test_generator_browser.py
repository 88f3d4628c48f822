"""What only a browser can show; left out where there is none."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("playwright")
if not Path("/usr/bin/chromium").exists():
    pytest.skip("drawing needs Chromium", allow_module_level=True)

from samples.browser import SCALE, Browser, lines_of
from samples.drafting import Spec, draft_case
from samples.papers import compose

HTML = (
    "<!doctype html><html><head><style>body{margin:0;font:20px 'Noto Sans CJK SC'}"
    ".page{width:400px;height:300px;position:relative}</style></head><body>"
    "<div class=page><div>姓名：王小明　<span>性别：男</span></div><p style='width:90px'>第一行第二行</p>"
    "<span style='display:none'>看不见</span>"
    "<i data-seal=seal style='position:absolute;left:100px;top:200px;width:2px;height:2px'></i></div></body></html>"
)


@pytest.fixture(scope="module")
def browser():
    with Browser() as b:
        yield b


def test_text_comes_in_lines_as_laid_out_and_anchors_in_device_pixels(browser) -> None:
    (sheet,) = browser.draw(HTML)
    assert sheet.text.split("\n") == ["姓名：王小明 性别：男", "第一行第", "二行"]
    assert sheet.size == (400 * SCALE, 300 * SCALE)
    assert sheet.anchors["seal"] == pytest.approx((101 * SCALE, 201 * SCALE))


def test_a_pdf_has_a_text_layer_and_repeats_to_the_byte(browser) -> None:
    one, two = browser.pdf(HTML, []), browser.pdf(HTML, [])
    assert one == two
    assert one.startswith(b"%PDF")
    assert b"(D:20260101000000" in one


def test_a_document_is_drawn_the_same_twice(browser) -> None:
    rng = random.Random(1)
    plot = draft_case(Spec("x", "report", "neimenggu", ("尿毒症透析",), "2026-07-07", family="c"), rng)
    html, record = compose(plot.find("diagnosis_certificate"), "c", random.Random(3))
    first, second = browser.draw(html), browser.draw(html)
    assert all(np.array_equal(a.image, b.image) and a.text == b.text for a, b in zip(first, second, strict=True))
    assert plot.applicant.name in first[0].text
    assert record.seen[("patient", "name")] == plot.applicant.name


def test_runs_side_by_side_share_a_line_and_others_do_not() -> None:
    def run(text: str, x: float, y: float) -> dict[str, object]:
        return {"t": text, "x0": x, "x1": x + 40, "y0": y, "y1": y + 20}

    runs = [run("甲", 0, 0), run("乙", 60, 2), run("丙", 0, 30), run("丁", 0, 31)]
    assert lines_of(runs) == "甲 乙\n丙\n丁"
