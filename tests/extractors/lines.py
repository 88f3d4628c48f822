"""Hand-made lines and pages for tests: text put at places, as a recogniser would deliver it."""

from __future__ import annotations

from extractors.reading import Box, Line, Page, Quality, QualityGrade

TEXT_HEIGHT = 0.016  # of a line, in page widths: about 10.5 pt on A4
ASPECT = 1.4142


def width_of(text: str, height: float = TEXT_HEIGHT) -> float:
    """Printed width in page widths: a Chinese character is as wide as high, a Latin one about half."""
    return sum(1.0 if ord(c) > 0x2E7F else 0.55 for c in text) * height


def line(
    text: str, x: float, y: float, *, height: float = TEXT_HEIGHT, confidence: float = 0.98, in_seal: bool = False
) -> Line:
    """A line whose top left corner is at (x, y), both in page widths."""
    return boxed(text, Box(x, y, x + width_of(text, height), y + height), confidence=confidence, in_seal=in_seal)


def boxed(text: str, box: Box, *, confidence: float = 0.98, in_seal: bool = False, aspect: float = ASPECT) -> Line:
    """A line with this box (upright frame) on a page that was delivered upright."""
    top, bottom = box.y0 / aspect, box.y1 / aspect
    polygon = ((box.x0, top), (box.x1, top), (box.x1, bottom), (box.x0, bottom))
    return Line(text, confidence, confidence, box, polygon, (confidence,) * len(text), (), in_seal)


def page(*lines: Line, upload: str = "a.jpg", number: int = 1, grade: QualityGrade = QualityGrade.GOOD) -> Page:
    """A page holding these lines in this order."""
    return Page(upload, number, 1000, 1414, 0, Quality(grade), lines)


def column(texts: list[str], x: float, y: float, step: float = 0.03) -> tuple[Line, ...]:
    """One line per text, one below the other."""
    return tuple(line(text, x, y + i * step) for i, text in enumerate(texts))


def table(rows: list[list[str]], xs: list[float], y: float, step: float = 0.03) -> tuple[Line, ...]:
    """One line per cell that is not empty, left-aligned at `xs`, rows `step` page widths apart."""
    return tuple(
        line(cell, x, y + i * step) for i, row in enumerate(rows) for cell, x in zip(row, xs, strict=True) if cell
    )
