"""The figures as a table: one line a metric, one column a split."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from samples.ledger import Ledger
from samples.reliability import EDGES, SHARES, Sure, bins, calibration_error, trades
from samples.score import Scores

# Name in the ledger; a trailing / stands for all metrics that begin so.
SECTIONS: dict[str, tuple[str, ...]] = {
    "Documents": ("kind", "kind/", "grouped exactly"),
    "Hospital": ("hospital → registry entry", "hospital: no wrong entry"),
    "Dates": ("issue date", "dates", "date/"),
    "Diagnoses (certificates and records)": (
        "diagnoses",
        "diagnoses, set exact",
        "ICD codes",
        "diagnosis stage",
        "diagnosis type",
    ),
    "Patient": ("patient ",),
    "Physicians": ("physician names", "physicians with role and title"),
    "Laboratory": ("lab items", "lab item value", "lab item unit", "lab item reference", "lab item flag"),
    "Medications": ("medications", "medication dose", "medication frequency"),
    "Other fields": ("other fields, likeness", "field "),
    "Seals": (
        "seal presence",
        "seal purpose (legible)",
        "seal owner → registry entry (legible)",
        "seal owner: no wrong entry",
        "seal text likeness (legible)",
        "seal text as read (legible)",
        "seal status",
        "seal colour",
        "seal shape",
    ),
    "Pages": (
        "rotation",
        "page quality",
        "CER",
        "CER/",
        "character recall",
        "character recall/",
        "character precision",
    ),
    "Findings": ("findings", "finding/", "finding outcome"),
    "Verdict": ("disposition", "no silent miss", "clean cases without any alarm", "clean cases without a false fail"),
    "Cost": ("seconds a page",),
}

APART = (
    "kind",
    "grouped exactly",
    "hospital → registry entry",
    "issue date",
    "dates",
    "diagnoses, set exact",
    "patient name",
    "patient id_number",
    "physicians with role and title",
    "lab item value",
    "lab item flag",
    "medications",
    "seal presence",
    "seal owner → registry entry (legible)",
    "seal text likeness (legible)",
    "rotation",
    "CER",
    "character recall",
)


def table(scores: Scores) -> str:
    splits = list(scores.ledgers)
    lines = [_row("", [f"{s}: {scores.cases[s]} cases, {scores.pages[s]} pages" for s in splits])]
    for title, wanted in SECTIONS.items():
        names = list(_names(wanted, list(scores.ledgers.values())))
        if names:
            lines += ["", title]
            lines += [_row(f"  {name}", [_figure(scores.ledgers[s], name) for s in splits]) for name in names]
    lines += _apart(scores)
    lines += _confidence(scores)
    lines += ["", "Dispositions (truth → said)"]
    pairs = sorted({pair for ledger in scores.ledgers.values() for pair in ledger.confusion})
    lines += [_row(f"  {p}", [str(scores.ledgers[s].confusion.get(p, 0)) for s in splits]) for p in pairs]
    peak = f"{scores.peak_memory:.0f} MiB" if scores.peak_memory else "not measured (all readings from the cache)"
    lines += ["", f"Peak memory of a reading process: {peak}", *(f"Note: {note}" for note in scores.notes)]
    return "\n".join(lines)


def _apart(scores: Scores) -> Iterator[str]:
    """Headline figures of good pages against those a person reads with effort."""
    yield from ("", "Good pages | poor pages (a document is as poor as its worst page)")
    for name in APART:
        cells = [_pair(ledger, name) for ledger in scores.ledgers.values()]
        if any(cells):
            yield _row(f"  {name}", cells)


def _pair(ledger: Ledger, name: str) -> str:
    parts = [ledger.part(grade) for grade in ("good", "poor")]
    known = [name in {**part.rates, **part.found, **part.means} for part in parts]
    return " | ".join(_brief(part, name) for part in parts) if any(known) else ""


def _brief(ledger: Ledger, name: str) -> str:
    """One percentage, and of how many."""
    if name in ledger.rates:
        return f"{_percent(ledger.rates[name].value)} of {ledger.rates[name].total:<5}"
    if name in ledger.found:
        found = ledger.found[name]
        return f"{_percent(found.f1)} of {found.hits + found.missed:<5}"
    mean = ledger.means.get(name)
    return f"{_percent(mean.value if mean else None)}         "


def _confidence(scores: Scores) -> Iterator[str]:
    """How far confidences can be trusted: wrong among all values read, and among the surest 95 in 100."""
    ledgers = list(scores.ledgers.values())
    yield from (
        "",
        "Confidence (values read; calibration error; wrong in all → with the least sure 5 % left to people)",
    )
    for name in sorted({name for ledger in ledgers for name in ledger.sure}):
        yield _row(f"  {name}", [_trust(ledger.sure.get(name, [])) for ledger in ledgers])
    everything = [[v for values in ledger.sure.values() for v in values] for ledger in ledgers]
    yield _row("  all", [_trust(values) for values in everything])
    yield from ("", "Reliability (all values by confidence: how many, share that was right)")
    tables = [{b.low: b for b in bins(values)} for values in everything]
    for low, high in pairwise(EDGES):
        cells = [f"{t[low].count:>5}  {_percent(t[low].right)}" if low in t else "    –" for t in tables]
        yield _row(f"  {low:.2f}–{high:.2f}", cells)
    yield from ("", "Risk and coverage (the least sure values left to people; wrong among the rest, at most with 95 %)")
    curves = [trades(values) for values in everything]
    for index, share in enumerate(SHARES):
        cells = [
            f"{_percent(c[index].share)} left  {_percent(c[index].error)} ≤ {_percent(c[index].ceiling)}" if c else "–"
            for c in curves
        ]
        yield _row(f"  {100 * share:g} %", cells)


def _trust(values: list[Sure]) -> str:
    error = calibration_error(values)
    if error is None:
        return "–"
    whole, most = trades(values, (0.0, 0.05))
    return f"{len(values):>5}  {100 * error:4.1f}%  {_percent(whole.error)} → {_percent(most.error)}"


def _names(wanted: tuple[str, ...], ledgers: list[Ledger]) -> Iterator[str]:
    known = sorted({name for ledger in ledgers for name in (*ledger.rates, *ledger.found, *ledger.means)})
    for want in wanted:
        prefix = want.endswith(("/", " "))
        yield from (name for name in known if (name.startswith(want) if prefix else name == want))


def _figure(ledger: Ledger, name: str) -> str:
    if name in ledger.rates:
        rate = ledger.rates[name]
        return f"{_percent(rate.value)}  {rate.right}/{rate.total}"
    if name in ledger.found:
        f = ledger.found[name]
        return (
            f"F1 {_percent(f.f1)}  P {_percent(f.precision)} R {_percent(f.recall)}  +{f.hits} x{f.extra} -{f.missed}"
        )
    mean = ledger.means.get(name)
    if mean is None or mean.value is None:
        return "–"
    return f"{mean.value:.2f} s" if name == "seconds a page" else f"{100 * mean.value:6.2f}%"


def _percent(value: float | None) -> str:
    return "     –" if value is None else f"{100 * value:5.1f}%"


def _row(name: str, cells: list[str]) -> str:
    return f"{name:<46}" + "".join(f"{cell:<58}" for cell in cells).rstrip()
