"""`yushen schema`: the JSON Schemas of what goes in and what comes out."""

from __future__ import annotations

from importlib.resources import files

import click


@click.command(
    epilog="""\b
Examples:
  yushen schema case > case.schema.json
  yushen schema report"""
)
@click.argument("which", metavar="case|report", type=click.Choice(["case", "report"]))
def schema(which: str) -> None:
    """Print the JSON Schema (2020-12) of case.json or report.json."""
    click.echo(files("pipeline").joinpath("schemas", f"{which}.json").read_text("utf-8"), nl=False)
