"""The generator's parts: people, hospitals, seals, captures and plans. No browser is needed."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import cv2
import numpy as np
import pytest

from samples import capture, mishaps
from samples.defects import DEFECTS, plant
from samples.drafting import Spec, draft_case
from samples.families.c.panels import PANELS_C
from samples.families.e import mishaps as mishaps_e
from samples.families.e.panels import PANELS_E
from samples.hospitals import HOSPITALS, odd_ones, proper_ones, write_registry
from samples.junk import junk
from samples.make import planned
from samples.panels import PANELS, draw_rows
from samples.papers import Draft, chinese, compose, layouts
from samples.people import (
    AREAS_C,
    AREAS_D,
    AREAS_E,
    AREAS_F,
    AREAS_G,
    AREAS_H,
    AREAS_I,
    AREAS_K,
    AREAS_L,
    AREAS_M,
    AREAS_N,
    AREAS_O,
    AREAS_P,
    AREAS_Q,
    AREAS_R,
    AREAS_S,
    UNUSED_AREAS,
    check_digit,
    draw_person,
    spoil_id,
)
from samples.plans import COMMITTED, REPORT
from samples.seals import SealSpec, draw_mask, press, wear
from tests.samples.bar import shot_of_a_bar

FAMILIES = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s")
AREAS = {"c": AREAS_C, "d": AREAS_D, "e": AREAS_E, "f": AREAS_F, "g": AREAS_G, "h": AREAS_H, "i": AREAS_I}
AREAS |= {
    "k": AREAS_K,
    "l": AREAS_L,
    "m": AREAS_M,
    "n": AREAS_N,
    "o": AREAS_O,
    "p": AREAS_P,
    "q": AREAS_Q,
    "r": AREAS_R,
    "s": AREAS_S,
}
KINDS = (
    "diagnosis_certificate",
    "outpatient_record",
    "admission_record",
    "discharge_record",
    "inpatient_front_page",
    "lab_report",
    "exam_report",
    "pathology_report",
    "genetic_report",
    "medication_record",
    "application_form",
    "id_card_front",
    "id_card_back",
    "insurance_card",
    "photo",
    "proxy_authorization",
    "unrelated",
)


def _plot(spec: Spec, seed: int = 1):
    rng = random.Random(seed)
    plot = draft_case(spec, rng)
    plant(plot, rng)
    return plot


def test_check_digit_matches_the_standards_own_sample() -> None:
    assert check_digit("11010519491231002") == "X"


def test_people_have_wellformed_numbers_of_unused_areas_that_agree_with_sex_and_birth() -> None:
    rng = random.Random(5)
    for _ in range(200):
        region = rng.choice(("rizhao", "neimenggu"))
        family = rng.choice(FAMILIES)
        person = draw_person(rng, region, "某市", family=family)
        number = person.id_number
        assert number[:6] in AREAS.get(family, UNUSED_AREAS)[region]
        assert number[2:4] == "98"  # no province has a city 98
        assert check_digit(number[:17]) == number[17]
        assert number[6:14] == f"{person.birth:%Y%m%d}"
        assert (int(number[16]) % 2 == 1) == (person.sex == "男")


def test_a_spoiled_number_differs_in_its_check_character_alone() -> None:
    rng = random.Random(1)
    number = draw_person(rng, "rizhao", "某市").id_number
    spoiled = spoil_id(rng, number)
    assert spoiled[:17] == number[:17]
    assert spoiled[17] != check_digit(number[:17])


def test_age_counts_whole_years_up_to_the_birthday() -> None:
    person = draw_person(random.Random(2), "rizhao", "某市")
    birthday = dt.date(2026, person.birth.month, person.birth.day)
    assert person.age_on(birthday) == 2026 - person.birth.year
    assert person.age_on(birthday - dt.timedelta(days=1)) == 2025 - person.birth.year


def test_registry_has_near_namesakes_aliases_levels_and_both_splits(tmp_path: Path) -> None:
    write_registry(tmp_path / "registry.csv")
    lines = (tmp_path / "registry.csv").read_text("utf-8").splitlines()
    assert len(lines) - 1 == len(HOSPITALS) >= 60
    assert len({h.code for h in HOSPITALS}) == len(HOSPITALS)
    assert len({h.name for h in HOSPITALS}) == len(HOSPITALS)
    names = {h.name for h in HOSPITALS}
    assert {"青屿市人民医院", "青屿市第一人民医院", "青屿市人民医院北湖分院", "青屿市城东区人民医院"} <= names
    assert {h.level for h in HOSPITALS} == {"三", "二", "一", "未定级", ""}
    assert {h.designated for h in HOSPITALS} == {"yes", "no"}
    cities = [{h.city for h in HOSPITALS if h.family == family} for family in FAMILIES]
    assert len(set.union(*cities)) == sum(len(c) for c in cities)
    for family in FAMILIES:
        for region in ("rizhao", "neimenggu"):
            assert len(proper_ones(region, family)) >= 6
            assert all(odd_ones(region, family, *odd) for odd in (("一",), ("",), ("二", "no")))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_two_layouts_a_family_and_no_template_is_shared(kind: str) -> None:
    assert all(len(layouts(family, kind)) >= 2 for family in FAMILIES)
    folder = Path(compose.__code__.co_filename).parent / "templates"
    texts = [(folder / f / f"{kind}.{x}.html").read_text() for f in FAMILIES for x in layouts(f, kind)]
    assert len(set(texts)) == len(texts)


def test_flags_follow_the_printed_reference() -> None:
    rng = random.Random(3)
    for panel in (*PANELS, *PANELS_C, *PANELS_E):
        for row in draw_rows(rng, panel, ("GLU", "CREA", "CEA"), ("HGB",)):
            if "-" not in row.reference or row.reference.startswith("<") or row.value[0] not in "0123456789":
                continue
            if not all(c in "0123456789." for c in row.value):
                continue
            low, high = (float(v) for v in row.reference.split("-"))
            value = float(row.value)
            assert row.flag == ("H" if value > high else "L" if value < low else ""), row


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (31, "三十一")])
def test_days_in_chinese(number: int, words: str) -> None:
    assert chinese(number) == words


def test_truth_holds_only_what_the_layout_prints() -> None:
    plot = _plot(Spec("x", "tune", "rizhao", ("糖尿病",), "2026-05-05"))
    card = plot.find("id_card_front")
    html, record = compose(card, "a", random.Random(1))
    assert plot.applicant.name in html
    assert set(record.group("patient")) == {("name",), ("sex",), ("id_number",), ("birth_date",)}
    assert not record.group("dates")


def test_pages_that_were_not_sent_leave_nothing_in_the_record() -> None:
    plot = _plot(Spec("x", "tune", "rizhao", ("恶性肿瘤",), "2026-05-05"))
    cert = plot.find("diagnosis_certificate")
    _, record = compose(cert, "a", random.Random(1))
    record.keep(plot.applicant.name)
    assert set(record.seen) == {("patient", "name")}


@pytest.mark.parametrize("spec", COMMITTED, ids=lambda s: s.key)
def test_drafting_is_deterministic_and_dates_are_in_order(spec: Spec) -> None:
    first, second = _plot(spec), _plot(spec)
    assert [vars(d) for d in first.drafts] == [vars(d) for d in second.drafts]
    assert first.findings == second.findings
    keys = [d.key for d in first.drafts]
    assert len(set(keys)) == len(keys)
    if not spec.defects:
        for draft in first.drafts:
            _clean(draft, first.submitted)


def _clean(draft: Draft, submitted: dt.date) -> None:
    expires = draft.dates.get("expiry")
    assert expires is None or expires.date() > submitted
    days = [d.date() for role, d in draft.dates.items() if role != "expiry"]
    assert all(day <= submitted for day in days)
    for one, other in (("admission", "discharge"), ("sampled", "received"), ("received", "reported")):
        if one in draft.dates and other in draft.dates:
            assert draft.dates[one] <= draft.dates[other]


def test_random_plans_are_deterministic_and_draw_every_sort() -> None:
    one, two = planned(7, None, 150), planned(7, None, 150)
    assert one == two
    assert one != planned(8, None, 150)
    assert len({s.key for s in one}) == 150
    assert sum(not s.defects for s in one) >= 30
    assert {d for s in one for d in s.defects} <= set(DEFECTS)
    assert {s.split for s in planned(7, "tune", 5)} == {"tune"}
    assert {(s.split, s.family) for s in one} == {
        *(("tune", family) for family in "abcdefghijklmnopqr"),
        ("report", "s"),
    }


@pytest.mark.parametrize("number", range(0, 150, 5))
def test_random_plans_can_be_drafted(number: int) -> None:
    spec = planned(11, None, 150)[number]
    plot = _plot(spec, number)
    assert plot.drafts
    for draft in plot.drafts:
        html, _ = compose(draft, spec.family, random.Random(0))
        assert "</body>" in html


def test_committed_plans_are_at_least_24_a_split_with_seven_clean_ones() -> None:
    held = [s for s in COMMITTED if s.split == "tune"]
    for plans in (held, REPORT):
        assert len(plans) >= 24
        assert sum(not s.defects or s.defects == ("report_on_boundary",) for s in plans) >= 7
    assert not {s.family for s in held} & {s.family for s in REPORT}


SEALS = [
    SealSpec("round", "certificate", "青屿市人民医院", "诊断证明专用章", "3798110001234", star=True),
    SealSpec("oval", "fee", "青屿市人民医院", "收费专用章"),
    SealSpec("square", "department", "青屿市人民医院", "医务科"),
    SealSpec("rectangle", "record_copy", "青屿市人民医院", "病案复印专用章"),
    SealSpec("line", "department", "", "门诊部", colour="blue"),
    SealSpec("square", "personal_name", "王小明", colour="purple"),
    SealSpec("oval", "fingerprint"),
]


@pytest.mark.parametrize("spec", SEALS, ids=lambda s: f"{s.shape}-{s.purpose}")
def test_ink_falls_inside_the_outline_and_keeps_its_colour(spec: SealSpec) -> None:
    sheet = np.full((900, 900, 3), 255, np.uint8)
    out, outline = press(sheet, spec, (450, 450), 7.56, family="a", rng=random.Random(4))
    marked = (out.min(2) < 200).astype(np.uint8)
    area = cv2.fillConvexPoly(np.zeros((900, 900), np.uint8), cv2.convexHull(outline.astype(np.int32)), 1)
    area = cv2.dilate(area, np.ones((9, 9), np.uint8))
    assert marked.sum() > 300
    assert (marked & ~area & 1).sum() == 0
    blue, _, red = out[marked > 0].mean(0)
    assert (red > blue) == (spec.colour == "red")


def test_a_faint_seal_has_less_ink_than_a_clear_one() -> None:
    mask = draw_mask(SEALS[0], "b", random.Random(1))
    assert wear(mask, "faint", random.Random(1)).sum() < 0.6 * wear(mask, "clear", random.Random(1)).sum()


@pytest.mark.parametrize("how", ["digital", "scan", "photocopy", "fax", "photo", "screen"])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_captures_carry_the_homography_along(how: str, degrees: int) -> None:
    """A black square drawn on the sheet is found where the matrix says, on every capture and turn."""
    sheet = np.full((1100, 800, 3), 255, np.uint8)
    corners = np.array([(500, 700), (620, 700), (620, 820), (500, 820)], np.float32)
    cv2.fillConvexPoly(sheet, corners.astype(np.int32), (0, 0, 0))
    shot = getattr(capture, how)(sheet, random.Random(9))
    if degrees:
        shot = capture.turned(shot, degrees)
    box, share = capture.boxed(corners, shot)
    h, w = shot.image.shape[:2]
    assert share > 0.99
    assert shot.rotation == degrees
    x, y = int((box[0] + box[2]) / 2 * w), int((box[1] + box[3]) / 2 * h)
    assert shot.image[y - 5 : y + 5, x - 5 : x + 5].mean() < 90
    left = max(0, int(box[0] * w) - 25)
    assert shot.image[y - 5 : y + 5, left : left + 5].mean() > 110


@pytest.mark.parametrize("how", sorted(mishaps.MISHAPS | mishaps_e.MISHAPS_E))
@pytest.mark.parametrize("seed", [1, 2])
def test_mishaps_carry_the_geometry_along(how: str, seed: int) -> None:
    """A black bar drawn on the sheet is found where matrix and bend say, curled and folded paper included."""
    shot = shot_of_a_bar(how, seed)
    assert shot.quality == ("poor" if how in (*mishaps.HARD, *mishaps_e.HARD_E) else "good")


def test_curled_and_folded_paper_moves_what_is_on_it() -> None:
    sheet = np.full((1100, 800, 3), 255, np.uint8)
    points = np.array([(400, 100), (400, 550), (100, 550)], np.float32)
    for how in ("curl", "fold"):
        shot = mishaps.shoot(sheet, random.Random(3), how)
        assert shot.bend is not None
        assert 4 < np.abs(shot.bend(points) - points).max() < 60


def test_cropping_reports_the_share_that_is_left() -> None:
    sheet = np.full((1000, 800, 3), 255, np.uint8)
    shot = capture.cropped(capture.digital(sheet, random.Random(1)), 0, 0, 0.5, 1)
    square = np.array([(300, 100), (500, 100), (500, 300), (300, 300)], np.float32)
    box, share = capture.boxed(square, shot)
    assert share == pytest.approx(0.5, abs=0.02)
    assert box[2] == 1.0


@pytest.mark.parametrize("how", ["empty", "text", "truncated", "encrypted"])
def test_broken_files_are_broken_as_their_name_says(how: str) -> None:
    data = junk(how, random.Random(1))
    assert (how == "empty") == (data == b"")
    if how == "encrypted":
        assert b"/Encrypt" in data
    if how == "truncated":
        assert data[:2] == b"\xff\xd8"
        assert data[-2:] != b"\xff\xd9"
