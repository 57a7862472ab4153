"""The command that rehearses faults."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from webtv.config.loading import load_settings
from webtv.terminal import plain


def drill(
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this fault; may be given again, or with commas."),
    ] = None,
    show: Annotated[
        bool, typer.Option("--list", help="Print the faults and what each is.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the sandbox, with its logs, and say where it is.")
    ] = False,
) -> None:
    """Plant faults in a copy of the station and print what viewers would have seen.

    The copy has ports, a home and a database of its own, no key and no destination; the station
    itself may go on meanwhile. The exit code is 1 if something took longer than its limit.
    """
    from rich.console import Console

    from webtv.drill.drill import drill as run
    from webtv.drill.faults import FAULTS, chosen_faults
    from webtv.drill.report import as_json, print_report
    from webtv.log import configure_logging

    faults = chosen_faults([n.strip() for each in only or () for n in each.split(",") if n.strip()])
    if show:
        width = max(len(fault.name) for fault in FAULTS)
        for fault in faults:
            typer.echo(f"{fault.name:{width}}  {fault.what}")
        return
    configure_logging("drill", level="critical")  # what is said of faults is in the table
    try:
        sandbox, outcomes = run(
            load_settings(), faults, say=lambda line: typer.echo(plain(line), err=True), keep=keep
        )
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    if json:
        typer.echo(as_json(sandbox, outcomes))
    else:
        wide = None if sys.stdout.isatty() else 160
        print_report(Console(highlight=False, width=wide), outcomes)
    if any(outcome.verdict == "missed" for outcome in outcomes):
        raise typer.Exit(1)
