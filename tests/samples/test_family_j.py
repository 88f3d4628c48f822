"""The tenth family: a zoo of layouts, what they are about, what their truth notes. No browser is needed."""

from __future__ import annotations

import random

import pytest

from extractors.reading import Kind, PhysicianRole
from samples.captures import choose_captures
from samples.families.j.contents import content_j
from samples.families.j.plans import TENTH
from samples.families.j.stamps import ELSEWHERE, SCREENS, STAMPED
from samples.families.j.words import LABELS, ROLES, SIGNERS, TITLES
from samples.make import planned
from samples.papers import Draft, compose, layouts
from tests.samples.plots import drafted, plotted

PAPERS = [(kind.value, layout) for kind in Kind for layout in layouts("j", kind.value)]


def about(kind: str, layout: str) -> Draft:
    """A paper of the family as its layout wants it, typed so that every word stands in the page."""
    draft = drafted("j", kind, layout, "糖尿病" if kind in ("application_form", "photo") else "恶性肿瘤")
    content_j(draft, random.Random(3))
    draft.capture = "digital"
    return draft


def test_there_are_many_layouts_of_each_kind() -> None:
    assert len(PAPERS) >= 120
    assert {kind for kind, _ in PAPERS} == {kind.value for kind in Kind if kind is not Kind.UNKNOWN}


def test_its_plans_name_their_papers_and_meet_nearly_every_layout() -> None:
    assert planned(1, None, None, "j") == list(TENTH)
    for spec in TENTH:
        assert all(tuple(paper.split(".")) in PAPERS for paper in spec.papers)
    met = {(draft.kind, draft.layout) for spec in TENTH for draft in plotted(spec).drafts}
    assert len(met) >= len(PAPERS) - 4
    assert sum(not spec.defects for spec in TENTH) >= len(TENTH) // 3


@pytest.mark.parametrize(("kind", "layout"), PAPERS, ids=lambda p: p)
def test_every_layout_renders_and_notes_what_it_prints(kind: str, layout: str) -> None:
    html, record = compose(about(kind, layout), "j", random.Random(5))
    assert "</body>" in html
    seals = 'data-seal="seal"' in html or 'data-seal="finger"' in html
    assert seals != ((kind, layout) in SCREENS or kind.startswith(("id_", "insurance", "photo", "unrelated")))
    assert ('data-seal="name"' in html) == ((kind, layout) in STAMPED)
    roles = {row["role"] for row in record.rows("physician")}
    assert roles <= {role.value for role in PhysicianRole}
    for row in record.rows("med"):
        assert row["dose"] in html
        assert row.get("frequency", "").rpartition(" ")[2] in html
    if kind in ("lab_report", "exam_report", "diagnosis_certificate", "discharge_record", "inpatient_front_page"):
        assert {("patient", "name"), ("patient", "sex"), ("hospital",)} <= set(record.seen)
        assert record.group({"lab_report": "lab", "exam_report": "fields"}.get(kind, "dx"))


@pytest.mark.parametrize("layout", layouts("j", "diagnosis_certificate"))
def test_an_undated_certificate_prints_no_day_of_issue_and_a_title_where_it_is_asked_for(layout: str) -> None:
    draft = about("diagnosis_certificate", layout)
    draft.options["title"] = True
    dated = compose(draft, "j", random.Random(2))[1]
    assert ("dates", "issued") in dated.seen
    assert dated.seen["physician", 0, "title"] == draft.doctors["attending"][1]
    draft.dates = {}
    draft.options["age"] = 50
    assert not compose(draft, "j", random.Random(2))[1].group("dates")


@pytest.mark.parametrize("layout", ["culture", "culturewords"])
def test_what_a_germ_withstands_is_abnormal(layout: str) -> None:
    draft = about("lab_report", layout)
    rows = compose(draft, "j", random.Random(2))[1].rows("lab")
    verdicts = {name: verdict for name, _, _, verdict, _ in draft.options["culture"][2]}
    assert {row["name"]: row["flag"] for row in rows} == {n: "A" if v == "R" else "" for n, v in verdicts.items()}


def test_a_laboratory_elsewhere_is_the_issuer_of_its_report() -> None:
    for kind, layout in sorted(ELSEWHERE):
        draft = about(kind, layout)
        assert compose(draft, "j", random.Random(2))[1].seen["hospital",] == draft.options["outside"]


def test_its_words_are_spelled_once_and_its_finer_signers_have_a_role() -> None:
    assert set(ROLES) <= set(SIGNERS)
    assert all(
        label.strip(" 　") for words in (*TITLES.values(), *LABELS.values(), *SIGNERS.values()) for label in words
    )


@pytest.mark.parametrize("seed", [41])
def test_its_plans_can_be_sent(seed: int) -> None:
    ways: set[str] = set()
    for spec in (*TENTH, *planned(seed, "tune", 12, "j")):
        plot = plotted(spec)
        choose_captures(plot, random.Random(seed))
        assert all((d.kind, d.layout) not in SCREENS or (d.capture == "digital" and not d.seals) for d in plot.drafts)
        ways |= {draft.capture for draft in plot.drafts}
    assert ways >= {"digital", "scan", "photo"}
