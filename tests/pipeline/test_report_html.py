"""The page for reviewers: self-contained, safe whatever a paper says, masked."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from extractors.opened import Limits
from extractors.reading import Box
from pipeline.report import as_html, as_json, pictures
from pipeline.report.masking import mask_id, shown
from pipeline.report.pictures import turned_back
from pipeline.screening import Screening
from tests.pipeline.papers import ID_NUMBER, jpeg, line, page, screening

HOSTILE = "<script>alert('诊断')</script>\"><img src=x onerror=alert(1)>"


class Tags(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def rendered(made: Screening, files: dict[str, bytes]) -> str:
    report = as_json.report(made)
    orders = pictures.orders(files, pictures.rotations(report), as_html.spots(report), Limits())
    return as_html.render(report, pictures.together(map(pictures.draw, orders)))


def test_nothing_comes_from_elsewhere() -> None:
    html = rendered(*screening())
    tags = Tags(html)
    for tag, attributes in tags.found:
        for name in ("src", "href", "action", "data", "srcset"):
            value = attributes.get(name)
            assert value is None or value.startswith(("#", "data:image/jpeg;base64,")), f"{tag} {name}"
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
    assert not re.search(r"url\(|@import|https?://", html)
    policy = next(m["content"] for m in tags.named("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_what_papers_say_is_never_run() -> None:
    made, files = screening()
    bad = page("证明.jpg", line(HOSTILE, 0), line("长" * 20_000, 1))
    finding = made.verdict.findings[0] if made.verdict else None
    assert finding is not None and made.verdict is not None
    verdict = replace(made.verdict, findings=(replace(finding, found=HOSTILE, upload="证明.jpg"),))
    title = replace(made.documents[0].document, title=HOSTILE)
    documents = (replace(made.documents[0], document=title), made.documents[1])
    readings = (replace(made.readings[0], pages=(bad,)), *made.readings[1:])
    html = rendered(replace(made, verdict=verdict, readings=readings, documents=documents, unlisted=(HOSTILE,)), files)
    tags = Tags(html)
    assert len(tags.named("script")) == 1
    assert not any(image.get("src") == "x" for image in tags.named("img"))
    assert html.count("&lt;script&gt;alert") >= 3


def test_marks_that_turn_a_line_around_are_made_visible() -> None:
    assert shown("诊断\u202e病尿糖\u2066x\u200f\x00") == "诊断�病尿糖�x��"
    assert shown("两行\n文字") == "两行\n文字"


def test_id_numbers_are_masked_everywhere() -> None:
    made, files = screening()
    html = rendered(made, files)
    assert ID_NUMBER not in html
    assert "990101********002X" in html
    assert ID_NUMBER[6:14] not in html


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("11010519491231002X", "110105********002X"),
        ("号11010519491231002x。", "号110105********002x。"),
        ("110105491231002", "110105******002"),
        ("报告单号 202603050001", "报告单号 202603050001"),
        ("1101051949123100211", "1101051949123100211"),
    ],
)
def test_only_what_is_an_id_number_is_masked(text: str, masked: str) -> None:
    assert shown(text) == masked


def test_a_malformed_id_number_is_masked_by_its_place() -> None:
    assert mask_id("110105194912310021234") == "110105***********1234"


def test_both_languages_are_there_and_one_is_shown() -> None:
    html = rendered(*screening())
    assert 'data-lang="zh"' in html
    assert "建议补正" in html and "Supplement advised" in html


def test_findings_come_with_their_evidence_and_clause() -> None:
    tags = Tags(html := rendered(*screening()))
    crops = tags.named("img")
    assert len(crops) == 2
    assert all(crop["alt"] and (crop["src"] or "").startswith("data:image/jpeg") for crop in crops)
    assert "条款未核实" in html and "据公开文章或客户要求" in html
    assert "诊断证明书须加盖医院印章" in html


def test_links_lead_to_what_is_there() -> None:
    tags = Tags(rendered(*screening()))
    anchors = {attributes["id"] for _, attributes in tags.found if attributes.get("id")}
    links = [a["href"] for a in tags.named("a")]
    assert links
    assert all(link and link.startswith("#") and link[1:] in anchors for link in links)


def test_headings_follow_one_another() -> None:
    levels = [int(tag[1]) for tag, _ in Tags(rendered(*screening())).found if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_loose_files_have_a_page_too() -> None:
    made, files = screening()
    html = rendered(replace(made, case=None, verdict=None, as_of=None), files)
    assert "文件识读结果" in html
    assert "需要处理的问题" not in html


def test_ten_pages_stay_small() -> None:
    import numpy as np

    noise = np.random.default_rng(1).integers(0, 255, (110, 78, 3), np.uint8)

    def draw(canvas: object) -> None:
        from PIL import Image

        image = Image.fromarray(noise).resize((2480, 3508), Image.Resampling.BICUBIC)
        canvas._image.paste(image)  # type: ignore[attr-defined]

    data = jpeg(draw, (2480, 3508))
    made, _ = screening()
    names = [f"{n}.jpg" for n in range(10)]
    readings = tuple(replace(made.readings[0], upload=n, pages=(page(n, width=2480, height=3508),)) for n in names)
    html = rendered(replace(made, readings=readings, documents=(), verdict=None), dict.fromkeys(names, data))
    assert len(html) < 5_000_000


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_turns_back_with_its_page(rotation: int) -> None:
    upright = Box(0.1, 0.2, 0.3, 0.6)
    x0, y0, x1, y1 = 0.1, 0.2, 0.3, 0.6
    delivered = {
        0: upright,
        90: Box(1 - y1, x0, 1 - y0, x1),  # clockwise: the top becomes the right
        180: Box(1 - x1, 1 - y1, 1 - x0, 1 - y0),
        270: Box(y0, 1 - x1, y1, 1 - x0),
    }[rotation]
    back = turned_back(delivered, rotation)
    assert (back.x0, back.y0, back.x1, back.y1) == pytest.approx((x0, y0, x1, y1))
