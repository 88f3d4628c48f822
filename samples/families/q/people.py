"""Names and streets of the seventeenth family."""

from __future__ import annotations

from samples.naming import Names

STREETS = (
    *("建设路", "南关大街", "粮库家属院", "永安巷", "化肥厂宿舍", "碧水豪庭"),
    *("锦绣江南", "公安局家属楼", "五一路", "火车站前街", "阳光花城", "农机厂胡同"),
)
DISTRICTS = ("城关区", "柳河镇", "空港新区", "解放路街道", "高新技术开发区")
NAMES = Names(
    surnames=(
        *"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马王李张刘陈王李张孙于宋姜董曲宫迟隋矫丛",
        *"綦阚邴牟綦初逄辛衣慕闻耿",
        "东方",
        "令狐",
    ),
    men="建国卫东志军文斌德胜海涛永红立新玉柱长江福全振华金锁树林春雷晓峰子轩俊杰一鸣博",
    women="秀珍玉梅桂芝素云红霞丽娟翠萍小燕晓玲海燕春花志敏雪莹梦瑶佳宁诗琪欣妍若彤",
    mongol=(
        ("孟克", "朝克图", "那日苏", "斯日古楞", "额尔敦巴根", "苏日塔拉图", "白音"),
        ("萨日娜", "阿拉腾其其格", "娜日苏", "乌兰", "其木格", "苏布达", "包晓红"),
    ),
    clans=("翁牛特", "科尔沁", "奈曼"),
    mongols=0.4,
    with_clan=0.08,
    two=0.86,
)
"""Names as household registers of the north hold them, a few of them rare."""
