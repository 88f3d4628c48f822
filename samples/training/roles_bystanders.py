"""People named on composed papers who sign as no physicians, or do not sign at all; and what looks like names."""

from __future__ import annotations

from extractors.reading import DateRole
from samples.training.roles_dated import Days
from samples.training.roles_pen import UNTOLD, Said
from samples.training.roles_setting import Setting
from samples.training.roles_signatures import UNCLEAR

_STATES = (
    "符合", "通过", "已审核", "同意", "合格", "已阅", "属实", "完成", "已核对", "无误", "待审", "正常", "已签收",
    "自动审核", "系统", "拒绝",
    "不同意", "退回", "有效", "已缴费", "已发药",
    "本人", "家属", "父子", "配偶", "夫妻", "子女", "可靠",
)  # fmt: skip
_ASKED = (
    "审核",
    "复核",
    "医师意见",
    "状态",
    "审核意见",
    "结果",
    "核对",
    "审方结果",
    "关系",
    "与患者关系",
    "签收状态",
    "标本状态",
    "供史者",
)
_SENT = ("送检", "送检组织", "标本", "取材部位", "送检部位", "检查部位", "部位")
_PROMISED = (
    "本人承诺以上材料真实 签字",
    "本人已知晓 签名",
    "承诺人",
    "以上告知内容已知悉，患者签名",
    "我已阅读并理解 签名",
    "患者知情同意签字",
)
_BETWEEN = ("：", ":", " ", "　", "： ", "")


class Bystanders:
    def __init__(self, setting: Setting, days: Days, kind: str) -> None:
        self.setting, self.days, self.kind = setting, days, kind
        self.say, self.rng, self.pen = setting.say, setting.rng, setting.pen

    def put(self) -> None:
        chosen = self.rng.random()
        if chosen < 0.12:
            self._contact()
        elif chosen < 0.3:
            self._several()
        else:
            self._one()

    def fact(self) -> tuple[str, list[Said]]:
        """Among the particulars of a patient."""
        if self.say.chance(0.15):
            return self.say.one("signs_unclear"), [Said(self.say.name(), UNTOLD, UNTOLD)]
        return self.say.one("others_who_sign"), [Said(self.say.name())]

    def _drawn(self) -> tuple[str, Said]:
        """A label, and who or what stands behind it."""
        say, rng = self.say, self.rng
        chosen = rng.random()
        if chosen < 0.58:
            return say.one("others_who_sign"), Said(say.name())
        if chosen < 0.72:
            return say.one(f"signs_{UNCLEAR}"), Said(say.name(), UNTOLD, UNTOLD)
        if chosen < 0.8:
            return rng.choice(_SENT), Said(say.one("organs") + rng.choice(("组织", "活检", "", "肿物", "引流液")))
        if chosen < 0.92:
            return rng.choice(_ASKED), Said(rng.choice(_STATES))
        return rng.choice(_PROMISED), Said(say.name())

    def _one(self) -> None:
        say, rng, pen = self.say, self.rng, self.pen
        label, who = self._drawn()
        x = pen.left + rng.uniform(0, 0.4)
        day: list[Said] = []
        if self.kind in ("form", "proxy") and say.chance(0.6):
            applied = DateRole.APPLIED if "人" in label else DateRole.OPINION
            role = DateRole.AUTHORISED if self.kind == "proxy" else applied
            day = [Said(rng.choice((" ", "  ", " 日期：", "　"))), self.days.signed(role)]
        if say.chance(0.3):
            x = pen.put([Said(f"{label}：")], x) + pen.height * rng.uniform(0.5, 3)
            pen.put([who, *day], x)
        else:
            pen.put([Said(label + rng.choice(_BETWEEN)), who, *day], x)
        pen.down()

    def _several(self) -> None:
        """On one row, or labels above names."""
        drawn = [self._drawn() for _ in range(self.rng.randint(2, 4))]
        step = (self.pen.right - self.pen.left) / len(drawn)
        stacked = self.say.chance(0.3)
        for at, (label, who) in enumerate(drawn):
            x = self.pen.left + step * at
            if stacked:
                self.pen.put([Said(label)], x)
                self.pen.put([who], x, self.pen.y + self.pen.pitch)
            else:
                self.pen.put([Said(label + self.rng.choice(_BETWEEN)), who], x)
        self.pen.down(2 if stacked else 1)

    def _contact(self) -> None:
        kin = self.rng.choice(_STATES[-5:])
        words = (
            f"联系人：{self.say.name()}  关系：{kin}  电话：{self.rng.randint(10**10, 10**11)}",
            f"陪同人员：{self.say.name()}（{kin}）",
            f"报告接收人 {self.say.name()} 已取",
            f"以上内容由{self.say.name()}（{kin}）陈述，已确认无误。",
            f"寄送：{self.say.place()}路，收件人{self.say.name()}",
        )
        self.pen.put([Said(self.rng.choice(words))], self.pen.left)
        self.pen.down()
