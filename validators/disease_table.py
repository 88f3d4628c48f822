"""The own table of diseases (`policies/base/diseases.yaml`): what they are called, which words and codes support
them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from validators import icd, strict_yaml
from validators.look_alikes import unify
from validators.strict_yaml import Node

_WORD_LISTS = (
    "codes", "aliases", "names", "at_stage", "treated_names", "doubtful", "excludes", "icd", "doubtful_icd",
    "excluded_icd",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DiseaseSpec:
    """What supports one disease. A policy pack may narrow it (`dataclasses.replace`) with complications, a stage or
    codes.
    """

    name: str
    names: tuple[str, ...] = ()  # words of which one has to stand in a confirmed diagnosis
    excludes: tuple[str, ...] = ()  # phrases that hold such a word and mean something else
    icd: tuple[str, ...] = ()  # ranges: C00-C97, E11.2-E11.7, Z94
    with_any: tuple[str, ...] = ()  # complications: words of which one has to stand in a confirmed diagnosis too
    min_stage: str = ""  # the least stage or grade: 2级, 5期
    aliases: tuple[str, ...] = ()  # other names policies and cases give the disease
    codes: tuple[str, ...] = ()  # national disease codes, M and five digits
    at_stage: tuple[str, ...] = ()  # words that count from a stage on: 慢性肾脏病@5期
    treated_names: tuple[str, ...] = ()  # words that count where the diagnosis says it was done: 肾移植(术后)
    doubtful: tuple[str, ...] = ()  # words that leave it open
    doubtful_icd: tuple[str, ...] = ()
    excluded_icd: tuple[str, ...] = ()
    open: bool = False  # the list of names is not closed


class DiseaseTable:
    """Diseases by name, alias or code."""

    def __init__(self, specs: tuple[DiseaseSpec, ...]) -> None:
        self.specs = specs
        self._by_key: dict[str, DiseaseSpec] = {}
        for spec in specs:
            for key in (spec.name, *spec.codes, *spec.aliases):
                self._by_key.setdefault(_key(key), spec)

    def find(self, name_or_code: str) -> DiseaseSpec | None:
        """The disease of this name, alias or national code; None where the table does not hold it."""
        return self._by_key.get(_key(name_or_code))


def load(path: Path) -> DiseaseTable:
    """Read a table of diseases. Raises PolicyError naming the place and what is allowed."""
    root = strict_yaml.read(path, f"{path.parent.name}/{path.name}").record(("diseases",))
    specs = tuple(_spec(name, node) for name, node in root["diseases"].mapping().items())
    _refuse_shared_names(specs, root["diseases"])
    return DiseaseTable(specs)


@cache
def base() -> DiseaseTable:
    """The table that ships with the base pack."""
    return load(Path(__file__).parent / "policies" / "base" / "diseases.yaml")


def find(name_or_code: str) -> DiseaseSpec | None:
    """The disease of this name, alias or code in the base table."""
    return base().find(name_or_code)


def _spec(name: str, node: Node) -> DiseaseSpec:
    record = node.record(("names",), (*_WORD_LISTS, "open"))
    words: dict[str, Any] = {key: record[key].words() for key in _WORD_LISTS if key in record}
    for key in ("icd", "doubtful_icd", "excluded_icd"):
        for text in words.get(key, ()):
            if not icd.is_range(text):
                raise record[key].refuse(f"{text!r} is no ICD-10 range", ("C00-C97", "E11.2-E11.7", "Z94"))
    for code in words.get("codes", ()):
        if not re.fullmatch(r"M\d{5}", code):
            raise record["codes"].refuse(f"{code!r} is no national disease code", ("M and five digits",))
    flag = record["open"].flag() if "open" in record else False
    return replace(DiseaseSpec(name, open=flag), **words)


def _refuse_shared_names(specs: tuple[DiseaseSpec, ...], node: Node) -> None:
    seen: dict[str, str] = {}
    for spec in specs:
        for key in (spec.name, *spec.codes, *spec.aliases):
            other = seen.setdefault(_key(key), spec.name)
            if other != spec.name:
                raise node.refuse(f"{key!r} is a name of {other} and of {spec.name}")


def _key(text: str) -> str:
    compact = re.sub(r"[\s()（）\[\]【】、，,·]", "", unify(text))
    return compact.upper()
