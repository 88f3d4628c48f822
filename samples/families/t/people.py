"""Names and streets of the twentieth family."""

from __future__ import annotations

from samples.naming import Names

STREETS = (
    *("建国路", "前进大街", "农机局家属院", "书院巷", "棉纺厂宿舍", "翠湖花园"),
    *("阳光名苑", "人民南路", "化肥厂家属区", "迎宾大道", "福安里", "邮电局家属楼"),
)
DISTRICTS = ("北城区", "大柳镇", "高新技术产业区", "和平路街道", "新城区")
NAMES = Names(
    surnames=(
        *"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马王李张刘陈杨宋郑谢韩唐冯于董萧程曹袁邓许",
        *"傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史",
        *"逯綦隗矫昝禚亓菅",
        *("诸葛", "皇甫", "司徒", "令狐"),
    ),
    men="国栋文斌少华振东学军正义维民成林喜顺德全百川士杰云飞晓峰宏伟子轩浩然一鸣瀚垚喆",
    women="秀珍玉兰凤英月娥翠平素芹丽君爱华敏芝晓燕海燕丹凤婷婷欣怡诗涵若曦婧妍姝昕",
    mongol=(
        ("巴图", "阿尔斯楞", "哈斯额尔敦", "特古斯", "毕力格", "呼格吉勒", "满达"),
        ("萨日娜", "乌云塔娜", "娜仁其木格", "萨其拉", "敖登高娃", "图雅", "阿丽玛"),
    ),
    clans=("乌珠穆沁", "扎赉特", "奈曼"),
    mongols=0.4,
    with_clan=0.06,
    two=0.8,
)
"""What families call their children in each decade, beside surnames for which a clerk asks twice."""
