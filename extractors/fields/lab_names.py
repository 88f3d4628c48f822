"""Items that laboratories measure: their names, their codes and the units they are given in.

Lists as in 全国临床检验操作规程 and on the sheets of Chinese hospitals. They mend what a recogniser misread and part
what it ran together (睾酮TESTO); an item that is not among them is as good as any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.layout.text import squeeze

# names | other names = codes = units; a name may be listed once only.
_BLOOD = """
白细胞|白细胞计数|白细胞数|白细胞总数 = WBC = 10^9/L
红细胞|红细胞计数|红细胞数 = RBC = 10^12/L
血红蛋白|血红蛋白浓度|血红蛋白测定|血红蛋白量 = HGB Hb = g/L
红细胞压积|红细胞比容|红细胞比积 = HCT = % L/L
红细胞平均体积|平均红细胞体积|平均红细胞容积|红细胞平均容积 = MCV = fL
红细胞平均血红蛋白量|平均红细胞血红蛋白含量|平均血红蛋白量|平均血红蛋白含量|平均红细胞血红蛋白量 = MCH = pg
红细胞平均血红蛋白浓度|平均红细胞血红蛋白浓度|平均血红蛋白浓度 = MCHC = g/L
红细胞分布宽度|红细胞分布宽度CV|红细胞分布宽度变异系数|红细胞体积分布宽度|红细胞体积分布宽度CV = RDW RDW-CV = %
红细胞分布宽度标准差|红细胞分布宽度SD|红细胞体积分布宽度SD = RDW-SD = fL
血小板|血小板计数|血小板数 = PLT = 10^9/L
血小板平均体积|平均血小板体积|平均血小板容积|血小板平均容积 = MPV = fL
血小板分布宽度|血小板体积分布宽度 = PDW = fL %
血小板压积|血小板比容|血小板比积 = PCT = %
大血小板比率|大型血小板比率 = P-LCR PLCR = %
中性粒细胞绝对值|中性粒细胞计数|中性粒细胞数|中性粒细胞绝对数 = NEUT# NE# NEU# = 10^9/L
淋巴细胞绝对值|淋巴细胞计数|淋巴细胞数|淋巴细胞绝对数 = LYMPH# LY# LYM# = 10^9/L
单核细胞绝对值|单核细胞计数|单核细胞数|单核细胞绝对数 = MONO# MO# MON# = 10^9/L
嗜酸性粒细胞绝对值|嗜酸性粒细胞计数|嗜酸性粒细胞数|嗜酸性粒细胞绝对数|嗜酸粒细胞绝对值 = EO# EOS# = 10^9/L
嗜碱性粒细胞绝对值|嗜碱性粒细胞计数|嗜碱性粒细胞数|嗜碱性粒细胞绝对数|嗜碱粒细胞绝对值 = BASO# BA# BAS# = 10^9/L
中性粒细胞百分比|中性粒细胞百分数|中性粒细胞比率|中性粒细胞百分率|中性粒细胞比例 = NEUT% NE% NEU% = %
淋巴细胞百分比|淋巴细胞百分数|淋巴细胞比率|淋巴细胞百分率|淋巴细胞比例 = LYMPH% LY% LYM% = %
单核细胞百分比|单核细胞百分数|单核细胞比率|单核细胞百分率|单核细胞比例 = MONO% MO% MON% = %
嗜酸性粒细胞百分比|嗜酸性粒细胞百分数|嗜酸性粒细胞比率|嗜酸性粒细胞百分率|嗜酸粒细胞百分比 = EO% EOS% = %
嗜碱性粒细胞百分比|嗜碱性粒细胞百分数|嗜碱性粒细胞比率|嗜碱性粒细胞百分率|嗜碱粒细胞百分比 = BASO% BA% BAS% = %
网织红细胞百分比|网织红细胞比率 = RET% RET = %
网织红细胞绝对值|网织红细胞计数 = RET# = 10^9/L 10^12/L
血沉|红细胞沉降率|血沉测定 = ESR = mm/h
凝血酶原时间 = PT = s 秒
凝血酶原活动度|凝血酶原时间活动度 = PTA PT% = %
国际标准化比值|国际标准化比率 = INR PT-INR =
活化部分凝血活酶时间|活化部分凝血酶原时间|部分凝血活酶时间 = APTT = s 秒
凝血酶时间 = TT = s 秒
纤维蛋白原|纤维蛋白原含量 = FIB Fbg = g/L
D-二聚体|D二聚体 = D-D DD D-Dimer = mg/L μg/mL ng/mL μg/L mg/LFEU
纤维蛋白降解产物|纤维蛋白(原)降解产物|纤维蛋白原降解产物 = FDP = μg/mL mg/L
抗凝血酶III|抗凝血酶 = AT-III ATIII AT = %
凝血因子VIII活性|凝血因子Ⅷ活性|VIII因子活性 = FVIII:C FVIII = %
凝血因子IX活性|凝血因子Ⅸ活性|IX因子活性 = FIX:C FIX = %
血管性血友病因子抗原 = vWF:Ag VWF = %
"""
_CHEMISTRY = """
谷丙转氨酶|丙氨酸氨基转移酶|丙氨酸转氨酶 = ALT GPT = U/L IU/L
谷草转氨酶|天门冬氨酸氨基转移酶|天冬氨酸氨基转移酶|门冬氨酸氨基转移酶 = AST GOT = U/L IU/L
谷草/谷丙|AST/ALT|谷草谷丙比值|AST/ALT比值|AST:ALT|谷草/谷丙比值|谷草/谷丙比 = AST/ALT S/L =
总胆红素 = TBIL TB T-BIL STB = μmol/L
直接胆红素 = DBIL DB D-BIL = μmol/L
结合胆红素 = CB DBIL = μmol/L
间接胆红素 = IBIL IB I-BIL = μmol/L
非结合胆红素|未结合胆红素 = UCB IBIL = μmol/L
总蛋白|血清总蛋白 = TP = g/L
白蛋白|血清白蛋白 = ALB = g/L
球蛋白 = GLB GLO GLOB = g/L
白球比|白球比例|白/球比例|白蛋白/球蛋白|白球比值 = A/G AG =
前白蛋白 = PA PAB = mg/L g/L
碱性磷酸酶 = ALP AKP = U/L IU/L
γ-谷氨酰转肽酶|γ-谷氨酰转移酶|谷氨酰转肽酶|谷氨酰转移酶|γ-谷氨酰基转移酶 = GGT γ-GT GGT-2 = U/L IU/L
总胆汁酸 = TBA = μmol/L
胆碱酯酶 = CHE = U/L KU/L
腺苷脱氨酶|腺甙脱氨酶|腺甘脱氨酶 = ADA = U/L
α-L-岩藻糖苷酶 = AFU = U/L
亮氨酸氨基肽酶 = LAP = U/L
甘胆酸 = CG = mg/L μg/mL
乳酸脱氢酶 = LDH LD = U/L IU/L
α-羟丁酸脱氢酶|α-羟基丁酸脱氢酶|羟丁酸脱氢酶 = HBDH α-HBDH = U/L IU/L
肌酸激酶 = CK = U/L IU/L
肌酸激酶同工酶|肌酸激酶同功酶|肌酸激酶MB同工酶|肌酸激酶同工酶MB|肌酸激酶同工酶-MB = CK-MB CKMB = U/L ng/mL
肌酐|血肌酐|血清肌酐|肌酐(酶法) = Cr CREA SCR Scr CRE SCr = μmol/L
尿素|尿素氮|血尿素氮|血尿素 = UREA BUN Urea = mmol/L
尿酸|血尿酸|血清尿酸 = UA URIC SUA = μmol/L
胱抑素C|血清胱抑素C|半胱氨酸蛋白酶抑制剂C = CysC Cys-C CYSC = mg/L
估算肾小球滤过率|肾小球滤过率|估算的肾小球滤过率|肾小球滤过率估算值 = eGFR GFR = mL/min/1.73m^2 mL/min
β2-微球蛋白|β2微球蛋白 = β2-MG B2-MG = mg/L
α1-微球蛋白 = α1-MG A1-MG = mg/L
视黄醇结合蛋白 = RBP = mg/L
葡萄糖|血糖|空腹血糖|空腹葡萄糖|随机血糖|血清葡萄糖 = GLU FBG FPG = mmol/L
餐后2小时血糖|餐后血糖|餐后2h血糖 = PBG 2hPG = mmol/L
糖化血红蛋白|糖化血红蛋白A1c|糖化血红蛋白A1C = HbA1c GHb GHB HbA1C = %
糖化白蛋白 = GA = %
果糖胺 = FMN FRUC = mmol/L
C肽|空腹C肽 = CP C-P FCP = ng/mL nmol/L pmol/L
餐后2小时C肽 = =
胰岛素|空腹胰岛素 = INS FINS = μIU/mL mU/L pmol/L μU/mL
谷氨酸脱羧酶抗体|抗谷氨酸脱羧酶抗体 = GADA GAD GAD-Ab = IU/mL U/mL
胰岛细胞抗体|抗胰岛细胞抗体 = ICA = COI IU/mL
胰岛素抗体|胰岛素自身抗体|抗胰岛素抗体 = IAA = COI IU/mL
β-羟丁酸|β羟丁酸|血酮体 = BHB β-HB = mmol/L
总胆固醇|胆固醇 = TC CHO CHOL TCHO T-CHO = mmol/L
甘油三酯|三酰甘油 = TG TRIG = mmol/L
高密度脂蛋白胆固醇|高密度脂蛋白 = HDL-C HDL HDLC = mmol/L
低密度脂蛋白胆固醇|低密度脂蛋白 = LDL-C LDL LDLC = mmol/L
极低密度脂蛋白胆固醇|极低密度脂蛋白 = VLDL-C VLDL = mmol/L
载脂蛋白A1|载脂蛋白AI|载脂蛋白A = ApoA1 APOA1 ApoAI ApoA = g/L
载脂蛋白B = ApoB APOB = g/L
载脂蛋白E = ApoE APOE = mg/L
脂蛋白(a)|脂蛋白a = Lp(a) LP(a) LPa = mg/L nmol/L
同型半胱氨酸 = HCY Hcy = μmol/L
钾|钾离子|血钾|血清钾 = K K+ = mmol/L
钠|钠离子|血钠|血清钠 = Na Na+ NA = mmol/L
氯|氯离子|血氯|血清氯 = Cl Cl- CL = mmol/L
钙|钙离子|血钙|血清钙|总钙 = Ca CA Ca2+ = mmol/L
磷|无机磷|血磷|血清磷 = P PHOS IP PO4 = mmol/L
镁|镁离子|血镁|血清镁 = Mg MG Mg2+ = mmol/L
铁|血清铁 = Fe FE SI = μmol/L
总铁结合力 = TIBC = μmol/L
转铁蛋白 = TRF TF = g/L
转铁蛋白饱和度 = TS TSAT = %
铜|血清铜 = Cu CU = μmol/L
锌|血清锌 = Zn ZN = μmol/L
铜蓝蛋白 = CER CP Cp = g/L mg/L
二氧化碳结合力|二氧化碳|总二氧化碳|总二氧化碳结合力 = CO2CP CO2C CO2 TCO2 CO2-CP = mmol/L
碳酸氢根|实际碳酸氢根|碳酸氢盐 = HCO3- HCO3 = mmol/L
阴离子间隙 = AG = mmol/L
血淀粉酶|淀粉酶 = AMY = U/L
脂肪酶 = LPS LIP = U/L
血氨 = NH3 AMM = μmol/L
乳酸 = LAC = mmol/L
渗透压 = OSM = mOsm/L
"""
_IMMUNE = """
C反应蛋白|超敏C反应蛋白|超敏C-反应蛋白|C-反应蛋白|全程C反应蛋白 = CRP hs-CRP hsCRP = mg/L
降钙素原 = PCT = ng/mL
白介素6|白细胞介素6|白细胞介素-6|白介素-6 = IL-6 IL6 = pg/mL
血清淀粉样蛋白A = SAA = mg/L
铁蛋白|血清铁蛋白 = FER SF Fer Ferr = ng/mL μg/L
叶酸 = FOL FA = ng/mL nmol/L
维生素B12 = VB12 VitB12 B12 = pg/mL pmol/L
25-羟基维生素D|25羟维生素D|25-羟维生素D|总25羟基维生素D = 25-OH-VD 25OHD 25(OH)D = ng/mL nmol/L
促红细胞生成素 = EPO = mIU/mL IU/L
肌红蛋白 = MYO Mb MB = ng/mL μg/L
肌钙蛋白I|高敏肌钙蛋白I|超敏肌钙蛋白I = cTnI TnI hs-cTnI hsTnI = ng/mL pg/mL ng/L μg/L
肌钙蛋白T|高敏肌钙蛋白T|超敏肌钙蛋白T = cTnT TnT hs-cTnT hsTnT = ng/mL pg/mL ng/L μg/L
B型钠尿肽|脑钠肽|B型利钠肽|B型脑钠肽|脑利钠肽 = BNP = pg/mL ng/L
N末端B型钠尿肽前体|N端-B型钠尿肽前体|氨基末端脑钠肽前体|N末端脑钠肽前体|N末端-B型钠尿肽前体 = NT-proBNP BNP = pg/mL ng/L
类风湿因子 = RF = IU/mL U/mL
抗链球菌溶血素O|抗链球菌溶血素"O"|抗链O = ASO = IU/mL
抗环瓜氨酸肽抗体|抗环瓜氨酸多肽抗体|抗CCP抗体 = CCP Anti-CCP = RU/mL U/mL
抗核抗体|抗核抗体滴度 = ANA =
抗双链DNA抗体|抗dsDNA抗体|抗双链DNA|抗ds-DNA抗体 = dsDNA ds-DNA = IU/mL RU/mL
抗Sm抗体 = Sm =
抗SSA抗体|抗SS-A抗体 = SSA SS-A =
抗SSB抗体|抗SS-B抗体 = SSB SS-B =
抗nRNP/Sm抗体|抗U1RNP抗体|抗RNP抗体 = RNP =
抗Scl-70抗体 = Scl-70 =
抗Jo-1抗体 = Jo-1 =
抗核糖体P蛋白抗体 = rRNP =
抗中性粒细胞胞浆抗体 = ANCA =
抗心磷脂抗体 = ACA = RU/mL
抗磷脂酶A2受体抗体|抗PLA2R抗体 = PLA2R = RU/mL
补体C3|补体3 = C3 = g/L
补体C4|补体4 = C4 = g/L
免疫球蛋白A = IgA IGA = g/L
免疫球蛋白G = IgG IGG = g/L
免疫球蛋白M = IgM IGM = g/L
免疫球蛋白E|总免疫球蛋白E|总IgE = IgE IGE = IU/mL
免疫球蛋白G4 = IgG4 = g/L
κ轻链 = KAP = g/L
λ轻链 = LAM = g/L
HLA-B27|人类白细胞抗原B27 = HLA-B27 B27 =
促甲状腺激素|促甲状腺素 = TSH = mIU/L μIU/mL
游离三碘甲状腺原氨酸|游离三碘甲腺原氨酸 = FT3 = pmol/L pg/mL
游离甲状腺素 = FT4 = pmol/L ng/dL
三碘甲状腺原氨酸|总三碘甲状腺原氨酸 = T3 TT3 = nmol/L ng/mL
甲状腺素|总甲状腺素 = T4 TT4 = nmol/L μg/dL
甲状腺球蛋白 = TG Tg = ng/mL
甲状腺球蛋白抗体|抗甲状腺球蛋白抗体 = TGAb Anti-TG TG-Ab = IU/mL
甲状腺过氧化物酶抗体|抗甲状腺过氧化物酶抗体 = TPOAb Anti-TPO TPO-Ab = IU/mL
促甲状腺素受体抗体|促甲状腺激素受体抗体 = TRAb = IU/L
甲状旁腺素|甲状旁腺激素|全段甲状旁腺激素|全段甲状旁腺素 = PTH iPTH = pg/mL pmol/L ng/L
降钙素 = CT = pg/mL
骨钙素 = OC = ng/mL
皮质醇 = COR Cor = μg/dL nmol/L
促肾上腺皮质激素 = ACTH = pg/mL
生长激素 = GH hGH = ng/mL
胰岛素样生长因子1|胰岛素样生长因子-1 = IGF-1 = ng/mL
泌乳素|催乳素 = PRL = ng/mL μIU/mL mIU/L
促黄体生成素|黄体生成素 = LH = mIU/mL IU/L
促卵泡生成素|卵泡刺激素|促卵泡刺激素 = FSH = mIU/mL IU/L
雌二醇 = E2 = pg/mL pmol/L
孕酮 = P PROG = ng/mL nmol/L
睾酮|总睾酮 = T TESTO TES TSTO = ng/dL nmol/L ng/mL
人绒毛膜促性腺激素|β-人绒毛膜促性腺激素|绒毛膜促性腺激素 = HCG β-HCG = mIU/mL IU/L
醛固酮 = ALD = pg/mL ng/dL
肾素|血浆肾素活性 = PRA REN = ng/mL/h μIU/mL
甲胎蛋白 = AFP = ng/mL IU/mL μg/L
癌胚抗原 = CEA = ng/mL μg/L
糖类抗原125|糖类抗原CA125|癌抗原125 = CA125 CA125B = U/mL
糖类抗原15-3|糖类抗原153|糖类抗原CA15-3|癌抗原15-3 = CA15-3 CA153 = U/mL
糖类抗原19-9|糖类抗原199|糖类抗原CA19-9 = CA19-9 CA199 = U/mL
糖类抗原72-4|糖类抗原724|糖类抗原CA72-4|癌抗原72-4 = CA72-4 CA724 = U/mL
糖类抗原242|糖类抗原CA242 = CA242 = U/mL
糖类抗原50|糖类抗原CA50 = CA50 = U/mL
细胞角蛋白19片段|细胞角蛋白19片断|非小细胞肺癌相关抗原21-1 = CYFRA21-1 CYFRA = ng/mL
神经元特异性烯醇化酶|神经元特异烯醇化酶 = NSE = ng/mL
鳞状上皮细胞癌抗原|鳞状细胞癌抗原|鳞癌抗原|鳞状细胞癌相关抗原|鳞状上皮细胞癌相关抗原 = SCC SCCA = ng/mL μg/L
胃泌素释放肽前体|促胃泌素释放肽前体 = ProGRP = pg/mL
人附睾蛋白4 = HE4 = pmol/L
总前列腺特异性抗原|前列腺特异性抗原|总前列腺特异抗原 = TPSA PSA tPSA T-PSA = ng/mL
游离前列腺特异性抗原|游离前列腺特异抗原 = FPSA fPSA F-PSA = ng/mL
异常凝血酶原 = PIVKA-II PIVKA = mAU/mL
他克莫司浓度|他克莫司血药浓度|他克莫司|他克莫司全血浓度|他克莫司谷浓度 = FK506 TAC = ng/mL
环孢素浓度|环孢霉素A浓度|环孢素A = CsA = ng/mL
α-半乳糖苷酶A活性 = GLA = μmol/L/h nmol/h/mL
"""
_INFECTION = """
乙型肝炎表面抗原|乙肝表面抗原|乙型肝炎病毒表面抗原 = HBsAg HBSAG = IU/mL COI S/CO
乙型肝炎表面抗体|乙肝表面抗体|乙型肝炎病毒表面抗体 = HBsAb Anti-HBs HBSAB = mIU/mL
乙型肝炎e抗原|乙肝e抗原|乙型肝炎病毒e抗原 = HBeAg HBEAG = COI S/CO PEIU/mL
乙型肝炎e抗体|乙肝e抗体|乙型肝炎病毒e抗体 = HBeAb Anti-HBe HBEAB = COI S/CO
乙型肝炎核心抗体|乙肝核心抗体|乙型肝炎病毒核心抗体 = HBcAb Anti-HBc HBCAB = COI S/CO
丙型肝炎抗体|丙肝抗体|丙型肝炎病毒抗体 = HCV-Ab Anti-HCV HCVAb = COI S/CO
梅毒螺旋体抗体|梅毒抗体 = TP-Ab TPAb TP Anti-TP = COI S/CO
人类免疫缺陷病毒抗体|艾滋病毒抗体|HIV抗体|人免疫缺陷病毒抗体 = HIV-Ab HIV Anti-HIV = COI S/CO
乙型肝炎病毒DNA|乙肝病毒DNA|乙型肝炎病毒核酸定量|HBV-DNA定量 = HBV-DNA HBVDNA = IU/mL copies/mL
丙型肝炎病毒RNA|丙肝病毒RNA|丙型肝炎病毒RNA定量|HCV-RNA定量 = HCV-RNA HCVRNA = IU/mL copies/mL
结核感染T细胞|结核分枝杆菌抗体|结核抗体 = T-SPOT TB-Ab =
巨细胞病毒DNA|巨细胞病毒核酸定量|巨细胞病毒DNA定量 = CMV-DNA CMVD = copies/mL IU/mL
EB病毒DNA|EB病毒核酸定量|EB病毒DNA定量 = EBV-DNA EBVD = copies/mL IU/mL
"""
_URINE = """
尿蛋白|尿蛋白质|蛋白质|蛋白 = PRO U-PRO = g/L
尿糖|尿葡萄糖 = U-GLU GLU = mmol/L
尿酮体|酮体 = KET = mmol/L
尿胆原 = URO UBG = μmol/L
尿胆红素|胆红素 = BIL U-BIL = μmol/L
隐血|潜血|尿隐血|尿潜血 = BLD ERY OB = 个/μL
亚硝酸盐 = NIT =
白细胞酯酶 = LEU = 个/μL
尿比重|比重 = SG =
酸碱度|尿酸碱度|pH值 = pH PH =
颜色|尿颜色 = COL COLOR =
透明度|浊度|尿透明度 = CLA TUR =
维生素C = VC = mmol/L
尿微量白蛋白|微量白蛋白|尿微量白蛋白测定|尿白蛋白 = mALB U-mALB MAU UMA ALB-U = mg/L
尿肌酐|尿肌酐测定 = U-Cr UCr UCREA = μmol/L mmol/L g/L
尿微量白蛋白/肌酐|尿白蛋白/肌酐|尿微量白蛋白/尿肌酐|尿白蛋白肌酐比|尿白蛋白/肌酐比值 = ACR UACR = mg/g mg/mmol
24小时尿蛋白|24小时尿蛋白定量|尿蛋白定量|24h尿蛋白定量 = 24hUP UTP 24hU-TP = g/24h mg/24h
24小时尿量|尿量 = = mL L
N-乙酰-β-D-氨基葡萄糖苷酶 = NAG = U/L
红细胞定量 = RBC-U = /μL 个/μL
白细胞定量 = WBC-U = /μL 个/μL
红细胞(镜检)|镜检红细胞 = = /HPF 个/HP
白细胞(镜检)|镜检白细胞 = = /HPF 个/HP
管型 = CAST = /LPF 个/LP
上皮细胞 = EC = 个/μL /HPF
细菌 = BACT = 个/μL
大便隐血|粪便隐血|便隐血 = OB FOB =
"""


@dataclass(frozen=True, slots=True)
class Analyte:
    """What is measured, under all its names."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    units: tuple[str, ...]  # in the spelling of `lab_units`; () where it has none


def _listed() -> Iterator[Analyte]:
    for row in filter(None, "".join((_BLOOD, _CHEMISTRY, _IMMUNE, _INFECTION, _URINE)).splitlines()):
        names, codes, units = (part.strip() for part in row.split("="))
        spelled = names.split("|")
        yield Analyte((*spelled, *_with_signs(spelled)), tuple(codes.split()), tuple(units.split()))


def _with_signs(names: Iterable[str]) -> Iterator[str]:
    """Names of cells with a sign for the word behind them: 淋巴细胞# is 淋巴细胞绝对值, 淋巴细胞% 淋巴细胞百分比."""
    for name in names:
        for word, sign in (("绝对值", "#"), ("百分比", "%")):
            if name.endswith(f"细胞{word}"):
                yield name.removesuffix(word) + sign


ANALYTES = tuple(_listed())


@lru_cache(maxsize=1)
def by_name() -> Mapping[str, Analyte]:
    """Every name as `key` spells it → what is measured."""
    return {key(name): analyte for analyte in ANALYTES for name in analyte.names}


@lru_cache(maxsize=1)
def by_code() -> Mapping[str, tuple[Analyte, ...]]:
    """Every code in capitals → what it may stand for."""
    found: dict[str, tuple[Analyte, ...]] = {}
    for analyte in ANALYTES:
        for code in analyte.codes:
            found[code.upper()] = (*found.get(code.upper(), ()), analyte)
    return found


def key(name: str) -> str:
    """How names are compared: half width, without white space, in capitals, look-alikes folded."""
    return squeeze(name).text.upper()
