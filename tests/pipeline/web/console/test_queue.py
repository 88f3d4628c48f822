from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from playwright.sync_api import Browser, expect

from pipeline.settings import Settings
from storage.records import access, claims
from storage.records.access import Filters
from tests.pipeline.web.api import Api, serving
from tests.pipeline.web.console.browser import LAPTOP, LARGE, assert_accessible, overflow, screen
from tests.pipeline.web.console.people import new_user, sign_in, someone
from tests.pipeline.web.console.waiting import waiting

expect.set_options(timeout=15_000)  # other tests may be at work on the same cores
HOSTILE = "<script>alert(1)</script>\u202e" + "长" * 60


@pytest.fixture
def api(fresh_service: Settings) -> Iterator[Api]:
    with serving(fresh_service) as found:
        yield found


def order(answer: httpx.Response, *keys: str) -> list[str]:
    """Those of the keys that a page shows, from top to bottom."""
    assert answer.status_code == 200, answer.text
    return sorted((key for key in keys if key in answer.text), key=answer.text.index)


def test_the_most_urgent_case_stands_first(api: Api) -> None:
    today = dt.date.today()
    waiting(api, "KEY-LATER", due=today + dt.timedelta(days=20))
    waiting(api, "KEY-LATE", due=today - dt.timedelta(days=9))
    waiting(api, "KEY-INSTANT", track="instant", hospitals=("示例市人民医院",))
    with closing(someone(api, "reviewer")) as http:
        answer = http.get("/console/queue")
        assert order(answer, "KEY-LATER", "KEY-LATE", "KEY-INSTANT") == ["KEY-INSTANT", "KEY-LATE", "KEY-LATER"]
        for text in ("即时", "超期", "个工作日", "示例市人民医院", "需人工核对", "1 项不符"):
            assert text in answer.text
        assert order(http.get("/console/queue?track=instant"), "KEY-LATE", "KEY-INSTANT") == ["KEY-INSTANT"]
        assert order(http.get("/console/queue?due=overdue"), "KEY-LATER", "KEY-LATE") == ["KEY-LATE"]
        assert order(http.get("/console/queue?track=nonsense&after=nonsense"), "KEY-LATE") == ["KEY-LATE"]
        english = http.get("/console/language/en?next=/console/queue", follow_redirects=True)
        assert "working days" in english.text and "个工作日" not in english.text


def test_cases_of_other_regions_do_not_exist(api: Api) -> None:
    waiting(api, "KEY-RIZHAO")
    waiting(api, "KEY-HULUNBUIR", region="neimenggu/hulunbuir")
    for regions, seen in (
        ((), ["KEY-RIZHAO", "KEY-HULUNBUIR"]), (("rizhao",), ["KEY-RIZHAO"]), (("neimenggu",), ["KEY-HULUNBUIR"]),
        (("jiangxi",), []),
    ):  # fmt: skip
        with closing(someone(api, "reviewer", regions=regions)) as http:
            for url in ("/console/queue", "/console/queue?region=neimenggu", "/console/queue?state=every"):
                shown = order(http.get(url), "KEY-RIZHAO", "KEY-HULUNBUIR")
                assert set(shown) <= set(seen), (regions, url)
            assert sorted(order(http.get("/console/queue"), *seen)) == sorted(seen)
            found = http.post("/console/queue/search", data={"q": "KEY-"}, follow_redirects=False)
            assert set(order(found, "KEY-RIZHAO", "KEY-HULUNBUIR")) <= set(seen) if found.status_code == 200 else seen


def test_pages_of_the_list_lead_on_and_back(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.web.console.reading.queue.ROWS", 2)
    for number in range(5):
        waiting(api, f"KEY-{number}", due=dt.date(2026, 12, 1 + number))
    keys = [f"KEY-{n}" for n in range(5)]
    with closing(someone(api, "reviewer")) as http:
        seen, url, last = [], "/console/queue", ""
        while url:
            answer = http.get(url)
            seen.append(order(answer, *keys))
            last, url = url, _link(answer.text, "after")
        assert seen == [["KEY-0", "KEY-1"], ["KEY-2", "KEY-3"], ["KEY-4"]]
        assert order(http.get(_link(http.get(last).text, "before")), *keys) == ["KEY-2", "KEY-3"]


def _link(text: str, way: str) -> str:
    """The href of the link that goes on, or back."""
    start = text.find(f'href="/console/queue?{way}=')
    return "" if start < 0 else text[start + 6 : text.index('"', start + 6)]


def test_a_case_is_found_by_its_key_its_id_number_or_the_name_and_the_log_holds_none_of_them(api: Api) -> None:
    case = waiting(api, "RZ_100%-1")
    waiting(api, "RZX100x-1")
    row = new_user(api, "reviewer")
    with closing(sign_in(api, row)) as http:
        for asked in ("RZ_100%", "371102196803124525", " 371102 19680312 4525 "):
            answer = http.post("/console/queue/search", data={"q": asked})
            if asked.startswith("RZ"):
                assert answer.headers["location"] == f"/console/cases/{case.id}"
            else:
                assert order(answer, "RZ_100%-1", "RZX100x-1") == ["RZX100x-1", "RZ_100%-1"]
        assert order(http.post("/console/queue/search", data={"q": "柳青禾"}), "RZ_100%-1") == ["RZ_100%-1"]
        for nothing in ("", "%", "nobody", "371102196803124526"):
            assert "没有找到" in http.post("/console/queue/search", data={"q": nothing}).text
    with api.service.database.look() as tx:
        notes = access.page(tx, Filters(user_id=row.id, what="search"))
    assert [(note.data["by"], note.data["found"]) for note in notes][-2:] == [("id_number", 2), ("case_key", 1)]
    assert "371102" not in api.log.getvalue() + str(notes) and "柳青禾" not in api.log.getvalue() + str(notes)


def test_taking_the_next_never_gives_one_case_to_two_people(api: Api) -> None:
    first, second = waiting(api, "A", track="instant"), waiting(api, "B")
    users = [new_user(api, "reviewer") for _ in range(3)]
    browsers = [sign_in(api, row) for row in users]
    places = [http.post("/console/queue/next").headers.get("location", "") for http in browsers]
    assert [place.partition("?")[0] for place in places] == [
        f"/console/cases/{first.id}",
        f"/console/cases/{second.id}",
        "",
    ]
    page = browsers[2].get("/console/queue").text
    assert "周试" in page
    live = (
        browsers[0]
        .get("/console/queue/live", params={"ids": f"{first.id},{second.id}", "since": "2026-01-01T00:00:00+00:00"})
        .json()
    )
    assert live["rows"][str(first.id)]["mine"] and not live["rows"][str(second.id)]["mine"]
    assert live["fresh"] == 2
    with api.service.database.begin() as tx:
        claims.release(tx, first.id, users[0].id)
    assert f"/console/cases/{first.id}" in browsers[2].post("/console/queue/next").headers["location"]
    for http in browsers:
        http.close()


def test_what_a_colleague_passed_on_comes_first(api: Api) -> None:
    waiting(api, "KEY-URGENT", track="instant")
    case = waiting(api, "KEY-PASSED")
    here, there = new_user(api, "reviewer"), new_user(api, "reviewer")
    with api.service.database.begin() as tx:
        claims.pass_to(tx, case.id, here.id, there.id)
    with closing(sign_in(api, there)) as http:
        page = http.get("/console/queue").text
        assert "同事转给我的" in page and page.index("KEY-PASSED") < page.index("KEY-URGENT")
        assert str(case.id) in http.post("/console/queue/next").headers["location"]
    with closing(sign_in(api, here)) as http:
        assert "同事转给我的" not in http.get("/console/queue").text


def test_views_keep_filters_and_nothing_that_was_searched_for(api: Api) -> None:
    with closing(someone(api, "reviewer")) as http, closing(someone(api, "reviewer")) as other:
        http.post("/console/queue/views?track=instant&q=371102196803124525", data={"name": "  我的\n 即时 "})
        page = http.get("/console/queue").text
        assert "我的 即时" in page and "/console/queue?track=instant" in page and "371102" not in page
        assert "我的 即时" not in other.get("/console/queue").text
        view = page.split("/console/queue/views/")[1].split("/")[0]
        other.post(f"/console/queue/views/{view}/drop")
        assert "我的 即时" in http.get("/console/queue").text
        http.post(f"/console/queue/views/{view}/drop")
        assert "我的 即时" not in http.get("/console/queue").text
        assert http.post("/console/queue/views?track=instant", data={"name": "\u202e"}).status_code == 422


def test_who_only_looks_takes_nothing(api: Api) -> None:
    waiting(api, "A")
    with closing(someone(api, "read_only")) as http:
        assert "领取下一件" not in http.get("/console/queue").text
        assert http.post("/console/queue/next").status_code == 403


def test_the_list_by_keyboard_with_holders_and_news_as_they_come(api: Api, chromium: Browser) -> None:
    today = dt.date.today()
    for number, name in enumerate(("KEY-0", "KEY-1", HOSTILE)):
        waiting(api, name, due=today + dt.timedelta(days=number), diseases=(HOSTILE,), hospitals=(HOSTILE,))
    me, other = new_user(api, "reviewer"), new_user(api, "reviewer")
    with screen(chromium, api, me) as page:
        page.goto("/console/queue")
        expect(page.locator("tr[data-case]")).to_have_count(3)
        assert overflow(page) <= 0
        assert_accessible(page)
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator("tr.here")).to_contain_text("KEY-1")
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        assert_accessible(page)
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        expect(page.locator("input[name=q]")).to_be_focused()
        page.keyboard.press("Escape")
        with closing(sign_in(api, other)) as http:
            http.post("/console/queue/next")
        expect(page.locator("tr[data-case] .holder").first).to_contain_text("周试")
        waiting(api, "KEY-NEW", track="instant")
        expect(page.locator("#fresh")).to_contain_text("1")
        page.locator("#fresh").click()
        expect(page.locator("tr[data-case]").first).to_contain_text("KEY-NEW")
        page.locator("select[name=track]").select_option("instant")
        expect(page.locator("tr[data-case]")).to_have_count(1)
        page.get_by_role("button", name="存为视图").click()
        page.locator("#save-view input[name=name]").fill("只看即时")
        page.locator("#save-view button.main").click()
        expect(page.locator(".tally .view")).to_contain_text("只看即时")


@pytest.mark.parametrize("size", [LAPTOP, LARGE, (683, 384)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_fits_every_screen(api: Api, chromium: Browser, size: tuple[int, int], scheme: str) -> None:
    waiting(
        api, "KEY-0", hospitals=("示例市第一人民医院", "示例市中医医院", "示例市妇幼保健院"), due=dt.date(2026, 1, 1)
    )
    with screen(chromium, api, new_user(api, "reviewer"), size, color_scheme=scheme) as page:
        page.goto("/console/queue")
        assert overflow(page) <= 0
        assert_accessible(page)
