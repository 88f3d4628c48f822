"""How each document of a case was digitised and in which format it is sent."""

from __future__ import annotations

import random

from samples.drafting import Plot
from samples.families.e.captures import befall_e
from samples.families.f.captures import befall_f
from samples.families.g.captures import befall_g
from samples.families.h.captures import HABITS as HABITS_H
from samples.families.i.captures import HABITS as HABITS_I
from samples.families.j.captures import befall_j
from samples.families.k.captures import HABITS as HABITS_K
from samples.families.l.captures import HABITS as HABITS_L
from samples.families.m.captures import HABITS as HABITS_M
from samples.families.n.captures import HABITS as HABITS_N
from samples.families.o.captures import HABITS as HABITS_O
from samples.families.p.captures import HABITS as HABITS_P
from samples.families.q.captures import HABITS as HABITS_Q
from samples.families.r.captures import HABITS as HABITS_R
from samples.families.s.captures import HABITS as HABITS_S
from samples.families.t.captures import HABITS as HABITS_T
from samples.mishaps import HARD, LEGIBLE
from samples.papers import Draft
from samples.sending import befall

HABITS = {"h": HABITS_H, "i": HABITS_I, "k": HABITS_K, "l": HABITS_L, "m": HABITS_M, "n": HABITS_N, "o": HABITS_O}
HABITS |= {"p": HABITS_P, "q": HABITS_Q, "r": HABITS_R, "s": HABITS_S, "t": HABITS_T}
"""Of the families whose papers are sent by sending.befall."""
NO_COPY = ("id_card_front", "id_card_back", "insurance_card", "photo", "unrelated")


def choose_captures(plot: Plot, rng: random.Random) -> None:
    """Settles capture and format of every document for which no defect has done so."""
    for draft in plot.drafts:
        if draft.kind in NO_COPY:
            _card(draft, rng)
        elif draft.kind == "diagnosis_certificate":
            _certificate(plot, draft, rng)
        elif not draft.harm:
            _paper(plot, draft, rng)
    for draft in plot.drafts:
        if "same_sheet" in draft.options:
            first = next(d for d in plot.drafts if d.key == draft.options["same_sheet"])
            first.capture = draft.capture = "photo"
            first.format = draft.format = "jpg"
        if draft.kind == "discharge_record" and draft.layout == "b" and draft.format == "jpg":
            draft.format = "pdf"
    for flavour in plot.spec.flavours:
        _send(plot, flavour, rng)
    mishaps_of = {"c": _befall, "d": _befall, "e": befall_e, "f": befall_f, "g": befall_g, "j": befall_j}
    if plot.spec.family in mishaps_of:
        mishaps_of[plot.spec.family](plot, rng)
    elif plot.spec.family in HABITS:
        befall(plot, rng, HABITS[plot.spec.family])


def _befall(plot: Plot, rng: random.Random) -> None:
    """What happens to the third family's pictures; hard things only to papers that no finding is about."""
    fault = {e.draft for e in plot.findings} | {d.copy_of for d in plot.drafts}
    fault |= {d.options.get("same_sheet") for d in plot.drafts} | {"diagnosis_certificate1"}
    hard = list(HARD)
    for draft in plot.drafts:
        if draft.capture in ("scan", "photocopy"):
            draft.options |= {"dpi": rng.choice((116, 122, 128)), "jpeg": rng.randint(32, 42)}
        if draft.format == "tiff":  # black and white needs the dots to stay legible
            draft.options["dpi"] = 192
        alone = not draft.copy_of and not draft.harm and not draft.upload and draft.capture not in ("digital", "scan")
        if not alone or draft.kind == "photo":
            continue
        if draft.capture == "photo":
            real = draft.kind in (*NO_COPY, "diagnosis_certificate")  # no photo of a screen
            draft.mishap = rng.choice(LEGIBLE[:6] if real else (*LEGIBLE, "tilt", "curl"))
            if draft.mishap == "moire":
                draft.capture = "screen"
        elif draft.capture == "screen":
            draft.mishap = "moire"
        if plot.findings and hard and draft.key not in fault and draft.kind not in NO_COPY and rng.random() < 0.3:
            draft.mishap = hard.pop(rng.randrange(len(hard)))
            draft.turn = 0
            if draft.mishap == "dropped_lines":
                draft.format = "tiff"
            elif draft.format == "tiff":
                draft.format = "jpg"


def _card(draft: Draft, rng: random.Random) -> None:
    if draft.kind == "photo" and draft.layout == "a":
        draft.capture, draft.format = "digital", "jpg"
    elif draft.kind in ("insurance_card", "unrelated") and draft.layout == "b":  # screenshots
        draft.capture, draft.format = "digital", "png" if draft.kind == "insurance_card" else "jpg"
    else:
        draft.capture, draft.format = rng.choice(("photo", "photo", "scan")), "jpg"


def _certificate(plot: Plot, draft: Draft, rng: random.Random) -> None:
    """In colour, since seals are looked for; a region that asks for the original gets no export."""
    special = any(s.colour == "black" or s.status == "partial" or s.wear == "illegible" for s in draft.seals)
    if draft.capture != "photocopy" and not special:
        draft.capture = rng.choice(("scan", "photo", "photo"))
        if plot.spec.region == "rizhao" and ("digital" in plot.spec.flavours or rng.random() < 0.15):
            draft.capture = "digital"
    draft.format = "pdf" if draft.capture == "digital" or rng.random() < 0.25 else "jpg"


def _paper(plot: Plot, draft: Draft, rng: random.Random) -> None:
    ways = ["scan", "photo", "photo", "digital", "photocopy"]
    if plot.spec.family in ("b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t"):
        ways.append("screen")
    elif plot.findings:
        ways.append("fax")  # clean cases are good throughout
    if draft.kind in ("application_form", "proxy_authorization"):
        ways = ["scan", "photo", "photo"]
    if draft.key in {e.draft for e in plot.findings}:
        ways = ["scan", "photo"] + (["digital"] if draft.pages_kept is None else [])
    if "digital" in plot.spec.flavours and draft.kind.endswith("_report"):
        ways = ["digital"]
    draft.capture = rng.choice(ways)
    draft.format = {"digital": "pdf", "fax": "tiff"}.get(draft.capture, rng.choice(("jpg", "jpg", "pdf")))


def _send(plot: Plot, flavour: str, rng: random.Random) -> None:
    """One way of sending that the plan asks for."""
    twins = {d.copy_of for d in plot.drafts} | {d.options.get("same_sheet") for d in plot.drafts}
    single = [d for d in plot.drafts if d.key not in twins and not d.copy_of and "same_sheet" not in d.options]
    pictures = [d for d in single if d.capture in ("photo", "scan") and d.format == "jpg" and d.kind != "photo"]
    papers = [d for d in pictures if d.kind not in NO_COPY] or pictures
    if flavour == "packet":
        _packet([d for d in single if d.kind not in NO_COPY and not d.harm][:4])
    elif flavour in ("tiff", "split"):
        _several_pages(single, flavour, rng)
    elif papers:
        _one_file(papers, flavour, rng)


def _packet(bound: list[Draft]) -> None:
    """Several documents in one scanned PDF."""
    for draft in bound:
        draft.capture = draft.capture if draft.capture in ("scan", "photocopy") else "scan"
        draft.format, draft.upload = "pdf", "packet.pdf"


def _several_pages(drafts: list[Draft], flavour: str, rng: random.Random) -> None:
    """A record as a TIFF of several pages, or as one picture a page."""
    records = sorted((d for d in drafts if d.kind.endswith("_record")), key=lambda d: d.kind != "discharge_record")
    if not records:
        return
    first = records[0]
    first.layout = "b" if first.kind == "discharge_record" else first.layout
    if flavour == "tiff":
        first.capture, first.format = "photocopy", "tiff"
    else:
        first.capture, first.format = rng.choice(("photo", "scan")), "jpg"


def _one_file(papers: list[Draft], flavour: str, rng: random.Random) -> None:
    if flavour in ("heic", "webp"):
        rng.choice(papers).format = flavour
    elif flavour == "pdf":
        papers[0].format = "pdf"
    elif flavour == "turned":
        turns = rng.sample((90, 180, 270), 3)
        for draft, turn in zip(rng.sample(papers, min(2, len(papers))), turns, strict=False):
            draft.turn = turn
    elif flavour == "exif":
        for draft in papers[:2]:
            draft.options["exif"] = rng.choice((6, 8, 3))
