"""How well text was read, page by page."""

from __future__ import annotations

import unicodedata
from collections import Counter

import numpy as np

from extractors.reading import Page
from samples.ledger import Ledger
from samples.place import Place
from samples.truth import Json


def folded(text: str) -> str:
    """NFKC without white space: width and spacing are no reading mistakes."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def distance(a: str, b: str) -> int:
    """Levenshtein distance, one row of the table at a time."""
    if not a or not b:
        return len(a) or len(b)
    codes = np.frombuffer(b.encode("utf-32-le"), np.uint32)
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for i, character in enumerate(a, 1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(character)))
        # Insertions run along the row: cur[j] = min over k <= j of best[k] + (j - k).
        row = np.minimum.accumulate(np.concatenate(([i], best)) - steps) + steps
    return int(row[-1])


def similarity(a: str, b: str) -> float:
    """1 for the same text, 0 for nothing in common."""
    a, b = folded(a), folded(b)
    longest = max(len(a), len(b))
    return 1.0 - distance(a, b) / longest if longest else 1.0


def measure_page(ledger: Ledger, truth: Json, page: Page | None, at: Place) -> None:
    """CER and order-free character recall and precision, by capture condition and by quality."""
    want, got = folded(truth["text"]), folded(page.text) if page else ""
    if page is not None:
        ledger.rate("rotation", page.rotation == truth["rotation"], at, truth["rotation"], page.rotation)
        said = page.quality.grade.value
        ledger.rate("page quality", said == truth["quality"], at, truth["quality"], said)
    if not want:
        return
    both = sum((Counter(want) & Counter(got)).values())
    error = distance(want, got) / len(want)
    for group in ("", f"/capture {truth['capture']}", f"/quality {truth['quality']}"):
        ledger.mean(f"CER{group}", error, len(want))
        ledger.mean(f"character recall{group}", both / len(want), len(want))
        if got:
            ledger.mean(f"character precision{group}", both / len(got), len(got))
