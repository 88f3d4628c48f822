"""Names and streets of the eleventh family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES = (
    *"毕屈项臧戚翁商佘揭敬冷訾辜旷禹荀迟芮羿靳储莘隋鄢缪战门晁逄盛席季",
    *"闫褚安尚洪丛薄牛巩",
    "公孙",
    "尉迟",
    "皇甫",
    "慕容",
)
MALE = "茂钦昱川魁陆嵘焕恺骏敦锋豫翰胤舟丰昀桓朗岗纲榜廉祺祥捷麟铎彪涌"
FEMALE = "虹翎依蔓熙沁仪笛茉弦婵亭楚绢瑛芯盈稚羽珏冬秋碧槿湘娆芊"
MONGOL = (
    ("额尔德木图", "宝力道", "斯日古楞", "达楞泰", "毕力格", "哈丹巴特尔", "金山"),
    ("萨日朗", "乌云高娃", "苏布道", "阿拉腾花", "哈斯高娃", "娜布其"),
)
CLANS = ("乌古斯", "扎赉特", "巴林", "翁牛特")
STREETS = (
    "建国北路",
    "电厂家属院",
    "龙泉街",
    "西关大街",
    "工业大道",
    "滨湖花园",
    "水产巷",
    "前进四队",
    "双桥村",
    "幸福里小区",
)
DISTRICTS = ("临江街道", "城西新区", "鼓楼区", "双桥镇")
NAMES = Names(
    surnames=SURNAMES,
    men=MALE,
    women=FEMALE,
    mongol=MONGOL,
    clans=CLANS,
    mongols=0.4,
    with_clan=0.32,
    two=0.7,
)
"""Seven in ten given names of two characters, Mongol names without a clan two in three."""
