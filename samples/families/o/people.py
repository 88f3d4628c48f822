"""Names and streets of the fifteenth family."""

from __future__ import annotations

from samples.naming import Names

STREETS = (
    *("人民路", "解放路", "建设街", "府前街", "振兴路", "望江花园"),
    *("铁西小区", "幸福里", "东关大街", "阳光城", "畜牧局家属楼", "红旗街"),
)
DISTRICTS = ("城阳区", "北口镇", "新城区", "城西街道", "高新技术产业开发区")
NAMES = Names(
    surnames=(
        *"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗王李张刘陈王李张刘赵孙于姜曲宫迟",
        *"牟逄綦郇厉盖庄臧鞠丛衣隋",
        "欧阳",
        "司马",
    ),
    men="建国志强伟明军勇涛磊斌鹏杰宁振华永福成林德胜海龙光辉文博子轩一鸣",
    women="桂芳秀兰淑珍丽娟敏燕艳霞翠萍红玉梅春雪莹晓琳思雨佳怡婷婷爱华",
    mongol=(
        ("巴特尔", "苏和", "额日德木图", "那顺", "孟和巴雅尔", "朝鲁门", "布仁"),
        ("萨仁", "其其格", "托娅", "乌日娜", "斯琴高娃", "娜仁花"),
    ),
    clans=("孛儿只斤", "包勒", "乌梁海"),
    mongols=0.38,
    with_clan=0.06,
    two=0.84,
)
"""Common names mostly, as in a waiting room; a few of the peninsula's own."""
