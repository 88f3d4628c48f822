"""The eighth family: its layouts, what its papers print, its seals, captures and plans. No browser is needed."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest

from extractors.reading import Kind
from samples.browser import web_faces
from samples.captures import choose_captures
from samples.families.h.captures import SCREENSHOTS, WRITTEN
from samples.families.h.clinical import PACKS_H, PROFILES_H
from samples.families.h.forms import PenH, boxes
from samples.families.h.mishaps import HARD, LEGIBLE, MISHAPS_H
from samples.families.h.panels import PANELS_H
from samples.families.h.plans import EIGHTH
from samples.families.h.seals import INKS
from samples.families.h.stamps import ELSEWHERE
from samples.hospitals import HOSPITALS, proper_ones
from samples.make import planned
from samples.panels import draw_rows
from samples.papers import TEMPLATES, compose, layouts
from samples.people import AREAS_H, check_digit, draw_person
from samples.seals import SealSpec, draw_mask, press, wear
from tests.samples.bar import shot_of_a_bar
from tests.samples.plots import drafted, plotted

AT_LEAST = {
    "diagnosis_certificate": 8,
    "lab_report": 10,
    "exam_report": 7,
    "discharge_record": 4,
    "admission_record": 4,
    "outpatient_record": 5,
    "pathology_report": 4,
    "medication_record": 5,
    "genetic_report": 3,
    "inpatient_front_page": 3,
    "application_form": 3,
    "insurance_card": 3,
}


def test_there_are_many_layouts_of_each_kind() -> None:
    assert {kind: len(layouts("h", kind)) >= n for kind, n in AT_LEAST.items()} == dict.fromkeys(AT_LEAST, True)
    assert all(len(layouts("h", kind.value)) >= 2 for kind in Kind if kind is not Kind.UNKNOWN)
    assert sum(len(layouts("h", kind.value)) for kind in Kind) >= 70


def test_its_plans_are_drawn_by_name_and_meet_nearly_every_layout() -> None:
    assert sorted(planned(1, None, None, "h"), key=lambda s: s.key) == list(EIGHTH)
    assert len({spec.key for spec in EIGHTH}) == len(EIGHTH) == 24
    met = {(draft.kind, draft.layout) for spec in EIGHTH for draft in plotted(spec).drafts}
    assert len(met) >= 60


def test_a_third_of_its_cases_are_clean_and_the_others_have_every_code() -> None:
    plots = [plotted(spec) for spec in EIGHTH]
    assert sum(not plot.findings for plot in plots) == 8
    assert all(len(plot.findings) <= 3 for plot in plots)
    before = {e.code for spec in planned(1, None, None, "g") for e in plotted(spec).findings}
    assert {e.code for plot in plots for e in plot.findings} == before


@pytest.mark.parametrize("spec", EIGHTH, ids=lambda s: s.key)
def test_every_paper_of_its_plans_renders_in_every_layout(spec) -> None:
    for draft in plotted(spec).drafts:
        for layout in layouts("h", draft.kind):
            draft.layout = layout
            html, record = compose(draft, "h", random.Random(2))
            assert "</body>" in html
            assert record.group("patient") or draft.kind in ("photo", "unrelated", "id_card_back", "insurance_card")
            assert draft.seals == [] or 'data-seal="' in html or (draft.kind, layout) in SCREENSHOTS


@pytest.mark.parametrize("kind", ["medication_record", "discharge_record", "outpatient_record"])
def test_medicines_are_noted_as_their_columns_print_them(kind: str) -> None:
    for layout in layouts("h", kind):
        draft = drafted("h", kind, layout)
        draft.capture = "digital"  # typed, so that the words stand in the page
        html, record = compose(draft, "h", random.Random(2))
        rows = record.rows("med")
        assert len(rows) >= 2
        for row, (name, dose, frequency) in zip(rows, draft.profile.meds, strict=False):
            assert (row["name"], row["dose"]) == (name, dose)
            assert row["frequency"] in (frequency, f"遵医嘱 {frequency}")
            assert row["dose"] in html
            assert row["frequency"].partition(" ")[2] in html


@pytest.mark.parametrize("layout", layouts("h", "diagnosis_certificate"))
def test_an_undated_certificate_prints_no_day_of_issue_and_a_title_where_it_is_asked_for(layout: str) -> None:
    draft = drafted("h", "diagnosis_certificate", layout)
    draft.options["title"] = True
    dated = compose(draft, "h", random.Random(2))[1]
    assert ("dates", "issued") in dated.seen
    assert dated.seen["physician", 0, "title"] == draft.doctors["attending"][1]
    draft.dates = {}
    draft.options["age"] = 50
    assert not compose(draft, "h", random.Random(2))[1].group("dates")


def test_no_template_prints_what_a_mark_exists_of_without_noting_it() -> None:
    for path in sorted((TEMPLATES / "h").glob("*.html")):
        text = path.read_text()
        for bare in ("profile.meds", "profile.dx", "profile.pathology", "profile.micro", "profile.gene_result"):
            assert bare not in text, (path.name, bare)


def test_a_number_in_boxes_is_noted_whole() -> None:
    draft = drafted("h", "inpatient_front_page", "c")
    html, record = compose(draft, "h", random.Random(2))
    assert record.seen["patient", "id_number"] == draft.person.id_number
    assert record.seen["patient", "birth_date"] == f"{draft.person.birth:%Y-%m-%d}"
    assert html.count('class="cell"') == 8 + 18
    assert boxes("12X") == ["1", "2", "X"]


def test_flags_follow_the_printed_reference() -> None:
    rng, checked = random.Random(3), 0
    for panel in PANELS_H:
        for row in draw_rows(rng, panel, ("GLU", "CRE", "CEA", "ALT", "TC"), ("Hb", "Ca", "HDL")):
            low, dash, high = row.reference.partition("-")
            try:
                value, bottom, top = float(row.value), float(low), float(high)
            except ValueError:
                continue
            assert dash
            assert row.flag == ("H" if value > top else "L" if value < bottom else ""), row
            checked += 1
    assert checked > 60


def test_an_open_reference_agrees_with_its_flags() -> None:
    for _, _, tests in PANELS_H.values():
        for test in tests:
            for value, flag in test.fixed:
                sign, edge = test.reference[:1], test.reference[1:]
                if sign in "<>≤≥" and value.replace(".", "").isdigit() and flag in ("H", "L", ""):
                    high = sign in "<≤" and float(value) > float(edge)
                    low = sign in ">≥" and float(value) < float(edge)
                    assert flag == ("H" if high else "L" if low else ""), (test.name, value)


def test_its_people_hospitals_and_medicines_are_its_own() -> None:
    rng = random.Random(5)
    for region, areas in AREAS_H.items():
        for _ in range(40):
            person = draw_person(rng, region, "某市", family="h")
            assert person.id_number[:6] in areas
            assert check_digit(person.id_number[:17]) == person.id_number[17]
    names = {h.name for h in HOSPITALS if h.family == "h"}
    assert {"琴港大学附属医院", "琴港大学附属第三医院", "蔚田县人民医院", "蔚田县第三人民医院"} <= names
    assert not names & {h.name for h in HOSPITALS if h.family != "h"}
    assert not any("妇幼" in h.name for region in AREAS_H for h in proper_ones(region, "h"))
    assert set(PACKS_H) <= {name for profile in PROFILES_H for name, _, _ in profile.meds}


def test_every_disease_it_draws_has_two_patients_of_different_wards() -> None:
    for disease in ("恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"):
        wards = [p.department for p in PROFILES_H if p.disease == disease]
        assert len(set(wards)) == len(wards) >= 2


SEALS = [
    SealSpec("round", "certificate", "琴港大学附属医院", "诊断证明专用章", "3798440001234", star=True),
    SealSpec("round", "certificate", "琴港大学附属医院", "诊断证明专用章"),
    SealSpec("oval", "record_copy", "琴港大学附属医院", "病案管理科", "(2)"),
    SealSpec("square", "department_report", "琴港大学附属医院", "放射影像科"),
    SealSpec("line", "department", "", "医务部", colour="blue"),
    SealSpec("rectangle", "personal_name", "皇甫朗", colour="purple"),
]


@pytest.mark.parametrize("spec", SEALS, ids=lambda s: f"{s.shape}-{s.purpose}-{len(s.number)}")
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_ink_falls_inside_the_outline_and_keeps_its_colour(spec: SealSpec, seed: int) -> None:
    sheet = np.full((900, 900, 3), 255, np.uint8)
    out, outline = press(sheet, spec, (450, 450), 7.56, family="h", rng=random.Random(seed))
    marked = (out.min(2) < 200).astype(np.uint8)
    area = cv2.fillConvexPoly(np.zeros((900, 900), np.uint8), cv2.convexHull(outline.astype(np.int32)), 1)
    area = cv2.dilate(area, np.ones((9, 9), np.uint8))
    assert marked.sum() > 300
    assert (marked & ~area & 1).sum() == 0
    blue, _, red = out[marked > 0].mean(0)
    assert (red > blue) == (spec.colour == "red")
    assert set(INKS) == {"red", "purple", "blue", "black"}


@pytest.mark.parametrize("how", ["wet", "lifted", "rough"])
def test_ink_in_its_states_stays_ink(how: str) -> None:
    mask = draw_mask(SEALS[0], "h", random.Random(1))
    inked = wear(mask, how, random.Random(1))
    assert inked.shape == mask.shape
    assert 0 <= inked.min() < inked.max() <= 1
    assert (inked.sum() < mask.sum()) == (how != "wet")


@pytest.mark.parametrize("seed", [31, 32])
def test_its_random_plans_can_be_drafted_and_sent(seed: int) -> None:
    ways: set[str] = set()
    for spec in planned(seed, "tune", 30, "h"):
        plot = plotted(spec)
        choose_captures(plot, random.Random(seed))
        assert all(draft.format in ("jpg", "png", "pdf", "heic", "webp", "tiff") for draft in plot.drafts)
        screens = [d for d in plot.drafts if (d.kind, d.layout) in SCREENSHOTS and not d.upload]
        assert all(d.capture == "digital" and not d.seals for d in screens)
        assert all(d.options["zoom"] == 1 for d in plot.drafts if (d.kind, d.layout) in WRITTEN)
        ways |= {draft.capture for draft in plot.drafts}
    assert ways >= {"digital", "scan", "photo", "photocopy", "screen"}


def test_a_laboratory_elsewhere_is_the_issuer_of_its_report() -> None:
    for kind, layout in sorted(ELSEWHERE):
        draft = drafted("h", kind, layout)
        assert compose(draft, "h", random.Random(2))[1].seen["hospital",] == draft.options["outside"]


def test_its_hand_writes_letters_and_figures() -> None:
    assert set("0Am") <= set(PenH.large)
    assert 'class="hw"' in str(PenH(random.Random(1), typed=False)("5mg"))


def test_faces_whose_sheet_names_files_without_a_folder_are_found() -> None:
    css = web_faces("font-family:'MiSans'")
    if not css:
        pytest.skip("the web faces of the eighth family are not installed")
    assert "http://fonts.invalid/misans/lib/Normal/MiSans-Regular" in css
    assert "url('MiSans" not in css


@pytest.mark.parametrize("how", sorted(MISHAPS_H))
@pytest.mark.parametrize("seed", [1, 2])
def test_mishaps_carry_the_geometry_along(how: str, seed: int) -> None:
    """A black bar drawn on the sheet is found where matrix and bend say."""
    shot = shot_of_a_bar(how, seed)
    assert shot.quality == ("poor" if how.removesuffix("_h") in HARD else "good")
    assert how.removesuffix("_h") in (*HARD, *LEGIBLE)
