"""Names and streets of the sixth family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES_F = (*"闵纪项阮洪骆虞巫米沙应封连冷占商牛游兰靖班费茅满揭奚郗计贝戈农粟植荀宓仰", "公孙", "令狐", "夏侯")
MALE_F = "培锡耀钦谦勋璋诚毅沛航硕逸辰骏祺睿滔舜渊淳堂富兵卫民权岐泓昱"
FEMALE_F = "姣娅婵娴蔚馨恬沁菡萌芮璇瑛琬碧群菱茜苓樱娉霓旎莎媱黛"
MONGOL_F = (
    ("阿拉坦仓", "宝力道", "巴根那", "敖特根", "那日松", "照日格图", "孟克", "毕力格图"),
    ("乌仁其木格", "珊丹", "阿拉腾其木格", "娜仁花", "托雅", "斯日吉玛", "格日乐"),
)
CLANS_F = ("奇渥温", "弘吉剌", "乌古新", "克烈")
STREETS_F = (
    "工农路",
    "县前街",
    "桥头村六组",
    "碧桂里小区",
    "纺织厂宿舍",
    "中山北路",
    "沿江大道",
    "南门巷",
    "农机局家属院",
)
DISTRICTS_F = ("江岸区", "临港经济区", "溪石县")


NAMES_F = Names(
    surnames=SURNAMES_F,
    men=MALE_F,
    women=FEMALE_F,
    mongol=MONGOL_F,
    clans=CLANS_F,
    mongols=0.4,
    with_clan=0.3,
    two=0.68,
)
"""A name and its nation; short and long ones, also given names of one character."""
