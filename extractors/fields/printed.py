"""A field made from the lines it was printed on."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout.text import confidence, evidence, fold, join
from extractors.reading import Field, Line, Page


def printed(name: str, parts: Sequence[tuple[Page, Line]], value: str | None = None, certainty: float = 1.0) -> Field:
    """The field `name` as printed on `parts`, in reading order.

    Args:
        value: normalised; None: the text itself.
        certainty: that this is what the field's name says, in [0, 1]; multiplied with the recogniser's confidence.
    """
    lines = [line for _, line in parts]
    text = join(lines)
    pieces = tuple(piece for page, line in parts for piece in evidence(page, (line,)))
    chars = tuple(c for line in lines for c in line.char_confidences)
    return Field(
        name,
        text,
        _unified(text) if value is None else value,
        round(confidence(lines) * certainty, 4),
        pieces,
        chars if len(chars) == len(text) else (),
    )


def _unified(text: str) -> str:
    """Radicals that PDF text layers hold in place of characters made the characters they look like."""
    return "".join(fold(c) if "⺀" <= c <= "⿟" else c for c in text)
