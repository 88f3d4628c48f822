"""Pages → runs: which pages of a case make up one paper, within and across uploads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from extractors.fields.hospital import hospitals
from extractors.fields.page_numbers import PageNumber
from extractors.fields.patient import patient
from extractors.kinds.all import BY_KIND
from extractors.kinds.recognise import Recognition
from extractors.kinds.spec import Reads
from extractors.layout.sheet import Sheet
from extractors.layout.text import squeeze
from extractors.layout.values import value_of
from extractors.layout.words import listed
from extractors.reading import Field, Kind, Patient, QualityGrade, QualityProblem

_DOUBTED = 0.9  # confidence of a name's least sure character from which it is another's
_CUT = 5  # characters of a number that is whole enough without its first or last
_SINGLE = frozenset(
    {Kind.ID_CARD_FRONT, Kind.ID_CARD_BACK, Kind.INSURANCE_CARD, Kind.PHOTO, Kind.UNRELATED, Kind.UNKNOWN}
)
_NUMBERS = listed(
    """
    报告编号 报告号 报告单号 样本编号 标本编号 样本号 标本号 条码号 申请单号 检验单号 病理号 检查号 影像号 超声号
    检查编号 处方号 处方编号 证明编号
"""
)
_ILLUSTRATED = frozenset({Kind.EXAM_REPORT, Kind.PATHOLOGY_REPORT, Kind.GENETIC_REPORT})  # their images fill pages
_SURE = 0.75  # a page recognised with less may be anything its neighbour is
_ONE_NAME = 0.6  # likeness of two letterheads from which they may be one, misread or with a campus
_FULL = 0.78  # a page whose text reaches this share of its height may run over to the next
_SAME_SERIES = frozenset({Kind.LAB_REPORT, Kind.EXAM_REPORT, Kind.PATHOLOGY_REPORT, Kind.MEDICATION_RECORD})


@dataclass(frozen=True, eq=False)
class Leaf:
    """A page with what it says of itself."""

    sheet: Sheet
    recognition: Recognition
    upload: int  # index of the upload in the case
    person: Patient
    numbers: dict[str, str]  # label → report, sample … number

    @property
    def number(self) -> PageNumber | None:
        return self.recognition.number

    @property
    def blank(self) -> bool:
        return not self.sheet.lines and QualityProblem.BLANK in self.sheet.page.quality.problems

    @property
    def unreadable(self) -> bool:
        return self.sheet.page.quality.grade is QualityGrade.UNREADABLE and self.recognition.kind is Kind.UNKNOWN

    @property
    def picture(self) -> bool:
        """Whether nothing is written on it: images that belong to a report, or a picture of something else."""
        return self.recognition.kind is Kind.UNRELATED and not self.recognition.scores

    @property
    def letterheads(self) -> tuple[str, ...]:
        """The hospitals it names at its head; several where a plate bears several."""
        return tuple(each.value for each in hospitals((self.sheet,)) if each.name == "letterhead")

    @property
    def full(self) -> bool:
        """Whether its text runs down to the foot of the page."""
        return max((line.box.y1 for line in self.sheet.lines), default=0.0) >= _FULL * self.sheet.page.aspect


@dataclass(eq=False)
class Run:
    """The pages of one paper."""

    kind: Kind
    leaves: list[Leaf] = field(default_factory=list)
    told: list[Leaf] = field(default_factory=list)  # those of them that a person put there

    @property
    def last(self) -> Leaf:
        return self.leaves[-1]

    @property
    def total(self) -> int | None:
        """Pages it says it has."""
        return max((n.total for leaf in self.leaves if (n := leaf.number) and n.total), default=None)

    @property
    def numbers(self) -> set[int]:
        return {n.number for leaf in self.leaves if (n := leaf.number)}

    @property
    def missing(self) -> tuple[int, ...]:
        """Numbers that should be there and are not. Pages that show no number fill the gaps first."""
        numbers = self.numbers
        upto = self.total or max(numbers, default=0)
        if self.total is None:
            gaps = [n for n in range(min(numbers, default=1), upto) if n not in numbers]
        else:
            gaps = [n for n in range(1, upto + 1) if n not in numbers]
        unnumbered = sum(leaf.number is None and not leaf.blank for leaf in self.leaves)
        return tuple(gaps[unnumbered:])

    @property
    def strays(self) -> list[Leaf]:
        """Pages that joined by what they lack: no number, no title, and by themselves not of its kind."""
        return [
            leaf
            for leaf in self.leaves
            if leaf.number is None
            and leaf not in self.told
            and self.kind not in (leaf.recognition.kind, *leaf.recognition.also)
            and not (leaf.blank or leaf.picture or leaf.unreadable)
        ]

    @property
    def confidence(self) -> float:
        sure = (
            leaf.recognition.confidence
            for leaf in self.leaves
            if self.kind in (leaf.recognition.kind, *leaf.recognition.also)
        )
        return max(sure, default=0.0)


def leaf_of(sheet: Sheet, recognition: Recognition, upload: int) -> Leaf:
    spec = BY_KIND[recognition.kind]
    numbers = {
        label.word: squeeze(value.text).text
        for label in sheet.labels_of(_NUMBERS)
        if (value := value_of(label, sheet, below=False)) is not None and any(c.isdigit() for c in value.text)
    }
    return Leaf(sheet, recognition, upload, patient((sheet,), spec.name_labels, spec.inpatient), numbers)


def runs(leaves: Iterable[Leaf]) -> tuple[Run, ...]:
    """Every page in exactly one run; a page with two documents on it (both sides of a card) in one run for each."""
    made: list[Run] = []
    for leaf in leaves:
        run = _continued(leaf, made)
        if run is not None:
            run.leaves.append(leaf)
            continue
        made.append(Run(leaf.recognition.kind, [leaf]))
        made.extend(Run(kind, [leaf]) for kind in leaf.recognition.also)
    _join_late(made)
    for run in made:
        if all(leaf.number is not None for leaf in run.leaves):
            run.leaves.sort(key=lambda leaf: leaf.number.number if leaf.number else 0)
    return tuple(made)


def _continued(leaf: Leaf, made: Sequence[Run]) -> Run | None:
    """The run this page belongs to, if it begins none."""
    before = made[-1] if made and made[-1].last.upload == leaf.upload else None
    number = leaf.number
    if leaf.blank:
        return before  # the back of the page before
    if number is not None and number.number > 1:
        fitting = [run for run in reversed(made) if _misses(run, leaf)]
        return fitting[0] if fitting else before if before is not None and _follows(before, leaf) else None
    if before is None or (number is not None and (number.total or 0) > 1):
        return None
    return before if _goes_on(before, leaf) else None


def _goes_on(before: Run, leaf: Leaf) -> bool:
    """Whether a page that shows no number continues the paper before it."""
    kind = leaf.recognition.kind
    if leaf.unreadable:
        return bool(before.missing)
    if leaf.picture:
        return before.kind in _ILLUSTRATED
    if kind in _SINGLE and kind is not Kind.UNKNOWN:
        return False
    if before.kind is kind is Kind.UNKNOWN:
        return before.last.full and _same_person(before, leaf)
    return _repeats_header(before, leaf) if leaf.recognition.begins else _runs_over(before, leaf)


def _misses(run: Run, leaf: Leaf) -> bool:
    """Whether the run lacks exactly this page."""
    number = leaf.number
    if number is None or number.number in run.numbers or not run.numbers or run.kind in _SINGLE:
        return False
    same_total = run.total == number.total
    in_turn = number.total is not None or (run.last.upload == leaf.upload and max(run.numbers) == number.number - 1)
    return same_total and in_turn and _compatible(run, leaf) and _same_person(run, leaf)


def _follows(before: Run, leaf: Leaf) -> bool:
    """Page 2 after a page that shows no number."""
    unnumbered = not before.numbers and before.kind not in _SINGLE
    expected = leaf.number is not None and leaf.number.number == len(before.leaves) + 1
    return unnumbered and expected and _compatible(before, leaf) and _same_person(before, leaf)


def _repeats_header(before: Run, leaf: Leaf) -> bool:
    """A title printed on every page: the same kind and person, and none of the labels a first page opens with."""
    if before.kind is not leaf.recognition.kind or before.total == len(before.leaves):
        return False
    if not _same_person(before, leaf):
        return False
    same_number = _same_numbers(before, leaf)
    if before.kind in _SAME_SERIES:
        return bool(same_number)
    opens = {label.word for label in leaf.sheet.labels} & set(BY_KIND[before.kind].opens_with)
    return same_number is not False and not opens and leaf.recognition.number is None


def _runs_over(before: Run, leaf: Leaf) -> bool:
    """An untitled page after a full one, of the same kind or of none that can be told."""
    if before.kind in _SINGLE or before.total == len(before.leaves) or not _same_person(before, leaf):
        return False
    if _same_numbers(before, leaf) is False or _other_letterhead(before, leaf):
        return False
    if before.kind is leaf.recognition.kind:
        return _same_numbers(before, leaf) is True or before.last.full or not _opens(leaf, before.kind)
    return _compatible(before, leaf) and before.last.full


def _other_letterhead(run: Run, leaf: Leaf) -> bool:
    """Whether both bear a letterhead and no hospital of the one is like any of the other."""
    ours, theirs = run.leaves[0].letterheads, leaf.letterheads
    return bool(ours and theirs) and not any(
        one in other or other in one or SequenceMatcher(None, one, other).ratio() >= _ONE_NAME
        for one in ours
        for other in theirs
    )


def _opens(leaf: Leaf, kind: Kind) -> bool:
    return bool({label.word for label in leaf.sheet.labels} & set(BY_KIND[kind].opens_with))


def _compatible(run: Run, leaf: Leaf) -> bool:
    """Whether the page may be of the run's kind: it is, or it is not clearly anything else."""
    recognition = leaf.recognition
    if recognition.kind is run.kind or recognition.kind is Kind.UNKNOWN:
        return True
    return not recognition.begins and (recognition.confidence < _SURE or Reads.PATIENT not in BY_KIND[run.kind].reads)


def _same_person(run: Run, leaf: Leaf) -> bool:
    """False where a name or a number is read on both and differs."""
    for other in run.leaves:
        for attribute in ("name", "id_number", "inpatient_number", "visit_number"):
            here, there = getattr(leaf.person, attribute), getattr(other.person, attribute)
            if here is None or there is None or _alike(here.value, there.value):
                continue
            if attribute != "name" or not (_same_stay(leaf, other) and _is_doubtful(here, there)):
                return False
    return True


def _same_stay(leaf: Leaf, other: Leaf) -> bool:
    """Whether both pages bear the same number of a stay."""
    here, there = leaf.person.inpatient_number, other.person.inpatient_number
    return here is not None and there is not None and here.value == there.value and len(here.value) >= _CUT


def _is_doubtful(*names: Field) -> bool:
    """Whether a name was read with doubt and yet shares a character with the other: 英葭基, 吴葭蔓."""
    doubted = any(min(name.char_confidences, default=name.confidence) < _DOUBTED for name in names)
    return doubted and bool(set.intersection(*(set(name.value) for name in names)))


def _alike(one: str, other: str) -> bool:
    """Equal but for one misread character, or one lost at an end of a number."""
    short, long = sorted((one, other), key=len)
    if len(long) == len(short) + 1 and len(short) >= _CUT:
        return long.startswith(short) or long.endswith(short)
    return one == other or (len(one) == len(other) > 2 and sum(map(str.__ne__, one, other)) <= 1)


def _same_numbers(run: Run, leaf: Leaf) -> bool | None:
    """Whether report or sample numbers agree; None if none is read on both."""
    answers = [
        _alike(leaf.numbers[word], other.numbers[word])
        for other in run.leaves
        for word in leaf.numbers.keys() & other.numbers.keys()
    ]
    return all(answers) if answers else None


def _join_late(made: list[Run]) -> None:
    """Pages that came before their first page, as files in any order do."""
    for run in list(made):
        first = run.leaves[0].number
        if first is None or first.number == 1 or run.kind in _SINGLE - {Kind.UNKNOWN}:
            continue
        for other in made:
            if other is not run and all(_misses(other, leaf) for leaf in run.leaves):
                other.leaves.extend(run.leaves)
                made.remove(run)
                break
