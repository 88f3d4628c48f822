"""From which confidence on something read may pass or fail: `policies/base/thresholds.yaml`, used everywhere."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from validators import strict_yaml
from validators.errors import PolicyError


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities in [0, 1] unless said otherwise; anything below is unsure, with "look here"."""

    kind: float  # that a document is of its kind
    hospital: float  # a name resolved through the registry
    date: float
    name: float  # a person's name
    id_number: float
    attribute: float  # sex, age and the like
    diagnosis: float
    lab_item: float
    title: float  # a physician's title
    text: float  # words looked for in a conclusion, a department, a list of medicines
    seal: float  # that something is a seal
    seal_text: float  # what it says
    same_paper_text: float  # text similarity from which two near pictures may be one paper although numbers differ
    like_paper_text: float  # length of the shorter text over that of the longer, below which two papers differ
    card_max_lines: int  # a page with more lines of text is no card and no photo


def load(path: Path) -> Thresholds:
    """Raises PolicyError naming the key and what is allowed."""
    names = [f.name for f in fields(Thresholds)]
    entries = strict_yaml.read(path, f"{path.parent.name}/{path.name}").record(names)
    probabilities = {name: entries[name].number() for name in names if name != "card_max_lines"}
    for name, value in probabilities.items():
        if not 0 <= value <= 1:
            raise PolicyError(entries[name].file, name, f"{value} is no probability", ("0 to 1",), entries[name].line)
    return Thresholds(**probabilities, card_max_lines=entries["card_max_lines"].integer())


THRESHOLDS = load(Path(__file__).parent / "policies" / "base" / "thresholds.yaml")
