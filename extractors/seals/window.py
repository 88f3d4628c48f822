"""How much of a phrase stands in a text. A module of its own: who only writes seals out loads no arrays."""

from __future__ import annotations


def best_window(phrase: str, text: str) -> tuple[float, int, int]:
    """How much of `phrase` stands in `text` in one run: (1 - edits / length, start, end)."""
    n, m = len(phrase), len(text)
    if not m:
        return 0.0, 0, 0
    previous = [0] * (m + 1)  # a match may begin anywhere
    begins = list(range(m + 1))
    for i in range(1, n + 1):
        row, starts = [i], [0]
        for j in range(1, m + 1):
            options = (
                (previous[j - 1] + (phrase[i - 1] != text[j - 1]), begins[j - 1]),
                (previous[j] + 1, begins[j]),
                (row[j - 1] + 1, starts[j - 1]),
            )
            edits, begin = min(options, key=lambda option: option[0])
            row.append(edits)
            starts.append(begin)
        previous, begins = row, starts
    end = min(range(m + 1), key=lambda j: previous[j])
    return 1 - previous[end] / n, begins[end], end
