"""Seals found, and what was read on them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading import Box, Seal, SealPurpose
from samples.ledger import Ledger
from samples.metrics_text import similarity
from samples.place import Place
from samples.truth import Json
from validators.seal_words import written_out
from validators.verdict import HospitalMatch, MatchStatus

OVERLAP = 0.3
"""Intersection over union from which two boxes are one seal."""

SealWithOwner = tuple[Seal, HospitalMatch | None]


def measure_seals(ledger: Ledger, truth: Sequence[Json], said: Sequence[SealWithOwner], at: Place) -> None:
    """The seals of one page."""
    left = list(said)
    for want in truth:
        box = Box(*want["box"])
        best = max(left, key=lambda s: s[0].box.iou(box), default=None)
        if best is None or best[0].box.iou(box) < OVERLAP:
            ledger.miss("seal presence", at.at(box), f"{want['colour']} {want['shape']} {want['text']}")
            continue
        left.remove(best)
        ledger.judge("seal", best[0].confidence, True)
        ledger.hit("seal presence")
        _measure_one(ledger, want, *best, at.at(box))
    for seal, _ in left:
        ledger.judge("seal", seal.confidence, False)
        ledger.spurious("seal presence", at.at(seal.box), f"{seal.colour.value} {seal.shape.value} {seal.text}")


def _measure_one(ledger: Ledger, want: Json, seal: Seal, owner: HospitalMatch | None, at: Place) -> None:
    for part in ("shape", "colour", "status"):
        said = getattr(seal, part).value
        ledger.rate(f"seal {part}", said == want[part], at, want[part], said)
    if not want.get("legible", True):
        return
    ledger.rate(
        "seal purpose (legible)", seal.purpose.value == want["purpose"], at, want["purpose"], seal.purpose.value
    )
    if seal.purpose is not SealPurpose.UNKNOWN:
        ledger.judge("seal purpose", seal.text_confidence, seal.purpose.value == want["purpose"])
    ledger.mean("seal text likeness (legible)", similarity(want["text"], written_out(seal, owner)))
    ledger.mean("seal text as read (legible)", similarity(want["text"], seal.text))
    if want.get("owner"):
        code = owner.code if owner and owner.status is MatchStatus.MATCHED else None
        ledger.rate("seal owner → registry entry (legible)", code == want["owner"], at, want["owner"], code)
        ledger.rate("seal owner: no wrong entry", code in (None, want["owner"]), at, want["owner"], code)
