"""Lists of diagnoses whose parts are told by how they are set: columns, spread labels, counterfoils, signs."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.documents import assemble
from extractors.reading import Reading
from tests.extractors.lines import line, page
from tests.extractors.papers import assert_says, lines, plain, said

HEAD = """
                   霁川市第四医院
                   疾病诊断证明书
姓名：方丹枫   性别：女   年龄：58岁   科室：内科   门诊号：20260302017
"""
FOOT = """
                       医师签名：卓立新
                       2026年3月2日
"""
CELLS = """
                   霁川市第四医院
                   疾病诊断证明书
姓    名      方丹枫        性    别      女
就诊科室      呼吸内科      就 诊 号      20260302017
%s
医师意见      规律用药，定期复查。
开具日期      2026-03-02
"""
STAY = """
                   霁川市第四医院
                    出院记录
姓名：方丹枫   性别：女   年龄：58岁   科室：内科   住院号：2602017
入院日期：2026-02-11      出院日期：2026-02-20
%s
出院医嘱：按时服药，定期复查。
                医师：卓立新
                2026年2月20日
"""
VISIT = """
               霁川市第四医院门诊病历
姓名：方丹枫   性别：女   年龄：58岁   科室：内科   就诊日期：2026-03-02
主诉：关节肿痛3年。
%s
处理：
1.甲氨蝶呤片10mg 每周一次
医师：卓立新
"""


def certificate(said: str) -> str:
    return HEAD.strip("\n") + "\n" + said + "\n" + FOOT.strip("\n")


PAPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "small letters": (
        certificate("诊断：a) 类风湿关节炎；b) 类风湿性间质性肺病；c) 骨质疏松症。"),
        {"dx": ["类风湿关节炎", "类风湿性间质性肺病", "骨质疏松症"]},
    ),
    "small letters with points": (
        certificate("诊断：a.高血压病2级 b.痛风性关节炎 c.高脂血症"),
        {"dx": ["高血压病2级", "痛风性关节炎", "高脂血症"]},
    ),
    "a stroke of another alphabet": (
        certificate("诊断：喉鳞状细胞癌（声门型）∕放射性皮炎∕甲状腺功能减退症"),
        {"dx": ["喉鳞状细胞癌(声门型)", "放射性皮炎", "甲状腺功能减退症"]},
    ),
    "points in the middle": (
        certificate("诊断：慢性胰腺炎 · 胆囊结石 · 2型糖尿病"),
        {"dx": ["慢性胰腺炎", "胆囊结石", "2型糖尿病"]},
    ),
    "commas throughout, one member no word tells": (
        certificate("诊断：腰2椎体骨折术后，马尾神经损伤，截瘫并直肠功能丧失期，双肾积水"),
        {"dx": ["腰2椎体骨折术后", "马尾神经损伤", "截瘫并直肠功能丧失期", "双肾积水"]},
    ),
    "what a gap adds where others are enumerated": (
        certificate("诊断：冠心病 陈旧性前壁心肌梗死、慢性心力衰竭、高血压病3级"),
        {"dx": ["冠心病陈旧性前壁心肌梗死", "慢性心力衰竭", "高血压病3级"]},
    ),
    "places enumerated before their disease": (
        certificate("诊断：右肺上叶、下叶结节、胸膜增厚、冠心病"),
        {"dx": ["右肺上叶、下叶结节", "胸膜增厚", "冠心病"]},
    ),
    "a disease with its branch and the syndrome behind a gap": (
        STAY % "出院诊断：\n  中医诊断：中风-中经络   肝阳上亢证\n  西医诊断：脑梗死",
        {"dx": ["中风-中经络", "肝阳上亢证", "脑梗死"]},
    ),
    "the eye said twice": (
        VISIT % "诊断：1. OD 右眼原发性开角型青光眼 2. OU 双眼屈光不正",
        {"dx": ["右眼原发性开角型青光眼", "双眼屈光不正"]},
    ),
    "what the physician takes it for": (
        VISIT % "接诊判断：类风湿关节炎；继发性干燥综合征",
        {"dx": ["类风湿关节炎", "继发性干燥综合征"]},
    ),
    "a judgement that is no diagnosis": (
        VISIT % "临床评估：病情平稳，可续方\n诊断：类风湿关节炎",
        {"dx": ["类风湿关节炎"]},
    ),
    "a label spread over its cell below the list": (
        CELLS % "中医诊断      肺胀病\n西医诊断      慢性阻塞性肺疾病、肺气肿\n境      况      咳喘十余年，冬季加重。",
        {"dx": ["肺胀病", "慢性阻塞性肺疾病", "肺气肿"]},
    ),
    "a label with a long gloss below the list": (
        certificate(
            "诊断疾病：慢性肾脏病4期\n并发症：肾性贫血、左心室肥厚\n"
            "认定依据（症状、体征及实验室检查结果）：肌酐 312μmol/L；血红蛋白 84g/L"
        ),
        {"dx": ["慢性肾脏病4期", "肾性贫血", "左心室肥厚"]},
    ),
    "sorts in the cell of a list": (
        STAY
        % (
            "出院诊断      首诊：肝硬化失代偿期 [K74.607]\n"
            "              余诊：① 食管静脉曲张 [I85.900]；② 脾功能亢进 [D73.100]；③ 低蛋白血症"
        ),
        {"dx": ["肝硬化失代偿期", "食管静脉曲张", "脾功能亢进", "低蛋白血症"]},
    ),
    "a sort nobody lists between others": (
        certificate("主要诊断：肺腺癌\n转移情况：脑转移癌\n其他诊断：高血压病"),
        {"dx": ["肺腺癌", "脑转移癌", "高血压病"]},
    ),
    "what is no sort between others": (
        certificate("主要诊断：肺腺癌\n主诉：咳嗽、胸痛\n其他诊断：高血压病"),
        {"dx": ["肺腺癌", "高血压病"]},
    ),
    "parts of the body instead of a heading": (
        certificate("右耳：慢性化脓性中耳炎，传导性聋\n左耳：分泌性中耳炎\n全身：高血压病2级\n处理：择期手术。"),
        {"dx": ["慢性化脓性中耳炎", "传导性聋", "分泌性中耳炎", "高血压病2级"]},
    ),
    "a title set wide with whom it is for": (
        """
                   霁川市第四医院
            诊 断 证 明（门诊专用）
                              霁四医证〔2026〕第0311号
姓名：方丹枫   性别：女   年龄：58岁   科室：内科
诊断：系统性硬化症；肺动脉高压
                       医师签名：卓立新
                       2026年3月2日
""",
        {"dx": ["系统性硬化症", "肺动脉高压"]},
    ),
    "the counterfoil beside it": (
        """
     疾病证明书（存根）                       霁川市第四医院
                                    疾病证明书
姓名：方丹枫  女         姓名 方丹枫 性别 女 年龄 58岁 科别 消化内科
诊断：溃结（重度）       诊断：溃疡性结肠炎（重度，活动期）；缺铁性贫血
医师：卓立新             处理意见：规律用药，门诊随访，定期复查肠镜。
                                                   医师：卓立新
                                                   2026年3月2日
""",
        {"dx": ["溃疡性结肠炎(重度,活动期)", "缺铁性贫血"]},
    ),
    "a surname that is a word of the past": (
        """
                   霁川矿业总医院
                   诊断证明
曾国栋 同志，男，55岁，经我院职业病科诊察，患有职业性矽肺贰期
并 肺结核、阻塞性通气功能障碍。
处理意见：脱离粉尘作业，定期复查。
                       医师签名：卓立新
                       2026年3月2日
""",
        {"dx": ["职业性矽肺贰期", "肺结核", "阻塞性通气功能障碍"], "doubted": []},
    ),
    "the column of sorts in words of two schools": (
        """
                   霁川市中医医院
                   住院病案首页
姓名：方丹枫   性别：女   年龄：58岁   病案号：2602017
入院时间：2026-02-11      出院时间：2026-02-20
诊断类别            诊断名称                编码          入院病情
门诊中医诊断        痹病                    A07.01.01     有
主病（中医）        痹病                    A07.01.01     有
主要诊断（西医）    类风湿关节炎            M06.900       有
其他诊断（西医）    骨质疏松                M81.900       有
科主任  卓立新
""",
        {"dx": ["痹病", "类风湿关节炎", "骨质疏松"]},
    ),
    "what a clinic took it for before the stay": (
        """
                   霁川市第四医院
                   住院病案首页
姓名：方丹枫   性别：女   年龄：58岁   病案号：2602017
入院时间：2026-02-11      出院时间：2026-02-20
门（急）诊诊断：结肠占位性病变      疾病编码：K63.807
出院诊断              疾病编码      入院病情
主要诊断：升结肠腺癌  C18.200       1
其他诊断：中度贫血    D64.900       1
科主任  卓立新
""",
        {"dx": ["升结肠腺癌", "中度贫血"]},
    ),
    "blood groups below an empty diagnosis": (
        """
                   霁川市第四医院
                   住院病案首页
姓名：方丹枫   性别：女   年龄：58岁   病案号：2602017
入院时间：2026-02-11      出院时间：2026-02-20
出院诊断              疾病编码      入院病情
主要诊断：肾病综合征  N04.900       1
损伤中毒外因      —     病理诊断        —
血型              2     Rh              2
科主任  卓立新
""",
        {"dx": ["肾病综合征"]},
    ),
}


@pytest.mark.parametrize(("text", "want"), PAPERS.values(), ids=PAPERS)
def test_the_parts_of_a_list_are_told_by_how_it_is_set(text: str, want: dict[str, Any]) -> None:
    assert_says(text, want)


def test_lines_of_a_wide_column_are_entries_of_their_own() -> None:
    rows = [
        ("入院时间", "2026-01-20 07:55"),
        ("出院时间", "2026-01-26 11:30"),
        ("出院诊断", "孕39+2周 G2P1 顺产一女婴"),
        ("", "妊娠期高血压"),
        ("", "产后出血"),
        ("病程摘要", "因下腹坠痛入院，产程顺利，娩出后出血量较多，予缩宫素、按摩子宫及补液后好转，生命体征平稳。"),
    ]
    cells = [line("霁川市妇幼保健院", 0.35, 0.05, height=0.024), line("出院小结", 0.42, 0.09, height=0.024)]
    for n, (label, text) in enumerate(rows):
        y = 0.16 + 0.034 * n
        cells += [line(label, 0.06, y)] if label else []
        cells.append(line(text, 0.2, y))
    (document,) = assemble([Reading("a.jpg", "0" * 64, "image/jpeg", (page(*cells),))])
    assert [plain(each.name) for each in document.diagnoses] == ["孕39+2周G2P1顺产一女婴", "妊娠期高血压", "产后出血"]


def test_a_list_that_the_page_before_has_under_another_heading_is_read() -> None:
    first = """
                   霁川市第四医院
                    出院记录
姓名：方丹枫   性别：女   年龄：58岁   科室：肾内科   住院号：2602017
入院日期：2026-02-11      出院日期：2026-02-20
入院诊断：
   1. 膜性肾病
   2. 肾性高血压
诊疗经过：入院后完善检查，予激素、利尿治疗，病情好转。
"""
    second = """
姓名：方丹枫   科室：肾内科   住院号：2602017
出院诊断：
   1. 膜性肾病
   2. 肾性高血压
   3. 肾穿刺活检术后
出院医嘱：按时服药，定期复查。
                医师：卓立新
                2026年2月20日
"""
    pages = (page(*lines(first)), page(*lines(second), number=2))
    (document,) = assemble([Reading("a.pdf", "0" * 64, "application/pdf", pages)])
    best = [plain(each.name) for each in document.diagnoses if each.source == "出院诊断"]
    assert best == ["膜性肾病", "肾性高血压", "肾穿刺活检术后"], said(document)["dx"]


def test_a_label_of_two_lines_in_the_middle_of_a_cell_with_a_text_above_and_below_it() -> None:
    cells = [line("霁川市中医医院", 0.38, 0.05, height=0.024), line("出 院 记 录", 0.44, 0.09, height=0.024)]
    cells += [
        line("姓名", 0.1, 0.158),
        line("方丹枫", 0.17, 0.158),
        line("住院号", 0.7, 0.158),
        line("2602017", 0.78, 0.158),
    ]
    for top, when, lines_ in (
        (0.2, "入院", ("中医：肺胀（痰浊阻肺证）", "西医：慢性阻塞性肺疾病急性加重")),
        (0.282, "出院", ("中医：肺胀（肺肾两虚证）", "西医：1.慢性阻塞性肺疾病 2.肺源性心脏病")),
    ):
        cells += [line(when, 0.1, top + 0.007), line("诊断", 0.1, top + 0.034)]
        cells += [line(text, 0.17, top + n * 0.041) for n, text in enumerate(lines_)]
    cells += [line("签名", 0.1, 0.38), line("主管医师：卓立新", 0.17, 0.38)]
    (document,) = assemble([Reading("a.jpg", "0" * 64, "image/jpeg", (page(*cells),))])
    told = {(each.source, plain(each.name)) for each in document.diagnoses}
    assert {("入院诊断", "肺胀(痰浊阻肺证)"), ("出院诊断", "肺胀(肺肾两虚证)"), ("出院诊断", "肺源性心脏病")} <= told


def test_lists_of_two_schools_under_centred_heads_keep_apart() -> None:
    cells = [line("霁川市中西医结合医院", 0.31, 0.05, height=0.024), line("病 情 诊 断 书", 0.39, 0.11, height=0.024)]
    cells += [
        line("姓名", 0.12, 0.2),
        line("方丹枫", 0.22, 0.2),
        line("性别/年龄", 0.55, 0.2),
        line("女 / 58岁", 0.67, 0.2),
    ]
    cells += [line("中 医 诊 断", 0.23, 0.313), line("西 医 诊 断", 0.66, 0.313)]
    cells += [line("病名：消渴病", 0.08, 0.369), line("① 2型糖尿病", 0.53, 0.369)]
    cells += [line("证候：气阴两虚证", 0.08, 0.401), line("② 糖尿病周围神经病变", 0.53, 0.401)]
    cells += [line("③ 高脂血症", 0.53, 0.433), line("医嘱", 0.12, 0.62), line("低糖饮食，定期复查。", 0.22, 0.62)]
    (document,) = assemble([Reading("a.jpg", "0" * 64, "image/jpeg", (page(*cells),))])
    names = {plain(each.name) for each in document.diagnoses}
    assert names == {"2型糖尿病", "糖尿病周围神经病变", "高脂血症", "消渴病", "气阴两虚证"}
