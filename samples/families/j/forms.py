# ruff: noqa: E501 - tables read better unbroken
"""What the layouts of the tenth family print besides: words to pick from, herbs, cultures, its faces."""

from __future__ import annotations

import datetime as dt
from typing import Any

from samples.clinical import Profile
from samples.families.f.forms import extras_f
from samples.families.h.forms import boxes
from samples.families.j.clinical import CHINESE, PACKS_J
from samples.families.j.words import ENGLISH, LABELS, ROLES, SIGNERS, TITLES
from samples.marks import DxMark, Mark, Record

PLAIN_STYLES = ("iso", "iso", "iso", "zh", "zh0", "dot", "slash0", "slash", "iso1", "spaced", "wide", "dot1")
BODY_FACES = (
    *("AR PL SungtiL GB", "FandolSong", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "AR PL UMing CN", "FandolHei"),
    *("FandolFang", "Noto Serif CJK SC", "MiSans", "AR PL KaitiM GB"),
)
EXPORT_FACES = ("AR PL UMing CN", "AR PL SungtiL GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei")
HAND_FACES = ("LXGW WenKai",)
CHOICES = (
    *("恶性肿瘤", "高血压", "糖尿病", "冠心病", "脑卒中后遗症", "尿毒症透析", "器官移植抗排异", "慢性阻塞性肺疾病", "类风湿关节炎"),
    *("系统性红斑狼疮", "肝硬化", "慢性乙型肝炎", "帕金森病", "癫痫", "精神分裂症", "再生障碍性贫血", "血友病", "罕见病"),
)  # fmt: skip
"""What forms offer to tick."""


def extras_j(
    profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
) -> dict[str, Any]:
    """Names that the templates of the tenth family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    extras = extras_f(profile, record, options, dates, packs=PACKS_J)
    for i, drug in enumerate(extras["drugs"]):  # in columns of their own they are one frequency all the same
        times = str(drug["times"].text)
        drug["times"] = Mark(record, ("med", i, "frequency"), times, f"{drug['route']} {times}")
    chinese = CHINESE.get(applied[0]) if applied and profile.disease == applied[0] else None
    return extras | {
        "choices": [*CHOICES, *(d for d in applied if d not in CHOICES)],
        "titles": TITLES,
        "labels": LABELS,
        "signers": SIGNERS,
        "role_of": ROLES,
        "english": ENGLISH,
        "boxes": lambda value: boxes(str(value)),
        "chinese_dx": DxMark(record, 90, chinese, "中医诊断") if chinese else "",
        "herbs": herbs(record, options),
        "culture": culture(record, options),
        "told": lambda key, text: Mark(record, ("fields", key), text),
    }


def herbs(record: Record, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Sliced herbs: a dose each, and how they are boiled; how often stands once below them all."""
    return [
        {"name": Mark(record, ("med", i, "name"), name), "dose": Mark(record, ("med", i, "dose"), dose), "how": how}
        for i, (name, dose, how) in enumerate(options.get("herbs", ()))
    ]


def culture(record: Record, options: dict[str, Any]) -> dict[str, Any]:
    """A germ and what it withstands: R is abnormal, S and I are not."""
    if "culture" not in options:
        return {}
    germ, specimen, rows = options["culture"]
    made = []
    for i, (name, code, least, verdict, limit) in enumerate(rows, 1):
        made.append(
            {
                "name": Mark(record, ("lab", i, "name"), name),
                "code": Mark(record, ("lab", i, "code"), code),
                "value": Mark(record, ("lab", i, "value"), least),
                "verdict": Mark(record, ("lab", i, "flag"), verdict, "A" if verdict == "R" else ""),
                "word": Mark(
                    record,
                    ("lab", i, "flag"),
                    {"R": "耐药", "S": "敏感", "I": "中介"}[verdict],
                    "A" if verdict == "R" else "",
                ),
                "unit": Mark(record, ("lab", i, "unit"), "μg/mL"),
                "limit": Mark(record, ("lab", i, "reference"), limit),
            }
        )
    return {"germ": germ, "specimen": specimen, "rows": made}
