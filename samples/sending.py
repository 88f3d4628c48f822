"""What families decide alike when papers are sent: what the plan has settled, packets of two makes, legible dates.

`befall` settles capture and mishap of a whole case; what one family's people and offices do otherwise is its `Habits`.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from samples.drafting import Plot
from samples.papers import Draft
from samples.seals import SealSpec


def asked_for(plot: Plot, draft: Draft) -> bool:
    """Whether the plan's way of sending has settled how this paper comes."""
    flavours = plot.spec.flavours
    return (
        draft.format not in ("jpg", "pdf")
        or draft.turn != 0
        or "exif" in draft.options
        or ("digital" in flavours and draft.kind.endswith("_report"))
        or ("split" in flavours and draft.kind == "discharge_record")
    )


def mixed_packet(plot: Plot) -> None:
    """Of papers bound into one file, the machine-made reports are pages as they were exported."""
    bound = [d for d in plot.drafts if d.upload]
    for draft in bound:
        if draft.kind.endswith("_report") and draft.key not in {e.draft for e in plot.findings}:
            draft.capture, draft.format, draft.mishap = "digital", "pdf", ""


def clear_of_the_date(seal: SealSpec, draft: Draft, rng: random.Random) -> SealSpec:
    """The date of a certificate stays legible beside its seal."""
    if draft.kind == "diagnosis_certificate" and seal.shape in ("round", "oval") and seal.anchor == "seal":
        return replace(seal, offset=(max(seal.offset[0], rng.uniform(3, 13)), seal.offset[1]))
    return seal


CARDS = ("id_card_front", "id_card_back", "insurance_card")
Paper = tuple[str, str]
"""Kind and layout."""
Span = tuple[int, int]
"""Of qualities a JPEG is saved at, both ends included."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a family's papers come into files."""

    suffix: str  # of its own mishaps, e.g. "_h"
    hard: Sequence[str]  # its mishaps that are legible with reservations
    for_cards: Sequence[str]
    for_papers: Sequence[str]
    on_scanners: Sequence[str]
    screens: Collection[Paper]  # pictures of a phone's own screen
    written: Collection[Paper]  # filled in by hand: fine strokes need the dots
    weak: Collection[str]  # states of ink that a copy or a monitor would lose
    times: Mapping[str, int]  # of captures, in a hundred papers that no finding is about
    of_forms: Mapping[str, int]  # of captures of forms and authorisations
    dpi: Sequence[int]
    bound: float  # share of papers sent as PDF
    befallen: float  # share of papers of a case with findings that something hard happens to
    faxed: float
    zoom: tuple[float, float]
    screen_jpeg: Span
    scan_jpeg: Span
    card_jpeg: Span
    photo_jpeg: Span
    turned: Sequence[int]
    exif: Sequence[int]
    shares: tuple[float, float, float, float]  # up to which chance turned, turned by EXIF, WebP, HEIC
    dark: str  # the state of ink that black and white keeps
    in_colour: Collection[str] = ()  # mishaps for no paper that a finding may be about
    kept_dots: Collection[str] = ()  # mishaps that settle the quality themselves


def befall(plot: Plot, rng: random.Random, habits: Habits) -> None:
    """Settles capture and mishap; hard ones only befall papers that no finding is about, and no clean case."""
    fault = {e.draft for e in plot.findings} | {d.copy_of for d in plot.drafts}
    fault |= {d.options.get("same_sheet") for d in plot.drafts} | {"diagnosis_certificate1"}
    hard = rng.sample(habits.hard, len(habits.hard))
    for draft in plot.drafts:
        free = draft.kind not in (*CARDS, "photo", "unrelated") and draft.key not in fault
        free = free and not draft.copy_of and "same_sheet" not in draft.options
        if (draft.kind, draft.layout) in habits.screens:
            _shown_on_a_phone(draft, rng, habits)
        elif free and not draft.harm and not draft.upload and not asked_for(plot, draft):
            _recast(draft, rng, habits)
        _sized(draft, rng, habits)
        draft.seals = [clear_of_the_date(s, draft, rng) for s in draft.seals]
        if draft.copy_of or draft.harm or draft.upload or draft.kind == "photo" or draft.capture == "digital":
            continue
        written = (draft.kind, draft.layout) in habits.written
        whole = free and not written and not draft.split_after and draft.pages_kept is None
        if plot.findings and hard and whole and rng.random() < habits.befallen:
            draft.mishap, draft.turn = f"{hard.pop()}{habits.suffix}", 0
            draft.format = "jpg" if draft.format == "tiff" else draft.format
        elif plot.findings and whole and rng.random() < habits.faxed:
            draft.capture, draft.format = "fax", "tiff"
            draft.seals = [replace(s, legible=False) for s in draft.seals]  # a few broken strokes of them arrive
        else:
            _legible(draft, free, rng, habits)
            _turned(draft, free, rng, habits)
    mixed_packet(plot)


def _shown_on_a_phone(draft: Draft, rng: random.Random, habits: Habits) -> None:
    draft.capture, draft.format, draft.turn, draft.seals = "digital", "jpg", 0, []
    draft.options.pop("exif", None)
    draft.options["jpeg"] = rng.randint(*habits.screen_jpeg)


def _recast(draft: Draft, rng: random.Random, habits: Habits) -> None:
    """One of the usual ways, and the file it comes in."""
    ways = habits.of_forms if draft.kind in ("application_form", "proxy_authorization") else habits.times
    draft.capture = rng.choices(list(ways), list(ways.values()))[0]
    paged = draft.kind == "discharge_record" and draft.layout == "b"
    bound = draft.capture == "digital" or paged or rng.random() < habits.bound
    draft.format = "pdf" if bound else "jpg"


def _sized(draft: Draft, rng: random.Random, habits: Habits) -> None:
    """How finely it is taken and how hard squeezed, and the ink that is left to be seen then."""
    small = draft.kind in CARDS or (draft.kind, draft.layout) in habits.written
    draft.options["zoom"] = 1 if small else rng.uniform(*habits.zoom)
    if draft.capture in ("scan", "photocopy"):
        draft.options |= {"dpi": rng.choice(habits.dpi), "jpeg": rng.randint(*habits.scan_jpeg)}
    if draft.capture in ("photocopy", "screen"):
        draft.seals = [replace(s, wear="oily" if s.wear in habits.weak else s.wear) for s in draft.seals]
    if draft.capture == "photo":
        draft.options["jpeg"] = rng.randint(*(habits.card_jpeg if draft.kind in CARDS else habits.photo_jpeg))
    if draft.format == "tiff":  # black and white needs the dots to stay legible, and drops what is thin and pale
        draft.options["dpi"] = 192
        draft.seals = [replace(s, wear=habits.dark) for s in draft.seals if s.shape != "line"]


def _legible(draft: Draft, free: bool, rng: random.Random, habits: Habits) -> None:
    if draft.capture == "screen":
        draft.mishap = rng.choice(("monitor", "moire"))
    elif draft.capture == "photo":
        ways = habits.for_cards if draft.kind in CARDS else habits.for_papers
        draft.mishap = rng.choice([way for way in ways if free or way not in habits.in_colour])
    elif draft.capture == "scan" and draft.format == "jpg" and free and rng.random() < 0.6:
        draft.mishap = rng.choice(habits.on_scanners)
        if draft.mishap in habits.kept_dots:
            draft.options.pop("jpeg", None)


def _turned(draft: Draft, free: bool, rng: random.Random, habits: Habits) -> None:
    """Now and then upside down, on its side, turned by what the phone noted, or in another format."""
    plain = draft.capture in ("photo", "scan") and draft.format == "jpg" and not draft.turn
    if not plain or not free or "exif" in draft.options:
        return
    chance, (turned, exif, webp, heic) = rng.random(), habits.shares
    if chance < turned:
        draft.turn = rng.choice(habits.turned)
    elif chance < exif:
        draft.options["exif"] = rng.choice(habits.exif)
    elif chance < webp:
        draft.format = "webp"
    elif chance < heic:
        draft.format = "heic"
