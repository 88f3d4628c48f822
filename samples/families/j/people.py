"""Names and streets of the tenth family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES = (
    *"卞仇符甘耿宫古关桂郝洪侯胡华霍简蒋康孔寇匡赖郎黎厉连廖凌鲁陆麦毛苗倪宁欧潘裴彭齐钱丘任阮沙邵施石时司苏陶滕",
    *("诸葛", "慕容", "司马", "东方"),
)
MALE = "安邦本昌诚达德栋恩丰刚耕冠汉浩洪积继建剑江劲景军均开魁立良亮烈鲁满茂民鸣乃庆仁山胜世书泰天万维文武先祥"
FEMALE = "碧冰彩草纯翠丹冬娥芬凤改桂寒荷红花会姬佳娇菊娟君俊兰丽莲玲露曼梅美妙敏娜暖琴青清蓉如珊淑双水思素甜婷彤"
MONGOL = (
    ("阿木尔", "布和", "达来", "格根", "吉日嘎拉", "满都拉", "孟克", "青格勒", "斯日古楞", "铁木尔"),
    ("阿丽玛", "白音花", "其木格", "南丁", "塔林", "乌兰", "乌仁", "赛罕娜", "索龙嘎", "斯日吉玛"),
)
CLANS = ("克烈", "乃蛮", "喀喇沁", "翁吉剌")
STREETS = (
    *("人民东路", "环城北路", "兴业巷", "南门外大街", "工农二村", "长江西路", "后营子村", "电厂宿舍", "锦绣苑"),
    *("老城厢三弄", "北大街", "七里铺镇河湾组"),
)
DISTRICTS = ("河口区", "南关区", "新城区", "怀溪县")


NAMES = Names(
    surnames=SURNAMES,
    men=MALE,
    women=FEMALE,
    mongol=MONGOL,
    clans=CLANS,
    mongols=0.3,
    with_clan=0.3,
    two=0.72,
)
"""A name and its nation."""
