"""How a family's hospitals stamp their papers: odds and places are the family's, the order of chances everybody's."""

from __future__ import annotations

import random
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from samples.drawers import Drawer
from samples.habits import Habits, Hand, Reports, Row
from samples.hospitals import HOSPITALS
from samples.papers import Draft

SEAL = Drawer("certificate", ("证明章",), ("round",), ("clear",))
OTHERS = {
    name: replace(SEAL, purpose=name)
    for name in ("institution", "copies", "across", "clinic", "pharmacy", "insurance", "laboratory", "tissue", "genes")
}
HABITS = Habits(
    certificate=SEAL,
    institution=OTHERS["institution"],
    by_institution=0.0,
    beside=("name",),
    beside_name=(-60, 0),
    beside_row=Row("department", ("已登记",), (-80, 0)),
    copies=OTHERS["copies"],
    across=OTHERS["across"],
    across_down=(-10, 10),
    copied=("checked",),
    checked=Row("copy_matches", ("相符",), (-90, 0)),
    reports=Reports(
        laboratory=OTHERS["laboratory"],
        tissue=OTHERS["tissue"],
        genes=OTHERS["genes"],
        rooms={"CT": ("CT室",)},
        any_room=("检查室",),
        shapes=("oval",),
        wears=("clear",),
        colours=("red",),
        widths={"round": 36.0, "oval": 40.0},
        unstamped=0.0,
        elsewhere={("lab_report", "e")},
        outside_words="报告章",
        outside_width=41.0,
        outside_at=(4.0, -5.0),
        outside_turned=0.0,
    ),
    clinic=OTHERS["clinic"],
    clinic_width=38.0,
    visits=("none",),
    visit_name=(3, 7),
    pharmacy=OTHERS["pharmacy"],
    pharmacy_width=36.0,
    by_pharmacy=1.0,
    paid=Row("fee", ("收讫",), (16, -58)),
    by_cashier=1.0,
    insurance=OTHERS["insurance"],
    row_hand=Hand(("blue",), (0, 0), (0, 0), 0),
    name_hand=Hand(("red",), (0, 0), (0, 0), 0),
    name_shapes=("square",),
    finger=(7, 0),
    finger_turned=60,
)


def paper(kind: str, layout: str = "a", **options: Any) -> Draft:
    made = SimpleNamespace(
        kind=kind, layout=layout, hospital=HOSPITALS[0], doctors={"attending": ("季大同", "")}, options=options
    )
    return cast("Draft", made)


@pytest.mark.parametrize(
    ("draft", "borne"),
    [
        (paper("diagnosis_certificate"), ["certificate", "personal_name"]),
        (paper("discharge_record"), ["copies", "copy_matches"]),
        (paper("lab_report"), ["laboratory"]),
        (paper("exam_report", exam=SimpleNamespace(modality="CT")), ["department_report"]),
        (paper("lab_report", "e", outside="某检验所"), ["department_report"]),
        (paper("outpatient_record"), []),
        (paper("medication_record"), ["pharmacy", "fee"]),
        (paper("application_form"), ["insurance"]),
        (paper("proxy_authorization"), ["fingerprint"]),
    ],
)
def test_every_sort_of_paper_bears_what_the_family_presses(draft: Draft, borne: list[str]) -> None:
    made = [HABITS.stamps().seals(draft, random.Random(3)) for _ in range(2)]
    assert made[0] == made[1], "the same seed, the same seals"
    assert [seal.purpose for seal in made[0]] == borne


def test_a_stamp_over_the_edges_runs_over_all_pages() -> None:
    across = replace(HABITS, copied=("across",)).stamps()
    pages = [seal.page for seal in across.seals(paper("discharge_record", "b"), random.Random(3))]
    assert pages == [0, 1]
    assert across.seals(paper("admission_record"), random.Random(3)) == []
