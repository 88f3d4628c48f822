# ruff: noqa: E501 - tables read better unbroken
"""Panels of the nineteenth family, named and abbreviated as the analysers of its laboratories name them."""

from __future__ import annotations

from samples.panels import Test, in_words

NEG = "阴性"
SIGN = "阴性(-)"

PANELS_S: dict[str, tuple[str, str, tuple[Test, ...]]] = {
    "blood_s": ("血常规五分类+快速CRP", "EDTA-K2抗凝血", (
        Test("白细胞计数", "WBC", "10^9/L", 3.5, 9.5, 2), Test("中性粒细胞百分比", "NEUT%", "%", 40, 75, 1), Test("淋巴细胞百分比", "LYMPH%", "%", 20, 50, 1), Test("单核细胞百分比", "MONO%", "%", 3, 10, 1), Test("嗜酸性粒细胞百分比", "EO%", "%", 0.4, 8.0, 1), Test("嗜碱性粒细胞百分比", "BASO%", "%", 0, 1, 1), Test("中性粒细胞绝对值", "NEUT#", "10^9/L", 1.8, 6.3, 2), Test("淋巴细胞绝对值", "LYMPH#", "10^9/L", 1.1, 3.2, 2),
        Test("红细胞计数", "RBC", "10^12/L", 3.8, 5.8, 2), Test("血红蛋白浓度", "HGB", "g/L", 115, 175, 0), Test("红细胞压积", "HCT", "%", 35, 50, 1), Test("平均红细胞体积", "MCV", "fL", 82, 100, 1), Test("平均血红蛋白含量", "MCH", "pg", 27, 34, 1), Test("平均血红蛋白浓度", "MCHC", "g/L", 316, 354, 0), Test("红细胞分布宽度-CV", "RDW-CV", "%", 11.0, 16.0, 1), Test("血小板计数", "PLT", "10^9/L", 125, 350, 0), Test("平均血小板体积", "MPV", "fL", 7.0, 13.0, 1), Test("血小板分布宽度", "PDW", "fL", 9.0, 17.0, 1), Test("C反应蛋白", "CRP", "mg/L", 0.0, 10.0, 2),
    )),
    "bio_s": ("生化全套", "血清", (
        Test("谷丙转氨酶", "ALT", "U/L", 9, 50, 1), Test("谷草转氨酶", "AST", "U/L", 15, 40, 1), Test("γ-谷氨酰转移酶", "GGT", "U/L", 10, 60, 1), Test("碱性磷酸酶", "ALP", "U/L", 45, 125, 1), Test("总胆红素", "TBIL", "μmol/L", 0.0, 26.0, 1), Test("直接胆红素", "DBIL", "μmol/L", 0.0, 8.0, 1), Test("总蛋白", "TP", "g/L", 65, 85, 1), Test("白蛋白", "ALB", "g/L", 40, 55, 1), Test("球蛋白", "GLO", "g/L", 20, 40, 1), Test("白球比", "A/G", "", 1.2, 2.4, 2),
        Test("尿素", "UREA", "mmol/L", 3.1, 8.8, 2), Test("肌酐", "CREA", "μmol/L", 57, 111, 1), Test("尿酸", "UA", "μmol/L", 208, 428, 1), Test("胱抑素C", "CYSC", "mg/L", 0.59, 1.03, 2), in_words("估算肾小球滤过率", "eGFR", ("52.70", "L"), ("61.40", "L"), ("74.85", "L"), normal=">90", unit="ml/min/1.73㎡"), Test("葡萄糖", "GLU", "mmol/L", 3.90, 6.10, 2), Test("乳酸脱氢酶", "LDH", "U/L", 120, 250, 1), Test("钾", "K", "mmol/L", 3.50, 5.30, 2), Test("钠", "Na", "mmol/L", 137, 147, 1), Test("氯", "Cl", "mmol/L", 99, 110, 1), Test("钙", "Ca", "mmol/L", 2.11, 2.52, 2),
    )),
    "renal_s": ("肾功能+电解质+甲状旁腺激素", "血清", (
        in_words("尿素", "UREA", ("23.64", "H"), ("28.15", "H"), normal="3.1-8.8", unit="mmol/L"), in_words("肌酐", "CREA", ("812.5", "H"), ("1043.2", "H"), ("925.8", "H"), normal="57-111", unit="μmol/L"), Test("尿酸", "UA", "μmol/L", 208, 428, 1), Test("β2微球蛋白", "β2-MG", "mg/L", 0.97, 2.64, 2), Test("二氧化碳", "CO2", "mmol/L", 22.0, 29.0, 1), Test("钾", "K", "mmol/L", 3.50, 5.30, 2), Test("钠", "Na", "mmol/L", 137, 147, 1), Test("氯", "Cl", "mmol/L", 99, 110, 1), Test("钙", "Ca", "mmol/L", 2.11, 2.52, 2), Test("无机磷", "P", "mmol/L", 0.85, 1.51, 2), Test("镁", "Mg", "mmol/L", 0.75, 1.02, 2), Test("碱性磷酸酶", "ALP", "U/L", 45, 125, 1), in_words("全段甲状旁腺激素", "PTH", ("486.30", "H"), ("612.80", "H"), normal="15-65", unit="pg/mL"),
    )),
    "lipid_s": ("血脂六项", "血清", (
        Test("总胆固醇", "TC", "mmol/L", 2.80, 5.17, 2), Test("甘油三酯", "TG", "mmol/L", 0.45, 1.70, 2), Test("高密度脂蛋白胆固醇", "HDL-C", "mmol/L", 1.04, 1.55, 2), Test("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", 2.07, 3.37, 2), Test("载脂蛋白A1", "ApoA1", "g/L", 1.00, 1.60, 2), Test("载脂蛋白B", "ApoB", "g/L", 0.60, 1.10, 2),
    )),
    "glyco_s": ("糖代谢检查", "血清/全血", (
        Test("空腹葡萄糖", "GLU", "mmol/L", 3.90, 6.10, 2), Test("餐后2小时葡萄糖", "2hPG", "mmol/L", 3.90, 7.80, 2), Test("糖化血红蛋白", "HbA1c", "%", 4.0, 6.0, 1), Test("空腹C肽", "C-P", "ng/mL", 1.10, 4.40, 2), Test("空腹胰岛素", "INS", "μU/mL", 2.60, 24.90, 2), in_words("谷氨酸脱羧酶抗体", "GADA", ("<5.00", ""), ("3.20", ""), normal="<10.00", unit="IU/mL"), Test("糖化白蛋白", "GA", "%", 11.0, 17.0, 1),
    )),
    "urine_s": ("尿常规+尿微量白蛋白", "尿液", (
        in_words("尿葡萄糖", "GLU-U", ("3+", "A"), ("2+", "A"), normal=SIGN), in_words("尿蛋白", "PRO", ("1+", "A"), ("2+", "A"), normal=SIGN), in_words("隐血", "BLD", (SIGN, ""), ("+-", "A"), normal=SIGN), in_words("酮体", "KET-U", (SIGN, ""), normal=SIGN), in_words("白细胞酯酶", "LEU", (SIGN, ""), normal=SIGN), in_words("亚硝酸盐", "NIT", (SIGN, ""), normal=SIGN), Test("比重", "SG", "", 1.003, 1.030, 3), Test("酸碱度", "pH", "", 4.5, 8.0, 1), Test("红细胞(镜检)", "RBC-U", "个/μL", 0, 17, 1), Test("白细胞(镜检)", "WBC-U", "个/μL", 0, 28, 1), in_words("尿微量白蛋白", "U-MALB", ("186.4", "H"), ("342.7", "H"), normal="<30.0", unit="mg/L"),
    )),
    "tumor_s": ("肿瘤标志物组合", "血清", (
        in_words("癌胚抗原", "CEA", ("2.16", ""), ("3.42", ""), normal="<5.00", unit="ng/mL"), in_words("甲胎蛋白", "AFP", ("2.85", ""), ("3.17", ""), normal="<7.00", unit="ng/mL"), in_words("糖类抗原125", "CA125", ("42.60", "H"), ("58.30", "H"), ("18.50", ""), normal="<35.00", unit="U/mL"), in_words("糖类抗原15-3", "CA15-3", ("29.80", "H"), ("31.40", "H"), ("13.20", ""), normal="<25.00", unit="U/mL"), in_words("糖类抗原19-9", "CA19-9", ("264.70", "H"), ("21.30", ""), ("412.50", "H"), normal="<27.00", unit="U/mL"), in_words("鳞状细胞癌抗原", "SCC", ("3.82", "H"), ("2.96", "H"), ("1.21", ""), normal="<1.50", unit="ng/mL"), in_words("细胞角蛋白19片段", "CYFRA21-1", ("7.35", "H"), ("5.84", "H"), ("2.13", ""), normal="<3.30", unit="ng/mL"), in_words("神经元特异性烯醇化酶", "NSE", ("12.40", ""), ("14.80", ""), normal="<16.30", unit="ng/mL"), Test("铁蛋白", "FER", "ng/mL", 30.0, 400.0, 1),
    )),
    "cardiac_s": ("心衰+心梗标志物", "血浆", (
        in_words("N端-脑利钠肽前体", "NT-proBNP", ("5426", "H"), ("2873", "H"), ("6842", "H"), normal="<125", unit="pg/mL"), Test("高敏肌钙蛋白I", "hs-cTnI", "ng/mL", 0.000, 0.034, 3), Test("肌红蛋白", "MYO", "ng/mL", 14.3, 65.8, 1), Test("肌酸激酶同工酶", "CK-MB", "ng/mL", 0.0, 5.2, 2), Test("D-二聚体", "D-D", "mg/L FEU", 0.00, 0.55, 2), Test("乳酸脱氢酶", "LDH", "U/L", 120, 250, 1),
    )),
    "coag_s": ("凝血六项", "枸橼酸钠抗凝血浆", (
        Test("凝血酶原时间", "PT", "s", 9.8, 12.1, 1), Test("凝血酶原活动度", "PT%", "%", 75, 120, 1), Test("国际标准化比值", "INR", "", 0.80, 1.20, 2), Test("活化部分凝血活酶时间", "APTT", "s", 22.7, 31.8, 1), Test("凝血酶时间", "TT", "s", 14.0, 21.0, 1), Test("纤维蛋白原", "FIB", "g/L", 1.80, 3.50, 2), Test("D-二聚体", "D-D", "mg/L FEU", 0.00, 0.55, 2),
    )),
    "virus_s": ("乙肝五项定量+病毒核酸", "血清/血浆", (
        in_words("乙肝病毒表面抗原", "HBsAg", ("0.01", ""), ("0.00", ""), normal="<0.05", unit="IU/mL"), in_words("乙肝病毒表面抗体", "HBsAb", ("86.52", "H"), ("143.20", "H"), normal="<10.00", unit="mIU/mL"), in_words("乙肝病毒e抗原", "HBeAg", ("0.32", ""), normal="<1.00", unit="S/CO"), in_words("乙肝病毒e抗体", "HBeAb", ("1.68", ""), normal=">1.00", unit="S/CO"), in_words("乙肝病毒核心抗体", "HBcAb", ("7.94", "H"), normal="<1.00", unit="S/CO"), in_words("乙肝病毒脱氧核糖核酸", "HBV-DNA", ("<2.0E+01", ""), normal="<2.0E+01", unit="IU/mL"), in_words("EB病毒核酸", "EBV-DNA", ("<4.0E+02", ""), normal="<4.0E+02", unit="copies/mL"), in_words("巨细胞病毒核酸", "CMV-DNA", ("<4.0E+02", ""), ("7.6E+02", "H"), normal="<4.0E+02", unit="copies/mL"),
    )),
    "iron_s": ("铁代谢+叶酸B12", "血清", (
        Test("铁", "Fe", "μmol/L", 10.6, 36.7, 1), Test("不饱和铁结合力", "UIBC", "μmol/L", 24.2, 70.1, 1), Test("总铁结合力", "TIBC", "μmol/L", 50.0, 77.0, 1), Test("转铁蛋白饱和度", "TSAT", "%", 20.0, 55.0, 1), Test("铁蛋白", "FER", "ng/mL", 30.0, 400.0, 1), Test("叶酸", "FOL", "ng/mL", 3.89, 26.80, 2), Test("维生素B12", "VB12", "pg/mL", 197, 771, 0),
    )),
    "nmo_s": ("中枢神经脱髓鞘抗体谱", "血清", (
        in_words("抗水通道蛋白4抗体", "AQP4", ("1:320", "A"), ("1:100", "A"), normal="<1:10"), in_words("抗髓鞘少突胶质细胞糖蛋白抗体", "MOG", (NEG, ""), normal=NEG), in_words("抗胶质纤维酸性蛋白抗体", "GFAP", (NEG, ""), normal=NEG), in_words("抗髓鞘碱性蛋白抗体", "MBP", (NEG, ""), normal=NEG), Test("免疫球蛋白G", "IgG", "g/L", 7.00, 16.00, 2),
    )),
    "fabry_s": ("法布雷病酶学检测", "干血斑/血浆", (
        in_words("α-半乳糖苷酶A活性", "α-GalA", ("0.38", "L"), ("0.52", "L"), normal="2.40-17.65", unit="μmol/(L·h)"), in_words("球形三脂酰基鞘氨醇", "Lyso-GL3", ("86.40", "H"), ("64.90", "H"), normal="<1.11", unit="ng/mL"),
    )),
    "drug_s": ("免疫抑制剂血药浓度", "EDTA抗凝全血", (
        Test("他克莫司(谷浓度)", "FK506", "ng/mL", 5.0, 15.0, 1), Test("霉酚酸(谷浓度)", "MPA", "μg/mL", 1.00, 3.50, 2),
    )),
}  # fmt: skip
