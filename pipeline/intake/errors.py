"""What a sender has to put right before anything is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.casetext import Problem


class IntakeError(Exception):
    """The sender must act. `code` is one of the API's problems; `more` says what it is about."""

    def __init__(self, code: str, zh: str = "", en: str = "", problems: Sequence[Problem] = (), **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.zh = zh
        self.en = en
        self.problems = tuple(problems)
        self.more = more
