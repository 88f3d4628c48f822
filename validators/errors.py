"""What the author of a policy pack has to mend: refused at start-up, never half loaded."""

from __future__ import annotations

from collections.abc import Iterable


class PolicyError(Exception):
    """A policy pack that cannot be trusted, with the file, the place in it and what would be allowed."""

    def __init__(
        self, file: str, path: str, problem: str, allowed: Iterable[str] = (), line: int | None = None
    ) -> None:
        self.file = file  # pack folder and file name, e.g. "rizhao/policy.yaml"
        self.path = path  # place in the file, e.g. "rules.report-age.with.months"
        self.problem = problem
        self.allowed = tuple(allowed)
        self.line = line  # 1-based
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        place = (
            f"{self.file}" + (f", line {self.line}" if self.line else "") + (f", at {self.path}" if self.path else "")
        )
        return f"{place}: {self.problem}" + (f" (allowed: {', '.join(self.allowed)})" if self.allowed else "")
