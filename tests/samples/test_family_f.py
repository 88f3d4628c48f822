"""The sixth family: its layouts, what its papers print, its seals, captures and plans. No browser is needed."""

from __future__ import annotations

import random
from pathlib import Path

import cv2
import numpy as np
import pytest

from extractors.reading import Kind
from samples.captures import choose_captures
from samples.families.e.seals import FACES_E
from samples.families.f.captures import settled
from samples.families.f.clinical import PROFILES_F
from samples.families.f.forms import PenF
from samples.families.f.mishaps import HARD_F, MISHAPS_F
from samples.families.f.panels import PANELS_F
from samples.families.f.plans import SIXTH
from samples.families.f.seals import FACES_F
from samples.families.f.stamps import ELSEWHERE_F
from samples.hospitals import HOSPITALS
from samples.make import planned
from samples.panels import draw_rows
from samples.papers import TEMPLATES, compose, layouts
from samples.people import AREAS_C, AREAS_D, AREAS_E, AREAS_F, UNUSED_AREAS, check_digit, draw_person
from samples.seals import FACES, SealSpec, _font, draw_mask, press, wear
from tests.samples.bar import shot_of_a_bar
from tests.samples.plots import drafted, plotted

AT_LEAST = {
    "diagnosis_certificate": 7,
    "lab_report": 8,
    "exam_report": 7,
    "discharge_record": 5,
    "admission_record": 4,
    "outpatient_record": 5,
    "pathology_report": 4,
    "medication_record": 4,
    "inpatient_front_page": 3,
    "genetic_report": 3,
    "application_form": 3,
    "proxy_authorization": 3,
    "insurance_card": 3,
    "unrelated": 3,
}
DRUGS_ON = {("discharge_record", x) for x in "abcde"} | {("outpatient_record", x) for x in "abcde"}


def test_there_are_many_layouts_of_each_kind() -> None:
    assert {kind: len(layouts("f", kind)) >= n for kind, n in AT_LEAST.items()} == dict.fromkeys(AT_LEAST, True)
    assert all(len(layouts("f", kind.value)) >= 2 for kind in Kind if kind is not Kind.UNKNOWN)


def test_its_plans_are_drawn_by_name_and_random_ones_among_others() -> None:
    assert sorted(planned(1, None, None, "f"), key=lambda s: s.key) == list(SIXTH)
    assert {spec.family for spec in planned(3, None, 12, "f")} == {"f"}
    assert "f" in {spec.family for spec in planned(7, None, 150)}
    assert len({spec.key for spec in SIXTH}) == len(SIXTH) == 28


def test_a_third_of_its_cases_are_clean_and_the_others_have_every_code() -> None:
    plots = [plotted(spec) for spec in SIXTH]
    clean = [plot for plot in plots if not plot.findings]
    assert 9 <= len(clean) <= 10
    assert all(len(plot.findings) <= 3 for plot in plots)
    committed = {e.code for spec in planned(1, None, None, "e") for e in plotted(spec).findings}
    assert {e.code for plot in plots for e in plot.findings} == committed


@pytest.mark.parametrize("spec", SIXTH, ids=lambda s: s.key)
def test_every_paper_of_its_plans_renders_in_every_layout(spec) -> None:
    for draft in plotted(spec).drafts:
        for layout in layouts("f", draft.kind):
            draft.layout = layout
            html, record = compose(draft, "f", random.Random(2))
            assert "</body>" in html
            assert record.group("patient") or draft.kind in ("photo", "unrelated", "id_card_back", "insurance_card")
            assert draft.seals == [] or 'data-seal="' in html


@pytest.mark.parametrize(("kind", "layout"), sorted(DRUGS_ON | {("medication_record", x) for x in "abcd"}))
def test_medicines_are_noted_wherever_they_are_printed(kind: str, layout: str) -> None:
    """Records and prescriptions alike: each that the paper lists, with its dose."""
    draft = drafted("f", kind, layout)
    draft.capture = "digital"  # typed, so that the words stand in the page
    html, record = compose(draft, "f", random.Random(2))
    rows = record.rows("med")
    assert {row["name"] for row in rows} == {m[0] for m in draft.profile.meds[: len(rows)]}
    assert len(rows) >= 2
    assert all(row["dose"] in html and row["frequency"] in html for row in rows)


def test_no_template_prints_medicines_lab_values_or_findings_without_noting_them() -> None:
    """What truth knows comes from marks: no template reaches into the profile for what a mark exists of."""
    for path in sorted((TEMPLATES / "f").glob("*.html")):
        text = path.read_text()
        for bare in ("profile.meds", "profile.dx", "profile.pathology", "profile.micro", "profile.gene_result"):
            assert bare not in text, (path.name, bare)


def test_route_and_times_stand_apart_where_the_table_has_columns_for_both() -> None:
    _, record = compose(drafted("f", "medication_record", "b"), "f", random.Random(2))
    for row, (_, _, frequency) in zip(
        record.rows("med"), drafted("f", "medication_record", "b").profile.meds, strict=True
    ):
        assert row["frequency"] in (frequency.partition(" ")[2], frequency)


def test_flags_follow_the_printed_reference() -> None:
    rng, checked = random.Random(3), 0
    for panel in PANELS_F:
        for row in draw_rows(rng, panel, ("GLU0", "Scr", "CEA", "ALT", "CHO"), ("Hb", "Ca++", "HDL")):
            low, dash, high = row.reference.partition("-")
            try:
                value, bottom, top = float(row.value), float(low), float(high)
            except ValueError:
                continue
            assert dash
            if row.flag == "A":  # abnormal without a direction
                continue
            assert row.flag == ("H" if value > top else "L" if value < bottom else ""), row
            checked += 1
    assert checked > 60


def test_an_open_reference_agrees_with_its_flags() -> None:
    for _, _, tests in PANELS_F.values():
        for test in tests:
            for value, flag in test.fixed:
                edge = test.reference[1:]
                if test.reference[:1] in "<>≥" and value.replace(".", "").isdigit() and flag in ("H", "L", ""):
                    over = float(value) >= float(edge)
                    assert flag == ("H" if over else "") if test.reference[0] == "<" else flag == ("" if over else "L")


def test_people_have_numbers_of_areas_of_their_own() -> None:
    others = {a for areas in (UNUSED_AREAS, AREAS_C, AREAS_D, AREAS_E) for codes in areas.values() for a in codes}
    rng = random.Random(5)
    for region, areas in AREAS_F.items():
        assert not set(areas) & others
        for _ in range(40):
            person = draw_person(rng, region, "某市", family="f")
            assert person.id_number[:6] in areas
            assert person.id_number[2:4] == "98"
            assert check_digit(person.id_number[:17]) == person.id_number[17]


def test_its_hospitals_have_namesakes_branches_and_aliases_of_a_group() -> None:
    names = {h.name for h in HOSPITALS if h.family == "f"}
    assert {"阜澜市第三人民医院", "阜澜市第四人民医院", "溪石县人民医院", "阜澜大学同和医院高新分院"} <= names
    assert any("集团" in alias for h in HOSPITALS if h.family == "f" for alias in h.aliases)
    assert not names & {h.name for h in HOSPITALS if h.family != "f"}


def test_every_disease_it_draws_has_two_patients_of_different_wards() -> None:
    for disease in ("恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"):
        wards = [p.department for p in PROFILES_F if p.disease == disease]
        assert len(set(wards)) == len(wards) >= 2


SEALS = [
    SealSpec("round", "certificate", "阜澜市总医院", "诊断证明专用章", "3798110001234", star=True),
    SealSpec("round", "fee", "阜澜市总医院", "收费专用", "2026.05.06"),
    SealSpec("oval", "record_copy", "阜澜市总医院", "病案室", "(2)"),
    SealSpec("square", "department_report", "阜澜市总医院", "放射科"),
    SealSpec("rectangle", "department_report", "阜澜市总医院", "检验专用", "2026.05.06"),
    SealSpec("line", "department", "", "门诊办公室", colour="blue"),
    SealSpec("square", "personal_name", "闵诚", colour="purple"),
]


@pytest.mark.parametrize("spec", SEALS, ids=lambda s: f"{s.shape}-{s.purpose}")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ink_falls_inside_the_outline_and_keeps_its_colour(spec: SealSpec, seed: int) -> None:
    sheet = np.full((900, 900, 3), 255, np.uint8)
    out, outline = press(sheet, spec, (450, 450), 7.56, family="f", rng=random.Random(seed))
    marked = (out.min(2) < 200).astype(np.uint8)
    area = cv2.fillConvexPoly(np.zeros((900, 900), np.uint8), cv2.convexHull(outline.astype(np.int32)), 1)
    area = cv2.dilate(area, np.ones((9, 9), np.uint8))
    assert marked.sum() > 300
    assert (marked & ~area & 1).sum() == 0
    blue, _, red = out[marked > 0].mean(0)
    assert (red > blue) == (spec.colour == "red")


@pytest.mark.parametrize("face", FACES_F)
def test_a_seal_face_is_the_font_it_names(face: str) -> None:
    """A bare hyphen would make fontconfig fall back to a font without these characters."""
    if not Path("/usr/share/fonts/truetype/cns11643").is_dir():
        pytest.skip("fonts of the sixth family are not installed")
    name = face.replace("\\", "").split(":")[0]
    assert _font(face, 20).getname()[0] == name
    assert face not in (*FACES_E, *(f for faces in FACES.values() for f in faces))


@pytest.mark.parametrize("how", ["lean", "patchy", "oily"])
def test_worn_ink_is_weaker_or_wider_and_stays_within_its_mask(how: str) -> None:
    mask = draw_mask(SEALS[0], "f", random.Random(1))
    inked = wear(mask, how, random.Random(1))
    assert inked.shape == mask.shape
    assert 0 <= inked.min() < inked.max() <= 1
    assert (inked.sum() > mask.sum() * 0.9) == (how == "oily")


def test_stamped_days_follow_the_report_when_a_defect_moves_it() -> None:
    draft = drafted("f", "lab_report", "a")
    seal = SealSpec("rectangle", "department_report", "某医院", "检验专用", "2020.01.01")
    assert settled(seal, draft, random.Random(1)).number == f"{draft.dates['reported']:%Y.%m.%d}"


def test_a_serial_number_that_begins_like_a_year_is_no_day() -> None:
    seal = SealSpec("oval", "prescription", "某医院", "处方专用章", "2034567890123")
    assert settled(seal, drafted("f", "medication_record", "a"), random.Random(1)) == seal


@pytest.mark.parametrize("seed", [21, 22])
def test_its_random_plans_can_be_drafted_and_sent(seed: int) -> None:
    for spec in planned(seed, None, 30, "f"):
        plot = plotted(spec)
        choose_captures(plot, random.Random(seed))
        assert all(draft.format in ("jpg", "png", "pdf", "heic", "webp", "tiff") for draft in plot.drafts)


def test_a_laboratory_elsewhere_is_the_issuer_of_its_report() -> None:
    for kind, layout in sorted(ELSEWHERE_F):
        draft = drafted("f", kind, layout)
        _, record = compose(draft, "f", random.Random(2))
        assert record.seen["hospital",] == draft.options["outside"]


def test_what_no_stroke_is_known_of_is_set_in_type_between_the_strokes() -> None:
    words = str(PenF(random.Random(1), typed=False)("约6㎍次"))
    assert "㎍</span>" in words
    assert str(PenF(random.Random(1), typed=True)("约6㎍")) == '<span class="pen">约6㎍</span>'


@pytest.mark.parametrize("how", sorted(MISHAPS_F))
@pytest.mark.parametrize("seed", [1, 2])
def test_mishaps_carry_the_geometry_along(how: str, seed: int) -> None:
    """A black bar drawn on the sheet is found where matrix and bend say."""
    shot = shot_of_a_bar(how, seed)
    assert shot.quality == ("poor" if how in HARD_F else "good")
