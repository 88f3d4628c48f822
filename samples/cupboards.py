"""Drawers as most hospitals have them: a family says which words, shapes and states of ink, the places are usual."""

from __future__ import annotations

from collections.abc import Sequence

from samples.drawers import Drawer

Words = Sequence[str]
RED_OR_BLUE = ("red", "blue")


def institution(wears: Words) -> Drawer:
    """The hospital's own seal, which names no office."""
    return Drawer("institution", ("",), ("round",), wears)


def across_pages(office: str, wears: Words) -> Drawer:
    """Pressed over the edges of all pages."""
    return Drawer("record_copy", (office,), ("round",), wears)


def laboratory(words: Words, shapes: Words, wears: Words, colours: Words) -> Drawer:
    return Drawer("department_report", words, shapes, wears, colours, down=(3.0, 9.0))


def tissue(words: Words, shapes: Words, wears: Words) -> Drawer:
    return Drawer("department_report", words, shapes, wears, down=(-12.0, -3.0))


def genes(words: Words, wears: Words) -> Drawer:
    return Drawer("department_report", words, ("round", "oval"), wears, down=(-12.0, -3.0))


def clinic(words: Words, wears: Words) -> Drawer:
    return Drawer("department", words, ("round", "oval"), wears, RED_OR_BLUE, (12, 20))


def pharmacy(words: Words, wears: Words) -> Drawer:
    return Drawer("prescription", words, ("round", "oval", "rectangle"), wears, RED_OR_BLUE)


def insurance(words: Words, shapes: Words, wears: Words) -> Drawer:
    return Drawer("insurance_office", words, shapes, wears, ("red",), (0.0, 7.0), (-9.0, -4.0))
