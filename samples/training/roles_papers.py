"""Papers composed at random: what hospitals print, in any wording and arrangement, with what each piece of it is.

No two hospitals print alike, and the papers at hand are of a few authors each. So headings are put together from their
parts or made up, diseases are swapped and composed, and whatever names a disease without diagnosing it stands about.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from extractors.roles.net import CONCLUSION, DIAGNOSIS, DIAGNOSIS_ON, FINDINGS, NAME, NAME_ON, SIGNERS
from samples.training.roles_content import Content, numbered
from samples.training.roles_pen import UNTOLD, Labelled, Pen, Said

KINDS = {"cert": 22, "out": 15, "adm": 12, "dis": 16, "front": 8, "exam": 9, "form": 7, "rx": 5, "lab": 5}
"""What is composed, and how often."""
_STYLES = ("inline", "inline", "below", "cell", "gap")
_SIGN = {
    "cert": ("attending",), "out": ("attending",), "adm": ("recording", "attending"),
    "dis": ("attending", "supervising"),
    "front": ("supervising", "attending"), "exam": ("reporting", "reviewing"), "form": ("approving",),
    "rx": ("prescribing", "dispensing"), "lab": ("testing", "reviewing"),
}  # fmt: skip
_ROLES = [role.value for role in SIGNERS]
_TABLES = (
    "诊断类别 诊断名称 ICD-10编码", "出院诊断 疾病编码 入院病情", "序号 疾病名称 编码", "诊断 编码",
    "类别 疾病诊断 转归 编码", "主次 病名 代码", "# Diagnosis ICD", "项目 名称 编码 出院情况",
)  # fmt: skip


def paper(rng: random.Random, listed: tuple[str, ...] = ()) -> list[Labelled]:
    """The lines of one page, in reading order."""
    return _Paper(rng, listed).composed()


class _Paper:
    def __init__(self, rng: random.Random, listed: tuple[str, ...]) -> None:
        self.rng = rng
        self.pen = Pen(rng)
        self.say = Content(rng, listed)
        self.style = rng.choice(_STYLES)
        self.column = self.pen.left + rng.uniform(0.1, 0.22)

    def composed(self) -> list[Labelled]:
        (kind,) = self.rng.choices(list(KINDS), list(KINDS.values()))
        self._head(kind)
        for block in self._blocks(kind):
            block()
        if kind == "cert" and self.say.chance(0.4):
            self._put_flow([Said("以上情况属实，特此证明。")], self.pen.left + 2 * self.pen.height)
        self.pen.down(self.rng.uniform(0, 2))
        self._foot(kind)
        return self.pen.page()

    def _blocks(self, kind: str) -> list[Callable[[], None]]:
        rng, many = self.rng, self.rng.randint
        story, other, advice, told = self._story, self._others_diseases, self._advice, self._diagnoses
        maybe: Callable[[float, Callable[[], None]], list[Callable[[], None]]] = lambda of, one: (  # noqa: E731
            [one] if self.say.chance(of) else []
        )
        dx = self._table if self.say.chance(0.08) else told
        blocks = {
            "cert": [*maybe(0.45, story), *maybe(0.15, other), dx, *maybe(0.8, advice), *maybe(0.15, story)],
            "out": [*[story] * many(1, 3), *maybe(0.6, other), *maybe(0.5, story), dx, *[advice] * many(0, 2)],
            "adm": [story, story, *[other] * many(1, 3), *[story] * many(1, 3), *[told] * rng.choice((1, 1, 1, 2))],
            "dis": [*maybe(0.6, told), *[story] * many(1, 2), *maybe(0.2, other), dx, *[advice] * many(1, 2)],
            "front": [*maybe(0.4, told), self._table],
            "exam": [*maybe(0.1, other), self._findings, self._conclusion],
            "form": [other, *maybe(0.7, story), *maybe(0.5, told), *maybe(0.5, advice)],
            "rx": [advice, advice],
            "lab": [self._values],
        }[kind]
        if kind in ("exam", "rx", "lab") and self.say.chance(0.5):
            blocks.insert(0, self._request)
        if kind == "cert" and self.say.chance(0.12):
            rng.shuffle(blocks)
        return blocks

    # What stands around

    def _head(self, kind: str) -> None:
        pen = self.pen
        middle = (pen.left + pen.right) / 2
        for text, size in ((self.say.hospital(), 1.3), (self.say.one(f"titles_{kind}"), 1.5)):
            pen.put([Said(text)], middle - pen.width(text, size) / 2, size=size)
            pen.down(1.5)
        facts = [
            ("姓名", self.say.name()), ("性别", self.rng.choice("男女")), ("年龄", f"{self.rng.randint(1, 90)}岁"),
            ("科室", self.say.one("departments")), ("住院号", str(self.rng.randint(10000, 9999999))),
            ("床号", str(self.rng.randint(1, 60))), ("入院日期", self.say.date()), ("就诊日期", self.say.date()),
            ("联系电话", str(self.rng.randint(13 * 10**9, 19 * 10**9))), ("民族", "汉族"),
            ("住址", f"{self.say.place()}路"),
        ]  # fmt: skip
        shown = [facts[0], *self.rng.sample(facts[1:], self.rng.randint(2, 8))]
        columns, grid = self.rng.choice((2, 3, 4)), self.say.chance(0.4)
        step = (pen.right - pen.left) / columns
        for at, (label, value) in enumerate(shown):
            x = pen.left + step * (at % columns)
            if grid:
                pen.put([Said(label)], x)
                pen.put([Said(value)], x + 0.45 * step)
            else:
                pen.put([Said(label + self.rng.choice(("：", ":", "", " ")) + value)], x)
            if at % columns == columns - 1 or at == len(shown) - 1:
                pen.down()

    def _foot(self, kind: str) -> None:
        roles = [*_SIGN[kind]]
        if self.say.chance(0.2):
            roles = roles[:1]
        if kind in ("exam", "lab") and self.say.chance(0.15):
            roles.insert(0, "requesting")
        if self.say.chance(0.3):
            self._somebody_else()
        if self.say.chance(0.95):
            self._signers(roles)
        if self.say.chance(0.2):
            self._somebody_else()
        if self.say.chance(0.7):
            text = self.rng.choice(("", "日期：", "开具日期：", "打印时间：", "报告日期：")) + self.say.date()
            self.pen.put([Said(text)], self.pen.right - self.pen.width(text) if self.say.chance(0.6) else self.pen.left)
            self.pen.down()
        if self.say.chance(0.4):
            self.pen.put(
                [Said(self.rng.choice(("第1页 共1页", "本证明盖章有效", "咨询电话：0505-7704788")))], self.pen.left
            )

    def _signers(self, roles: list[str]) -> None:
        pen, say = self.pen, self.say
        stacked, titled = say.chance(0.12), say.chance(0.1)
        apart, right = say.chance(0.45), say.chance(0.5)
        x = pen.left
        for at, role in enumerate(roles):
            name, label = Said(self._set(say.name()), NAME, NAME_ON, _ROLES.index(role)), say.one(f"signs_{role}")
            if stacked:  # a row of labels above one of names
                x = pen.left + (pen.right - pen.left) * at / max(2, len(roles))
                pen.put([Said(label)], x)
                pen.put([name], x, pen.y + pen.pitch)
                continue
            before = say.one("titles_of_people") if titled else label
            said = [Said(before + self.rng.choice(("：", "：", ":", " ", "　", "", "（签名）："))), name]
            said += [Said(" " + say.one("titles_of_people"))] if say.chance(0.15) else []
            if apart:
                x = pen.put(said[:1], x)
                gap = pen.height * self.rng.uniform(0.3, 2) if say.chance(0.3) else 0.02
                x = pen.put(said[1:], x + gap) + pen.height * self.rng.uniform(1.5, 8)
                if x > 0.8 * pen.right:
                    pen.down()
                    x = pen.left
                continue
            width = pen.width("".join(one.text for one in said))
            pen.put(
                said, pen.right - width - self.rng.uniform(0, 0.1) if right else pen.left + self.rng.uniform(0, 0.2)
            )
            pen.down()
        pen.down(2 if stacked else 1)

    def _set(self, name: str) -> str:
        return f"{name[0]} {name[1]}" if len(name) == 2 and self.say.chance(0.1) else name

    def _somebody_else(self) -> None:
        """Signs and is no physician, or nobody at all where a name might stand."""
        label, value = self.rng.choice(
            (
                (self.say.one("others_who_sign"), self.say.name()),
                (self.say.one("others_who_sign"), self.say.name()),
                (self.rng.choice(("送检", "送检组织", "标本")), self.say.one("organs") + "组织"),
                (
                    self.rng.choice(("审核", "复核", "医师意见", "状态")),
                    self.rng.choice(("符合", "通过", "已审核", "同意")),
                ),
                ("本人承诺以上材料真实 签字", self.say.name()),
            )
        )
        x = self.pen.left + self.rng.uniform(0, 0.4)
        if self.say.chance(0.3):
            x = self.pen.put([Said(f"{label}：")], x) + self.pen.height * self.rng.uniform(0.5, 3)
            self.pen.put([Said(value)], x)
        else:
            self.pen.put([Said(label + self.rng.choice(("：", ":", " ", "　")) + value)], x)
        self.pen.down()

    # What a paper says

    def _story(self) -> None:
        self._headed(self.say.one("story_headings"), [Said(self.say.story())])

    def _others_diseases(self) -> None:
        heading = self.say.one("other_disease_headings")
        self._headed(heading, [Said(self.say.of_others(heading))])

    def _advice(self) -> None:
        lines = [self.say.advice()]
        if self.say.chance(0.5):
            make = self.say.drug if self.say.chance(0.5) else self.say.advice
            lines = [make() for _ in range(self.rng.randint(1, 5))]
        self._headed(self.say.one("advice_headings"), [Said("\n".join(lines))])

    def _request(self) -> None:
        self._put_flow([Said("临床诊断："), Said(self.say.disease(), UNTOLD, UNTOLD)], self.pen.left)

    def _findings(self) -> None:
        self._headed(self.say.one("findings_headings"), [Said(self.say.observed() * 2, FINDINGS, FINDINGS)])

    def _conclusion(self) -> None:
        seen = [self.say.observed() for _ in range(self.rng.randint(1, 4))]
        text = "\n".join(f"{at}.{one}" for at, one in enumerate(seen, 1)) if self.say.chance(0.5) else seen[0]
        self._headed(self.say.one("conclusion_headings"), [Said(text, CONCLUSION, CONCLUSION)])

    def _values(self) -> None:
        for _ in range(self.rng.randint(3, 15)):
            name = self.rng.choice(("葡萄糖", "肌酐", "尿素", "总胆固醇", "白细胞", "血红蛋白", "谷丙转氨酶"))
            for at, cell in enumerate(
                (name, f"{self.rng.uniform(1, 200):.1f}", "mmol/L", f"{self.rng.randint(1, 9)}-10")
            ):
                self.pen.put([Said(cell)], self.pen.left + 0.2 * at)
            self.pen.down()

    def _diagnoses(self) -> None:
        chosen = self.rng.random()
        if chosen < 0.07:
            self._told_in_a_sentence()
        elif chosen < 0.19:
            self._told_in_a_paragraph()
        elif chosen < 0.25:
            self._side_by_side()
        else:
            self._headed(self.say.heading_of_diagnoses(), self._listed())

    def _listed(self, between: str = "") -> list[Said]:
        """A list of diagnoses; `between`: what parts them, any sign or a new line where it is empty."""
        diseases = self.say.diseases()
        between = between or self.rng.choice(("\n", "\n", "\n", " ", "；", "，", "、", "  ", "; "))
        number = "" if len(diseases) == 1 and self.say.chance(0.7) else self.say.number()
        coded, english = self.say.chance(0.25), self.say.chance(0.05)
        said: list[Said] = []
        for at, disease in enumerate(diseases, 1):
            said.append(Said((between if at > 1 else "") + numbered(number, at)))
            said.append(Said(disease, DIAGNOSIS, DIAGNOSIS_ON))
            if self.say.chance(0.06):
                said.append(Said(self.rng.choice(("?", "？", "待查", "（待排）")), DIAGNOSIS_ON, DIAGNOSIS_ON))
            if english:
                said.append(Said(" / " + self.say.one("english")))
            if coded:
                code = self.say.code()
                said.append(
                    Said(self.rng.choice((f" {code}", f"（{code}）", f"({code})", f"【{code}】", f" ICD-10:{code}")))
                )
        return said

    def _told_in_a_sentence(self) -> None:
        begins = self.rng.choice(
            ("该患者经我院诊断为", "患者确诊为", "经检查，现诊断：", "兹证明患者患有", "诊断考虑为")
        )
        ends = self.rng.choice(("。", "，特此证明。", "，于我院就诊。", f"，建议{self.say.advice()}"))
        said = [Said(begins), *self._listed(self.rng.choice("、，；")), Said(ends)]
        self._put_flow(said, self.pen.left + 2 * self.pen.height)

    def _told_in_a_paragraph(self) -> None:
        opening = self.rng.choice((f"患者{self.say.name()}，", "", "病史摘要：", "因"))
        word = self.rng.choice(("诊断：", "临床诊断：", "目前诊断：", "诊断为：", "初步诊断为", "确诊：", "考虑诊断："))
        ends = self.rng.choice((f"。{self.say.advice()}", "。", f"\n建议：{self.say.advice()}", ""))
        begin = Said(opening + self.say.story() + self.rng.choice(("\n", "", "")) + word)
        said = [begin, *self._listed(self.rng.choice("；，、 ")), Said(ends)]
        self._headed(self.say.one("paragraph_headings"), said)

    def _side_by_side(self) -> None:
        pen = self.pen
        half, top = (pen.right - pen.left) / 2, pen.y
        ends = [top]
        for x in (pen.left, pen.left + half):
            pen.put([Said(self._decorated(self.say.heading_of_diagnoses()))], x, top)
            ends.append(pen.flow(self._listed("\n"), x, x + half - pen.height, x, top + pen.pitch))
        pen.y = max(ends)

    def _table(self) -> None:
        pen, columns = self.pen, self.rng.choice(_TABLES).split()
        names = ("诊断名称", "疾病名称", "疾病诊断", "病名", "Diagnosis", "名称", "出院诊断", "诊断")
        named = next(at for at, column in enumerate(columns) if column in names)
        places = [pen.left + (pen.right - pen.left) * at / len(columns) for at in range(len(columns))]
        if self.say.chance(0.9):
            for column, x in zip(columns, places, strict=True):
                pen.put([Said(column)], x)
            pen.down()
        for at, disease in enumerate(self.say.diseases(), 1):
            for column, x in zip(columns, places, strict=True):
                if column == columns[named]:
                    pen.put([Said(f"{at}." if self.say.chance(0.2) else ""), Said(disease, DIAGNOSIS, DIAGNOSIS_ON)], x)
                else:
                    pen.put([Said(self._cell(column, at))], x)
            pen.down()
        if self.say.chance(0.4):
            for cell, x in zip(("手术名称", "操作日期"), places, strict=False):
                pen.put([Said(cell)], x)
            pen.put([Said(self.say.one("organs") + "切除术")], places[0], pen.y + pen.pitch)
            pen.down(2)

    def _cell(self, column: str, at: int) -> str:
        if "码" in column or column == "ICD":
            return self.say.code()
        if column in ("诊断类别", "类别", "主次", "项目"):
            return "主要诊断" if at == 1 else self.rng.choice(("其他诊断", "次要诊断", f"其他诊断{at - 1}", "合并症"))
        return self.rng.choice(("有", "治愈", "好转")) if column in ("入院病情", "转归", "出院情况") else str(at)

    # How it is set

    def _decorated(self, heading: str) -> str:
        rng = self.rng
        if rng.random() < 0.05:
            heading = " ".join(heading)
        return rng.choice(
            (
                f"{heading}：", f"{heading}：", f"{heading}：", f"{heading}:", f"【{heading}】", f"[{heading}]",
                f"■{heading}",
                f"{rng.choice('一二三四五六')}、{heading}：", f"({rng.choice('一二三')}){heading}", heading,
            )
        )  # fmt: skip

    def _headed(self, heading: str, said: list[Said]) -> None:
        pen, rng = self.pen, self.rng
        style = self.style if self.say.chance(0.8) else rng.choice(_STYLES)
        printed = heading if style == "cell" else self._decorated(heading)
        if style == "inline":
            hanging = pen.left + (pen.width(printed) if self.say.chance(0.5) else rng.choice((0, 0, 2)) * pen.height)
            pen.y = pen.flow([Said(printed), *said], pen.left, pen.right, hanging, pen.y)
        elif style == "below":
            pen.put([Said(printed)], pen.left, size=rng.choice((1.0, 1.0, 1.15)))
            begin = pen.left + rng.choice((0, 2, 2, 1)) * pen.height
            pen.y = pen.flow(said, begin, pen.right, pen.left + rng.choice((0, 2, 0)) * pen.height, pen.y + pen.pitch)
        elif style == "cell":
            self._in_cells(printed, said)
        else:
            x = pen.put([Said(printed)], pen.left) + pen.height * rng.uniform(0.8, 3)
            pen.y = pen.flow(said, x, pen.right, x, pen.y)
        pen.y += rng.choice((0, 0, 0.3, 0.8)) * pen.height

    def _in_cells(self, printed: str, said: list[Said]) -> None:
        """A label, in one line or two, beside the text it is of."""
        pen, top = self.pen, self.pen.y
        end = pen.flow(said, self.column, pen.right, self.column, top)
        if len(printed) >= 4 and self.say.chance(0.25):
            half = len(printed) // 2
            middle = max(top, (top + end) / 2 - pen.pitch)
            pen.put([Said(printed[:half])], pen.left, middle)
            pen.put([Said(printed[half:])], pen.left, middle + pen.pitch)
            end = max(end, middle + 2 * pen.pitch)
        else:
            pen.put([Said(printed)], pen.left, (top + end - pen.pitch) / 2 if self.say.chance(0.7) else top)
        pen.y = end + pen.height * self.rng.uniform(0.1, 0.6)

    def _put_flow(self, said: list[Said], x: float) -> None:
        self.pen.y = self.pen.flow(said, x, self.pen.right, self.pen.left, self.pen.y)
