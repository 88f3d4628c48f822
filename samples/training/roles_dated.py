"""Dates on composed papers: each with the label, the place or the signature that says what it stands for."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.fields.date_text import DateText, find_dates
from extractors.reading import DateRole
from extractors.roles.net import DATES
from samples.training.roles_content import Content
from samples.training.roles_pen import NO_ROLE, UNTOLD, Labelled, Said
from samples.training.roles_vocabulary import WORDS

BY_KIND: dict[str, DateRole] = {
    "cert": DateRole.ISSUED, "out": DateRole.RECORDED, "adm": DateRole.RECORDED, "dis": DateRole.RECORDED,
    "front": DateRole.RECORDED, "exam": DateRole.REPORTED, "path": DateRole.REPORTED, "lab": DateRole.REPORTED,
    "gene": DateRole.REPORTED,
    "form": DateRole.OPINION, "rx": DateRole.PRESCRIBED, "proxy": DateRole.AUTHORISED,
}  # fmt: skip
"""What a date alone beside the signature is on papers of a kind."""
_IN_HEAD = {**BY_KIND, "out": DateRole.VISIT, "form": DateRole.APPLIED}  # … under 日期 among the particulars
_PARTICULARS: dict[str, dict[str, float]] = {
    "cert": {"visit": 0.35, "admission": 0.35, "discharge": 0.3, "birth": 0.15, "other": 0.08},
    "out": {"visit": 0.75, "birth": 0.2, "other": 0.08, "recorded": 0.1},
    "adm": {"admission": 0.9, "history_taken": 0.35, "recorded": 0.5, "birth": 0.2, "other": 0.08},
    "dis": {"admission": 0.9, "discharge": 0.9, "surgery": 0.15, "birth": 0.1, "recorded": 0.1},
    "front": {"admission": 0.9, "discharge": 0.9, "birth": 0.8, "other": 0.2, "surgery": 0.15},
    "exam": {"examined": 0.7, "received": 0.1, "reported": 0.35, "birth": 0.1, "other": 0.1},
    "path": {"received": 0.7, "sampled": 0.1, "reported": 0.35, "birth": 0.1, "surgery": 0.05},
    "lab": {"sampled": 0.7, "received": 0.6, "tested": 0.3, "reported": 0.4, "birth": 0.1},
    "gene": {"sampled": 0.6, "received": 0.6, "tested": 0.2, "reported": 0.5, "birth": 0.15},
    "form": {"birth": 0.5, "applied": 0.35, "other": 0.15, "visit": 0.05},
    "rx": {"prescribed": 0.6, "birth": 0.1, "visit": 0.1, "other": 0.1},
    "proxy": {"birth": 0.25},
}
_AT_THE_FOOT: dict[str, dict[str, float]] = {
    "cert": {"issued": 0.4, "printed": 0.15, "none": 0.1},
    "out": {"recorded": 0.25, "printed": 0.25, "none": 0.15},
    "adm": {"recorded": 0.4, "printed": 0.15, "reviewed": 0.04},
    "dis": {"recorded": 0.4, "printed": 0.15, "none": 0.15},
    "front": {"recorded": 0.1, "other": 0.3, "printed": 0.15},
    "exam": {"reported": 0.6, "reviewed": 0.25, "printed": 0.25, "none": 0.05},
    "path": {"reported": 0.6, "reviewed": 0.2, "printed": 0.2},
    "lab": {"reported": 0.6, "reviewed": 0.3, "printed": 0.35, "received": 0.25, "tested": 0.2, "sampled": 0.2},
    "gene": {"reported": 0.6, "reviewed": 0.2, "printed": 0.2, "tested": 0.2, "received": 0.1},
    "form": {"applied": 0.4, "opinion": 0.4, "printed": 0.05},
    "rx": {"prescribed": 0.25, "other": 0.2, "printed": 0.1},
    "proxy": {"authorised": 0.5, "none": 0.1},
}
_OFFSETS = {  # days from the paper's own, about
    "birth": -20000, "applied": 1, "admission": -12, "surgery": -6, "discharge": -1, "sampled": -1, "other": -300,
    "none": 30, "printed": 2, "valid_from": 0, "expiry": 365,
}  # fmt: skip
_PLAIN = re.compile(r"(?:19|20)\d\d[-./年](?:0[1-9]|1[0-2])[-./月](?:0[1-9]|[12]\d|3[01])")
_WORDS = 5  # the style that spells numbers in words
_LEAST_SAID = 10  # characters that say enough of a date told


class Days:
    """A paper's dates: in one style mostly, and in order."""

    def __init__(self, rng: random.Random, say: Content, kind: str) -> None:
        self.rng = rng
        self.say = say
        self.kind = kind
        self._day = dt.date(2022, 1, 1) + dt.timedelta(days=rng.randint(0, 2000))
        self._style = rng.randint(0, 9)
        self._timed = rng.random() < (0.6 if kind in ("lab", "exam", "path", "gene") else 0.15)

    def particulars(self) -> list[tuple[str, list[Said]]]:
        """Labels with their dates among a patient's particulars."""
        found = [(self.label(key), [self.day(key)]) for key in self._drawn(_PARTICULARS)]
        if self.say.chance(0.2 if self.kind in ("cert", "dis", "front", "adm") else 0.02):
            found.append((self.say.one("spans_stay"), self.span("admission", "discharge")))
        if self.say.chance(0.12):
            role = _IN_HEAD[self.kind]
            found.append((self.say.one("bare"), [self._said(role, self._text(role.value))]))
        return found

    def at_the_foot(self) -> list[tuple[str, list[Said]]]:
        return [(self.label(key), [self.day(key)]) for key in self._drawn(_AT_THE_FOOT)]

    def of_the_paper(self, label: str = "") -> list[Said]:
        """The day beside the signature, alone or behind a word that says nothing more."""
        role = BY_KIND[self.kind]
        before = [Said(label + self.rng.choice("：:  "))] if label else []
        return [*before, self._said(role, self._text(role.value))]

    def signed(self, role: DateRole) -> Said:
        """Behind somebody's name."""
        return self._said(role, self._text(role.value))

    def day(self, key: str) -> Said:
        return self._said(None if key == "none" else DateRole(key), self._text(key))

    def span(self, first: str, last: str) -> list[Said]:
        to = self.rng.choice(("至", "-", "~", "—", " 至 ", " - ", "～", "起至", "→", " 到 "))
        behind = self.rng.choice(("", "", "止", " 共12天", "（12天）"))
        return [self.day(first), Said(to), self.day(last), Said(behind)]

    def told_stay(self) -> list[Said]:
        """The stay as a sentence has it, which is the paper's own."""
        rng = self.rng
        behind = rng.choice(("在我院住院治疗", "在我科住院", "于本院住院诊治", "住我院心内科治疗", "期间住院"))
        if self.say.chance(0.5):
            return [
                Said(rng.choice(("患者于", "该患者自", "于", "自"))),
                *self.span("admission", "discharge"),
                Said(behind),
            ]
        into = rng.choice(("收入我院", "入院", "住院治疗", "步行入院", "由门诊收住我科", "急诊入院"))
        out = rng.choice(("出院", "好转出院", "治愈离院", "办理出院", "带药出院"))
        begin = [Said(rng.choice(("患者于", "于", "该员"))), self.day("admission"), Said(into + "，")]
        return [*begin, *([self.day("discharge"), Said(out + "。")] if self.say.chance(0.6) else [])]

    def told(self) -> list[Said]:
        """A day of somebody's story, none of the paper's own."""
        text = self._text("other")
        return [Said(self.say.one("told_before")), self._said(None, text), Said(self.say.one("told_behind") + "，")]

    def label(self, key: str) -> str:
        acts = f"{key}_acts"
        if acts not in WORDS or self.say.chance(0.45):
            label = self.say.one(key)
        else:
            scopes = f"{key}_scopes"
            scope = self.say.one(scopes) if scopes in WORDS and self.say.chance(0.6) else ""
            tail = self.say.one("tails") if not scope or self.say.chance(0.75) else ""
            label = scope + self.say.one(acts) + tail
        return " ".join(label) if len(label) <= 4 and self.say.chance(0.03) else label

    def _drawn(self, shares: Mapping[str, Mapping[str, float]]) -> list[str]:
        drawn = [key for key, share in shares[self.kind].items() if self.say.chance(share)]
        if self.say.chance(0.2):
            self.rng.shuffle(drawn)
        return drawn

    def _said(self, role: DateRole | None, text: str) -> Said:
        return Said(text, date=DATES.index(role))

    def _text(self, key: str) -> str:
        spread = 9000 if key == "birth" else 250 if key in ("other", "none") else 2
        day = self._day + dt.timedelta(days=_OFFSETS.get(key, 0) + self.rng.randint(-spread, spread))
        clock = f" {self.rng.randint(7, 18):02d}:{self.rng.randint(0, 59):02d}"
        timed = key != "birth" and self.say.chance(0.85 if self._timed else 0.08)
        style = self._style if self.say.chance(0.9) else self.rng.randint(0, 9)
        second = f":{self.rng.randint(0, 59):02d}" if self.say.chance(0.3) else ""
        return written(day, style) + (clock + second if timed and style != _WORDS else "")


def written(day: dt.date, style: int) -> str:
    y, m, d = day.year, day.month, day.day
    ways = (
        f"{y}-{m:02d}-{d:02d}",
        f"{y}年{m}月{d}日",
        f"{y}年{m:02d}月{d:02d}日",
        f"{y}/{m:02d}/{d:02d}",
        f"{y}.{m:02d}.{d:02d}",
        _in_chinese(day),
        f"{y}-{m:02d}-{d:02d}",
        f"{y}年{m}月{d}日",
        f"{y} 年 {m} 月 {d} 日",
        f"{y}/{m}/{d}",
    )
    return ways[style % len(ways)]


def _in_chinese(day: dt.date) -> str:
    year = "".join("〇一二三四五六七八九"[int(c)] for c in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _number(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{'一二三'[tens - 1]}十") + (
        "一二三四五六七八九"[ones - 1] if ones else ""
    )


def told_elsewhere(lines: Sequence[Labelled]) -> list[Labelled]:
    """With every date nothing is said of yet as one that is told, where enough is said around it."""
    return [_told_elsewhere(line) for line in lines]


def _told_elsewhere(line: Labelled) -> Labelled:
    dates = list(line.dates)
    for found in find_dates(line.text):
        if all(date == NO_ROLE for date in dates[found.start : found.end]):
            mark = DATES.index(None) if len(line.text) - (found.end - found.start) >= _LEAST_SAID else UNTOLD
            dates[found.start : found.end] = [mark] * (found.end - found.start)
    return replace(line, dates=tuple(dates))


def rewritten(lines: Sequence[Labelled], rng: random.Random) -> list[Labelled]:
    """With the page's days as many days later or earlier, and at times in another style."""
    by = dt.timedelta(days=rng.randint(-900, 200))
    style = rng.randint(0, 9) if rng.random() < 0.5 else None
    return [_rewritten(line, by, style) for line in lines]


def _rewritten(line: Labelled, by: dt.timedelta, style: int | None) -> Labelled:
    for found in reversed(find_dates(line.text)):
        day = found.date.latest
        own = found.date.day is not None and any(date != NO_ROLE for date in line.dates[found.start : found.end])
        if own and day.year > 2000:
            line = _with(
                line, found, written(day + by, style) if style is not None else _as(line.text, found, day + by)
            )
    return line


def _as(text: str, found: DateText, day: dt.date) -> str:
    """In the style it has; as it is where that is not a plain one."""
    before = text[found.start : found.end]
    if not _PLAIN.match(before):
        return before
    return f"{day.year}{before[4]}{day.month:02d}{before[7]}{day.day:02d}{before[10:]}"


def _with(line: Labelled, found: DateText, text: str) -> Labelled:
    def spread(told: tuple[int, ...]) -> tuple[int, ...]:
        return told[: found.start] + (told[found.start],) * len(text) + told[found.end :]

    return replace(
        line,
        text=line.text[: found.start] + text + line.text[found.end :],
        tags=spread(line.tags),
        roles=spread(line.roles),
        dates=spread(line.dates),
    )
