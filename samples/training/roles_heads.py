"""The head of composed papers: whose it is, what it is, of whom, and when."""

from __future__ import annotations

from extractors.roles.net import DIAGNOSIS, DIAGNOSIS_ON
from samples.training.roles_bystanders import Bystanders
from samples.training.roles_dated import Days
from samples.training.roles_pen import UNTOLD, Said
from samples.training.roles_setting import Setting
from samples.training.roles_signatures import Signatures

Fact = tuple[str, list[Said]]  # a label and its value
_NAMED = {  # who of those who sign is named among the particulars, and how often
    "lab": ("requesting", 0.35), "exam": ("requesting", 0.3), "path": ("requesting", 0.3), "gene": ("requesting", 0.3),
    "out": ("attending", 0.2), "cert": ("attending", 0.08), "dis": ("attending", 0.12), "adm": ("attending", 0.06),
    "rx": ("prescribing", 0.12),
}  # fmt: skip
_REQUESTED = ("lab", "exam", "path", "gene", "rx")  # what is diagnosed there is why it was asked for


def head(setting: Setting, days: Days, kind: str) -> None:
    """Hospital, title, and the particulars of a patient."""
    say = setting.say
    setting.titled(say.hospital(), 1.3)
    setting.titled(say.one(f"titles_{kind}"), 1.5)
    if say.chance(0.06):
        setting.pen.put(days.of_the_paper(), setting.pen.left + setting.rng.uniform(0, 0.5))
        setting.pen.down()
    chosen = setting.rng.random()
    facts = _facts(setting, days, kind)
    if chosen < 0.08:
        _under_each_other(setting, facts)
    elif chosen < 0.2:
        _in_rows(setting, facts)
    elif chosen < 0.27:
        _running(setting, facts)
    else:
        _in_columns(setting, facts)


def _facts(setting: Setting, days: Days, kind: str) -> list[Fact]:
    say, rng = setting.say, setting.rng
    plain = [
        ("性别", rng.choice("男女")), ("年龄", f"{rng.randint(1, 90)}岁"), ("科室", say.one("departments")),
        (say.one("kinds_of_numbers"), str(rng.randint(10000, 9999999))),
        ("床号", str(rng.randint(1, 60))), ("联系电话", str(rng.randint(13 * 10**9, 19 * 10**9))), ("民族", "汉族"),
        ("住址", f"{say.place()}路"), ("费别", rng.choice(("医保", "自费", "居民医保"))),
        ("职业", rng.choice(("农民", "退休", "职员"))), ("婚姻", rng.choice(("已婚", "未婚"))),
        ("病区", say.one("departments")),
        ("标本类型", rng.choice(("血清", "全血", "尿液", "骨髓", "组织"))),
        ("身高", f"{rng.randint(140, 190)}cm"), ("单位", f"{say.place()}厂"),
        ("身份证号", f"{rng.randint(10**16, 10**17 - 1)}X"), ("医保类型", rng.choice(("职工", "居民", "离休", "公疗"))),
        ("部职别", f"{rng.randint(10**4, 10**5)}部队"), ("检查部位", say.one("organs")),
        ("就诊类型", rng.choice(("初诊", "复诊"))),
        ("籍贯", say.place()), ("体重", f"{rng.randint(3, 99)}kg"), ("国籍", "中国"),
        ("药物过敏", rng.choice(("无", "青霉素"))),
        ("血型", rng.choice(("A", "B", "O", "AB"))), ("入院途径", rng.choice(("门诊", "急诊"))),
        ("检查设备", f"CT-{rng.randint(1, 9)}"),
    ]  # fmt: skip
    facts: list[Fact] = [(label, [Said(value)]) for label, value in rng.sample(plain, rng.randint(1, 8))]
    facts += [*days.particulars(), *_people(setting, days, kind)]
    if say.chance(0.15 if kind in _REQUESTED else 0.05):
        tags = (UNTOLD, UNTOLD) if kind in _REQUESTED else (DIAGNOSIS, DIAGNOSIS_ON)
        facts.append((say.heading_of_diagnoses(), [Said(say.disease(), *tags)]))
    rng.shuffle(facts)
    if say.chance(0.4):  # days stand together, and last
        facts.sort(key=lambda fact: any(one.date >= 0 for one in fact[1]))
    return [(rng.choice(("姓名", "姓名", "姓 名", "患者姓名", "病人姓名", "Name")), [Said(say.name())]), *facts]


def _people(setting: Setting, days: Days, kind: str) -> list[Fact]:
    """Physicians, and others, among what is said of a patient."""
    role, share = _NAMED.get(kind, ("", 0.0))
    facts: list[Fact] = []
    if setting.say.chance(share):
        signature = Signatures(setting, days, kind).one(role)
        facts.append((signature.label, [*signature.name]))
    if setting.say.chance(0.15):
        facts.append(Bystanders(setting, days, kind).fact())
    return facts


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
