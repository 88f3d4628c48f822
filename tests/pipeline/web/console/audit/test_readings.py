"""Blind readings: nothing of the machine's answer before one's own is saved; whose turn it is, whose reading it is."""

from __future__ import annotations

import re

import httpx
import pytest
from sqlalchemy import text

from storage.errors import Refused
from storage.records import (
    access,
    events,
    samples,
)
from storage.records.users import UserRow
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.audited import (
    HOSPITAL,
    HOSTILE,
    RIGHT,
    item_of,
    items_of,
    plan,
    read,
    take,
)
from tests.pipeline.web.console.people import new_user, sign_in, someone


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


def test_what_is_half_filled_in_is_there_again(api: Api, planner: UserRow, auditor: httpx.Client) -> None:
    made = plan(api, planner)
    where = take(auditor, made)
    assert where
    assert auditor.post(f"{where}/draft", data={"kind-1": "lab_report", "1-patient.name": HOSTILE}).status_code == 204
    assert someone(api, "auditor").post(f"{where}/draft", data={"kind-1": "photo"}).status_code == 404
    page = auditor.get(where)
    assert "已恢复上次填写的内容" in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert re.search(r'value="lab_report"[^>]* checked', page.text)
    assert auditor.post(f"{where}/draft", data={"1-diagnoses": "x" * 1_000_001}).status_code == 422
    read(auditor, where)
