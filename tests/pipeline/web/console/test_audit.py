"""Auditors at work: plans, blind readings, comparisons, rulings, results, exports, by HTTP on the real service."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest
from sqlalchemy import Connection, text

from pipeline.quality import behind, results, sampling, tallying
from storage.errors import Refused
from storage.records import (
    access,
    cases,
    drift_alarms,
    events,
    flow,
    retention,
    samples,
    sampling_plans,
    second_readings,
    users,
)
from storage.records import behind as records
from storage.records.behind import Wanted
from storage.records.comparisons import Scope
from storage.records.samples import ItemRow
from storage.records.sampling_plans import NewPlan
from storage.records.users import UserRow
from storage.states import CaseState
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.audited import HOSTILE, RIGHT, audited, items_of, plan, read, take
from tests.pipeline.web.console.people import new_user, sign_in, someone
from tests.servers import Servers

HOSPITAL = "海州市第一人民医院"
CASES = 4


@pytest.fixture(scope="module")
def api(servers: Servers, migrated: str) -> Iterator[Api]:
    with audited(servers, migrated, CASES) as running:
        yield running


@pytest.fixture
def planner(api: Api) -> UserRow:
    return new_user(api, "auditor")


@pytest.fixture
def auditor(api: Api) -> Iterator[httpx.Client]:
    browser = someone(api, "auditor")
    yield browser
    browser.close()


def item_of(api: Api, where: str) -> ItemRow:
    with api.service.database.look() as tx:
        row = tx.execute(text("select item_id from second_readings where id = :id"), {"id": where.rpartition("/")[2]})
        return samples.item(tx, row.scalar_one())


def words(answer: httpx.Response) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", answer.text)


# --- blind


def test_nothing_the_machine_said_can_be_reached_before_the_answer_is_saved(
    api: Api, planner: UserRow, auditor: httpx.Client
) -> None:
    where = take(auditor, plan(api, planner))
    assert where
    item = item_of(api, where)
    page = auditor.get(where)
    assert page.status_code == 200
    for told in (HOSPITAL, "2型糖尿病", "2026-03-02", "0.9", "supplement", "建议补正"):
        assert told not in page.text
    assert auditor.get(f"/console/audit/items/{item.id}").status_code == 404
    assert auditor.get(f"/console/audit/items/{item.id}/pages/1/m").status_code == 404
    for path in ("", "/report", "/timeline", "/notes", "/fields", "/state", "/decision", "/report.pdf", "/print"):
        assert auditor.get(f"/console/cases/{item.case_id}{path}").status_code in (403, 404)
    for path in ("queue", "queue?q=RZ", "cases"):
        assert auditor.get(f"/console/{path}").status_code in (403, 404)
    for path in ("report", "timeline", "notice", "progress"):
        assert auditor.get(f"/v1/cases/{item.case_id}/{path}").status_code == 401
    saved = read(auditor, where)
    assert HOSPITAL in auditor.get(saved).text


def test_pages_come_as_delivered_and_are_logged(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    where = take(auditor, plan(api, planner))
    assert where
    item = item_of(api, where)
    auditor.get(where)
    picture = auditor.get(f"{where}/pages/1/m")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert picture.content[:3] == b"\xff\xd8\xff"
    assert picture.headers["cache-control"] == "private, no-store"
    assert auditor.get(f"{where}/pages/3/m").status_code == 404
    assert auditor.get(f"{where}/pages/0/m").status_code == 404
    with api.service.database.look() as tx:
        seen = access.page(tx, access.Filters(case_id=item.case_id, what="blind_page"))
    assert seen


def test_whose_turn_it_is_tells_nothing_of_the_stratum(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    """Items are numbered stratum by stratum, and a plan shows how many of each were drawn."""
    made = plan(api, planner, dimensions=("finding",))
    where = take(auditor, made)
    assert where
    assert item_of(api, where).id == min(items_of(api, made))


def test_a_reading_belongs_to_who_began_it(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    where = take(auditor, plan(api, planner))
    assert where
    other = someone(api, "auditor")
    assert other.get(where).status_code == 404
    assert other.get(f"{where}/pages/1/m").status_code == 404
    assert other.post(where, data=RIGHT).status_code == 404
    assert other.post(f"{where}/back").status_code == 404


def test_what_was_begun_comes_again_and_can_be_put_back(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    made = plan(api, planner)
    where = take(auditor, made)
    assert where
    assert take(auditor, made) == where
    assert auditor.post(f"{where}/back").status_code == 303
    assert auditor.get(where).status_code == 404
    assert take(auditor, made) != where


@pytest.mark.parametrize("way", ["acted", "looked"])
def test_nobody_audits_what_they_worked_on_or_saw(api: Api, planner: UserRow, way: str) -> None:
    made, row = plan(api, planner), new_user(api, "auditor")
    with api.service.database.begin() as tx:
        for sample in samples.of_plan(tx, made.id):
            for item in samples.items(tx, sample.id)[1:]:
                if way == "acted":  # as a reviewer, before becoming an auditor
                    events.append(tx, "case.claimed", f"user:{row.id}", item.case_id)
                else:
                    access.note(tx, row.id, "case", item.case_id)
    browser = sign_in(api, row)
    where = take(browser, made)
    assert where
    read(browser, where)
    assert take(browser, made) is None
    assert "没有您可以复核的样本" in browser.get("/console/audit").text


def test_an_answer_once_saved_stays(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    where = take(auditor, plan(api, planner))
    assert where
    there = read(auditor, where)
    assert auditor.get(where).headers["location"] == there
    assert auditor.post(where, data=RIGHT).status_code == 409
    reading = where.rpartition("/")[2]
    for statement in (
        "update second_readings set answer = 'x' where id = :id",
        "delete from second_readings where id = :id",
        "update comparisons set outcome = 'right' where reading_id = :id",
        "delete from comparisons where reading_id = :id",
    ):
        with pytest.raises(Refused), api.service.database.begin() as tx:
            tx.execute(text(statement), {"id": reading})


@pytest.mark.parametrize(
    ("change", "problem"),
    [({"kind-2": ""}, "还没有选择材料类型"), ({"seal-1": ""}, "有无印章"), ({"1-issue_date": "昨天"}, "日期请写成")],
)
def test_an_answer_with_a_gap_is_shown_again_as_it_was(
    api: Api, planner: UserRow, auditor: httpx.Client, change: dict[str, str], problem: str
) -> None:
    where = take(auditor, plan(api, planner))
    assert where
    answer = auditor.post(where, data=RIGHT | {"1-patient.name": HOSTILE} | change)
    assert answer.status_code == 422
    assert problem in answer.text
    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


# --- regions and roles


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


# --- comparing and ruling


def test_differences_are_ruled_on_by_somebody_else_and_the_case_stays_as_it_is(
    api: Api, planner: UserRow, auditor: httpx.Client
) -> None:
    made = plan(api, planner)
    where = take(auditor, made)
    assert where
    item = item_of(api, where)
    with api.service.database.look() as tx:
        before = cases.get(tx, item.case_id)
    saved = read(auditor, where, RIGHT | {"finding-page_missing": "fail", "1-issue_date": "2026-03-03"})
    page = auditor.get(saved)
    assert "漏报" in words(page)
    number = re.search(r'id="c-([0-9a-f-]+)-(\d+)" class="differs">\s*<th scope="row">缺页', page.text)
    assert number
    ruling = {"reading": number[1], "number": number[2], "ruling": "machine_wrong", "note": HOSTILE, "follow_up": "1"}
    assert auditor.post(f"{saved}/rulings", data=ruling).status_code == 403  # one's own
    other = someone(api, "auditor")
    assert number[1] in other.get("/console/audit/differences").text
    assert other.post(f"{saved}/rulings", data=ruling).status_code == 303
    page = other.get(saved)
    assert "预审有误" in words(page)
    assert "<script>alert(1)" not in page.text
    with api.service.database.look() as tx:
        told = [event for event in events.of_case(tx, item.case_id) if event.kind == "quality.miss_confirmed"]
        assert cases.get(tx, item.case_id) == before
    assert [event.data["topic"] for event in told] == ["page_missing"]
    assert other.post(f"{saved}/rulings", data=ruling | {"ruling": "machine_right"}).status_code == 303
    assert "漏报 → 一致" in words(other.get(saved)).replace("  ", " ")


def test_a_second_auditor_reads_the_same_without_the_first_ones_answer(api: Api, planner: UserRow) -> None:
    made = plan(api, planner, twice=1.0)
    first, second = someone(api, "auditor"), someone(api, "auditor")
    where = take(first, made)
    assert where
    there = read(first, where, RIGHT | {"1-hospital": "别的医院", "finding-page_missing": "fail"})
    again = take(second, made)
    assert again
    assert item_of(api, again).id == item_of(api, where).id
    assert "别的医院" not in second.get(again).text
    assert second.get(there).status_code == 404  # while it is open, not even the comparison of the other
    read(second, again)
    assert words(second.get(there)).count("复核人") == 2
    assert take(first, made) != where
    agreement = words(first.get(f"/console/audit/results/agreement?plan={made.id}"))
    assert "字段（预审对错）" in agreement
    assert "85.7%" in agreement  # 6 of 7 fields: they differ in the hospital


# --- plans


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


# --- what is asked beyond the usual fields


def test_lists_are_compared_entry_by_entry(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    made = plan(api, planner, asked=("dates", "person", "physicians", "lab_items"))
    where = take(auditor, made)
    assert where
    page = auditor.get(where)
    assert 'name="2-lab_items"' in page.text
    assert re.search(r"抄第 [1-5]、\d+、\d+、\d+ … 行", page.text)
    assert 'name="2-medications"' not in page.text  # this plan does not ask it
    told = {"1-physicians": "周试", "2-lab_items": "葡萄糖 9.1 mmol/L\n肌酐 77", "whole-2-lab_items": "1"}
    saved = read(auditor, where, RIGHT | told | {"1-patient.age": "76", "1-patient.sex": "女"})
    lines = [" ".join(words_of.split()) for words_of in re.findall(r"<tr id=.*?</tr>", auditor.get(saved).text, re.S)]
    plain = [re.sub(r"<[^>]+>|\s+", " ", line) for line in lines]
    rows = [" ".join(line.split()) for line in plain]
    assert any("检验项目" in row and "肌酐 77" in row and "漏报" in row for row in rows), rows
    assert any("性别" in row and "不一致" in row for row in rows), rows
    assert any("年龄" in row and "一致" in row for row in rows), rows
    lists = [row for row in rows if row.startswith(("检验项目", "医师"))]
    assert len(lists) >= 3
    results = auditor.get(f"/console/audit/results?plan={made.id}").text
    assert "检验项目" in results
    exported = auditor.post(f"/console/audit/exports?plan={made.id}", data={"format": "csv"}).text
    assert "肌酐 77" in exported
    assert "周试" not in exported  # a physician's name is a name


# --- results and exports


def test_sums_kept_in_step_are_those_that_counting_anew_gives(api: Api, planner: UserRow) -> None:
    made = plan(api, planner, twice=1.0, dimensions=("disposition",), asked=("physicians", "lab_items"))
    first, second = someone(api, "auditor"), someone(api, "auditor")
    answers = (
        RIGHT | {"finding-page_missing": "fail", "2-lab_items": "葡萄糖 5.5", "1-physicians": "?"},
        RIGHT | {"kind-2": "exam_report"},
    )
    for browser, answer in zip((first, second), answers, strict=True):
        while where := take(browser, made):
            saved = read(browser, where, answer)
    page = second.get(saved).text
    number = re.search(r'id="c-([0-9a-f-]+)-(\d+)" class="differs">\s*<th scope="row">缺页', page)
    assert number
    ruling = {"reading": number[1], "number": number[2], "ruling": "machine_right"}
    assert second.post(f"{saved}/rulings", data=ruling).status_code == 303
    with api.service.database.begin() as tx:
        kept = _sums(tx)
        tx.execute(text("delete from quality_tally_schemes"))
        assert tallying.make_anew(tx) >= CASES
        assert tallying.make_anew(tx) == 0
        anew = _sums(tx)
    assert kept.keys() == anew.keys()
    for cell, sums in kept.items():
        assert sums == pytest.approx(anew[cell]), cell
    assert {cell[0] for cell in kept} == set(results.VIEWS)


def _sums(tx: Connection) -> dict[tuple[str, ...], list[float]]:
    """What stands in the table, but for lines that came to nothing."""
    found = tx.execute(text("select * from quality_tallies where count <> 0"))
    return {tuple(str(value) for value in row[:5]): [float(value) for value in row[5:]] for row in found}


def test_behind_every_point_lie_the_comparisons_that_were_added_up_to_it(
    api: Api, planner: UserRow, auditor: httpx.Client
) -> None:
    made = plan(api, planner, asked=("physicians", "lab_items"))
    answers = (
        RIGHT | {"1-issue_date": "2026-2-2"},
        RIGHT | {"finding-page_missing": "fail"},
        RIGHT | {"1-hospital": ""},
    )
    for answer in answers:
        where = take(auditor, made)
        assert where
        read(auditor, where, answer)
    scope = Scope(plan_id=made.id)
    with api.service.database.look() as tx:
        for by in results.GROUPINGS:
            cells = tallying.cells(tx, scope, by)
            for line in results.lines(cells):
                wanted = behind.of_line(by, line.name)
                assert wanted is not None
                rows = records.behind(tx, scope, wanted, 1000).rows
                assert (len(rows), sum(one.row.final != "right" for one in rows)) == (line.all.of, line.all.wrong), by
                missed = records.behind(tx, scope, behind.only(wanted, "missed"), 1000).rows
                assert len(missed) == line.missed.wrong
        for (metric, week), found in tallying.cells(tx, scope, "trend").items():
            assert len(records.behind(tx, scope, behind.of_week(metric, week), 1000).rows) == found.wrong, metric
        for (topic, low), found in tallying.cells(tx, scope, "bins").items():
            assert len(records.behind(tx, scope, behind.of_bin(topic, float(low)), 1000).rows) == found.count, topic
        for (machine, said), found in tallying.cells(tx, scope, "kinds").items():
            assert len(records.behind(tx, scope, behind.of_kinds(machine, said), 1000).rows) == found.count
        first = records.behind(tx, scope, Wanted(), 2)
    assert first.more
    assert all(one.row.final != "right" for one in first.rows)  # what is wrong stands first


def test_results_lead_to_the_pages_behind_them(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    made = plan(api, planner)
    where = take(auditor, made)
    assert where
    read(auditor, where, RIGHT | {"2-issue_date": "2026-02-01"})
    page = auditor.get(f"/console/audit/results?plan={made.id}&by=field")
    assert "开具日期" in page.text
    behind = re.search(r'<a href="(/console/audit/results/items\?[^"]*name=issue_date)" aria-label', page.text)
    assert behind
    rows = auditor.get(behind[1].replace("&amp;", "&"))
    item = re.search(r'href="(/console/audit/items/[^"#]+)#', rows.text)
    assert item
    assert auditor.get(item[1]).status_code == 200
    for part in (
        "/kinds",
        "/reliability",
        "/trend",
        "/thresholds",
        "/agreement",
        "/thresholds?level=0.5&topic=hospital",
    ):
        assert auditor.get(f"/console/audit/results{part}").status_code == 200
    assert auditor.get("/console/audit/results?by=nonsense").status_code == 404
    assert auditor.get("/console/audit/results?plan=nonsense").status_code == 404


def test_a_lower_threshold_takes_what_was_left_to_people(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    made = plan(api, planner)
    where = take(auditor, made)
    assert where
    read(auditor, where, RIGHT | {"1-issue_date": "2026-02-01"})  # one date of two is wrong
    page = auditor.get(f"/console/audit/results/thresholds?plan={made.id}&topic=issue_date&level=0.5")
    then = re.search(r'<tr class="chosen" id="then">(.*?)</tr>', page.text, re.S)
    assert then
    told = " ".join(re.sub(r"<[^>]+>", " ", then[1]).split())
    assert told == "若阈值为 0.5 0.0% 1 / 2 50.0% 9.5% – 90.5% 0.0%"
    page = auditor.get(f"/console/audit/results/thresholds?plan={made.id}&topic=issue_date&level=1")
    then = re.search(r'<tr class="chosen" id="then">(.*?)</tr>', page.text, re.S)
    assert then
    assert "100.0%" in then[1]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_an_export_is_logged_and_names_nobody(api: Api, planner: UserRow, form: str) -> None:
    row = new_user(api, "auditor")
    browser = sign_in(api, row)
    made = plan(api, planner)
    where = take(browser, made)
    assert where
    item = item_of(api, where)
    read(browser, where, RIGHT | {"1-hospital": HOSTILE})
    answer = browser.post(f"/console/audit/exports?plan={made.id}", data={"format": form})
    assert answer.status_code == 200
    assert f".{form}" in answer.headers["content-disposition"]
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert {one["auditor_said"][:12] for one in rows if one["topic"] == "hospital"} >= {"'=HYPERLINK("}
        assert all(row.login in one["watermark"] for one in rows)
        for private in ("林试样", "99010119491231002X", str(item.case_id), str(row.id), "K-1"):
            assert private not in answer.text
    with api.service.database.look() as tx:
        (logged,) = access.page(tx, access.Filters(user_id=row.id, what="export"))
    assert logged.data["format"] == form
    assert browser.post("/console/audit/exports", data={"format": "exe"}).status_code == 422


def test_what_a_purged_case_left_with_auditors_goes_with_it(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    made = plan(api, planner)
    where = take(auditor, made)
    assert where
    item = item_of(api, where)
    saved = read(auditor, where)
    with api.service.database.begin() as tx:
        case = cases.lock(tx, item.case_id)
        if case.state is not CaseState.DECIDED:  # an earlier test may have decided what the plan drew
            case = flow.cancel(tx, case, "client:test").case
        retention.purge(tx, case, "system")
    with api.service.database.look() as tx:
        reading = second_readings.own(tx, UUID(where.rpartition("/")[2]), _user_of(api, auditor).id)
        assert reading.answer is None
        left = tx.execute(
            text("select count(*) from comparisons where reading_id = :id and detail is not null"), {"id": reading.id}
        )
        assert left.scalar_one() == 0
    page = auditor.get(saved)
    assert page.status_code == 200  # how often the machine was right stays
    assert HOSPITAL not in page.text


def _user_of(api: Api, browser: httpx.Client) -> UserRow:
    login = re.search(r"<code>(user\d+)</code>", browser.get("/console/account").text)
    assert login
    with api.service.database.look() as tx:
        row = users.by_login(tx, login[1])
    assert row is not None
    return row


def test_a_drift_alarm_stands_first_until_somebody_notes_it(api: Api, auditor: httpx.Client) -> None:
    with api.service.database.begin() as tx:
        drift_alarms.notice(tx, "", "stamp_missing", "2026-W10", (0.213, 0.1, "above"))
        drift_alarms.notice(tx, "neimenggu", "fields", "2026-W11", (0.2, 0.25, "run"))
    page = auditor.get("/console/audit")
    assert "2026-W10 「缺少印章」超出控制限：21.3%（上限 10.0%）" in page.text
    assert "连续偏高" in page.text
    there = someone(api, "auditor", regions=["neimenggu"])
    assert "2026-W10" not in there.get("/console/audit").text
    for where in re.findall(r'action="(/console/audit/alarms/[^"]+/seen)"', page.text):
        assert auditor.post(where).status_code == 303
        assert auditor.post(where).status_code == 404
    assert "控制限" not in auditor.get("/console/audit").text
