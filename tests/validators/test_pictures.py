"""The same paper twice: by picture, by text."""

from __future__ import annotations

import random

from extractors.reading import Box, Line, Page, Quality, QualityGrade
from validators.pictures import near, same_text, text_similarity

SHEET = (
    "岚屿市人民医院检验报告单 姓名林晓禾 性别女 年龄52岁 标本血清 采集时间2025-03-05 08:31 报告时间2025-03-05 10:12 "
    "葡萄糖6.81 糖化血红蛋白7.40 肌酐88.2 尿素5.31 丙氨酸氨基转移酶23.0 "
    "总胆固醇5.62 甘油三酯1.91 低密度脂蛋白3.44 检验者周立本 审核者王珂"
)


def page(text: str) -> Page:
    box = Box(0, 0, 1, 0.1)
    corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 0.1), (0.0, 0.1))
    lines = tuple(Line(part, 0.95, 0.9, box, corners) for part in text.split())
    return Page("a.jpg", 1, 1000, 1400, 0, Quality(QualityGrade.GOOD), lines)


def test_hashes_a_few_bits_apart_are_near() -> None:
    assert near(0b1111 << 40, 0b1111 << 40)
    assert near((1 << 60) - 1, (1 << 60) - 1 ^ 0b111111)
    assert not near((1 << 60) - 1, (1 << 60) - 1 ^ 0b1111111)


def test_a_featureless_page_is_near_nothing_not_even_itself() -> None:
    assert not near(0, 0) and not near(0, 1)


def test_a_paper_photographed_twice_has_the_same_text_but_for_misread_characters() -> None:
    rng = random.Random(1)
    letters = [i for i, c in enumerate(SHEET) if "一" <= c <= "鿿"]
    misread = "".join("口" if i in rng.sample(letters, 3) else c for i, c in enumerate(SHEET))
    assert same_text([page(SHEET)], [page(misread)])


def test_the_same_form_with_other_values_is_another_paper() -> None:
    other = (
        SHEET.replace("2025-03-05", "2025-06-18")
        .replace("6.81", "7.22")
        .replace("7.40", "8.15")
        .replace("88.2", "91.7")
    )
    other = other.replace("5.31", "6.07").replace("23.0", "31.4").replace("5.62", "4.98").replace("1.91", "2.35")
    assert not same_text([page(SHEET)], [page(other)])


def test_pages_with_little_text_are_never_the_same() -> None:
    assert text_similarity([page("第1页 共2页")], [page("第1页 共2页")]) == 1.0
    assert not same_text([page("第1页 共2页")], [page("第1页 共2页")])


def test_empty_pages_have_nothing_in_common() -> None:
    assert text_similarity([page("")], [page("")]) == 0.0


def test_lines_read_in_another_order_are_the_same_text() -> None:
    """A curled photograph may mix its rows."""
    parts = SHEET.split()
    mixed = parts[::2] + parts[1::2]
    assert same_text([page(SHEET)], [page(" ".join(mixed))])


def test_powers_in_units_are_no_numbers_of_the_paper() -> None:
    """10^9/L comes as 10^9, 109 or 10 from one picture to the next."""
    counts = "白细胞3.5 红细胞4.02 血小板181 中性粒细胞2.11"
    one, other = (" ".join(f"{word} {unit}" for word in counts.split()) for unit in ("10^9/L", "109/L"))
    assert same_text([page(f"{SHEET} {one}")], [page(f"{SHEET} {other}")])
