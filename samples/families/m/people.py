"""Names and streets of the thirteenth family."""

from __future__ import annotations

from samples.naming import Names

SURNAMES = (
    *"许宋韩罗蒋贾叶田范石廖孔邱龚武钱",
    *"逄亓綦迟隋战衣仝郜逯楼应竺戎惠巩晏佘匡敖訾矫",
    "慕容",
    "皇甫",
    "濮阳",
    "呼延",
)
MALE = "建华文斌少锋宏伟东升守田秉义德清仲谋子睿皓轩俊熙宗耀广林连胜学礼庆丰维汉"
FEMALE = "丽娟海燕春梅素芬雪莹婷婷欣怡子涵诗雅秀兰桂珍爱莲冬梅晓霞瑞芳淑敏翠萍"
MONGOL = (
    ("斯日古楞", "青格勒", "赛吉雅", "敖特根", "胡日查", "那木斯来", "宝力德"),
    ("阿拉腾花", "苏布达", "萨日娜", "包玉兰", "哈斯高娃", "娜仁其木格"),
)
CLANS = ("扎拉依尔", "弘吉剌", "乌审", "翁牛特")
STREETS = (
    "人民路",
    "建设街",
    "中山北路",
    "幸福里小区",
    "阳光花园",
    "供销社家属楼",
    "工农大街",
    "前进二组",
    "盐河路",
    "北园春居",
    "教师新村",
    "滨水壹号",
)
DISTRICTS = ("百花洲街道", "湖滨区", "高新技术产业开发区", "埠头镇", "老城区")
NAMES = Names(
    surnames=SURNAMES,
    men=MALE,
    women=FEMALE,
    mongol=MONGOL,
    clans=CLANS,
    mongols=0.4,
    with_clan=0.2,
    two=0.72,
)
"""Common surnames and those of one county beside each other; mostly given names of two characters."""
