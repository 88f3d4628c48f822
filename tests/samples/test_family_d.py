"""The fourth family: its layouts, its ways to print values, its plans. No browser is needed."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from samples.families.d.forms import DATE_STYLES_D, clock
from samples.families.d.panels import PANELS_D
from samples.make import planned
from samples.panels import draw_rows
from samples.papers import compose, layouts
from samples.plans import COMMITTED, FOURTH
from tests.samples.plots import plotted

AT_LEAST = {
    "diagnosis_certificate": 8,
    "lab_report": 10,
    "exam_report": 8,
    "discharge_record": 6,
    "admission_record": 6,
    "outpatient_record": 6,
    "pathology_report": 5,
    "medication_record": 6,
    "inpatient_front_page": 4,
    "genetic_report": 3,
    "application_form": 3,
    "proxy_authorization": 3,
    "insurance_card": 3,
}


def test_there_are_many_layouts_of_each_kind() -> None:
    assert {kind: len(layouts("d", kind)) >= n for kind, n in AT_LEAST.items()} == dict.fromkeys(AT_LEAST, True)


def test_its_plans_are_drawn_on_demand_only() -> None:
    assert planned(1, None, None, "d") == list(FOURTH)
    assert "d" not in {spec.family for spec in COMMITTED}
    assert {spec.family for spec in planned(3, None, 12, "d")} == {"d"}


@pytest.mark.parametrize("spec", FOURTH, ids=lambda s: s.key)
def test_every_paper_of_its_plans_renders_in_every_layout(spec) -> None:
    for draft in plotted(spec).drafts:
        for layout in layouts("d", draft.kind):
            draft.layout = layout
            html, record = compose(draft, "d", random.Random(2))
            assert "</body>" in html
            assert record.group("patient") or draft.kind in ("photo", "unrelated", "id_card_back", "insurance_card")
            assert draft.seals == [] or 'data-seal="' in html


def test_flags_follow_the_printed_reference() -> None:
    rng = random.Random(3)
    checked = 0
    for panel in PANELS_D:
        for row in draw_rows(rng, panel, ("GLU", "CR", "CEA", "ALT"), ("HGB", "CA")):
            low, dash, high = row.reference.partition("-")
            try:
                value, bottom, top = float(row.value), float(low), float(high)
            except ValueError:
                continue
            assert dash
            assert row.flag == ("H" if value > top else "L" if value < bottom else ""), row
            checked += 1
    assert checked > 60


def test_a_lab_sheet_notes_down_what_its_columns_say() -> None:
    plot = plotted(FOURTH[0])
    draft = plot.find("lab_report")
    draft.layout = "g"  # the unit in the item's name, the flag as a word
    html, record = compose(draft, "d", random.Random(2))
    rows = record.rows("lab")
    assert rows
    assert all(f"{row['name']}({row['unit']})" in html for row in rows if row.get("unit"))
    assert all(row.get("flag", "") in ("H", "L", "A", "") and "code" not in row for row in rows)
    assert not any(row["name"].startswith("★") for row in rows)


def test_a_laboratory_elsewhere_is_the_issuer_of_its_report() -> None:
    draft = plotted(FOURTH[0]).find("lab_report")
    draft.layout = "f"
    _, record = compose(draft, "d", random.Random(2))
    assert record.seen["hospital",] == draft.options["outside"]


def test_dates_in_further_styles() -> None:
    when = dt.datetime(2026, 3, 5, 8, 7)
    assert DATE_STYLES_D["spaced"](when) == "2026 年 03 月 05 日"
    assert DATE_STYLES_D["short"](when) == "26-03-05"
    assert clock(when, True) == " 08:07"
    assert clock(when, " %H时%M分") == " 08时07分"
    assert clock(when, False) == ""
