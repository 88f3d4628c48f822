"""The report on paper: whole, masked, printable with whatever characters a name has."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from extractors.opened import Limits
from pipeline.report import as_html, as_json, as_pdf, pictures
from pipeline.report.typeface import MISSING, typeface
from pipeline.screening import Screening
from tests.pipeline.papers import ID_NUMBER, screening


def printed(made: Screening, files: dict[str, bytes]) -> bytes:
    report = as_json.report(made)
    orders = pictures.orders(files, pictures.rotations(report), as_html.spots(report), Limits())
    return as_pdf.pdf(report, pictures.together(map(pictures.draw, orders)))


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


def test_every_statement_is_there_with_its_evidence_and_clause() -> None:
    made, files = screening()
    assert made.verdict is not None
    text = text_of(printed(made, files)).replace("\n", "")
    for finding in made.verdict.findings:
        assert finding.message.zh[:20] in text
        assert finding.code in text
        assert finding.citation.source[:15] in text
        for evidence in finding.evidence:
            assert evidence.text[:12].replace("\n", "") in text
    for item in made.verdict.checklist:
        assert item.title.zh in text
    assert "由审核人员作出决定" in text


def test_id_numbers_are_masked() -> None:
    made, files = screening()
    text = text_of(printed(made, files))
    assert ID_NUMBER not in text.replace("\n", "")
    assert ID_NUMBER[:6] + "********" in text.replace("\n", "")


def test_the_same_report_gives_the_same_bytes() -> None:
    made, files = screening()
    assert printed(made, files) == printed(made, files)


def test_the_type_is_brought_along_and_small() -> None:
    made, files = screening()
    data = printed(made, files)
    assert b"/FontFile" in data or b"FontFile3" in data
    without = sum(len(file) for file in files.values())
    assert len(data) < without + 400_000


@pytest.mark.parametrize("name", ["𠮷田䶮", "㛃", "·乌云其木格", "👪"])
def test_rare_characters_are_printed_or_marked(name: str) -> None:
    made, files = screening()
    assert made.case is not None
    case = replace(made.case, applicant=replace(made.case.applicant, name=name))
    expected = name if name != "👪" else MISSING
    assert expected in text_of(printed(replace(made, case=case), files))


def test_a_page_shows_ink() -> None:
    made, files = screening()
    picture = pypdfium2.PdfDocument(printed(made, files))[0].render(scale=1).to_pil().convert("L")
    dark = sum(count for level, count in enumerate(picture.histogram()) if level < 128)
    assert dark > 0.005 * picture.width * picture.height


def test_files_without_a_case_are_printed_too() -> None:
    made, files = screening()
    loose = replace(made, case=None, verdict=None, as_of=None, unlisted=())
    assert "没有按规则核对" in text_of(printed(loose, files))


def test_only_what_the_face_has_is_printed() -> None:
    assert typeface().printable("诊断\t✕ 👪\n") == f"诊断 × {MISSING}\n"
