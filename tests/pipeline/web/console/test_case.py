from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from contextlib import closing
from uuid import UUID, uuid4

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from storage.blobs import pages_prefix
from storage.records import access, claims
from storage.records.access import Filters
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.browser import LAPTOP, LARGE, assert_accessible, overflow, screen
from tests.pipeline.web.console.desk import CERTIFICATE, Pushed, case, working
from tests.pipeline.web.console.people import new_user, sign_in, someone
from tests.pipeline.web.console.waiting import waiting
from tests.servers import Servers

ID_NUMBER = "99010119491231002X"
expect.set_options(timeout=15_000)  # other tests may be at work on the same cores
HOSTILE = "</script><script>document.title='hacked'</script><img src=x onerror=alert(1)>\u202e=1+1" + "长" * 300
ZOOMED = (683, 384)  # a laptop's screen at 200 %


@pytest.fixture(scope="module")
def api(servers: Servers, migrated: str) -> Iterator[Api]:
    with working(servers, migrated) as found:
        yield found


@pytest.fixture(scope="module")
def pushed(api: Api) -> Pushed:
    return case(api, case_key="CASE-SHOWN")


def seen(api: Api, user: UUID) -> list[str]:
    with api.service.database.look() as tx:
        return [note.what for note in reversed(access.page(tx, Filters(user_id=user)))]


def opened(page: Page, pushed: Pushed) -> None:
    page.goto(pushed.screen)
    page.wait_for_selector("body[data-shown]")


def where(page: Page) -> str:
    return page.locator("#where").inner_text()


def test_the_screen_shows_papers_findings_clauses_and_the_checklist(api: Api, pushed: Pushed) -> None:
    with closing(someone(api, "reviewer")) as http:
        text = http.get(pushed.screen).text
        english = http.get(f"/console/language/en?next={pushed.screen}", follow_redirects=True).text
    assert "a stamp on the diagnosis certificate" in english
    for told in (
        "CASE-SHOWN", "诊断证明须盖章", "林试样", "诊断证明书", "检验报告", "证明.jpg", "诊断证明书未见医疗机构印章",
        "≥ 2025-10-01", "2025-01-02", "依据", "材料清单", "身份证", "据公开文章或客户要求",
    ):  # fmt: skip
        assert told in text, told
    for finding in pushed.report()["findings"]:
        if finding["outcome"] != "pass":
            assert f'id="finding-{finding["key"]}"' in text


def test_an_id_number_is_masked_until_somebody_entitled_asks_and_that_is_recorded(api: Api, pushed: Pushed) -> None:
    row, looker = new_user(api, "reviewer"), new_user(api, "read_only")
    with closing(sign_in(api, row)) as http:
        assert ID_NUMBER not in http.get(pushed.screen).text
        assert ID_NUMBER not in http.get(f"{pushed.screen}/text").text
        assert ID_NUMBER in http.post(f"{pushed.screen}/reveal").text
    assert seen(api, row.id) == ["case", "reveal"]
    with closing(sign_in(api, looker)) as http:
        assert "显示证件号" not in http.get(pushed.screen).text
        assert http.post(f"{pushed.screen}/reveal").status_code == 403
    assert ID_NUMBER not in api.log.getvalue()


def test_pictures_of_pages_come_in_three_sizes_and_each_look_is_recorded(api: Api, pushed: Pushed) -> None:
    row, upload = new_user(api, "reviewer"), pushed.upload("证明.jpg")
    with closing(sign_in(api, row)) as http:
        for size, expected in (("s", (170, 240)), ("m", (1131, 1600)), ("l", (1240, 1754))):
            answer = http.get(f"{pushed.screen}/pages/{upload}/1/{size}")
            assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("image/jpeg", "no-store")
            with Image.open(io.BytesIO(answer.content)) as image:
                assert image.size == expected
        for path in (f"{upload}/2/m", f"{uuid4()}/1/m"):
            assert http.get(f"{pushed.screen}/pages/{path}").status_code == 404
        assert http.get(f"{pushed.screen}/pages/{upload}/1/xl").status_code == 422
    assert seen(api, row.id)[:2] == ["page", "page"]


def test_what_a_first_view_needs_is_drawn_when_the_case_is_judged(api: Api) -> None:
    papers = {"证明.jpg": CERTIFICATE.replace("2型糖尿病", "2型糖尿病。从未画过的一页")}
    digests = [upload["sha256"] for upload in case(api, papers).case["uploads"]]
    for digest in digests:
        drawn = {key.rpartition("/")[2] for key, _ in api.service.blobs.keys(pages_prefix(digest))}
        assert drawn == {"s", "m"}


def test_a_case_of_another_region_or_another_cases_page_does_not_exist(api: Api, pushed: Pushed) -> None:
    upload, other = pushed.upload("证明.jpg"), case(api)
    paths = ("", "/text", f"/pages/{upload}/1/m", "/claim", "/onward")
    with closing(someone(api, "reviewer", regions=["neimenggu"])) as http:
        for path in paths:
            assert http.get(pushed.screen + path).status_code == 404, path
        for path in ("/claim", "/release", "/reveal", "/warm"):
            assert http.post(pushed.screen + path).status_code == 404, path
    with closing(someone(api, "reviewer", regions=["rizhao"])) as http:
        assert http.get(f"{other.screen}/pages/{upload}/1/m").status_code == 404
        assert http.get(pushed.screen).status_code == 200
    for role in ("auditor", "administrator"):
        with closing(someone(api, role)) as http:
            for path in paths:
                assert http.get(pushed.screen + path).status_code == 403, (role, path)


def test_claims_are_taken_kept_told_and_released(api: Api) -> None:
    row, other = waiting(api, f"K{uuid4()}"), new_user(api, "reviewer")
    url = f"/console/cases/{row.id}"
    with closing(someone(api, "reviewer")) as mine, closing(sign_in(api, other)) as theirs:
        assert "我在处理" in mine.post(f"{url}/claim").text
        assert "我在处理" in mine.post(f"{url}/claim").text
        assert "正在处理" in theirs.post(f"{url}/claim").text
        assert "正在处理" in theirs.get(url).text
        assert "正在处理" in theirs.post(f"{url}/release").text
        assert "领取" in mine.post(f"{url}/release").text
        assert "我在处理" in theirs.post(f"{url}/claim").text
    with api.service.database.look() as tx:
        claim = claims.of_case(tx, row.id)
    assert claim is not None and claim.user_id == other.id


def test_onward_leads_to_the_next_free_case_of_the_same_list(api: Api) -> None:
    first, held, free = (waiting(api, f"N{n}-{uuid4()}", track="instant", diseases=("独有病",)) for n in range(3))
    row, query = new_user(api, "reviewer"), "disease=%E7%8B%AC%E6%9C%89%E7%97%85"
    with api.service.database.begin() as tx:
        claims.hold(tx, held.id, new_user(api, "reviewer").id)
    with closing(sign_in(api, row)) as http:
        page = http.get(f"/console/cases/{first.id}?{query}").text
        assert f'href="/console/cases/{free.id}?{query}"' in page and str(held.id) not in page
        assert (
            http.get(f"/console/cases/{first.id}/onward?{query}").headers["location"]
            == f"/console/cases/{free.id}?{query}"
        )
        with api.service.database.begin() as tx:
            claims.hold(tx, free.id, row.id)
        assert http.get(f"/console/cases/{first.id}/onward?{query}").headers["location"] == f"/console/queue?{query}"


def test_a_case_without_a_report_says_so(api: Api) -> None:
    row = waiting(api, f"R{uuid4()}")
    with closing(someone(api, "reviewer")) as http:
        answer = http.get(f"/console/cases/{row.id}")
        assert answer.status_code == 200 and "还没有预审报告" in answer.text
        assert http.get(f"/console/cases/{row.id}/text").status_code == 404
        assert http.post(f"/console/cases/{row.id}/warm").status_code == 204
        assert http.get(f"/console/cases/{uuid4()}").status_code == 404


def test_a_case_that_was_purged_shows_that_it_was(api: Api, chromium: Browser) -> None:
    row = waiting(api, f"P{uuid4()}")
    with api.service.database.begin() as tx:
        from storage.records import cases, flow, retention

        retention.purge(tx, flow.cancel(tx, cases.lock(tx, row.id), "client:test").case, "worker:test")
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        page.goto(f"/console/cases/{row.id}")
        expect(page.locator("main")).to_contain_text("已按期限清除")
        assert_accessible(page)


def test_a_reviewer_finds_what_is_wrong_without_a_mouse(api: Api, pushed: Pushed, chromium: Browser) -> None:
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        begun = time.perf_counter()
        opened(page, pushed)
        assert time.perf_counter() - begun < 10, "under a second on a machine that does nothing else"
        expect(page.locator(".overlay .on-finding").first).to_be_attached()
        expect(page.locator(".overlay .on-field").first).to_be_attached()
        assert "诊断证明书 1/2" in where(page)
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator(".finding.here h4")).to_contain_text("早于2025-10-01")
        expect(page.locator("#where")).to_contain_text("检验报告 2/2")
        expect(page.locator(".overlay .on-here")).to_be_attached()
        page.keyboard.press("k")
        expect(page.locator("#where")).to_contain_text("1/2")
        page.keyboard.press(".")
        expect(page.locator("#where")).to_contain_text("2/2")
        page.keyboard.press("PageUp")
        expect(page.locator("#where")).to_contain_text("1/2")
        page.keyboard.press("o")
        expect(page.locator(".overlay")).to_be_hidden()
        page.keyboard.press("o")
        page.keyboard.press("2")
        expect(page.locator(".overlay .on-field").first).to_be_hidden()
        page.keyboard.press("4")
        expect(page.locator(".overlay .on-line").first).to_be_visible()
        page.keyboard.press("c")
        expect(page.locator("#claim")).to_contain_text("我在处理")
        page.keyboard.press("f")
        expect(page.locator("#panel-fields")).to_contain_text("出具日期")
        page.keyboard.press("d")
        expect(page.locator("#panel-decision")).to_be_visible()
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        assert_accessible(page)
        page.keyboard.press("Escape")
        page.keyboard.press("c")
        expect(page.locator("#claim")).to_contain_text("领取")
        page.keyboard.press("q")
        page.wait_for_url("**/console/queue**")


def test_a_click_on_the_page_tells_what_was_read_there(api: Api, pushed: Pushed, chromium: Browser) -> None:
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        opened(page, pushed)
        page.keyboard.press("4")
        line = page.locator(".overlay .on-line").nth(1).bounding_box()
        assert line is not None
        page.mouse.click(line["x"] + line["width"] / 2, line["y"] + line["height"] / 2)
        expect(page.locator("#read bdi")).to_be_visible()
        told = page.locator("#read bdi").inner_text()
        lines = httpx_lines(api, pushed)
        assert told in [text for text, _, _ in lines], told
        page.mouse.click(line["x"] + line["width"] / 2, line["y"] + line["height"] + 300)
        expect(page.locator("#read")).to_contain_text("没有读到")
        page.locator(".overlay .on-field").first.evaluate("node => node.getBoundingClientRect()")
        spot = page.locator(".overlay .on-field").last.bounding_box()
        assert spot is not None
        page.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
        page.locator("#read button").click()
        expect(page.locator("#dialog")).to_be_visible()


def httpx_lines(api: Api, pushed: Pushed) -> list[list[object]]:
    with closing(someone(api, "reviewer")) as http:
        found = http.get(f"{pushed.screen}/text").json()
    return [line for page in found.values() for line in page]


def test_the_overlay_stays_on_the_page_when_it_is_turned_and_zoomed(
    api: Api, pushed: Pushed, chromium: Browser
) -> None:
    """What is inside the box of a line is the ink of the test's paper."""
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        opened(page, pushed)
        page.keyboard.press("4")
        for keys in ((), ("r",), ("r", "+"), ("-", "r")):
            for key in keys:
                page.keyboard.press(key)
            page.wait_for_timeout(900)
            assert dark_share(page, in_sight(page)) > 0.5, keys


def test_a_page_that_was_delivered_turned_is_shown_upright(api: Api, pushed: Pushed, chromium: Browser) -> None:
    with screen(chromium, api, new_user(api, "reviewer")) as page:

        def turned(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, body=answer.text().replace('"turn": 0', '"turn": 90'))

        page.route(f"**{pushed.screen}", turned)
        opened(page, pushed)
        page.keyboard.press("4")
        page.wait_for_timeout(900)
        line = in_sight(page)
        assert line["height"] > 5 * line["width"], "this paper lay the right way up, so it now stands on its side"
        assert dark_share(page, line) > 0.5


def test_a_finding_is_brought_into_sight_however_the_page_is_turned(
    api: Api, pushed: Pushed, chromium: Browser
) -> None:
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        opened(page, pushed)
        page.keyboard.press("j")
        page.keyboard.press("j")
        for _ in range(4):
            page.wait_for_timeout(900)
            frame, here = page.locator("#viewer").bounding_box(), page.locator(".overlay .on-here").bounding_box()
            assert frame is not None and here is not None
            assert frame["x"] <= here["x"] and here["x"] + here["width"] <= frame["x"] + frame["width"]
            assert frame["y"] <= here["y"] and here["y"] + here["height"] <= frame["y"] + frame["height"]
            assert max(here["width"], here["height"]) > 150, "close enough to read"
            page.keyboard.press("r")
            page.keyboard.press("k")
            page.keyboard.press("j")


def in_sight(page: Page) -> dict[str, float]:
    """The box of a line that the viewer shows whole."""
    frame = page.locator("#viewer").bounding_box()
    assert frame is not None
    for line in page.locator(".overlay .on-line").all():
        box = line.bounding_box()
        if box and all(
            frame[at] < box[at] and box[at] + box[side] < frame[at] + frame[side]
            for at, side in (("x", "width"), ("y", "height"))
        ):
            return dict(box)
    raise AssertionError("no line is in sight")


def dark_share(page: Page, box: dict[str, float]) -> float:
    """How much of the middle of a line's box is ink."""
    inner = {
        "x": box["x"] + box["width"] * 0.3, "y": box["y"] + box["height"] * 0.3,
        "width": max(1, box["width"] * 0.2), "height": max(1, box["height"] * 0.2),
    }  # fmt: skip
    with Image.open(io.BytesIO(page.screenshot(clip=inner))) as image:  # type: ignore[arg-type]
        grey = list(image.convert("L").tobytes())
    return sum(value < 130 for value in grey) / len(grey)


def test_hostile_text_shows_as_text(api: Api, chromium: Browser) -> None:
    name = "姓名：林试样 性别：男 年龄：58岁"
    text = f"诊断证明书|海曲市人民医院{HOSTILE}|{name}|诊断：2型糖尿病{HOSTILE}|开具日期：2026年3月5日"
    papers = {"<b>证明</b>.jpg": text}
    hostile = case(api, papers, diseases=["糖尿病"], applicant={"name": "<i>林</i>", "id_number": ID_NUMBER})
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        opened(page, hostile)
        page.keyboard.press("f")
        expect(page.locator("#panel-fields")).to_contain_text("糖尿病")
        assert "hacked" not in page.title() and page.locator("main script:not([type])").count() == 0
        assert page.locator("main b, main i, main img[src=x]").count() == 0
        assert "\u202e" not in page.content()
        assert overflow(page) <= 0


@pytest.mark.parametrize("size", [LAPTOP, LARGE, ZOOMED])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_case_fits_every_screen(
    api: Api, pushed: Pushed, chromium: Browser, size: tuple[int, int], scheme: str
) -> None:
    with screen(chromium, api, new_user(api, "reviewer"), size, color_scheme=scheme) as page:
        opened(page, pushed)
        page.wait_for_selector(".acts form")
        assert overflow(page) <= 0
        assert_accessible(page)
        viewer = page.locator("#viewer").bounding_box()
        assert viewer is not None and viewer["height"] > 150 and viewer["width"] > 300
        if size != ZOOMED:
            assert viewer["y"] + viewer["height"] <= size[1]


def test_what_the_next_case_shows_first_is_fetched_ahead(api: Api, chromium: Browser) -> None:
    first, second = (case(api, case_key=f"WARM-{n}", diseases=["高血压"]) for n in range(2))
    query, row = "disease=%E9%AB%98%E8%A1%80%E5%8E%8B", new_user(api, "reviewer")
    with screen(chromium, api, row) as page:
        with page.expect_response(lambda answer: second.screen in answer.url and "ahead=1" in answer.url) as ahead:
            page.goto(f"{first.screen}?{query}")
        assert ahead.value.status == 200
        page.evaluate("window.same = true")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        begun = time.perf_counter()
        page.keyboard.press("]")
        page.wait_for_url(f"**{second.screen}?{query}*")
        page.wait_for_selector("body[data-shown]")
        print(f"the next case after {(time.perf_counter() - begun) * 1000:.0f} ms")  # noqa: T201
        assert page.evaluate("window.same"), "what was fetched is held by this page"
        assert ahead.value.url.partition("?")[0] not in asked, "and is not fetched again"
        assert page.title().startswith("WARM-1")
        page.keyboard.press("o")
        expect(page.locator("[data-do=original]")).to_have_attribute("aria-pressed", "true")  # once, not twice
        page.keyboard.press("[")
        page.wait_for_url(f"**{first.screen}?{query}*")
        page.go_back()
        expect(page.locator("h1")).to_have_text("WARM-1")
    with api.service.database.look() as tx:
        looks = access.page(tx, Filters(user_id=row.id))
    assert any(look.data.get("ahead") and look.case_id == UUID(second.id) for look in looks), "recorded as one"


def test_a_first_view_is_there_soon(api: Api, chromium: Browser) -> None:
    """`pytest -s` tells how soon; the bound is what a machine may take that does ten other things."""
    shown = [case(api) for _ in range(3)]
    with screen(chromium, api, new_user(api, "reviewer")) as page:
        page.goto("/console/queue")
        for one in shown:
            begun = time.perf_counter()
            page.goto(one.screen, wait_until="commit")
            page.wait_for_selector("body[data-shown]")
            print(f"first view after {(time.perf_counter() - begun) * 1000:.0f} ms")  # noqa: T201
            assert time.perf_counter() - begun < 20


def test_what_others_do_to_an_open_case_is_told_and_shown_when_asked(api: Api, chromium: Browser) -> None:
    pushed, colleague = case(api), new_user(api, "reviewer")
    with screen(chromium, api, new_user(api, "reviewer")) as page, closing(sign_in(api, colleague)) as other:
        opened(page, pushed)
        expect(page.locator("#case-state")).to_be_visible()
        expect(page.locator("#news")).to_be_hidden()
        path = f"{pushed.screen}/corrections"
        fields = {"upload": pushed.upload("化验.jpg"), "page": "1", "subject": "issue_date", "value": "2026-03-02"}
        assert other.post(path, data=fields, headers={"HX-Request": "true"}).status_code == 204
        pushed.again(2)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("#news")).to_be_visible()  # its text stands in the page from the start
        expect(page.locator("#news")).to_contain_text("此申请已有变化")
        expect(page.locator("#panel-findings")).to_contain_text("2025-01-02")  # what is being read stays
        page.keyboard.press("u")
        expect(page.locator("#news")).to_be_hidden()
        page.wait_for_selector("body[data-shown]")
        expect(page.locator("#state")).to_contain_text("第 2 次结论")


def test_pages_as_the_script_reads_them_hold_no_id_number(api: Api, pushed: Pushed) -> None:
    with closing(someone(api, "reviewer")) as http:
        text = http.get(pushed.screen).text
    data = json.loads(text.split('id="pages">')[1].split("</script>")[0])
    assert [page["label"] for page in data["pages"]] == ["诊断证明书", "检验报告"]
    assert {box["sort"] for page in data["pages"] for box in page["boxes"]} >= {"field", "finding"}
    assert any(box["subject"] for page in data["pages"] for box in page["boxes"])
