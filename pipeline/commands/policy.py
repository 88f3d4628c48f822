"""`yushen policy`: what packs there are, what they say, and whether their cases come out as written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from validators.grammar import Disease, Policy, Requirement, Rule
    from validators.verdict import Citation


@click.group(
    epilog="""\b
Examples:
  yushen policy list
  yushen policy show rizhao --as-of 2026-04-01
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
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="What is in force then.  [default: today]"
)
def show(name: str, as_of: dt.datetime | None) -> None:
    """Everything a pack says, each line with its source; ? marks what nobody has verified."""
    day = as_of.date() if as_of else dt.date.today()
    click.echo("\n".join(_pages(_load(name), day)))


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


def _pages(pack: Policy, day: dt.date) -> Iterator[str]:
    yield f"{pack.title.zh} / {pack.title.en}"
    yield f"{pack.version}, {' → '.join(pack.chain)}, in force on {day}"
    yield "\nValues 数值"
    for value in pack.values.values():
        entry = value.at(day)
        said = f"{entry.value} {value.unit} (since {entry.start})" if entry else "not set"
        yield f"  {value.name}: {said}"
        if entry:
            yield _clause(entry.citation)
    yield "\nRequired of every case 必备材料"
    for requirement in pack.requires:
        yield from _requirement(pack, requirement, day)
    yield "\nRules 规则"
    for rule in pack.rules:
        yield from _rule(rule, day)
    yield "\nDiseases 病种"
    for disease in pack.diseases.values():
        yield from _disease(pack, disease, day)
    for name, citation in pack.dropped.items():
        yield f"\nTaken back: {name}"
        yield _clause(citation)


def _requirement(pack: Policy, requirement: Requirement, day: dt.date) -> Iterator[str]:
    if requirement.force.holds(day):
        title = requirement.title
        if not title.zh and requirement.material in pack.materials:
            title = pack.materials[requirement.material].title
        name = f"{title.zh} / {title.en}" if title.zh else ""
        yield f"  {requirement.material}: {name}  [{requirement.severity.value}]"
        yield _clause(requirement.citation)


def _rule(rule: Rule, day: dt.date) -> Iterator[str]:
    if rule.force.holds(day):
        papers = ", ".join(kind.value for kind in rule.applies_to) or "the case"
        yield f"  {rule.id}: {rule.check} → {rule.code}  [{rule.severity.value}]  on {papers}"
        yield _clause(rule.citation)


def _disease(pack: Policy, disease: Disease, day: dt.date) -> Iterator[str]:
    if not disease.force.holds(day):
        return
    known = [disease.title.en, *disease.codes, *disease.aliases, f"track {disease.track or 'not set'}"]
    yield f"  {disease.name}: {', '.join(known)}"
    yield _clause(disease.citation)
    if disease.ambiguous:
        yield f"      open: {disease.ambiguous}"
    for requirement in disease.requires:
        yield from (f"  {text}" for text in _requirement(pack, requirement, day))
    for rule in disease.rules:
        yield from (f"  {text}" for text in _rule(rule, day))


def _clause(citation: Citation) -> str:
    return f"    {'✓' if citation.verified else '?'} “{citation.text}” —— {citation.source}"
