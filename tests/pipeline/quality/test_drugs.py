"""How a drug is taken is the same however it is written."""

from __future__ import annotations

import pytest

from pipeline.quality.drugs import Taken, taken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.5g 口服 每日三次", "500mg po tid"),
        ("0.5g 口服 一日3次", "0.5 g 口服 3次/日"),
        ("1片 qd", "1片 每日1次"),
        ("10单位 皮下注射 每晚", "10IU ih qn"),
        ("100ml 静滴 q12h", "100毫升 静脉滴注 每12小时"),
        ("2粒 每天两次", "2粒 bid"),
        ("70mg 每周一次", "70mg qw"),
        ("１片　口服　隔日", "1片 po qod"),
    ],
)
def test_two_ways_to_write_the_same(one: str, other: str) -> None:
    assert taken(one) == taken(other)
    assert taken(one).times


@pytest.mark.parametrize(
    ("one", "other"),
    [("0.5g tid", "0.5g bid"), ("0.5g tid", "0.25g tid"), ("1片 口服", "1片 外用"), ("q8h", "q12h"), ("1片", "1粒")],
)
def test_what_differs(one: str, other: str) -> None:
    assert not taken(one).agrees(taken(other))
    assert not taken(other).agrees(taken(one))


def test_what_is_not_said_is_not_compared() -> None:
    assert Taken().agrees(taken("0.5g 口服 tid"))
    assert taken("口服").agrees(taken("0.5g 口服 tid"))
    assert not taken("0.5g").agrees(Taken())
