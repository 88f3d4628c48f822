"""Diagnoses on composed papers: listed, told in sentences, in tables, side by side, by both schools of medicine."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.roles.net import DIAGNOSIS, DIAGNOSIS_ON
from samples.training.roles_content import numbered
from samples.training.roles_dated import Days
from samples.training.roles_pen import Said
from samples.training.roles_setting import Setting

_TABLES = (
    "诊断类别 诊断名称 ICD-10编码", "出院诊断 疾病编码 入院病情", "序号 疾病名称 编码", "诊断 编码",
    "类别 疾病诊断 转归 编码", "主次 病名 代码", "# Diagnosis ICD", "项目 名称 编码 出院情况", "诊断类型 诊断 备注",
    "序 诊断名称 诊断日期 状态", "No. 病名 备注", "类型 诊断描述 代码", "问题 名称 状态", "出院诊断 入院病情 出院情况",
    "诊断名称 ICD10 主次", "西医诊断 编码 转归", "主要/其他 疾病名称 入院时情况", "病种 疾病诊断 确诊时间",
)  # fmt: skip
_NAMES = ("诊断名称", "疾病名称", "疾病诊断", "病名", "Diagnosis", "名称", "出院诊断", "诊断", "诊断描述", "西医诊断")
_BETWEEN = ("\n", "\n", "\n", " ", "；", "，", "、", "  ", "; ", " / ", "\n", "。", "　", ",", " + ")
_DOUBTS = ("?", "？", "待查", "（待排）", "（？）", "待排", "可能", "（疑似）", "？（待查）")
_SCHOOLS = (
    ("西医诊断", "中医诊断"), ("中医诊断", "西医诊断"), ("西医", "中医"), ("中医病名", "西医病名"), ("辨病", "辨证"),
    ("诊断（中医）", "诊断（西医）"),    ("中医：", "西医："), ("主病", "主证"),
)  # fmt: skip


class Diagnosed:
    def __init__(self, setting: Setting, days: Days) -> None:
        self.setting, self.days = setting, days
        self.say, self.rng, self.pen = setting.say, setting.rng, setting.pen

    def told(self) -> None:
        chosen = self.rng.random()
        if chosen < 0.07:
            self._in_a_sentence()
        elif chosen < 0.2:
            self._in_a_paragraph()
        elif chosen < 0.26:
            self._side_by_side()
        elif chosen < 0.32:
            self._by_both_schools()
        elif chosen < 0.36:
            self._in_two_columns()
        else:
            self.setting.headed(self.say.heading_of_diagnoses(), self._listed())

    def _listed(self, between: str = "", diseases: Sequence[str] = ()) -> list[Said]:
        """A list of diagnoses; `between`: what parts them, any sign or a new line where it is empty."""
        diseases = diseases or self.say.diseases()
        between = between or self.rng.choice(_BETWEEN)
        number = "" if len(diseases) == 1 and self.say.chance(0.7) else self.say.number()
        coded, english, marked = self.say.chance(0.25), self.say.chance(0.05), self.say.chance(0.05)
        said: list[Said] = []
        for at, disease in enumerate(diseases, 1):
            said.append(Said((between if at > 1 else "") + numbered(number, at)))
            said.append(Said(disease, DIAGNOSIS, DIAGNOSIS_ON))
            if self.say.chance(0.06):
                said.append(Said(self.rng.choice(_DOUBTS), DIAGNOSIS_ON, DIAGNOSIS_ON))
            if english:
                said.append(Said(self.rng.choice((" / ", " ", "（", " | ")) + self.say.one("english")))
            if coded:
                said.append(Said(self._code()))
            if marked:
                said.append(
                    Said(self.rng.choice((" 主要诊断", " [确诊]", " 主", " 入院病情：有", " ★", " 好转", "（主）")))
                )
        return said

    def _code(self) -> str:
        code = self.say.code()
        ways = (
            f" {code}",
            f"（{code}）",
            f"({code})",
            f"【{code}】",
            f" ICD-10:{code}",
            f" [{code}]",
            f" 编码：{code}",
        )
        return self.rng.choice(ways)

    def _in_a_sentence(self) -> None:
        begins, ends = self.say.sentence("sentence_begins"), self.say.sentence("sentence_ends")
        stay = self.days.told_stay() if self.days.kind in ("cert", "dis") and self.say.chance(0.3) else []
        quoted = self.say.chance(0.2)
        listed = self._listed(self.rng.choice("、，；"))
        said = [*stay, Said(begins + ("“" if quoted else "")), *listed, Said(("”" if quoted else "") + ends)]
        self.setting.flow(said, self.pen.left + 2 * self.pen.height)

    def _in_a_paragraph(self) -> None:
        begin = self.say.sentence("paragraph_openings") + self.say.story() + self.rng.choice(("\n", "", ""))
        if self.say.chance(0.2):  # a list under a story, behind no word at all
            listed = self._listed("\n")
            listed[0] = Said("\n" + (listed[0].text or "1."))
            word = ""
        else:
            listed, word = self._listed(self.rng.choice("；，、 \n")), self.say.sentence("paragraph_words")
        said = [Said(begin), Said(word), *listed, Said(self.say.sentence("paragraph_ends"))]
        self.setting.headed(self.say.one("paragraph_headings"), said)

    def _side_by_side(self) -> None:
        pen = self.pen
        half, top = (pen.right - pen.left) / 2, pen.y
        ends = [top]
        for x in (pen.left, pen.left + half):
            pen.put([Said(self.setting.decorated(self.say.heading_of_diagnoses()))], x, top)
            ends.append(pen.flow(self._listed("\n"), x, x + half - pen.height, x, top + pen.pitch))
        pen.y = max(ends)

    def _in_two_columns(self) -> None:
        """A list that goes on beside itself: 1. … 4. …, and beneath 2. … 5. …"""
        pen, diseases = self.pen, self.say.diseases()
        number = self.rng.choice(("{}.", "{}、", "({})", "{}. ", "circled"))
        pen.put([Said(self.setting.decorated(self.say.heading_of_diagnoses()))], pen.left)
        pen.down()
        rows = (len(diseases) + 1) // 2
        for at, disease in enumerate(diseases):
            x = pen.left + pen.height + (0.45 if at >= rows else 0)
            said = [Said(numbered(number, at + 1)), Said(disease, DIAGNOSIS, DIAGNOSIS_ON)]
            pen.put(said, x, pen.y + (at % rows) * pen.pitch)
        pen.down(rows)

    def _by_both_schools(self) -> None:
        for school in self.rng.choice(_SCHOOLS):
            if "中" in school or "证" in school:
                diseases = [
                    self.say.one("diseases"),
                    *([self.say.one("syndromes") + "证"] if self.say.chance(0.8) else []),
                ]
                between = self.rng.choice((" ", "\n", "（", "、", " - ", "，", "  证型："))
            else:
                diseases, between = self.say.diseases(), ""
            self.setting.headed(school.rstrip("："), self._listed(between, diseases))

    def table(self) -> None:
        pen, columns = self.pen, self.rng.choice(_TABLES).split()
        named = next(at for at, column in enumerate(columns) if column in _NAMES)
        places = [pen.left + (pen.right - pen.left) * at / len(columns) for at in range(len(columns))]
        if self.say.chance(0.9):
            for column, x in zip(columns, places, strict=True):
                pen.put([Said(column)], x)
            pen.down()
        for at, disease in enumerate(self.say.diseases(), 1):
            for at_column, (column, x) in enumerate(zip(columns, places, strict=True)):
                if at_column == named:
                    pen.put([Said(f"{at}." if self.say.chance(0.2) else ""), Said(disease, DIAGNOSIS, DIAGNOSIS_ON)], x)
                else:
                    pen.put(self._cell(column, at), x)
            pen.down()
        if self.say.chance(0.4):
            self._operations(places)

    def _operations(self, places: Sequence[float]) -> None:
        pen = self.pen
        for cell, x in zip(
            (self.rng.choice(("手术名称", "手术及操作名称", "操作名称")), "操作日期"), places, strict=False
        ):
            pen.put([Said(cell)], x)
        pen.down()
        for _ in range(self.rng.randint(1, 2)):
            pen.put(
                [Said(self.say.sentence("others_listed") if self.say.chance(0.1) else self._operation())], places[0]
            )
            if len(places) > 1 and self.say.chance(0.6):
                pen.put([self.days.day("surgery")], places[1])
            pen.down()

    def _operation(self) -> str:
        return self.say.one("organs") + self.say.sentence("operation")

    def _cell(self, column: str, at: int) -> list[Said]:
        if column in ("诊断日期", "确诊时间"):
            return [self.days.day("other")]
        if "码" in column or column.startswith("ICD"):
            return [Said(self.say.code())]
        if column in ("诊断类别", "类别", "主次", "项目", "诊断类型", "类型", "主要/其他", "问题", "病种"):
            others = ("其他诊断", "次要诊断", f"其他诊断{at - 1}", "合并症", "其他")
            return [Said("主要诊断" if at == 1 else self.rng.choice(others))]
        told = ("有", "治愈", "好转", "临床未确定", "未愈", "稳定", "活动")
        states = ("入院病情", "转归", "出院情况", "状态", "备注", "入院时情况")
        return [Said(self.rng.choice(told) if column in states else str(at))]
