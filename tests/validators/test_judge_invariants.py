"""What holds for every case, whatever is on the papers: checked on random ones (seeded, so that a failure repeats)."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace

import pytest

from extractors.reading import Kind, Quality, QualityGrade, SealColour, SealPurpose, SealStatus
from validators import strict_yaml
from validators.case_papers import Shelf, application
from validators.grammar import Policy
from validators.judge import judge_documents
from validators.policy import load
from validators.verdict import Disposition, Outcome, Severity, Verdict

AS_OF = dt.date(2025, 8, 29)
PACKS = {name: load(name) for name in ("rizhao", "neimenggu", "jiangxi")}
DATES = ("2025-08-29", "2025-08-30", "2025-02-28", "2025-02-27", "2025-02", "2025", "illegible", "none")
DIAGNOSES = ("右肺恶性肿瘤", "高血压病3级", "2型糖尿病", "尿毒症", "肾移植术后状态", "慢性胃炎", "痛风", "肺占位")
PATIENTS = ({}, {"name": "李红梅", "sex": "男", "age": "30"}, {"id_number": "110105198001010016"})
HOSPITALS: tuple[object, ...] = (
    "unknown",
    "unread",
    {},
    {"level": "一级"},
    {"level": "unstated", "designated": "unstated"},
    {"name": "乙县中医医院", "designated": False},
)


def random_paper(rng: random.Random) -> dict[str, object]:
    paper: dict[str, object] = {"kind": rng.choice(list(Kind)).value}
    if rng.random() < 0.5:
        paper["issue_date"] = rng.choice(DATES)
    if rng.random() < 0.4:
        paper["hospital"] = rng.choice(HOSPITALS)
    if rng.random() < 0.5:
        names = rng.sample(DIAGNOSES, rng.randrange(1, 3))
        paper["diagnoses"] = [
            {"name": n, "certainty": rng.choice(("confirmed", "suspected", "negated"))} for n in names
        ]
    if rng.random() < 0.4:
        paper["seals"] = [random_seal(rng) for _ in range(rng.randrange(3))]
    if rng.random() < 0.3:
        paper["quality"] = rng.choice(("good", "poor", "unreadable"))
    if rng.random() < 0.3:
        paper["confidence"] = rng.choice((0.2, 0.6, 0.8, 0.99))
    if rng.random() < 0.2:
        paper["kind_confidence"] = rng.choice((0.2, 0.9))
    if rng.random() < 0.3:
        paper["patient"] = rng.choice(
            ({}, {"name": "李红梅", "sex": "男", "age": "30"}, {"id_number": "110105198001010016"})
        )
    if rng.random() < 0.2:
        paper["dates"] = {rng.choice(("sampled", "reported", "discharge", "admission")): rng.choice(DATES[:-1])}
    if rng.random() < 0.2:
        paper["lab"] = [
            {"item": "尿酸", "value": rng.choice((417, "<5", "阳性")), "unit": rng.choice(("umol/L", "mg/dL", "x"))}
        ]
    paper["colour"] = rng.random() < 0.8
    return paper


def random_seal(rng: random.Random) -> dict[str, str]:
    return {
        "purpose": rng.choice(list(SealPurpose)).value,
        "status": rng.choice(list(SealStatus)).value,
        "colour": rng.choice(list(SealColour)).value,
        "owner": rng.choice(("甲市人民医院", "乙县中医医院", "某某疗养院", "illegible")),
    }


def random_case(seed: int) -> tuple[Shelf, Policy]:
    rng = random.Random(seed)
    policy = PACKS[rng.choice(sorted(PACKS))]
    chosen = rng.sample(sorted(policy.diseases), rng.randrange(1, 3)) + (["斑秃"] if rng.random() < 0.1 else [])
    case = {"diseases": chosen, "channel": rng.choice(("self", "proxy")), "agent": {"name": "李红梅"}}
    papers = [random_paper(rng) for _ in range(rng.randrange(10))]
    nodes = [strict_yaml.parse(json.dumps(part, ensure_ascii=False), "random") for part in (case, papers)]
    return application(nodes[0], nodes[1], AS_OF, policy), policy


def judged_by(shelf: Shelf, policy: Policy) -> Verdict:
    return judge_documents(
        shelf.case, shelf.readings, shelf.documents, policy=policy, registry=shelf.hospitals, as_of=AS_OF
    )


def judged(seed: int) -> tuple[Verdict, Shelf, Policy]:
    shelf, policy = random_case(seed)
    return judged_by(shelf, policy), shelf, policy


@pytest.mark.parametrize("seed", range(150))
def test_what_holds_for_every_case(seed: int) -> None:
    verdict, shelf, _ = judged(seed)
    legible = {d.id for d in shelf.documents if d.quality.grade.value == "good" and d.kind_confidence >= 0.5}
    uploads = {reading.upload for reading in shelf.readings}
    for finding in verdict.findings:
        if finding.outcome is Outcome.FAIL:
            assert finding.citation.verified is not None, "nothing unverified fails"
            assert finding.document is None or finding.document in legible, "nothing fails on what was not clearly seen"
        if finding.outcome is Outcome.PASS:
            assert finding.cause is None
            assert finding.remedy is None
        assert {evidence.upload for evidence in finding.evidence} <= uploads
        assert finding.message.zh
        assert finding.message.en
        assert "{" not in finding.message.zh + (finding.remedy.zh if finding.remedy else "")
    codes = {f.code for f in verdict.findings if f.outcome is not Outcome.PASS}
    assert all(f.cause in codes for f in verdict.findings if f.cause), "a cause is always a finding itself"
    acts = [f for f in verdict.findings if f.outcome is not Outcome.PASS]
    blocking = any(f.outcome is Outcome.FAIL and f.severity is Severity.BLOCKING for f in acts)
    expected = Disposition.SUPPLEMENT if blocking else Disposition.REVIEW if acts else Disposition.READY
    assert verdict.disposition is expected
    assert verdict == judged(seed)[0], "the same case gives the same verdict"


@pytest.mark.parametrize("seed", range(60))
def test_worse_sight_never_makes_a_case_ready_or_fails_it(seed: int) -> None:
    """The same papers on unreadable pages: nothing about a single paper is stated any more."""
    shelf, policy = random_case(seed)
    for reading, document in zip(shelf.readings, shelf.documents, strict=True):
        assert reading.upload == document.pages[0].upload
    dark = _darkened(shelf)
    verdict = judged_by(dark, policy)
    assert verdict.disposition is not Disposition.READY
    papers = [f for f in verdict.findings if f.document is not None]
    assert all(f.outcome is Outcome.UNSURE for f in papers)
    if shelf.documents:
        missing = [f for f in verdict.findings if f.code == "required_material_missing"]
        assert all(f.outcome is not Outcome.FAIL for f in missing), "an unreadable page may be what seems to be missing"


def _darkened(shelf: Shelf) -> Shelf:

    bad = Quality(QualityGrade.UNREADABLE)
    documents = tuple(replace(d, quality=bad) for d in shelf.documents)
    readings = tuple(replace(r, pages=tuple(replace(p, quality=bad) for p in r.pages)) for r in shelf.readings)
    return replace(shelf, documents=documents, readings=readings)
