"""truth.json: what a careful person would note down of a case (samples/README.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SCHEMA = "yushen.truth/1"
SPLITS = ("tune", "report")


class TruthError(Exception):
    """A truth file that cannot be measured against. The author of the samples must act."""


@dataclass(frozen=True, slots=True)
class TruthCase:
    """One sample case with its truth."""

    folder: Path
    split: str
    truth: Json

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def clean(self) -> bool:
        return bool(self.truth["clean"])

    @property
    def disposition(self) -> str:
        return str(self.truth["expect"]["disposition"])

    @property
    def findings(self) -> list[Json]:
        """Only what is fail or unsure."""
        return list(self.truth["expect"]["findings"])

    @property
    def documents(self) -> list[Json]:
        return list(self.truth["documents"])

    @property
    def pages(self) -> list[Json]:
        return list(self.truth["pages"])


def load_all(samples: Path, splits: Sequence[str] = SPLITS) -> list[TruthCase]:
    """Cases of `samples/tune` and `samples/report` that have a truth.json. Raises TruthError."""
    cases = [
        TruthCase(path.parent, split, _load(path))
        for split in splits
        for path in sorted((samples / split).glob("*/truth.json"))
    ]
    if not cases:
        raise TruthError(f"{samples}: no {' or '.join(splits)}/CASE/truth.json in it")
    return cases


def _load(path: Path) -> Json:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise TruthError(f"{path}: {error}") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise TruthError(f"{path}: the schema has to be {SCHEMA}")
    return data
