"""What the layouts of the sixth family print besides: packs of medicines, codes in brackets, further dates, its pen."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from samples.clinical import Profile
from samples.families.f.clinical import PACKS
from samples.handwriting import Pen, can_write
from samples.marks import Mark, Record

PLAIN_STYLES_F = ("zh", "zh0", "iso", "iso", "dot", "slash", "slash0", "spaced", "iso1")
CHOICES_F = (
    "恶性肿瘤",
    "尿毒症透析",
    "器官移植抗排异",
    "高血压",
    "糖尿病",
    "冠心病",
    "脑血管病后遗症",
    "慢性阻塞性肺疾病",
    "类风湿关节炎",
    "系统性红斑狼疮",
    "精神分裂症",
    "再生障碍性贫血",
    "罕见病",
    "帕金森病",
)
"""What forms offer to tick."""


class PenF(Pen):
    """A quicker hand than the others': strokes run together, lines rise, the point is a gel pen's."""

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.slant = rng.uniform(-0.08, 0.12)
        self.haste = rng.uniform(0.2, 0.5)
        self.shake = rng.uniform(9, 21)
        self.ink = rng.choice(("#0e0f14", "#14161c", "#27408f", "#101a3c", "#3b3f46"))
        self.width = rng.uniform(38, 88)

    def __call__(self, value: object, size: float = 1.3) -> Markup:
        """Like Pen's; what no stroke is known of is set in type of the same ink, the rest around it is written."""
        text = str(value)
        if self.typed or can_write(text):
            return super().__call__(text, size)
        out = Markup()
        for known, run in itertools.groupby(text, key=can_write):
            part = "".join(run)
            plain = Markup('<span class="pen" style="font-size:{:.2f}em;color:{}">{}</span>')
            out += super().__call__(part, size) if known else plain.format(size * 0.86, self.ink, part)
        return out


def medicines_f(profile: Profile, record: Record, packs: Mapping[str, str] = PACKS) -> list[dict[str, Any]]:
    """The profile's medicines: route and times also apart, as tables with a column for each print them."""
    out = []
    for i, (name, dose, frequency) in enumerate(profile.meds):
        route, _, times = frequency.partition(" ")
        out.append(
            {
                "name": Mark(record, ("med", i, "name"), name),
                "dose": Mark(record, ("med", i, "dose"), dose),
                "frequency": Mark(record, ("med", i, "frequency"), frequency),
                "times": Mark(record, ("med", i, "frequency"), times or frequency),
                "route": route if times else "遵医嘱",
                "pack": packs.get(name, "1支"),
            }
        )
    return out


def extras_f(
    profile: Profile,
    record: Record,
    options: dict[str, Any],
    dates: dict[str, dt.datetime],
    *,
    packs: Mapping[str, str] = PACKS,
) -> dict[str, Any]:
    """Names that the templates of the sixth family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    return {
        "drugs": medicines_f(profile, record, packs),
        "choices": [*CHOICES_F, *(d for d in applied if d not in CHOICES_F)],
        "card_no": Mark(record, ("fields", "card_number"), options["card_number"]),
        "weekday": lambda role: "一二三四五六日"[dates[role].weekday()] if role in dates else "",
        "request_exam": Mark(record, ("fields", "modality"), options["exam"].modality) if "exam" in options else "",
    }
