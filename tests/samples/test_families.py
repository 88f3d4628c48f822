"""What each family that was drawn blind has to keep: its layouts, papers, people, seals, captures and plans.

No browser is needed; what only one of them has is in test_family_traits.py.
"""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest

from extractors.reading import Kind
from samples.captures import choose_captures
from samples.drafting import Spec
from samples.hospitals import HOSPITALS, proper_ones
from samples.make import planned
from samples.panels import draw_rows
from samples.papers import TEMPLATES, compose, layouts
from samples.people import AREAS, UNUSED_AREAS, check_digit, draw_person
from samples.plans import FAMILIES as SPLITS
from samples.seals import SealSpec, draw_mask, press, wear
from tests.samples.bar import shot_of_a_bar
from tests.samples.families import FAMILIES, Family
from tests.samples.plots import drafted, plotted

EACH = pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.key)
KINDS = [kind.value for kind in Kind if kind is not Kind.UNKNOWN]
NO_PATIENT = ("photo", "unrelated", "id_card_back", "insurance_card")
DRUGS = ("medication_record", "discharge_record", "outpatient_record")


def every(key: str, *kinds: str) -> list[tuple[str, str]]:
    """Kind and layout of a family's papers."""
    return [(kind, layout) for kind in kinds or KINDS for layout in layouts(key, kind)]


@EACH
def test_there_are_many_layouts_of_each_kind(family: Family) -> None:
    counts = {kind: len(layouts(family.key, kind)) for kind in KINDS}
    assert min(counts.values()) >= (1 if family.small else 2)
    assert sum(counts.values()) >= family.layouts
    assert {kind: n for kind, n in family.each.items() if counts[kind] < n} == {}


@EACH
def test_its_plans_are_drawn_by_name_and_meet_nearly_every_layout(family: Family) -> None:
    assert sorted(planned(1, None, None, family.key), key=lambda s: s.key) == list(family.plans)
    assert len({spec.key for spec in family.plans}) == len(family.plans) >= (12 if family.small else 24)
    met = {(draft.kind, draft.layout) for spec in family.plans for draft in plotted(spec).drafts}
    assert len(met) >= family.met


@EACH
def test_a_third_of_its_cases_are_clean_and_the_others_have_every_code(family: Family) -> None:
    plots = [plotted(spec) for spec in family.plans]
    assert sum(not plot.findings for plot in plots) in family.clean
    assert all(len(plot.findings) <= 3 for plot in plots)
    before = {e.code for spec in planned(1, None, None, family.before) for e in plotted(spec).findings}
    met = {e.code for plot in plots for e in plot.findings}
    assert met <= before if family.small else met == before
    assert len(met) >= 12


@pytest.mark.parametrize(("family", "spec"), [pytest.param(f, spec, id=spec.key) for f in FAMILIES for spec in f.plans])
def test_every_paper_of_its_plans_renders_in_every_layout(family: Family, spec: Spec) -> None:
    for draft in plotted(spec).drafts:
        for layout in layouts(family.key, draft.kind):
            draft.layout = layout
            html, record = compose(draft, family.key, random.Random(2))
            assert "</body>" in html
            assert record.group("patient") or draft.kind in NO_PATIENT
            assert draft.seals == [] or 'data-seal="' in html or (draft.kind, layout) in family.screens


@pytest.mark.parametrize(
    ("family", "kind", "layout"),
    [
        pytest.param(f, *paper, id=f"{f.key}-{paper[0]}.{paper[1]}")
        for f in FAMILIES
        for paper in every(f.key, *DRUGS)
        if paper not in f.without_medicines
    ],
)
def test_medicines_are_noted_as_they_are_printed(family: Family, kind: str, layout: str) -> None:
    draft = drafted(family.key, kind, layout)
    draft.capture = "digital"  # typed, so that the words stand in the page
    html, record = compose(draft, family.key, random.Random(2))
    rows = record.rows("med")
    assert len(rows) >= 2
    for row, (name, dose, frequency) in zip(rows, draft.profile.meds, strict=False):
        allowed = {frequency}
        if family.key == "f":  # its tables with a column for each: what stands under times
            allowed.add(frequency.partition(" ")[2])
        if family.key == "h":
            allowed.add(f"遵医嘱 {frequency}")
        assert (row["name"], row["dose"]) == (name, dose)
        assert row["frequency"] in allowed
        assert all(word in html for word in (dose, *row["frequency"].split(" ")))


@pytest.mark.parametrize(
    ("family", "layout"),
    [pytest.param(f, x, id=f"{f.key}-{x}") for f in FAMILIES[1:] for x in layouts(f.key, "diagnosis_certificate")],
)
def test_an_undated_certificate_prints_no_day_and_a_title_where_it_is_asked_for(family: Family, layout: str) -> None:
    draft = drafted(family.key, "diagnosis_certificate", layout)
    draft.options["title"] = True
    dated = compose(draft, family.key, random.Random(2))[1]
    assert ("dates", "issued") in dated.seen
    titles = {row["name"]: row.get("title") for row in dated.rows("physician")}
    name, title = draft.doctors["attending"]
    assert titles[name] == title
    draft.dates = {}
    draft.options["age"] = 50
    assert not compose(draft, family.key, random.Random(2))[1].group("dates")


@EACH
def test_no_template_prints_what_a_mark_exists_of_without_noting_it(family: Family) -> None:
    for path in sorted((TEMPLATES / family.key).glob("*.html")):
        text = path.read_text()
        for bare in ("profile.meds", "profile.dx", "profile.pathology", "profile.micro", "profile.gene_result"):
            assert bare not in text, (path.name, bare)


@EACH
def test_flags_follow_the_printed_reference(family: Family) -> None:
    rng, checked = random.Random(3), 0
    for panel in family.panels:
        for row in draw_rows(rng, panel, *family.out_of_range):
            low, dash, high = row.reference.partition("-")
            try:
                value, bottom, top = float(row.value), float(low), float(high)
            except ValueError:
                continue
            assert dash
            if row.flag == "A" and family.key == "f":  # abnormal without a direction
                continue
            assert row.flag == ("H" if value > top else "L" if value < bottom else ""), row
            checked += 1
    assert checked > 60


@EACH
def test_an_open_reference_agrees_with_its_flags(family: Family) -> None:
    """ "<5" is not met by 5, "≤5" is."""
    for _, _, tests in family.panels.values():
        for test in tests:
            sign, edge = test.reference[:1].replace("＜", "<").replace("＞", ">"), test.reference[1:]
            for value, flag in test.fixed:
                if not sign or sign not in "<>≤≥" or not value.replace(".", "").isdigit() or flag == "A":
                    continue
                high = {"<": float(value) >= float(edge), "≤": float(value) > float(edge)}.get(sign, False)
                low = {">": float(value) <= float(edge), "≥": float(value) < float(edge)}.get(sign, False)
                assert flag == ("H" if high else "L" if low else ""), (test.name, value)


@EACH
def test_its_people_hospitals_and_medicines_are_its_own(family: Family) -> None:
    rng, own = random.Random(5), AREAS[family.key]
    others = {a for codes in UNUSED_AREAS.values() for a in codes}
    others |= {a for key, areas in AREAS.items() if key != family.key for codes in areas.values() for a in codes}
    for region, areas in own.items():
        assert not set(areas) & others
        for _ in range(40):
            person = draw_person(rng, region, "某市", family=family.key)
            assert person.id_number[:6] in areas
            assert person.id_number[2:4] == "98"
            assert check_digit(person.id_number[:17]) == person.id_number[17]
    names = {h.name for h in HOSPITALS if h.family == family.key}
    assert family.names <= names
    assert not names & {h.name for h in HOSPITALS if h.family != family.key}
    assert any(h.aliases for h in HOSPITALS if h.family == family.key)
    assert not any("妇幼" in h.name for region in own for h in proper_ones(region, family.key))
    assert set(family.packs) <= {name for profile in family.profiles for name, _, _ in profile.meds}


@EACH
def test_every_disease_it_draws_has_two_patients_of_different_wards(family: Family) -> None:
    for disease in ("恶性肿瘤", "高血压", "糖尿病", "罕见病", "尿毒症透析", "器官移植抗排异"):
        wards = [p.department for p in family.profiles if p.disease == disease]
        assert len(set(wards)) == len(wards) >= (1 if family.small else 2)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("family", "spec"),
    [pytest.param(f, s, id=f"{f.key}-{s.shape}-{s.purpose}-{len(s.number)}") for f in FAMILIES for s in f.seals],
)
def test_ink_falls_inside_the_outline_and_keeps_its_colour(family: Family, spec: SealSpec, seed: int) -> None:
    sheet = np.full((900, 900, 3), 255, np.uint8)
    out, outline = press(sheet, spec, (450, 450), 7.56, family=family.key, rng=random.Random(seed))
    marked = (out.min(2) < 200).astype(np.uint8)
    area = cv2.fillConvexPoly(np.zeros((900, 900), np.uint8), cv2.convexHull(outline.astype(np.int32)), 1)
    area = cv2.dilate(area, np.ones((9, 9), np.uint8))
    assert marked.sum() > 300
    assert (marked & ~area & 1).sum() == 0
    blue, _, red = out[marked > 0].mean(0)
    assert (red > blue) == (spec.colour == "red")


@pytest.mark.parametrize(
    ("family", "how"), [pytest.param(f, how, id=f"{f.key}-{how}") for f in FAMILIES for how in f.worn]
)
def test_ink_in_its_states_stays_ink(family: Family, how: str) -> None:
    mask = draw_mask(family.seals[0], family.key, random.Random(1))
    inked = wear(mask, how, random.Random(1))
    assert inked.shape == mask.shape
    assert 0 <= inked.min() < inked.max() <= 1
    whole = mask.sum() * (0.9 if family.key == "f" else 1)
    assert (inked.sum() >= whole) == family.worn[how]


@pytest.mark.parametrize("seed", [31, 32])
@EACH
def test_its_random_plans_can_be_drafted_and_sent(family: Family, seed: int) -> None:
    ways: set[str] = set()
    split = next((s for s, keys in SPLITS.items() if family.key in keys), "report")
    for spec in planned(seed, split, 40, family.key):
        plot = plotted(spec)
        choose_captures(plot, random.Random(f"{seed}/{spec.key}"))  # each with chances of its own
        assert spec.family == family.key
        assert all(draft.format in ("jpg", "png", "pdf", "heic", "webp", "tiff") for draft in plot.drafts)
        screens = [d for d in plot.drafts if (d.kind, d.layout) in family.screens and not d.upload]
        assert all(d.capture == "digital" and not d.seals for d in screens)
        assert all(d.options["zoom"] == 1 for d in plot.drafts if (d.kind, d.layout) in family.written)
        ways |= {draft.capture for draft in plot.drafts}
    assert ways >= {"digital", "scan", "photo", "photocopy", "screen"}


@EACH
def test_a_laboratory_elsewhere_is_the_issuer_of_its_report(family: Family) -> None:
    for kind, layout in sorted(family.elsewhere):
        draft = drafted(family.key, kind, layout)
        assert compose(draft, family.key, random.Random(2))[1].seen["hospital",] == draft.options["outside"]


@pytest.mark.parametrize("family", FAMILIES[1:], ids=lambda f: f.key)
def test_its_hand_writes_letters_and_figures(family: Family) -> None:
    assert set("0Am") <= set(family.pen.large)
    assert 'class="hw"' in str(family.pen(random.Random(1), typed=False)("5mg"))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    ("family", "how"), [pytest.param(f, how, id=how) for f in FAMILIES for how in sorted(f.mishaps)]
)
def test_mishaps_carry_the_geometry_along(family: Family, how: str, seed: int) -> None:
    """A black bar drawn on the sheet is found where matrix and bend say."""
    shot = shot_of_a_bar(how, seed)
    name = how.removesuffix(f"_{family.key}") if family.legible else how
    assert shot.quality == ("poor" if name in family.hard else "good")
    assert not family.legible or name in (*family.hard, *family.legible)
