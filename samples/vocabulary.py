"""What layouts print besides the names that papers.compose knows: medicines, choices, methods, Chinese medicine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samples.clinical import Dx, Profile
from samples.families.f.forms import extras_f
from samples.families.h.forms import boxes
from samples.marks import DxMark, Record
from samples.medicines import medicines

AFTER_THE_OTHERS = 60
"""The places of Chinese diagnoses in the record: behind all the Western ones."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A family's tables of them; called, it is the names that its templates use."""

    packs: Mapping[str, str]  # of medicines
    choices: Sequence[str]  # what forms offer to tick
    methods: Mapping[str, str]  # of tests: method → codes with a blank between
    usual_method: str  # of a code that stands in none
    chinese: Mapping[str, tuple[Dx, ...]]  # illness and pattern, by the disease applied for
    chinese_else: tuple[Dx, ...]

    def __call__(
        self, profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
    ) -> dict[str, Any]:
        applied = options.get("diseases", ())
        drugs = medicines(profile, record, self.packs)
        ours = self.chinese.get(profile.disease, self.chinese_else)
        return extras_f(profile, record, options, dates) | {
            "drugs": drugs,
            "meds": drugs,
            "choices": [*self.choices, *(d for d in applied if d not in self.choices)],
            "in_boxes": boxes,
            "method_of": self.method_of,
            "tcm": [{"name": DxMark(record, AFTER_THE_OTHERS + n, dx, "中医诊断")} for n, dx in enumerate(ours)],
        }

    def method_of(self, code: Any) -> str:
        """How a test is done, of the code that need not be printed itself."""
        name = getattr(code, "text", "")
        return next((how for how, codes in self.methods.items() if name in codes.split()), self.usual_method)
