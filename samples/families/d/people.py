"""Names and streets of the fourth family."""

from __future__ import annotations

import random

SURNAMES_D = (*"佟佘佀仝宿甄缪谷么盖矫郎鄢柏公巩卞杭匡练阚晏屠丛曲初于", "尉迟", "东方", "慕容", "鲜于")
MALE_D = "德成学文长江玉宝永红占山树森景云忠良延顺洪涛一鸣子轩浩然梓豪雨泽"
FEMALE_D = "桂珍素荣淑华春梅金凤小丽亚男梓涵雨萱诗琪一诺思彤欣怡子墨玉兰"
MONGOL_D = (
    ("阿拉腾巴根", "呼格吉勒", "达来", "满达", "乌恩", "巴雅斯古楞"),
    ("乌兰图雅", "娜日苏", "苏布德", "海日罕", "奥云", "敖云嘎"),
)
STREETS_D = ("解放大道", "幸福里小区", "光明东街", "学府路", "西大营村", "人民中路", "水岸花园")
DISTRICTS_D = ("江滨区", "云港新区", "青棠县")


def name_d(rng: random.Random, region: str, sex: str) -> tuple[str, str]:
    """A name and its nation: common given names of one or two characters."""
    if region == "neimenggu" and rng.random() < 0.35:
        return rng.choice(MONGOL_D[sex == "女"]), "蒙古"
    pool = MALE_D if sex == "男" else FEMALE_D
    pair = rng.randrange(0, len(pool) - 1, 2)
    given = pool[pair : pair + 2] if rng.random() < 0.65 else rng.choice(pool)
    return rng.choice(SURNAMES_D) + given, "汉"
