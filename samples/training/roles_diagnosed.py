"""Diagnoses on composed papers: listed, told in sentences, side by side, by both schools of medicine."""

from __future__ import annotations

from extractors.roles.net import DIAGNOSIS, DIAGNOSIS_ON
from samples.training.roles_dated import Days
from samples.training.roles_listing import Listing
from samples.training.roles_pen import Said
from samples.training.roles_setting import Setting

_SCHOOLS = (
    ("西医诊断", "中医诊断"), ("中医诊断", "西医诊断"), ("西医", "中医"), ("中医病名", "西医病名"), ("辨病", "辨证"),
    ("诊断（中医）", "诊断（西医）"), ("中医：", "西医："), ("主病", "主证"), ("中医病证", "西医病名"),
    ("病名", "证候"),
    ("西医诊断名称", "中医诊断名称"), ("现代医学诊断", "中医诊断"), ("西医诊断", "蒙医诊断"), ("中医病名", "中医证型"),
)  # fmt: skip
_ROW = (("主要诊断", "其他诊断"), ("诊断1", "诊断2"), ("第一诊断", "第二诊断"), ("主诊断", "次诊断"), ("病名", "病名"))


class Diagnosed:
    def __init__(self, setting: Setting, days: Days) -> None:
        self.setting, self.days = setting, days
        self.say, self.rng, self.pen = setting.say, setting.rng, setting.pen
        self._listed = Listing(self.say).listed

    def told(self) -> None:
        ways = {
            self._in_a_sentence: 7, self._in_a_paragraph: 13, self._side_by_side: 6, self._by_both_schools: 6,
            self._in_two_columns: 4, self._in_labelled_cells: 4, self._headed: 60,
            self._none_told: 3,
        }  # fmt: skip
        (way,) = self.rng.choices(list(ways), list(ways.values()))
        way()

    def _headed(self) -> None:
        self.setting.headed(self.say.heading_of_diagnoses(), self._listed())

    def _none_told(self) -> None:
        """Under a heading that promises some: leaflets, or where else they stand."""
        self.setting.headed(self.say.heading_of_diagnoses(), [Said(self.say.sentence("list_none"))])

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
        number = self.rng.choice(("{0}.", "{0}、", "({0})", "{0}. ", "{o}"))
        pen.put([Said(self.setting.decorated(self.say.heading_of_diagnoses()))], pen.left)
        pen.down()
        rows = (len(diseases) + 1) // 2
        for at, disease in enumerate(diseases):
            x = pen.left + pen.height + (0.45 if at >= rows else 0)
            said = [Said(self.say.numbered(number, at + 1)), Said(disease, DIAGNOSIS, DIAGNOSIS_ON)]
            pen.put(said, x, pen.y + (at % rows) * pen.pitch)
        pen.down(rows)

    def _in_labelled_cells(self) -> None:
        """A row each: its own label, its name, and what it is called by in codes."""
        pen, (first, other) = self.pen, self.rng.choice(_ROW)
        coded, counted = self.say.chance(0.6), self.say.chance(0.3)
        code = self.rng.choice(("ICD-10", "编码", "疾病编码", "ICD码", "代码", "诊断编码"))
        for at, disease in enumerate(self.say.diseases(), 1):
            label = first if at == 1 else f"{other}{at - 1}" if counted else other
            pen.put([Said(label)], pen.left)
            pen.put([Said(disease, DIAGNOSIS, DIAGNOSIS_ON)], self.setting.column)
            if coded:
                pen.put([Said(code)], pen.right - 0.28)
                pen.put([Said(self.say.code())], pen.right - 0.12)
            pen.down()

    def _by_both_schools(self) -> None:
        for school in self.rng.choice(_SCHOOLS):
            if "中" in school or "证" in school or "蒙" in school:
                diseases = [
                    self.say.one("diseases"),
                    *([self.say.one("syndromes") + "证"] if self.say.chance(0.8) else []),
                ]
                between = self.rng.choice((" ", "\n", "（", "、", " - ", "，", "  证型："))
            else:
                diseases, between = self.say.diseases(), ""
            self.setting.headed(school.rstrip("："), self._listed(between, diseases))
