"""Names and streets of the ninth family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES = (
    *"仇冉尤卫申司匡邝吉曲牟朴仲连花苍谷巫应沙沈武林罗唐陶石温齐辛耿关聂佟麦符蒲蒙韦覃农岑黎阮乌寇宫常滕雍",
    "诸葛",
    "欧阳",
    "令狐",
    "夏侯",
)
MALE = "旭尧勋禄洲钊坤槐宽牧耘征岳忱骁权栋烨柱奎怀谦礼淳桦霆朔汛延锐"
FEMALE = "萍莹静芬俐妍芮荷葵黛筠漪凡娜蓉绣屏玥淼媚蓓嫣芷卿妮倩榕琰姝"
MONGOL = (
    ("苏日图", "巴雅尔图", "格根哈斯", "满都拉", "赛音吉雅", "伊德日", "乌力吉图", "呼日查"),
    ("敖登高娃", "萨仁其木格", "乌兰托娅", "金花", "阿木古楞", "娜仁花", "塔娜格"),
)
CLANS = ("奇渥温", "科尔沁", "茂明安", "杜尔伯特")
STREETS = (
    "解放西路",
    "人民巷",
    "白塔街",
    "铁路新村",
    "林场家属区",
    "码头路",
    "青年公寓",
    "河东组",
    "大沟村",
    "团结三社",
)
DISTRICTS = ("江北区", "东坝街道", "高铁新城", "临港产业园")


NAMES = Names(
    surnames=SURNAMES,
    men=MALE,
    women=FEMALE,
    mongol=MONGOL,
    clans=CLANS,
    mongols=0.42,
    with_clan=0.28,
    two=0.62,
)
"""A name and its nation: six in ten given names of two characters, Mongol names mostly without a clan."""
