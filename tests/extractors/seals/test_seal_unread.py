"""What becomes of places whose text could not be read, and of words that are a form's own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractors.reading import Box, Line, SealColour, SealPurpose, SealShape, SealStatus, Strip, StripKind
from extractors.seals import find, read
from extractors.seals.candidates import Candidate
from extractors.seals.ink import PageInk, page_ink
from extractors.seals.judging import joined_by_net
from extractors.seals.lettering import asks_for_seal, is_label, judge_words, lettering
from extractors.seals.net import View
from extractors.seals.phrases import Fit
from extractors.seals.shapes import Rectangle, ellipse_in
from extractors.seals.strips import across, in_pairs
from extractors.seals.wording import NOTHING, Piece, SealText


def framed(confidence: float = 0.99, support: float = 0.6) -> Candidate:
    rectangle = Rectangle(150, 120, 100, 40, 0.0)
    return Candidate(
        rectangle.box, SealShape.RECTANGLE, SealColour.RED, SealStatus.PRESENT, confidence, "frame", None, rectangle,
        support=support,
    )  # fmt: skip


def line(text: str, box: tuple[float, float, float, float], sure: float = 0.95) -> Line:
    x0, y0, x1, y1 = box
    return Line(
        text, sure, sure, Box(x0, y0, x1, y1), ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), (sure,) * len(text),
        tuple((i + 0.5) / len(text) for i in range(len(text))),
    )  # fmt: skip


def test_a_frame_that_ink_and_net_are_sure_of_is_a_seal_though_unread():
    assert find._after_reading(framed(), NOTHING, (), 1200).confidence >= find.LEAST
    assert find._after_reading(framed(support=0.2), NOTHING, (), 1200).confidence < find.LEAST
    assert find._after_reading(framed(confidence=0.7), NOTHING, (), 1200).confidence < find.LEAST


def test_an_unread_frame_on_a_card_is_its_emblem_and_on_a_paper_that_names_a_card_a_seal():
    place = (0.1, 0.1, 0.6, 0.12)
    card = (line("姓名 示例", place), line("公民身份号码 110101199001011234", place))
    paper = (line("诊断证明书", place), line("证件类型：居民身份证", place))
    assert find._after_reading(framed(), NOTHING, card, 1200).confidence < find.LEAST
    assert find._after_reading(framed(), NOTHING, paper, 1200).confidence >= find.LEAST


@pytest.mark.parametrize("text", ["查看影像", "返回首页", "复制"])
def test_a_button_on_a_screen_is_no_stamp(text):
    assert is_label(text)
    assert find._after_reading(framed(), SealText(Piece(text, 0.99), ()), (), 1200).confidence < find.LEAST


def test_a_date_is_words_enough():
    said = SealText(Piece("2026.06.04", 0.99), ())
    assert find._after_reading(framed(support=0.0), said, (), 1200).confidence == pytest.approx(0.99)


def test_a_frame_says_what_the_pages_lines_within_it_say_where_they_say_more():
    inside = line("示例市人民医院", (0.11, 0.105, 0.19, 0.115))
    outside = line("检查结论如下所示", (0.3, 0.105, 0.6, 0.115))
    said = find._or_lines(framed(), SealText(Piece("例", 0.5), ()), (inside, outside), 1000)
    assert said.text == "示例市人民医院"
    whole = SealText(Piece("示例市人民医院检验科", 0.99), ())
    assert find._or_lines(framed(), whole, (inside,), 1000) is whole


def test_a_poor_ring_says_nothing_against_a_frame_the_net_sees():
    view = View(np.zeros((17, 60, 60), np.float32), 1.0)
    view.planes[0, 30, 30] = 0.8
    view.planes[3:7, 30, 30] = 30.0
    view.planes[10, 30, 30] = view.planes[13, 30, 30] = 1.0  # a rectangle in red
    ink = page_ink(np.full((240, 240, 3), 250, np.uint8), True)
    ring = Candidate(
        (92, 92, 152, 152), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, 0.01, "ring",
    )  # fmt: skip
    kept = max(joined_by_net([ring], view, ink), key=lambda c: c.confidence)
    alone = max(joined_by_net([], view, ink), key=lambda c: c.confidence)
    assert kept.confidence == pytest.approx(alone.confidence)


@pytest.mark.parametrize(
    "text", ["患者姓名", "身份证号", "就诊科室", "处理意见：", "第2页/共2页", "病情诊断证明", "公民身份号码"]
)
def test_what_forms_print_is_no_stamp_even_askew(text):
    assert is_label(text)
    assert judge_words(SealText(Piece(text, 0.99), ()), tilted=True) == 0.0


@pytest.mark.parametrize("read", ["病情诊断证明", "病情诊断证明章"])
def test_a_title_is_no_seal_that_wants_a_character(read):
    fit = Fit(SealPurpose.CERTIFICATE, "病情诊断证明章", 0.95)
    found = judge_words(SealText(Piece(read, 0.99), (), fit=fit), tilted=False)
    assert (found > 0) is read.endswith("章")


@pytest.mark.parametrize("text", ["病案室", "与原件相符", "检验科"])
def test_what_stamps_say_is_no_label(text):
    assert not is_label(text)


def test_lines_run_together_from_the_top_and_none_stands_alone_later():
    frames = [((("甲", 0.0),),), ((("乙", 0.0),),), ((("丙", 0.0),),)]
    assert ["".join(f[0][0] for f in strip.frames) for strip in across(frames)] == ["甲", "甲乙", "甲乙丙"]
    assert ["".join(f[0][0] for f in one) for one in in_pairs(frames)] == ["甲", "乙", "丙", "甲乙", "乙丙"]


def test_a_smaller_confidence_is_never_raised_by_reading_nothing():
    place = replace(framed(), confidence=0.5)
    assert find._after_reading(place, NOTHING, (), 1200).confidence <= 0.5


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("(未盖章无效)", True),
        ("未加盖医院公章无效", True),
        ("盖章后 生效", True),
        ("诊断证明专用章", False),
        ("病历复印章", False),
    ],
)
def test_words_on_what_a_missing_stamp_means_are_print(words, asks):
    assert asks_for_seal(words) is asks


@pytest.mark.parametrize(("rim", "kept"), [("医厦", False), ("示例市医院", True)])
def test_a_small_ring_round_an_emblem_is_no_seal(rim, kept):
    ring = Candidate(
        (0, 0, 70, 70), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT, 0.55, "ring", ellipse_in((0, 0, 70, 70))
    )
    said = SealText(Piece(rim, 0.7), ())
    assert (find._after_reading(ring, said, (), 1400).confidence >= find.LEAST) is kept


@pytest.mark.parametrize(("support", "kept"), [(0.36, False), (0.84, True)])
def test_a_ring_in_black_that_the_net_hardly_sees_has_to_carry_a_name(support, kept):
    ring = Candidate(
        (0, 0, 60, 60), SealShape.ROUND, SealColour.GREY, SealStatus.PHOTOCOPIED, 0.59, "dark_ring",
        ellipse_in((0, 0, 60, 60)), support=support,
    )  # fmt: skip
    said = SealText(Piece("案康案", 0.67), ())
    assert (find._after_reading(ring, said, (), 894).confidence >= find.LEAST) is kept


@pytest.mark.parametrize(("above", "stamps"), [((0.5, 0.655, 0.62, 0.68), 0), ((0.2, 0.5, 0.45, 0.525), 1)])
def test_the_last_line_of_a_note_on_a_grey_page_is_no_stamp(above, stamps):
    image = np.full((1000, 850, 3), 250, np.uint8)
    lines = (line("办理慢病", above), line("与原件一致", (0.5, 0.7, 0.65, 0.725)))
    ink = page_ink(image, False)
    assert len(lettering(ink, lines, 850)) == stamps


@pytest.mark.parametrize(("text", "seen"), [("示例市第七医院", True), ("门诊便民服务台", False)])
def test_whose_a_stamp_is_that_the_pages_lines_tell_is_seen_in_its_ink(monkeypatch, text, seen):
    """What the recogniser saw of a line that it read surely is not kept; the stamp's ink is looked at again for it."""
    strips = (Strip(StripKind.LINE, ((("示", -0.1),),)),)
    monkeypatch.setattr(find, "read_seal", lambda *_: SealText(Piece("示例巾", 0.4), (), strips=strips))
    box = Rectangle(200, 100, 200, 30, 0.0)
    place = Candidate(
        box.box, SealShape.LINE, SealColour.RED, SealStatus.PRESENT, 0.85, "lettering",
        rectangle=box, lines=(line(text, (0.1, 0.1, 0.3, 0.12)),),
    )  # fmt: skip
    said = find._said(place, np.zeros((300, 500, 3), np.uint8), None)
    assert said is not None and said.text == text
    assert said.strips == (strips if seen else ())


@pytest.mark.parametrize(
    ("words", "source", "colour", "kept"),
    [
        ("用法 每日三次 随餐口服", "net", SealColour.BLACK, False),  # print below a stain
        ("用法 每日三次 随餐口服", "net", SealColour.RED, True),
        ("用法 每日三次 随餐口服", "frame", SealColour.BLACK, True),
        ("示例市人民医院 西药房", "net", SealColour.BLACK, True),
        ("复印件与原件一致", "net", SealColour.BLACK, True),
        ("王示例", "net", SealColour.BLACK, True),
        ("女/58岁 2026-05-07", "net", SealColour.BLACK, False),  # cells of a table
        ("2026.05.07", "net", SealColour.BLACK, True),
        ("已收费 2026.05.07", "net", SealColour.BLACK, True),
    ],
)
def test_a_frame_in_black_that_only_the_net_sees_has_to_say_what_seals_say(words, source, colour, kept):
    box = Rectangle(200, 100, 200, 160, 0.0)
    place = Candidate(
        box.box, SealShape.SQUARE, colour, SealStatus.PHOTOCOPIED, 0.73, source, rectangle=box, support=0.55
    )
    first, *rest = (Piece(line, 0.9) for line in words.split())
    assert (find._after_reading(place, SealText(first, tuple(rest)), (), 1100).confidence >= find.LEAST) is kept


def inked_page(words: tuple[tuple[str, int, int, tuple[int, int, int]], ...]) -> tuple[PageInk, tuple[Line, ...]]:
    """A page with bars for the strokes of lines: (text, left, top, colour), and those lines."""
    image = np.full((1000, 850, 3), 250, np.uint8)
    lines = []
    for text, left, top, colour in words:
        for x in range(left, left + 22 * len(text), 6):
            image[top : top + 22, x : x + 2] = colour
        place = (left / 850, top / 850, (left + 22 * len(text)) / 850, (top + 22) / 850)
        lines.append(line(text, place))
    return page_ink(image, True), tuple(lines)


@pytest.mark.parametrize(
    ("text", "sure", "scrap"),
    [("药章", 0.57, True), ("专用章", 0.57, False), ("用章", 0.95, False), ("(3)", 0.5, False), ("室", 0.6, False)],
)
def test_two_characters_made_out_on_blank_paper_are_a_ruling_that_runs_through_it(text, sure, scrap):
    assert read._is_scrap(Piece(text, sure)) is scrap


PRINT = tuple((f"示例正文第{n}行内容", 80, 100 + 40 * n, (40, 40, 40)) for n in range(8))
BLUE, PALE = (190, 80, 40), (222, 205, 200)


@pytest.mark.parametrize(
    ("text", "ink", "colour"),
    [
        ("与原件相符", PALE, SealColour.BLUE),  # a pad that runs dry
        ("现金收讫", PALE, SealColour.BLUE),
        ("与原件相符", (40, 40, 40), SealColour.BLACK),
        ("检验报告专用章", PALE, SealColour.BLACK),  # printed where one belongs
    ],
)
def test_a_pale_line_says_what_was_done_in_its_own_ink(text, ink, colour):
    (found,) = lettering(*inked_page((*PRINT, (text, 500, 600, ink))), 850)
    assert found.colour is colour
    assert found.status is (SealStatus.PRESENT if colour is SealColour.BLUE else SealStatus.UNDETERMINED)


@pytest.mark.parametrize(("printed", "stamps"), [("主治医师：宋示例", 1), ("家属：宋示例", 0), ("主治医师：李示例", 0)])
def test_a_name_in_blue_beside_the_same_in_print_may_be_its_owners_stamp(printed, stamps):
    """Whether it is one or a pen's, the net of seals says."""
    lines = (*PRINT, (printed, 80, 600, (40, 40, 40)), ("宋示例", 500, 600, BLUE))
    assert [found.shape for found in lettering(*inked_page(lines), 850)] == [SealShape.RECTANGLE] * stamps


def test_an_office_whose_first_character_is_a_surname_is_no_name_seal():
    (found,) = lettering(*inked_page((*PRINT, ("门诊部", 500, 600, (45, 35, 205)))), 850)
    assert found.shape is SealShape.LINE


@pytest.mark.parametrize(
    ("text", "stamps"),
    [
        ("医务处审核", 1),
        ("质控科已审", 1),
        ("医保办公室核准", 1),
        ("门诊部登记", 1),
        ("上级医师审核", 0),
        ("肝功能检查", 0),
    ],
)
def test_what_an_office_stamps_that_it_did_is_a_stamp_in_blue_too(text, stamps):
    assert len(lettering(*inked_page((*PRINT, (text, 400, 600, BLUE))), 850)) == stamps
