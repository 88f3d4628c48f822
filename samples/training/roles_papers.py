"""Papers composed at random: what hospitals print, in any wording and arrangement, with what each piece of it is.

No two hospitals print alike, and the papers at hand are of a few authors each. So headings are put together from their
parts or made up, diseases are swapped and composed, and whatever names a disease without diagnosing it stands about.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from extractors.reading import DateRole, Kind
from extractors.roles.net import CONCLUSION, FINDINGS
from samples.training.roles_content import Content
from samples.training.roles_dated import Days, told_elsewhere
from samples.training.roles_diagnosed import Diagnosed
from samples.training.roles_diagnosis_tables import DiagnosisTables
from samples.training.roles_heads import head
from samples.training.roles_pen import UNTOLD, Labelled, Pen, Said
from samples.training.roles_setting import Setting
from samples.training.roles_signatures import Signatures
from samples.training.roles_signing import foot
from samples.training.roles_tables import Tables

KINDS = {
    "cert": 22, "out": 15, "adm": 12, "dis": 16, "front": 8, "exam": 10, "path": 4, "form": 8, "rx": 5, "lab": 8,
    "proxy": 2, "gene": 3,
}  # fmt: skip
"""What is composed, and how often."""
MEANT = {
    "cert": Kind.DIAGNOSIS_CERTIFICATE, "out": Kind.OUTPATIENT_RECORD, "adm": Kind.ADMISSION_RECORD,
    "dis": Kind.DISCHARGE_RECORD, "front": Kind.INPATIENT_FRONT_PAGE, "exam": Kind.EXAM_REPORT,
    "path": Kind.PATHOLOGY_REPORT, "form": Kind.APPLICATION_FORM, "rx": Kind.MEDICATION_RECORD, "lab": Kind.LAB_REPORT,
    "proxy": Kind.PROXY_AUTHORIZATION, "gene": Kind.GENETIC_REPORT,
}  # fmt: skip
"""… and what kind of paper that is."""
Block = Callable[[], None]


def paper(rng: random.Random, listed: tuple[str, ...] = ()) -> list[Labelled]:
    """The lines of one page, in reading order."""
    return of_kind(rng, drawn(rng), listed)


def drawn(rng: random.Random) -> str:
    """One of KINDS."""
    (kind,) = rng.choices(list(KINDS), list(KINDS.values()))
    return kind


def of_kind(rng: random.Random, kind: str, listed: tuple[str, ...] = ()) -> list[Labelled]:
    return _Paper(rng, listed, kind).composed()


class _Paper:
    def __init__(self, rng: random.Random, listed: tuple[str, ...], kind: str) -> None:
        self.rng, self.kind = rng, kind
        self.pen = Pen(rng)
        self.say = Content(rng, listed)
        self.setting = Setting(rng, self.pen, self.say)
        self.days = Days(rng, self.say, kind)
        self.diagnosed = Diagnosed(self.setting, self.days)
        self.diagnosis_table = DiagnosisTables(self.setting, self.days).table
        self.tables = Tables(self.setting, self.days)

    def composed(self) -> list[Labelled]:
        head(self.setting, self.days, self.kind)
        for block in self._blocks():
            block()
        if self.kind == "cert" and self.say.chance(0.4):
            self.setting.flow([Said(self.say.sentence("opening_of_a_case"))], self.pen.left + 2 * self.pen.height)
        foot(self.setting, self.days, self.kind)
        return told_elsewhere(self.pen.page())

    def _blocks(self) -> Sequence[Block]:
        rng, many = self.rng, self.rng.randint
        story, other, advice, told = self._story, self._others_diseases, self._advice, self.diagnosed.told
        maybe: Callable[[float, Block], list[Block]] = lambda of, one: [one] if self.say.chance(of) else []  # noqa: E731
        follow = maybe(0.08, self.tables.by_day)
        dx = self.diagnosis_table if self.say.chance(0.08) else told
        blocks: dict[str, list[Block]] = {
            "cert": [*maybe(0.45, story), *maybe(0.15, other), dx, *maybe(0.8, advice), *maybe(0.15, story)],
            "out": [*[story] * many(1, 3), *maybe(0.6, other), *maybe(0.5, story), dx, *[advice] * many(0, 2), *follow],
            "adm": [
                story,
                story,
                *[other] * many(1, 3),
                *[story] * many(1, 3),
                *[told] * rng.choice((1, 1, 1, 2)),
                *maybe(0.2, self._signed_list),
            ],
            "dis": [*maybe(0.6, told), *[story] * many(1, 2), *maybe(0.2, other), dx, *[advice] * many(1, 2)],
            "front": [*maybe(0.4, told), self.diagnosis_table],
            "exam": [*maybe(0.1, other), self._findings, self._conclusion],
            "path": [*maybe(0.3, other), self._findings, self._conclusion],
            "form": [other, *maybe(0.7, story), *maybe(0.5, told), *maybe(0.5, advice), *maybe(0.5, self._opinion)],
            "rx": [advice, advice, *maybe(0.15, self.tables.by_day)],
            "lab": [self.tables.results, *maybe(0.1, self.tables.by_day)],
            "gene": [
                *maybe(0.4, other),
                *maybe(0.6, self._findings),
                *maybe(0.4, self.tables.results),
                self._conclusion,
            ],
            "proxy": [self._authorising, *maybe(0.5, story)],
        }
        chosen = blocks[self.kind]
        if self.kind in ("exam", "rx", "lab", "path", "gene") and self.say.chance(0.5):
            chosen.insert(0, self._request)
        if self.kind in ("cert", "out") and self.say.chance(0.12):
            rng.shuffle(chosen)
        return chosen

    def _signed_list(self) -> None:
        """Diagnoses that were added or mended, with whoever did so."""
        self.diagnosed.told()
        signatures = Signatures(self.setting, self.days, self.kind)
        role = self.rng.choice(("attending", "recording", "supervising"))
        signatures.each([signatures.one(role, dated=self.say.chance(0.7))])

    def _story(self) -> None:
        said = [Said(self.say.story())]
        if self.say.chance(0.2):
            said += [*self.days.told(), Said(self.say.story())]
        if self.kind in ("cert", "dis") and self.say.chance(0.15):
            said = [*self.days.told_stay(), *said] if self.say.chance(0.7) else [*said, *self.days.told_stay()]
        self.setting.headed(self.say.one("story_headings"), said)

    def _others_diseases(self) -> None:
        heading = self.say.one("other_disease_headings")
        self.setting.headed(heading, [Said(self.say.of_others(heading))])

    def _advice(self) -> None:
        lines = [self.say.advice()]
        if self.say.chance(0.5):
            make = self.say.dose if self.say.chance(0.5) else self.say.advice
            lines = [make() for _ in range(self.rng.randint(1, 5))]
        self.setting.headed(self.say.one("advice_headings"), [Said("\n".join(lines))])

    def _request(self) -> None:
        label = self.rng.choice(("临床诊断：", "申请诊断：", "初步诊断：", "送检诊断：", "诊断：", "临床印象："))
        self.setting.flow([Said(label), Said(self.say.disease(), UNTOLD, UNTOLD)], self.pen.left)

    def _findings(self) -> None:
        self.setting.headed(self.say.one("findings_headings"), [Said(self.say.observed() * 2, FINDINGS, FINDINGS)])

    def _conclusion(self) -> None:
        seen = [self.say.observed() for _ in range(self.rng.randint(1, 4))]
        text = "\n".join(f"{at}.{one}" for at, one in enumerate(seen, 1)) if self.say.chance(0.5) else seen[0]
        self.setting.headed(self.say.one("conclusion_headings"), [Said(text, CONCLUSION, CONCLUSION)])

    def _opinion(self) -> None:
        """Of an office, dated."""
        heading = self.rng.choice(
            ("医院意见", "医保办意见", "经办机构意见", "专家组意见", "定点医疗机构意见", "审核意见", "认定结论")
        )
        said = [Said(self.rng.choice(("同意。", "情况属实，同意申报。", "符合认定标准。", "经审核符合条件，", "")))]
        said += [Said(self.rng.choice(("\n", "  ", "\n（盖章） ", "\n签章："))), self.days.signed(DateRole.OPINION)]
        self.setting.headed(heading, said)

    def _authorising(self) -> None:
        words = ("委托期限：", "授权期限：自", "有效期：", "委托有效期自", "本委托书有效期：", "期限自", "代办时间：")
        said = [
            Said(f"兹委托{self.say.name()}代为办理门诊慢特病申报事宜。"), Said(self.rng.choice(words)),
            *self.days.span("valid_from", "expiry"),
        ]  # fmt: skip
        self.setting.flow(said, self.pen.left + 2 * self.pen.height)
