"""A benchmark's figures as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samples.bench.engines import OWN, RAPIDOCR
from samples.bench.figures import Figures, Row, chain_of
from samples.bench.memory import Held


def table(figures: Figures) -> str:
    return "\n".join(_lines(figures))


def memory_table(curve: Sequence[Held]) -> str:
    """The memory of one process as it reads on."""
    rows = [f"{held.pages:8}{held.now:12.0f}{held.most:12.0f}{held.seconds:16.3f}" for held in curve]
    return "\n".join([f"{'pages':>8}{'MB now':>12}{'MB at most':>12}{'cpu s a page':>16}", *rows])


def _lines(figures: Figures) -> Iterator[str]:
    yield f"{figures.pages} pages, {figures.rounds} rounds in turns, {figures.threads} threads each; seconds a page"
    yield ""
    yield (
        f"{'':28}{'wall: mean, median, spread':>30}{'cpu':>8}{'× rapidocr':>12}{'(cpu)':>7}{'÷ nets':>8}{'CER':>8}"
        f"{'fields':>8}{'peak MB':>9}"
    )
    peer = figures.rows.get(RAPIDOCR)
    for name, row in figures.rows.items():
        yield f"{name:28}{row.wall!s:>30}{row.cpu.mean:8.3f}{_ratios(row, peer)}{_rest(row)}"
    chain = figures.rows.get(chain_of(next(iter(OWN))))
    if chain is not None:
        yield from ("", "The whole chain, seconds of the processor a page:")
        yield from (f"  {name:28}{seconds:8.3f}" for name, seconds in _falling(chain.stages))
        yield from (f"  nets: {name:22}{seconds:8.3f}" for name, seconds in _falling(chain.networks))
        if chain.ocr:
            times = chain.cpu.mean / chain.ocr
            yield f"  lines and seals are found and read in {chain.ocr:.3f}; the whole chain takes {times:.2f} × that"
    for name, rate in figures.rates.items():
        yield f"pages a second, processes {name}: {rate:.2f}"
    if {"1", "2"} <= figures.rates.keys():
        yield f"two processes read {figures.rates['2'] / figures.rates['1']:.2f} times as much as one with one thread"


def _ratios(row: Row, peer: Row | None) -> str:
    if peer is None:
        return f"{'':19}"
    times = row.times(peer)
    return f"{times['wall']:12.2f}{times['cpu']:7.2f}"


def _rest(row: Row) -> str:
    floor = f"{row.floor:8.3f}" if row.floor else f"{'':8}"
    cer = f"{row.cer:8.2%}" if row.cer is not None else f"{'':8}"
    fields = f"{row.fields:8.1%}" if row.fields is not None else f"{'':8}"
    return f"{floor}{cer}{fields}{row.peak_mb:9.0f}"


def _falling(seconds: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(seconds.items(), key=lambda one: -one[1])
