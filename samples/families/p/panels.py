# ruff: noqa: E501 - tables read better unbroken
"""Panels of the sixteenth family: whole ones, as laboratories run them."""

from __future__ import annotations

from samples.panels import Test, in_words

NEG = "阴性"
PANELS_P: dict[str, tuple[str, str, tuple[Test, ...]]] = {
    "cbc_p": ("全血细胞计数+五分类+CRP", "EDTA抗凝全血", (
        Test("白细胞", "WBC", "10^9/L", 3.5, 9.5, 2), Test("红细胞", "RBC", "10^12/L", 4.3, 5.8, 2), Test("血红蛋白", "HGB", "g/L", 130, 175, 0), Test("红细胞比容", "HCT", "%", 40, 50, 1), Test("平均红细胞体积", "MCV", "fL", 82, 100, 1), Test("平均红细胞血红蛋白量", "MCH", "pg", 27, 34, 1), Test("平均红细胞血红蛋白浓度", "MCHC", "g/L", 316, 354, 0), Test("血小板", "PLT", "10^9/L", 125, 350, 0), Test("中性粒细胞百分率", "NE%", "%", 40, 75, 1), Test("淋巴细胞百分率", "LY%", "%", 20, 50, 1),
        Test("单核细胞百分率", "MO%", "%", 3, 10, 1), Test("嗜酸性粒细胞百分率", "EO%", "%", 0.4, 8.0, 1), Test("嗜碱性粒细胞百分率", "BA%", "%", 0, 1, 1), Test("中性粒细胞数", "NE#", "10^9/L", 1.8, 6.3, 2), Test("淋巴细胞数", "LY#", "10^9/L", 1.1, 3.2, 2), Test("单核细胞数", "MO#", "10^9/L", 0.1, 0.6, 2), Test("红细胞分布宽度-SD", "RDW-SD", "fL", 37, 54, 1), Test("血小板平均体积", "MPV", "fL", 9, 13, 1), Test("血小板压积", "PCT2", "%", 0.11, 0.28, 2), Test("超敏C反应蛋白", "CRP", "mg/L", 0, 10, 2),
    )),
    "liver_p": ("肝功能十五项", "血清", (
        Test("谷丙转氨酶", "ALT", "U/L", 9, 50, 1), Test("谷草转氨酶", "AST", "U/L", 15, 40, 1), Test("谷草/谷丙", "AST/ALT", "", 0.3, 2.5, 2), Test("总胆红素", "TBIL", "μmol/L", 0, 23, 1), Test("直接胆红素", "DBIL", "μmol/L", 0, 8, 1), Test("间接胆红素", "IBIL", "μmol/L", 0, 17.1, 1), Test("总蛋白", "TP", "g/L", 65, 85, 1), Test("白蛋白", "ALB", "g/L", 40, 55, 1), Test("球蛋白", "GLO", "g/L", 20, 40, 1), Test("白蛋白/球蛋白", "A/G", "", 1.2, 2.4, 2), Test("碱性磷酸酶", "ALP", "U/L", 45, 125, 0), Test("谷氨酰转肽酶", "GGT", "U/L", 10, 60, 0), Test("总胆汁酸", "TBA", "μmol/L", 0, 15, 1), Test("乳酸脱氢酶", "LDH", "U/L", 120, 250, 0), Test("腺苷脱氨酶", "ADA", "U/L", 4, 18, 1),
    )),
    "renal_p": ("肾功能+电解质", "血清", (
        Test("尿素氮", "UREA", "mmol/L", 3.6, 9.5, 2), Test("血肌酐", "CREA", "μmol/L", 57, 111, 1), Test("血尿酸", "UA", "μmol/L", 208, 428, 1), Test("胱抑素C", "CysC", "mg/L", 0.55, 1.05, 2), in_words("肾小球滤过率(CKD-EPI)", "eGFR", ("58.4", "L"), ("47.9", "L"), ("98.6", ""), normal=">90", unit="ml/min/1.73m²"), Test("血糖", "GLU", "mmol/L", 3.9, 6.1, 2), Test("钾", "K", "mmol/L", 3.5, 5.3, 2), Test("钠", "Na", "mmol/L", 137, 147, 1), Test("氯", "Cl", "mmol/L", 99, 110, 1), Test("总钙", "Ca", "mmol/L", 2.11, 2.52, 2), Test("无机磷", "P", "mmol/L", 0.85, 1.51, 2), Test("镁", "Mg", "mmol/L", 0.75, 1.02, 2), Test("二氧化碳结合力", "CO2", "mmol/L", 22, 29, 1),
    )),
    "dialysis_p": ("血液净化生化套餐（透析前）", "血清", (
        in_words("尿素氮", "UREA", ("24.61", "H"), ("28.93", "H"), ("22.07", "H"), normal="3.6-9.5", unit="mmol/L"), in_words("血肌酐", "CREA", ("867.4", "H"), ("1012.5", "H"), ("926.0", "H"), normal="57-111", unit="μmol/L"), Test("血尿酸", "UA", "μmol/L", 208, 428, 1), in_words("肾小球滤过率(CKD-EPI)", "eGFR", ("5.1", "L"), ("4.3", "L"), normal=">90", unit="ml/min/1.73m²"), in_words("钾", "K", ("5.41", "H"), ("4.92", ""), normal="3.5-5.3", unit="mmol/L"), Test("钠", "Na", "mmol/L", 137, 147, 1), Test("氯", "Cl", "mmol/L", 99, 110, 1), in_words("总钙", "Ca", ("2.02", "L"), ("1.95", "L"), normal="2.11-2.52", unit="mmol/L"), in_words("无机磷", "P", ("2.14", "H"), ("1.97", "H"), normal="0.85-1.51", unit="mmol/L"), Test("白蛋白", "ALB", "g/L", 40, 55, 1), in_words("全段甲状旁腺素", "PTH", ("486.2", "H"), ("713.9", "H"), normal="15-65", unit="pg/mL"),
    )),
    "lipid_p": ("血脂七项+同型半胱氨酸", "血清", (
        Test("总胆固醇", "TC", "mmol/L", 2.8, 5.2, 2), Test("甘油三酯", "TG", "mmol/L", 0.3, 1.7, 2), Test("高密度脂蛋白胆固醇", "HDL-C", "mmol/L", 1.04, 1.76, 2), Test("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", 1.3, 3.4, 2), Test("载脂蛋白A1", "ApoA1", "g/L", 1.2, 1.6, 2), Test("载脂蛋白B", "ApoB", "g/L", 0.8, 1.2, 2), Test("脂蛋白a", "LP(a)", "nmol/L", 0, 75, 1), Test("同型半胱氨酸", "HCY", "μmol/L", 0, 15, 1),
    )),
    "sugar_p": ("糖尿病组合", "全血/血清", (
        Test("空腹血糖", "GLU", "mmol/L", 3.9, 6.1, 2), Test("糖化血红蛋白A1c", "HbA1c", "%", 4.0, 6.0, 1), Test("糖化白蛋白", "GA", "%", 11, 17, 1), Test("胰岛素(空腹)", "INS", "mU/L", 2.6, 24.9, 2), Test("C肽(空腹)", "C-P", "ng/mL", 1.1, 4.4, 2), in_words("谷氨酸脱羧酶抗体", "GADA", ("<5.00", ""), normal="<10", unit="IU/mL"),
    )),
    "urine_p": ("尿常规+尿微量白蛋白/肌酐", "随机尿", (
        in_words("尿颜色", "COL", ("黄色", ""), ("淡黄色", ""), normal="淡黄色-黄色"), Test("尿比重", "SG", "", 1.003, 1.030, 3), Test("酸碱度", "PH", "", 5.0, 8.0, 1), in_words("尿蛋白", "PRO", (NEG, ""), ("1+", "A"), ("2+", "A")), in_words("尿糖", "U-GLU", (NEG, ""), ("3+", "A"), ("4+", "A")), in_words("尿酮体", "KET", (NEG, "")), in_words("尿隐血", "BLD", (NEG, ""), ("+-", "A")), in_words("尿胆原", "URO", ("正常", ""), normal="正常"), in_words("白细胞酯酶", "LEU", (NEG, "")), Test("红细胞(镜检)", "RBC-M", "/HP", 0, 3, 0), Test("尿白蛋白/肌酐", "ACR", "mg/g", 0, 30, 1),
    )),
    "coag_p": ("凝血四项+D-二聚体", "枸橼酸钠抗凝血浆", (
        Test("凝血酶原时间", "PT", "秒", 9.4, 12.5, 1), Test("PT国际标准化比值", "INR", "", 0.8, 1.2, 2), Test("活化部分凝血活酶时间", "APTT", "秒", 25.1, 38.4, 1), Test("凝血酶时间", "TT", "秒", 10.3, 16.6, 1), Test("纤维蛋白原", "Fib", "g/L", 2.38, 4.98, 2), Test("D-二聚体", "DDi", "ng/mL", 0, 243, 0),
    )),
    "tumor_p": ("肿瘤标志物组合", "血清", (
        Test("甲胎蛋白", "AFP", "ng/mL", 0, 8.78, 2), Test("癌胚抗原", "CEA", "ng/mL", 0, 5.0, 2), Test("糖类抗原CA199", "CA19-9", "U/mL", 0, 37, 2), Test("糖类抗原CA125", "CA125", "U/mL", 0, 35, 2), Test("糖类抗原CA153", "CA15-3", "U/mL", 0, 31.3, 2), Test("糖类抗原CA724", "CA72-4", "U/mL", 0, 6.9, 2), Test("细胞角蛋白19片段21-1", "CYFRA21-1", "ng/mL", 0, 3.3, 2), Test("神经元特异性烯醇化酶", "NSE", "ng/mL", 0, 16.3, 2), Test("铁蛋白", "FER", "ng/mL", 30, 400, 1),
    )),
    "pct_p": ("感染四项", "血清", (
        Test("降钙素原", "PCT", "ng/mL", 0, 0.05, 3), Test("C反应蛋白", "CRP", "mg/L", 0, 8, 1), Test("白介素-6", "IL-6", "pg/mL", 0, 7, 2), Test("血清淀粉样蛋白A", "SAA", "mg/L", 0, 10, 1),
    )),
    "thyroid_p": ("甲状腺功能全套+降钙素", "血清", (
        Test("三碘甲状腺原氨酸", "T3", "nmol/L", 1.3, 3.1, 2), Test("甲状腺素", "T4", "nmol/L", 66, 181, 1), Test("游离T3", "FT3", "pmol/L", 3.1, 6.8, 2), Test("游离T4", "FT4", "pmol/L", 12, 22, 2), Test("促甲状腺激素", "TSH", "μIU/mL", 0.27, 4.2, 3), Test("抗甲状腺过氧化物酶抗体", "TPOAb", "IU/mL", 0, 34, 1), Test("甲状腺球蛋白", "TG-A", "ng/mL", 3.5, 77, 2), in_words("降钙素", "CT", ("86.40", "H"), ("132.7", "H"), ("2.16", ""), normal="<9.52", unit="pg/mL"),
    )),
    "electrolyte_p": ("电解质+骨代谢", "血清", (
        Test("钾", "K", "mmol/L", 3.5, 5.3, 2), Test("钠", "Na", "mmol/L", 137, 147, 1), Test("氯", "Cl", "mmol/L", 99, 110, 1), Test("总钙", "Ca", "mmol/L", 2.11, 2.52, 2), Test("无机磷", "P", "mmol/L", 0.85, 1.51, 2), Test("全段甲状旁腺素", "PTH", "pg/mL", 15, 65, 1), Test("25羟维生素D", "25-OH-VD", "ng/mL", 20, 100, 1),
    )),
    "heart_p": ("心衰标志物+心肌酶", "血清", (
        Test("肌酸激酶", "CK", "U/L", 50, 310, 0), Test("肌酸激酶同工酶MB", "CK-MB", "U/L", 0, 25, 1), Test("高敏肌钙蛋白T", "hs-cTnT", "ng/L", 0, 14, 1), Test("肌红蛋白", "Mb", "ng/mL", 28, 72, 1), in_words("N端-B型钠尿肽前体", "NT-proBNP", ("3268.0", "H"), ("1874.5", "H"), ("86.2", ""), normal="<125", unit="pg/mL"),
    )),
    "fusion_p": ("BCR::ABL融合基因定量", "骨髓", (
        in_words("BCR-ABL(P190)拷贝数", "BCR-ABL", ("1286", "H"), ("0", ""), normal="0-0", unit="copies"), in_words("ABL内参拷贝数", "ABL", ("98640", ""), normal="≥10000", unit="copies"), in_words("BCR-ABL/ABL", "RATIO", ("1.304%", ""), normal="—"),
    )),
    "virus_p": ("病毒核酸定量", "EDTA血浆", (
        in_words("EB病毒DNA定量", "EBV-DNA", ("<500", ""), ("1.86E+04", "H"), normal="<500", unit="copies/mL"), in_words("人巨细胞病毒DNA定量", "CMV-DNA", ("<500", ""), normal="<500", unit="copies/mL"), Test("β2-微球蛋白", "B2-MG", "mg/L", 0.8, 2.2, 2), Test("乳酸脱氢酶", "LDH", "U/L", 120, 250, 0),
    )),
    "iron_p": ("铁代谢+贫血组合", "血清", (
        Test("血清铁", "Fe", "μmol/L", 10.6, 36.7, 1), Test("总铁结合力", "TIBC", "μmol/L", 50, 77, 1), Test("转铁蛋白饱和度", "TS", "%", 20, 55, 1), Test("铁蛋白", "FER", "ng/mL", 30, 400, 1), Test("叶酸", "FA", "ng/mL", 3.9, 26.8, 2), Test("维生素B12", "VB12", "pg/mL", 197, 771, 0),
    )),
    "fk_p": ("免疫抑制剂血药浓度", "EDTA全血", (
        Test("他克莫司(谷值)", "FK506", "ng/mL", 5.0, 10.0, 1), Test("麦考酚酸", "MPA", "μg/mL", 1.0, 3.5, 2), Test("血糖", "GLU", "mmol/L", 3.9, 6.1, 2),
    )),
    "drugs_p": ("抗癫痫药物浓度", "血清", (
        Test("丙戊酸", "VPA", "μg/mL", 50, 100, 1), Test("拉莫三嗪", "LTG", "μg/mL", 3, 14, 2), Test("依维莫司(谷值)", "EVE", "ng/mL", 5, 15, 1),
    )),
}  # fmt: skip
