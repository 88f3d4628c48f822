"""What every page shares, in a real browser: signing in by hand, the frame, both tongues, sizes of screens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.pipeline.web.api import Api
from tests.pipeline.web.console.browser import LAPTOP, LARGE, assert_accessible, overflow, screen
from tests.pipeline.web.console.people import PASSWORD, new_user

SHOTS = os.environ.get("YUSHEN_SHOTS", "")  # a folder: pictures to be looked at


def shot(page: object, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)  # type: ignore[attr-defined]


def test_signing_in_by_keyboard_and_out_again(chromium: Browser, api: Api) -> None:
    row = new_user(api, "administrator")
    with screen(chromium, api, None) as page:
        page.goto("/console/account")
        expect(page.get_by_label("账号")).to_be_focused()
        assert_accessible(page)
        shot(page, "sign-in")
        page.keyboard.type(row.login)
        page.keyboard.press("Tab")
        page.keyboard.type("not the password")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("账号或密码不对")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(row.login)
        assert_accessible(page)
        shot(page, "account")
        page.get_by_role("button", name="退出", exact=True).click()
        expect(page).to_have_url(f"{api.url}/console/sign-in")


def test_the_language_switch_leads_back_to_the_same_page(chromium: Browser, api: Api) -> None:
    with screen(chromium, api, new_user(api, "administrator")) as page:
        page.goto("/console/account?tab=1")
        page.get_by_role("link", name="English").click()
        expect(page).to_have_url(f"{api.url}/console/account?tab=1")
        expect(page.get_by_role("link", name="Users")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("size", [LAPTOP, LARGE, (683, 384)], ids=["1366x768", "4K", "200%"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_frame_and_account_fit(chromium: Browser, api: Api, size: tuple[int, int], scheme: str) -> None:
    with screen(chromium, api, new_user(api, "administrator"), size, color_scheme=scheme) as page:
        page.goto("/console/account")
        assert overflow(page) <= 0
        assert_accessible(page)
        shot(page, f"account-{size[0]}-{scheme}")


def test_an_error_is_a_page_that_leads_on(chromium: Browser, api: Api) -> None:
    with screen(chromium, api, new_user(api, "administrator")) as page:
        page.goto("/console/nowhere")
        expect(page.get_by_role("heading", level=1)).to_have_text("没有这一页")
        assert_accessible(page)
        shot(page, "error")
