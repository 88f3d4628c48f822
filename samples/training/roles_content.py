"""What composed papers say: diseases, people, stories of an illness, advice; all made up."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from samples.training.roles_vocabulary import SENTENCES, WORDS

_SLOT = re.compile(r"\{([a-z]+)\}")
_HEADING_CHARACTERS = tuple(sorted(set("".join((*WORDS["diagnosis_headings"], *WORDS["story_headings"])))))
_NUMBERS = (
    "{0}.", "{0}、", "({0})", "（{0}）", "{0}. ", "{0}) ", "{0} ", "", "• ", "- ", "{0}.", "{0}、", "{0}.", "", "",
    "{0}．", "{0}）", "[{0}] ", "【{0}】", "诊断{0}：", "{0}:", "{0}，", "#{0} ", "{0} - ", "No.{0} ", "0{0} ",
    "问题{0}：",     "{c}、", "（{c}）", "{r}. ", "{r}、", "{a}. ", "{a}) ", "{o}", "{o} ", "{o}", "{o}", "{o}、",
    "· ", "■ ", "◆", "★",
    "▪ ", "* ", "√ ", "☑ ", "→",
)  # fmt: skip
_CIRCLED, _NUMERALS, _ROMAN, _LETTERS = "①②③④⑤⑥⑦⑧⑨", "一二三四五六七八九", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ", "ABCDEFGHI"


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
        """How a list numbers its entries, for `numbered`; "" for a list without numbers."""
        return self.rng.choice(_NUMBERS)

    def numbered(self, pattern: str, at: int) -> str:
        """The number of an entry, from 1."""
        n = (at - 1) % len(_CIRCLED)
        return pattern.format(at, o=_CIRCLED[n], c=_NUMERALS[n], r=_ROMAN[n], a=_LETTERS[n])

    def name(self) -> str:
        if self.chance(0.06):
            return self._syllables(2, 3, 4)
        if self.chance(0.02):
            return self._syllables(2, 3, 4) + self.rng.choice("··•.") + self._syllables(2, 3, 4)
        return self.one("surnames") + "".join(self.rng.choices(WORDS["given"], k=self.rng.choice((1, 2, 2))))

    def _syllables(self, *many: int) -> str:
        return "".join(self.rng.choices(WORDS["rare_names"], k=self.rng.choice(many)))

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
        region = self.one("regions") if self.chance(0.85) else ""
        return self.place() + region + self.one("hospital_kinds") + self.one("hospital_houses")

    def dose(self) -> str:
        amount = self.rng.choice(("100mg", "0.5g", "30mg", "20mg", "10IU", "1片", "2粒", "1支", "5ml", "12单位"))
        way = self.rng.choice(
            ("口服", "皮下注射", "静滴", "餐后口服", "po", "ih", "吸入", "外用", "睡前服", "舌下含服")
        )
        often = self.rng.choice(("qd", "bid", "tid", "每日1次", "每日2次", "qn", "一日三次", "q12h", "每周1次", "prn"))
        return f"{self.one('drugs')} {amount} {way} {often}"

    def heading_of_diagnoses(self) -> str:
        chosen = self.rng.random()
        if chosen < 0.55:
            return self.one("diagnosis_headings")
        if chosen < 0.9:
            scope = self.one("heading_scopes") if self.chance(0.7) else ""
            return scope + self.one("heading_stems") + (self.one("heading_tails") if self.chance(0.7) else "")
        return "".join(self.rng.choices(_HEADING_CHARACTERS, k=self.rng.randint(2, 5)))

    def signing(self, role: str) -> str:
        """The word before a signer's name, listed or put together."""
        if self.chance(0.6):
            return self.one(f"signs_{role}")
        tail = self.one("sign_tails") if self.chance(0.35) else ""
        return self.one(f"acts_{role}") + self.one("sign_persons") + tail

    def story(self) -> str:
        """Of an illness: names diseases and days that are none of the paper's."""
        return self.sentences("story", self.rng.randint(1, 7))

    def of_others(self, heading: str) -> str:
        """Diseases that somebody had, may have or applies for."""
        return self.sentence("others_told" if "史" in heading or self.chance(0.3) else "others_listed")

    def advice(self) -> str:
        return self.sentences("advice", self.rng.randint(1, 5))

    def observed(self) -> str:
        """What an examination shows."""
        return self.sentences("observed", self.rng.randint(1, 6))

    def sentences(self, key: str, n: int) -> str:
        return "".join(self.sentence(key) for _ in range(n))

    def sentence(self, key: str) -> str:
        """One of the sentences of a key, with something said wherever it leaves a place for it."""
        return self.filled(self.rng.choice(SENTENCES[key]))

    def filled(self, said: str) -> str:
        return _SLOT.sub(lambda slot: self._slot(slot.group(1)), said)

    def _slot(self, name: str) -> str:
        if name in SENTENCES:
            return self.sentence(name)
        if f"{name}s" in WORDS and name != "disease":
            return self.one(f"{name}s")
        rng = self.rng
        made: dict[str, Callable[[], str]] = {
            "disease": self.disease, "diseases": lambda: "、".join(self.diseases()), "date": self.date,
            "numbered": lambda: "；".join(f"{at}.{one}" for at, one in enumerate(self.diseases(), 1)),
            "person": self.name, "dose": self.dose, "advices": self.advice,
            "code": lambda: str(rng.randint(10**7, 10**9)),
            "before": lambda: self.one("before_organs"), "sex": lambda: rng.choice("男女"),
            "n": lambda: str(rng.randint(2, 20)), "d": lambda: str(rng.randint(1, 9)),
            "big": lambda: str(rng.randint(3, 900)), "pulse": lambda: str(rng.randint(56, 118)),
            "bp": lambda: f"{rng.randint(110, 190)}/{rng.randint(60, 110)}",
            "since": lambda: f"{rng.randint(1, 20)}{rng.choice(('年', '月', '天', '周', '小时', '年余', '个月'))}",
        }  # fmt: skip
        return made[name]()
