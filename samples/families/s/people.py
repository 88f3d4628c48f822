"""Names and streets of the nineteenth family."""

from __future__ import annotations

from samples.naming import Names

STREETS = (
    *("胜利大街", "文化路", "水利局家属院", "东风巷", "糖厂宿舍", "润泽园小区"),
    *("锦程华府", "育才路", "制药厂家属区", "振兴西街", "安居苑", "百货公司家属楼"),
)
DISTRICTS = ("临河区", "石门镇", "经济开发区", "中山路街道", "大学城")
NAMES = Names(
    surnames=(
        *"张王李刘陈杨黄赵吴周徐孙马朱胡郭何林罗高张王李刘赵孙梁宋郑谢韩唐冯于董萧程曹袁邓",
        *"许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚",
        *"仉由亓逄缑肇佟麻贠",
        *("欧阳", "上官"),
    ),
    men="志强建军海波玉龙福生长海宝山金龙永强春生洪涛立军树森万里传义启明景瑞昊天思远泽宇",
    women="桂兰淑华秀兰玉珍凤霞桂香晓红丽娜艳红春燕海英雅丽文静佳怡梦琪雨桐语嫣芳芳秋菊月红",
    mongol=(
        ("朝鲁", "阿木古楞", "苏和", "巴特尔", "那仁满都拉", "乌力吉", "青格乐"),
        ("斯琴高娃", "乌日娜", "其其格", "阿茹娜", "娜布其", "苏日娜", "托娅"),
    ),
    clans=("苏尼特", "巴林", "察哈尔"),
    mongols=0.4,
    with_clan=0.08,
    two=0.84,
)
"""The names of whole generations, now and then a surname the clerk has to spell."""
