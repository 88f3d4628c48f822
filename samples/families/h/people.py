"""Names and streets of the eighth family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES = (
    *"柏水云葛奚范平黄和穆萧尹姚湛汪禹狄米贝明计伏成戴谈宋茅庞纪舒屈项祝董梁麻强贾路危江颜郭梅盛林刁钟徐",
    "皇甫",
    "南宫",
    "宇文",
    "澹台",
)
MALE = "嘉修晟杭崧舟竣屹璟捷骥麒瀚榆彬澎铎昂朗颂越垚瑾榛柯裕锋骞"
FEMALE = "悦蓁昭茉妤绯菀菁钰彤语颖笑爽琦虹锦葭蔓舒瑗盈晞郁缨糯棠薇"
MONGOL = (
    ("阿日斯冷", "巴音孟和", "呼格吉勒", "乌恩其", "哈日巴拉", "朝洛蒙", "额勒登", "苏德毕力格"),
    ("阿拉塔", "萨茹拉", "斯琴高娃", "都兰", "哈森", "娜布其", "乌吉斯古楞"),
)
CLANS = ("伯岳吾", "土默特", "布里亚特", "巴林")
STREETS = (
    "建国路",
    "学府街",
    "铁西三路",
    "渔港新村",
    "胜利桥东里",
    "矿务局北院",
    "西关大街",
    "朝阳社区",
    "柳行村",
    "滨湖花园",
)
DISTRICTS = ("经济技术开发区", "西城区", "清河区", "陵阳县")


NAMES = Names(
    surnames=SURNAMES,
    men=MALE,
    women=FEMALE,
    mongol=MONGOL,
    clans=CLANS,
    mongols=0.38,
    with_clan=0.35,
    two=0.66,
)
"""A name and its nation: two in three given names of two characters, Mongol names with and without a clan."""
