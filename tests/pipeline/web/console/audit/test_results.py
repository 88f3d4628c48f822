"""Results: sums kept in step, what lies behind each point, thresholds, exports, alarms, and what a purge leaves."""

from __future__ import annotations

import csv
import io
import re
from uuid import UUID

import httpx
import pytest
from sqlalchemy import Connection, text

from pipeline.quality import behind, results, tallying
from storage.records import (
    access,
    cases,
    drift_alarms,
    flow,
    retention,
    second_readings,
    users,
)
from storage.records import behind as records
from storage.records.behind import Wanted
from storage.records.comparisons import Scope
from storage.records.users import UserRow
from storage.states import CaseState
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.audited import (
    CASES,
    HOSPITAL,
    HOSTILE,
    RIGHT,
    item_of,
    plan,
    read,
    take,
    words,
)
from tests.pipeline.web.console.people import new_user, sign_in, someone


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


def test_a_period_is_told_in_sentences(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    made = plan(api, planner, name="月报")
    where = take(auditor, made)
    assert where
    read(auditor, where, RIGHT | {"finding-page_missing": "fail"})
    page = words(auditor.get(f"/console/audit/period?plan={made.id}"))
    assert "共复核 1 件（份），涉及 1 件申请，由 1 名质检员完成，其中 0 件由第二人再次复核" in page
    assert "已裁定差异 0 条" in page
    missed = re.search(r"没有报出的（漏报）约占\s+([\d.]+)%", page)
    assert missed
    assert float(missed[1]) > 0
    assert "还没有复核结果" in auditor.get(f"/console/audit/period?plan={made.id}&until=2020-01-01").text
    assert (
        someone(api, "auditor", regions=["neimenggu"]).get(f"/console/audit/period?plan={made.id}").status_code == 404
    )
