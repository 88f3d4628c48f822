# ruff: noqa: E501 - tables read better unbroken
"""Panels of the twentieth family, named and abbreviated as the analysers of its laboratories name them."""

from __future__ import annotations

from samples.panels import Test, in_words

SIGN = "阴性(-)"

PANELS_T: dict[str, tuple[str, str, tuple[Test, ...]]] = {
    "blood_t": ("血细胞分析(五分类)+CRP", "静脉血", (
        Test("白细胞", "WBC", "10^9/L", 3.5, 9.5, 2), Test("中性粒细胞计数", "NEUT#", "10^9/L", 1.8, 6.3, 2), Test("淋巴细胞计数", "LYMPH#", "10^9/L", 1.1, 3.2, 2), Test("单核细胞计数", "MONO#", "10^9/L", 0.1, 0.6, 2), Test("嗜酸性粒细胞计数", "EO#", "10^9/L", 0.02, 0.52, 2), Test("嗜碱性粒细胞计数", "BASO#", "10^9/L", 0.0, 0.06, 2), Test("中性粒细胞百分率", "NEUT%", "%", 40, 75, 1), Test("淋巴细胞百分率", "LYMPH%", "%", 20, 50, 1), Test("单核细胞百分率", "MONO%", "%", 3, 10, 1),
        Test("红细胞", "RBC", "10^12/L", 3.8, 5.8, 2), Test("血红蛋白", "HGB", "g/L", 115, 175, 0), Test("红细胞比容", "HCT", "%", 35, 50, 1), Test("平均红细胞体积", "MCV", "fL", 82, 100, 1), Test("平均血红蛋白量", "MCH", "pg", 27, 34, 1), Test("平均血红蛋白浓度", "MCHC", "g/L", 316, 354, 0), Test("红细胞分布宽度", "RDW-CV", "%", 11.5, 14.5, 1), Test("血小板", "PLT", "10^9/L", 125, 350, 0), Test("血小板压积", "PCT", "%", 0.11, 0.28, 2), Test("血小板平均体积", "MPV", "fL", 7.6, 13.2, 1), Test("C-反应蛋白", "CRP", "mg/L", 0, 8, 2),
    )),
    "bio_t": ("肝功+肾功+血糖+电解质", "血清", (
        Test("丙氨酸氨基转移酶", "ALT", "U/L", 9, 50, 0), Test("天门冬氨酸氨基转移酶", "AST", "U/L", 15, 40, 0), Test("谷氨酰转肽酶", "GGT", "U/L", 10, 60, 0), Test("碱性磷酸酶", "ALP", "U/L", 45, 125, 0), Test("总胆红素", "TBIL", "umol/L", 5.1, 22.2, 1), Test("直接胆红素", "DBIL", "umol/L", 0, 6.8, 1), Test("间接胆红素", "IBIL", "umol/L", 1.7, 15.4, 1), Test("总蛋白", "TP", "g/L", 65, 85, 1), Test("白蛋白", "ALB", "g/L", 40, 55, 1), Test("球蛋白", "GLB", "g/L", 20, 40, 1), Test("白球比例", "A/G", "", 1.2, 2.4, 2),
        Test("尿素", "UREA", "mmol/L", 3.1, 8.0, 2), Test("肌酐", "CREA", "umol/L", 57, 97, 1), Test("尿酸", "UA", "umol/L", 208, 428, 0), in_words("估算肾小球滤过率", "eGFR", ("68.20", "L"), ("57.35", "L"), ("82.10", "L"), normal="≥90", unit="ml/min/1.73m²"), Test("葡萄糖", "GLU", "mmol/L", 3.9, 6.1, 2), Test("乳酸脱氢酶", "LDH", "U/L", 120, 250, 0), Test("钾", "K", "mmol/L", 3.5, 5.3, 2), Test("钠", "Na", "mmol/L", 137, 147, 1), Test("氯", "Cl", "mmol/L", 99, 110, 1), Test("钙", "Ca", "mmol/L", 2.11, 2.52, 2), Test("磷", "P", "mmol/L", 0.85, 1.51, 2),
    )),
    "renal_t": ("透析前生化+甲状旁腺激素", "血清", (
        in_words("尿素", "UREA", ("25.82", "H"), ("21.46", "H"), normal="3.1-8.0", unit="mmol/L"), in_words("肌酐", "CREA", ("918.4", "H"), ("1076.3", "H"), normal="57-97", unit="umol/L"), Test("尿酸", "UA", "umol/L", 208, 428, 0), Test("总二氧化碳", "TCO2", "mmol/L", 22, 29, 1), Test("钾", "K", "mmol/L", 3.5, 5.3, 2), Test("钠", "Na", "mmol/L", 137, 147, 1), Test("氯", "Cl", "mmol/L", 99, 110, 1), Test("钙", "Ca", "mmol/L", 2.11, 2.52, 2), Test("磷", "P", "mmol/L", 0.85, 1.51, 2), Test("镁", "Mg", "mmol/L", 0.75, 1.02, 2), Test("白蛋白", "ALB", "g/L", 40, 55, 1), in_words("全段甲状旁腺激素", "PTH", ("786.4", "H"), ("652.1", "H"), normal="15.0-65.0", unit="pg/mL"), in_words("25-羟维生素D", "25-OH-VD", ("16.80", "L"), ("14.25", "L"), normal=">20.00", unit="ng/mL"),
    )),
    "lipid_t": ("血脂检查", "血清", (
        Test("总胆固醇", "TC", "mmol/L", 3.1, 5.2, 2), Test("甘油三酯", "TG", "mmol/L", 0.56, 1.7, 2), Test("高密度脂蛋白胆固醇", "HDL-C", "mmol/L", 1.04, 1.66, 2), Test("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", 1.8, 3.4, 2), Test("载脂蛋白A1", "APOA1", "g/L", 1.0, 1.6, 2), Test("载脂蛋白B", "APOB", "g/L", 0.6, 1.1, 2), Test("脂蛋白(a)", "LP(a)", "mg/L", 0, 300, 0),
    )),
    "glyco_t": ("糖化血红蛋白+胰岛功能", "血清/全血", (
        Test("空腹血糖", "GLU", "mmol/L", 3.9, 6.1, 2), Test("餐后2h血糖", "2hPG", "mmol/L", 3.9, 7.8, 2), Test("糖化血红蛋白A1c", "HbA1c", "%", 4.0, 6.0, 1), Test("空腹C肽", "C-P", "ng/mL", 1.1, 4.4, 2), Test("空腹胰岛素", "INS", "uIU/mL", 2.6, 24.9, 2), in_words("谷氨酸脱羧酶抗体", "GAD-Ab", (SIGN, ""), normal=SIGN), in_words("胰岛细胞抗体", "ICA", (SIGN, ""), normal=SIGN),
    )),
    "urine_t": ("尿液分析+尿蛋白", "随机尿", (
        in_words("葡萄糖", "GLU-U", ("3+", "A"), ("4+", "A"), (SIGN, ""), normal=SIGN), in_words("尿蛋白", "PRO", ("3+", "A"), ("2+", "A"), (SIGN, ""), normal=SIGN), in_words("尿潜血", "BLD", (SIGN, ""), ("1+", "A"), normal=SIGN), in_words("酮体", "KET", (SIGN, ""), normal=SIGN), in_words("胆红素", "BIL", (SIGN, ""), normal=SIGN), in_words("亚硝酸盐", "NIT", (SIGN, ""), normal=SIGN), in_words("白细胞酯酶", "LEU", (SIGN, ""), normal=SIGN), Test("尿比重", "SG", "", 1.003, 1.03, 3), Test("酸碱度", "PH", "", 4.5, 8.0, 1), Test("红细胞", "RBC-U", "/uL", 0, 25, 1), Test("白细胞", "WBC-U", "/uL", 0, 30, 1), in_words("尿微量白蛋白", "U-MALB", ("268.50", "H"), ("12.40", ""), normal="<20.00", unit="mg/L"), in_words("尿微量白蛋白/肌酐", "ACR", ("326.80", "H"), ("14.70", ""), normal="<30.00", unit="mg/g"),
    )),
    "thyroid_t": ("甲状腺功能七项", "血清", (
        in_words("促甲状腺激素", "TSH", ("88.600", "H"), ("2.380", ""), normal="0.270-4.200", unit="mIU/L"), Test("游离三碘甲状腺原氨酸", "FT3", "pmol/L", 3.1, 6.8, 2), Test("游离甲状腺素", "FT4", "pmol/L", 12.0, 22.0, 2), Test("三碘甲状腺原氨酸", "T3", "nmol/L", 1.3, 3.1, 2), Test("甲状腺素", "T4", "nmol/L", 66, 181, 1), in_words("甲状腺球蛋白", "TGN", ("12.40", ""), ("10.85", ""), normal="3.50-77.00", unit="ng/mL"), in_words("甲状腺球蛋白抗体", "TGAb", ("<10.00", ""), ("18.60", ""), normal="<115.00", unit="IU/mL"), in_words("甲状腺过氧化物酶抗体", "TPOAb", ("9.20", ""), ("14.30", ""), normal="<34.00", unit="IU/mL"),
    )),
    "ebv_t": ("EB病毒抗体+核酸检测", "血清/血浆", (
        in_words("EB病毒衣壳抗原IgA抗体", "VCA-IgA", ("阳性(+)", "A"), normal=SIGN), in_words("EB病毒早期抗原IgA抗体", "EA-IgA", (SIGN, ""), normal=SIGN), in_words("EB病毒核抗原1-IgA抗体", "NA1-IgA", (SIGN, ""), normal=SIGN), in_words("EB病毒DNA定量", "EBV-DNA", ("<4.0E+02", ""), normal="<4.0E+02", unit="copies/mL"), in_words("鳞状上皮细胞癌抗原", "SCC", ("1.12", ""), ("0.86", ""), normal="<2.70", unit="ng/mL"), in_words("癌胚抗原", "CEA", ("2.31", ""), ("1.74", ""), normal="<5.00", unit="ng/mL"),
    )),
    "cardiac_t": ("心肌损伤+心衰标志物", "血浆", (
        in_words("N末端B型钠尿肽前体", "NT-proBNP", ("1286.0", "H"), ("4218.0", "H"), normal="<125.0", unit="pg/mL"), in_words("高敏肌钙蛋白T", "hs-cTnT", ("0.068", "H"), ("0.009", ""), normal="<0.014", unit="ng/mL"), Test("肌酸激酶", "CK", "U/L", 50, 310, 0), Test("肌酸激酶同工酶", "CK-MB", "ng/mL", 0, 4.87, 2), Test("肌红蛋白", "MYO", "ng/mL", 28, 72, 1), Test("α-羟丁酸脱氢酶", "HBDH", "U/L", 72, 182, 0), Test("乳酸脱氢酶", "LDH", "U/L", 120, 250, 0),
    )),
    "coag_t": ("凝血功能+D-二聚体", "枸橼酸钠血浆", (
        Test("凝血酶原时间", "PT", "秒", 9.4, 12.5, 1), Test("凝血酶原活动度", "PTA", "%", 70, 130, 0), Test("国际标准化比值", "INR", "", 0.8, 1.2, 2), Test("活化部分凝血活酶时间", "APTT", "秒", 25.1, 36.5, 1), Test("凝血酶时间", "TT", "秒", 10.3, 16.6, 1), Test("纤维蛋白原", "FIB", "g/L", 2.38, 4.98, 2), Test("D-二聚体", "D-D", "mg/L FEU", 0, 0.5, 2), Test("纤维蛋白(原)降解产物", "FDP", "mg/L", 0, 5, 2), Test("抗凝血酶Ⅲ", "AT-Ⅲ", "%", 83, 128, 0),
    )),
    "iron_t": ("贫血四项", "血清", (
        Test("血清铁", "Fe", "umol/L", 10.6, 36.7, 1), Test("总铁结合力", "TIBC", "umol/L", 50, 77, 1), Test("转铁蛋白饱和度", "TSAT", "%", 20, 55, 1), Test("铁蛋白", "FER", "ng/mL", 30, 400, 1), Test("叶酸", "FA", "ng/mL", 3.89, 26.8, 2), Test("维生素B12", "VB12", "pg/mL", 197, 771, 0),
    )),
    "virus_t": ("输血前检查+病毒核酸", "血清/血浆", (
        in_words("乙肝表面抗原", "HBsAg", ("0.00", ""), ("0.02", ""), normal="<0.05", unit="IU/mL"), in_words("乙肝表面抗体", "HBsAb", ("68.40", "H"), ("5.20", ""), normal="<10.00", unit="mIU/mL"), in_words("乙肝e抗原", "HBeAg", ("0.31", ""), normal="<1.00", unit="S/CO"), in_words("乙肝e抗体", "HBeAb", ("1.82", ""), normal=">1.00", unit="S/CO"), in_words("乙肝核心抗体", "HBcAb", ("0.24", ""), normal="<1.00", unit="S/CO"), in_words("丙肝抗体", "HCV-Ab", ("0.08", ""), normal="<1.00", unit="S/CO"), in_words("梅毒螺旋体抗体", "TP-Ab", ("0.05", ""), normal="<1.00", unit="S/CO"), in_words("HIV抗原抗体", "HIV-Ag/Ab", ("0.11", ""), normal="<1.00", unit="S/CO"), in_words("巨细胞病毒DNA", "CMV-DNA", ("<5.0E+02", ""), normal="<5.0E+02", unit="copies/mL"),
    )),
    "flc_t": ("血清游离轻链+免疫球蛋白", "血清", (
        in_words("游离轻链κ", "FLC-κ", ("14.60", ""), ("12.80", ""), normal="3.30-19.40", unit="mg/L"), in_words("游离轻链λ", "FLC-λ", ("486.00", "H"), ("128.50", "H"), normal="5.71-26.30", unit="mg/L"), in_words("κ/λ比值", "κ/λ", ("0.03", "L"), ("0.10", "L"), normal="0.26-1.65"), Test("免疫球蛋白G", "IgG", "g/L", 7.0, 16.0, 2), Test("免疫球蛋白A", "IgA", "g/L", 0.7, 4.0, 2), Test("免疫球蛋白M", "IgM", "g/L", 0.4, 2.3, 2), Test("β2-微球蛋白", "β2-MG", "mg/L", 0.97, 2.64, 2), in_words("血免疫固定电泳", "IFE", ("λ轻链阳性", "A"), normal="阴性"),
    )),
    "ild_t": ("间质性肺病相关检查", "血清", (
        in_words("涎液化糖链抗原", "KL-6", ("1426", "H"), ("1188", "H"), normal="<500", unit="U/mL"), Test("血沉", "ESR", "mm/h", 0, 15, 0), in_words("抗核抗体", "ANA", ("阴性", ""), normal="阴性"), in_words("抗Jo-1抗体", "Jo-1", ("阴性", ""), normal="阴性"), in_words("抗Scl-70抗体", "Scl-70", ("阴性", ""), normal="阴性"), in_words("类风湿因子", "RF", ("8.60", ""), ("11.20", ""), normal="<20.00", unit="IU/mL"), in_words("抗环瓜氨酸肽抗体", "CCP", ("2.10", ""), normal="<17.00", unit="RU/mL"), Test("铁蛋白", "FER", "ng/mL", 30, 400, 1),
    )),
    "inflam_t": ("炎症指标+粪便检查", "血清/粪便", (
        Test("C-反应蛋白", "CRP", "mg/L", 0, 8, 2), Test("血沉", "ESR", "mm/h", 0, 20, 0), in_words("降钙素原", "PCT", ("0.08", ""), ("0.12", ""), normal="<0.50", unit="ng/mL"), in_words("粪便钙卫蛋白", "FC", (">1800.00", "H"), normal="<50.00", unit="ug/g"), in_words("粪便隐血(免疫法)", "FOBT", ("阳性", "A"), normal="阴性"), in_words("艰难梭菌毒素A/B", "CDT", ("阴性", ""), normal="阴性"), Test("白蛋白", "ALB", "g/L", 40, 55, 1), Test("前白蛋白", "PA", "mg/L", 200, 430, 0),
    )),
    "drug_t": ("免疫抑制剂浓度", "EDTA全血", (
        Test("他克莫司谷浓度", "FK506", "ng/mL", 5, 15, 1), Test("西罗莫司谷浓度", "RAPA", "ng/mL", 4, 12, 1),
    )),
}  # fmt: skip
