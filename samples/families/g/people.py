"""Names and streets of the seventh family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES = (*"滕殷古易辛简饶曲娄尤原边卜查戚晏艾臧覃褚屠隋甄竺邝厉邬芦丘花鲜", "诸葛", "尉迟", "慕容", "东方")
MALE = "炳煜绍骁铮崇翰鸿彦朔棋尧锦坤霖勤朗昭槐宸榕启冠柯钊桦仲望垒"
FEMALE = "筠嫣岚芹荔珏翎棉葵珊璇湄妍锦苓汐茗绣曼禾葶绮苇霁渝鹂晴霜"
MONGOL = (
    ("朝格图", "达布希拉图", "嘎日迪", "满都呼", "青格勒", "苏日塔拉图", "赛音", "白嘎力"),
    ("萨日娜", "牡丹其其格", "乌兰图雅", "阿丽玛", "敖登其木格", "红格尔珠拉", "苏布德"),
)
CLANS = ("兀良哈", "扎拉亦儿", "翁牛特", "察哈尔")
STREETS = ("解放巷", "迎宾北路", "水库路", "电厂三区", "新村五队", "光明街", "幸福里", "东环路", "粮食局宿舍", "双桥村")
DISTRICTS = ("河东新区", "雁塔岭区", "棉湖县")


NAMES = Names(
    surnames=SURNAMES,
    men=MALE,
    women=FEMALE,
    mongol=MONGOL,
    clans=CLANS,
    mongols=0.42,
    with_clan=0.3,
    two=0.72,
)
"""A name and its nation: two-character surnames, given names of one character, names without a surname."""
