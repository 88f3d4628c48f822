"""Pictures of the screens for the README: a service of its own, sample cases really read, a reviewer in Chromium.

python -m samples.screenshots samples/screens
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pipeline.servers.ports import free_ports
from samples.browser import ARGS

HERE = Path(__file__).parent
SIZE = {"width": 1366, "height": 768}
COLOURS = 160  # enough for a screen, and a third of the bytes
PATIENCE_S = 600
PASSWORD = "for screenshots, on a service that is gone"  # noqa: S105 (of a service that lives for minutes)
OTHERS = (  # region, diseases and days since submission of the cases beside the demo's
    ("rizhao", ["糖尿病"], 2),
    ("rizhao", ["高血压"], 9),
    ("rizhao", ["慢性肾功能衰竭"], 14),
    ("neimenggu/hulunbuir", ["恶性肿瘤"], 1),
    ("rizhao", ["冠心病", "糖尿病"], 21),
    ("neimenggu", ["尿毒症透析"], 5),
    ("rizhao", ["类风湿关节炎"], 27),
    ("jiangxi", ["肝硬化"], 16),
)


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (url, data):
        push(url, data, cases(Path(folder) / "cases"))
        password = run(data, "user", "add", "zhou", "--name", "周样", "--role", "reviewer").split()[-1]
        with sync_playwright() as playwright:
            path = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
            page = browser.new_context(base_url=url, viewport=SIZE, locale="zh-CN", reduced_motion="reduce").new_page()
            page.set_default_timeout(30_000)
            sign_in(page, password)
            for name, taken in pictures(page):
                (out / f"{name}.png").write_bytes(shrunk(taken))
            browser.close()


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, Path]]:
    """`yushen up` with a data folder of its own; where it answers."""
    (port,) = free_ports(1)
    data, url = folder / "data", f"http://127.0.0.1:{port}"
    environment = os.environ | {"YUSHEN_REGISTRY": str(HERE / "registry.csv")}
    command = [sys.executable, "-m", "pipeline", "up", "--data", str(data), "--port", str(port), "--workers", "1"]
    folder.chmod(0o711)  # its servers run as another user where this one is root
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as service:  # noqa: S603 (our own)
        try:
            wait(f"{url}/health/ready")
            yield url, data
        finally:
            service.terminate()
            service.wait(60)


def wait(url: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own service)
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def cases(folder: Path) -> list[Path]:
    """The demo as it is, and the same papers handed in for other diseases elsewhere: read once."""
    made = [folder / "demo", *(folder / f"case-{number}" for number in range(1, len(OTHERS) + 1))]
    for case in made:
        shutil.copytree(HERE / "demo", case)
    told = json.loads((HERE / "demo" / "case.json").read_text("utf-8"))
    _tell(made[0], told | {"case_key": "RZ-2026-110873"})
    for number, (case, (region, diseases, days)) in enumerate(zip(made[1:], OTHERS, strict=True), 1):
        submitted = (dt.date.today() - dt.timedelta(days=days)).isoformat()
        key = f"{region.rpartition('/')[2][:2].upper()}-2026-{110900 + 37 * number}"
        _tell(case, told | {"case_key": key, "region": region, "diseases": diseases, "submitted_on": submitted})
    return made


def _tell(case: Path, told: dict[str, object]) -> None:
    (case / "case.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def push(url: str, data: Path, folders: list[Path]) -> None:
    run(data, "client", "add", "screenshots")
    key = next(word for word in run(data, "client", "key", "screenshots").split() if word.startswith("ysk_"))
    run(data, "push", *map(str, folders), "--url", url, "--key", key, fails=True)


def run(data: Path, *arguments: str, fails: bool = False) -> str:
    """What a command of ours prints. `fails`: its status tells of verdicts, not of a fault."""
    command = [sys.executable, "-m", "pipeline", *arguments]
    environment = os.environ | {"YUSHEN_DATA": str(data)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=not fails)  # noqa: S603
    return done.stdout


def sign_in(page: Page, password: str) -> None:
    page.goto("/console/sign-in")
    page.fill("input[name=login]", "zhou")
    page.fill("input[name=password]", password)
    page.click("main button")
    page.wait_for_url("**/password")
    for name, value in (("current", password), ("new", PASSWORD), ("again", PASSWORD)):
        page.fill(f"input[name={name}]", value)
    page.click("main button")
    page.wait_for_url("**/queue")


def pictures(page: Page) -> Iterator[tuple[str, bytes]]:
    page.goto("/console/queue")
    page.keyboard.press("j")
    yield "queue", page.screenshot()
    page.goto("/console/queue")
    page.locator("tr[data-case]", has_text="RZ-2026-110873").locator("a.open").click()
    page.wait_for_selector("body[data-shown]")
    page.keyboard.press("c")
    page.wait_for_selector(".acts form")
    yield "case", _still(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    yield "finding", _still(page)
    page.keyboard.press("B")
    page.wait_for_selector("#dialog form")
    yield "decision", _still(page)


def _still(page: Page) -> bytes:
    """Once pictures have come and the page has stopped moving."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2500)  # the large picture of a page comes a little later
    taken: bytes = page.screenshot()
    return taken


def shrunk(png: bytes) -> bytes:
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "screens")
