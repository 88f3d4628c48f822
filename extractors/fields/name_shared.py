"""One person's name as several papers of a case print it: the name read best settles the others.

Papers that bear the same identity number, or the same number of a stay or a visit, are one person's. All names read on
them compete on what the recogniser saw on each; the one that costs least on all of them is the name of every paper on
which it was seen at all. A name of which nothing was seen stays as read: the paper prints another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.decoding import heard
from extractors.layout.text import is_cjk
from extractors.reading import Document, Field

_SHORTEST_NUMBER = 6  # digits: shorter ones are counted anew every day or year
_SURELY_READ = 0.9  # least sure character of a name that may stand for others
_UNSEEN = -7.0  # natural logarithm: what a character costs that was not seen; less is no trace of it
_PRINTED = -14.0  # the same of text that a PDF holds itself: it prints nothing else
_MARGIN = 2.0  # natural logarithm, over all papers: by how much the name has to outweigh every other
_SETTLED = 0.95  # certainty of a name that another paper of the same person settles
_PLAINLY = 0.98  # certainty of a character from which a paper may well print another name
_CONTRADICTED = 0.5  # ... and of the name settled against it: a person looks


def settled(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents of a case, names read in doubt as they were read best on the same person's papers."""
    names: dict[str, Field] = {}
    sure = [each.patient.name for each in documents if each.patient.name is not None and _is_sure(each.patient.name)]
    for papers in _persons(documents):
        best = _name_of(papers, sure)
        names |= {paper.id: _as(best, name) for paper, name in papers if best and _says(name, best.value)}
    return tuple(
        replace(each, patient=replace(each.patient, name=names[each.id])) if each.id in names else each
        for each in documents
    )


_Named = tuple[Document, Field]


def _persons(documents: Sequence[Document]) -> Iterator[list[_Named]]:
    """Named papers that share a number, directly or over a third one, where nothing plain on them differs."""
    left = [(each, each.patient.name) for each in documents if each.patient.name is not None]
    while left:
        group = [left.pop(0)]
        for paper, _ in group:  # which grows on the way
            joining = [each for each in left if _is_same_person(paper, each[0])]
            left = [each for each in left if each not in joining]
            group.extend(joining)
        if len(group) > 1:
            yield group


def _is_same_person(one: Document, other: Document) -> bool:
    differ = [
        (a.value, b.value)
        for a, b in ((one.patient.sex, other.patient.sex), (one.patient.birth_date, other.patient.birth_date))
        if a is not None and b is not None and a.value != b.value
    ]
    return not differ and bool(_numbers(one) & _numbers(other))


def _numbers(document: Document) -> set[str]:
    of = document.patient
    found = (of.id_number, of.inpatient_number, of.visit_number)
    plain = [each.value for each in found if each is not None and "*" not in each.value]
    return {number for number in plain if sum(map(str.isdigit, number)) >= _SHORTEST_NUMBER}


def _name_of(papers: Sequence[_Named], sure: Sequence[Field]) -> Field | None:
    """The surest reading of the name that fits all papers best; None where two fit nearly alike or none is sure.

    Args:
        sure: names read surely on any paper of the case.
    """
    costs = {each: sum(_cost(name, each) for _, name in papers) for each in {name.value for _, name in papers}}
    ranked = sorted(costs, key=lambda value: -costs[value])
    if len(ranked) > 1 and costs[ranked[0]] - costs[ranked[1]] < _MARGIN:
        return None
    return max((each for each in sure if each.value == ranked[0]), key=lambda each: each.confidence, default=None)


def _is_sure(name: Field) -> bool:
    return min(name.char_confidences, default=name.confidence) >= _SURELY_READ


def _cost(read: Field, name: str) -> float:
    """Of another name than the one read, natural logarithm, at most 0."""
    if read.value == name:
        return 0.0
    plain, other = _characters(read.text), _characters(name)
    seen = heard(read.frames, plain, (other,), _character)
    return seen[0].cost if seen else (_UNSEEN if read.char_confidences else _PRINTED) * _apart(plain, other)


def _says(read: Field, name: str) -> bool:
    """Whether a paper that reads as one name may say the other: each of its characters was seen."""
    if read.value == name or not read.frames:
        return False
    plain, other = _characters(read.text), _characters(name)
    seen = {letter for frame in read.frames for letter, _ in frame}
    return seen.issuperset(other) and _cost(read, name) >= _UNSEEN * _apart(plain, other)


def _apart(one: str, other: str) -> int:
    """Characters that differ; of names of different lengths those that one of them lacks, or all."""
    if len(one) == len(other):
        return sum(map(str.__ne__, one, other))
    short, long = sorted((one, other), key=len)
    lost = len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    return 1 if lost else len(long)


def _characters(name: str) -> str:
    return "".join(filter(is_cjk, name))


def _character(letter: str) -> str:
    """A letter as it counts in a name: dots and spaces do not."""
    return letter if is_cjk(letter) else ""


def _as(best: Field, read: Field) -> Field:
    certainty = _CONTRADICTED if _contradicts(read, best.value) else _SETTLED
    return replace(read, value=best.value, confidence=round(certainty * best.confidence, 4))


def _contradicts(read: Field, name: str) -> bool:
    """Whether a character of another name was read plainly: a namesake's paper, for all that can be told."""
    if len(read.char_confidences) != len(read.value) or len(read.value) != len(name):
        return False
    read_as = zip(read.value, read.char_confidences, name, strict=True)
    return any(own != other and sure >= _PLAINLY for own, sure, other in read_as)
