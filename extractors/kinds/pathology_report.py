"""病理报告: what tissue looked like, and the pathological diagnosis."""

from __future__ import annotations

import re

from extractors.fields import diagnosis_labels
from extractors.fields.date_roles import ATTENDING, BARE
from extractors.kinds.spec import KindSpec, Reads, weighted
from extractors.reading import DateRole, Kind, PhysicianRole

SPEC = KindSpec(
    kind=Kind.PATHOLOGY_REPORT,
    title=re.compile(
        r"[\u4e00-\u9fffA-Za-z0-9()/]{0,10}?(?:病理|免疫组化|免疫组织化学|活体组织|(?<!骨髓)(?<!流式)细胞学|(?<!液体)活检|冰冻|切片|液基|TCT|PD-?L1)[\u4e00-\u9fff()/]{0,10}?"
        r"(?:报告|诊断书|检查单|会诊意见|会诊单|诊断|检查)(?:单|书)?"
    ),
    # A smear of marrow is read under the microscope, and counted in a laboratory.
    shares=re.compile(
        r"[一-鿿A-Za-z0-9()/]{0,6}?(?:骨髓|血)?(?:细胞|涂片|象)(?:形态)?学?(?:形态)?(?:分析|检查|检验|诊断)*(?:报告|结果)[单书]?"
    ),
    names=(
        "病理检查报告单",
        "病理诊断报告书",
        "病理报告",
        "病理诊断报告",
        "组织病理报告单",
        "免疫组化报告",
        "病理会诊报告",
    ),
    cues=weighted(
        strong="病理诊断 病理号 肉眼所见 镜下所见 免疫组化 大体所见 巨检 送检材料 病理医师 取材部位 病理会诊",
        fair="""
            送检标本 送检部位 送检医院 送检单位 收到日期 送检日期 送检科室 标本名称 特殊染色 光镜所见 收检日期
            病理科 形态描述 骨髓增生 巨核细胞
        """,
        weak="切缘 浸润 腺癌 Ki-67 淋巴结 分化 HE 复诊医师 初诊医师",
    ),
    against=weighted(
        decisive="出院记录 入院记录 病案首页 出院医嘱 主诉 参考区间 超声所见 影像所见 申请表 处方笺 住院天数",
        strong="检查部位 检验者 突变",
    ),
    issue_dates=(DateRole.REPORTED, DateRole.REVIEWED, DateRole.ISSUED, DateRole.RECEIVED),
    date_labels={
        ATTENDING: DateRole.REPORTED,
        BARE: DateRole.REPORTED,
        "日期": DateRole.REPORTED,
        "诊断日期": DateRole.REPORTED,
        "会诊日期": DateRole.REPORTED,
        "会诊时间": DateRole.REPORTED,
        "签发日期": DateRole.REPORTED,
        "申请日期": DateRole.OTHER,
        "签发时间": DateRole.REPORTED,
        "取材日期": DateRole.OTHER,
        "诊断时间": DateRole.REPORTED,
    },
    physician_labels={
        "医师": PhysicianRole.REPORTING,
        **dict.fromkeys(("会诊专家", "会诊医师", "专家"), PhysicianRole.REPORTING),
        "医生": PhysicianRole.REPORTING,
        "医师签名": PhysicianRole.REPORTING,
        "主治医师": PhysicianRole.REPORTING,
        "诊断医师签名": PhysicianRole.REPORTING,
        "诊断医生签名": PhysicianRole.REPORTING,
        **dict.fromkeys(("初检", "主检医师", "主检医生"), PhysicianRole.REPORTING),
        "主检": PhysicianRole.REVIEWING,
        "临床医师": PhysicianRole.REQUESTING,
        "临床医生": PhysicianRole.REQUESTING,
        "签发医师": PhysicianRole.REVIEWING,
    },
    reads=frozenset({Reads.PATIENT, Reads.PHYSICIANS, Reads.DEPARTMENT, Reads.DIAGNOSES, Reads.REPORT_TEXT}),
    diagnosis_labels=diagnosis_labels.PATHOLOGY,
    opens_with=("姓名", "病理号"),
)
