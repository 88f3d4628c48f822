"""Papers photographed a second time, the applicant's or an agent's, read from pictures."""

from __future__ import annotations

import json
import random
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from extractors.ocr import Image, OcrEngine, load_engine
from extractors.opened import Limits
from extractors.read import read
from extractors.reading import Kind, Reading
from pipeline import steps
from pipeline.settings import Settings
from pipeline.steps import Rules
from samples import capture
from validators.judge import judge
from validators.pictures import same_text
from validators.registry import Registry
from validators.verdict import Outcome, Verdict

SAMPLES = Path(__file__).parents[2] / "samples"


class Nobody:
    """Is told how reading comes on, and does nothing about it."""

    def opened(self, pages: int) -> None: ...

    def page(self, number: int) -> None: ...

    def stage(self, name: str) -> AbstractContextManager[None]:
        return nullcontext()


@pytest.fixture(scope="module")
def engine() -> OcrEngine:
    return load_engine(threads=1)


def sheet(values: list[str]) -> Image:
    """A report on white paper, larger than a page is photographed."""
    paper: Image = np.full((1500, 1060, 3), 255, np.uint8)
    rows = ["LABORATORY REPORT 836753513", "Reported 2026-03-05 10:12", *values, "Checked by Wang Ke"]
    for i, row in enumerate(rows):
        cv2.putText(paper, row, (90, 160 + 75 * i), cv2.FONT_HERSHEY_DUPLEX, 1.1, (20, 20, 20), 2, cv2.LINE_AA)
    return paper


def photographed(paper: Image, seed: int, engine: OcrEngine) -> Reading:
    shot = capture.photo(paper, random.Random(seed), long_side=1200)
    _, data = cv2.imencode(".jpg", shot.image, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return read(f"IMG_{seed}.jpg", data.tobytes(), engine, Limits(), Nobody())


def test_a_paper_photographed_twice_is_one_paper_and_another_in_its_form_is_none(engine: OcrEngine) -> None:
    names = ("Glucose", "Creatinine", "Urea", "Cholesterol", "Triglyceride", "Albumin", "Potassium", "Sodium")
    first = [f"{name} {3.17 * (i + 2):.2f} mmol/L" for i, name in enumerate(names)]
    other = [f"{name} {2.83 * (i + 3):.2f} mmol/L" for i, name in enumerate(names)]
    once, again = (photographed(sheet(first), seed, engine) for seed in (1, 2))
    assert once.sha256 != again.sha256
    assert same_text(once.pages, again.pages)
    assert not same_text(once.pages, photographed(sheet(other), 3, engine).pages)


def screened(folder: Path, case: dict[str, Any], pictures: dict[str, bytes], engine: OcrEngine) -> Verdict:
    """The verdict on a case of these pictures, by name."""
    (folder / "case.json").write_text(json.dumps(case | {"uploads": [{"name": name} for name in pictures]}), "utf-8")
    for name, data in pictures.items():
        (folder / name).write_bytes(data)
    registry = Registry.load(SAMPLES / "registry.csv")
    received = steps.receive(folder, Rules(registry), Settings())
    assert received.case is not None
    assert received.policy is not None
    readings = tuple(read(name, data, engine, Limits(), Nobody()) for name, data in pictures.items())
    return judge(received.case, readings, received.policy, registry, received.case.submitted_on)


def test_an_agent_s_card_photographed_twice_is_a_duplicate_and_nobody_s_mismatch(
    tmp_path: Path, engine: OcrEngine
) -> None:
    source = SAMPLES / "tune" / "c-05"
    truth = json.loads((source / "truth.json").read_text("utf-8"))
    case = json.loads((source / "case.json").read_text("utf-8"))
    wanted = ("id_card_front", "proxy_authorization")
    papers = [paper for paper in truth["documents"] if paper["kind"] in wanted]
    pictures = {paper["pages"][0]["upload"]: (source / paper["pages"][0]["upload"]).read_bytes() for paper in papers}
    (card,) = (p for p in papers if p["kind"] == wanted[0] and p["patient"]["name"] == case["agent"]["name"])
    taken: Image = np.asarray(cv2.imdecode(np.frombuffer(pictures[card["pages"][0]["upload"]], np.uint8), 1), np.uint8)
    shot = capture.photo(taken, random.Random(4), long_side=1200)
    pictures["again.jpg"] = cv2.imencode(".jpg", shot.image, [cv2.IMWRITE_JPEG_QUALITY, 70])[1].tobytes()

    verdict = screened(tmp_path, case, pictures, engine)

    assert sum(paper.document.kind is Kind.ID_CARD_FRONT for paper in verdict.documents) == 3
    told = [finding for finding in verdict.findings if finding.outcome is not Outcome.PASS]
    assert not {finding.code for finding in told} & {"patient_mismatch", "unrelated_upload"}
    (duplicate,) = (finding for finding in told if finding.code == "duplicate_upload")
    assert "again.jpg" in {each.upload for each in duplicate.evidence}
    assert not any(f.material == "id_card_front" for f in told if f.code == "required_material_missing")
