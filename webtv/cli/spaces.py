"""`webtv spaces`: the local Spaces, their models, and a look at all Spaces."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from webtv.cli.part import run_part
from webtv.config.loading import load_settings
from webtv.explained import Explained
from webtv.log import configure_logging
from webtv.terminal import plain_lines

app = typer.Typer(cls=Explained, invoke_without_command=True)


@app.callback()
def serve_spaces(
    context: typer.Context,
    engine: Annotated[
        Literal["auto", "studio", "models"] | None,
        typer.Option("--engine", help="The paper theatre, or real models (WEBTV_SPACES_ENGINE)."),
    ] = None,
) -> None:
    """Serve the local Spaces: the CPU studio, or models, behind the APIs of the real ones."""
    from webtv.spaces.service import run

    if context.invoked_subcommand is None:
        told = {} if engine is None else {"spaces_engine": engine}
        run_part("spaces", lambda settings: run(settings.model_copy(update=told)))


@app.command("check")
def check_spaces(
    channels: Annotated[
        list[str] | None, typer.Argument(metavar="CHANNEL", help="All if none is named.")
    ] = None,
    call: Annotated[
        bool, typer.Option("--call", help="Have each make something short; takes GPU time.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Every contract, whether a channel uses it or not.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Look at the Spaces that channels use: state, Gradio's version, signature, quota left.

    The exit code is 1 if there is something that an operator must mend.
    """
    from rich.console import Console

    from webtv.spacecheck.look import look_at
    from webtv.spacecheck.report import as_json, print_findings
    from webtv.spacecheck.subjects import all_subjects, used_subjects

    settings = load_settings()
    configure_logging("spaces check", level="error")
    subjects = all_subjects(settings) if every else used_subjects(settings, channels or ())
    findings = asyncio.run(look_at(subjects, settings, call=call))
    if json:
        typer.echo(as_json(findings))
    else:
        console = Console(highlight=False)
        print_findings(console if console.is_terminal else Console(width=140), findings)
    if findings.mend:
        raise typer.Exit(1)


@app.command("bench")
def bench_spaces(
    models: Annotated[
        list[str] | None,
        typer.Argument(metavar="MODEL", help="All that are here if none is named."),
    ] = None,
    batch: Annotated[
        list[int] | None, typer.Option(min=1, help="Results made together; may be given again.")
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, help="Runs, of which the median counts.")] = 3,
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Measure models on this machine: seconds, results in an hour, memory, for each batch."""
    from webtv.spaces.bench import run

    sys.exit(run(load_settings(), models or (), batch or (), repeat, json=json))


@app.command("export")
def export_space(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The id of its contract.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="New, or an empty Space's clone.")],
) -> None:
    """Write a folder that is one of these Spaces, to push to Hugging Face or run on its own."""
    from webtv.spaces.export import export

    export(name, folder)
    typer.echo(plain_lines(f"{folder}: push it to a Space, or: python app.py"))


@app.command("fetch")
def fetch_models(
    models: Annotated[
        list[str] | None,
        typer.Argument(metavar="MODEL", help="All behind the apps if none is named."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing: fetch, and accept the licences.")
    ] = False,
) -> None:
    """Fetch the weights of models from Hugging Face: sizes and licences first, then the files."""
    from webtv.models.fetching import chosen, fetch

    settings = load_settings()
    token = settings.hf_token.get_secret_value() if settings.hf_token else None
    ask = (lambda _question: True) if yes else (lambda question: typer.confirm(question))
    fetch(chosen(models or ()), settings.models, token=token, say=typer.echo, ask=ask)
