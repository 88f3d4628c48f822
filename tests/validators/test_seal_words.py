"""A seal whose owner was told by a list is told with the listed name; what was read stays beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.reading import Box, Seal, SealColour, SealPurpose, SealShape, SealStatus
from validators.seal_words import written_out
from validators.verdict import HospitalMatch, MatchStatus


def seal(text: str, owner: str = "") -> Seal:
    return Seal(
        "a.jpg", 1, Box(0.6, 0.6, 0.8, 0.8), SealShape.ROUND, SealColour.RED, SealStatus.PRESENT,
        SealPurpose.CERTIFICATE, 0.9, text=text, owner_text=owner, text_confidence=0.9,
    )  # fmt: skip


def owner(listed: str, status: MatchStatus = MatchStatus.MATCHED) -> HospitalMatch:
    return HospitalMatch(status, "", "岚屿市人民医院", "A", listed=listed)


@pytest.mark.parametrize(
    ("read", "by", "told"),
    [
        ("屿市人民医院 诊断专用章", "屿市人民医院", "岚屿市人民医院 诊断专用章"),
        ("口岚屿市人民医院 诊断专用章", "口岚屿市人民医院", "岚屿市人民医院 诊断专用章"),  # what else was taken for it
        ("岚屿市人 民医院 病案复印 专用章", "民医院", "岚屿市人民医院 病案复印 专用章"),  # broken by a frame
        ("14岚市人民医院 诊断专用章", "", "岚屿市人民医院 诊断专用章"),  # its first character in pieces
        ("医师王示例 岚市人民医院", "", "医师王示例 岚屿市人民医院"),
        ("岚屿市人民医观（集团）", "", "岚屿市人民医院 （集团）"),
        ("岚屿市人民医院诊断专用章 (2)", "岚屿市人民医院", "岚屿市人民医院 诊断专用章 (2)"),
    ],
)
def test_the_listed_name_stands_in_place_of_what_was_read_of_it(read, by, told):
    assert written_out(seal(read, by), owner("岚屿市人民医院")) == told


@pytest.mark.parametrize(
    "who", [None, owner(""), owner("岚屿市人民医院", MatchStatus.AMBIGUOUS), owner("海曲县中心医院")]
)
def test_without_a_decision_or_a_place_for_the_name_the_text_stays_as_read(who):
    assert written_out(seal("屿市第X诊所 诊断专用章", "屿市第X诊所"), who) == "屿市第X诊所 诊断专用章"


@pytest.mark.parametrize(
    ("read", "name"), [("王示例印", "王示例"), ("王例之印", "王例"), ("王示例", "王示例"), ("王印", "王印")]
)
def test_a_name_seal_is_told_by_the_name(read, name):
    """王印 may be a name of two characters as well as a surname with 印 behind it: it stays as it was read."""
    stamp = replace(seal(read), purpose=SealPurpose.PERSONAL_NAME)
    assert written_out(stamp, None) == name
    assert written_out(seal(read), None) == read
