"""The `yushen` command. Commands are imported when they are called, so that --help answers at once."""

from __future__ import annotations

import importlib
import os
from typing import NamedTuple

import click

# OpenBLAS' threads wait by counting: beside other work the small products of the net of roles took fifty times as long
# with two of them. It looks at this when a command first imports numpy; processes that commands start inherit it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Entry(NamedTuple):
    """Where a command lives and what the overview says of it."""

    place: str  # module:attribute
    help: str


COMMANDS = {
    "check": Entry("pipeline.commands.check:check", "Pre-screen case folders, or read loose files."),
    "policy": Entry("pipeline.commands.policy:policy", "List, show and test policy packs."),
    "push": Entry("pipeline.commands.push:push", "Push case folders to a running service."),
    "client": Entry("pipeline.commands.client:client", "Upstream systems and their API keys."),
    "user": Entry("pipeline.commands.user:user", "Users of the screens, their roles and passwords."),
    "bench-intake": Entry(
        "pipeline.commands.bench_intake:bench_intake", "Measure how many uploads a second are taken."
    ),
    "bench-service": Entry(
        "pipeline.commands.bench_service:bench_service", "Measure the service's readers against check's."
    ),
    "schema": Entry("pipeline.commands.schema:schema", "Print the JSON Schema of case.json or report.json."),
    "up": Entry("pipeline.commands.up:up", "Start the service: servers, API, workers, sweeper."),
    "doctor": Entry("pipeline.commands.doctor:doctor", "Check configuration, servers, models, disk and clock."),
    "chaos": Entry("pipeline.commands.chaos:chaos", "Break the service on purpose and see that nothing is lost."),
    "rejudge": Entry("pipeline.commands.rejudge:rejudge", "Try other rules on judged cases, then let them count."),
    "quarantine": Entry("pipeline.commands.quarantine:quarantine", "Show work that was given up, and put it back."),
    "audit": Entry("pipeline.commands.audit:audit", "Verify the log of events; show a case's."),
    "keys": Entry("pipeline.commands.keys:keys", "Make and change the keys of data at rest."),
    "simulate": Entry("pipeline.commands.simulate:simulate", "SIMULATION: what fleets of worker machines would do."),
    "bench": Entry("samples.bench.command:bench", "Measure how fast pages are read, beside other engines."),
    "score": Entry("samples.commands:score", "Measure the whole chain against samples with truth."),
    "samples": Entry("samples.commands:samples", "Make the fictional sample cases."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by place and loads one only to run it or to show its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.place.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{entry.place} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="yushen", message="%(prog)s %(version)s")
def main() -> None:
    """Yushen 预审 pre-screens applications for outpatient special and chronic disease benefits (门诊慢特病).

    It reads what was uploaded, holds it against the region's rules and writes a report for the person who decides.
    Nothing leaves this machine.

    \b
    Examples:
      yushen check cases/2026-0001 --registry hospitals.csv
      yushen check scan.pdf photo.jpg
      yushen policy list
      yushen COMMAND --help
    """


if __name__ == "__main__":
    main(prog_name="yushen")
