"""How the hospitals of a family stamp their papers: what lies in the drawers, how often and where it is pressed.

Every family stamps the same sorts of paper in the same order of chances, so that the same seed draws the same seals;
words, places and odds are its own.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samples.drawers import Drawer
from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

Span = tuple[float, float]
"""From and to, or right and down of an anchor; millimetres."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How something small is pressed beside the seals proper."""

    colours: Sequence[str]
    right: Span  # about the place meant
    down: Span
    turned: float  # degrees, standard deviation

    def place(self, at: Span, rng: random.Random) -> Span:
        return (at[0] + rng.uniform(*self.right), at[1] + rng.uniform(*self.down))


@dataclass(frozen=True, slots=True)
class Row:
    """A stamp of one row: what it is for, what it may say, where."""

    purpose: str
    words: Sequence[str]
    at: Span


@dataclass(frozen=True, slots=True)
class Reports:
    """How reports are stamped: by whom, of which size, and where a laboratory elsewhere made them."""

    laboratory: Drawer
    tissue: Drawer
    genes: Drawer
    rooms: Mapping[str, Sequence[str]]  # by modality
    any_room: Sequence[str]
    shapes: Sequence[str]  # of rooms
    wears: Sequence[str]
    colours: Sequence[str]
    widths: Mapping[str, float]  # millimetres, by shape
    unstamped: float  # share
    elsewhere: Collection[tuple[str, str]]  # kinds and layouts whose letterhead and seal are another laboratory's
    outside_words: str
    outside_width: float
    outside_at: Span
    outside_turned: float


@dataclass(frozen=True, slots=True)
class Habits:
    """A family's ways; `stamps` makes its seals of them."""

    certificate: Drawer
    institution: Drawer
    by_institution: float  # share of certificates that bear the institution's own seal
    beside: Sequence[str]  # "name", "row" or nothing, beside a certificate's seal
    beside_name: Span
    beside_row: Row
    copies: Drawer
    across: Drawer  # over the edges of all pages
    across_down: Span
    copied: Sequence[str]  # "copy", "checked", "across" or "none", on records of a stay
    checked: Row
    reports: Reports
    clinic: Drawer
    clinic_width: float
    visits: Sequence[str]  # "name", "clinic" or "none"
    visit_name: Span
    pharmacy: Drawer
    pharmacy_width: float
    by_pharmacy: float  # share of prescriptions
    paid: Row
    by_cashier: float  # share of prescriptions
    insurance: Drawer
    row_hand: Hand
    name_hand: Hand
    name_shapes: Sequence[str]
    finger: Span
    finger_turned: float  # degrees at most

    def stamps(self) -> Stamps:
        return Stamps(
            certificate=self._certificate,
            record=self._record,
            report=self._report,
            outpatient=self._outpatient,
            prescription=self._prescription,
            form=lambda h, _, rng: [self.insurance.take(h, rng)],
            finger=self.finger,
            turned=self.finger_turned,
        )

    def _certificate(self, h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
        out = [(self.institution if rng.random() < self.by_institution else self.certificate).take(h, rng)]
        beside = rng.choice(self.beside)
        if beside == "name":
            out.append(self._name(draft, self.beside_name, rng))
        elif beside == "row":
            out.append(self._row(self.beside_row, rng))
        return out

    def _record(self, h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
        sort = rng.choice(self.copied)
        if sort == "across" and draft.kind == "discharge_record":
            how: dict[str, Any] = {"status": "partial", "legible": False, "anchor": "rim", "number": ""}
            at = (rng.uniform(5, 10), rng.uniform(*self.across_down))
            pages = range(2 if draft.layout == "b" else 1)
            return [self.across.take(h, rng, offset=at, page=page, **how) for page in pages]
        if sort in ("none", "across"):
            return []
        out = [self.copies.take(h, rng)]
        return [*out, self._row(self.checked, rng)] if sort == "checked" else out

    def _report(self, h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
        habits = self.reports
        if (draft.kind, draft.layout) in habits.elsewhere:
            how: dict[str, Any] = {"width": habits.outside_width, "offset": habits.outside_at}
            how["angle"] = rng.gauss(0, habits.outside_turned)
            name = draft.options["outside"]
            return [SealSpec("round", "department_report", name, habits.outside_words, star=True, **how)]
        if rng.random() < habits.unstamped:
            return []
        drawer = self._drawer_of(draft)
        shape = rng.choice(drawer.shapes)
        return [drawer.take(h, rng, shape=shape, width=habits.widths[shape])]

    def _drawer_of(self, draft: Draft) -> Drawer:
        habits = self.reports
        drawers = {"lab_report": habits.laboratory, "pathology_report": habits.tissue, "genetic_report": habits.genes}
        if draft.kind in drawers:
            return drawers[draft.kind]
        words = habits.rooms.get(draft.options["exam"].modality, habits.any_room)
        return Drawer("department_report", words, habits.shapes, habits.wears, habits.colours, down=(-12.0, -3.0))

    def _outpatient(self, h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
        sort = rng.choice(self.visits)
        if sort == "name":
            return [self._name(draft, self.visit_name, rng)]
        return [self.clinic.take(h, rng, width=self.clinic_width)] if sort == "clinic" else []

    def _prescription(self, h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
        out = [self.pharmacy.take(h, rng, width=self.pharmacy_width)] if rng.random() < self.by_pharmacy else []
        return [*out, self._row(self.paid, rng)] if rng.random() < self.by_cashier else out

    def _row(self, row: Row, rng: random.Random) -> SealSpec:
        """A small stamp of one row beside the others."""
        colour, where = rng.choice(self.row_hand.colours), self.row_hand.place(row.at, rng)
        angle, words = rng.gauss(0, self.row_hand.turned), rng.choice(row.words)
        return SealSpec("line", row.purpose, "", words, colour=colour, wear="clear", offset=where, angle=angle)

    def _name(self, draft: Draft, at: Span, rng: random.Random) -> SealSpec:
        """The physician's own seal."""
        shape, colour = rng.choice(self.name_shapes), rng.choice(self.name_hand.colours)
        where, angle = self.name_hand.place(at, rng), rng.gauss(0, self.name_hand.turned)
        return SealSpec(shape, "personal_name", draft.doctors["attending"][0], colour=colour, offset=where, angle=angle)
