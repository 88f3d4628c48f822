"""Administration in a real browser: each page accessible, none wider than its window, stories from end to end."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from storage.records import access, clients, webhooks, work
from storage.records.users import UserRow
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.browser import LAPTOP, LARGE, assert_accessible, overflow, screen
from tests.pipeline.web.console.people import PASSWORD, new_user
from tests.storage import made

SHOTS = os.environ.get("YUSHEN_SHOTS", "")  # a folder: pictures to be looked at
HOSTILE = "<script>alert('甲')</script><img src=x onerror=alert(1)>" + "很长" * 20


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@pytest.fixture(scope="module")
def admin(api: Api) -> UserRow:
    """Of an office in which something happens everywhere."""
    row = new_user(api, "administrator")
    vault = api.service.vault
    reviewer = new_user(api, "reviewer", "read_only", regions=["rizhao", "neimenggu"])
    new_user(api, "auditor", must_change=True)
    client = api.client(HOSTILE)
    api.key(client, "cases:read")
    with api.service.database.begin() as tx:
        case = made.submitted(tx, vault, "甲.jpg", client_id=client).case
        hook = webhooks.add(tx, vault, client, "https://example.org/hooks/yushen", "whsec_" + "a" * 32, webhooks.EVENTS)
        webhooks.enqueue(tx, case, "case.read", {"case": str(case.id)})
        held = work.claim_next(tx, ("read.instant", "read.batch"), "w1", 60)
        assert held is not None
        work.quarantine(tx, held, "reader_died")
        access.note(tx, reviewer.id, "reveal", case.id, {"field": "id_number"})
        access.note(tx, reviewer.id, "page", case.id, {"page": 2})
    with api.service.database.begin() as tx:
        notify = work.claim_next(tx, ("notify",), "w1", 60)
        assert notify is not None
        webhooks.failed(tx, notify, webhooks.deliveries(tx, hook.id)[0], (503, "http_503"), None)
    api.service.rulebook.adopt_registry(Path("samples/registry.csv"), "user:operator")
    return row


def places(api: Api) -> list[str]:
    with api.service.database.look() as tx:
        client = next(row for row in clients.every(tx) if row.name == HOSTILE)
        hook = webhooks.of_client(tx, client.id)[0]
    pages = ["users", "clients", "webhooks", "queues", "policies", "registry", "retention", "access"]
    return [*pages, f"clients/{client.id}", f"webhooks/{hook.id}", "policies/rizhao", "policies/neimenggu/compare"]


@pytest.mark.parametrize(
    ("size", "scheme", "locale"),
    [(LAPTOP, "light", "zh"), (LARGE, "light", "zh"), ((683, 384), "dark", "en")],
    ids=["1366x768", "4K", "200%"],
)
def test_every_page_is_accessible_and_fits(
    chromium: Browser, api: Api, admin: UserRow, size: tuple[int, int], scheme: str, locale: str
) -> None:
    with screen(chromium, api, admin, size, color_scheme=scheme) as page:
        page.goto(f"/console/language/{locale}?next=/console/admin/users")
        for place in places(api):
            page.goto(f"/console/admin/{place}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            name = re.sub(r"[0-9a-f-]{36}", "one", place).replace("/", "-")
            shot(page, f"{name}-{size[0]}-{scheme}")
            assert overflow(page) <= 0, place
            if size == LAPTOP or (scheme == "dark" and "policies" not in place):  # axe takes its time on long pages
                assert_accessible(page)


def test_a_user_is_added_by_keyboard_and_signs_in(chromium: Browser, api: Api, admin: UserRow) -> None:
    with screen(chromium, api, admin) as page:
        page.goto("/console/admin/users")
        page.keyboard.press("n")
        page.get_by_label("账号").fill("sun.min")
        page.get_by_label("姓名").fill("孙敏")
        page.get_by_label("质检员").check()
        page.get_by_label("审核员", exact=True).check()
        page.get_by_role("button", name="创建并生成一次性密码").click()
        expect(page.get_by_role("status")).to_contain_text("角色冲突")
        page.get_by_label("质检员").uncheck()
        page.get_by_role("button", name="创建并生成一次性密码").click()
        password = page.locator("code.secret").inner_text()
        shot(page, "user-password")
        assert_accessible(page)
    with screen(chromium, api, None) as page:
        page.goto("/console")
        page.get_by_label("账号").fill("sun.min")
        page.get_by_label("密码").fill(password)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{api.url}/console/account/password")
        page.get_by_label("当前密码").fill(password)
        page.get_by_label("新密码").fill(PASSWORD)
        page.get_by_label("再输一次").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("密码已修改")
        expect(page.get_by_role("link", name="待审", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name="用户")).to_have_count(0)


def test_what_cannot_be_undone_is_asked_first(chromium: Browser, api: Api, admin: UserRow) -> None:
    row = new_user(api, "reviewer")
    with screen(chromium, api, admin) as page:
        page.goto(f"/console/admin/users/{row.id}")
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.get_by_role("button", name="停用账号").click()
        expect(page.get_by_role("button", name="停用账号")).to_be_visible()
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="停用账号").click()
        expect(page.get_by_role("button", name="启用账号")).to_be_visible()
        expect(page.get_by_role("status")).to_contain_text("账号已停用")


def test_hostile_names_stay_text(chromium: Browser, api: Api, admin: UserRow) -> None:
    with screen(chromium, api, admin) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto("/console/admin/clients")
        expect(page.get_by_role("link", name="<script>alert('甲')")).to_be_visible()
        assert page.locator("main script, main img").count() == 0


def test_quarantined_work_goes_back_and_its_depths_follow(chromium: Browser, api: Api, admin: UserRow) -> None:
    with screen(chromium, api, admin) as page:
        page.goto("/console/admin/queues")
        row = page.get_by_role("row").filter(has_text="reader_died")
        row.get_by_role("button", name="放回").click()
        expect(page.get_by_role("status")).to_contain_text("已放回 1 项")
        expect(row).to_have_count(0)


def test_a_packs_cases_run_and_unverified_lines_stand_alone(chromium: Browser, api: Api, admin: UserRow) -> None:
    with screen(chromium, api, admin) as page:
        page.goto("/console/admin/policies/rizhao")
        page.get_by_text("政策包用例").click()
        page.get_by_role("button", name="运行用例").click()
        expect(page.locator("#cases .message.good")).to_be_visible()
        page.get_by_label("只看未核实").check()
        shot(page, "policy-unverified")
        assert page.locator("table.policy tbody tr:visible").count() > 0
        assert page.locator("table.policy tr.verified:visible").count() == 0
        page.get_by_label("只看未核实").uncheck()
        page.get_by_text("试运行：").click()
        page.get_by_role("button", name="试运行").click()
        expect(page.locator("#progress")).to_be_visible()
        assert_accessible(page)


def test_a_registry_is_previewed_then_counts(chromium: Browser, api: Api, admin: UserRow, tmp_path: Path) -> None:
    rows = Path("samples/registry.csv").read_text("utf-8").splitlines()
    (tmp_path / "new.csv").write_text("\n".join([rows[0], rows[1].replace(",三,甲,", ",二,甲,"), *rows[3:]]), "utf-8")
    with screen(chromium, api, admin) as page:
        page.goto("/console/admin/registry")
        page.get_by_label("导入名录").set_input_files(tmp_path / "new.csv")
        page.get_by_role("button", name="预览变化").click()
        expect(page.get_by_text("删除 1")).to_be_visible()
        assert_accessible(page)
        shot(page, "registry-preview")
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="启用此名录").click()
        expect(page.get_by_role("status")).to_contain_text("名录已启用")
