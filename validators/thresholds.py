"""From which probability on something read may pass or fail: follows from `policies/base/thresholds.yaml` and from how
often values so sure were right (`extractors.calibration`). Used everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractors.calibration import CALIBRATION, Calibration, Topic
from validators import strict_yaml
from validators.errors import PolicyError
from validators.strict_yaml import Node

_TYPED = ("doubtful_line", "same_paper_text", "like_paper_text", "card_max_lines")


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
    """Raises PolicyError naming the key and what is allowed."""
    entries = strict_yaml.read(path, f"{path.parent.name}/{path.name}").record(("target", "passes_when_wrong", *_TYPED))
    target = _share(entries["target"])
    passing = entries["passes_when_wrong"].record([topic.value for topic in Topic])
    accepted = {topic: _accepted(calibration, topic, target, passing[topic.value]) for topic in Topic}
    return Thresholds(
        target=target,
        **{topic.value: threshold for topic, threshold in accepted.items()},
        doubtful_line=_share(entries["doubtful_line"]),
        same_paper_text=_share(entries["same_paper_text"]),
        like_paper_text=_share(entries["like_paper_text"]),
        card_max_lines=entries["card_max_lines"].integer(),
    )


def _accepted(calibration: Calibration, topic: Topic, target: float, passing: Node) -> float:
    share = _share(passing)
    if share == 0:
        raise passing.refuse("some wrong readings always pass", ("a share above 0, up to 1",))
    return calibration.curves[topic].threshold(target / share)


def _share(node: Node) -> float:
    value = node.number()
    if not 0 <= value <= 1:
        raise PolicyError(node.file, node.path, f"{value} is no share", ("0 to 1",), node.line)
    return value


THRESHOLDS = load(Path(__file__).parent / "policies" / "base" / "thresholds.yaml")
