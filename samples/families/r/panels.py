# ruff: noqa: E501 - tables read better unbroken
"""Panels of the eighteenth family, named and abbreviated as the analysers of its laboratories name them."""

from __future__ import annotations

from samples.panels import Test, in_words

NEG = "阴性"
SIGN = "阴性(-)"

PANELS_R: dict[str, tuple[str, str, tuple[Test, ...]]] = {
    "cbc_r": ("全血细胞计数+CRP", "静脉血", (
        Test("白细胞", "WBC", "10^9/L", 3.5, 9.5, 2), Test("中性粒细胞百分数", "NEU%", "%", 40.0, 75.0, 1), Test("淋巴细胞百分数", "LYM%", "%", 20.0, 50.0, 1), Test("单核细胞百分数", "MON%", "%", 3.0, 10.0, 1), Test("嗜酸性粒细胞百分数", "EOS%", "%", 0.4, 8.0, 1), Test("嗜碱性粒细胞百分数", "BAS%", "%", 0.0, 1.0, 1), Test("中性粒细胞绝对值", "NEU#", "10^9/L", 1.8, 6.3, 2), Test("淋巴细胞绝对值", "LYM#", "10^9/L", 1.1, 3.2, 2), Test("单核细胞绝对值", "MON#", "10^9/L", 0.1, 0.6, 2),
        Test("红细胞", "RBC", "10^12/L", 3.8, 5.8, 2), Test("血红蛋白", "HGB", "g/L", 115, 175, 0), Test("红细胞比容", "HCT", "%", 35.0, 50.0, 1), Test("平均红细胞容积", "MCV", "fL", 82.0, 100.0, 1), Test("平均红细胞血红蛋白量", "MCH", "pg", 27.0, 34.0, 1), Test("平均红细胞血红蛋白浓度", "MCHC", "g/L", 316, 354, 0), Test("红细胞体积分布宽度SD", "RDW-SD", "fL", 37.0, 54.0, 1), Test("血小板", "PLT", "10^9/L", 125, 350, 0), Test("平均血小板体积", "MPV", "fL", 9.4, 12.5, 1), Test("血小板压积", "PCT", "%", 0.17, 0.35, 2), Test("超敏C反应蛋白", "CRP", "mg/L", 0.0, 6.0, 2),
    )),
    "liver_r": ("肝功能全项", "血清", (
        Test("总胆红素", "TBIL", "μmol/L", 3.4, 23.3, 1), Test("直接胆红素", "DBIL", "μmol/L", 0.0, 6.8, 1), Test("间接胆红素", "IBIL", "μmol/L", 1.7, 17.0, 1), Test("丙氨酸氨基转移酶", "ALT", "IU/L", 7, 45, 0), Test("门冬氨酸氨基转移酶", "AST", "IU/L", 13, 40, 0), Test("碱性磷酸酶", "ALP", "IU/L", 50, 135, 0), Test("谷氨酰转肽酶", "GGT", "IU/L", 7, 50, 0), Test("总蛋白", "TP", "g/L", 65.0, 85.0, 1), Test("白蛋白", "ALB", "g/L", 40.0, 55.0, 1), Test("球蛋白", "GLO", "g/L", 20.0, 40.0, 1), Test("白/球比值", "A/G", "", 1.2, 2.4, 2), Test("前白蛋白", "PA", "mg/L", 180, 400, 0), Test("总胆汁酸", "TBA", "μmol/L", 0.0, 10.0, 1), Test("胆碱酯酶", "CHE", "IU/L", 5000, 12000, 0),
    )),
    "renal_r": ("肾功+电解质", "血清", (
        Test("尿素氮", "UREA", "mmol/L", 2.86, 8.20, 2), Test("肌酐", "CREA", "μmol/L", 41, 111, 0), Test("尿酸", "UA", "μmol/L", 155, 428, 0), in_words("肾小球滤过率(CKD-EPI)", "eGFR", ("48.15", "L"), ("56.30", "L"), normal=">90", unit="ml/min/1.73m²"), Test("胱抑素C", "CYSC", "mg/L", 0.55, 1.15, 2), Test("二氧化碳结合力", "CO2CP", "mmol/L", 22.0, 30.0, 1), Test("葡萄糖", "GLU", "mmol/L", 3.90, 6.10, 2), Test("钾", "K", "mmol/L", 3.50, 5.30, 2), Test("钠", "Na", "mmol/L", 137.0, 147.0, 1), Test("氯", "Cl", "mmol/L", 99.0, 110.0, 1), Test("钙", "Ca", "mmol/L", 2.11, 2.52, 2), Test("磷", "P", "mmol/L", 0.85, 1.51, 2), Test("镁", "Mg", "mmol/L", 0.75, 1.02, 2),
    )),
    "dialysis_r": ("透析患者生化（透前）", "血清", (
        in_words("尿素氮", "UREA", ("25.80", "H"), ("31.47", "H"), normal="2.86-8.20", unit="mmol/L"), in_words("肌酐", "CREA", ("873", "H"), ("1098", "H"), ("964", "H"), normal="41-111", unit="μmol/L"), Test("尿酸", "UA", "μmol/L", 155, 428, 0), Test("β2微球蛋白", "B2MG", "mg/L", 1.0, 3.0, 2), Test("钾", "K", "mmol/L", 3.50, 5.30, 2), Test("钠", "Na", "mmol/L", 137.0, 147.0, 1), Test("钙", "Ca", "mmol/L", 2.11, 2.52, 2), in_words("无机磷", "P", ("2.14", "H"), ("1.97", "H"), normal="0.85-1.51", unit="mmol/L"), Test("二氧化碳结合力", "CO2CP", "mmol/L", 22.0, 30.0, 1), in_words("全段甲状旁腺激素", "PTH", ("712.60", "H"), ("486.30", "H"), normal="15.00-68.30", unit="pg/mL"), Test("白蛋白", "ALB", "g/L", 40.0, 55.0, 1),
    )),
    "lipid_r": ("血脂七项+HCY", "血清", (
        Test("总胆固醇", "TC", "mmol/L", 2.80, 5.20, 2), Test("甘油三酯", "TG", "mmol/L", 0.40, 1.70, 2), Test("高密度脂蛋白胆固醇", "HDL-C", "mmol/L", 1.03, 2.07, 2), Test("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", 1.27, 3.40, 2), Test("载脂蛋白A1", "Apo-A1", "g/L", 1.00, 1.90, 2), Test("载脂蛋白B", "Apo-B", "g/L", 0.60, 1.10, 2), Test("脂蛋白a", "LPa", "mg/L", 0, 300, 0), Test("同型半胱氨酸", "HCY", "μmol/L", 0.0, 15.0, 1),
    )),
    "sugar_r": ("糖代谢组合", "静脉血", (
        Test("葡萄糖（空腹）", "GLU", "mmol/L", 3.90, 6.10, 2), in_words("葡萄糖（餐后2h）", "GLU2H", ("15.74", "H"), ("17.20", "H"), normal="<7.80", unit="mmol/L"), Test("糖化血红蛋白A1c", "HbA1c", "%", 4.0, 6.2, 1), Test("糖化白蛋白", "GA", "%", 11.0, 16.0, 1), Test("C肽（空腹）", "C-P", "ng/mL", 0.78, 5.19, 2), Test("胰岛素（空腹）", "INS", "μIU/mL", 2.6, 24.9, 1), in_words("谷氨酸脱羧酶抗体", "GAD-Ab", ("128.60", "H"), ("3.20", ""), normal="<10.00", unit="IU/mL"), in_words("β-羟丁酸", "β-HB", ("0.18", ""), ("0.22", ""), normal="<0.30", unit="mmol/L"),
    )),
    "thyroid_r": ("甲状腺功能七项", "血清", (
        Test("三碘甲状腺原氨酸", "TT3", "nmol/L", 1.30, 3.10, 2), Test("甲状腺素", "TT4", "nmol/L", 66.0, 181.0, 1), Test("游离三碘甲状腺原氨酸", "FT3", "pmol/L", 3.10, 6.80, 2), Test("游离甲状腺素", "FT4", "pmol/L", 12.00, 22.00, 2), Test("促甲状腺激素", "TSH", "mIU/L", 0.27, 4.20, 3), Test("甲状腺球蛋白抗体", "TGAb", "IU/mL", 0.0, 115.0, 1), Test("甲状腺过氧化物酶抗体", "TPOAb", "IU/mL", 0.0, 34.0, 1),
    )),
    "urine_r": ("尿常规+尿沉渣", "随机尿", (
        in_words("颜色", "COL", ("淡黄色", ""), ("黄色", ""), normal="淡黄色"), in_words("浊度", "TUR", ("清亮", ""), ("微浊", ""), normal="清亮"), Test("尿比重", "SG", "", 1.003, 1.030, 3), Test("尿酸碱度", "pH", "", 4.5, 8.0, 1), in_words("尿蛋白", "PRO", (SIGN, ""), ("1+", "A"), normal=SIGN), in_words("尿糖", "U-GLU", (SIGN, ""), ("3+", "A"), normal=SIGN), in_words("酮体", "KET", (SIGN, ""), ("2+", "A"), normal=SIGN), in_words("尿潜血", "BLD", (SIGN, ""), ("3+", "A"), normal=SIGN), in_words("胆红素", "BIL", (SIGN, ""), normal=SIGN), in_words("尿胆原", "UBG", ("正常", ""), normal="正常"), in_words("亚硝酸盐", "NIT", (SIGN, ""), normal=SIGN), in_words("白细胞酯酶", "LEU", (SIGN, ""), ("2+", "A"), normal=SIGN), Test("红细胞", "U-RBC", "/μL", 0, 25, 0), Test("白细胞", "U-WBC", "/μL", 0, 30, 0), Test("上皮细胞", "EC", "/μL", 0, 20, 0), Test("管型", "CAST", "/μL", 0, 1, 0),
    )),
    "coag_r": ("凝血四项+DD", "枸橼酸钠抗凝血浆", (
        Test("凝血酶原时间", "PT", "秒", 9.4, 12.5, 1), Test("国际标准化比值", "PT-INR", "", 0.80, 1.20, 2), Test("活化部分凝血活酶时间", "APTT", "秒", 25.1, 36.5, 1), Test("纤维蛋白原", "Fbg", "g/L", 2.38, 4.98, 2), Test("凝血酶时间", "TT", "秒", 10.3, 16.6, 1), Test("D-二聚体", "D-D", "ng/mL", 0, 243, 0),
    )),
    "tumor_r": ("肿瘤标志物八项", "血清", (
        Test("甲胎蛋白", "AFP", "ng/mL", 0.00, 8.78, 2), Test("癌胚抗原", "CEA", "ng/mL", 0.00, 5.00, 2), Test("糖类抗原CA19-9", "CA19-9", "U/mL", 0.00, 37.00, 2), Test("糖类抗原CA125", "CA125", "U/mL", 0.00, 35.00, 2), Test("糖类抗原CA242", "CA242", "U/mL", 0.00, 20.00, 2), Test("细胞角蛋白19片段", "CYFRA21-1", "ng/mL", 0.00, 2.08, 2), Test("鳞状细胞癌相关抗原", "SCC", "ng/mL", 0.00, 1.50, 2), Test("铁蛋白", "FERR", "ng/mL", 21.80, 274.70, 2),
    )),
    "psa_r": ("前列腺特异抗原+睾酮", "血清", (
        Test("总前列腺特异性抗原", "TPSA", "ng/mL", 0.000, 4.000, 3), Test("游离前列腺特异性抗原", "FPSA", "ng/mL", 0.000, 0.930, 3), in_words("游离/总PSA比值", "F/T", ("0.14", "L"), ("0.11", "L"), normal=">0.16"), Test("睾酮", "TESTO", "nmol/L", 4.94, 32.01, 2), Test("碱性磷酸酶", "ALP", "IU/L", 45, 125, 0), Test("骨特异性碱性磷酸酶", "BALP", "μg/L", 3.70, 20.90, 2),
    )),
    "myeloma_r": ("免疫球蛋白+轻链定量", "血清", (
        Test("免疫球蛋白G", "IgG", "g/L", 8.60, 17.40, 2), Test("免疫球蛋白A", "IgA", "g/L", 1.00, 4.20, 2), Test("免疫球蛋白M", "IgM", "g/L", 0.50, 2.80, 2), Test("血清游离κ轻链", "κ-FLC", "mg/L", 3.30, 19.40, 2), Test("血清游离λ轻链", "λ-FLC", "mg/L", 5.71, 26.30, 2), Test("补体C3", "C3", "g/L", 0.70, 1.40, 2), Test("补体C4", "C4", "g/L", 0.10, 0.40, 2), Test("β2微球蛋白", "β2-MG", "mg/L", 0.80, 2.20, 2), Test("乳酸脱氢酶", "LDH", "IU/L", 120, 250, 0),
    )),
    "hpv_r": ("HPV分型+鳞癌抗原", "宫颈分泌物/血清", (
        in_words("人乳头瘤病毒16型", "HPV16", ("阳性", "A"), normal=NEG), in_words("人乳头瘤病毒18型", "HPV18", (NEG, ""), normal=NEG), in_words("人乳头瘤病毒31型", "HPV31", (NEG, ""), normal=NEG), in_words("人乳头瘤病毒33型", "HPV33", (NEG, ""), normal=NEG), in_words("人乳头瘤病毒52型", "HPV52", (NEG, ""), normal=NEG), in_words("人乳头瘤病毒58型", "HPV58", (NEG, ""), normal=NEG), Test("鳞状细胞癌相关抗原", "SCC", "ng/mL", 0.00, 1.50, 2), Test("糖类抗原CA125", "CA125", "U/mL", 0.00, 35.00, 2),
    )),
    "hbv_r": ("乙肝五项定量+HBV-DNA", "血清", (
        in_words("乙肝病毒表面抗原", "HBsAg", ("1263.40", "H"), ("486.75", "H"), normal="<0.05", unit="IU/mL"), in_words("乙肝病毒表面抗体", "Anti-HBs", ("0.12", ""), normal="<10.00", unit="mIU/mL"), in_words("乙肝病毒e抗原", "HBeAg", ("0.42", ""), normal="<1.00", unit="S/CO"), in_words("乙肝病毒e抗体", "Anti-HBe", ("0.05", "L"), normal=">1.00", unit="S/CO"), in_words("乙肝病毒核心抗体", "Anti-HBc", ("8.65", "H"), normal="<1.00", unit="S/CO"), in_words("乙型肝炎病毒核酸定量", "HBV-DNA", ("3.62E+02", "H"), ("<2.0E+01", ""), normal="<2.0E+01", unit="IU/mL"),
    )),
    "heart_r": ("心衰标志物+心肌酶谱", "血清/血浆", (
        in_words("氨基末端脑钠肽前体", "NT-proBNP", ("3260.0", "H"), ("1874.0", "H"), normal="0.0-300.0", unit="pg/mL"), Test("高敏肌钙蛋白T", "hs-TnT", "ng/L", 0.0, 14.0, 1), Test("肌红蛋白", "Myo", "ng/mL", 23.0, 112.0, 1), Test("肌酸激酶", "CK", "IU/L", 26, 310, 0), Test("肌酸激酶同工酶质量", "CKMB", "ng/mL", 0.00, 4.87, 2), Test("乳酸脱氢酶", "LDH", "IU/L", 120, 250, 0), Test("α-羟丁酸脱氢酶", "HBDH", "IU/L", 72, 182, 0),
    )),
    "copper_r": ("铜代谢三项", "血清/24h尿", (
        Test("铜蓝蛋白", "CP", "g/L", 0.21, 0.53, 3), Test("血清铜", "Cu", "μmol/L", 11.0, 24.4, 1), in_words("24小时尿铜", "24h-U-Cu", ("862.4", "H"), ("415.7", "H"), normal="<100.0", unit="μg/24h"),
    )),
    "mg_r": ("重症肌无力抗体三项+他克莫司", "血清/全血", (
        in_words("乙酰胆碱受体抗体", "AChR-Ab", ("9.86", "H"), ("14.20", "H"), normal="<0.45", unit="nmol/L"), in_words("肌肉特异性酪氨酸激酶抗体", "MuSK-Ab", ("0.01", ""), normal="<0.40", unit="U/mL"), in_words("连接素抗体", "Titin-Ab", ("0.62", ""), normal="<1.00", unit="S/CO"), Test("他克莫司血药浓度", "FK506", "ng/mL", 4.8, 8.0, 1),
    )),
    "iron_r": ("贫血组合", "血清", (
        Test("铁蛋白", "FERR", "ng/mL", 21.80, 274.70, 2), Test("血清铁", "Fe", "μmol/L", 9.0, 30.4, 1), Test("总铁结合力", "TIBC", "μmol/L", 45.0, 77.0, 1), Test("不饱和铁结合力", "UIBC", "μmol/L", 22.3, 61.7, 1), Test("转铁蛋白", "TRF", "g/L", 2.00, 3.60, 2), Test("叶酸", "FA", "nmol/L", 8.83, 60.80, 2), Test("维生素B12", "VB12", "pmol/L", 145, 569, 0),
    )),
    "fk_r": ("免疫抑制剂浓度监测", "EDTA全血", (
        Test("他克莫司（C0）", "FK506", "ng/mL", 5.0, 12.0, 1), Test("霉酚酸（C0）", "MPA", "μg/mL", 1.00, 3.50, 2),
    )),
    "bk_r": ("BK/JC病毒核酸检测", "尿液/血浆", (
        in_words("BK病毒核酸（尿）", "BKV-U", ("2.60E+07", "H"), ("8.10E+05", "H"), normal="<5.00E+02", unit="copies/mL"), in_words("BK病毒核酸（血）", "BKV-B", ("3.10E+03", "H"), normal="<5.00E+02", unit="copies/mL"), in_words("JC病毒核酸（尿）", "JCV-U", ("<5.00E+02", ""), normal="<5.00E+02", unit="copies/mL"), in_words("巨细胞病毒核酸（血）", "CMV-B", ("<4.00E+02", ""), normal="<4.00E+02", unit="copies/mL"),
    )),
}  # fmt: skip
