"""What the layouts of the seventh family print besides: its pen, its printers' faces, packs, further dates."""

from __future__ import annotations

import datetime as dt
import random
import string
from typing import Any

from markupsafe import Markup

from samples.clinical import Profile
from samples.families.f.forms import PenF, extras_f
from samples.families.g.clinical import PACKS_G
from samples.marks import Record

PLAIN_STYLES = ("zh", "zh0", "iso", "iso", "slash0", "slash", "dot", "dot1", "spaced", "wide")
BODY_FACES = ("FandolSong", "FandolSong", "FandolFang", "FandolHei", "Droid Sans Fallback", "FandolSong", "FandolKai")
EXPORT_FACES = ("Droid Sans Fallback",)
"""A TrueType face, as programs embed them: the outlines of the others swell a file."""
HAND_FACES = ("FandolKai",)
CHOICES = (
    "恶性肿瘤",
    "慢性肾功能衰竭",
    "尿毒症透析",
    "器官移植抗排异",
    "高血压",
    "糖尿病",
    "肝硬化",
    "类风湿关节炎",
    "慢性心力衰竭",
    "脑出血后遗症",
    "肺结核",
    "血友病",
    "罕见病",
    "癫痫",
    "阿尔茨海默病",
    "慢性阻塞性肺疾病",
)
"""What forms offer to tick."""


class PenG(PenF):
    """A schoolbook hand: upright, strokes apart, a broad ballpoint; now and then a thin felt pen."""

    large = string.digits + string.ascii_letters + "ⅡⅢⅣ"

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.slant = rng.uniform(-0.04, 0.24)
        self.haste = rng.uniform(0.04, 0.3)
        self.shake = rng.uniform(8, 18)
        self.ink = rng.choice(("#101114", "#1a1c22", "#162a78", "#2c3f9e", "#33353a", "#0c1a52"))
        self.width = rng.uniform(44, 84)


def extras_g(
    profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
) -> dict[str, Any]:
    """Names that the templates of the seventh family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    return extras_f(profile, record, options, dates, packs=PACKS_G) | {
        "choices": [*CHOICES, *(d for d in applied if d not in CHOICES)],
        "red_ring": red_ring,
    }


def red_ring(rng: random.Random, width: int, height: int) -> Markup:
    """A ring that somebody drew around a word with a red pen; no seal."""
    w, h = width, height
    a, b = rng.uniform(0.02, 0.1) * w, rng.uniform(0.02, 0.2) * h
    path = f"M{a:.0f} {h * 0.55:.0f}C{w * 0.05:.0f} {-b:.0f} {w * 0.95:.0f} {b:.0f} {w - 3:.0f} {h * 0.5:.0f}"
    path += f"S{w * 0.3:.0f} {h + b:.0f} {a + 4:.0f} {h * 0.42:.0f}"
    place = "position:absolute;left:0;top:0;overflow:visible"
    return Markup(  # noqa: S704 - numbers of our own
        f'<svg class="silent" width="{w}" height="{h}" viewBox="0 0 {w} {h}" style="{place}">'
        f'<path d="{path}" fill="none" stroke="#d8242c" stroke-width="2.2" stroke-linecap="round"/></svg>'
    )
