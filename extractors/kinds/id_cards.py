"""居民身份证, front (portrait side) and back (emblem side)."""

from __future__ import annotations

from extractors.kinds.spec import KindSpec, Reads, weighted
from extractors.reading import Kind

# Other papers that bear an identity number, by what only they print.
_OTHER_CARDS = """
    居住证 居住地址 户籍地址 暂住证 驾驶证 准驾车型 户口簿 户主 残疾类别 残疾等级 资格证 执业证 护照 手册
    医疗证 病种 发证时间 发证日期 持证人 工作单位 职务
"""
# … and what forms ask of persons that no card says.
_OF_FORMS = "籍贯 学历 政治面貌 婚姻 入职 家庭成员 毕业 岗位 部门 登记表 名册 简历"
_OTHER_PAPERS = (
    f"{_OTHER_CARDS} {_OF_FORMS} 医院 诊断 申请表 委托书 病历 科室 发票 检验 住院号 社会保障卡 医保电子凭证 患者 申请人"
)

FRONT = KindSpec(
    kind=Kind.ID_CARD_FRONT,
    cues=weighted(
        decisive="公民身份号码",
        strong="公民身份 身份号码",
        fair="民族 出生 住址 公民身 公民号 民身份号 份号码",
        weak="姓名 性别",
    ),
    against=weighted(decisive=_OTHER_PAPERS),
    reads=frozenset({Reads.PATIENT, Reads.CARD}),
)
BACK = KindSpec(
    kind=Kind.ID_CARD_BACK,
    cues=weighted(decisive="居民身份证", strong="签发机关 有效期限 中华人民共和国", weak="公安局 长期 分局"),
    against=weighted(decisive=_OTHER_PAPERS),
    reads=frozenset({Reads.CARD}),
)
