"""From which probability on something read may pass or fail.

Follows from the target in `policies/base/thresholds.yaml`, from how often values so sure were right
(`extractors.calibration`) and from how often a wrong one passes (`wrong_passes.yaml` beside it). Used everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from extractors.calibration import CALIBRATION, Calibration, Curve, Topic
from validators import strict_yaml
from validators.errors import PolicyError
from validators.strict_yaml import Node

PATH = Path(__file__).parent / "policies" / "base" / "thresholds.yaml"
WRONG_PASSES = "wrong_passes.yaml"

_AIMS = ("target", "at_worst", "never_below")
_TYPED = ("doubtful_line", "same_paper_text", "like_paper_text", "card_max_lines")


@dataclass(frozen=True, slots=True)
class _Aims:
    """What is promised, in shares."""

    target: float  # wrong passes among the fields judged, at most
    at_worst: float  # the chance of any single value accepted that it is one
    never_below: float  # probability of being right


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities in [0, 1] unless said otherwise; anything below is unsure, with "look here"."""

    target: float  # wrong passes among the fields judged, at most
    kind: float  # that a document is of its kind
    hospital: float  # a name resolved through the registry
    date: float
    name: float  # the patient's
    number: float  # identity, visit and inpatient numbers
    attribute: float  # sex, age and the like
    diagnosis: float
    lab_item: float
    physician: float
    medication: float
    text: float  # words looked for in a conclusion, a department, a passage
    seal: float  # that something is a seal
    seal_text: float  # what it says
    doubtful_line: float  # a line read with less may say something else
    same_paper_text: float  # text similarity from which two near pictures may be one paper although numbers differ
    like_paper_text: float  # length of the shorter text over that of the longer, below which two papers differ
    card_max_lines: int  # a page with more lines of text is no card and no photo


def load(path: Path, calibration: Calibration = CALIBRATION) -> Thresholds:
    """`wrong_passes.yaml` lies beside it. Raises PolicyError naming the key and what is allowed."""
    entries = _read(path).record((*_AIMS, *_TYPED))
    aims = _Aims(*(_share(entries[name]) for name in _AIMS))
    passing = _read(path.with_name(WRONG_PASSES)).record(("reader", "cases", "topics"))["topics"].record(list(Topic))
    accepted = {topic: _accepted(calibration.curves[topic], aims, passing[topic]) for topic in Topic}
    return Thresholds(
        target=aims.target,
        **{topic.value: threshold for topic, threshold in accepted.items()},
        doubtful_line=_share(entries["doubtful_line"]),
        same_paper_text=_share(entries["same_paper_text"]),
        like_paper_text=_share(entries["like_paper_text"]),
        card_max_lines=entries["card_max_lines"].integer(),
    )


def _read(path: Path) -> Node:
    return strict_yaml.read(path, f"{path.parent.name}/{path.name}")


def _accepted(curve: Curve, aims: _Aims, passing: Node) -> float:
    at_most = passing.record(("tried", "passed", "at_most"))["at_most"]
    share = _share(at_most)
    if share == 0:
        raise at_most.refuse("some wrong readings always pass", ("a share above 0, up to 1",))
    return round(max(curve.threshold(aims.target / share), 1 - aims.at_worst / share, aims.never_below), 4)


def _share(node: Node) -> float:
    value = node.number()
    if not 0 <= value <= 1:
        raise PolicyError(node.file, node.path, f"{value} is no share", ("0 to 1",), node.line)
    return value


THRESHOLDS = load(PATH)
"""Those in force."""
_ACCEPTED = ContextVar("accepted", default=THRESHOLDS)


def accepted() -> Thresholds:
    """Those that the judgement under way goes by: the ones in force, unless it was asked to go by others."""
    return _ACCEPTED.get()


@contextmanager
def under(thresholds: Thresholds) -> Iterator[None]:
    """For `judge` alone. Checks ask for thresholds many calls deep; these hold for one judgement, on its thread."""
    token = _ACCEPTED.set(thresholds)
    try:
        yield
    finally:
        _ACCEPTED.reset(token)
