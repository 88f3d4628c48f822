"""Names of files as senders give them: shown to people, never used as a path."""

from __future__ import annotations

import unicodedata

from pipeline.casetext import Problem
from pipeline.web.problems import ProblemError

LONGEST = 500


def upload_name(name: str) -> str:
    """Raises ProblemError invalid_request."""
    plain = name.strip()
    if not plain or len(plain) > LONGEST:
        raise _refused(f"须为 1–{LONGEST} 个字符", f"has to have 1 to {LONGEST} characters")
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in plain):
        raise _refused("含有控制字符", "holds control characters")
    return plain


def _refused(zh: str, en: str) -> ProblemError:
    return ProblemError("invalid_request", problems=[Problem("name", zh, en)])
