"""Papers composed at random that belong to no application: bills, slips, leaflets, chats, contracts; nothing is learnt
on them but that they are none."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

from samples.training.roles_content import Content
from samples.training.roles_pen import Labelled, Pen, Said

_FILE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("roles_strangers.yaml").read_text("utf-8"))
_TITLES, _ITEMS = (tuple(word.replace("_", " ") for word in _FILE[key].split()) for key in ("titles", "items"))
_TOLD: list[str] = _FILE["told"]


def stranger(rng: random.Random) -> list[Labelled]:
    """The lines of one page, in reading order."""
    pen, say = Pen(rng), Content(rng)
    if say.chance(0.4):
        pen.put([Said(say.hospital())], pen.left + rng.uniform(0, 0.3), size=1.2)
        pen.down(1.5)
    if say.chance(0.85):
        pen.put([Said(rng.choice(_TITLES))], pen.left + rng.uniform(0, 0.4), size=rng.choice((1.0, 1.5)))
        pen.down(1.5)
    if say.chance(0.3):
        pen.put([Said(f"姓名：{say.name()}   {say.one('kinds_of_numbers')}：{rng.randint(1000, 99999)}")], pen.left)
        pen.down()
    for _ in range(rng.randint(1, 4)):
        rng.choice((_prices, _tells, _tells))(pen, say)
    return pen.page()


def _prices(pen: Pen, say: Content) -> None:
    """Things with a number or two each, in columns."""
    columns = say.rng.choice((1, 2, 3))
    for _ in range(say.rng.randint(2, 9)):
        for at in range(columns):
            said = f"{say.rng.choice(_ITEMS)} {say.rng.uniform(0, 900):.2f}"
            pen.put([Said(said)], pen.left + (pen.right - pen.left) * at / columns)
        pen.down()


def _tells(pen: Pen, say: Content) -> None:
    for _ in range(say.rng.randint(1, 6)):
        pen.y = pen.flow([Said(say.filled(say.rng.choice(_TOLD)))], pen.left, pen.right, pen.left, pen.y)
