"""Invented people: names, sex, birth date and an ID number that is well formed and belongs to nobody."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass

from samples.families.d.people import DISTRICTS_D, STREETS_D, name_d
from samples.families.e.people import DISTRICTS_E, NAMES_E, STREETS_E
from samples.families.f.people import DISTRICTS_F, NAMES_F, STREETS_F
from samples.families.g.people import DISTRICTS as DISTRICTS_G
from samples.families.g.people import NAMES as NAMES_G
from samples.families.g.people import STREETS as STREETS_G
from samples.families.h.people import DISTRICTS as DISTRICTS_H
from samples.families.h.people import NAMES as NAMES_H
from samples.families.h.people import STREETS as STREETS_H
from samples.families.i.people import DISTRICTS as DISTRICTS_I
from samples.families.i.people import NAMES as NAMES_I
from samples.families.i.people import STREETS as STREETS_I
from samples.families.j.people import DISTRICTS as DISTRICTS_J
from samples.families.j.people import NAMES as NAMES_J
from samples.families.j.people import STREETS as STREETS_J
from samples.families.k.people import DISTRICTS as DISTRICTS_K
from samples.families.k.people import NAMES as NAMES_K
from samples.families.k.people import STREETS as STREETS_K
from samples.families.l.people import DISTRICTS as DISTRICTS_L
from samples.families.l.people import NAMES as NAMES_L
from samples.families.l.people import STREETS as STREETS_L
from samples.families.m.people import DISTRICTS as DISTRICTS_M
from samples.families.m.people import NAMES as NAMES_M
from samples.families.m.people import STREETS as STREETS_M
from samples.families.n.people import DISTRICTS as DISTRICTS_N
from samples.families.n.people import NAMES as NAMES_N
from samples.families.n.people import STREETS as STREETS_N
from samples.families.o.people import DISTRICTS as DISTRICTS_O
from samples.families.o.people import NAMES as NAMES_O
from samples.families.o.people import STREETS as STREETS_O
from samples.families.p.people import DISTRICTS as DISTRICTS_P
from samples.families.p.people import NAMES as NAMES_P
from samples.families.p.people import STREETS as STREETS_P
from samples.families.q.people import DISTRICTS as DISTRICTS_Q
from samples.families.q.people import NAMES as NAMES_Q
from samples.families.q.people import STREETS as STREETS_Q
from samples.families.r.people import DISTRICTS as DISTRICTS_R
from samples.families.r.people import NAMES as NAMES_R
from samples.families.r.people import STREETS as STREETS_R
from samples.families.s.people import DISTRICTS as DISTRICTS_S
from samples.families.s.people import NAMES as NAMES_S
from samples.families.s.people import STREETS as STREETS_S
from samples.families.t.people import DISTRICTS as DISTRICTS_T
from samples.families.t.people import NAMES as NAMES_T
from samples.families.t.people import STREETS as STREETS_T

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
UNUSED_AREAS = {"rizhao": ("379811", "379826", "379842"), "neimenggu": ("159811", "159823", "159857")}
AREAS_C = {"rizhao": ("379868", "379873", "379885"), "neimenggu": ("159876", "159881", "159894")}
"""Six-digit area codes below Shandong and Inner Mongolia that were never assigned (no city 98 exists)."""

AREAS_D = {"rizhao": ("379889", "379891", "379893"), "neimenggu": ("159826", "159828", "159839")}
"""The same for the fourth family (families/d/people.py has its names)."""

AREAS_E = {"rizhao": ("379803", "379807", "379809"), "neimenggu": ("159802", "159806", "159808")}
"""The same for the fifth family (families/e/people.py has its names)."""

AREAS_F = {"rizhao": ("379814", "379817", "379819"), "neimenggu": ("159814", "159817", "159819")}
"""The same for the sixth family (families/f/people.py has its names)."""

AREAS_G = {"rizhao": ("379831", "379836", "379838"), "neimenggu": ("159831", "159836", "159838")}
"""The same for the seventh family (families/g/people.py has its names)."""

AREAS_H = {"rizhao": ("379844", "379846", "379848"), "neimenggu": ("159844", "159846", "159848")}
"""The same for the eighth family (families/h/people.py has its names)."""

AREAS_I = {"rizhao": ("379851", "379853", "379855"), "neimenggu": ("159851", "159853", "159855")}
"""The same for the ninth family (families/i/people.py has its names)."""

AREAS_J = {"rizhao": ("379861", "379863", "379865"), "neimenggu": ("159861", "159863", "159865")}
"""The same for the tenth family (families/j/people.py has its names)."""

AREAS_K = {"rizhao": ("379821", "379823", "379827"), "neimenggu": ("159821", "159825", "159829")}
"""The same for the eleventh family (families/k/people.py has its names)."""

AREAS_L = {"rizhao": ("379833", "379871", "379875"), "neimenggu": ("159833", "159871", "159875")}
"""The same for the twelfth family (families/l/people.py has its names)."""

AREAS_M = {"rizhao": ("379841", "379843", "379845"), "neimenggu": ("159841", "159843", "159845")}
"""The same for the thirteenth family (families/m/people.py has its names)."""

AREAS_N = {"rizhao": ("379847", "379849", "379852"), "neimenggu": ("159847", "159849", "159852")}
"""The same for the fourteenth family (families/n/people.py has its names)."""

AREAS_O = {"rizhao": ("379854", "379856", "379858"), "neimenggu": ("159854", "159856", "159858")}
"""The same for the fifteenth family (families/o/people.py has its names)."""

AREAS_P = {"rizhao": ("379882", "379884", "379887"), "neimenggu": ("159883", "159885", "159887")}
"""The same for the sixteenth family (families/p/people.py has its names)."""

AREAS_Q = {"rizhao": ("379801", "379802", "379804"), "neimenggu": ("159801", "159803", "159804")}
"""The same for the seventeenth family (families/q/people.py has its names)."""

AREAS_R = {"rizhao": ("379829", "379832", "379835"), "neimenggu": ("159832", "159835", "159837")}
"""The same for the eighteenth family (families/r/people.py has its names)."""

AREAS_S = {"rizhao": ("379806", "379808", "379812"), "neimenggu": ("159812", "159815", "159818")}
"""The same for the nineteenth family (families/s/people.py has its names)."""

AREAS_T = {"rizhao": ("379816", "379818"), "neimenggu": ("159816", "159820")}
"""The same for the twentieth family (families/t/people.py has its names)."""

AREAS: dict[str, Mapping[str, tuple[str, ...]]] = {
    "c": AREAS_C,
    "d": AREAS_D,
    "e": AREAS_E,
    "f": AREAS_F,
    "g": AREAS_G,
    "h": AREAS_H,
}
AREAS |= {"i": AREAS_I, "j": AREAS_J, "k": AREAS_K, "l": AREAS_L, "m": AREAS_M, "n": AREAS_N, "o": AREAS_O}
AREAS |= {"p": AREAS_P, "q": AREAS_Q, "r": AREAS_R, "s": AREAS_S, "t": AREAS_T}

NAMES = {"e": NAMES_E, "f": NAMES_F, "g": NAMES_G, "h": NAMES_H, "i": NAMES_I, "j": NAMES_J}
NAMES |= {"k": NAMES_K, "l": NAMES_L, "m": NAMES_M, "n": NAMES_N, "o": NAMES_O, "p": NAMES_P, "q": NAMES_Q}
NAMES |= {"r": NAMES_R, "s": NAMES_S, "t": NAMES_T}

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
MALE = "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林建国志远德胜永庆福海春生光荣振兴家豪立新守义"
FEMALE = "芳娜敏静丽艳娟霞秀英玲桂兰慧红梅凤琴素云莲真环雪荣爱妹香月莺媛瑞佳嘉琼勤珍贞莉淑惠晓燕玉洁雅婷"
MONGOL_MALE = ("巴特尔", "阿古拉", "那顺", "乌力吉", "朝鲁", "苏和", "孟和巴雅尔", "额尔敦", "宝音德力格尔", "查干夫")
MONGOL_FEMALE = ("乌云其木格", "其其格", "萨仁高娃", "娜仁托娅", "斯琴", "乌日娜", "高娃", "阿茹娜", "琪琪格玛")
SURNAMES_C = (*"樊祝翟鲍左路岳俞施柳葛伍倪祁祖窦章涂聂焦关苗梅解蓝单幸邢冉管柴车裴鞠卓栾边", "欧阳", "司徒", "上官")
MALE_C = "承泽致润峻弘奕柏川禹恒驰昊廷松尧铭钧裕衡广厚敬尚炎启泰仁柱根发财顺来"
FEMALE_C = "蕙若岚芝芸绮澜初卉蓓翠巧银凤枝改桃杏彩菊娣茵瑾瑜璐婉昕苒霏楠"
MONGOL_C = (
    ("图门", "道尔吉", "布仁巴雅尔", "格日勒图", "特木尔", "恩和森", "哈斯巴根"),
    ("托娅", "阿拉坦其木格", "通拉嘎", "塔娜", "哈斯其木格", "诺敏", "格根塔娜"),
)
CLANS_C = ("博尔济吉特", "乌梁海", "塔塔尔", "敖登")
MONGOL_CLAN = ("孛儿只斤", "敖其尔", "包勒德", "巴雅尔", "阿拉坦", "哈斯")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    sex: str  # 男 or 女
    birth: dt.date
    id_number: str
    phone: str
    nation: str  # 汉 or 蒙古
    address: str

    def age_on(self, day: dt.date) -> int:
        """Whole years on `day`."""
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


def check_digit(first17: str) -> str:
    """The last character of an 18-character ID number (GB 11643-1999)."""
    return CHECK[sum(w * int(d) for w, d in zip(WEIGHTS, first17, strict=True)) % 11]


def draw_id(rng: random.Random, region: str, birth: dt.date, sex: str, *, family: str = "a") -> str:
    serial = rng.randrange(1, 999)
    serial += (serial % 2 == 1) != (sex == "男")
    areas = AREAS.get(family, UNUSED_AREAS)[region]
    first = f"{rng.choice(areas)}{birth:%Y%m%d}{serial:03d}"
    return first + check_digit(first)


def spoil_id(rng: random.Random, number: str) -> str:
    """The same number with a wrong check character."""
    return number[:-1] + rng.choice([c for c in "0123456789" if c != number[-1]])


def draw_name(rng: random.Random, region: str, sex: str, family: str = "a") -> tuple[str, str]:
    """A name and its nation."""
    if family == "c":
        return _name_c(rng, region, sex)
    if family == "d":
        return name_d(rng, region, sex)
    if family in NAMES:
        return NAMES[family].draw(rng, region, sex)
    if region == "neimenggu" and rng.random() < 0.45:
        given = rng.choice(MONGOL_MALE if sex == "男" else MONGOL_FEMALE)
        if rng.random() < 0.55:
            return f"{rng.choice(MONGOL_CLAN)}·{given}", "蒙古"
        return given, "蒙古"
    pool = MALE if sex == "男" else FEMALE
    given = "".join(rng.sample(pool, 2)) if rng.random() < 0.8 else rng.choice(pool)
    return rng.choice(SURNAMES) + given, "汉"


def _name_c(rng: random.Random, region: str, sex: str) -> tuple[str, str]:
    """The third family's names share no part with those of the others."""
    if region == "neimenggu" and rng.random() < 0.4:
        given = rng.choice(MONGOL_C[sex == "女"])
        return (f"{rng.choice(CLANS_C)}·{given}" if rng.random() < 0.4 else given), "蒙古"
    pool = MALE_C if sex == "男" else FEMALE_C
    given = "".join(rng.sample(pool, 2)) if rng.random() < 0.75 else rng.choice(pool)
    return rng.choice(SURNAMES_C) + given, "汉"


STREETS = ("望海路", "银杏街", "新华西路", "团结大街", "和平里", "滨河东路", "文化巷")
STREETS_C = ("槐荫路", "石桥胡同", "建材厂家属院", "青年南路", "盐店口街", "向阳小区", "东关村")


def draw_person(
    rng: random.Random,
    region: str,
    city: str,
    sex: str | None = None,
    ages: tuple[int, int] = (35, 78),
    *,
    family: str = "a",
) -> Person:
    """A person aged within `ages` (years) in 2026, living in the fictional `city`."""
    sex = sex or rng.choice("男女")
    birth = dt.date(2026 - rng.randint(*ages), rng.randint(1, 12), rng.randint(1, 28))
    name, nation = draw_name(rng, region, sex, family)
    streets = {"c": STREETS_C, "d": STREETS_D, "e": STREETS_E, "f": STREETS_F, "g": STREETS_G, "h": STREETS_H}
    streets |= {
        "i": STREETS_I,
        "j": STREETS_J,
        "k": STREETS_K,
        "l": STREETS_L,
        "m": STREETS_M,
        "n": STREETS_N,
        "o": STREETS_O,
        "p": STREETS_P,
        "q": STREETS_Q,
        "r": STREETS_R,
        "s": STREETS_S,
        "t": STREETS_T,
    }
    street = rng.choice(streets.get(family, STREETS))
    districts = {
        "c": ("枫桥区", "高新区", "云山县"),
        "d": DISTRICTS_D,
        "e": DISTRICTS_E,
        "f": DISTRICTS_F,
        "g": DISTRICTS_G,
        "h": DISTRICTS_H,
        "i": DISTRICTS_I,
        "j": DISTRICTS_J,
        "k": DISTRICTS_K,
        "l": DISTRICTS_L,
        "m": DISTRICTS_M,
        "n": DISTRICTS_N,
        "o": DISTRICTS_O,
        "p": DISTRICTS_P,
        "q": DISTRICTS_Q,
        "r": DISTRICTS_R,
        "s": DISTRICTS_S,
        "t": DISTRICTS_T,
    }
    district = rng.choice(districts.get(family, ("城东区", "北湖区", "安和县")))
    address = f"{city}{district}{street}{rng.randint(2, 288)}号{rng.randint(1, 9)}单元{rng.randint(101, 1802)}室"
    phone = f"1{rng.choice('35789')}{rng.randrange(10)}0000{rng.randrange(10**4):04d}"
    return Person(name, sex, birth, draw_id(rng, region, birth, sex, family=family), phone, nation, address)


def draw_staff(rng: random.Random, family: str = "a") -> str:
    """A physician's or technician's name."""
    sex = rng.choice("男女")
    return draw_name(rng, "rizhao", sex, family)[0]
