"""Other thresholds tried on past cases by the workers: what would change, what audits say of it, and who may see it."""

from __future__ import annotations

import datetime as dt
import re

import httpx
import pytest

from pipeline.quality import sampling
from pipeline.work import trying
from pipeline.work.judging import JudgesRoom
from pipeline.work.rejudging import Change
from storage.records import access, trials, tried
from storage.records.trials import NewTrial, TrialRow
from storage.records.users import UserRow
from storage.records.verdicts import VerdictRow
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.audited import RIGHT, plan, read, take
from tests.pipeline.web.console.people import new_user, sign_in, someone
from tests.pipeline.work.office import at_work, until
from validators.thresholds import THRESHOLDS, Thresholds


def begin(browser: httpx.Client, **changes: str) -> httpx.Response:
    today = sampling.today()
    form = {"cases": "judged", "since": str(today - dt.timedelta(days=1)), "until": str(today), "date": "1"}
    return browser.post("/console/audit/trials", data=form | changes)


def done(api: Api, browser: httpx.Client, **changes: str) -> TrialRow:
    """Judged by the workers to its end."""
    answer = begin(browser, **changes)
    assert answer.status_code == 303, answer.text
    trial_id = trials.UUID(answer.headers["location"].rpartition("/")[2])

    def now() -> TrialRow:
        with api.service.database.look() as tx:
            return trials.get(tx, trial_id)

    with at_work(api.service, ("trial",)):
        until(lambda: now().state == "done")
    return now()


def test_a_stricter_threshold_makes_findings_and_moves_verdicts(api: Api, planner: UserRow, many: int) -> None:
    browser = sign_in(api, planner)
    trial = done(api, browser)
    assert trial.thresholds == {"date": 1.0}
    assert trial.population == many
    with api.service.database.look() as tx:
        came = {(one.code, one.outcome): one.cases for one in tried.codes(tx, trial.id) if one.way == "come"}
        assert trials.progress(tx, [trial.id])[trial.id].left == 0
    assert came["date_missing", "unsure"] == many
    page = browser.get(f"/console/audit/trials/{trial.id}")
    assert f"{many} 件中 {many} 件会有变化" in page.text
    case = re.search(r'href="(/console/audit/trials/[^"]+/cases/1)"', page.text)
    assert case
    seen = browser.get(case[1])
    assert seen.status_code == 200
    assert "会出现" in seen.text
    picture = browser.get(f"{case[1]}/pages/1/m")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert browser.get(f"{case[1]}/pages/9/m").status_code == 404


def test_a_threshold_that_nothing_lies_between_changes_nothing(api: Api, planner: UserRow) -> None:
    trial = done(api, sign_in(api, planner), date=str(THRESHOLDS.date - 0.0001))
    with api.service.database.look() as tx:
        assert tried.changed_count(tx, trial.id) == 0
        assert all(not move.moved for move in tried.moves(tx, trial.id))


def test_errors_that_audits_confirmed_are_told_as_caught_or_missed(api: Api, planner: UserRow, many: int) -> None:
    """One auditor calls the date of one case missing, which nobody can see but the stricter threshold says."""
    made = plan(api, planner, name="对照")
    browser = someone(api, "auditor")
    first = True
    while where := take(browser, made):
        read(browser, where, RIGHT | ({"finding-date_missing": "fail"} if first else {}))
        first = False
    trial = done(api, browser, cases="audited", plan=str(made.id))
    assert (trial.population, trial.plan_id) == (many, made.id)
    page = browser.get(f"/console/audit/trials/{trial.id}").text
    rows = {name: re.search(rf"{name}</th><td[^>]*>(.*?)</td>", page) for name in ("会被抓住", "新增误报")}
    told = {name: re.sub(r"<[^>]+>", "", found[1]) for name, found in rows.items() if found}
    assert told["会被抓住"] == "1"
    assert int(told["新增误报"]) >= many - 1  # the dates of the others were there


def test_a_trial_is_stopped_and_goes_no_further(api: Api, planner: UserRow, many: int) -> None:
    browser = sign_in(api, planner)
    where = begin(browser).headers["location"]
    assert "正在试算" in browser.get(where).text
    assert browser.post(f"{where}/stop").status_code == 303
    with at_work(api.service, ("trial",)):
        until(lambda: _nothing_due(api))
    page = browser.get(where).text
    assert "已停止" in page
    assert f"0 / {many} 件" in page


def test_a_case_that_breaks_the_judge_is_told_and_the_others_go_on(
    api: Api, planner: UserRow, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried_so_far: list[VerdictRow] = []

    def first_breaks(_: JudgesRoom, verdict: VerdictRow, __: Thresholds) -> Change:
        tried_so_far.append(verdict)
        if len(tried_so_far) == 1:
            raise ValueError("a fault of ours")
        return Change(verdict.case_id, "review", "review")

    monkeypatch.setattr(trying, "under_thresholds", first_breaks)
    trial = done(api, sign_in(api, planner))
    with api.service.database.look() as tx:
        told = {move.after: move.many for move in tried.moves(tx, trial.id)}
    assert told == {"fault": 1, "review": many - 1}


def test_a_trial_of_a_pack_that_is_gone_stops(api: Api, planner: UserRow) -> None:
    today = sampling.today()
    new = NewTrial("policy", today, today, 10, 1, policy="rizhao", version="never")
    with api.service.database.begin() as tx:
        trial, _ = trials.begin(tx, new, planner.id)
    with at_work(api.service, ("trial",)):
        until(lambda: _nothing_due(api))
    with api.service.database.look() as tx:
        assert trials.get(tx, trial.id).state == "stopped"


def _nothing_due(api: Api) -> bool:
    with api.service.database.look() as tx:
        return not tx.exec_driver_sql("select 1 from work where kind = 'try' and state in ('due', 'leased')").all()


def test_who_has_seen_what_would_change_reads_it_blind_no_more(api: Api, planner: UserRow, many: int) -> None:
    row = new_user(api, "auditor")
    browser = sign_in(api, row)
    trial = done(api, browser)
    made = plan(api, planner, name="不再盲")
    for position in range(1, many + 1):
        assert browser.get(f"/console/audit/trials/{trial.id}/cases/{position}").status_code == 200
    assert take(browser, made) is None
    with api.service.database.look() as tx:
        assert len(access.page(tx, access.Filters(user_id=row.id, what="comparison"))) == many
    other = someone(api, "auditor")
    blind = take(other, made)  # who reads a case just now is not shown what would become of it
    assert blind
    shown = [other.get(f"/console/audit/trials/{trial.id}/cases/{n}").status_code for n in range(1, many + 1)]
    assert sorted(shown) == [200] * (many - 1) + [404]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"date": "1.5"}, "数字超出范围"),
        ({"date": "viel"}, "数字超出范围"),
        ({"date": ""}, "没有改动任何阈值"),
        ({"most": "0"}, "数字超出范围"),
        ({"until": "2020-01-01"}, "时段不对"),
        ({"cases": "all"}, ""),
    ],
)
def test_a_trial_that_cannot_be_is_refused(api: Api, planner: UserRow, change: dict[str, str], problem: str) -> None:
    answer = begin(sign_in(api, planner), **change)
    assert answer.status_code == 422
    assert problem in answer.text


def test_trials_of_other_regions_do_not_exist(api: Api, planner: UserRow) -> None:
    where = begin(sign_in(api, planner)).headers["location"]
    other = someone(api, "auditor", regions=["neimenggu"])
    for path in ("", "/cases/1", "/cases/1/pages/1/m"):
        assert other.get(f"{where}{path}").status_code == 404
    assert other.post(f"{where}/stop").status_code == 404
    own = begin(other).headers["location"]
    assert "0 / 0 件" in other.get(own).text  # none of their region was judged
    assert someone(api, "administrator").get(where).status_code == 403
