"""What a seal says where a list told whose it is: the listed name stands for what was read of it.

Of a name seal, the value is the name; 印 says what it is, as 章 does.

What was decided by strips is evidence of what is printed. The text as read stays beside it (`Seal.text`), and is all
there is where no name was decided: below the floor nothing is written out.
"""

from __future__ import annotations

import re

from extractors.reading import Seal, SealPurpose
from extractors.seals.window import best_window
from validators.verdict import HospitalMatch, MatchStatus

_FOUND = 0.4  # share of the name that has to stand in the text as read: else its place there is not known
_SCRAP = 2  # characters straight before a name that are what else was made of its first one
_NAME = re.compile(r"([一-鿿·]{2,})之?印")


def written_out(seal: Seal, owner: HospitalMatch | None) -> str:
    """All of a seal's text with its owner's name as the list writes it; of a name seal, the name."""
    if seal.purpose is SealPurpose.PERSONAL_NAME and (name := _NAME.fullmatch(seal.text.replace(" ", ""))):
        return name[1].removesuffix("之")
    if owner is None or not owner.listed or owner.status not in (MatchStatus.MATCHED, MatchStatus.UNKNOWN):
        return seal.text
    at = [index for index, letter in enumerate(seal.text) if letter != " "]  # lines of a frame break a name
    bare = "".join(seal.text[index] for index in at)
    share, start, end = best_window(owner.listed, bare)
    read = seal.owner_text.replace(" ", "")
    begins = bare.find(read) if read else -1
    if begins >= 0 and begins < end and start < begins + len(read):
        start, end = min(start, begins), max(end, begins + len(read))
    if end < len(at) and at[end] == at[end - 1] + 1 and _lacks_its_last(bare[start:end], owner.listed):
        end += 1
    if share < _FOUND or start == end:
        return seal.text
    before, after = seal.text[: at[start]], seal.text[at[end - 1] + 1 :]
    before = before if len(before.split(" ")[-1]) > _SCRAP else before[: before.rfind(" ") + 1]
    return " ".join(part for part in (before.strip(), owner.listed, after.strip()) if part)


def _lacks_its_last(read: str, name: str) -> bool:
    """Whether the next character is what the name's last one was misread as."""
    return read[-1:] == name[-2:-1] and len(read) < len(name)
