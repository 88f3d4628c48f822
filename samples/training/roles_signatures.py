"""Signatures on composed papers: a label, a name in one of the ways names are set, a title, a day; in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.reading import DateRole
from extractors.roles.net import NAME, NAME_ON, SIGNERS
from samples.training.roles_dated import BY_KIND, Days
from samples.training.roles_pen import NO_ROLE, UNTOLD, Said
from samples.training.roles_setting import Setting

CHECKING, UNCLEAR = "checking", "unclear"  # who checks a prescription, and who may count as signing or may not
_DATED = {  # what a day behind somebody's name stands for, where it is not what the paper's own is
    ("exam", "reviewing"): DateRole.REVIEWED, ("path", "reviewing"): DateRole.REVIEWED,
    ("lab", "reviewing"): DateRole.REVIEWED, ("gene", "reviewing"): DateRole.REVIEWED,
    ("lab", "testing"): DateRole.TESTED, ("gene", "testing"): DateRole.TESTED,
}  # fmt: skip
_ROLES = {role.value: at for at, role in enumerate(SIGNERS)}
_PARTINGS = (
    "：",
    "：",
    ":",
    " ",
    "　",
    "",
    "（签名）：",
    "签名：",
    "(签章)：",
    "__",
    "：____ ",
    "：_",
    " : ",
    "→",
    "｜",
    "= ",
)
_AROUND = (
    "{}（电子签名）", "{}(签名)", "{}（签章）", "[{}]", "{} 已签", "{}（章）", "{}印", "/{}/", "({})", "CA {}", "{}✓",
    "“{}”",    "{}（代）", "※{}", "{}。", "{}_", "_{}_",
)  # fmt: skip
_BLANK = (
    "______",
    "",
    "＿＿＿＿",
    "/",
    "（签名）",
    "（盖章）",
    "见电子签名",
    "同上",
    "—",
    "____年__月__日",
    "待签",
    "无",
    "系统自动",
)
_WAYS = {"each": 30, "row": 30, "stacked": 11, "table": 6, "glued": 7, "joint": 4, "behind": 5, "alone": 4}
_TITLED = ("attending", "reporting", "reviewing", "supervising")
_HEADS = (
    "岗位 姓名 签署时间",
    "职责 签名 日期",
    "角色 姓名 职称",
    "签署项 签署人 时间",
    "医师 姓名 日期",
    "环节 人员 时间",
    "Role Name Date",
)
_SMALL = 0.02  # page widths between a label and its name


@dataclass(frozen=True, slots=True)
class Signature:
    label: str
    name: tuple[Said, ...]
    title: str  # "" for none
    day: Said | None


class Signatures:
    def __init__(self, setting: Setting, days: Days, kind: str) -> None:
        self.setting, self.days, self.kind = setting, days, kind
        self.say, self.rng, self.pen = setting.say, setting.rng, setting.pen
        self._parting = self.rng.choice(_PARTINGS)
        self._titled = self.say.chance(0.1)
        self._with_title = self.rng.choice((0, 0, 0, 0.3, 0.9))

    def put(self, roles: Sequence[str], *, dated: bool) -> None:
        """In one of many arrangements."""
        (way,) = self.rng.choices(list(_WAYS), list(_WAYS.values()))
        if way in ("table", "joint") and len(roles) < 2:
            way = "each"
        if way == "alone" and (len(roles) > 1 or roles[0] not in ("attending", "prescribing", "recording")):
            way = "row"
        signed = [self.one(role, dated=dated) for role in roles]
        {
            "each": self.each, "row": self._in_a_row, "stacked": self._stacked, "table": self._as_table,
            "glued": self._glued, "joint": self._joint, "behind": self._label_behind, "alone": self._alone,
        }[way](signed)  # fmt: skip

    def one(self, role: str, *, dated: bool = False) -> Signature:
        title = self.say.one("titles_of_people") if self.say.chance(self._with_title) else ""
        label = self.say.one("titles_of_people") if self._titled and role in _TITLED else self.label(role)
        meant = _DATED.get((self.kind, role), BY_KIND[self.kind])
        day = self.days.signed(meant) if dated and role != "requesting" else None
        return Signature(label, self._name(role), title, day)

    def label(self, role: str) -> str:
        word = self.say.one(f"signs_{role}") if role in (CHECKING, UNCLEAR) else self.say.signing(role)
        return word[:-1] if word[-1] in "：:" else word

    def _name(self, role: str) -> tuple[Said, ...]:
        say = self.say
        if say.chance(0.05):
            return (Said(self.rng.choice(_BLANK)),)
        names = [self._said(role)]
        if say.chance(0.05):  # two under one label
            names += [Said(self.rng.choice("、/ ，　；")), self._said(role)]
        if say.chance(0.08):
            before, behind = self.rng.choice(_AROUND).split("{}")
            names = [Said(before), *names, Said(behind)]
        elif say.chance(0.04):  # somebody's number
            number = str(self.rng.randint(100, 99999))
            names = [*names, Said(self.rng.choice((f"({number})", f"/{number}", f" {number}", f"[{number}]")))]
            names = names if say.chance(0.7) else [Said(number + self.rng.choice("/ -")), *names[:-1]]
        return tuple(names)

    def _said(self, role: str) -> Said:
        name = self.say.name()
        if len(name) in (2, 3) and self.say.chance(0.1 if len(name) == 2 else 0.03):
            name = self.rng.choice((" ", "  ", "　")).join(name)
        if role == UNCLEAR:
            return Said(name, UNTOLD, UNTOLD)
        return Said(name, NAME, NAME_ON, _ROLES["reviewing" if role == CHECKING else role] if role else NO_ROLE)

    def each(self, signed: Sequence[Signature]) -> None:
        """A line each, the title at times below."""
        pen, rng = self.pen, self.rng
        right, x = self.say.chance(0.5), pen.left + rng.uniform(0, 0.45)
        below = self.say.chance(0.2)
        for one in signed:
            said = self._whole(one, titled=not below)
            width = pen.width("".join(each.text for each in said))
            begin = pen.right - width - rng.uniform(0, 0.1) if right else x
            if self.say.chance(0.25):
                begin = pen.put(said[:1], begin) + pen.height * rng.uniform(0.3, 3)
                pen.put(said[1:], begin)
            else:
                pen.put(said, begin)
            if below and one.title:
                pen.down()
                pen.put([Said(one.title)], begin + pen.height * rng.uniform(0, 4))
            pen.down()

    def _whole(self, one: Signature, *, titled: bool = True) -> list[Said]:
        said = [Said(one.label + self._parting), *one.name]
        if one.title and titled:
            chosen = self.rng.random()
            behind = (f" {one.title}", f"（{one.title}）", one.title, f"  职称：{one.title}", f"/{one.title}")
            if chosen < 0.25:
                said.insert(1, Said(one.title + self.rng.choice((" ", "", "："))))
            else:
                said.append(Said(self.rng.choice(behind)))
        if one.day is not None:
            said += [Said(self.rng.choice(("  ", " ", "　", " 日期：", "（", "/", "，", " 签署时间 "))), one.day]
        return said

    def _in_a_row(self, signed: Sequence[Signature]) -> None:
        pen, rng = self.pen, self.rng
        apart, x = self.say.chance(0.5), pen.left + (rng.uniform(0, 0.2) if self.say.chance(0.3) else 0)
        for one in signed:
            said = self._whole(one)
            if apart:
                x = pen.put(said[:1], x) + (pen.height * rng.uniform(0.3, 2) if self.say.chance(0.3) else _SMALL)
                said = said[1:]
            x = pen.put(said, x) + pen.height * rng.uniform(1.5, 8)
            if x > 0.8 * pen.right:
                pen.down()
                x = pen.left
        pen.down()

    def _stacked(self, signed: Sequence[Signature]) -> None:
        """A row of labels above one of names, or below it."""
        pen = self.pen
        step = (pen.right - pen.left) / max(2, len(signed))
        rows = [[[Said(one.label)] for one in signed], [[*one.name] for one in signed]]
        if self.say.chance(0.15):
            rows.reverse()
        if any(one.title for one in signed):
            rows.append([[Said(one.title)] for one in signed])
        if any(one.day for one in signed):
            rows.append([[one.day] if one.day else [] for one in signed])
        self._rows(rows, step)

    def _as_table(self, signed: Sequence[Signature]) -> None:
        heads = self.rng.choice(_HEADS).split()
        rows: list[list[list[Said]]] = [[[Said(head)] for head in heads]] if self.say.chance(0.8) else []
        for one in signed:
            last = [one.day] if one.day is not None and heads[2] != "职称" else [Said(one.title)]
            rows.append([[Said(one.label)], [*one.name], last])
        self._rows(rows, (self.pen.right - self.pen.left) / 3)

    def _rows(self, rows: Sequence[Sequence[Sequence[Said]]], step: float) -> None:
        for row in rows:
            for at, cell in enumerate(row):
                self.pen.put(cell, self.pen.left + step * at)
            self.pen.down()

    def _glued(self, signed: Sequence[Signature]) -> None:
        """Without a gap, or with one no wider than within a name."""
        between = self.rng.choice(("", "", " ", "；", "，", "/", " | ", "。"))
        said: list[Said] = []
        for at, one in enumerate(signed):
            said += [Said(between if at else ""), *self._whole(one)]
        self.setting.flow(said, self.pen.left + self.rng.uniform(0, 0.2))

    def _joint(self, signed: Sequence[Signature]) -> None:
        """报告/审核：one/other."""
        parting = self.rng.choice(("/", "、", "／", "-"))
        said = [Said(parting.join(one.label for one in signed) + self.rng.choice(("：", ":", " ")))]
        for at, one in enumerate(signed):
            said += [Said(parting if at else ""), *one.name]
        self.setting.flow(said, self.pen.left + self.rng.uniform(0, 0.3))

    def _label_behind(self, signed: Sequence[Signature]) -> None:
        """Somebody's name, and then what they did."""
        x = self.pen.left + self.rng.uniform(0, 0.4)
        way = self.rng.choice(("（{}）", "({})", " {}", " / {}", "【{}】", "——{}"))
        for one in signed:
            day = [Said(" "), one.day] if one.day is not None else []
            x = self.pen.put([*one.name, Said(way.format(one.label)), *day], x) + self.pen.height * 2
            if x > 0.7 * self.pen.right or self.say.chance(0.3):
                self.pen.down()
                x = self.pen.left
        self.pen.down()

    def _alone(self, signed: Sequence[Signature]) -> None:
        """No more than a name, where whoever writes such papers signs."""
        for one in signed:
            x = self.pen.right - self.pen.height * self.rng.uniform(4, 12)
            self.pen.put([*one.name], x)
            if one.day is not None:
                self.pen.down()
                self.pen.put([one.day], x - self.pen.height * self.rng.uniform(0, 3))
            self.pen.down()
