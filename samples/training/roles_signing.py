"""The foot of composed papers: who signs and in what role, who signs and is no physician, and when."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading import DateRole
from extractors.roles.net import NAME, NAME_ON, SIGNERS
from samples.training.roles_dated import BY_KIND, Days
from samples.training.roles_pen import Said
from samples.training.roles_setting import Setting

_SIGN = {
    "cert": ("attending",), "out": ("attending",), "adm": ("recording", "attending"),
    "dis": ("attending", "supervising"), "front": ("supervising", "attending"), "exam": ("reporting", "reviewing"),
    "path": ("reporting", "reviewing"), "form": ("approving",), "rx": ("prescribing", "dispensing"),
    "lab": ("testing", "reviewing"), "proxy": (),
}  # fmt: skip
_DATED = {  # what a day behind somebody's name stands for, where it is not what the paper's own is
    ("exam", "reviewing"): DateRole.REVIEWED, ("path", "reviewing"): DateRole.REVIEWED,
    ("lab", "reviewing"): DateRole.REVIEWED, ("lab", "testing"): DateRole.TESTED,
}  # fmt: skip
_ROLES = [role.value for role in SIGNERS]
_PARTINGS = ("：", "：", ":", " ", "　", "", "（签名）：", "签名：", "(签章)：", "__", "：____ ")
_STATES = ("符合", "通过", "已审核", "同意", "合格", "已阅", "属实", "完成")


def foot(setting: Setting, days: Days, kind: str) -> None:
    """Signatures and days, in any order, and what else stands there."""
    say = setting.say
    setting.pen.down(setting.rng.uniform(0, 2))
    roles = [*_SIGN[kind]]
    if say.chance(0.2):
        roles = roles[:1]
    if kind in ("exam", "lab", "path") and say.chance(0.15):
        roles.insert(0, "requesting")
    if kind == "exam" and say.chance(0.15):
        roles.insert(0, "testing")
    dated = say.chance(0.75)
    if dated and say.chance(0.15):
        _when(setting, days)
        dated = False
    if say.chance(0.3):
        _somebody_else(setting, days, kind)
    if roles and say.chance(0.95):
        _signers(setting, days, kind, roles, behind=dated and say.chance(0.3))
    if say.chance(0.2):
        _somebody_else(setting, days, kind)
    if dated:
        _when(setting, days)
    if say.chance(0.45):
        setting.pen.put([Said(say.sentence("remarks"))], setting.pen.left)
        setting.pen.down()


def _when(setting: Setting, days: Days) -> None:
    """The paper's day, alone or behind a bare label, or days that say what they are."""
    pen, say = setting.pen, setting.say
    facts = days.at_the_foot()
    if not facts or say.chance(0.35):
        said = days.of_the_paper(say.one("bare") if say.chance(0.4) else "")
        width = pen.width("".join(one.text for one in said))
        pen.put(said, pen.right - width - setting.rng.uniform(0, 0.1) if say.chance(0.65) else pen.left)
        pen.down()
    x, together = pen.left, say.chance(0.6)
    for label, value in facts:
        said = [Said(label + setting.rng.choice(("：", "：", ":", " ", ""))), *value]
        x = pen.put(said, x) + pen.height * setting.rng.uniform(1, 4)
        if not together or x > 0.7 * pen.right:
            pen.down()
            x = pen.left + (setting.rng.uniform(0, 0.4) if say.chance(0.3) else 0)
    if x > pen.left:
        pen.down()


def _signers(setting: Setting, days: Days, kind: str, roles: Sequence[str], *, behind: bool) -> None:
    pen, say, rng = setting.pen, setting.say, setting.rng
    stacked, titled = say.chance(0.12), say.chance(0.1)
    apart, right = say.chance(0.45), say.chance(0.5)
    parting, x = rng.choice(_PARTINGS), pen.left
    for at, role in enumerate(roles):
        name, label = Said(_set(setting, say.name()), NAME, NAME_ON, _ROLES.index(role)), say.signing(role)
        day = days.signed(_DATED.get((kind, role), BY_KIND[kind])) if behind and role != "requesting" else None
        if stacked:  # a row of labels above one of names
            x = pen.left + (pen.right - pen.left) * at / max(2, len(roles))
            pen.put([Said(label)], x)
            pen.put([name], x, pen.y + pen.pitch)
            if day is not None:
                pen.put([day], x, pen.y + 2 * pen.pitch)
            continue
        before = say.one("titles_of_people") if titled else label
        said = [Said(before + parting), name]
        said += [Said(" " + say.one("titles_of_people"))] if say.chance(0.15) else []
        said += [Said(rng.choice(("  ", " ", "　", " 日期：", "（"))), day] if day is not None else []
        if apart:
            x = pen.put(said[:1], x)
            gap = pen.height * rng.uniform(0.3, 2) if say.chance(0.3) else 0.02
            x = pen.put(said[1:], x + gap) + pen.height * rng.uniform(1.5, 8)
            if x > 0.8 * pen.right:
                pen.down()
                x = pen.left
            continue
        width = pen.width("".join(one.text for one in said))
        pen.put(said, pen.right - width - rng.uniform(0, 0.1) if right else pen.left + rng.uniform(0, 0.2))
        pen.down()
    pen.down(3 if stacked and behind else 2 if stacked else 1)


def _set(setting: Setting, name: str) -> str:
    return f"{name[0]} {name[1]}" if len(name) == 2 and setting.say.chance(0.1) else name


def _somebody_else(setting: Setting, days: Days, kind: str) -> None:
    """Signs and is no physician, or nobody at all where a name might stand."""
    say, rng, pen = setting.say, setting.rng, setting.pen
    label, value = rng.choice(
        (
            (say.one("others_who_sign"), say.name()),
            (say.one("others_who_sign"), say.name()),
            (say.one("others_who_sign"), say.name()),
            (rng.choice(("送检", "送检组织", "标本", "取材部位")), say.one("organs") + "组织"),
            (rng.choice(("审核", "复核", "医师意见", "状态", "审核意见", "结果", "核对")), rng.choice(_STATES)),
            (rng.choice(("本人承诺以上材料真实 签字", "本人已知晓 签名", "承诺人")), say.name()),
        )
    )
    x = pen.left + rng.uniform(0, 0.4)
    day: list[Said] = []
    if kind in ("form", "proxy") and say.chance(0.6):
        role = DateRole.AUTHORISED if kind == "proxy" else DateRole.APPLIED if "人" in label else DateRole.OPINION
        day = [Said(rng.choice((" ", "  ", " 日期：", "　"))), days.signed(role)]
    if say.chance(0.3):
        x = pen.put([Said(f"{label}：")], x) + pen.height * rng.uniform(0.5, 3)
        pen.put([Said(value), *day], x)
    else:
        pen.put([Said(label + rng.choice(("：", ":", " ", "　")) + value), *day], x)
    pen.down()
