"""What composed papers say: diseases, people, stories of an illness, advice; all made up."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

_READ: dict[str, str] = yaml.safe_load(Path(__file__).with_name("roles_words.yaml").read_text("utf-8"))
WORDS = {key: tuple(word.replace("_", " ") for word in text.split()) for key, text in _READ.items()}
_HEADING_CHARACTERS = tuple(sorted(set("".join((*WORDS["diagnosis_headings"], *WORDS["story_headings"])))))
_NUMBERS = (
    "{}.", "{}、", "({})", "（{}）", "{}. ", "{}) ", "{} ", "", "• ", "- ",
)  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


class Content:
    """Says things at random; `listed` are diseases beside those of the word list."""

    def __init__(self, rng: random.Random, listed: tuple[str, ...] = ()) -> None:
        self.rng = rng
        self._listed = listed

    def one(self, key: str) -> str:
        return self.rng.choice(WORDS[key])

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def disease(self) -> str:
        if self.chance(0.04):
            return self.one("syndromes") + "证"
        if self.chance(0.62):
            name = self.one("diseases") if self.chance(0.6) or not self._listed else self.rng.choice(self._listed)
        else:
            name = self._composed()
        if self.chance(0.2):
            name += (" " if self.chance(0.3) else "") + self.one("stages")
        return name

    def _composed(self) -> str:
        name = (self.one("before_organs") if self.chance(0.55) else "") + self.one("organs") + self.one("lesions")
        if self.chance(0.12):
            name += self.rng.choice(("伴", "并", "合并")) + self.one("organs") + self.one("lesions")
        return name if len(name) > 2 else f"慢性{name}"

    def diseases(self) -> list[str]:
        return list(dict.fromkeys(self.disease() for _ in range(self.rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6)))))

    def code(self) -> str:
        rng = self.rng
        behind = (f"{rng.randint(0, 9)}00", f"x00x{rng.randint(1, 30):03d}", f"{rng.randint(0, 9)}0{rng.randint(1, 9)}")
        return f"{rng.choice('CDEFGHIJKLMNZS')}{rng.randint(0, 99):02d}.{rng.choice(behind)}"

    def number(self) -> str:
        """How a list numbers its entries, with {} for the number; "" for a list without numbers."""
        return "circled" if self.chance(0.09) else self.rng.choice(_NUMBERS)

    def name(self) -> str:
        if self.chance(0.06):
            return "".join(self.rng.choices(WORDS["rare_names"], k=self.rng.choice((2, 3, 4))))
        return self.one("surnames") + "".join(self.rng.choices(WORDS["given"], k=self.rng.choice((1, 2, 2))))

    def date(self) -> str:
        y, m, d = self.rng.randint(2023, 2026), self.rng.randint(1, 12), self.rng.randint(1, 28)
        clock = f"{self.rng.randint(8, 18):02d}:{self.rng.randint(0, 59):02d}"
        ways = (
            f"{y}年{m}月{d}日",
            f"{y}年{m:02d}月{d:02d}日",
            f"{y}-{m:02d}-{d:02d}",
            f"{y}/{m}/{d}",
            f"{y}.{m:02d}.{d:02d}",
        )
        return self.rng.choice((*ways, f"{ways[2]} {clock}"))

    def place(self) -> str:
        return self.one("places") + self.one("places")

    def hospital(self) -> str:
        which = ("人民", "中心", "第一人民", "第二人民", "中医", "肿瘤", "妇幼", "医科大学附属", "心血管病", "仁爱")
        house = self.rng.choice(("医院", "医院", "医院", "卫生院", "社区卫生服务中心", "保健院", "医院分院"))
        return self.place() + self.rng.choice(("市", "县", "区", "省", "旗", "")) + self.rng.choice(which) + house

    def drug(self) -> str:
        dose = self.rng.choice(("100mg", "0.5g", "30mg", "20mg", "10IU", "1片", "2粒"))
        way = self.rng.choice(("口服", "皮下注射", "静滴", "餐后口服"))
        return f"{self.one('drugs')} {dose} {way} {self.rng.choice(('qd', 'bid', 'tid', '每日1次', '每日2次', 'qn'))}"

    def heading_of_diagnoses(self) -> str:
        chosen = self.rng.random()
        if chosen < 0.55:
            return self.one("diagnosis_headings")
        if chosen < 0.9:
            scope = self.one("heading_scopes") if self.chance(0.7) else ""
            return scope + self.one("heading_stems") + (self.one("heading_tails") if self.chance(0.7) else "")
        return "".join(self.rng.choices(_HEADING_CHARACTERS, k=self.rng.randint(2, 5)))

    def story(self) -> str:
        """Of an illness: names diseases that are no diagnoses of the paper."""
        rng = self.rng
        since = f"{rng.randint(1, 20)}{rng.choice('年月天周')}"
        said = (
            f"患者{since}前{rng.choice(('无明显诱因出现', '因劳累后出现', '渐出现'))}{self.one('complaints')}，",
            f"于{rng.choice(('当地医院', '我院', '外院'))}{rng.choice(('诊断为', '考虑', '确诊'))}“{self.disease()}”，",
            f"既往有{self.disease()}病史{rng.randint(2, 20)}年，",
            f"否认{self.disease()}、{self.disease()}病史，",
            f"规律服用{self.one('drugs')}，",
            f"血压{rng.randint(110, 190)}/{rng.randint(60, 110)}mmHg，",
            f"{self.one('organs')}CT示{self.one('organs')}{self.one('lesions')}，",
            "双肺呼吸音清，未闻及干湿性啰音，",
            f"予{self.one('drugs')}、{self.one('drugs')}治疗，",
            f"行{self.one('organs')}{rng.choice(('穿刺活检', '切除术', '造影', '移植术'))}，",
            "症状好转后出院。",
            f"复查{rng.choice(('血糖', '肌酐', '血常规', '甲功'))}{rng.randint(3, 300)}，",
            f"父亲患{self.disease()}，",
            "神志清，精神可，",
        )
        return "".join(rng.choices(said, k=rng.randint(1, 7)))

    def of_others(self, heading: str) -> str:
        """Diseases that somebody had, may have or applies for."""
        told = (
            f"{self.disease()}{self.rng.randint(2, 20)}年，{self.disease()}{self.rng.randint(1, 9)}年。",
            "、".join(self.diseases()),
            f"否认{self.disease()}、{self.disease()}。",
            "无特殊",
            f"有“{self.disease()}”病史{self.rng.randint(1, 20)}年",
            "否认肝炎、结核等传染病史",
        )
        listed = (
            "；".join(f"{at}.{disease}" for at, disease in enumerate(self.diseases(), 1)),
            self.disease(),
            self.one("organs") + self.rng.choice(("切除术", "穿刺术", "支架植入术")),
        )
        return self.rng.choice(told if "史" in heading or self.chance(0.3) else listed)

    def advice(self) -> str:
        said = (
            "注意休息，", "低盐低脂饮食，", f"全休{self.rng.randint(1, 8)}周，", "定期复查，", "不适随诊。",
            "门诊随访，",
            f"{self.rng.randint(1, 4)}周后复诊。", f"{self.drug()}；", "监测血压血糖，", "建议长期服药，",
        )  # fmt: skip
        return "".join(self.rng.choices(said, k=self.rng.randint(1, 5)))

    def observed(self) -> str:
        """What an examination shows."""
        said = (
            f"{self.one('before_organs')}{self.one('organs')}{self.one('lesions')}，",
            f"{self.one('organs')}{self.rng.choice(('形态', '大小', '信号'))}{self.rng.choice(('正常', '欠均匀'))}，",
            f"{self.one('organs')}见{self.rng.choice(('低回声', '高密度'))}影，约{self.rng.randint(1, 9)}.2cm。",
            f"考虑{self.disease()}，",
        )
        return "".join(self.rng.choices(said, k=self.rng.randint(1, 6)))


def numbered(pattern: str, at: int) -> str:
    """The number of an entry, from 1."""
    return _CIRCLED[(at - 1) % len(_CIRCLED)] if pattern == "circled" else pattern.format(at)
