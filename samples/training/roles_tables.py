"""Tables of composed papers: results, what was found before, visits and doses by day."""

from __future__ import annotations

from collections.abc import Sequence

from samples.training.roles_dated import Days
from samples.training.roles_pen import Said
from samples.training.roles_setting import Setting

_UNITS = ("mmol/L", "g/L", "U/L", "μmol/L", "10^9/L", "%", "ng/ml", "mg/dL", "")
_RESULTS = (
    "项目 结果 单位 参考区间",
    "检验项目 测定值 单位 参考范围",
    "No. 项目名称 结果 参考值",
    "Test Result Unit Reference",
    "项目名称 本次结果 上次结果 参考区间",
    "指标 结果 提示 参考值",
)
_BY_DAY = (
    "日期 血压 心率 签名",
    "随访日期 空腹血糖 餐后血糖 用药",
    "透析日期 脱水量 血压 备注",
    "时间 体重 血糖 处理",
    "日期 项目 结果 医生",
    "日期 体温 脉搏 呼吸",
    "检查日期 肌酐 尿蛋白 备注",
    "Date BP Weight Note",
)


class Tables:
    def __init__(self, setting: Setting, days: Days) -> None:
        self.setting, self.days = setting, days
        self.say, self.rng, self.pen = setting.say, setting.rng, setting.pen

    def results(self) -> None:
        """Of a laboratory, at times with the days of earlier ones above their columns."""
        heads = self.rng.choice(_RESULTS).split()
        if self.say.chance(0.7):
            self._row([[Said(head)] for head in heads])
        if self.say.chance(0.12):
            self._row([[Said(heads[0])], [Said("本次")], *([self.days.day("none")] for _ in heads[2:])])
        for _ in range(self.rng.randint(3, 18)):
            high = self.rng.randint(2, 90)
            value = f"{self.rng.uniform(1, 200):.1f}"
            cells = (self.say.one("lab_items"), value, self.rng.choice(_UNITS), f"1-{high}")
            self._row([[Said(cell)] for cell in cells])

    def by_day(self) -> None:
        """Visits, measurements or doses of several days, none of which is the paper's own."""
        heads = self.rng.choice(_BY_DAY).split()
        self._row([[Said(head)] for head in heads])
        for _ in range(self.rng.randint(2, 8)):
            values = [f"{self.rng.randint(60, 190)}" for _ in heads[1:-1]]
            last = self.rng.choice(("", "稳定", self.say.one("drugs"), "/"))
            self._row([[self.days.day("none")], *([Said(value)] for value in values), [Said(last)]])

    def _row(self, cells: Sequence[Sequence[Said]]) -> None:
        step = (self.pen.right - self.pen.left) / len(cells)
        for at, cell in enumerate(cells):
            if any(one.text for one in cell):
                self.pen.put(cell, self.pen.left + step * at)
        self.pen.down()
