"""形近字: characters a recogniser confuses because they look alike. Generic, not tied to any hospital, person or disease.

Two strengths. *Twins* differ by a stroke's length or a gap and are confused on good scans; a name that differs from a list's only by
twins is that name, unless the list holds both. *Kin* share most of their shape and are confused on poor pictures; they can
only ever make a comparison unsure.
"""

from __future__ import annotations

import unicodedata

# Each group holds characters that may stand for one another. No group holds two numerals: 一 二 三 are never twins.
_TWINS = """
曰日 末未 己已巳 市巾 医匠 院阮 第笫苐 人入 民氏 内肉 戌戍戊 汨汩 治冶 妇归 卫工 干千于 土士 玉王 鸟乌 折拆 沐沭 兔免 侯候 茶荼 荣茔 即既 拔拨
准淮 崇祟 壶壸 刺剌 赢嬴 栗粟 杆杄 晴睛 辨辩辫 毫亳 洒酒 哀衷衰 贷货 傅博 陡徒 挑桃 扬杨 住往 枚校 诊珍 症证 专专 丰卞 幼幻 抱报
旦且 帅师 延廷 庄压 厂广 由田甲申 白自 目日 贝见 儿几 力刀 夭天 午牛 失矢 兄只 古占 句旬 代伐 令今 仓仑 冈网 勾匀 办力 勿匆 历厉
圆园 坝坎 坟坡 城坡 墟虚 奏秦泰 妨坊 宇字 官宫 宜宣 密蜜 尘尖 屈届 岐歧 崔雀 巧功 平乎 庆厌 库厍 弋戈 弛驰 彻砌 徐涂 怀杯 恒桓
愉偷 慢漫 抚扶 抡抢 拥佣 捐损 授援 揭竭 摆摇 撒撤 无元 昌冒 明朋 晋普 晓哓 暖暧 未朱 束東 杏否 枝技 柏拍 栋拣 栓拴 桂佳 榆愉 槐愧
沂泝 沪泸 沧沦 河何 泊洎 泽择 洛络 浦捕 海梅 涞琜 清请 渔鱼 温湿 湖潮 漂飘 濮漢 炎灸 炼练 烧浇 燕蒸 狠狼 狱岳 班斑 理埋 琼凉 瑞端
瓜爪 畅场 畏良 疗疔 病痛 癌瘤 皖院 盐监 直真 眀明 祁邦 祥详 科料 秦泰 稀烯 竞竟 第弟 粱梁 糖塘 系糸 红江 绍招 绥绶 综踪 绿录 署暑 罗岁
美羌 聊柳 肝肚 肥肤 肺肺 肾贤 胃冑 胶校 脉咏 腊蜡 腹复 膀滂 臣巨 舟丹 芝芬 茂荗 荷苛 莱菜 莒营 萧肃 蒙家 蓝篮 蔓曼 藉籍 虎虏 血皿
衡衔 袁哀 裕浴 视规 详样 诚城 谷各 豪毫 责贡 贵责 赤亦 跌趺 辽迂 达迏 迁迂 迎抑 透诱 逢蓬 遂逐 邑巴 郊效 郓鄄 郑邓 鄂鄙 酸酯 釜斧
铁铗 钢钢 铜铜 锡钖 镇填 长氏 问间 闽阃 阜阜 陇拢 险验 陵棱 随遀 隋惰 雷雪 霍雀 青青 鞍鞋 韩翰 顺须 预颂 颈颅 风凤 饶浇 香杳 骨胃 髙高 鲁鱼
鹤鸽 麦表 黄黃 鼎鼐 龙尤 张弛 陈阵 刘浏 赵起 孙孔 李季 吴昊 郭鄂 何伺 朱未 杜社 丁了 田甲 史吏 任仕 姜美 范苑 方万 石右 廖寥 邹邻 熊能 孟盂
金全 陆陇 郝赫 邵绍 毛手 常掌 汤汤 尹伊 温湿 芦芹 蒋将 蔡祭 贾价 丁于 魏巍 薛薜 叶汁 阎阁 余佘 潘番 戴截 夏复 钟种 汪注 任壬 彭膨 曾會 萧箫 谢射
""".split()

# Pairs of the list above that are close enough to be told apart only by context, in words that never hold the other one.
_STRONG = """
曰日 眀明 末未 己已巳 市巾 医匠 院阮 笫第苐 民氏 人入 内肉 阜阜 髙高 黄黃 戌戍 鸟乌 诊珍 幼幻 毫亳 即既 泝沂 茔荣 沭沐 系糸
妇归 专専 郃邰 厍库 哓晓 汩汨
""".split()

_FOLDS = {
    "○": "〇", "◯": "〇", "⚪": "〇", "零": "〇", "＝": "二", "=": "二", "ー": "一", "丨": "1",
}  # fmt: skip


def _pairs(groups: list[str]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset((a, b)) for group in groups for a in group for b in group if a != b)


_STRONG_PAIRS = _pairs(_STRONG)
_ALL_PAIRS = _pairs(_TWINS) | _STRONG_PAIRS


def fold(text: str) -> str:
    """Width, compatibility forms and stroke-like signs made one: `○` → `〇`. Length may change."""
    return "".join(_FOLDS.get(c, c) for c in unicodedata.normalize("NFKC", text))


def twins(a: str, b: str) -> bool:
    """Whether two characters are told apart only by a stroke's length or a gap."""
    return a == b or frozenset((a, b)) in _STRONG_PAIRS


def alike(a: str, b: str) -> bool:
    """Whether two characters look alike: twins, or kin that a poor picture confuses."""
    return a == b or frozenset((a, b)) in _ALL_PAIRS
