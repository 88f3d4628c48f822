"""Which drawing of seals a paper's kind asks for: the dispatch that all families share."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec

Draw = Callable[[Hospital, Draft, random.Random], list[SealSpec]]
"""The seals of one paper of a hospital."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """A family's seals: one drawing for each sort of paper, and where a thumb is pressed."""

    certificate: Draw
    record: Draw  # of a stay: admission, discharge, front page
    report: Draw
    outpatient: Draw
    prescription: Draw
    form: Draw
    finger: tuple[float, float]  # millimetres from the place that a template marks for it
    turned: float  # degrees at most, to either side

    def seals(self, draft: Draft, rng: random.Random) -> list[SealSpec]:
        """The seals of a clean document; none where the kind bears none."""
        if draft.hospital is None:
            return []
        if draft.kind == "proxy_authorization":
            return [self._thumb(rng)]
        draw = self._of_kind(draft.kind)
        return draw(draft.hospital, draft, rng) if draw else []

    def _thumb(self, rng: random.Random) -> SealSpec:
        angle = rng.uniform(-self.turned, self.turned)
        return SealSpec("oval", "fingerprint", anchor="finger", offset=self.finger, angle=angle, legible=False)

    def _of_kind(self, kind: str) -> Draw | None:
        if kind in ("admission_record", "discharge_record", "inpatient_front_page"):
            return self.record
        if kind.endswith("_report"):
            return self.report
        return {
            "diagnosis_certificate": self.certificate,
            "outpatient_record": self.outpatient,
            "medication_record": self.prescription,
            "application_form": self.form,
        }.get(kind)
