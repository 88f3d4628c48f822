"""How composed papers list diagnoses: numbered or not, what parts them, what stands around each and behind them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.roles.net import DIAGNOSIS, DIAGNOSIS_ON
from samples.training.roles_content import Content
from samples.training.roles_pen import Said

_BETWEEN = ("\n", "\n", "\n", "\n", " ", "；", "，", "、", "  ", "; ", " / ", "\n", "。", "　", ",", " + ", "|", "；\n")
_DOUBTS = (
    "?", "？", "待查", "（待排）", "（？）", "待排", "可能", "（疑似）", "？（待查）", "（待确诊）", "待除外",
    " 待查？",    "（可能性大）", "（考虑）", "(?)", "？？",
)  # fmt: skip
_MARKS = (
    " 主要诊断", " [确诊]", " 主", " 入院病情：有", " ★", " 好转", "（主）", "（首要）", " 未愈", " 稳定", "（次）",
    " √", " *",    " 治疗中", "（慢病）", " 有", " 1", "（本次）",
)  # fmt: skip
_ENGLISH = (" / ", " ", "（", " | ")
_RANKS = (
    ("主要诊断", "其他诊断"), ("主诊断", "次诊断"), ("主要诊断", "次要诊断"), ("第一诊断", "第二诊断"),
    ("主病", "兼病"),
    ("原发病", "并发症"), ("主要", "其他"), ("主", "次"), ("诊断", "合并"), ("基础病", "合并症"), ("首要", "其次"),
)  # fmt: skip
_CODES = [
    " {0}",
    "（{0}）",
    "({0})",
    "【{0}】",
    " ICD-10:{0}",
    " [{0}]",
    " 编码：{0}",
    "，{0}",
    " {0};",
    "〔{0}〕",
    " 代码 {0}",
]


class Listing:
    def __init__(self, say: Content) -> None:
        self.say, self.rng = say, say.rng

    def listed(self, between: str = "", diseases: Sequence[str] = ()) -> list[Said]:
        """`between`: what parts the diagnoses, any sign or a new line where it is empty."""
        say = self.say
        diseases = diseases or say.diseases()
        between = between or self.rng.choice(_BETWEEN)
        number = "" if len(diseases) == 1 and say.chance(0.7) else say.number()
        ranks = self.rng.choice(_RANKS) if between == "\n" and say.chance(0.08) else None
        behind = self._behind()
        said = [Said(say.sentence("list_begins"))] if between == "\n" and say.chance(0.04) else []
        for at, disease in enumerate(diseases, 1):
            rank = ranks[min(at - 1, 1)] + self.rng.choice("：: ") if ranks else say.numbered(number, at)
            said.append(Said((between if at > 1 else "") + rank))
            said.append(Said(disease, DIAGNOSIS, DIAGNOSIS_ON))
            if say.chance(0.06):
                said.append(Said(self.rng.choice(_DOUBTS), DIAGNOSIS_ON, DIAGNOSIS_ON))
            said += [Said(make()) for make in behind]
        if between == "\n" and say.chance(0.16):
            said.append(Said("\n" + say.sentence("list_ends")))
        return said

    def _behind(self) -> list[Callable[[], str]]:
        """What this list says behind each of its diagnoses."""
        say, rng = self.say, self.rng
        code, mark = rng.choice(_CODES), rng.choice(_ENGLISH)
        ways: dict[float, Callable[[], str]] = {
            0.25: lambda: code.format(say.code()),
            0.05: lambda: mark + say.one("english"),
            0.051: lambda: rng.choice(_MARKS),
            0.052: self._since,
        }
        return [make for share, make in ways.items() if say.chance(share)]

    def _since(self) -> str:
        """How long somebody has had it, and where it was found."""
        n, year = self.rng.randint(1, 30), self.rng.randint(1995, 2025)
        ways = (
            f" {n}年", f"（{n}年）", f"（{year}年确诊）", f"，{year}年确诊", f" 病史{n}年",
            f"（{year}.{n % 12 + 1}）",
            f" {year}年",            f"（病程{n}年余）", f"（{self.say.one('departments')}）",
            f"——{self.say.one('departments')}",
        )  # fmt: skip
        return self.rng.choice(ways)
