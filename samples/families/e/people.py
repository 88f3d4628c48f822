"""Names and streets of the measuring family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES_E = (*"毕臧滕殷安齐尤褚屈戚符盛卜辛景詹凌霍耿舒桑刁楚宫闫牟隋迟逄厉麻靳宿仲", "诸葛", "皇甫", "申屠")
MALE_E = "兆善洪士增训纪传贵喜祥丰彦昌茂佃相同存先现印恩法连吉田运召作玺臣麟铎焱"
FEMALE_E = "美花荷菲玥倩萍珠芹娥秋霜蔓韵宜依语仙焕欣菁叶芬翎媚嫦妮书苗笑"
MONGOL_E = (
    ("布和", "朝克图", "青格乐", "毕力格", "阿斯楞", "吉日嘎拉", "满都拉图", "斯日古楞"),
    ("萨日娜", "乌仁图雅", "苏日娜", "娜布其", "敖日格勒", "其木格日勒", "阿拉腾花"),
)
CLANS_E = ("白音", "萨尔图", "克什克腾", "乌审")
STREETS_E = ("二十七中家属楼", "劳动街", "北关大街", "粮食局宿舍", "湖西路", "三义里", "七一路", "大桥西街")
DISTRICTS_E = ("滨河区", "经开区", "长宁县")


NAMES_E = Names(
    surnames=SURNAMES_E,
    men=MALE_E,
    women=FEMALE_E,
    mongol=MONGOL_E,
    clans=CLANS_E,
    mongols=0.4,
    with_clan=0.35,
    two=0.7,
)
"""A name and its nation; no part of it occurs in another family."""
