"""Pages without anything on them."""

from __future__ import annotations

from extractors.reading import Page, Quality, QualityGrade


def a_page(number: int) -> Page:
    return Page(
        upload="a.pdf", number=number, width=100, height=100, rotation=0, quality=Quality(QualityGrade.GOOD), lines=()
    )
