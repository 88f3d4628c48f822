"""The ninth family: its layouts, what its papers print, its seals, captures and plans. No browser is needed."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest

from extractors.reading import Kind
from samples.captures import choose_captures
from samples.families.i.captures import GREY, SCREENSHOTS, WRITTEN
from samples.families.i.clinical import CHINESE_CODES, PACKS_I, PROFILES_I
from samples.families.i.mishaps import HARD, LEGIBLE, MISHAPS_I
from samples.families.i.panels import PANELS_I
from samples.families.i.plans import NINTH
from samples.families.i.seals import worn_i
from samples.families.i.stamps import ELSEWHERE
from samples.hospitals import HOSPITALS, proper_ones
from samples.make import planned
from samples.panels import draw_rows
from samples.papers import compose, layouts
from samples.people import AREAS, AREAS_I, check_digit, draw_person
from samples.seals import SealSpec, draw_mask, press, wear
from tests.samples.bar import shot_of_a_bar
from tests.samples.plots import drafted, plotted

PAPERS = [(kind.value, layout) for kind in Kind for layout in layouts("i", kind.value)]
DRUGS = [p for p in PAPERS if p[0] in ("medication_record", "discharge_record", "outpatient_record")]


def test_there_are_many_layouts_of_each_kind() -> None:
    assert len(PAPERS) >= 70
    assert all(len(layouts("i", kind.value)) >= 2 for kind in Kind if kind is not Kind.UNKNOWN)


def test_its_plans_are_drawn_by_name_and_meet_nearly_every_layout() -> None:
    assert planned(1, None, None, "i") == list(NINTH)
    assert len({spec.key for spec in NINTH}) == len(NINTH) == 24
    met = {(draft.kind, draft.layout) for spec in NINTH for draft in plotted(spec).drafts}
    assert len(met) >= 60


def test_a_third_of_its_cases_are_clean_and_the_others_have_every_code() -> None:
    plots = [plotted(spec) for spec in NINTH]
    assert sum(not plot.findings for plot in plots) == 8
    assert all(len(plot.findings) <= 3 for plot in plots)
    before = {e.code for spec in planned(1, None, None, "h") for e in plotted(spec).findings}
    assert {e.code for plot in plots for e in plot.findings} == before


@pytest.mark.parametrize(("kind", "layout"), PAPERS)
def test_every_layout_renders_and_has_room_for_its_seals(kind: str, layout: str) -> None:
    draft = drafted("i", kind, layout)
    html, record = compose(draft, "i", random.Random(2))
    assert "</body>" in html
    assert record.group("patient") or kind in ("photo", "unrelated", "id_card_back", "insurance_card")
    assert draft.seals == [] or 'data-seal="' in html or (kind, layout) in SCREENSHOTS


@pytest.mark.parametrize(("kind", "layout"), DRUGS)
def test_route_and_times_are_one_frequency_however_they_are_printed(kind: str, layout: str) -> None:
    draft = drafted("i", kind, layout)
    draft.capture = "digital"  # typed, so that the words stand in the page
    html, record = compose(draft, "i", random.Random(2))
    rows = record.rows("med")
    assert len(rows) >= 2
    for row, (name, dose, frequency) in zip(rows, draft.profile.meds, strict=False):
        assert (row["name"], row["dose"], row["frequency"]) == (name, dose, frequency)
        assert all(word in html for word in (dose, *frequency.split(" ")))


@pytest.mark.parametrize("layout", layouts("i", "diagnosis_certificate"))
def test_an_undated_certificate_prints_no_day_and_a_title_where_it_is_asked_for(layout: str) -> None:
    draft = drafted("i", "diagnosis_certificate", layout)
    draft.options["title"] = True
    dated = compose(draft, "i", random.Random(2))[1]
    assert ("dates", "issued") in dated.seen
    assert dated.seen["physician", 0, "title"] == draft.doctors["attending"][1]
    draft.dates = {}
    draft.options["age"] = 50
    assert not compose(draft, "i", random.Random(2))[1].group("dates")


@pytest.mark.parametrize(
    "paper", ["diagnosis_certificate.f", "discharge_record.d", "inpatient_front_page.b", "admission_record.c"]
)
def test_diagnoses_of_chinese_medicine_stand_under_a_heading_of_their_own(paper: str) -> None:
    kind, layout = paper.split(".")
    for disease, both in (("高血压", True), ("罕见病", False)):
        draft = drafted("i", kind, layout, disease)
        draft.profile = next(
            p for p in PROFILES_I if p.disease == disease and both == any(d.icd in CHINESE_CODES for d in p.dx)
        )
        html, record = compose(draft, "i", random.Random(2))
        assert ("中医诊断" in html) == ("西医诊断" in html) == both
        assert {row["name"] for row in record.rows("dx")} == {d.name for d in draft.profile.dx}


def test_flags_follow_the_printed_reference() -> None:
    rng, checked = random.Random(3), 0
    for panel in PANELS_I:
        for row in draw_rows(rng, panel, ("FBG", "SCr", "CEA", "ALT", "hs-TnI"), ("HGB", "K", "ALB")):
            low, dash, high = row.reference.partition("-")
            try:
                value, bottom, top = float(row.value), float(low), float(high)
            except ValueError:
                continue
            assert dash
            assert row.flag == ("H" if value > top else "L" if value < bottom else ""), row
            checked += 1
    assert checked > 60


def test_its_people_hospitals_and_medicines_are_its_own() -> None:
    rng = random.Random(5)
    others = {a for family, areas in AREAS.items() if family != "i" for codes in areas.values() for a in codes}
    for region, areas in AREAS_I.items():
        assert not set(areas) & others
        for _ in range(40):
            person = draw_person(rng, region, "某市", family="i")
            assert person.id_number[:6] in areas
            assert check_digit(person.id_number[:17]) == person.id_number[17]
    names = {h.name for h in HOSPITALS if h.family == "i"}
    assert {"浮岚市立同济医院", "武警棹江总队医院", "麦积滩县医院", "麦积滩县第二医院"} <= names
    assert not names & {h.name for h in HOSPITALS if h.family != "i"}
    assert not any("妇幼" in h.name for region in AREAS_I for h in proper_ones(region, "i"))
    assert set(PACKS_I) <= {name for profile in PROFILES_I for name, _, _ in profile.meds}


SEALS = [
    SealSpec("round", "certificate", "棹江市立同济医院", "诊断证明专用章", "3798530001234", star=True),
    SealSpec("round", "certificate", "棹江市立同济医院", "诊断证明专用章"),
    SealSpec("oval", "record_copy", "棹江市立同济医院", "病案统计科", "(2)"),
    SealSpec("square", "department_report", "棹江市立同济医院", "影像中心"),
    SealSpec("line", "department", "", "医务处", colour="blue"),
    SealSpec("rectangle", "personal_name", "令狐淳", colour="purple"),
]


@pytest.mark.parametrize("spec", SEALS, ids=lambda s: f"{s.shape}-{s.purpose}-{len(s.number)}")
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_ink_falls_inside_the_outline_and_keeps_its_colour(spec: SealSpec, seed: int) -> None:
    sheet = np.full((900, 900, 3), 255, np.uint8)
    out, outline = press(sheet, spec, (450, 450), 7.56, family="i", rng=random.Random(seed))
    marked = (out.min(2) < 200).astype(np.uint8)
    area = cv2.fillConvexPoly(np.zeros((900, 900), np.uint8), cv2.convexHull(outline.astype(np.int32)), 1)
    area = cv2.dilate(area, np.ones((9, 9), np.uint8))
    assert marked.sum() > 300
    assert (marked & ~area & 1).sum() == 0
    blue, _, red = out[marked > 0].mean(0)
    assert (red > blue) == (spec.colour == "red")


@pytest.mark.parametrize("how", ["combed", "rolled_off", "soaked"])
def test_ink_in_its_states_stays_ink(how: str) -> None:
    mask = draw_mask(SEALS[0], "i", random.Random(1))
    inked = wear(mask, how, random.Random(1))
    assert inked.shape == mask.shape
    assert 0 <= inked.min() < inked.max() <= 1
    assert (inked.sum() < mask.sum()) == (how != "soaked")


@pytest.mark.parametrize("seed", [31, 32])
def test_its_random_plans_can_be_drafted_and_sent(seed: int) -> None:
    ways: set[str] = set()
    for spec in planned(seed, "report", 30, "i"):
        plot = plotted(spec)
        choose_captures(plot, random.Random(seed))
        assert all(draft.format in ("jpg", "png", "pdf", "heic", "webp", "tiff") for draft in plot.drafts)
        screens = [d for d in plot.drafts if (d.kind, d.layout) in SCREENSHOTS and not d.upload]
        assert all(d.capture == "digital" and not d.seals for d in screens)
        assert all(d.options["zoom"] == 1 for d in plot.drafts if (d.kind, d.layout) in WRITTEN)
        assert all(d.mishap not in GREY for d in plot.drafts if d.kind == "diagnosis_certificate")
        ways |= {draft.capture for draft in plot.drafts}
    assert ways >= {"digital", "scan", "photo", "photocopy", "screen"}


def test_a_laboratory_elsewhere_is_the_issuer_of_its_report() -> None:
    for kind, layout in sorted(ELSEWHERE):
        draft = drafted("i", kind, layout)
        assert compose(draft, "i", random.Random(2))[1].seen["hospital",] == draft.options["outside"]


@pytest.mark.parametrize("how", sorted(MISHAPS_I))
@pytest.mark.parametrize("seed", [1, 2])
def test_mishaps_carry_the_geometry_along(how: str, seed: int) -> None:
    """A black bar drawn on the sheet is found where matrix and bend say."""
    shot = shot_of_a_bar(how, seed)
    assert shot.quality == ("poor" if how.removesuffix("_i") in HARD else "good")
    assert how.removesuffix("_i") in (*HARD, *LEGIBLE)


@pytest.mark.parametrize("how", ["clear", "worn", "rough", "lean"])
def test_what_this_family_adds_leaves_the_ink_of_the_others_as_it_was(how: str) -> None:
    """A state that it does not know draws nothing from the generator's chance."""
    rng = random.Random(4)
    assert worn_i(np.ones((60, 60), np.float32), how, rng) is None
    assert rng.random() == random.Random(4).random()
