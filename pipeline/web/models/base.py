"""What all bodies have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from pipeline.web.catalogue import KINDS


class Answer(BaseModel):
    """What is sent. Frozen: it is made once, from rows."""

    model_config = ConfigDict(frozen=True)


class Asked(BaseModel):
    """What is received: nothing unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MistakeOut(Answer):
    """One thing wrong. 一处问题"""

    key: str = Field(description="Where: `uploads[2].name`; empty for the whole.", examples=["applicant.id_number"])
    zh: str = Field(examples=["缺少"])
    en: str = Field(examples=["is missing"])


class EnglishOut(Answer):
    title: str
    detail: str
    action: str


class ProblemOut(Answer):
    """RFC 9457 problem details. 出错信息：type 与 code 固定不变，detail 说明情况，action 说明如何处理。"""

    model_config = ConfigDict(frozen=True, extra="allow")

    type: str = Field(examples=["urn:yushen:problem:invalid_case"])
    title: str = Field(examples=["申请信息不符合要求"])
    status: int = Field(examples=[422])
    detail: str
    code: str = Field(description=f"One of: {', '.join(KINDS)}.", examples=["invalid_case"])
    action: str = Field(description="What to do about it. 处理办法", examples=["请按 problems 逐项修改。"])
    en: EnglishOut
    request_id: str
    problems: list[MistakeOut] = Field(default=[], description="All that is wrong, at once.")
