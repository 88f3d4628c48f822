"""Diagnoses where no rule found any: what a trained net takes for them, by what is written and where it stands.

They go the way of all others from there on, and are never sure: whoever looks is told where to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import mean

from extractors.fields import diagnosis_list
from extractors.fields.sections import Part
from extractors.layout.text import is_cjk
from extractors.reading import Diagnosis, Page
from extractors.roles.entries import Entry, entries
from extractors.roles.net import MOST, SOURCE, tagged

_SEEN = 0.5  # mean probability of a diagnosis' Chinese characters
_PLAINLY = 0.9  # … of one that has no form of a disease

Make = Callable[[Sequence[Part]], Diagnosis | None]
Cut = Callable[[Sequence[Part], int, int], tuple[Part, ...]]


def sighted(pages: Sequence[Page], make: Make, cut: Cut) -> list[Diagnosis]:
    """In reading order. `make`: parts of lines → the diagnosis they are, `cut`: a stretch of parts' joined text."""
    found = [one for page in pages for entry in entries(tagged(page)) for one in _of_entry(page, entry, make, cut)]
    return [replace(one, source=SOURCE, confidence=min(one.confidence, MOST)) for one in found]


def _of_entry(page: Page, entry: Entry, make: Make, cut: Cut) -> Iterator[Diagnosis]:
    parts = [(page, stretch.line) for stretch in entry]
    text = "\n".join(stretch.text for stretch in entry)
    chances = [chance for stretch in entry for chance in (*stretch.chances(), 0.0)]  # the last for the line's end
    for start, end in diagnosis_list.split(text, dict.fromkeys(range(len(entry) - 1), True)):
        chance = mean([chances[at] for at in range(start, end) if is_cjk(text[at])] or [0.0])
        one = make(cut(parts, start, end)) if chance >= _SEEN else None
        if one is not None and (chance > _PLAINLY or diagnosis_list.names_disease(one.name)):
            yield one
