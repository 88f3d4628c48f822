"""Differences ruled on by somebody else, and second auditors."""

from __future__ import annotations

import re

import httpx

from storage.records import (
    cases,
    events,
)
from storage.records.users import UserRow
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.audited import (
    HOSTILE,
    RIGHT,
    item_of,
    plan,
    read,
    take,
    words,
)
from tests.pipeline.web.console.people import someone


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


def test_differences_are_ruled_on_one_after_the_other(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    made = plan(api, planner, name="逐条")
    where = take(auditor, made)
    assert where
    wrong = {"finding-page_missing": "fail", "finding-duplicate_upload": "fail", "1-issue_date": "2026-03-09"}
    read(auditor, where, RIGHT | wrong)
    other = someone(api, "auditor")
    at, seen = other.get("/console/audit/differences/next").headers["location"], []
    while len(seen) < 3:  # the newest first: these
        place = re.fullmatch(r"(/console/audit/items/[^?]+)\?row=1#c-([0-9a-f-]{36})-(\d+)", at)
        assert place, at
        seen.append(place[3])
        if len(seen) == 2:
            at = other.get("/console/audit/differences/next", params={"reading": place[2], "number": place[3]})
        else:
            form = {"reading": place[2], "number": place[3], "ruling": "machine_wrong", "row": "1"}
            at = other.post(f"{place[1]}/rulings", data=form)
        at = at.headers["location"]
    assert len(set(seen)) == 3
    skipped = other.get("/console/audit/differences/next").headers["location"]
    assert skipped.endswith(f"-{seen[1]}")  # what was skipped waits
    own = auditor.get("/console/audit/differences/next").headers["location"]
    assert where.rpartition("/")[2] not in own  # nobody is led to their own
