"""The command `webtv verify`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from webtv.config.loading import load_settings
from webtv.terminal import plain_json


def verify(
    recording: Annotated[
        Path, typer.Argument(metavar="RECORDING", help="A film or a recording of the air.")
    ],
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Name the programmes of this station in a recording, with times, prompts, models and seeds.

    By the mark in its picture first, then by the as-run log; a C2PA manifest in it is checked. The
    exit code is 1 if nothing of this station is in it, or it was changed since it was signed.
    """
    from rich.console import Console

    from webtv.signing.identity import anchors
    from webtv.verify.parts import verify as look
    from webtv.verify.record import Record
    from webtv.verify.report import as_json, print_verdict

    settings = load_settings()
    verdict = look(recording.expanduser(), Record(settings), trusted=anchors(settings))
    if json:
        typer.echo(plain_json(as_json(verdict)))
    else:
        console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
        print_verdict(console, verdict)
    if not verdict.good:
        raise typer.Exit(1)
