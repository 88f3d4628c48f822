"""Surnames of mainland China: what a name on a Chinese paper begins with (百家姓 and what is common beyond it)."""

from __future__ import annotations

from extractors.layout.words import listed

SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞"
    "颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻"
    "祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇"
    "栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉"
    "伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母佀訾綦郄"
    "裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植富尧矫郗岩"
    "赖傅钮水常酆柘濮牧暴弓隗山宓蓬习糜步耒逄巢蒯藩终衡暨国种由蔚么火厚双苍曾肇宦贝舟"
    "洪荀占靖仰昌凤贲诸滑羿汲邴松秋钭韶蓟鄂咸莘贡扶堵宰郦郤璩寿郏庾弘禄殳沃越夔厍毋乜竺桓宛隽郇苌俎仉撒旷渠琚甯皋禚笪缑苘茆菅贠雒骞麴郐随"
    "仓蹇夙禤庹郈钦汝濯丘代佴谯墨籍忻恽帖妥锁睢粘才稽嵇褟郯樵弋呙妫邳郓邾仵苻芈翦庚"
)
"""One character."""

COMPOUND = frozenset(
    listed(
        """
        欧阳 上官 司马 诸葛 司徒 令狐 皇甫 尉迟 夏侯 东方 慕容 公孙 长孙 宇文 轩辕 端木 百里 南宫
        呼延 申屠 太史 澹台 钟离 闻人 独孤 赫连 万俟 东郭 西门 第五 完颜 拓跋 鲜于 淳于 单于 仲孙
        宗政 濮阳 公冶 太叔 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁
        夹谷 段干 梁丘 左丘 东门 南门 呼和 那拉 斛律 纳兰 即墨 微生 羊舌 南荣 东里 贺兰 达奚 柳下
        公羊 公仪 叔孙 有琴 伯赏 归海
        扎西 次仁 才让 索南 旦增 丹增 格桑 仁青 多吉 尼玛 卓玛 央金 德吉 拉毛 达娃 洛桑 白玛 更登 华旦
        """
    )
)
"""Two characters; and what Tibetan names of four begin with."""


def surname_of(name: str) -> str:
    """The surname a name begins with, "" if none of the list does."""
    if name[:2] in COMPOUND and len(name) > 2:
        return name[:2]
    return name[:1] if name[:1] in SINGLE and len(name) > 1 else ""


def is_whole_name(text: str) -> bool:
    """Whether `text` is a surname with a given name of one or two characters."""
    surname = surname_of(text)
    given = text[len(surname) :]
    return bool(surname) and 1 <= len(given) <= 2 and given.isalpha() and not given.isascii()
