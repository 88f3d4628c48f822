"""What codes are called on a page."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.web.console.users import User
from pipeline.web.console.words.audit import name_of
from pipeline.web.context import Web

Name = Callable[[str], str]


def namer(user: User) -> Name:
    """`name_of(word)` of templates, in the user's language."""
    return lambda word: name_of(word, user.language)


def with_hospitals(user: User, web: Web) -> Name:
    """The same where codes of hospitals are among the words: by the registry in force."""
    hospitals = {entry.code: entry.name for entry in web.service.rulebook.registry().entries}
    return lambda word: hospitals.get(word) or name_of(word, user.language)
