"""Pages that fit no kind by their titles and words: what a trained net takes them for. Never sure.

What a page of such a kind says is read and shown; that it is one, nothing goes by: no material counts as there, none as
missing.
"""

from __future__ import annotations

from extractors.reading import Kind, Page
from extractors.roles.kinds import kind_of

_PLAINLY = 0.7  # probability from which it is believed
_TOLD_OTHERWISE = frozenset({Kind.UNRELATED, Kind.ID_CARD_FRONT, Kind.ID_CARD_BACK, Kind.INSURANCE_CARD})
"""Cards are told by their words alone, which are the same everywhere; what is unrelated stays unknown."""


def sighted(page: Page) -> Kind | None:
    taken = kind_of(page)
    if taken is None or taken.kind in _TOLD_OTHERWISE or taken.chance < _PLAINLY:
        return None
    return taken.kind
