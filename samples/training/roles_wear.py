"""What befalls labelled pages before they are learnt: other people and diseases, characters misread, lines lost."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractors.roles.net import DIAGNOSIS, NAME
from samples.training.roles_content import Content
from samples.training.roles_pen import Labelled

UNREAD = "\x00"  # a character no alphabet holds
_HEADING = 9  # characters of a line that may be a heading


def swapped(lines: Sequence[Labelled], say: Content) -> list[Labelled]:
    """With other diseases and signers in their places, so that none is learnt by heart."""
    make = {}
    if say.chance(0.6):
        make[DIAGNOSIS] = say.disease
    if say.chance(0.5):
        make[NAME] = say.name
    return [_swapped(line, make) for line in lines]


def _swapped(line: Labelled, make: Mapping[int, Callable[[], str]]) -> Labelled:
    text, tags, roles, dates = "", [], [], []
    at = 0
    while at < len(line.text):
        first, end = line.tags[at], at + 1
        while first in make and end < len(line.text) and line.tags[end] == first + 1:
            end += 1
        maker = make.get(first) if end - at > 1 else None
        said = maker() if maker else line.text[at:end]
        text += said
        tags += [first] + [first + 1 if maker else first] * (len(said) - 1)
        roles += [line.roles[at]] * len(said)
        dates += [line.dates[at]] * len(said)
        at = end
    return replace(line, text=text, tags=tuple(tags), roles=tuple(roles), dates=tuple(dates))


def worn(lines: Sequence[Labelled], rng: random.Random, alphabet: Sequence[str]) -> list[Labelled]:
    """As readers hand pages on: shifted, cut off, misread; and at times without the words of their headings."""
    share, hidden = rng.choice((0, 0, 0.01, 0.03)), rng.random() < 0.35
    wider, aside, down = rng.uniform(0.9, 1.1), rng.uniform(-0.04, 0.04), rng.uniform(-0.05, 0.05)
    kept = [line for line in _cut(lines, rng) if rng.random() > 0.005]
    made = []
    for line in kept:
        hid = _unheaded(line, rng) if hidden else line
        x0, y0, x1, y1 = hid.box
        box = (x0 * wider + aside, y0 * wider + down, x1 * wider + aside, y1 * wider + down)
        made.append(_misread(replace(hid, box=box), share, rng, alphabet))
    return [line for line in made if line.text]


def _cut(lines: Sequence[Labelled], rng: random.Random) -> Sequence[Labelled]:
    chosen, n = rng.random(), len(lines)
    if chosen < 0.12:
        return lines[rng.randint(0, n // 3) :]
    return lines[: n - rng.randint(0, n // 4)] if chosen < 0.2 else lines


def _unheaded(line: Labelled, rng: random.Random) -> Labelled:
    """Words before a colon, or of a short line, that cannot be read."""
    short = len(line.text) <= _HEADING and not any(line.tags) and rng.random() < 0.25
    colon = max(line.text.find("："), line.text.find(":"))
    headed = 1 < colon <= _HEADING and not any(line.tags[:colon]) and rng.random() < 0.1
    until = len(line.text) if short else colon if headed else 0
    return replace(line, text="".join(c if c in "：:【】" else UNREAD for c in line.text[:until]) + line.text[until:])


def _misread(line: Labelled, share: float, rng: random.Random, alphabet: Sequence[str]) -> Labelled:
    text, kept = "", []
    for c, *told in zip(line.text, line.tags, line.roles, line.dates, strict=True):
        chosen = rng.random() / share if share else 1.0
        if chosen < 0.3:
            continue
        text += rng.choice(alphabet) if chosen < 0.8 else UNREAD if chosen < 1 else c
        kept.append(told)
    tags, roles, dates = zip(*kept, strict=True) if kept else ((), (), ())
    return replace(line, text=text, tags=tags, roles=roles, dates=dates)


def diseases(pages: Sequence[Sequence[Labelled]]) -> tuple[str, ...]:
    """All that pages name as diagnoses, whole within a line."""
    found: set[str] = set()
    for line in (line for page in pages for line in page):
        starts = [at for at, tag in enumerate(line.tags) if tag == DIAGNOSIS]
        for start in starts:
            end = start + 1
            while end < len(line.tags) and line.tags[end] == DIAGNOSIS + 1:
                end += 1
            found.add(line.text[start:end])
    return tuple(sorted(one for one in found if 2 < len(one) < 25))
