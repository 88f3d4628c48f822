"""Names and streets of the twelfth family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES = (
    *"滕殷莫甘阮喻柯卜古裘刁鄂佟宁牟霍虞聂阚仇麦姬沙连项丘谷郎房",
    *"盛邬缑桑辛冼练",
    "夏侯",
    "诸葛",
    "令狐",
    "端木",
)
MALE = "劲松翰林延年培元敬亭世昌玉堂继先长庚道方舟景云孝忠绍安守诚启航逸凡书恒立群卓越"
FEMALE = "梦琪思雨晓彤静怡美玲淑贤凤仪雅琳燕秋菊若溪紫萱月娥金花银屏玉兰桂芬腊梅采薇"
MONGOL = (
    ("朝格图", "阿木尔", "呼和", "吉日嘎拉", "巴雅尔图", "孟克", "特古斯"),
    ("萨仁", "乌兰图雅", "阿日娜", "其木格", "娜日苏", "敖敦"),
)
CLANS = ("土默特", "喀喇沁", "鄂尔多斯", "苏尼特")
STREETS = (
    "胜利街",
    "人民东路",
    "解放大道",
    "粮食局宿舍",
    "新村三组",
    "学府路",
    "锦绣江南小区",
    "钢花里",
    "东大街",
    "机床厂生活区",
)
DISTRICTS = ("学府街道", "江东区", "经济开发区", "梅垟镇")
NAMES = Names(
    surnames=SURNAMES,
    men=MALE,
    women=FEMALE,
    mongol=MONGOL,
    clans=CLANS,
    mongols=0.45,
    with_clan=0.25,
    two=0.62,
)
"""Two in five given names of one character, Mongol names mostly without a clan."""
