"""A PDF's own text is believed only where the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from extractors.files import RawPage, open_upload
from extractors.images import Upright, upright
from extractors.ocr import Floats, Image, Recognised
from extractors.opened import LayerLine
from extractors.reading import Box, Line
from extractors.textlayer import agree, check, lines_from_layer, read_layer
from tests.extractors.printed import Sheet, pdf, picture, text

WORDS = ("DISCHARGE SUMMARY", "Glucose 6.1 mmol/l", "Reported 2026-01-12", "Physician B. Nobody")


@dataclass
class Parrot:
    """An engine that reads what it was told, one text a crop, and finds lines where it was told."""

    says: list[str]
    finds: Floats = field(default_factory=lambda: np.zeros((0, 4, 2), np.float32))
    name: str = "parrot"
    characters: tuple[str, ...] = ()
    asked: int = 0

    def detect(self, image: Image) -> Floats:
        return self.finds

    def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
        assert all(crop.size for crop in crops)
        said = self.says[self.asked : self.asked + len(crops)]
        self.asked += len(crops)
        return [Recognised(one, (0.97,) * len(one), ()) for one in said]


def page(extra: bytes = b"", images: dict[str, tuple[np.ndarray, bytes]] | None = None, mode: int = 0) -> RawPage:
    content = b"".join(text(words, 60, 760 - 40 * n, 16, mode) for n, words in enumerate(WORDS))
    with open_upload("a", pdf([Sheet(content + extra, images=images or {})])) as opened:
        return opened.page(1)


def straight(raw: RawPage) -> Upright:
    return Upright(raw.raster, np.diag([1 / raw.raster.shape[1], 1 / raw.raster.shape[0], 1.0]), 0)


def noise() -> dict[str, tuple[np.ndarray, bytes]]:
    return {"I": (np.random.default_rng(0).integers(0, 200, (300, 300, 3), np.uint8), b"")}


def checked_texts(raw: RawPage) -> list[str]:
    """What an honest reader would say to each question, in the order of asking."""
    asked: list[str] = []

    class Listener(Parrot):
        def recognise(self, crops: Sequence[Image], keep_frames: bool = False) -> list[Recognised]:
            asked.extend([""] * len(crops))
            return super().recognise(crops, keep_frames)

    check(raw, straight(raw), Listener([""] * 20))
    return asked


def test_a_layer_that_says_what_is_seen_is_trusted() -> None:
    raw = page()
    trust = check(raw, straight(raw), Parrot([words for words in WORDS if words in _chosen(raw)]))
    assert trust.trusted
    assert trust.agreement == pytest.approx(1)


def _chosen(raw: RawPage) -> list[str]:
    """The lines that are looked at, found by telling their crops' places apart."""
    from extractors.textlayer import _to_check

    return [line.text for line in sorted(_to_check(raw.text_layer), key=lambda line: line.box.cy)]


def test_a_layer_that_says_something_else_is_not() -> None:
    raw = page()
    trust = check(raw, straight(raw), Parrot(["something", "entirely", "different", "here"] * 3))
    assert (trust.trusted, trust.reason) == (False, "disagrees")


def test_one_font_that_lies_spoils_the_layer() -> None:
    raw = page()
    first, *rest = raw.text_layer
    mixed = replace(raw, text_layer=(replace(first, font="Other"), *rest))
    chosen = [line for line in mixed.text_layer if line.text in _chosen(mixed)]
    says = [
        "#@!" if line.font == "Other" else line.text for line in sorted(chosen, key=lambda line: line.font == "Other")
    ]
    assert not check(mixed, straight(mixed), Parrot(says)).trusted


def test_few_lines_are_looked_at() -> None:
    assert 1 <= len(checked_texts(page())) <= 8


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (page(mode=3), "no_text"),
        (page(picture("I", 0, 0, 595, 600), noise()), "scanned"),
        (page(picture("I", 0, 0, 595, 842), noise(), mode=3), "no_text"),
    ],
)
def test_a_scan_is_read_by_ocr_whatever_its_layer_says(raw: RawPage, reason: str) -> None:
    engine = Parrot(list(WORDS))
    trust = check(raw, straight(raw), engine)
    assert (trust.trusted, trust.reason) == (False, reason)
    assert engine.asked == 0


@pytest.mark.parametrize("garbage", ["(cid:12)(cid:99)", "\ue001\ue002\ue003", "\ufffd\ufffd"])
def test_characters_without_meaning_spoil_the_layer(garbage: str) -> None:
    from extractors.pdftext import is_sane

    raw = page()
    assert not is_sane(garbage)
    lines = (replace(raw.text_layer[0], text=garbage, sane=False), *raw.text_layer[1:])
    assert check(replace(raw, text_layer=lines), straight(raw), Parrot(list(WORDS))).reason == "garbled"


def test_lines_carry_their_places_in_both_frames() -> None:
    raw = page()
    turned = upright(np.ascontiguousarray(raw.raster))
    lines = lines_from_layer(raw, turned)
    assert [line.text for line in lines] == list(WORDS)
    for line, layer in zip(lines, raw.text_layer, strict=True):
        assert line.polygon == layer.polygon
        assert line.box.x0 == pytest.approx(layer.box.x0, abs=0.01)
        assert line.box.y0 == pytest.approx(layer.box.y0 * 842 / 595, abs=0.01)
        assert len(line.char_positions) == len(line.text)


def test_hidden_text_never_becomes_a_line() -> None:
    raw = page(text("SECRET NAME", 60, 300, mode=3) + text("WHITE NAME", 60, 250, colour="1 g"))
    assert "hidden_text" in raw.notes
    assert [line.text for line in lines_from_layer(raw, straight(raw))] == list(WORDS)


def test_a_page_turned_on_its_side_is_read_the_right_way() -> None:
    content = b"".join(text(words, 60, 760 - 40 * n, 16) for n, words in enumerate(WORDS))
    with open_upload("a", pdf([Sheet(content, extra=b"/Rotate 90")])) as opened:
        raw = opened.page(1)
    height, width = raw.raster.shape[:2]
    back = np.array(
        [[0, -1 / height * height / width, 1], [1 / height, 0, 0], [0, 0, 1]]
    )  # upright pixels to delivered
    found = lines_from_layer(raw, Upright(np.ascontiguousarray(np.rot90(raw.raster)), back, 90))
    assert [line.text for line in found] == list(WORDS)
    assert all(line.box.width > 3 * line.box.height for line in found)


def test_what_a_picture_on_the_page_says_is_read_and_the_layers_own_lines_are_not_doubled() -> None:
    raw = page(picture("I", 350, 100, 150, 150), noise())
    assert raw.regions
    corner = np.array([[10, 10], [90, 10], [90, 40], [10, 40]], np.float32)
    lines = read_layer(raw, straight(raw), Parrot(["SEAL TEXT"], corner[None]))
    assert [line.text for line in lines] == [*WORDS, "SEAL TEXT"]
    seal = lines[-1]
    assert 340 / 595 < seal.box.x0 < 400 / 595


@pytest.mark.parametrize(("tick", "glyph"), [(b"", "□"), (b"41 726 m 45 721 l 51 731 l S ", "☑")])
def test_boxes_drawn_beside_the_layers_words_are_measured_and_read_no_other_way(tick: bytes, glyph: str) -> None:
    raw = page(b"1 w 38 718 15 15 re S 1.5 w " + tick)
    form = replace(raw.text_layer[0], text="门诊慢特病申请表", char_positions=())
    raw = replace(raw, text_layer=(form, *raw.text_layer[1:]), regions=(Box(0.06, 0.12, 0.1, 0.16),))
    width, height = 12 + 0.04 * raw.raster.shape[1], 12 + 0.04 * raw.raster.shape[0]  # a box and what is beside it
    around = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    lines = read_layer(raw, straight(raw), Parrot(["高"], around[None]))
    assert [line.text for line in lines] == ["门诊慢特病申请表", f"{glyph}{WORDS[1]}", *WORDS[2:]]


def test_a_layer_s_word_that_a_picture_is_read_as_too_is_not_doubled() -> None:
    raw = page(picture("I", 350, 100, 150, 150), noise())
    region = raw.regions[0]
    word = Box(region.x0 + 0.02, region.y0 + 0.02, region.x0 + 0.04, region.y0 + 0.03)  # much smaller than what is read
    corners = ((word.x0, word.y0), (word.x1, word.y0), (word.x1, word.y1), (word.x0, word.y1))
    raw = replace(raw, text_layer=(*raw.text_layer, LayerLine("0.1g", corners, True, True)))
    read = np.array([[0, 0], [120, 0], [120, 120], [0, 120]], np.float32)
    lines = read_layer(raw, straight(raw), Parrot(["0.1g"], read[None]))
    assert [line.text for line in lines].count("0.1g") == 1


def boxed(words: str, y: float) -> Line:
    polygon = ((0.1, y), (0.5, y), (0.5, y + 0.02), (0.1, y + 0.02))
    return Line(words, 0.9, 0.9, Box(0.1, y, 0.5, y + 0.02), polygon)


def layer(words: str, y: float, visible: bool = True) -> LayerLine:
    return LayerLine(words, boxed(words, y).polygon, visible, True)


def test_agreement_is_by_place_and_by_character() -> None:
    own = [layer("血红蛋白 159", 0.1), layer("白细胞 3.9", 0.2)]
    assert agree(own, [boxed("血红蛋白159", 0.1), boxed("白细胞3.9", 0.2)]) == 1
    assert agree(own, [boxed("血红蛋白159", 0.2), boxed("白细胞3.9", 0.1)]) < 0.5
    assert agree([layer("⻔诊", 0.1)], [boxed("门诊", 0.1)]) == 1
    assert 0.5 < agree(own, [boxed("血红蛋白159", 0.1)]) < 0.9
    assert agree([layer("hidden", 0.1, visible=False)], [boxed("hidden", 0.1)]) == 0
