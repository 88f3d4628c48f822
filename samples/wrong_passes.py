"""How often a wrong reading would pass: values of cases with faults are read wrong on purpose, one at a time."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from extractors.calibration import Topic
from extractors.reading import Document, Reading
from pipeline.quality.intervals import wilson
from pipeline.screening import Screening
from pipeline.steps import Received
from samples.misreadings import Misreader
from samples.score import score
from samples.truth import TruthCase
from validators.case import Case
from validators.judge import Hospitals, judge_documents
from validators.policy import Policy
from validators.verdict import Outcome

_HEADER = """\
# How often a wrong reading passes, by what is read wrong. Written by `yushen samples wrong-passes`; not to be edited by
# hand. Values of cases with faults were read wrong on purpose, one at a time: a digit or a character is another one,
# another hospital of the registry, what another paper says. `passed`: a fault that had been found was no longer said,
# and nothing else was said in its place. `at_most`: the share that passes, with 95 % certainty (Wilson).
"""

MOST = 4
"""Wrong readings tried of one topic on one paper: long tables would count for all others."""


@dataclass(slots=True)
class Passed:
    """Of so many wrong readings of a topic."""

    tried: int = 0
    passed: int = 0
    codes: Counter[str] = field(default_factory=Counter)  # what was no longer said

    @property
    def at_most(self) -> float:
        """The share that passes, with 95 % certainty."""
        return wilson(self.passed, self.tried).high


@dataclass(frozen=True, slots=True)
class Faulty:
    """A case with faults, and its papers as they were read."""

    faults: Counter[str]  # codes of what a careful reviewer would report
    case: Case
    policy: Policy
    as_of: dt.date
    readings: Sequence[Reading]
    documents: tuple[Document, ...]


def faulty_cases(samples_dir: Path, cache: Path | None = None, jobs: int = 1) -> list[Faulty]:
    """Of the tune split, read and judged. Raises as `score` does."""
    found: list[Faulty] = []

    def keep(truth: TruthCase, received: Received, screening: Screening) -> None:
        if case := _faulty(truth, received, screening):
            found.append(case)

    score(samples_dir, splits=("tune",), cache=cache, jobs=jobs, seen=keep)
    return found


def _faulty(truth: TruthCase, received: Received, screening: Screening) -> Faulty | None:
    """A sample as it was judged; None where nothing is wrong with it."""
    case, policy, as_of = screening.case, received.policy, screening.as_of
    if not truth.findings or case is None or policy is None or as_of is None:
        return None
    return Faulty(
        Counter(want["code"] for want in truth.findings),
        case,
        policy,
        as_of,
        screening.readings,
        tuple(judged.document for judged in screening.documents),
    )


def count(
    cases: Sequence[Faulty],
    registry: Hospitals,
    names: Sequence[str],
    seed: int = 1,
    told: Callable[[int], None] = lambda number: None,
) -> dict[Topic, Passed]:
    """`names`: of hospitals, in place of which or as which another may be read.

    A wrong reading passes where a fault that was found is no longer said, and nothing else is said in its place.

    Cases without a fault have nothing to miss and do not belong in here: the shares are of cases in which it matters.
    """
    papers = [document for case in cases for document in case.documents]
    reader = Misreader(names, papers, random.Random(seed))
    found = {topic: Passed() for topic in Topic}
    for number, case in enumerate(cases, 1):
        _count_case(case, registry, reader, found)
        told(number)
    return found


def written(found: Mapping[Topic, Passed], reader: str, cases: int) -> str:
    """The text of wrong_passes.yaml. `reader`: version of the readings; `cases`: with faults."""
    topics = {
        topic.value: {"tried": each.tried, "passed": each.passed, "at_most": round(each.at_most, 4)}
        for topic, each in sorted(found.items())
    }
    data = {"reader": reader, "cases": cases, "topics": topics}
    return _HEADER + yaml.safe_dump(data, sort_keys=False, default_flow_style=None, width=120)


def _count_case(case: Faulty, registry: Hospitals, reader: Misreader, found: dict[Topic, Passed]) -> None:
    before = _said(case, case.documents, registry)
    caught = before & case.faults
    for topic, documents in _misread(case, reader) if caught else ():
        after = _said(case, documents, registry)
        lost = caught - after
        found[topic].tried += 1
        if lost and not after - before:
            found[topic].passed += 1
            found[topic].codes.update(lost.keys())


def _misread(case: Faulty, reader: Misreader) -> Iterator[tuple[Topic, Sequence[Document]]]:
    for topic in Topic:
        for index, document in enumerate(case.documents):
            for wrong in reader.some(topic, document, MOST):
                yield topic, (*case.documents[:index], wrong, *case.documents[index + 1 :])


def _said(case: Faulty, documents: Sequence[Document], registry: Hospitals) -> Counter[str]:
    """Codes of what is not passed → how often."""
    verdict = judge_documents(
        case.case, case.readings, documents, policy=case.policy, registry=registry, as_of=case.as_of
    )
    return Counter(finding.code for finding in verdict.findings if finding.outcome is not Outcome.PASS)
