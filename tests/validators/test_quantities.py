"""Laboratory values against thresholds."""

from __future__ import annotations

import pytest

from extractors.reading import LabItem
from validators.quantities import abnormal, holds
from validators.verdict import Outcome

P, F, U = Outcome.PASS, Outcome.FAIL, Outcome.UNSURE


@pytest.mark.parametrize(
    ("value", "unit", "operator", "threshold", "wanted", "outcome"),
    [
        ("60", "mL/min/1.73m2", "<", 60, "mL/min/1.73m2", F),
        ("59.9", "ml/min/1.73㎡", "<", 60, "mL/min/1.73m2", P),
        ("60", "mL/(min·1.73m²)", "<=", 60, "mL/min/1.73m2", P),
        ("60", "mL/min", "<", 90, "mL/min/1.73m2", U),
        ("707", "μmol/L", ">=", 707, "umol/L", P),
        ("706", "µmol/L", ">=", 707, "umol/L", F),
        ("0.707", "mmol/L", ">=", 707, "umol/L", P),
        ("8.0", "mg/dL", ">=", 707, "umol/L", U),
        ("35", "g/L", "<", 35, "g/L", F),
        ("3.4", "g/dL", "<", 35, "g/L", P),
        ("100", "", "<", 50, "10^9/L", U),
        ("45", "×10⁹/L", "<", 50, "10^9/L", P),
        ("45", "10*9/L", "<", 50, "10^9/L", P),
        ("<1.00", "IU/mL", "<", 20, "IU/mL", P),
        ("<1.00", "IU/mL", ">", 20, "IU/mL", F),
        ("<100", "IU/mL", ">", 20, "IU/mL", U),
        (">1000", "U/L", ">", 40, "IU/L", P),
        ("≥60", "%", ">=", 60, "%", P),
        ("≥60", "%", ">", 60, "%", U),
        ("<60", "%", "<", 60, "%", P),
        ("<60", "%", ">=", 60, "%", F),
        ("1.2×10^3", "IU/mL", ">", 1000, "IU/mL", P),
        ("416↑", "umol/L", ">", 416, "umol/L", F),
        ("阳性(+)", "", ">", 1, "%", U),
        ("1:40", "", ">", 20, "titre", P),
        ("1:20", "", ">", 20, "titre", F),
        ("1:40", "", ">", 20, "IU/mL", U),
        ("5", "", "=", 5, "%", U),
        ("5", "%", "=", 5, "%", P),
        ("6", "%", "=", 5, "%", F),
    ],
)  # fmt: skip
def test_a_result_against_a_threshold(
    value: str, unit: str, operator: str, threshold: float, wanted: str, outcome: Outcome
) -> None:
    assert holds(value, unit, operator, threshold, wanted) is outcome


@pytest.mark.parametrize(
    ("value", "flag", "reference", "outcome"),
    [
        ("阳性(+)", "", "", P),
        ("阴性(-)", "", "", F),
        ("(-)", "", "", F),
        ("弱阳性", "", "", U),
        ("±", "", "", U),
        ("12", "H", "3-9", P),
        ("12", "", "3-9", P),
        ("5", "", "3-9", F),
        ("5", "", "", U),
        ("2+", "", "", P),
    ],
)
def test_an_abnormal_result(value: str, flag: str, reference: str, outcome: Outcome) -> None:
    item = LabItem("项目", "", value, "", reference, flag, 0, 1.0, ())
    assert abnormal(item) is outcome
