"""The auditors' pages in a real Chromium: a plan made, a blind reading by keyboard alone, a ruling, every drawing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from storage.records.users import UserRow
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.audited import HOSTILE, RIGHT, plan, read, take
from tests.pipeline.web.console.browser import LAPTOP, LARGE, assert_accessible, overflow, screen
from tests.pipeline.web.console.people import new_user, sign_in
from tests.pipeline.work.office import at_work

SHOTS = os.environ.get("YUSHEN_SHOTS", "")


@pytest.fixture(scope="module")
def planner(api: Api) -> UserRow:
    return new_user(api, "auditor")


def shot(page: Page, name: str) -> None:
    """Kept where YUSHEN_SHOTS says, to be looked at."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def test_a_plan_shows_its_size_while_it_is_made(chromium: Browser, api: Api, planner: UserRow, many: int) -> None:
    with screen(chromium, api, planner) as page:
        page.goto("/console/audit")
        page.get_by_role("link", name="新建方案").click()
        expect(page.locator("#frame")).to_have_text(str(many))  # before it has a name
        page.get_by_label("名称").fill("三月抽检")
        page.get_by_label("图像质量").first.check()
        expect(page.locator("#size tbody")).to_contain_text("清晰")
        page.get_by_label("希望的区间半宽").fill("0")
        expect(page.locator("#size .message")).to_contain_text("数字超出范围")
        page.get_by_label("希望的区间半宽").fill("3")
        expect(page.locator("#drawn")).to_have_text(str(many))
        assert_accessible(page)
        shot(page, "audit_plan_new")
        page.get_by_role("button", name="建立并抽取").click()
        expect(page.get_by_role("heading", name="三月抽检")).to_be_visible()
        page.get_by_role("button", name="按种子重抽核对").click()
        expect(page.locator(".message.good")).to_contain_text("一致")
        assert_accessible(page)
        shot(page, "audit_plan")


def test_a_blind_reading_needs_the_keyboard_alone(chromium: Browser, api: Api, planner: UserRow) -> None:
    plan(api, planner, name="键盘")
    with screen(chromium, api, new_user(api, "auditor")) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/console/audit")
        page.keyboard.press("n")
        expect(page.locator(".pane[data-ready]")).to_be_visible()
        expect(page.locator("#where")).to_contain_text("第 1 页 / 共 2 页")
        expect(page.locator("#sheet")).to_have_js_property("complete", True)
        assert page.locator("#sheet").evaluate("image => image.naturalWidth") > 100
        assert_accessible(page)
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("1")  # 诊断证明书
        for word in ("海州市第一人民医院", "2026-3-2", HOSTILE):
            page.keyboard.insert_text(word)
            page.keyboard.press("Enter")
        page.keyboard.insert_text("2型糖尿病")
        page.keyboard.press("Escape")
        page.keyboard.press("x")  # no seal
        shot(page, "audit_reading")
        page.keyboard.press("]")
        expect(page.locator("#where")).to_contain_text("第 2 页")
        page.keyboard.press("6")  # 检验报告
        expect(page.locator("#page-2 textarea")).to_be_hidden()
        page.keyboard.insert_text("海州市第一人民医院")
        page.keyboard.press("Escape")
        page.keyboard.press("x")
        page.keyboard.press("r")
        page.keyboard.press("+")
        page.keyboard.press("f")
        page.keyboard.press("ArrowRight")  # the first finding is there: 缺少印章
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", name="比对")).to_be_visible()
        expect(page.locator("table.compare")).to_contain_text("<script>alert(1)</script>")
        expect(page.locator("tr", has_text="缺少印章").locator(".badge.good")).to_have_text("一致")
        expect(page.locator("tr.differs", has_text="患者姓名").first).to_be_visible()
        assert_accessible(page)
        shot(page, "audit_item")


def test_a_gap_is_shown_where_it_is(chromium: Browser, api: Api, planner: UserRow) -> None:
    made = plan(api, planner, name="缺口")
    with screen(chromium, api, new_user(api, "auditor")) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"/console/audit/plans/{made.id}")
        page.keyboard.press("n")
        expect(page.locator(".pane[data-ready]")).to_be_visible()
        page.keyboard.press("7")
        page.keyboard.press("Escape")
        page.keyboard.press("z")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("alert")).to_contain_text("还没有选择材料类型")
        expect(page.locator("#where")).to_contain_text("第 2 页")
        page.keyboard.press("[")
        expect(page.locator("#page-1 input[value=exam_report]")).to_be_checked()


@pytest.fixture(scope="module")
def looked(api: Api, planner: UserRow) -> UserRow:
    """A plan all of which two auditors have read, not quite alike; who rules on it."""
    made = plan(api, planner, name="已读完", twice=1.0)
    answers = (
        RIGHT | {"1-issue_date": "2026-03-03", "finding-page_missing": "fail"},
        RIGHT | {"kind-2": "exam_report"},
    )
    for answer in answers:
        browser = sign_in(api, new_user(api, "auditor"))
        while where := take(browser, made):
            read(browser, where, answer)
        browser.close()
    return new_user(api, "auditor")


def test_a_difference_is_ruled_on_and_followed_up(chromium: Browser, api: Api, looked: UserRow) -> None:
    with screen(chromium, api, looked) as page:
        page.goto("/console/audit/differences")
        shot(page, "audit_differences")
        assert_accessible(page)
        page.locator("tr", has_text="缺页").first.get_by_role("link").click()
        row = page.locator("tr.differs", has_text="缺页").first
        row.locator("summary").click()
        row.get_by_label("说明").fill("第二页缺失，确认漏报")
        row.get_by_label("记入申请时间线").check()
        row.get_by_role("button", name="预审有误").click()
        expect(page.locator(".message.good")).to_contain_text("已记入申请的时间线")
        expect(page.locator("table.compare").first).to_contain_text("第二页缺失，确认漏报")


@pytest.mark.parametrize("part", ["", "/kinds", "/reliability", "/trend", "/thresholds", "/agreement"])
def test_every_drawing_can_be_read_by_all(chromium: Browser, api: Api, looked: UserRow, part: str) -> None:
    with screen(chromium, api, looked) as page:
        page.goto(f"/console/audit/results{part}")
        assert_accessible(page)
        assert overflow(page) <= 0
        shot(page, f"audit_results{part.replace('/', '_')}")
        points = page.locator("svg.chart a")
        if part not in ("/kinds", "/agreement"):
            assert points.count() > 0
            points.first.focus()
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", level=1)).to_contain_text("对应的样本")
            page.get_by_role("link", name="看页面").first.click()
            expect(page.get_by_role("heading", name="比对")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [(LAPTOP, "dark"), (LARGE, "light"), ((683, 384), "light")])
def test_pages_fit_a_laptop_a_large_screen_and_twice_the_zoom(
    chromium: Browser, api: Api, looked: UserRow, size: tuple[int, int], scheme: str
) -> None:
    """683 by 384 is what a laptop at 200 % zoom has."""
    with screen(chromium, api, looked, size, color_scheme=scheme) as page:
        pages = (("home", ""), ("results", "/results?by=finding"), ("plan", "/plans/new"), ("trials", "/trials"))
        for name, path in (*pages, ("period", "/period"), ("differences", "/differences")):
            page.goto(f"/console/audit{path}")
            shot(page, f"audit_{name}_{size[0]}_{scheme}")
            assert overflow(page) <= 0, path
            assert_accessible(page)


def test_an_export_is_a_file(chromium: Browser, api: Api, looked: UserRow) -> None:
    with screen(chromium, api, looked) as page:
        page.goto("/console/audit/results")
        with page.expect_download() as coming:
            page.get_by_role("button", name="XLSX").click()
        assert coming.value.suggested_filename.endswith(".xlsx")


def test_the_pages_speak_english(chromium: Browser, api: Api, looked: UserRow) -> None:
    with screen(chromium, api, looked) as page:
        page.goto("/console/audit/results?by=finding")
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Error rates")
        expect(page.locator("table").first).to_contain_text("Page missing")
        for path in ("", "/differences", "/plans/new", "/results/trend", "/results/thresholds", "/trials", "/period"):
            page.goto(f"/console/audit{path}")
            assert not page.locator("main").get_by_text("质量抽检").count()


def test_a_trial_is_followed_and_its_cases_open(chromium: Browser, api: Api, looked: UserRow) -> None:
    with screen(chromium, api, looked) as page, at_work(api.service, ("trial",)):
        page.goto("/console/audit/results/thresholds?topic=issue_date&level=1")
        page.get_by_role("link", name="重新判断过去的申请").click()
        expect(page.locator("[name=date]")).to_have_value("1")
        page.get_by_role("button", name="开始试算").click()
        expect(page.get_by_role("status").filter(has_text="已完成")).to_be_visible(timeout=60_000)
        assert_accessible(page)
        shot(page, "audit_trial")
        page.locator("#cases").get_by_role("link", name="看页面").first.click()
        expect(page.locator(".pane[data-ready]")).to_be_visible()
        expect(page.locator("li", has_text="缺少日期").first).to_be_visible()
        assert_accessible(page)
        shot(page, "audit_trial_case")


def test_what_is_typed_is_kept_and_there_again(chromium: Browser, api: Api, planner: UserRow) -> None:
    made = plan(api, planner, name="中断")
    with screen(chromium, api, new_user(api, "auditor")) as page:
        page.goto(f"/console/audit/plans/{made.id}")
        page.keyboard.press("n")
        expect(page.locator(".pane[data-ready]")).to_be_visible()
        page.keyboard.press("1")
        page.keyboard.insert_text("海州市第一人民医院")
        expect(page.locator("#kept")).to_have_text("已暂存")
        page.reload()
        expect(page.get_by_role("status").filter(has_text="已恢复")).to_be_visible()
        expect(page.locator("#page-1 [name='1-hospital']")).to_have_value("海州市第一人民医院")
        expect(page.locator("#where")).to_contain_text("第 2 页")  # the first that has no kind yet
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        assert_accessible(page)


def test_differences_are_ruled_on_by_keys_in_a_row(chromium: Browser, api: Api, looked: UserRow) -> None:
    with screen(chromium, api, looked) as page:
        page.goto("/console/audit/differences")
        page.keyboard.press("n")
        expect(page.locator(".pane[data-ready]")).to_be_visible()
        first = page.url
        page.keyboard.press("1")
        expect(page.locator(".message.good")).to_contain_text("已裁定")
        assert page.url != first
        expect(page.locator("tr:target details[open]")).to_be_visible()
        assert_accessible(page)
