"""Headless Chromium: HTML → page rasters, the text as laid out, and real born-digital PDFs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote

import cv2
import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Route, sync_playwright

from samples import faces

Image = NDArray[np.uint8]
SCALE = 2  # device pixels per CSS pixel: 192 dpi
PX_PER_MM = 96 * SCALE / 25.4
WEB_FACES = {  # family → its style sheet below the folder of web faces
    "Ma Shan Zheng": "@fontsource/ma-shan-zheng/400.css",
    "Zhi Mang Xing": "@fontsource/zhi-mang-xing/400.css",
    "Long Cang": "@fontsource/long-cang/400.css",
    "Liu Jian Mao Cao": "@fontsource/liu-jian-mao-cao/400.css",
    "ZCOOL XiaoWei": "@fontsource/zcool-xiaowei/400.css",
    "ZCOOL QingKe HuangYou": "@fontsource/zcool-qingke-huangyou/400.css",
    "hongleixingshu": "@chinese-fonts/hlxsjt/dist/鸿雷行书简体/result.css",
    "jiangxizhuokai": "@chinese-fonts/jxzk/dist/江西拙楷/result.css",
    "Source Han Serif CN for Display": "@chinese-fonts/sypxzs/dist/思源屏显臻宋/result.css",
    "Maple Mono CN": "@chinese-fonts/maple-mono-cn/dist/MapleMono-CN-Regular/result.css",
    "Arimo": "@fontsource/arimo/400.css",
    "Tinos": "@fontsource/tinos/400.css",
    "Cousine": "@fontsource/cousine/400.css",
    "MiSans": "misans/lib/Normal/MiSans-Regular.min.css",
    "HarmonyOS Sans SC": "harmonyos-sans-sc-webfont-splitted/dist/Regular.css",
    "Source Han Serif CN VF": "@chinese-fonts/syst/dist/SourceHanSerifCN/result.css",
    "SarasaUiSC-Regular": "subsetted-fonts/SarasaUiSC-Regular/SarasaUiSC-Regular.css",
    "LXGW WenKai GB Screen": "lxgw-wenkai-screen-web/lxgwwenkaigbscreen/result.css",
    "Chiron Sung HK WS": "chiron-sung-hk-webfont/css/vf.css",
    "LXGW WenKai Medium": "@chinese-fonts/lxgwwenkai/dist/LXGWWenKai-Medium/result.css",
    "MaokenAssortedSans": "@chinese-fonts/mksjh/dist/MaokenAssortedSans1.30/result.css",
    "Carlito": "@fontsource/carlito/400.css",
    "Cactus Classical Serif": "@fontsource/cactus-classical-serif/400.css",
    "Chocolate Classical Sans": "@fontsource/chocolate-classical-sans/400.css",
    "Courier Prime": "@fontsource/courier-prime/400.css",
    "Caladea": "@fontsource/caladea/400.css",
    "Gelasio": "@fontsource/gelasio/400.css",
    "STIX Two Text": "@fontsource/stix-two-text/400.css",
    "Roboto": "@fontsource/roboto/400.css",
    "B612 Mono": "@fontsource/b612-mono/400.css",
    "PT Serif": "@fontsource/pt-serif/400.css",
    "IBM Plex Sans": "@fontsource/ibm-plex-sans/400.css",
    "Open Sans": "@fontsource/open-sans/400.css",
    "Lora": "@fontsource/lora/400.css",
    "Source Code Pro": "@fontsource/source-code-pro/400.css",
}
PATIENCE_MS = 300_000
"""A page of a busy machine is late, not lost."""
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--hide-scrollbars",
)

MEASURE = """() => [...document.querySelectorAll('.page')].map(root => {
  const at = root.getBoundingClientRect(), runs = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let n; n = walk.nextNode();) {
    if (!n.data.trim() || n.parentElement.closest('style,.silent')) continue;
    const range = document.createRange(); let run = null;
    for (let i = 0; i < n.length; i++) {
      const c = n.data[i];
      if (/\\s/.test(c)) { if (run) run.gap = true; continue; }
      range.setStart(n, i); range.setEnd(n, i + 1);
      const b = range.getBoundingClientRect();
      if (!b.width) continue;
      if (run && Math.abs(b.top - run.y0) < b.height * .5 && b.left >= run.x1 - 2) {
        run.t += (run.gap ? ' ' : '') + c; run.x1 = b.right;
      } else { run = {t: c, x0: b.left, x1: b.right, y0: b.top, y1: b.bottom}; runs.push(run); }
      run.gap = false;
    }
  }
  return {w: at.width, h: at.height, x: at.left, y: at.top, runs,
    anchors: [...root.querySelectorAll('[data-seal]')].map(e => { const b = e.getBoundingClientRect();
      return {name: e.dataset.seal, x: (b.left + b.right) / 2 - at.left, y: (b.top + b.bottom) / 2 - at.top}; })};
})"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as printed: raster, its text, and where the template wants seals."""

    image: Image  # BGR
    text: str
    anchors: dict[str, tuple[float, float]]  # name → device pixels

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in device pixels."""
        return self.image.shape[1], self.image.shape[0]


@dataclass(frozen=True, slots=True)
class Overlay:
    """A picture to lay over a page of a PDF."""

    page: int  # 0-based
    data_uri: str
    box: tuple[float, float, float, float]  # x, y, width, height in CSS pixels


def lines_of(runs: list[dict[str, Any]]) -> str:
    """Text runs in document order → lines as laid out; runs side by side share a line."""
    lines: list[str] = []
    last: dict[str, Any] | None = None
    for run in runs:
        height = run["y1"] - run["y0"]
        if last is not None:
            both = min(run["y1"], last["y1"]) - max(run["y0"], last["y0"])
            if both > 0.5 * min(height, last["y1"] - last["y0"]) and run["x0"] >= last["x1"] - 3:
                lines[-1] += (" " if run["x0"] - last["x1"] > 0.25 * height else "") + run["t"]
                last = run
                continue
        lines.append(run["t"])
        last = run
    return "\n".join(lines)


class Browser:
    """One Chromium for a whole run; use as a context manager."""

    def __enter__(self) -> Browser:
        self._playwright = sync_playwright().start()
        self._chromium = self._playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGS))
        context = self._chromium.new_context(viewport={"width": 1200, "height": 1200}, device_scale_factor=SCALE)
        context.set_default_timeout(PATIENCE_MS)
        self._page = context.new_page()
        self._page.route("**/*", self._serve)
        self._html = ""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._chromium.close()
        self._playwright.stop()

    def _serve(self, route: Route) -> None:
        """Fonts from the cache folder, everything else refused: drawing needs no network."""
        path = unquote(route.request.url).removeprefix("http://fonts.invalid/")
        if path == "page":
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        elif path.endswith(".woff2") and (faces.WEB / path).is_file():
            route.fulfill(path=faces.WEB / path)
        else:
            route.abort()

    def _open(self, html: str) -> list[dict[str, Any]]:
        self._html = html.replace("</head>", f"<style>{web_faces(html)}</style></head>")
        self._page.goto("http://fonts.invalid/page")
        self._page.evaluate("document.fonts.ready.then(() => 0)")
        pages: list[dict[str, Any]] = self._page.evaluate(MEASURE)
        return pages

    def draw(self, html: str) -> list[Sheet]:
        """Every `.page` element as a Sheet."""
        sheets = []
        for page in self._open(html):
            clip = {"x": page["x"], "y": page["y"], "width": page["w"], "height": page["h"]}
            png = self._page.screenshot(clip=clip, full_page=True, animations="disabled")
            raster = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
            anchors = {a["name"]: (a["x"] * SCALE, a["y"] * SCALE) for a in page["anchors"]}
            sheets.append(Sheet(np.asarray(raster, np.uint8), lines_of(page["runs"]), anchors))
        return sheets

    def pdf(self, html: str, overlays: list[Overlay]) -> bytes:
        """The same pages as a born-digital PDF, with pictures laid over; its date is fixed so that bytes repeat."""
        pages = self._open(html)
        for o in overlays:
            x, y, w, h = o.box
            style = f"position:absolute;left:{x}px;top:{y}px;width:{w}px;height:{h}px;mix-blend-mode:multiply"
            self._page.evaluate(
                "([n, src, style]) => { const i = document.createElement('img'); i.src = src; i.style = style;"
                " document.querySelectorAll('.page')[n].append(i); return i.decode(); }",
                [o.page, o.data_uri, style],
            )
        self._page.emulate_media(media="screen")
        w, h = pages[0]["w"], pages[0]["h"]
        data = self._page.pdf(width=f"{w}px", height=f"{h + 1}px", print_background=True, tagged=False)
        return re.sub(rb"\(D:\d{14}", b"(D:20260101000000", data)


def web_faces(html: str) -> str:
    """The @font-face rules of the web fonts a page uses; empty where they are not installed."""
    css = ""
    for family, name in WEB_FACES.items():
        sheet = faces.WEB / name
        if family in html and sheet.is_file():
            where = rf'url("http://fonts.invalid/{Path(name).parent}/\1")'
            rules = re.sub(r"url\([\"']?(?:\./)?([^\"':)]+)[\"']?\)", where, sheet.read_text())
            css += re.sub(r"src:\s*local\([^)]*\)\s*,", "src:", rules)
    return css
