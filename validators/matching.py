"""The thresholds of `policies/base/matching.yaml`, as frozen records. Strict: a missing or unknown key refuses to load."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Hospitals:
    doubtful_character: float
    sure_name: float
    missing_place: float
    look_alike: float
    superior_place: float
    body_only: float


@dataclass(frozen=True, slots=True)
class Seals:
    agree: float
    differ: float
    differ_by_one: float


@dataclass(frozen=True, slots=True)
class Persons:
    sure: float
    doubtful_character: float


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
    """Read the thresholds; raises ValueError naming the file, the key and what is allowed."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    _keys(path, "", data, Matching)
    return Matching(
        hospitals=_part(path, "hospitals", data, Hospitals),
        seals=_part(path, "seals", data, Seals),
        persons=_part(path, "persons", data, Persons),
        diagnoses=_part(path, "diagnoses", data, Diagnoses),
        pictures=_part(path, "pictures", data, Pictures),
    )


def _part(path: Path, name: str, data: dict[str, Any], kind: type[_T]) -> _T:
    part = data[name]
    _keys(path, name, part, kind)
    for key, value in part.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise ValueError(f"{path.name}: {name}.{key} is {value!r}; a number of 0 or more belongs here")
    return kind(**part)


def _keys(path: Path, name: str, data: object, kind: Any) -> None:
    allowed = [f.name for f in fields(kind)]
    if not isinstance(data, dict) or set(data) != set(allowed):
        found = sorted(map(str, data)) if isinstance(data, dict) else type(data).__name__
        raise ValueError(f"{path.name}: {name or 'the file'} has to hold exactly {allowed}, not {found}")


MATCHING = load(Path(__file__).parent / "policies" / "base" / "matching.yaml")
