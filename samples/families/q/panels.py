# ruff: noqa: E501 - tables read better unbroken
"""Panels of the seventeenth family: whole ones, as analysers of wards' laboratories run them."""

from __future__ import annotations

from samples.panels import Test, in_words

NEG = "阴性"
SIGN = "(-)"

PANELS_Q: dict[str, tuple[str, str, tuple[Test, ...]]] = {
    "cbc_q": ("血常规五分类", "全血(EDTA-K2)", (
        Test("白细胞计数", "WBC", "10^9/L", 3.5, 9.5, 2), Test("中性粒细胞%", "NEUT%", "%", 40, 75, 1), Test("淋巴细胞%", "LYMPH%", "%", 20, 50, 1), Test("单核细胞%", "MONO%", "%", 3, 10, 1), Test("嗜酸性粒细胞%", "EO%", "%", 0.4, 8.0, 1), Test("嗜碱性粒细胞%", "BASO%", "%", 0, 1, 1), Test("中性粒细胞#", "NEUT#", "10^9/L", 1.8, 6.3, 2), Test("淋巴细胞#", "LYMPH#", "10^9/L", 1.1, 3.2, 2), Test("单核细胞#", "MONO#", "10^9/L", 0.1, 0.6, 2), Test("嗜酸性粒细胞#", "EO#", "10^9/L", 0.02, 0.52, 2), Test("嗜碱性粒细胞#", "BASO#", "10^9/L", 0, 0.06, 2),
        Test("红细胞计数", "RBC", "10^12/L", 4.3, 5.8, 2), Test("血红蛋白", "HGB", "g/L", 130, 175, 0), Test("红细胞压积", "HCT", "%", 40, 50, 1), Test("平均红细胞体积", "MCV", "fl", 82, 100, 1), Test("平均血红蛋白含量", "MCH", "pg", 27, 34, 1), Test("平均血红蛋白浓度", "MCHC", "g/L", 316, 354, 0), Test("红细胞分布宽度-CV", "RDW-CV", "%", 11.6, 14.6, 1), Test("血小板计数", "PLT", "10^9/L", 125, 350, 0), Test("平均血小板体积", "MPV", "fl", 7.4, 12.5, 1), Test("血小板分布宽度", "PDW", "fl", 9.0, 17.0, 1), Test("C反应蛋白", "CRP", "mg/L", 0, 10, 1),
    )),
    "chem_q": ("生化全套", "血清", (
        Test("丙氨酸氨基转移酶", "ALT", "U/L", 9, 50, 1), Test("天门冬氨酸氨基转移酶", "AST", "U/L", 15, 40, 1), Test("总蛋白", "TP", "g/L", 65, 85, 1), Test("白蛋白", "ALB", "g/L", 40, 55, 1), Test("球蛋白", "GLB", "g/L", 20, 40, 1), Test("白球比", "A/G", "", 1.2, 2.4, 2), Test("总胆红素", "TBIL", "umol/L", 0, 26, 1), Test("直接胆红素", "DBIL", "umol/L", 0, 8, 1), Test("碱性磷酸酶", "ALP", "U/L", 45, 125, 1), Test("γ-谷氨酰基转移酶", "GGT", "U/L", 10, 60, 1), Test("乳酸脱氢酶", "LDH", "U/L", 120, 250, 1), Test("肌酸激酶", "CK", "U/L", 50, 310, 1),
        Test("尿素", "UREA", "mmol/L", 3.1, 8.0, 2), Test("肌酐", "CREA", "umol/L", 57, 97, 1), Test("尿酸", "UA", "umol/L", 208, 428, 1), in_words("估算肾小球滤过率", "eGFR", ("52.6", "L"), ("41.3", "L"), ("103.7", ""), normal="≥90", unit="ml/min"), Test("葡萄糖", "GLU", "mmol/L", 3.9, 6.1, 2), Test("总胆固醇", "TC", "mmol/L", 0, 5.18, 2), Test("甘油三酯", "TG", "mmol/L", 0, 1.7, 2), Test("钾", "K", "mmol/L", 3.5, 5.3, 2), Test("钠", "Na", "mmol/L", 137, 147, 1), Test("氯", "Cl", "mmol/L", 99, 110, 1), Test("钙", "Ca", "mmol/L", 2.11, 2.52, 2), Test("磷", "P", "mmol/L", 0.85, 1.51, 2),
    )),
    "dialysis_q": ("透前肾功+电解质+PTH", "血清", (
        in_words("尿素", "UREA", ("27.42", "H"), ("23.16", "H"), ("30.85", "H"), normal="3.1-8.0", unit="mmol/L"), in_words("肌酐", "CREA", ("912.6", "H"), ("1046.3", "H"), ("783.5", "H"), normal="57-97", unit="umol/L"), Test("尿酸", "UA", "umol/L", 208, 428, 1), in_words("估算肾小球滤过率", "eGFR", ("4.8", "L"), ("6.2", "L"), normal="≥90", unit="ml/min"), Test("钾", "K", "mmol/L", 3.5, 5.3, 2), Test("钠", "Na", "mmol/L", 137, 147, 1), Test("氯", "Cl", "mmol/L", 99, 110, 1), Test("钙", "Ca", "mmol/L", 2.11, 2.52, 2), in_words("磷", "P", ("2.26", "H"), ("1.89", "H"), normal="0.85-1.51", unit="mmol/L"), Test("碳酸氢根", "HCO3-", "mmol/L", 22, 29, 1), in_words("甲状旁腺激素", "PTH", ("628.4", "H"), ("395.7", "H"), normal="15-65", unit="pg/ml"),
    )),
    "lipid_q": ("血脂+同型半胱氨酸", "血清", (
        Test("总胆固醇", "TC", "mmol/L", 0, 5.18, 2), Test("甘油三酯", "TG", "mmol/L", 0, 1.7, 2), Test("高密度脂蛋白胆固醇", "HDL-C", "mmol/L", 1.04, 1.55, 2), Test("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", 0, 3.37, 2), Test("非高密度脂蛋白胆固醇", "non-HDL-C", "mmol/L", 0, 4.1, 2), Test("载脂蛋白AⅠ", "APOA1", "g/L", 1.0, 1.6, 2), Test("载脂蛋白B", "APOB", "g/L", 0.6, 1.1, 2), Test("脂蛋白(a)", "Lp(a)", "mg/L", 0, 300, 1), Test("同型半胱氨酸", "HCY", "umol/L", 4, 15, 1),
    )),
    "sugar_q": ("血糖+糖化+胰岛功能", "血清/全血", (
        Test("空腹葡萄糖", "GLU", "mmol/L", 3.9, 6.1, 2), in_words("餐后2小时葡萄糖", "GLU-2h", ("14.62", "H"), ("16.85", "H"), normal="<7.8", unit="mmol/L"), Test("糖化血红蛋白(HPLC)", "HbA1c", "%", 4.0, 6.0, 1), Test("空腹胰岛素", "INS0", "uU/ml", 2.6, 24.9, 2), Test("空腹C肽", "C-P0", "ng/ml", 1.1, 4.4, 2), in_words("餐后2小时C肽", "C-P2h", ("3.07", ""), ("2.41", ""), normal="", unit="ng/ml"), in_words("胰岛细胞抗体", "ICA", (NEG, ""), normal=NEG),
    )),
    "urine_q": ("尿液分析+尿微量白蛋白", "尿液", (
        in_words("颜色", "COLOR", ("黄色", ""), ("浅黄色", ""), normal="浅黄色"), in_words("透明度", "CLA", ("清晰透明", ""), normal="清晰透明"), Test("比重", "SG", "", 1.005, 1.030, 3), Test("酸碱度", "PH", "", 4.5, 8.0, 1), in_words("蛋白质", "PRO", (SIGN, ""), ("2+", "A"), ("1+", "A"), normal=SIGN), in_words("葡萄糖", "U-GLU", (SIGN, ""), ("4+", "A"), normal=SIGN), in_words("酮体", "KET", (SIGN, ""), normal=SIGN), in_words("隐血", "BLD", (SIGN, ""), ("3+", "A"), ("1+", "A"), normal=SIGN), in_words("胆红素", "BIL", (SIGN, ""), normal=SIGN), in_words("尿胆原", "URO", ("正常", ""), normal="正常"), in_words("亚硝酸盐", "NIT", (SIGN, ""), normal=SIGN), in_words("白细胞酯酶", "LEU", (SIGN, ""), ("2+", "A"), normal=SIGN), Test("红细胞定量", "RBC-U", "/ul", 0, 17, 1), Test("白细胞定量", "WBC-U", "/ul", 0, 28, 1), Test("尿微量白蛋白/肌酐", "U-ACR", "mg/g", 0, 30, 1),
    )),
    "coag_q": ("凝血六项", "血浆(枸橼酸钠)", (
        Test("凝血酶原时间", "PT", "s", 9.8, 13.7, 1), Test("凝血酶原活动度", "PT%", "%", 80, 120, 0), Test("国际标准化比值", "INR", "", 0.85, 1.15, 2), Test("部分凝血活酶时间", "APTT", "s", 23.9, 39.8, 1), Test("凝血酶时间", "TT", "s", 14, 21, 1), Test("纤维蛋白原", "FIB", "g/L", 2.0, 4.0, 2), Test("D-二聚体", "D-Dimer", "mg/L FEU", 0, 0.5, 2), Test("纤维蛋白(原)降解产物", "FDP", "mg/L", 0, 5, 2),
    )),
    "tumor_q": ("肿瘤标志物全套", "血清", (
        Test("甲胎蛋白", "AFP", "ng/ml", 0, 7.0, 2), Test("癌胚抗原", "CEA", "ng/ml", 0, 5.0, 2), Test("糖类抗原125", "CA125", "U/ml", 0, 35, 2), Test("糖类抗原19-9", "CA19-9", "U/ml", 0, 27, 2), Test("糖类抗原72-4", "CA72-4", "U/ml", 0, 6.9, 2), Test("神经元特异性烯醇化酶", "NSE", "ng/ml", 0, 16.3, 2), Test("细胞角蛋白19片段", "CYFRA21-1", "ng/ml", 0, 3.3, 2), Test("胃泌素释放肽前体", "ProGRP", "pg/ml", 25.3, 69.2, 1), Test("鳞状上皮细胞癌抗原", "SCC", "ng/ml", 0, 2.7, 2),
    )),
    "female_q": ("女性肿瘤标志物", "血清", (
        Test("糖类抗原125", "CA125", "U/ml", 0, 35, 2), Test("人附睾蛋白4", "HE4", "pmol/L", 0, 140, 1), Test("糖类抗原15-3", "CA15-3", "U/ml", 0, 25, 2), Test("糖类抗原19-9", "CA19-9", "U/ml", 0, 27, 2), Test("癌胚抗原", "CEA", "ng/ml", 0, 5.0, 2), Test("β-人绒毛膜促性腺激素", "β-HCG", "mIU/ml", 0, 7, 2), in_words("ROMA指数(绝经后)", "ROMA", ("18.26", ""), ("35.47", "H"), normal="<29.9", unit="%"),
    )),
    "heart_q": ("心肌标志物+BNP", "血清", (
        Test("肌酸激酶", "CK", "U/L", 50, 310, 1), Test("肌酸激酶同工酶", "CK-MB", "ng/ml", 0, 4.94, 2), Test("肌红蛋白", "MYO", "ng/ml", 28, 72, 1), Test("高敏肌钙蛋白I", "hs-cTnI", "pg/ml", 0, 34.2, 1), Test("乳酸脱氢酶", "LDH", "U/L", 120, 250, 1), in_words("N末端脑钠肽前体", "NT-proBNP", ("2186", "H"), ("964", "H"), ("57", ""), normal="<125", unit="pg/ml"),
    )),
    "infect_q": ("乙肝两对半定量+HBV-DNA", "血清", (
        in_words("乙肝表面抗原", "HBsAg", (">250.00", "H"), ("186.42", "H"), normal="0-0.05", unit="IU/ml"), in_words("乙肝表面抗体", "HBsAb", ("0.36", ""), normal="0-10", unit="mIU/ml"), in_words("乙肝e抗原", "HBeAg", ("0.31", ""), normal="0-1.0", unit="S/CO"), in_words("乙肝e抗体", "HBeAb", ("0.02", "L"), normal=">1.0", unit="S/CO"), in_words("乙肝核心抗体", "HBcAb", ("9.87", "H"), normal="0-1.0", unit="S/CO"), in_words("乙型肝炎病毒DNA定量", "HBV-DNA", ("<1.0E+02", ""), ("3.47E+03", "H"), normal="<1.0E+02", unit="IU/ml"),
    )),
    "iron_q": ("贫血三项+铁代谢", "血清", (
        Test("铁蛋白", "FER", "ng/ml", 30, 400, 1), Test("叶酸", "FOL", "ng/ml", 3.1, 20.5, 2), Test("维生素B12", "VB12", "pg/ml", 187, 883, 0), Test("血清铁", "Fe", "umol/L", 10.6, 36.7, 1), Test("总铁结合力", "TIBC", "umol/L", 50, 77, 1), Test("转铁蛋白饱和度", "TSAT", "%", 20, 50, 1),
    )),
    "inflam_q": ("风湿系列", "血清", (
        Test("C反应蛋白", "CRP", "mg/L", 0, 8, 2), Test("血沉(魏氏法)", "ESR", "mm/h", 0, 15, 0), Test("类风湿因子", "RF", "IU/ml", 0, 20, 1), Test("抗链球菌溶血素O", "ASO", "IU/ml", 0, 200, 1), in_words("人类白细胞抗原B27", "HLA-B27", ("阳性", "A"), normal=NEG), Test("免疫球蛋白G", "IgG", "g/L", 7.0, 16.0, 2), Test("补体C3", "C3", "g/L", 0.79, 1.52, 2),
    )),
    "fk_q": ("他克莫司+霉酚酸血药浓度", "全血(EDTA-K2)", (
        Test("他克莫司谷浓度", "FK506", "ng/ml", 5.0, 10.0, 1), Test("霉酚酸谷浓度", "MPA-C0", "ug/ml", 1.0, 3.5, 2),
    )),
    "virus_q": ("CMV、EBV核酸检测", "血浆(EDTA-K2)", (
        in_words("巨细胞病毒DNA定量", "CMV-DNA", ("2.63E+03", "H"), ("8.15E+02", "H"), ("<4.0E+02", ""), normal="<4.0E+02", unit="copies/ml"), in_words("EB病毒DNA定量", "EBV-DNA", ("<4.0E+02", ""), normal="<4.0E+02", unit="copies/ml"), in_words("G试验(1-3-β-D葡聚糖)", "BDG", ("<10.0", ""), ("36.4", ""), normal="<60.0", unit="pg/ml"), in_words("GM试验(半乳甘露聚糖)", "GM", ("0.21", ""), normal="<0.5", unit="S/CO"),
    )),
}  # fmt: skip
