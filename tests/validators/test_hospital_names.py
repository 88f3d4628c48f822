"""The grammar of hospital names, and that no near-namesake is ever taken for another, whatever a recogniser does to
it.
"""

from __future__ import annotations

import datetime as dt
import random

import pytest

from extractors.reading import Field
from validators.guard_names import guards
from validators.hospital_names import (
    Part,
    looks_like_hospital,
    normalise,
    places,
    read_names,
    spelled,
    split_campus,
    tokens,
)
from validators.look_alikes import alike, twins
from validators.registry import Entry, Registry
from validators.verdict import MatchStatus

DAY = dt.date(2025, 6, 1)


@pytest.mark.parametrize(
    ("text", "base", "campus"),
    [
        ("岚屿市人民医院（东院区）", "岚屿市人民医院", "东院区"),
        ("岚屿市人民医院 北湖分院", "岚屿市人民医院", "北湖分院"),
        ("岚屿市人民医院南区", "岚屿市人民医院", "南区"),
        ("岚屿市人民医院总院", "岚屿市人民医院", "总院"),
        ("岚屿市人民医院", "岚屿市人民医院", ""),
        ("岚屿市人民医院东港医院", "岚屿市人民医院东港医院", ""),
        ("岚屿市东区人民医院", "岚屿市东区人民医院", ""),
    ],
)
def test_a_campus_is_cut_off_and_a_place_inside_the_name_is_not(text: str, base: str, campus: str) -> None:
    assert split_campus(text) == (base, campus)


@pytest.mark.parametrize(
    "text", ["岚屿市人民医院", "柳沟镇中心卫生院", "城东社区卫生服务中心", "岚屿市妇幼保健院", "仁安门诊部",
    "张氏诊所", "岚屿市人民医院(东院区)", "安康医学检验实验室"]
)  # fmt: skip
def test_names_of_institutions_are_recognised(text: str) -> None:
    assert looks_like_hospital(text)


@pytest.mark.parametrize(
    "text", ["医院", "门诊病历", "疾病诊断证明书", "岚屿市医疗保障局", "检验科", "", "岚屿市人民法院"]
)
def test_what_is_no_institution_is_not(text: str) -> None:
    assert not looks_like_hospital(text)


def test_spellings_are_made_one() -> None:
    assert normalise("嵐嶼市 第１人民醫院".replace("嶼", "屿")) == "岚屿市第一人民医院"
    assert normalise("第12医院") == "第十二医院"
    assert normalise("中国人民解放军第九六○医院") == normalise("中国人民解放军第960医院")


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("海东省岚屿市东陵区人民医院", ("海东省", "岚屿市", "东陵区")),
        ("岚州市人民医院", ("岚州市",)),
        ("新乡市中心医院", ("新乡市",)),
        ("城东社区卫生服务中心", ()),
        ("海东军区总医院", ()),
        ("锡林草原盟苍原旗蒙医医院", ("锡林草原盟", "苍原旗")),
    ],
)
def test_the_places_a_name_starts_with(name: str, units: tuple[str, ...]) -> None:
    assert places(name) == units


def test_a_name_is_cut_into_its_parts_without_gaps() -> None:
    parts = tokens("岚屿市第二中医医院东院区")
    assert [(t.part, t.text) for t in parts] == [
        (Part.PLACE, "岚屿市"), (Part.ORDINAL, "第二"), (Part.SPECIALITY, "中医"), (Part.TYPE, "医院"),
        (Part.CAMPUS, "东院区"),
    ]  # fmt: skip
    assert [t.start for t in parts] == [0, 3, 5, 7, 9]


def test_two_plates_of_one_institution_are_two_names() -> None:
    both = read_names("岚屿市第一人民医院（海东大学附属岚屿医院）", 0.9)
    assert [name.text for name in both] == ["岚屿市第一人民医院", "海东大学附属岚屿医院"]


@pytest.mark.parametrize(
    ("printed", "part"),
    [
        ("岚屿市人民医院临床检验中心", "临床检验中心"),
        ("海东大学附属医院检验医学中心", "检验医学中心"),
        ("岚屿市人民医院 内镜诊疗中心", "内镜诊疗中心"),
        ("岚屿市儿童医学中心临床检验实验室", "临床检验实验室"),
        ("海东大学第四附属医院血液病研究所", "血液病研究所"),
        ("岚屿市临床检验中心", ""),
        ("岚屿市人民医院第二门诊", ""),
    ],
)
def test_a_centre_within_a_hospital_is_a_part_of_it(printed: str, part: str) -> None:
    assert split_campus(printed)[1] == part


def test_confidences_stay_with_their_characters() -> None:
    text = "医院名称： 岚屿市第1人民医院诊断证明书"
    confidences = [0.9] * len(text)
    confidences[text.index("1")] = 0.2
    (name,) = read_names(text, 0.9, tuple(confidences))
    assert name.text == "岚屿市第一人民医院"
    assert [i for i, c in enumerate(name.confidences) if c < 0.5] == [name.text.index("一")]


@pytest.mark.parametrize(("nought", "sure"), [(0.495, 0.97), (0.4, 0.8), (0.1, 0.2)])
def test_the_signs_for_nought_share_their_certainty(nought: float, sure: float) -> None:
    text = "联勤保障部队第五○七医院"
    confidences = tuple(nought if c == "○" else 0.97 for c in text)
    (name,) = read_names(text, 0.95, confidences)
    assert name.text == "联勤保障部队第507医院"
    assert min(name.confidences) == sure


def test_a_number_is_spelled_as_seals_are_cut_and_competes_with_its_neighbours() -> None:
    name = spelled(normalise("联勤保障部队第五○七医院"))
    assert name == "联勤保障部队第五〇七医院"
    assert spelled("岚屿市第二人民医院") == "岚屿市第二人民医院"
    rivals = guards(name)
    assert {"联勤保障部队第五一七医院", "联勤保障部队第五〇一医院", "联勤保障部队第九〇七医院"} <= set(rivals)
    assert name not in rivals


def test_a_long_text_of_title_words_costs_no_time() -> None:
    endless = "检验科室报告单诊断证明医务科室" * 200
    assert read_names(endless + "某", 0.9)[0].text.endswith("某")
    assert read_names(f"岚屿市人民医院（{endless}某）", 0.9)


def test_no_two_numerals_look_alike_enough_to_be_one() -> None:
    numerals = "一二三四五六七八九十"
    assert not any(twins(a, b) or alike(a, b) for a in numerals for b in numerals if a != b)


# --- near-namesakes, generated

CITIES = (
    "岚屿市",
    "岚岭市",
    "望海市",
    "望湖市",
    "沂川县",
    "沂山县",
    "苍原旗",
    "岚屿市东陵区",
    "岚屿市西陵区",
    "新海市",
)
ORDINALS = ("", "第一", "第二", "第三", "第四", "第五", "第六")
KINDS = (
    "人民医院", "中医医院", "中医院", "蒙医医院", "中西医结合医院", "妇幼保健院", "妇女儿童医院", "儿童医院",
    "口腔医院", "精神卫生中心", "肿瘤医院", "中心医院",
    "职工医院", "医院", "康复医院", "骨科医院", "传染病医院", "眼科医院", "同心医院", "惠民医院", "人和医院",
)  # fmt: skip
SITES = ("", "", "", "", "东院区", "北院", "北湖分院", "南湖分院")
TWINS = {"日": "曰", "市": "巾", "医": "匠", "院": "阮", "第": "笫", "人": "入", "民": "氏", "幼": "幻", "未": "末"}
COMMON = "的是了在有和这大为上个国我以要他时来用们生到作地于出会可也你对能而子那得着下自之年过发后行里方成"


def all_names() -> list[str]:
    return [
        f"{city}{ordinal}{kind}{site}"
        for city in CITIES
        for ordinal in ORDINALS
        for kind in KINDS
        for site in SITES[3:]
    ]


def registry_of(names: list[str]) -> Registry:
    return Registry(
        [
            Entry(f"H{i:05d}", name, (), 2, "甲", "rizhao", True, None, None, "", i)
            for i, name in enumerate(dict.fromkeys(names), 2)
        ]
    )


def misread(text: str, rng: random.Random) -> Field:
    """What a recogniser makes of a name: twins read surely, other characters and losses read with doubt, ends cut
    off.
    """
    chars = [(c, rng.uniform(0.9, 1.0)) for c in text]
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        at = rng.randrange(len(chars))
        damage = rng.choice(("twin", "twin", "other", "lost", "start", "end"))
        if damage == "twin" and chars[at][0] in TWINS:
            chars[at] = (TWINS[chars[at][0]], rng.uniform(0.5, 1.0))
        elif damage == "other":
            chars[at] = (rng.choice(COMMON), rng.uniform(0.2, 0.6))
        elif damage == "lost" and len(chars) > 4:
            del chars[at]
        elif damage == "start" and len(chars) > 4:
            del chars[: rng.randint(1, 2)]
        elif damage == "end" and len(chars) > 4:
            del chars[-rng.randint(1, 2) :]
    read = "".join(c for c, _ in chars)
    confidences = tuple(p for _, p in chars)
    mean = sum(confidences) / len(confidences)
    return Field("letterhead", read, read, mean, (), confidences if rng.random() < 0.6 else ())


def is_cut(name: str, read: Field) -> bool:
    """Whether characters were lost: what is left may be, letter for letter, the name of another hospital."""
    return len(read.text) != len(name)


def test_thousands_of_misread_names_never_match_another_hospital() -> None:
    rng = random.Random(20251121)
    names = all_names()
    wrong, right, asked = [], 0, 0
    for _ in range(30):
        listed = rng.sample(names, 60)
        registry = registry_of(listed)
        for name in (*listed, *rng.sample(names, 60)):
            read = misread(name, rng)
            match = registry.resolve([read], "rizhao", DAY)
            asked += 1
            if match.status is not MatchStatus.MATCHED:
                continue
            if match.name == name:
                right += 1
            elif not (is_cut(name, read) or (split_campus(name)[0] == match.name and match.campus)):
                wrong.append((name, read.text, match.name))
    assert asked >= 3600 and not wrong
    assert right > 0.3 * asked / 2, "the search has to find something, too"


def test_every_near_namesake_read_clearly_is_itself_or_unknown() -> None:
    """A site (东院区) may come to its parent, and a place the paper leaves out may be the city's."""
    rng = random.Random(7)
    names = list(dict.fromkeys(all_names()))
    pairs = 0
    for _ in range(3):
        listed = set(rng.sample(names, 250))
        registry = registry_of(sorted(listed))
        for name in rng.sample(names, 500):
            match = registry.resolve([Field("letterhead", name, name, 0.98, ())], "rizhao", DAY)
            base, campus = split_campus(name)
            pairs += len(listed)
            if name in listed:
                assert (match.status, match.name) == (MatchStatus.MATCHED, name)
            elif match.status is MatchStatus.MATCHED:
                same_site = campus and match.name.startswith(base) and match.name.removeprefix(base)[:1] == campus[:1]
                parent = match.name == base and match.campus == campus == "东院区"
                inside = match.name.endswith(name) and match.name.removesuffix(name) == "岚屿市"
                assert same_site or parent or inside, (name, match.name)
    assert pairs >= 375_000


def test_an_exact_name_with_twins_is_found_among_many_namesakes() -> None:
    rng = random.Random(3)
    listed = sorted({f"{city}{ordinal}{kind}" for city in CITIES for ordinal in ORDINALS[:4] for kind in KINDS[:8]})
    registry = registry_of(listed)
    for name in rng.sample(listed, 150):
        read = "".join(TWINS.get(c, c) if rng.random() < 0.3 else c for c in name)
        match = registry.resolve([Field("letterhead", read, read, 0.97, ())], "rizhao", DAY)
        assert match.status is not MatchStatus.MATCHED or match.name == name
        if sum(a != b for a, b in zip(read, name, strict=True)) <= 2 and match.status is not MatchStatus.MATCHED:
            pytest.fail(f"{read} was not recognised as {name}: {match.candidates}")
