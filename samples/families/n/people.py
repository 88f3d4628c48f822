"""Names and streets of the fourteenth family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES = (
    *"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢唐董于程曹袁",
    *"蔺郗笪智昝亢冀郏栗樵邰贲暴荆辜脱撒由粟睢阙",
    "钟离",
    "东郭",
    "万俟",
    "淳于",
)
MALE = "国庆建军援朝志刚立新爱民保平红卫东向阳世杰俊豪浩然子墨晨宇铭泽睿来福长贵"
FEMALE = "秀英桂兰玉珍凤霞红梅丽华亚男静怡梦瑶欣然雨桐诗涵佳琪美玲改香引弟"
MONGOL = (
    ("阿木尔", "毕力格图", "道日那腾", "额尔登巴特", "嘎拉图", "浩斯巴雅尔", "宝勒朝鲁"),
    ("阿日贡", "奥云塔娜", "额日敦花", "金花", "乌仁图娅", "赛罕其木格"),
)
CLANS = ("鄂尔德尼", "弘古勒", "察罕", "敖拉")
STREETS = (
    "长江路",
    "黄河二路",
    "文化宫西街",
    "和谐家园",
    "锦绣华府",
    "化肥厂生活区",
    "民主巷",
    "西河沿",
    "金谷小区",
    "牧业新村",
    "东方红大街",
    "月亮湾",
)
DISTRICTS = ("梧桐街道", "河西区", "经济技术开发区", "白沙镇", "城厢区")
NAMES = Names(
    surnames=SURNAMES,
    men=MALE,
    women=FEMALE,
    mongol=MONGOL,
    clans=CLANS,
    mongols=0.42,
    with_clan=0.15,
    two=0.8,
)
"""The thirty commonest surnames and some of the rarest; given names of the fifties and of the two thousands."""
