"""The `webtv` command: one subcommand per part of the station."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from webtv import __version__
from webtv.cli.part import run_part
from webtv.cli.spaces import app as spaces
from webtv.cli.upkeep import backup, diagnostics, restore
from webtv.config.loading import load_settings
from webtv.console.command import audit, users
from webtv.control.command import app as control
from webtv.drill.command import drill
from webtv.environment import PART
from webtv.explained import Explained
from webtv.log import configure_logging
from webtv.model.asrun import KINDS, kind_named
from webtv.programmes.command import app as programmes
from webtv.terminal import plain_lines
from webtv.time_args import past_time
from webtv.transfer.command import app as channel
from webtv.verify.command import verify

app = typer.Typer(
    cls=Explained,
    help="A 24/7 AI television station that anyone can run.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(control, name="control")
app.add_typer(programmes, name="programmes")
app.add_typer(spaces, name="spaces")
app.add_typer(channel, name="channel")
app.add_typer(users, name="users")
app.add_typer(audit, name="audit")
app.command()(backup)
app.command()(restore)
app.command()(diagnostics)
app.command()(drill)
app.command()(verify)

Form = Literal["table", "csv", "json"]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"webtv {__version__}")
        raise typer.Exit


@app.callback()
def webtv(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", is_eager=True, callback=_print_version
        ),
    ] = False,
) -> None:
    """A 24/7 AI television station that anyone can run."""


@app.command()
def up(
    production: Annotated[
        bool, typer.Option(help="Make programmes too; without, air what the library holds.")
    ] = True,
    home: Annotated[
        Path | None, typer.Option(help="Folder of everything the station makes (WEBTV_HOME).")
    ] = None,
    channels: Annotated[
        Path | None, typer.Option(help="Folder of the channel files (WEBTV_CHANNELS_DIR).")
    ] = None,
    host: Annotated[
        str | None, typer.Option(help="Listen on this address; 0.0.0.0 for all (WEBTV_HOST).")
    ] = None,
    console: Annotated[
        bool | None,
        typer.Option(
            help="Run the operators' console too; by default once there is an account "
            "(WEBTV_CONSOLE).",
        ),
    ] = None,
) -> None:
    """Run the whole station on this machine until Ctrl-C."""
    from rich.console import Console

    from webtv.station.up import up as run

    chosen = {
        "WEBTV_HOME": home,
        "WEBTV_CHANNELS_DIR": channels,
        "WEBTV_HOST": host,
        "WEBTV_PRODUCTION": None if production else "false",
        "WEBTV_CONSOLE": None if console is None else "on" if console else "off",
    }
    # The parts are processes of their own and read the environment, so options go there.
    os.environ.update({name: str(value) for name, value in chosen.items() if value is not None})
    settings = load_settings()
    configure_logging("station", level=settings.log_level, folder=settings.logs_dir)
    run(settings, Console())


@app.command()
def check() -> None:
    """Print every error of every channel file as file:line:column: field: what was expected."""
    from webtv.check import check_channels

    good, errors = check_channels(load_settings())
    for line in good:
        typer.echo(plain_lines(line))
    for line in errors:
        typer.echo(plain_lines(line), err=True)
    if errors:
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Look at this machine: ffmpeg, disk, GPU, driver, torch, weights; say what would mend it.

    The exit code is 1 if something stands in the way of what the settings ask for.
    """
    from webtv.doctor.look import look

    ill = False
    for finding in look(load_settings()):
        mark = {"good": "ok   ", "note": "note ", "fault": "FAULT"}[finding.kind]
        typer.echo(plain_lines(f"{mark} {finding}"))
        ill |= finding.kind == "fault"
    if ill:
        raise typer.Exit(1)


@app.command()
def asrun(
    channels: Annotated[
        list[str] | None, typer.Argument(metavar="CHANNEL", help="All if none is named.")
    ] = None,
    since: Annotated[
        str, typer.Option(help="2h, 1d12h, 20:15, 2026-11-23 or 2026-11-23T10:00Z.")
    ] = "24h",
    until: Annotated[str | None, typer.Option(help="As --since; now if left out.")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(help=f"Only this kind ({', '.join(KINDS)}); may be given again."),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="csv and json have times in UTC.")
    ] = "table",
) -> None:
    """Print what really aired: start and length to the picture, file, reason, destinations."""
    from webtv.asrun.query import Query
    from webtv.asrun.report import report
    from webtv.store.asrun import AsRunLog

    now = datetime.now(UTC)
    try:
        query = Query(
            channels=tuple(dict.fromkeys(channels or ())),
            since=past_time(since, now=now),
            until=past_time(until, now=now) if until else None,
            kinds=frozenset(map(kind_named, kind or ())),
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    report(AsRunLog(load_settings().asrun_dir), query, form)


@app.command()
def docs() -> None:
    """Print docs/configuration.md, generated from the models."""
    from webtv.docs import configuration

    sys.stdout.write(configuration())


@app.command()
def produce(
    once: Annotated[
        str | None,
        typer.Option(metavar="CHANNEL", help="Make one programme for it, watch, and end."),
    ] = None,
    dry_run: Annotated[
        str | None,
        typer.Option(
            metavar="CHANNEL", help="Print its next prompts and their price; make nothing."
        ),
    ] = None,
) -> None:
    """Make programmes: write, film, score, conform, and plan the rundown."""
    from webtv.production.service import run

    if once is None and dry_run is None:
        run_part("production", run)
        return
    if once is not None and dry_run is not None:
        raise typer.BadParameter("either --once or --dry-run")
    from rich.console import Console

    from webtv.station import once as single

    settings = load_settings()
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    # What happens is told on the screen; the log has the rest.
    configure_logging("produce", level=settings.log_level, folder=settings.logs_dir)
    try:
        if dry_run is not None:
            single.dry_run(settings, dry_run, console)
        elif once is not None:
            single.once(settings, once, console)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


@app.command()
def playout() -> None:
    """Send every channel, day and night, to the RTMP server, HLS and its destinations."""
    from webtv.playout.service import run

    run_part("playout", run)


@app.command()
def mirror() -> None:
    """Keep this machine's files and the store in step (WEBTV_STORE)."""
    from webtv.mirror.service import run

    run_part("mirror", run)


@app.command()
def alarms(
    trial: Annotated[
        bool, typer.Option("--try", help="Send a message to each service now, and end.")
    ] = False,
) -> None:
    """Call people when something is wrong, and when it is over (WEBTV_ALARM_URLS)."""
    from webtv.alarms.watch import configured, run, try_out

    if not trial:
        run_part("alarms", run)
        return
    wrong = asyncio.run(try_out(configured(load_settings())))
    for line in wrong:
        typer.echo(plain_lines(line), err=True)
    if wrong:
        raise typer.Exit(1)
    typer.echo("each service took a message")


@app.command()
def web() -> None:
    """Serve the watch page, HLS and the API."""
    from webtv.web.service import run

    run_part("web", run)


@app.command("console")
def console_() -> None:
    """Serve the operators' console; the first time, print the link to the first account."""
    from webtv.console.beginning import first_run_link
    from webtv.console.service import run

    # As a part of `webtv up` it prints none: that has printed one, which this would make void.
    alone = os.environ.get(PART) != "console"
    if alone and (link := first_run_link(load_settings())):
        typer.echo(f"The first account, within an hour and on this machine: {link}", err=True)
    run_part("console", run)


@app.command()
def probe() -> None:
    """Watch every channel as its viewers do, and say what they miss."""
    from webtv.probe.service import run

    run_part("probe", run)


@app.command()
def chat() -> None:
    """Read the chats in which viewers take part (WEBTV_TWITCH_USER, WEBTV_TWITCH_TOKEN)."""
    from webtv.chat.service import run

    run_part("chat", run)


@app.command()
def rtmp() -> None:
    """Run the RTMP and HTTP-FLV server."""
    from webtv.rtmp.service import run

    run_part("rtmp", run)
