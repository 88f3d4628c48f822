"""The head of composed papers: whose it is, what it is, of whom, and when."""

from __future__ import annotations

from samples.training.roles_content import Content
from samples.training.roles_dated import Days
from samples.training.roles_pen import Said
from samples.training.roles_setting import Setting

Fact = tuple[str, list[Said]]  # a label and its value


def head(setting: Setting, days: Days, kind: str) -> None:
    """Hospital, title, and the particulars of a patient."""
    say = setting.say
    setting.titled(say.hospital(), 1.3)
    setting.titled(say.one(f"titles_{kind}"), 1.5)
    if say.chance(0.06):
        setting.pen.put(days.of_the_paper(), setting.pen.left + setting.rng.uniform(0, 0.5))
        setting.pen.down()
    chosen = setting.rng.random()
    facts = _facts(say, days)
    if chosen < 0.08:
        _under_each_other(setting, facts)
    elif chosen < 0.2:
        _in_rows(setting, facts)
    elif chosen < 0.27:
        _running(setting, facts)
    else:
        _in_columns(setting, facts)


def _facts(say: Content, days: Days) -> list[Fact]:
    rng = say.rng
    plain = [
        ("性别", rng.choice("男女")), ("年龄", f"{rng.randint(1, 90)}岁"), ("科室", say.one("departments")),
        (say.one("kinds_of_numbers"), str(rng.randint(10000, 9999999))),
        ("床号", str(rng.randint(1, 60))), ("联系电话", str(rng.randint(13 * 10**9, 19 * 10**9))), ("民族", "汉族"),
        ("住址", f"{say.place()}路"), ("费别", rng.choice(("医保", "自费", "居民医保"))),
        ("职业", rng.choice(("农民", "退休", "职员"))), ("婚姻", rng.choice(("已婚", "未婚"))),
        ("病区", say.one("departments")),
        ("标本类型", rng.choice(("血清", "全血", "尿液"))),
        ("身高", f"{rng.randint(140, 190)}cm"), ("单位", f"{say.place()}厂"),
    ]  # fmt: skip
    facts: list[Fact] = [(label, [Said(value)]) for label, value in rng.sample(plain, rng.randint(1, 8))]
    facts += days.particulars()
    rng.shuffle(facts)
    if say.chance(0.4):  # days stand together, and last
        facts.sort(key=lambda fact: any(one.date >= 0 for one in fact[1]))
    return [(rng.choice(("姓名", "姓名", "姓 名", "患者姓名", "病人姓名", "Name")), [Said(say.name())]), *facts]


def _in_columns(setting: Setting, facts: list[Fact]) -> None:
    pen, say = setting.pen, setting.say
    columns, grid = setting.rng.choice((1, 2, 2, 3, 3, 4)), say.chance(0.4)
    step = (pen.right - pen.left) / columns
    parting = setting.rng.choice(("：", "：", ":", "", " ", "： "))
    for at, (label, value) in enumerate(facts):
        x = pen.left + step * (at % columns)
        if grid:
            pen.put([Said(label)], x)
            pen.put(value, x + min(0.45 * step, pen.width(label) + 2 * pen.height))
        else:
            pen.put([Said(label + (parting if say.chance(0.9) else "")), *value], x)
        if at % columns == columns - 1 or at == len(facts) - 1:
            pen.down()


def _under_each_other(setting: Setting, facts: list[Fact]) -> None:
    """A row of labels, a row of values beneath."""
    pen, columns = setting.pen, setting.rng.choice((3, 4, 5))
    step = (pen.right - pen.left) / columns
    for start in range(0, len(facts), columns):
        for at, (label, value) in enumerate(facts[start : start + columns]):
            pen.put([Said(label)], pen.left + step * at)
            pen.put(value, pen.left + step * at, pen.y + pen.pitch)
        pen.down(2)


def _in_rows(setting: Setting, facts: list[Fact]) -> None:
    """Two cells a row, the values far from their labels, at times with the English beneath."""
    pen = setting.pen
    for label, value in facts:
        pen.put([Said(label)], pen.left)
        pen.put(value, setting.column + 0.08)
        if setting.say.chance(0.08):
            pen.put([Said(setting.rng.choice(("Name", "Date", "No.", "Dept.")))], pen.left, pen.y + 0.6 * pen.pitch)
        pen.down()


def _running(setting: Setting, facts: list[Fact]) -> None:
    parting = setting.rng.choice((" ", "  ", "，", "；", " | ", "　"))
    said = [one for label, value in facts for one in (Said(f"{label}："), *value, Said(parting))]
    setting.flow(said, setting.pen.left)
