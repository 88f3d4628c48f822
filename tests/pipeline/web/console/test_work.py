"""A reviewer's work over HTTP: what is said, corrected, noted, decided; what upstream is told; who may not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
import pytest

from storage.records import claims, corrections, events, users, verdicts
from tests.pipeline.web.api import Api
from tests.pipeline.web.console import desk
from tests.pipeline.web.console.desk import Pushed
from tests.pipeline.web.console.people import new_user, sign_in, someone
from tests.pipeline.web.test_way import judged, printed
from tests.servers import Servers

HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def api(servers: Servers, migrated: str) -> Iterator[Api]:
    with desk.working(servers, migrated) as running:
        yield running


@pytest.fixture(scope="module")
def reviewer(api: Api) -> httpx.Client:
    return someone(api, "reviewer")


def post(http: httpx.Client, path: str, **fields: object) -> httpx.Response:
    return http.post(path, data=fields, headers=HTMX)


def correct(http: httpx.Client, case: Pushed, name: str, subject: str, value: str, **more: object) -> httpx.Response:
    fields = {"upload": case.upload(name), "page": 1, "subject": subject, "value": value, **more}
    return post(http, f"{case.screen}/corrections", **fields)


def release(api: Api, case: Pushed) -> None:
    with api.service.database.begin() as tx:
        there = claims.of_case(tx, UUID(case.id))
        if there:
            claims.release(tx, there.case_id, there.user_id)


def test_a_finding_is_dismissed_with_a_reason_and_the_machine_s_stays(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    finding = case.finding("stamp_missing")
    where = f"{case.screen}/findings/{finding['key']}"
    assert "属实" in reviewer.get(f"{where}/actions").text
    refused = post(reviewer, f"{where}/marks", mark="dismissed", reason=" ")
    assert (refused.status_code, "理由" in refused.text) == (400, True)
    said = post(reviewer, f"{where}/marks", mark="dismissed", reason="印章在背面 <script>")
    assert said.status_code == 200
    assert "已判不成立" in said.text
    assert "&lt;script&gt;" in said.text
    assert case.finding("stamp_missing")["outcome"] == finding["outcome"]
    every = reviewer.get(f"{case.screen}/marks").text
    assert f'id="acts-{finding["key"]}"' in every
    assert "印章在背面" in every
    assert post(reviewer, f"{case.screen}/findings/{'0' * 32}/marks", mark="confirmed").status_code == 404
    assert post(reviewer, f"{where}/marks", mark="perhaps").status_code == 422


def test_a_corrected_date_is_judged_at_once_and_stands_beside_the_machine_s(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    assert case.finding("report_stale")["outcome"] != "pass"
    form = reviewer.get(
        f"{case.screen}/corrections/new", params={"upload": case.upload("化验.jpg"), "page": 1, "subject": "issue_date"}
    )
    assert form.status_code == 200
    assert 'value="2025-01-02"' in form.text
    wrong = correct(reviewer, case, "化验.jpg", "issue_date", "上周")
    assert wrong.status_code == 422
    assert "2026-03-05" in wrong.text
    done = correct(reviewer, case, "化验.jpg", "issue_date", "2026年3月2日", reason="年份印得浅")
    assert (done.status_code, done.headers["hx-trigger"]) == (204, "case-changed")
    report = case.again(2)
    assert {f["outcome"] for f in report["findings"] if f["code"] == "report_stale"} == {"pass"}
    (told,) = report["corrections"]
    assert (told["subject"], told["value"], told["machine"]["value"]) == ("issue_date", "2026-03-02", "2025-01-02")
    fields = reviewer.get(f"{case.screen}/fields").text
    assert "2026-03-02" in fields
    assert "机器识读" in fields
    assert "2025-01-02" in fields
    page = case.caller.get(f"/v1/cases/{case.id}/report?format=html").text
    assert "人工更正" in page
    assert case.caller.get(f"/v1/cases/{case.id}/report?format=pdf").content.startswith(b"%PDF-")


def test_signers_drugs_and_laboratory_rows_are_corrected_cell_by_cell(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api, {"证明.jpg": desk.CERTIFICATE, "化验.jpg": desk.SHEET})
    (sheet,) = [d for d in case.report()["documents"] if d["lab_items"]]
    item = sheet["lab_items"][0]
    subject = f"lab.{item['panel']}.{item['name']}"
    asked = {"upload": case.upload("化验.jpg"), "page": 1, "subject": subject}
    form = reviewer.get(f"{case.screen}/corrections/new", params=asked).text
    assert form.count('name="cell"') == 5
    assert correct(reviewer, case, "化验.jpg", "lab", "", cell=["", "1", "", "", ""]).status_code == 422
    row = ["血糖", "17.9", "mmol/L", "3.9-6.1", "H"]
    assert correct(reviewer, case, "化验.jpg", subject, "", cell=row).status_code == 204
    case.again(2)
    assert correct(reviewer, case, "化验.jpg", "lab", "", cell=["肌酐", "88", "umol/L", "", ""]).status_code == 204
    case.again(3)
    signed = ["attending", "王试医", "主任医师", "", "", ""]
    assert correct(reviewer, case, "证明.jpg", "physicians", "", cell=signed).status_code == 204
    case.again(4)
    drugs = ["二甲双胍片", "0.5g", "每日三次", "", "", ""]
    assert correct(reviewer, case, "证明.jpg", "medications", "", cell=drugs).status_code == 204
    report = case.again(5)
    (sheet,) = [d for d in report["documents"] if d["lab_items"]]
    assert [(i["name"], i["value"], i["flag"]) for i in sheet["lab_items"]][-2:] == [
        ("血糖", "17.9", "H"),
        ("肌酐", "88", None),
    ]
    (paper,) = [d for d in report["documents"] if d["kind"] == "diagnosis_certificate"]
    assert [(p["role"], p["name"]["value"], p["title"]) for p in paper["physicians"]] == [
        ("attending", "王试医", "主任医师")
    ]
    assert [(m["value"], m["dose"], m["frequency"]) for m in paper["medications"]] == [
        ("二甲双胍片", "0.5g", "每日三次")
    ]
    fields = reviewer.get(f"{case.screen}/fields").text
    assert "机器识读" in fields
    assert item["value"] in fields, "the machine's row stays beside it"
    assert "材料上没有" not in fields
    again = reviewer.get(f"{case.screen}/corrections/new", params=asked).text
    assert 'value="血糖"' in again, "a row with another name is corrected where it was"
    removed = correct(reviewer, case, "化验.jpg", subject, "", absent="1", cell=row)
    assert removed.status_code == 204
    (sheet,) = [d for d in case.again(6)["documents"] if d["lab_items"]]
    assert "血糖" not in [i["name"] for i in sheet["lab_items"]]
    page = case.caller.get(f"/v1/cases/{case.id}/report?format=html").text
    assert "王试医" in page
    assert "\t" not in page[page.index("人工更正") :][:200]


def test_a_correction_survives_a_re_read_and_can_be_withdrawn(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    assert correct(reviewer, case, "化验.jpg", "issue_date", "2026-03-02").status_code == 204
    case.again(2)
    assert post(reviewer, f"{case.screen}/reread").status_code == 204
    report = case.again(3)
    assert [c["value"] for c in report["corrections"]] == ["2026-03-02"]
    assert post(reviewer, f"{case.screen}/corrections/{report['corrections'][0]['id']}/withdraw").status_code == 204
    report = case.again(4)
    assert report["corrections"] == []
    assert [f["outcome"] for f in report["findings"] if f["code"] == "report_stale"] != ["pass"]
    with api.service.database.begin() as tx:
        kept = corrections.of_case(tx, api.service.vault, UUID(case.id))
        assert [c.value for c in kept] == ["2026-03-02"]
        assert kept[0].withdrawn_at is not None


def test_pages_are_re_assigned_and_copies_left_out(api: Api, reviewer: httpx.Client) -> None:
    words = {
        "证明.jpg": desk.CERTIFICATE,
        "说明.jpg": "情况说明|患者 林试样|诊断：2型糖尿病|2026年3月5日|特此说明",
        "副本.jpg": desk.STALE,
    }
    case = desk.case(api, words)
    assert correct(reviewer, case, "说明.jpg", "kind", "outpatient_record").status_code == 204
    report = case.again(2)
    assert "outpatient_record" in [d["kind"] for d in report["documents"]]
    first = f"{case.upload('证明.jpg')}/1"
    assert correct(reviewer, case, "说明.jpg", "document", "", to=first).status_code == 204
    report = case.again(3)
    (certificate,) = [d for d in report["documents"] if d["kind"] == "diagnosis_certificate"]
    assert [p["upload"] for p in certificate["pages"]] == ["证明.jpg", "说明.jpg"]
    assert correct(reviewer, case, "副本.jpg", "duplicate", "", to=first).status_code == 204
    report = case.again(4)
    assert "副本.jpg" not in [p["upload"] for d in report["documents"] for p in d["pages"]]
    assert "副本.jpg" in [u["name"] for u in report["uploads"]]
    fields = reviewer.get(f"{case.screen}/fields").text
    assert "页面归类" in fields
    assert correct(reviewer, case, "证明.jpg", "duplicate", "", to="x").status_code == 422
    assert correct(reviewer, case, "证明.jpg", "document", "", to=f"{uuid4()}/1").status_code == 422


def test_notes_are_for_the_office_and_show_as_text(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    assert post(reviewer, f"{case.screen}/notes", text="  ").status_code == 400
    answer = post(reviewer, f"{case.screen}/notes", text="已电话联系\n<b>急</b> 99010119491231002X \u202etxt")
    assert "&lt;b&gt;急&lt;/b&gt;" in answer.text
    assert "99010119491231002X" not in answer.text
    assert "\u202e" not in answer.text
    assert "已电话联系" not in str(case.report())


def test_the_notice_is_drafted_from_what_was_said_edited_and_sent(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    doubt = case.finding("stamp_missing")
    post(reviewer, f"{case.screen}/findings/{doubt['key']}/marks", mark="confirmed")
    draft = reviewer.get(f"{case.screen}/decision/supplement").text
    assert doubt["remedy"]["zh"].strip("。").removeprefix("请")[:8] in draft
    fields = {
        "decision": "supplement",
        "verdict": 1,
        "what": ["请重新盖章后上传。", "", "请补交身份证。"],
        "why": ["没有看到印章。", "", "没有这份材料。"],
        "files": ["证明.jpg 第1页", "", ""],
        "told": "如已上传请忽略。",
        "remark": "家属来电",
    }
    answer = reviewer.post(
        f"{case.screen}/decision",
        data=fields,
        headers={**HTMX, "HX-Current-URL": f"{api.url}{case.screen}?track=instant"},
    )
    assert answer.status_code == 204, answer.text
    where = f"{case.screen}/onward?track=instant"
    assert json.loads(answer.headers["hx-trigger"]) == {"case-onward": {"url": where}}
    sent = case.caller.get(f"/v1/cases/{case.id}/notice?format=txt").text
    assert "1. 请重新盖章后上传。" in sent
    assert "2. 请补交身份证。" in sent
    assert "如已上传请忽略。" in sent
    assert "家属来电" not in sent
    assert "自动整理" not in sent
    assert case.caller.get(f"/v1/cases/{case.id}").json()["state"] == "decided"
    here = reviewer.get(f"{case.screen}/decision").text
    assert "退回补正" in here
    assert "家属来电" in here
    assert "请补交身份证" in reviewer.get(f"{case.screen}/decisions/1/notice").text
    with api.service.database.begin() as tx:
        (decided,) = [e for e in events.of_case(tx, UUID(case.id)) if e.kind == "case.decided"]
    assert decided.data["notice"].endswith(f"/v1/cases/{case.id}/notice")
    assert decided.actor.startswith("user:")


def test_a_supplement_shows_what_changed_since_the_decision(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    draft = {"decision": "supplement", "verdict": 1, "told": "请重拍化验单。"}
    assert post(reviewer, f"{case.screen}/decision", **draft).status_code == 204
    where = f"/v1/cases/{case.id}"
    case.caller.post(f"{where}/supplements")
    fresh = desk.STALE.replace("2025-01-02", "2026-03-02")
    old = case.upload("化验.jpg")
    added = case.caller.post(f"{where}/uploads", params={"name": "化验新.jpg", "replaces": old}, content=printed(fresh))
    assert added.status_code == 201, added.text
    assert case.caller.post(f"{where}:submit", json={}).is_success
    judged(case.caller, case.id, 2)
    changes = reviewer.get(f"{case.screen}/changes").text
    assert "化验新.jpg" in changes
    assert "已解决" in changes
    with api.service.database.begin() as tx:
        (stale,) = [f for f in _open(tx, api, case, 1) if f == "report_stale"]
        assert stale not in _open(tx, api, case, 2)


def _open(tx: object, api: Api, case: Pushed, number: int) -> list[str]:
    found = verdicts.get(tx, UUID(case.id), number)  # type: ignore[arg-type]
    assert found is not None
    return [f["code"] for f in found.findings if f["outcome"] != "pass" and f["code"] == "report_stale"]


def test_forward_and_the_verdict_that_was_seen(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    assert "项未判" in reviewer.get(f"{case.screen}/decision/forward").text
    old = post(reviewer, f"{case.screen}/decision", decision="forward", verdict=7)
    assert (old.status_code, "结论刚刚更新" in old.text) == (409, True)
    assert post(reviewer, f"{case.screen}/decision", decision="approve", verdict=1).status_code == 422
    assert post(reviewer, f"{case.screen}/decision", decision="supplement", verdict=1).status_code == 400
    assert post(reviewer, f"{case.screen}/decision", decision="forward", verdict=1).status_code == 204
    assert case.caller.get(f"/v1/cases/{case.id}").json()["state"] == "decided"
    assert post(reviewer, f"{case.screen}/decision", decision="forward", verdict=1).status_code == 409
    assert correct(reviewer, case, "化验.jpg", "issue_date", "2026-03-02").status_code == 409


def test_a_case_a_colleague_holds_is_left_alone_until_it_is_passed_on(api: Api) -> None:
    case = desk.case(api)
    one_row, two_row = new_user(api, "reviewer"), new_user(api, "reviewer")
    one, two = sign_in(api, one_row), sign_in(api, two_row)
    key = case.finding("stamp_missing")["key"]
    assert post(one, f"{case.screen}/findings/{key}/marks", mark="confirmed").status_code == 200
    blocked = post(two, f"{case.screen}/findings/{key}/marks", mark="confirmed")
    assert blocked.status_code == 409
    assert "正在处理此申请" in blocked.text
    assert post(two, f"{case.screen}/notes", text="我来看看印章").status_code == 200
    form = one.get(f"{case.screen}/decision/pass_on").text
    assert str(two_row.id) in form
    assert str(one_row.id) not in form
    nobody = post(one, f"{case.screen}/decision", decision="pass_on", verdict=1, to=str(uuid4()))
    assert nobody.status_code == 422
    passed = post(one, f"{case.screen}/decision", decision="pass_on", verdict=1, to=str(two_row.id), remark="请看印章")
    assert passed.status_code == 204
    assert case.caller.get(f"/v1/cases/{case.id}").json()["state"] == "judged"
    assert post(two, f"{case.screen}/findings/{key}/marks", mark="confirmed").status_code == 200


def test_the_state_tells_when_there_is_another_verdict(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    quiet = reviewer.get(f"{case.screen}/state?since=1", headers=HTMX)
    assert "hx-trigger" not in quiet.headers
    assert "case-changed from:body" in quiet.text
    correct(reviewer, case, "化验.jpg", "issue_date", "2026-03-02")
    case.again(2)
    told = reviewer.get(f"{case.screen}/state?since=1", headers=HTMX)
    assert told.headers["hx-trigger"] == '{"case-judged": {"verdict": 2}}'


def test_the_state_tells_what_others_did_and_is_silent_otherwise(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    with api.service.database.look() as tx:
        seen = events.newest(tx, UUID(case.id))
    colleague = new_user(api, "reviewer")
    path = f"{case.screen}/state?since=1&seen={seen}&shown=judged"
    assert post(reviewer, f"{case.screen}/notes", text="自己写的").status_code == 200
    quiet = reviewer.get(path, headers=HTMX)
    assert (quiet.status_code, "hx-trigger" in quiet.headers) == (204, False), "one's own is no news"
    release(api, case)
    assert post(sign_in(api, colleague), f"{case.screen}/notes", text="同事写的").status_code == 200
    told = reviewer.get(path, headers=HTMX)
    text = json.loads(told.headers["hx-trigger"])["case-news"]["text"]
    with api.service.database.look() as tx:
        name = users.names(tx, api.service.vault)[colleague.id]
    assert name in text
    assert "添加备注" in text
    assert "同事写的" not in told.headers["hx-trigger"]


def test_the_timeline_tells_who_did_what_in_words(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    correct(reviewer, case, "化验.jpg", "issue_date", "2026-03-02")
    case.again(2)
    post(reviewer, f"{case.screen}/notes", text="x")
    page = reviewer.get(f"{case.screen}/timeline").text
    for words in ("建立申请", "收到文件", "出具预审结论", "更正", "添加备注", "因人工更正", "周试", "化验.jpg"):
        assert words in page, words
    assert page.count("收到文件") == 1, "files that came together stand together"
    assert "event.other" not in page
    assert "其他" not in page
    english = reviewer.get(f"{case.screen}/timeline", headers={"Cookie": f"{_cookies(reviewer)}; yushen_lang=en"})
    assert "Corrected" in english.text


def _cookies(http: httpx.Client) -> str:
    return "; ".join(f"{name}={value}" for name, value in http.cookies.items())


def test_the_report_to_print_and_a_link_that_ends(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    page = reviewer.get(f"{case.screen}/report")
    assert "sandbox" in page.headers["content-security-policy"]
    assert "证明.jpg" in page.text
    assert reviewer.get(f"{case.screen}/report.pdf").content.startswith(b"%PDF-")
    made = post(reviewer, f"{case.screen}/links", days=3).text
    path = urlsplit(re.search(r'value="([^"]+/shared/[^"]+)"', made)[1]).path  # type: ignore[index]
    with httpx.Client(base_url=api.url, trust_env=False) as anybody:
        assert "证明.jpg" in anybody.get(path).text
        assert anybody.get(f"{path}/pdf").content.startswith(b"%PDF-")
        wrong = anybody.get(f"{path}x")
        assert (wrong.status_code, wrong.headers["content-type"]) == (404, "text/html; charset=utf-8"), "people read it"
        assert "链接无效或已到期" in wrong.text
        assert '/console"' not in wrong.text
        assert "ended" in anybody.get(f"{path}{'x' * 200}", headers={"Accept-Language": "en"}).text
        listed = reviewer.get(f"{case.screen}/links").text
        link = re.search(r"/links/([0-9a-f-]{36})/revoke", listed)
        assert link
        assert path.rpartition("/")[2] not in listed
        assert post(reviewer, f"{case.screen}/links/{link[1]}/revoke").status_code == 200
        assert anybody.get(path).status_code == 404


def test_upstream_makes_a_link_of_its_own_case_alone(api: Api) -> None:
    case = desk.case(api)
    made = case.caller.post(f"/v1/cases/{case.id}/links", json={"days": 2})
    assert made.status_code == 201
    path = urlsplit(made.json()["url"]).path
    with httpx.Client(base_url=api.url, trust_env=False) as anybody:
        assert "证明.jpg" in anybody.get(path).text
    assert api.caller().post(f"/v1/cases/{case.id}/links", json={}).status_code == 404
    assert case.caller.post(f"/v1/cases/{case.id}/links", json={"days": 400}).status_code == 422


PARTS = ("fields", "marks", "notes", "decision", "changes", "timeline", "state", "report", "report.pdf")


@pytest.mark.parametrize("part", PARTS)
def test_a_case_of_another_region_does_not_exist(api: Api, part: str, elsewhere: httpx.Client, one: Pushed) -> None:
    assert elsewhere.get(f"{one.screen}/{part}").status_code == 404


@pytest.fixture(scope="module")
def elsewhere(api: Api) -> httpx.Client:
    return someone(api, "reviewer", regions=["neimenggu"])


@pytest.fixture(scope="module")
def one(api: Api) -> Pushed:
    return desk.case(api)


def test_who_only_reads_changes_nothing(api: Api, one: Pushed) -> None:
    reader = someone(api, "read_only")
    for part in PARTS:
        assert reader.get(f"{one.screen}/{part}").status_code == 200, part
    shown = reader.get(f"{one.screen}/fields").text + reader.get(f"{one.screen}/marks").text
    assert "hx-post" not in shown
    assert "corrections/new" not in shown
    key = one.finding("stamp_missing")["key"]
    for path, fields in (
        (f"findings/{key}/marks", {"mark": "confirmed"}),
        ("corrections", {"upload": one.upload("化验.jpg"), "page": 1, "subject": "issue_date", "value": "2026-03-02"}),
        ("notes", {"text": "x"}),
        ("reread", {}),
        ("decision", {"decision": "forward", "verdict": 1}),
        ("links", {"days": 1}),
    ):
        assert reader.post(f"{one.screen}/{path}", data=fields).status_code == 403, path
    assert reader.get(f"{one.screen}/decision/forward").status_code == 403


def test_hostile_text_is_text_in_every_part(api: Api, reviewer: httpx.Client) -> None:
    evil = "<script>alert(1)</script>"
    words = {f"{evil}.jpg": f"诊断证明书|姓名：{evil}|诊断：{evil}高血压病|开具日期：2026年3月5日"}
    case = desk.case(api, words)
    correct(reviewer, case, f"{evil}.jpg", "hospital", f'{evil}" onmouseover="x')
    case.again(2)
    for part in ("fields", "marks", "decision/supplement", "timeline", "changes"):
        text = reviewer.get(f"{case.screen}/{part}").text
        assert evil not in text, part
        assert 'onmouseover="x"' not in text, part
    upload = case.upload(f"{evil}.jpg")
    for subject in ("kind", "document", "duplicate", "hospital", "diagnoses", "seals"):
        form = reviewer.get(f"{case.screen}/corrections/new", params={"upload": upload, "page": 1, "subject": subject})
        assert form.status_code == 200
        assert evil not in form.text, subject


def test_one_file_is_read_again(api: Api, reviewer: httpx.Client) -> None:
    case = desk.case(api)
    upload = case.upload("化验.jpg")
    assert "重新识读此文件" in reviewer.get(f"{case.screen}/corrections/new", params={"upload": upload}).text
    assert post(reviewer, f"{case.screen}/reread?upload={uuid4()}").status_code == 404
    assert post(reviewer, f"{case.screen}/reread?upload={upload}").status_code == 204
    case.again(2)
    with api.service.database.begin() as tx:
        asked = [e.data["files"] for e in events.of_case(tx, UUID(case.id)) if e.data.get("reason") == "reread_asked"]
    assert asked == [1]


def test_forms_say_where_they_go_also_before_htmx_has_seen_them(api: Api, reviewer: httpx.Client, one: Pushed) -> None:
    """Sent a moment too early a form must not put what was written into an address."""
    upload = one.upload("化验.jpg")
    pages = [
        reviewer.get(f"{one.screen}/{part}").text
        for part in ("marks", "notes", "links", "decision/supplement", "decision/forward", "decision/pass_on")
    ] + [reviewer.get(f"{one.screen}/corrections/new", params={"upload": upload, "subject": "hospital"}).text]
    forms = [form for page in pages for form in re.findall(r"<form[^>]*>(?:<input[^>]*>)?", page)]
    assert len(forms) > len(pages)
    for form in forms:
        assert 'method="post" action="/console/cases/' in form, form
        assert 'name="csrf"' in form, form
