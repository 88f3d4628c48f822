"""The thresholds of `policies/base/matching.yaml`, as frozen records, loaded strictly."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from validators import strict_yaml
from validators.strict_yaml import Node

_LOGARITHMS = ("margin", "floor", "floor_alike", "unborne", "sex", "age", "birth_date", "long_name", "attribute")


@dataclass(frozen=True, slots=True)
class Hospitals:
    doubtful_character: float
    sure_name: float
    missing_place: float
    look_alike: float
    superior_place: float
    body_only: float
    margin: float  # natural logarithm
    floor: float  # natural logarithm, at most 0
    floor_alike: float  # natural logarithm, at most 0


@dataclass(frozen=True, slots=True)
class Seals:
    agree: float
    differ: float
    differ_by_one: float
    margin: float  # natural logarithm
    fit: float  # natural logarithm, at most 0
    uneven: float  # multiple of the pitch
    margin_expected: float  # natural logarithm
    margin_invented: float  # natural logarithm
    fit_expected: float  # natural logarithm, at most 0
    usual_length: float  # characters
    another: float
    trace: float


@dataclass(frozen=True, slots=True)
class Persons:
    sure: float
    doubtful_character: float
    floor: float  # natural logarithm, at most 0, for each character
    unborne: float  # natural logarithm
    sex: float  # natural logarithm
    age: float  # natural logarithm
    birth_date: float  # natural logarithm
    long_name: float  # natural logarithm
    margin: float  # natural logarithm
    attribute: float  # natural logarithm, at most 0


@dataclass(frozen=True, slots=True)
class Diagnoses:
    sure: float


@dataclass(frozen=True, slots=True)
class Pictures:
    max_hash_distance: int
    min_characters: int
    min_text_similarity: float
    min_number_similarity: float


@dataclass(frozen=True, slots=True)
class Matching:
    hospitals: Hospitals
    seals: Seals
    persons: Persons
    diagnoses: Diagnoses
    pictures: Pictures


def load(path: Path) -> Matching:
    """Read the thresholds. Raises PolicyError naming the file, the key and what is allowed."""
    parts = strict_yaml.read(path, f"{path.parent.name}/{path.name}").record([f.name for f in fields(Matching)])
    return Matching(
        hospitals=Hospitals(**_numbers(parts["hospitals"], Hospitals)),
        seals=_seals(parts["seals"]),
        persons=Persons(**_numbers(parts["persons"], Persons)),
        diagnoses=Diagnoses(**_numbers(parts["diagnoses"], Diagnoses)),
        pictures=_pictures(parts["pictures"]),
    )


def _seals(node: Node) -> Seals:
    entries = node.record([f.name for f in fields(Seals)])
    return Seals(
        agree=_probability(entries["agree"]),
        differ=_probability(entries["differ"]),
        differ_by_one=_probability(entries["differ_by_one"]),
        margin=entries["margin"].number(),
        fit=entries["fit"].number(),
        uneven=entries["uneven"].number(),
        margin_expected=entries["margin_expected"].number(),
        margin_invented=entries["margin_invented"].number(),
        fit_expected=entries["fit_expected"].number(),
        usual_length=entries["usual_length"].number(),
        another=_probability(entries["another"]),
        trace=_probability(entries["trace"]),
    )


def _numbers(node: Node, kind: type[Hospitals | Persons | Diagnoses]) -> dict[str, float]:
    """All probabilities but what is a natural logarithm by its name."""
    entries = node.record([f.name for f in fields(kind)])
    return {name: entry.number() if name in _LOGARITHMS else _probability(entry) for name, entry in entries.items()}


def _probability(node: Node) -> float:
    value = node.number()
    if not 0 <= value <= 1:
        raise node.refuse(f"{value} is no probability", ("0 to 1",))
    return value


def _pictures(node: Node) -> Pictures:
    entries = node.record([f.name for f in fields(Pictures)])
    return Pictures(
        max_hash_distance=entries["max_hash_distance"].integer(),
        min_characters=entries["min_characters"].integer(),
        min_text_similarity=_probability(entries["min_text_similarity"]),
        min_number_similarity=_probability(entries["min_number_similarity"]),
    )


MATCHING = load(Path(__file__).parent / "policies" / "base" / "matching.yaml")
