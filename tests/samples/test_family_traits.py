"""What only one family has, of those that test_families.py tests alike. No browser is needed."""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from samples import capture
from samples.bind import Drawn, bound
from samples.browser import web_faces
from samples.captures import choose_captures
from samples.families.e.seals import FACES_E
from samples.families.f.captures import settled
from samples.families.f.forms import PenF
from samples.families.f.seals import FACES_F
from samples.families.h.forms import boxes
from samples.families.i.captures import GREY
from samples.families.i.clinical import CHINESE_CODES, PROFILES_I
from samples.families.i.seals import worn_i
from samples.families.k.seals import worn_k
from samples.hospitals import HOSPITALS
from samples.make import planned
from samples.marks import Record
from samples.papers import compose
from samples.seals import FACES, SealSpec, _font
from tests.samples.plots import drafted, plotted


def test_random_plans_draw_family_f_among_others() -> None:
    assert {spec.family for spec in planned(3, None, 12, "f")} == {"f"}
    assert "f" in {spec.family for spec in planned(7, None, 150)}


def test_route_and_times_stand_apart_where_a_table_of_f_has_columns_for_both() -> None:
    _, record = compose(drafted("f", "medication_record", "b"), "f", random.Random(2))
    for row, (_, _, frequency) in zip(
        record.rows("med"), drafted("f", "medication_record", "b").profile.meds, strict=True
    ):
        assert row["frequency"] in (frequency.partition(" ")[2], frequency)


def test_hospitals_of_f_have_aliases_of_a_group() -> None:
    assert any("集团" in alias for h in HOSPITALS if h.family == "f" for alias in h.aliases)


@pytest.mark.parametrize("face", FACES_F)
def test_a_seal_face_of_f_is_the_font_it_names(face: str) -> None:
    """A bare hyphen would make fontconfig fall back to a font without these characters."""
    if not Path("/usr/share/fonts/truetype/cns11643").is_dir():
        pytest.skip("fonts of the sixth family are not installed")
    name = face.replace("\\", "").split(":")[0]
    assert _font(face, 20).getname()[0] == name
    assert face not in (*FACES_E, *(f for faces in FACES.values() for f in faces))


def test_stamped_days_follow_the_report_when_a_defect_moves_it() -> None:
    draft = drafted("f", "lab_report", "a")
    seal = SealSpec("rectangle", "department_report", "某医院", "检验专用", "2020.01.01")
    assert settled(seal, draft, random.Random(1)).number == f"{draft.dates['reported']:%Y.%m.%d}"


def test_a_serial_number_that_begins_like_a_year_is_no_day() -> None:
    seal = SealSpec("oval", "prescription", "某医院", "处方专用章", "2034567890123")
    assert settled(seal, drafted("f", "medication_record", "a"), random.Random(1)) == seal


def test_what_no_stroke_is_known_of_is_set_in_type_between_the_strokes() -> None:
    words = str(PenF(random.Random(1), typed=False)("5㎍7"))  # figures are drawn without any package
    assert "㎍</span>" in words
    assert str(PenF(random.Random(1), typed=True)("约6㎍")) == '<span class="pen">约6㎍</span>'


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


def test_a_number_in_boxes_is_noted_whole() -> None:
    draft = drafted("h", "inpatient_front_page", "c")
    html, record = compose(draft, "h", random.Random(2))
    assert record.seen["patient", "id_number"] == draft.person.id_number
    assert record.seen["patient", "birth_date"] == f"{draft.person.birth:%Y-%m-%d}"
    assert html.count('class="cell"') == 8 + 18
    assert boxes("12X") == ["1", "2", "X"]


def test_a_number_in_boxes_on_a_front_page_of_k_is_noted_whole() -> None:
    draft = drafted("k", "inpatient_front_page", "a")
    html, record = compose(draft, "k", random.Random(2))
    assert record.seen["patient", "id_number"] == draft.person.id_number
    assert "".join(f'<span class="bx">{c}</span>' for c in draft.person.id_number) in html


def test_faces_whose_sheet_names_files_without_a_folder_are_found() -> None:
    css = web_faces("font-family:'MiSans'")
    if not css:
        pytest.skip("the web faces of the eighth family are not installed")
    assert "http://fonts.invalid/misans/lib/Normal/MiSans-Regular" in css
    assert "url('MiSans" not in css


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


@pytest.mark.parametrize("seed", [31, 32])
def test_no_certificate_of_i_is_turned_grey_by_an_app(seed: int) -> None:
    for spec in planned(seed, "report", 30, "i"):
        plot = plotted(spec)
        choose_captures(plot, random.Random(seed))
        assert all(d.mishap not in GREY for d in plot.drafts if d.kind == "diagnosis_certificate")


@pytest.mark.parametrize("worn", [worn_i, worn_k])
@pytest.mark.parametrize("how", ["clear", "worn", "rough", "lean"])
def test_what_a_later_family_adds_leaves_the_ink_of_the_others_as_it_was(worn, how: str) -> None:
    """A state that it does not know draws nothing from the generator's chance."""
    rng = random.Random(4)
    assert worn(np.ones((60, 60), np.float32), how, rng) is None
    assert rng.random() == random.Random(4).random()
