"""A real Chromium in front of the real service. Without one these tests skip on a laptop and fail in CI.

    with screen(chromium, api, row) as page:
        page.goto("/console/queue")

A page that reports an error, or breaks its content security policy, fails the test that opened it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from storage.records.users import UserRow
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.people import sign_in

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking")
HOW = "no Chromium: `make browser` as root, or apt-get install chromium fonts-noto-cjk, or playwright install chromium"
LAPTOP = (1366, 768)
LARGE = (3840, 2160)
SERIOUS = frozenset({"serious", "critical"})
PATIENCE_MS = 30_000  # a machine whose cores are all busy answers late
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One for a file of tests: Playwright's loop may not outlive it, other files run loops of their own."""
    with sync_playwright() as playwright:
        path = _executable(playwright.chromium.executable_path)
        if path is None:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(HOW)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


@contextmanager
def screen(
    chromium: Browser, api: Api, row: UserRow | None, size: tuple[int, int] = LAPTOP, **more: Any
) -> Iterator[Page]:
    """A page of a new browser in which `row` is signed in (None: nobody). `more` goes to Playwright's new_context:
    locale, color_scheme, device_scale_factor, reduced_motion …"""
    settings: Mapping[str, Any] = {"locale": "zh-CN", "reduced_motion": "reduce"} | more
    context = chromium.new_context(
        base_url=api.url, viewport={"width": size[0], "height": size[1]}, accept_downloads=True, **settings
    )
    context.set_default_timeout(PATIENCE_MS)
    if row is not None:
        http = sign_in(api, row)
        context.add_cookies([{"name": key, "value": value, "url": api.url} for key, value in http.cookies.items()])
        http.close()
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" and _is_ours(told.text) else None)
    try:
        yield page
    finally:
        context.close()
    assert not wrong, wrong


def assert_accessible(page: Page, **options: Any) -> None:
    """No violation that axe calls serious or critical."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    serious = [
        f"{one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes']][:4]}"
        for one in found
        if one["impact"] in SERIOUS
    ]
    assert not serious, "\n".join(serious)


def overflow(page: Page) -> int:
    """How many CSS pixels the page is wider than its window: nobody should have to scroll sideways."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def _is_ours(told: str) -> bool:
    """An answer of 4xx, which a test may want, is told as an error too."""
    return not told.startswith(("Failed to load resource", "Response Status Error Code 4"))


def _executable(own: str) -> str | None:
    found = [path for name in NAMES if (path := shutil.which(name))]
    return found[0] if found else own if Path(own).exists() else None
