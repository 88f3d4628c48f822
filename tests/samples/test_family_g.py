"""The seventh family: its layouts, what its papers print, its seals, captures and plans. No browser is needed."""

from __future__ import annotations

import io
import random

import cv2
import numpy as np
import pypdfium2
import pytest

from extractors.reading import Kind
from samples import capture
from samples.bind import Drawn, bound
from samples.captures import choose_captures
from samples.families.g.captures import SCREENSHOTS
from samples.families.g.clinical import PACKS_G, PROFILES_G
from samples.families.g.forms import PenG
from samples.families.g.mishaps import HARD, LEGIBLE, MISHAPS_G
from samples.families.g.panels import PANELS_G
from samples.families.g.plans import SEVENTH
from samples.families.g.seals import INKS
from samples.families.g.stamps import ELSEWHERE
from samples.hospitals import HOSPITALS
from samples.make import planned
from samples.marks import Record
from samples.panels import draw_rows
from samples.papers import TEMPLATES, compose, layouts
from samples.people import AREAS_G, check_digit, draw_person
from samples.seals import SealSpec, draw_mask, press, wear
from tests.samples.bar import shot_of_a_bar
from tests.samples.plots import drafted, plotted

AT_LEAST = {
    "diagnosis_certificate": 7,
    "lab_report": 9,
    "exam_report": 7,
    "discharge_record": 4,
    "admission_record": 3,
    "outpatient_record": 5,
    "pathology_report": 4,
    "medication_record": 4,
    "inpatient_front_page": 3,
    "application_form": 3,
    "insurance_card": 3,
}


def test_there_are_many_layouts_of_each_kind() -> None:
    assert {kind: len(layouts("g", kind)) >= n for kind, n in AT_LEAST.items()} == dict.fromkeys(AT_LEAST, True)
    assert all(len(layouts("g", kind.value)) >= 2 for kind in Kind if kind is not Kind.UNKNOWN)
    assert sum(len(layouts("g", kind.value)) for kind in Kind) >= 55


def test_its_plans_are_drawn_by_name() -> None:
    assert sorted(planned(1, None, None, "g"), key=lambda s: s.key) == list(SEVENTH)
    assert len({spec.key for spec in SEVENTH}) == len(SEVENTH) == 24


def test_a_third_of_its_cases_are_clean_and_the_others_have_every_code() -> None:
    plots = [plotted(spec) for spec in SEVENTH]
    assert sum(not plot.findings for plot in plots) == 8
    assert all(len(plot.findings) <= 3 for plot in plots)
    before = {e.code for spec in planned(1, None, None, "f") for e in plotted(spec).findings}
    assert {e.code for plot in plots for e in plot.findings} == before


@pytest.mark.parametrize("spec", SEVENTH, ids=lambda s: s.key)
def test_every_paper_of_its_plans_renders_in_every_layout(spec) -> None:
    for draft in plotted(spec).drafts:
        for layout in layouts("g", draft.kind):
            draft.layout = layout
            html, record = compose(draft, "g", random.Random(2))
            assert "</body>" in html
            assert record.group("patient") or draft.kind in ("photo", "unrelated", "id_card_back", "insurance_card")
            assert draft.seals == [] or 'data-seal="' in html or (draft.kind, layout) in SCREENSHOTS


@pytest.mark.parametrize("layout", ["a", "b", "c", "d"])
@pytest.mark.parametrize("kind", ["medication_record", "discharge_record", "outpatient_record"])
def test_medicines_are_noted_with_route_and_times(kind: str, layout: str) -> None:
    draft = drafted("g", kind, layout)
    draft.capture = "digital"  # typed, so that the words stand in the page
    html, record = compose(draft, "g", random.Random(2))
    rows = record.rows("med")
    assert [(r["name"], r["dose"], r["frequency"]) for r in rows] == list(draft.profile.meds[: len(rows)])
    assert len(rows) >= 2
    assert all(row["dose"] in html and row["frequency"] in html for row in rows)


@pytest.mark.parametrize("layout", layouts("g", "diagnosis_certificate"))
def test_an_undated_certificate_prints_no_day_of_issue_and_a_title_where_it_is_asked_for(layout: str) -> None:
    draft = drafted("g", "diagnosis_certificate", layout)
    draft.options["title"] = True
    dated = compose(draft, "g", random.Random(2))[1]
    assert ("dates", "issued") in dated.seen
    assert dated.seen["physician", 0, "title"] == draft.doctors["attending"][1]
    draft.dates = {}
    draft.options["age"] = 50
    assert not compose(draft, "g", random.Random(2))[1].group("dates")


def test_no_template_prints_what_a_mark_exists_of_without_noting_it() -> None:
    for path in sorted((TEMPLATES / "g").glob("*.html")):
        text = path.read_text()
        for bare in ("profile.meds", "profile.dx", "profile.pathology", "profile.micro", "profile.gene_result"):
            assert bare not in text, (path.name, bare)


def test_flags_follow_the_printed_reference() -> None:
    rng, checked = random.Random(3), 0
    for panel in PANELS_G:
        for row in draw_rows(rng, panel, ("FBG", "CREA", "CEA", "ALT", "TC"), ("HGB", "Ca", "HDL-C")):
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
    for _, _, tests in PANELS_G.values():
        for test in tests:
            for value, flag in test.fixed:
                sign, edge = test.reference[:1], test.reference[1:]
                if sign in ("<", ">", "≥") and value.replace(".", "").isdigit() and flag in ("H", "L", ""):
                    high, low = sign == "<" and float(value) >= float(edge), sign != "<" and float(value) < float(edge)
                    assert flag == ("H" if high else "L" if low else ""), (test.name, value)


def test_its_people_hospitals_and_medicines_are_its_own() -> None:
    rng = random.Random(5)
    for region, areas in AREAS_G.items():
        for _ in range(40):
            person = draw_person(rng, region, "某市", family="g")
            assert person.id_number[:6] in areas
            assert check_digit(person.id_number[:17]) == person.id_number[17]
    names = {h.name for h in HOSPITALS if h.family == "g"}
    assert {"沂浦市第一中心医院", "沂浦市第二中心医院", "棉湖县总医院", "棉湖县总医院第二分院"} <= names
    assert not names & {h.name for h in HOSPITALS if h.family != "g"}
    taken = {name for profile in PROFILES_G for name, _, _ in profile.meds}
    assert set(PACKS_G) <= taken


def test_every_disease_it_draws_has_two_patients_of_different_wards() -> None:
    for disease in ("恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"):
        wards = [p.department for p in PROFILES_G if p.disease == disease]
        assert len(set(wards)) == len(wards) >= 2


SEALS = [
    SealSpec("round", "certificate", "沂浦市第一中心医院", "诊断证明专用章", "3798310001234", star=True),
    SealSpec("oval", "record_copy", "沂浦市第一中心医院", "病案科", "（2）"),
    SealSpec("square", "department_report", "沂浦市第一中心医院", "放射科"),
    SealSpec("line", "department", "", "门诊部", colour="blue"),
    SealSpec("rectangle", "personal_name", "诸葛朗", colour="purple"),
]


@pytest.mark.parametrize("spec", SEALS, ids=lambda s: f"{s.shape}-{s.purpose}")
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_ink_falls_inside_the_outline_and_keeps_its_colour(spec: SealSpec, seed: int) -> None:
    sheet = np.full((900, 900, 3), 255, np.uint8)
    out, outline = press(sheet, spec, (450, 450), 7.56, family="g", rng=random.Random(seed))
    marked = (out.min(2) < 200).astype(np.uint8)
    area = cv2.fillConvexPoly(np.zeros((900, 900), np.uint8), cv2.convexHull(outline.astype(np.int32)), 1)
    area = cv2.dilate(area, np.ones((9, 9), np.uint8))
    assert marked.sum() > 300
    assert (marked & ~area & 1).sum() == 0
    blue, _, red = out[marked > 0].mean(0)
    assert (red > blue) == (spec.colour == "red")
    assert set(INKS) == {"red", "purple", "blue", "black"}


@pytest.mark.parametrize("how", ["banded", "printed"])
def test_worn_ink_is_weaker_and_stays_within_its_mask(how: str) -> None:
    mask = draw_mask(SEALS[0], "g", random.Random(1))
    inked = wear(mask, how, random.Random(1))
    assert inked.shape == mask.shape
    assert 0 <= inked.min() < inked.max() <= 1
    assert inked.sum() < mask.sum()


@pytest.mark.parametrize("seed", [31, 32])
def test_its_random_plans_can_be_drafted_and_sent(seed: int) -> None:
    ways: set[str] = set()
    for spec in planned(seed, "report", 30, "g"):
        plot = plotted(spec)
        choose_captures(plot, random.Random(seed))
        assert all(draft.format in ("jpg", "png", "pdf", "heic", "webp", "tiff") for draft in plot.drafts)
        screens = [d for d in plot.drafts if (d.kind, d.layout) in SCREENSHOTS]
        assert all(d.capture == "digital" and not d.seals for d in screens)
        ways |= {draft.capture for draft in plot.drafts}
    assert ways >= {"digital", "scan", "photo", "photocopy", "screen"}


def test_a_laboratory_elsewhere_is_the_issuer_of_its_report() -> None:
    for kind, layout in sorted(ELSEWHERE):
        draft = drafted("g", kind, layout)
        assert compose(draft, "g", random.Random(2))[1].seen["hospital",] == draft.options["outside"]


def test_its_hand_writes_letters_as_tall_as_figures() -> None:
    assert set("0Am") <= set(PenG.large)
    assert 'class="hw"' in str(PenG(random.Random(1), typed=False)("5mg"))


def test_a_packet_keeps_exported_pages_as_they_are_between_scanned_ones() -> None:
    draft, sheet = drafted("g", "lab_report", "a"), np.full((400, 300, 3), 250, np.uint8)
    scanned = Drawn(draft, Record(), shots=[capture.scan(sheet, random.Random(1))] * 2)
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(200, 100)
    out = io.BytesIO()
    blank.save(out)
    exported = Drawn(draft, Record(), pdf=out.getvalue())
    packet = bound([scanned, exported, scanned])
    assert b"/ID" not in packet
    assert b"(D:20260101000000" in packet
    pages = pypdfium2.PdfDocument(packet)
    assert [round(page.get_width() / page.get_height()) for page in pages] == [1, 1, 2, 1, 1]


@pytest.mark.parametrize("how", sorted(MISHAPS_G))
@pytest.mark.parametrize("seed", [1, 2])
def test_mishaps_carry_the_geometry_along(how: str, seed: int) -> None:
    """A black bar drawn on the sheet is found where matrix and bend say."""
    shot = shot_of_a_bar(how, seed)
    assert shot.quality == ("poor" if how.removesuffix("_g") in HARD else "good")
    assert how.removesuffix("_g") in (*HARD, *LEGIBLE)
