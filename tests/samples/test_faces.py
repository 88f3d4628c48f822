"""Faces that drawings name: what is missing is told before anything is drawn, and no box stands for a character."""

from __future__ import annotations

import re
import shutil

import pytest

from samples import faces
from samples.faces import holding  # itself: tests that draw make do with what there is

pytestmark = pytest.mark.skipif(shutil.which("fc-match") is None, reason="needs fontconfig")


def test_a_face_that_fontconfig_only_has_something_like_is_missing() -> None:
    with pytest.raises(faces.FaceError, match="No Such Face"):
        faces.face("No Such Face:bold")


def test_what_is_missing_is_told_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_is_installed", lambda name: name == "AR PL UMing CN")
    source = """("AR PL UMing CN", "LXGW WenKai Mono:bold", r"TW\\-Kai") a {font-family: 'FandolHei','Odd Face'}"""
    with pytest.raises(faces.FaceError) as told:
        faces.check([source], {"Odd Face": "odd/no.css", "Other": "other/no.css"})
    said = str(told.value)
    assert "TW-Kai: apt-get install fonts-cns11643-kai" in said
    assert "FandolHei: the Fandol faces" in said and "LXGW WenKai Mono: apt-get" in said
    assert re.search("Odd Face: npm install --prefix [^ ]+ odd$", said, re.MULTILINE)
    assert "UMing" not in said and "Other" not in said
    faces.check(["'AR PL UMing CN'"], {})


def test_what_a_face_lacks_another_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    poor, rich = (
        faces.Face(("Poor",), "poor.ttf", 0, frozenset(map(ord, "医院"))),
        faces.Face(("Rich",), "rich.ttf", 0, frozenset(map(ord, "医院〇"))),
    )
    monkeypatch.setattr(faces, "face", lambda pattern: rich if pattern == faces.STAND_IN else poor)
    assert holding("poor", "医 院") is poor
    assert holding("poor", "〇医院") is rich
    with pytest.raises(faces.FaceError, match=r"neither poor nor .* holds 囍"):
        holding("poor", "囍医院")


def test_every_family_names_its_faces_where_they_are_looked_for() -> None:
    make = pytest.importorskip("samples.make")
    for family in dict.fromkeys(spec.family for spec in (*make.COMMITTED, *make.ON_DEMAND)):
        text = "\n".join(make._sources(family))
        assert any(faces._is_named(name, text) for name in faces._known()), family
