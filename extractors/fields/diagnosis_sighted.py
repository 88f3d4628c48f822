"""Diagnoses where no rule found any, and those of a list that rules left out: what a trained net takes for them.

They go the way of all others from there on, and are never sure: whoever looks is told where to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import mean

from extractors.fields import diagnosis_list
from extractors.fields.diagnosis_labels import REQUEST_RANK
from extractors.fields.sections import Part
from extractors.layout.text import is_cjk
from extractors.reading import Diagnosis, Page
from extractors.roles.entries import Entry, entries
from extractors.roles.net import MOST, SOURCE, tagged

_SEEN = 0.5  # mean probability of a diagnosis' Chinese characters
_PLAINLY = 0.9  # … of one that has no form of a disease
_BESIDE = 0.99  # … of one beside those that rules found
_COVERED = 0.3  # of the smaller of two places that is one's and the other's

Make = Callable[[Sequence[Part]], Diagnosis | None]
Cut = Callable[[Sequence[Part], int, int], tuple[Part, ...]]


def sighted(pages: Sequence[Page], known: Sequence[Diagnosis], make: Make, cut: Cut) -> list[Diagnosis]:
    """In reading order.

    Args:
        known: those that rules found, who stay as they are; beside them the net has to be surer.
        make: parts of lines → the diagnosis they are.
        cut: a stretch of parts' joined text.
    """
    seen = [one for page in pages for entry in entries(tagged(page)) for one in _of_entry(page, entry, make, cut)]
    found = [one for one, chance in seen if not known or (chance >= _BESIDE and _is_another(one, known))]
    last = max((each.source_rank for each in known if each.source_rank < REQUEST_RANK), default=0)
    return [replace(one, source=SOURCE, source_rank=last, confidence=min(one.confidence, MOST)) for one in found]


def _is_another(one: Diagnosis, known: Sequence[Diagnosis]) -> bool:
    """Whether it has the form of a disease, says no part of what is known, and stands elsewhere."""
    apart = not any(one.name in each.name or _share_a_place(one, each) for each in known)
    return apart and diagnosis_list.names_disease(one.name)


def _share_a_place(one: Diagnosis, other: Diagnosis) -> bool:
    return any(
        (a.upload, a.page) == (b.upload, b.page)
        and a.box.intersection_area(b.box) > _COVERED * min(a.box.area, b.box.area)
        for a in one.evidence
        for b in other.evidence
    )


def _of_entry(page: Page, entry: Entry, make: Make, cut: Cut) -> Iterator[tuple[Diagnosis, float]]:
    """With how likely each is one."""
    parts = [(page, stretch.line) for stretch in entry]
    text = "\n".join(stretch.text for stretch in entry)
    chances = [chance for stretch in entry for chance in (*stretch.chances(), 0.0)]  # the last for the line's end
    for start, end in diagnosis_list.split(text, dict.fromkeys(range(len(entry) - 1), True)):
        chance = mean([chances[at] for at in range(start, end) if is_cjk(text[at])] or [0.0])
        advice = diagnosis_list.advises(text[start:end])  # 意见坚持腹膜透析, its label glued on
        one = make(cut(parts, start, end)) if chance >= _SEEN and not advice else None
        if one is not None and (chance > _PLAINLY or diagnosis_list.names_disease(one.name)):
            yield one, chance
