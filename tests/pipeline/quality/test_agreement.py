from __future__ import annotations

import pytest

from pipeline.quality.agreement import kappa, strength


def _pairs(*rows: tuple[int, ...]) -> list[tuple[str, str]]:
    return [
        (str(one), str(other)) for one, row in enumerate(rows) for other, many in enumerate(row) for _ in range(many)
    ]


def test_kappa_is_that_of_cohen_1960() -> None:
    found = kappa(_pairs((88, 14, 18), (10, 40, 10), (2, 6, 12)))
    assert found is not None
    assert found.kappa is not None
    assert (round(found.observed, 2), round(found.expected, 2), round(found.kappa, 3)) == (0.70, 0.41, 0.492)


def test_kappa_and_its_error_are_those_of_fleiss_cohen_and_everitt_1969() -> None:
    found = kappa(_pairs((106, 10, 4), (22, 28, 10), (2, 12, 6)))
    assert found is not None
    assert found.kappa is not None
    assert round(found.kappa, 3) == 0.429
    assert found.error**2 == pytest.approx(0.002885, abs=1e-6)


def test_who_always_says_the_same_agrees_by_chance() -> None:
    found = kappa([("pass", "pass")] * 5)
    assert found is not None
    assert found.kappa is None
    assert found.observed == 1


def test_agreement_less_than_chance_is_below_nought() -> None:
    found = kappa(_pairs((0, 5), (5, 0)))
    assert found is not None
    assert found.kappa == pytest.approx(-1)
    assert strength(-0.5)[1] == "poor"


def test_without_pairs_there_is_none() -> None:
    assert kappa([]) is None


@pytest.mark.parametrize(("value", "word"), [(0.85, "almost perfect"), (0.61, "substantial"), (0.1, "slight")])
def test_words_are_those_of_landis_and_koch(value: float, word: str) -> None:
    assert strength(value)[1] == word
