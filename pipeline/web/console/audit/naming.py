"""What codes are called on a page."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.web.console.users import User
from pipeline.web.console.words.audit import name_of


def namer(user: User) -> Callable[[str], str]:
    """`name_of(word)` of templates, in the user's language."""
    return lambda word: name_of(word, user.language)
