"""What codes are called, in the language of who looks: the labels of reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.report.labels import Label, label

Named = Callable[[Mapping[str, Label], str], str]


def namer(language: str) -> Named:
    """`named(labels.KINDS, kind)` of templates."""

    def named(table: Mapping[str, Label], code: str) -> str:
        return label(dict(table), code)[1 if language == "en" else 0]

    return named
