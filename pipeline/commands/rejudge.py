"""`yushen rejudge`: try a policy pack or a registry on cases that were judged, then let it count."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.opening import data_option, operator, service

if TYPE_CHECKING:
    from pipeline.service import Service
    from pipeline.work.rejudging import Change, Found, Trial


@click.command(
    epilog="""\b
Examples:
  yushen rejudge --policy packs/rizhao --since 2026-10-01 --dry-run
  yushen rejudge --policy packs/rizhao --since 2026-10-01
  yushen rejudge --policy rizhao --registry hospitals-2026-11.csv --since 2026-11-01 --dry-run --json"""
)
@click.option("--policy", "pack", required=True, metavar="NAME|FOLDER", help="The pack: a shipped one, or a folder.")
@click.option(
    "--since",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Cases whose current verdict is of this day or later.",
)
@click.option("--registry", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="With this registry.")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a case, for programs.")
@data_option
def rejudge(*, pack: str, since: dt.datetime, registry: Path | None, dry_run: bool, as_json: bool, data: Path) -> None:
    """Judge cases again by another pack of the same name, from the readings there are: nothing is read anew.

    With --dry-run each case is shown whose disposition or findings would change. Without it the pack (and the
    registry) count from now on, and the cases are judged anew; their earlier verdicts are kept. Cases that a person
    has decided stay as they are.
    """
    with service(data) as opened:
        trial = _trial(pack, since, registry)
        if dry_run:
            _show(opened, trial, as_json=as_json)
        else:
            _do(opened, trial, pack, registry)


def _trial(pack: str, since: dt.datetime, registry: Path | None) -> Trial:
    from pipeline.work.rejudging import Trial  # noqa: PLC0415 (heavy; --help does not need it)
    from validators import policy as policies  # noqa: PLC0415
    from validators.errors import PolicyError  # noqa: PLC0415
    from validators.registry import Registry, RegistryError  # noqa: PLC0415

    try:
        known = Registry.load(registry) if registry else None
        return Trial(policies.load(pack), since.replace(tzinfo=dt.UTC), known)
    except PolicyError as error:
        raise click.UsageError(f"规则包无法使用 / the policy pack cannot be used\n{error}") from None
    except RegistryError as error:
        raise click.UsageError(f"名录无法使用 / the registry cannot be used\n{error}") from None


def _show(opened: Service, trial: Trial, *, as_json: bool) -> None:
    from pipeline.work.rejudging import compared  # noqa: PLC0415

    seen: Counter[str] = Counter()
    for change in compared(opened, trial):
        seen["cases"] += 1
        seen["changed"] += change.changed
        seen[f"{change.before} → {change.after or change.why}"] += change.before != change.after
        if change.changed:
            click.echo(json.dumps(_plain(change), ensure_ascii=False) if as_json else "\n".join(_lines(change)))
    moves = "; ".join(f"{move}: {many}" for move, many in sorted(seen.items()) if "→" in move and many)
    click.echo(
        f"{trial.policy.version}: {seen['cases']} 件 cases, {seen['changed']} 件有变化 would change"
        f"{f' ({moves})' if moves else ''}; 未作任何更改 nothing was written",
        err=as_json,
    )


def _do(opened: Service, trial: Trial, pack: str, registry: Path | None) -> None:
    from pipeline.work.rejudging import ordered  # noqa: PLC0415

    if registry is not None:
        version = opened.rulebook.adopt_registry(registry, operator())
        click.echo(f"名录已启用 / registry in force: {version}")
    policy = opened.rulebook.activate_policy(pack, operator())
    click.echo(f"规则包已启用 / policy in force: {policy.version}")
    sent, stay = ordered(opened, trial, operator())
    click.echo(f"重新预审 / to be judged anew: {sent}; 保持不变 / stay as they are: {stay}")


def _lines(change: Change) -> Iterator[str]:
    yield f"{change.case_id}  {change.before} → {change.after or change.why}"
    for mark, findings in (("-", change.gone), ("+", change.come)):
        for one in findings:
            yield f"    {mark} {one.code} {one.outcome} ({one.severity}, {one.rule})"


def _plain(change: Change) -> dict[str, object]:
    return {
        "case_id": str(change.case_id),
        "before": change.before,
        "after": change.after,
        "gone": [_finding(finding) for finding in change.gone],
        "come": [_finding(finding) for finding in change.come],
        "why": change.why or None,
    }


def _finding(one: Found) -> dict[str, str]:
    return {"code": one.code, "outcome": one.outcome, "severity": one.severity, "rule": one.rule}
