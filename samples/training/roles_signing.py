"""The foot of composed papers: who signs and in what role, who signs and is no physician, and when."""

from __future__ import annotations

from samples.training.roles_bystanders import Bystanders
from samples.training.roles_dated import Days
from samples.training.roles_pen import Said
from samples.training.roles_setting import Setting
from samples.training.roles_signatures import CHECKING, UNCLEAR, Signatures

_SIGN: dict[str, dict[tuple[str, ...], int]] = {  # who signs papers of a kind, and how often
    "cert": {("attending",): 80, ("attending", "supervising"): 12, ("attending", "reviewing"): 6,
             ("attending", UNCLEAR): 4},
    "out": {("attending",): 90, ("attending", "supervising"): 4, ("attending", UNCLEAR): 4, ("attending",) * 2: 2},
    "adm": {("attending",): 35, ("recording", "attending"): 40, ("recording", "supervising"): 8,
            ("recording", "attending", "supervising"): 12, ("recording",): 5},
    "dis": {("attending",): 40, ("attending", "supervising"): 28, ("recording", "attending"): 16,
            ("recording", "attending", "supervising"): 12, ("supervising",): 4},
    "exam": {("reporting", "reviewing"): 55, ("reporting",): 20, ("testing", "reporting", "reviewing"): 15,
             ("testing", "reporting"): 4, ("recording", "reporting", "reviewing"): 6},
    "path": {("reporting", "reviewing"): 60, ("reporting",): 22, ("testing", "reporting", "reviewing"): 6,
             ("reporting", "reporting", "reviewing"): 6, ("reporting", UNCLEAR): 6},
    "gene": {("testing", "reviewing"): 60, ("testing", "reporting", "reviewing"): 30, ("reporting", "reviewing"): 10},
    "form": {("approving",): 45, ("attending",): 15, ("attending", "approving"): 20, ("approving",) * 3: 10,
             ("approving",) * 2: 10},
    "rx": {("prescribing", "dispensing"): 35, ("prescribing",): 22, ("prescribing", CHECKING, "dispensing"): 25,
           ("prescribing", CHECKING, "dispensing", "dispensing"): 18},
    "lab": {("testing", "reviewing"): 85, ("testing",): 8, ("testing", "testing", "reviewing"): 3, ("reviewing",): 4},
    "proxy": {(): 1},
}  # fmt: skip
_FRONT = (  # the levels of a ward as front pages print them, and how often one is
    ("科主任", "supervising", 0.85), ("主任（副主任）医师", "supervising", 0.85), ("主治医师", "attending", 0.95),
    ("住院医师", "recording", 0.9), ("责任护士", "", 0.8), ("进修医师", UNCLEAR, 0.5), ("实习医师", UNCLEAR, 0.5),
    ("编码员", "", 0.8), ("质控医师", UNCLEAR, 0.5), ("质控护士", "", 0.5),
)  # fmt: skip


def foot(setting: Setting, days: Days, kind: str) -> None:
    """Signatures and days, in any order, and what else stands there."""
    say, bystanders = setting.say, Bystanders(setting, days, kind)
    setting.pen.down(setting.rng.uniform(0, 2))
    dated = say.chance(0.75)
    if dated and say.chance(0.15):
        _when(setting, days)
        dated = False
    if say.chance(0.3):
        bystanders.put()
    roles = _roles(setting, kind)
    if kind == "front":
        _levels(setting, days)
    elif roles and say.chance(0.96):
        Signatures(setting, days, kind).put(roles, dated=dated and say.chance(0.35))
    if say.chance(0.3 if kind in ("form", "proxy", "rx", "front") else 0.2):
        bystanders.put()
    if dated:
        _when(setting, days)
    if say.chance(0.45):
        setting.pen.put([Said(say.sentence("remarks"))], setting.pen.left)
        setting.pen.down()


def _roles(setting: Setting, kind: str) -> list[str]:
    if kind not in _SIGN:
        return []
    ways = _SIGN[kind]
    (drawn,) = setting.rng.choices(list(ways), list(ways.values()))
    roles = [*drawn]
    if kind in ("exam", "lab", "path", "gene") and setting.say.chance(0.15):
        roles.insert(0, "requesting")
    if setting.say.chance(0.06):
        setting.rng.shuffle(roles)
    return roles


def _levels(setting: Setting, days: Days) -> None:
    """Of a ward, on a front page: in rows of four, a label and a name each."""
    pen, say, signatures = setting.pen, setting.say, Signatures(setting, days, "front")
    columns, parting = setting.rng.choice((2, 3, 4, 4, 5)), setting.rng.choice(("：", " ", "", ":", "  "))
    step, cells, at = (pen.right - pen.left) / columns, say.chance(0.3), 0
    for label, role, share in _FRONT:
        if not say.chance(share):
            continue
        word = label if say.chance(0.75) or not role else signatures.label(role)
        named = signatures.one(role).name if role else (Said(say.name()),)
        name = () if say.chance(0.3 if role == UNCLEAR else 0.06) else named
        x = pen.left + step * (at % columns)
        if cells:
            pen.put([Said(word)], x)
            pen.put(name, x + step * 0.55)
        else:
            pen.put([Said(word + parting), *name], x)
        at += 1
        if at % columns == 0:
            pen.down()
    pen.down()


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
