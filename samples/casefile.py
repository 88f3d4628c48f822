"""A drafted case → its uploads and case.json."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Any

from samples.bind import Drawn, PageTruth, bound, draw, encode
from samples.browser import Browser
from samples.captures import choose_captures
from samples.drafting import Plot
from samples.junk import junk
from samples.papers import Draft
from samples.truthfile import Places, truth_of

NAMES = {
    "jpg": ("IMG_{}.jpg", "微信图片_{}.jpg", "mmexport{}.jpg", "scan{}.jpg"),
    "png": ("Screenshot_{}.png", "截图{}.png"),
    "pdf": ("扫描件{}.pdf", "doc_{}.pdf", "CamScanner {}.pdf"),
    "heic": ("IMG_{}.HEIC",),
    "webp": ("image_{}.webp",),
    "tiff": ("fax{}.tif", "scan{}.tiff"),
}


@dataclass
class Outbox:
    """The uploads of one case as they are written, and what truth needs of them."""

    rng: random.Random
    files: dict[str, bytes] = field(default_factory=dict)
    pages: list[PageTruth] = field(default_factory=list)
    where: Places = field(default_factory=dict)

    def name(self, form: str) -> str:
        """A file name as phones and scanners give them; it tells nothing of the content."""
        while True:
            name = self.rng.choice(NAMES[form]).format(self.rng.randrange(1000, 10000))
            if name not in self.files:
                return name

    def put(self, name: str, data: bytes, parts: list[Drawn]) -> None:
        """One file that holds the pages of `parts`, in order."""
        self.files[name] = data
        number = 0
        for one in parts:
            for shot, text, seals in zip(one.shots, one.texts, one.seals, strict=True):
                number += 1
                page = PageTruth(name, number, shot.rotation, shot.capture, shot.quality, text, seals)
                self.pages.append(page)
                self.where.setdefault(one.draft.key, []).append((name, number))

    def alone(self, one: Drawn) -> None:
        """A document as a file of its own, or as one picture a page."""
        if one.pdf:
            self.put(self.name("pdf"), one.pdf, [one])
            return
        form = one.draft.format
        count = len(one.shots)
        for group in [range(count)] if form in ("pdf", "tiff") else [[i] for i in range(count)]:
            shots = [one.shots[i] for i in group]
            texts, seals = [one.texts[i] for i in group], [one.seals[i] for i in group]
            data = encode(shots, form, one.draft.options.get("exif", 1))
            self.put(self.name(form), data, [replace(one, shots=shots, texts=texts, seals=seals)])

    def again(self, draft: Draft) -> None:
        """The bytes of another document once more."""
        for upload in dict.fromkeys(u for u, _ in self.where[draft.copy_of]):
            stem, dot, suffix = upload.rpartition(".")
            name = f"{stem}(1){dot}{suffix}"
            self.files[name] = self.files[upload]
            for page in [p for p in self.pages if p.upload == upload]:
                self.pages.append(replace(page, upload=name))
                self.where.setdefault(draft.key, []).append((name, page.page))


def write_case(
    browser: Browser, plot: Plot, rng: random.Random
) -> tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]:
    """Uploads by name, case.json and truth.json."""
    choose_captures(plot, rng)
    if plot.spec.key == "demo" or rng.random() < 0.5:
        again = [d for d in plot.drafts if d.copy_of or "same_sheet" in d.options]  # after what they repeat
        order = [d for d in plot.drafts if d not in again]
        rng.shuffle(order)
        plot.drafts = order + again
    drawn = {d.key: _drawn(browser, plot, d) for d in plot.drafts if not d.copy_of}
    out = Outbox(rng)
    waiting: list[Drawn] = []
    for draft in plot.drafts:
        if draft.copy_of:
            out.again(draft)
        elif draft.upload:  # bound with others into one PDF, which is sent when the last of them is there
            waiting.append(drawn[draft.key])
            if len(waiting) == sum(bool(d.upload) for d in plot.drafts):
                out.put(out.name("pdf"), bound(waiting), waiting)
        else:
            out.alone(drawn[draft.key])
    for name, how in plot.junk.items():
        out.files[name] = junk(how, rng)
    return out.files, _case_json(plot, out.files), truth_of(plot, drawn, out.pages, out.where)


def _drawn(browser: Browser, plot: Plot, draft: Draft) -> Drawn:
    """What is on the sheet depends on its document alone, so that a second photo shows the same sheet."""
    stem = f"{plot.spec.origin or plot.spec.key}/{plot.spec.seed}"
    sheet = random.Random(f"{stem}/{draft.options.get('same_sheet', draft.key)}")
    return draw(browser, draft, plot.spec.family, sheet, random.Random(f"{stem}/lens/{draft.key}"))


def _case_json(plot: Plot, files: dict[str, bytes]) -> dict[str, Any]:
    spec = plot.spec
    out: dict[str, Any] = {
        "case_key": spec.key,
        "region": spec.region,
        "submitted_on": spec.submitted,
        "applicant": {"name": plot.applicant.name, "id_number": plot.applicant.id_number},
        "diseases": list(spec.diseases),
        "channel": spec.channel,
    }
    if plot.agent:
        out["agent"] = {"name": plot.agent.name, "id_number": plot.agent.id_number}
    out["uploads"] = [{"name": name} for name in files]
    return out
