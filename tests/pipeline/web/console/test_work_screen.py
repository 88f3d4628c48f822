"""A reviewer at work in a real browser, from signing in to the webhook that tells upstream."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pipeline.web.api import Api
from tests.pipeline.web.console import desk
from tests.pipeline.web.console.browser import LAPTOP, LARGE, assert_accessible, overflow, screen
from tests.pipeline.web.console.desk import Pushed
from tests.pipeline.web.console.people import new_user, sign_in
from tests.pipeline.work.office import until
from tests.servers import Servers

SHOTS = os.environ.get("YUSHEN_SHOTS", "")  # a folder: pictures to be looked at
JUDGED_MS = 60_000


@pytest.fixture(scope="module")
def api(servers: Servers, migrated: str) -> Iterator[Api]:
    with desk.working(servers, migrated) as running:
        yield running


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png")


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.got.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def upstream(case: Pushed) -> Iterator[list[dict[str, Any]]]:
    """What the sender of the case is told of decisions."""
    receiver = HTTPServer(("127.0.0.1", 0), _Hook)
    receiver.got = []  # type: ignore[attr-defined]
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{receiver.server_port}/hook"
    assert case.caller.post("/v1/webhooks", json={"url": url, "events": ["case.decided"]}).status_code == 201
    try:
        yield receiver.got  # type: ignore[attr-defined]
    finally:
        receiver.shutdown()


def settled(page: Page) -> None:
    """What htmx has just put on the page answers to clicks."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def opened(page: Page, case: Pushed) -> None:
    page.goto(case.screen)
    expect(page.locator(".acts form").first).to_be_visible()


def test_from_the_finding_to_the_webhook(chromium: Browser, api: Api) -> None:
    case = desk.case(api)
    with upstream(case) as told, screen(chromium, api, new_user(api, "reviewer")) as page:
        opened(page, case)
        stamp = page.locator(f"#finding-{case.finding('stamp_missing')['key']}")
        page.keyboard.press("j")
        expect(stamp).to_be_focused()
        page.keyboard.press("x")
        expect(stamp.get_by_label("不成立的理由")).to_be_focused()
        page.keyboard.press("1")
        expect(stamp.locator(".marked")).to_contain_text("原件上清楚可见")
        expect(page.locator("#claim")).to_contain_text("我在处理")
        settled(page)
        page.keyboard.press("z")
        expect(stamp.locator(".marked")).to_have_count(0)
        stamp.get_by_role("button", name="属实").click()
        expect(stamp.locator(".marked")).to_contain_text("已确认属实")
        stale = page.locator(f"#finding-{case.finding('report_stale')['key']}")
        stale.locator("summary", has_text="不成立").click()
        stale.get_by_label("不成立的理由").fill("年份印得浅，原件为2026年")
        assert_accessible(page)
        shot(page, "work-dismiss")
        stale.get_by_label("不成立的理由").press("Enter")
        expect(stale.locator(".marked")).to_contain_text("已判不成立")
        page.keyboard.press("Escape")
        page.get_by_role("tab", name="决定").click()
        page.get_by_role("button", name="退回补正").click()
        dialog = page.locator("#dialog")
        expect(dialog.get_by_role("heading", level=2)).to_contain_text("退回补正")
        drafted = dialog.locator(".item textarea[name=what]").first
        expect(drafted).not_to_have_value("")
        assert_accessible(page)
        shot(page, "work-notice")
        drafted.fill("请到开具医院补盖印章后重新上传。")
        dialog.get_by_role("button", name="增加一项").click()
        dialog.locator(".item").last.get_by_label("请申请人").fill("请补交身份证人像面。")
        expect(dialog.locator("[role=status]")).to_contain_text("草稿已保存")
        dialog.get_by_label("补充说明").fill("如有困难请致电经办窗口。")
        page.keyboard.press("Escape")  # before it has been kept in passing
        expect(dialog).to_be_hidden()
        page.get_by_role("button", name="退回补正").click()
        expect(dialog.get_by_label("补充说明")).to_have_value("如有困难请致电经办窗口。")
        assert_accessible(page)
        settled(page)
        page.keyboard.press("Control+Enter")
        gone_on(page, case)
        until(lambda: bool(told), 60)
        (event,) = told
        assert event["data"]["decision"] == "supplement"
        assert event["data"]["notice"].endswith(f"/v1/cases/{case.id}/notice")
        sent = case.caller.get(f"/v1/cases/{case.id}/notice?format=txt").text
        for words in ("补盖印章", "补交身份证人像面", "致电经办窗口"):
            assert words in sent
        assert "年份印得浅" not in sent
        opened_again(page, case)


def gone_on(page: Page, case: Pushed) -> None:
    """To the next case of the list, or back to the list."""
    page.wait_for_url(lambda url: case.id not in url)


def opened_again(page: Page, case: Pushed) -> None:
    """What was decided is there to be seen."""
    page.goto(case.screen)
    page.get_by_role("tab", name="决定").click()
    expect(page.locator("#decision")).to_contain_text("退回补正")
    page.get_by_role("tab", name="经过").click()
    expect(page.locator("#timeline")).to_contain_text("作出决定")
    assert_accessible(page)
    shot(page, "work-timeline")


def test_a_field_is_corrected_and_the_finding_goes(chromium: Browser, api: Api) -> None:
    case = desk.case(api)
    stale = f"#finding-{case.finding('report_stale')['key']}"
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        opened(page, case)
        expect(page.locator(stale)).to_contain_text("2025-01-02")
        page.get_by_role("tab", name="字段").click()
        paper = page.locator(".readout").filter(has_text="检验报告")
        assert_accessible(page)
        shot(page, "work-fields")
        paper.get_by_role("button", name="更正 出具日期").click()
        dialog = page.locator("#dialog")
        value = dialog.get_by_label("材料上写的是")
        expect(value).to_be_focused()
        expect(value).to_have_value("2025-01-02")
        value.fill("上周")
        value.press("Enter")
        expect(dialog.get_by_role("alert")).to_contain_text("请写成")
        assert_accessible(page)
        shot(page, "work-correction")
        dialog.get_by_label("材料上写的是").fill("2026-03-02")
        dialog.get_by_role("button", name="保存").click()
        expect(dialog).to_be_hidden()
        expect(page.locator(stale)).to_have_count(0, timeout=JUDGED_MS)
        page.get_by_role("tab", name="字段").click()
        row = page.locator(".readout").filter(has_text="检验报告").locator("tr").filter(has_text="出具日期")
        expect(row).to_contain_text("2026-03-02")
        expect(row).to_contain_text("机器识读 2025-01-02")
        shot(page, "work-corrected")


def test_a_page_is_given_another_kind(chromium: Browser, api: Api) -> None:
    case = desk.case(
        api, {"证明.jpg": desk.CERTIFICATE, "说明.jpg": "情况说明|患者 林试样|诊断：2型糖尿病|2026年3月5日"}
    )
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        opened(page, case)
        page.get_by_role("tab", name="字段").click()
        page.locator(".readout").filter(has_text="未识别").get_by_role("button", name="归类").click()
        page.locator("#dialog").get_by_label("这一页是").select_option("outpatient_record")
        shot(page, "work-kind")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#dialog")).to_be_hidden()
        until(lambda: "outpatient_record" in [d["kind"] for d in case.report()["documents"]], 60)
        expect(page.locator(".thumbs")).to_contain_text("门诊病历", timeout=JUDGED_MS)


def test_a_note_that_outlives_its_session_and_a_link(chromium: Browser, api: Api) -> None:
    case, row = desk.case(api), new_user(api, "reviewer")
    with screen(chromium, api, row) as page:
        opened(page, case)
        page.get_by_role("tab", name="备注").click()
        page.get_by_label("备注（内部）").fill("已电话联系家属")
        page.context.clear_cookies()
        page.get_by_role("button", name="添加备注").click()
        expect(page.locator("#ended")).to_contain_text("填写的内容还在这里")
        assert_accessible(page)
        again = sign_in(api, row).cookies
        page.context.add_cookies([{"name": key, "value": value, "url": api.url} for key, value in again.items()])
        page.get_by_role("button", name="我已登录").click()
        expect(page.locator("#ended")).to_be_hidden()
        page.get_by_role("button", name="添加备注").click()
        expect(page.locator("#notes li")).to_contain_text("已电话联系家属")
        assert_accessible(page)
        page.get_by_role("tab", name="决定").click()
        page.get_by_role("button", name="分享链接").click()
        page.get_by_role("button", name="生成链接").click()
        link = page.locator("#dialog input[readonly]")
        expect(link).to_be_focused()
        shot(page, "work-link")
        address = link.input_value()
        page.goto(address[address.index("/shared/") :])
        expect(page.locator("body")).to_contain_text("证明.jpg")
        shot(page, "work-shared")


def test_forwarding_and_passing_on_by_keyboard(chromium: Browser, api: Api) -> None:
    case = desk.case(api)
    colleague = new_user(api, "senior_reviewer")
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        opened(page, case)
        page.keyboard.press("d")
        expect(page.get_by_role("button", name="转交同事")).to_be_visible()
        settled(page)
        page.keyboard.press("P")
        page.locator("#dialog select[name=to]").select_option(str(colleague.id))
        settled(page)
        page.keyboard.press("Control+Enter")
        gone_on(page, case)
    with screen(chromium, api, colleague) as page:
        opened(page, case)
        page.keyboard.press("d")
        expect(page.get_by_role("button", name="材料齐全")).to_be_visible()
        expect(page.locator("#decision li")).to_contain_text("转交同事")
        settled(page)
        page.keyboard.press("F")
        expect(page.locator("#dialog")).to_contain_text("项未判")
        settled(page)
        shot(page, "work-forward")
        page.keyboard.press("Control+Enter")
        gone_on(page, case)
        assert case.caller.get(f"/v1/cases/{case.id}").json()["state"] == "decided"


@pytest.mark.parametrize("size", [LAPTOP, LARGE, (683, 384)], ids=["1366x768", "4K", "200%"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialogs_fit(chromium: Browser, api: Api, one: Pushed, size: tuple[int, int], scheme: str) -> None:
    with screen(chromium, api, new_user(api, "reviewer"), size, color_scheme=scheme) as page:
        opened(page, one)
        page.get_by_role("tab", name="决定").click()
        page.get_by_role("button", name="退回补正").click()
        expect(page.locator("#dialog .item").first).to_be_visible()
        box = page.locator("#dialog").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        assert overflow(page) <= 0
        assert_accessible(page)
        shot(page, f"work-notice-{size[0]}-{scheme}")


@pytest.fixture(scope="module")
def one(api: Api) -> Pushed:
    return desk.case(api)
