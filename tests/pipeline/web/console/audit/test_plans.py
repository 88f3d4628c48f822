"""Sampling plans: sized while they are made, fixed once drawn, drawn again the same, every day once."""

from __future__ import annotations

import datetime as dt
import re

import httpx
import pytest
from sqlalchemy import text

from pipeline.quality import sampling
from storage.errors import Refused
from storage.records import (
    cases,
    flow,
    samples,
    sampling_plans,
)
from storage.records.sampling_plans import NewPlan
from storage.records.users import UserRow
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.audited import (
    CASES,
    HOSTILE,
    plan,
    read,
    take,
)
from tests.pipeline.web.console.people import new_user, someone


def test_plans_and_readings_of_another_region_do_not_exist(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    made = plan(api, planner)
    where = take(auditor, made)
    assert where
    saved = read(auditor, where)
    other = someone(api, "auditor", regions=["neimenggu"])
    assert other.get(f"/console/audit/plans/{made.id}").status_code == 404
    assert other.post(f"/console/audit/plans/{made.id}/next").status_code == 404
    assert other.get(saved).status_code == 404
    assert other.get(f"{saved}/pages/1/m").status_code == 404
    assert other.get(f"/console/audit/results?plan={made.id}").status_code == 404
    assert "还没有复核结果" in other.get("/console/audit/results").text
    assert other.post("/console/audit/exports", data={"format": "csv"}).text.count("\r\n") == 1
    there = someone(api, "auditor", regions=["rizhao"])
    assert there.get(f"/console/audit/plans/{made.id}").status_code == 404  # it is of all regions, more than theirs
    own = plan(api, planner, regions=("rizhao",))
    assert there.get(f"/console/audit/plans/{own.id}").status_code == 200


@pytest.mark.parametrize("role", ["reviewer", "senior_reviewer", "administrator", "read_only"])
def test_the_audit_is_the_auditors_alone(api: Api, planner: UserRow, role: str) -> None:
    made, browser = plan(api, planner), someone(api, role)
    for path in ("", "/plans/new", f"/plans/{made.id}", "/differences", "/results", "/results/kinds", "/results/items"):
        assert browser.get(f"/console/audit{path}").status_code == 403
    assert browser.post(f"/console/audit/plans/{made.id}/next").status_code == 403
    assert browser.post("/console/audit/exports", data={"format": "csv"}).status_code == 403


def test_a_plan_is_sized_while_it_is_made_and_drawn_when_it_is(api: Api, auditor: httpx.Client) -> None:
    today = sampling.today()
    form = {
        "name": HOSTILE,
        "unit": "document",
        "way": "period",
        "since": f"{today:%Y-%m-%d}",
        "until": f"{today:%Y-%m-%d}",
        "dimension": ["kind", "disposition"],
        "expected": "5",
        "half_width": "3",
        "confidence": "95",
        "least": "1",
        "twice": "0",
        "seed": "12345",
        "only-kind": "lab_report",
    }
    size = auditor.get("/console/audit/plans/size", params=form)
    assert re.search(rf'id="frame">{CASES}<.*id="needed">{CASES}<', size.text, re.S)
    assert "检验报告" in size.text
    made = auditor.post("/console/audit/plans", data=form)
    assert made.status_code == 303
    page = auditor.get(made.headers["location"])
    assert "<script>alert(1)" not in page.text
    assert "12345" in page.text
    where = re.search(r'action="(/console/audit/plans/[^"]+/check)"', page.text)
    assert where
    auditor.post(where[1])
    assert "与按种子重抽的结果一致" in auditor.get(made.headers["location"]).text


@pytest.mark.parametrize(
    "change",
    [
        {"since": "2026-05-01", "until": "2026-04-01"},
        {"unit": "page"},
        {"half_width": "0"},
        {"size": "-4"},
        {"share": "200", "way": "daily"},
        {"seed": "²"},
    ],
)
def test_a_plan_that_cannot_be_is_refused(auditor: httpx.Client, change: dict[str, str]) -> None:
    form = {"name": "x", "unit": "case", "way": "period", "since": "2026-01-01", "until": "2026-02-01"} | change
    assert auditor.post("/console/audit/plans", data=form).status_code == 422
    assert "message bad" in auditor.get("/console/audit/plans/size", params=form).text


def test_a_plan_of_another_region_cannot_be_made(api: Api) -> None:
    browser = someone(api, "auditor", regions=["neimenggu"])
    form = {"name": "x", "unit": "case", "way": "period", "since": "2026-01-01", "region": "rizhao"}
    assert browser.post("/console/audit/plans", data=form).status_code == 404


def test_a_sample_is_fixed_and_drawn_again_is_the_same(api: Api, planner: UserRow) -> None:
    made = plan(api, planner, size=2, dimensions=("disposition",))
    same = plan(api, planner, size=2, dimensions=("disposition",))
    with api.service.database.begin() as tx:
        (sample,), (other,) = samples.of_plan(tx, made.id), samples.of_plan(tx, same.id)
        assert sample.frame_size == CASES
        assert sample.frame_hash == other.frame_hash
        cases_of = [[item.case_id for item in samples.items(tx, one.id)] for one in (sample, other)]
        assert cases_of[0] == cases_of[1]
        assert [item.weight for item in samples.items(tx, sample.id)] == [CASES / 2] * 2
        assert sampling.check(api.service, tx, made, sample).holds
    for statement in ("update samples set seed = 8", "delete from sample_items", "update sample_items set weight = 1"):
        with pytest.raises(Refused), api.service.database.begin() as tx:
            tx.execute(text(statement))


def test_a_sample_may_be_stratified_by_who_decided(api: Api, planner: UserRow) -> None:
    reviewer = new_user(api, "reviewer")
    new = NewPlan("审核员", "case", "period", sampling.today(), sampling.today(), ("reviewer",), size=9)
    with api.service.database.begin() as tx:
        decided = sampling.population(tx, new, sampling.today(), sampling.today())[0].row.case_id
        flow.decide(tx, cases.lock(tx, decided), reviewer.actor, {"decision": "forward"})
        found = sampling.population(tx, new, sampling.today(), sampling.today())
    told = {entry.row.case_id: entry.facts["reviewer"] for entry in found}
    assert told.pop(decided) == reviewer.login
    assert set(told.values()) == {"-"}


def test_a_sample_drawn_by_hand_does_not_hold(api: Api, planner: UserRow) -> None:
    made = plan(api, planner, size=1)
    with api.service.database.begin() as tx:
        (sample,) = samples.of_plan(tx, made.id)
        found = sampling.population(tx, made, made.since, made.until or sampling.today())
        picked = next(entry for entry in found if entry.row.case_id != samples.items(tx, sample.id)[0].case_id)
        item = samples.NewItem(picked.row.case_id, picked.row.verdict_id, "", picked.pages, 4.0, False, picked.facts)
        forged = samples.NewSample(
            7, made.since - dt.timedelta(days=1), made.since, 4, sample.frame_hash, sample.layers, [item]
        )
        key = samples.frame_key(sample.id)
        api.service.blobs.copy(key, "frames/copied")
        kept = api.service.blobs.get_sealed(key, api.service.vault)
        assert kept is not None
        api.service.blobs.put_sealed(samples.frame_key(forged.id), kept, api.service.vault)
        wrong = samples.add(tx, made, forged, planner.actor)
        check = sampling.check(api.service, tx, made, wrong)
    assert check.frame
    assert not check.drawn


def test_a_daily_plan_draws_from_every_day_once(api: Api, planner: UserRow) -> None:
    days = 3
    new = NewPlan("每天", "case", "daily", sampling.today() - dt.timedelta(days=days), share=1.0, seed=3)
    with api.service.database.begin() as tx:
        made = sampling_plans.add(tx, new, planner.id)
    with api.service.database.begin() as tx:
        assert sampling.draw_due(api.service, tx) == days
    with api.service.database.begin() as tx:
        assert sampling.draw_due(api.service, tx) == 0
        drawn = samples.of_plan(tx, made.id)
        assert [sample.since for sample in drawn] == [
            sampling.today() - dt.timedelta(days=n) for n in range(1, days + 1)
        ]
        sampling_plans.end(tx, made.id, planner.id)
