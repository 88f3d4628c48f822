"""Names and streets of the sixteenth family."""

from __future__ import annotations

from samples.naming import Names

STREETS = (
    *("文昌路", "环城北路", "沿河街", "老电影院胡同", "供销社家属院", "金鼎花园"),
    *("昌盛家园", "工农路", "三里桥", "第二中学家属楼", "迎宾大道", "翠湖嘉苑"),
)
DISTRICTS = ("湖西区", "青埠镇", "滨河新区", "东湖街道", "经济开发区")
NAMES = Names(
    surnames=(
        *"李王张刘陈杨徐孙马朱胡林郭何高罗郑梁谢宋李王张刘陈李王张许韩冯邓曹彭曾",
        *"亓展逯郯戚仝麻盛鹿晏冷闫滕相",
        "诸葛",
        "夏侯",
    ),
    men="兆玉清洪正平来喜克宪学孟继增昌守义广传绪泽坤少峰凯旋浩宇睿哲天佑新",
    women="淑英凤兰桂荣秀芹爱莲月娥菊香俊霞美华瑞云金枝静怡雨桐欣悦诗涵",
    mongol=(
        ("宝音", "特古斯", "乌恩其", "达布希拉图", "照日格图", "胡日查", "毕力格"),
        ("阿拉坦花", "乌仁图雅", "莎仁", "敖登", "哈斯高娃", "包丽娜", "塔娜"),
    ),
    clans=("敖汉", "巴林", "何勒"),
    mongols=0.4,
    with_clan=0.08,
    two=0.86,
)
"""Names of the generations that apply, a few of them rare."""
