"""Tables of diagnoses on composed papers, with codes, outcomes and operations beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.roles.net import DIAGNOSIS, DIAGNOSIS_ON
from samples.training.roles_dated import Days
from samples.training.roles_pen import Said
from samples.training.roles_setting import Setting

_TABLES = (
    "诊断类别 诊断名称 ICD-10编码", "出院诊断 疾病编码 入院病情", "序号 疾病名称 编码", "诊断 编码",
    "类别 疾病诊断 转归 编码", "主次 病名 代码", "# Diagnosis ICD", "项目 名称 编码 出院情况", "诊断类型 诊断 备注",
    "序 诊断名称 诊断日期 状态", "No. 病名 备注", "类型 诊断描述 代码", "问题 名称 状态", "出院诊断 入院病情 出院情况",
    "诊断名称 ICD10 主次", "西医诊断 编码 转归", "主要/其他 疾病名称 入院时情况", "病种 疾病诊断 确诊时间",
    "序号 诊断 ICD编码 主诊标志", "疾病编码 诊断名称 类别", "编码 疾病名称", "疾病名称 确诊时间 治疗机构",
    "诊断 分期 编码",
    "诊断类别 疾病名称 诊断依据", "序号 诊断名称 诊断医师 诊断日期", "疾病 病程 用药",
    "诊断科室 诊断名称 编码", "Code Diagnosis",
    "出院主要诊断 编码 疗效", "诊断名称 入院病情 编码 转归", "No Problem Onset", "病名 证型 代码",
    "诊断顺位 诊断名称 编码",
)  # fmt: skip
_NAMES = (
    "诊断名称", "疾病名称", "疾病诊断", "病名", "Diagnosis", "名称", "出院诊断", "诊断", "诊断描述", "西医诊断", "疾病",
    "Problem",    "出院主要诊断",
)  # fmt: skip
_KINDS = (
    "诊断类别", "类别", "主次", "项目", "诊断类型", "类型", "主要/其他", "问题", "病种", "主诊标志", "诊断顺位",
)  # fmt: skip
_STATES = ("入院病情", "转归", "出院情况", "状态", "备注", "入院时情况", "疗效", "入院病情")
_OTHERS = ("其他诊断", "次要诊断", "合并症", "其他", "次诊", "并发症", "附加诊断")
_OUTCOMES = ("有", "治愈", "好转", "临床未确定", "未愈", "稳定", "活动", "1", "2", "情况不明", "无", "其他", "控制")


class DiagnosisTables:
    def __init__(self, setting: Setting, days: Days) -> None:
        self.days = days
        self.say, self.rng, self.pen = setting.say, setting.rng, setting.pen

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
        heads = (self.rng.choice(("手术名称", "手术及操作名称", "操作名称", "手术操作", "手术方式")), "操作日期")
        for cell, x in zip(heads, places, strict=False):
            pen.put([Said(cell)], x)
        pen.down()
        for _ in range(self.rng.randint(1, 2)):
            told = self.say.sentence("others_listed") if self.say.chance(0.1) else self._operation()
            pen.put([Said(told)], places[0])
            if len(places) > 1 and self.say.chance(0.6):
                pen.put([self.days.day("surgery")], places[1])
            pen.down()

    def _operation(self) -> str:
        return self.say.one("organs") + self.say.sentence("operation")

    def _cell(self, column: str, at: int) -> list[Said]:
        if column in ("诊断日期", "确诊时间", "Onset"):
            return [self.days.day("other")]
        if "码" in column or column.startswith(("ICD", "Code")):
            return [Said(self.say.code())]
        if column in _KINDS:
            return [Said("主要诊断" if at == 1 else self.rng.choice((*_OTHERS, f"其他诊断{at - 1}")))]
        if column in _STATES:
            return [Said(self.rng.choice(_OUTCOMES))]
        made: dict[str, Callable[[], str]] = {
            "治疗机构": self.say.hospital, "诊断医师": self.say.name, "诊断科室": lambda: self.say.one("departments"),
            "病程": lambda: f"{self.rng.randint(1, 20)}年", "用药": lambda: self.say.one("drugs"),
            "证型": lambda: self.say.one("syndromes"), "诊断依据": lambda: self.say.sentence("lab"),
            "分期": lambda: self.say.one("stages"),
        }  # fmt: skip
        return [Said(made[column]() if column in made else str(at))]
