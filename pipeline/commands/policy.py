"""`yushen policy`: what packs there are, what they say, and whether their cases come out as written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from validators.grammar import Policy
    from validators.pack_listing import Listing, Row


@click.group(
    epilog="""\b
Examples:
  yushen policy list
  yushen policy show rizhao
  yushen policy test                 all packs that ship
  yushen policy test ./packs/mycity  a pack of your own"""
)
def policy() -> None:
    """List, show and test policy packs: a region's rules as dated, cited data (政策包).

    A pack is a folder with policy.yaml and cases/*.yaml; it may extend a pack that ships.
    """


@policy.command("list")
def list_() -> None:
    """The packs that ship."""
    from validators import policy as policies  # noqa: PLC0415 (heavy; --help does not need it)

    for name in policies.list_packs():
        loaded = policies.load(name)
        click.echo(f"{name:<14}{loaded.title.zh} / {loaded.title.en}")
        click.echo(f"{'':<14}{loaded.version}, {len(loaded.diseases)} diseases, {' → '.join(loaded.chain)}")


@policy.command(epilog="\b\nExample:\n  yushen policy show neimenggu")
@click.argument("name", metavar="NAME|FOLDER")
def show(name: str) -> None:
    """Everything a pack says, each line with its source; ? marks what nobody has verified."""
    from validators import pack_listing  # noqa: PLC0415

    click.echo("\n".join(_pages(pack_listing.show(_load(name)))))


@policy.command(epilog="\b\nExamples:\n  yushen policy test\n  yushen policy test rizhao ./packs/mycity")
@click.argument("names", metavar="[NAME|FOLDER]...", nargs=-1)
@click.pass_context
def test(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Run the cases beside packs. Exit status 1 if one comes out otherwise than written."""
    from validators import policy as policies  # noqa: PLC0415
    from validators.errors import PolicyError  # noqa: PLC0415
    from validators.pack_cases import run_cases  # noqa: PLC0415

    failed = 0
    for name in names or policies.list_packs():
        try:
            results = run_cases(_load(name))
        except PolicyError as error:
            raise click.UsageError(str(error)) from None
        if not results:
            failed += 1
            click.echo(f"{name}: 没有用例 no cases: put files into cases/*.yaml beside policy.yaml", err=True)
            continue
        wrong = [result for result in results if not result.passed]
        failed += len(wrong)
        click.echo(f"{name}: {len(results) - len(wrong)} of {len(results)} cases as written")
        for result in wrong:
            click.echo(f"  ✗ {result.file}: {result.name}")
            for problem in result.problems:
                click.echo(f"      {problem}")
    ctx.exit(1 if failed else 0)


def _load(name: str) -> Policy:
    from validators import policy as policies  # noqa: PLC0415
    from validators.errors import PolicyError  # noqa: PLC0415

    try:
        return policies.load(Path(name) if Path(name).is_dir() and "/" in name else name)
    except PolicyError as error:
        raise click.UsageError(str(error)) from None


def _pages(pack: Listing) -> Iterator[str]:
    yield f"{pack.title.zh} / {pack.title.en}"
    yield f"{pack.version}, {' → '.join(pack.chain)}"
    yield "✓ 可作为不符依据 may fail a case (official text checked, founding document, or own rule)"
    yield "? 未核实 nobody has checked it: it can only make unsure"
    for section in pack.sections:
        yield f"\n{section.title.zh} / {section.title.en}"
        for row in section.rows:
            yield from _row(row)


def _row(row: Row) -> Iterator[str]:
    title = " / ".join(dict.fromkeys(part for part in (row.title.zh, row.title.en) if part))
    since = f"  (since {row.since})" if row.since else ""
    yield f"  {row.id}: {title}{since}"
    if row.says:
        yield f"      {row.says}"
    if row.citation:
        yield f"    {'✓' if row.citation.verified else '?'} “{row.citation.text}” —— {row.citation.source}"
