"""The command line of `webtv control`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from webtv.explained import Explained
from webtv.terminal import plain, plain_json

app = typer.Typer(
    cls=Explained,
    invoke_without_command=True,
)

Programme = Annotated[
    str, typer.Argument(metavar="PROGRAMME", help="Its id or title, or a part no other has.")
]


@app.callback()
def control(
    context: typer.Context,
    channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="Id of the channel.")] = "",
) -> None:
    """Order what is on air: webtv control CHANNEL skip. Without an order, say what is on air."""
    from webtv.config.channel import CHANNEL_ID
    from webtv.config.loading import load_settings
    from webtv.control.client import PlayoutClient
    from webtv.control.console import OperatorConsole

    if channel and not CHANNEL_ID.fullmatch(channel):
        raise typer.BadParameter(f"{channel!r} is no id of a channel", param_hint="CHANNEL")
    settings = load_settings()
    client = PlayoutClient(settings)
    context.call_on_close(client.close)
    context.obj = OperatorConsole(settings, client, channel)
    if context.invoked_subcommand is None:
        if channel:
            status(context)
        else:
            _overview(context)


@app.command()
def status(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Say what is on air, what is next, what is ordered, and how the destinations do."""
    from rich.console import Console

    from webtv.control.screen import print_status

    now = context.obj.client.status(context.obj.channel)
    if json:
        typer.echo(plain_json(now.model_dump_json()))
    else:
        print_status(Console(highlight=False), now, context.obj.programmes, now=datetime.now(UTC))


@app.command()
def programmes(context: typer.Context) -> None:
    """List the channel's programmes: id, title, length, when it last aired."""
    from rich.console import Console

    from webtv.control.client import UnreachableError
    from webtv.control.screen import print_programmes

    desk = context.obj
    try:
        now = desk.client.status(desk.channel)
    except UnreachableError:
        now = None  # the library can be read all the same
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    print_programmes(console, desk.programmes, status=now, now=datetime.now(UTC))


@app.command()
def skip(context: typer.Context) -> None:
    """Leave what is on air and take the next."""
    _say(context.obj.operator.skip())


@app.command("next")
def next_(context: typer.Context, programme: Programme) -> None:
    """Take a programme when what is on air ends."""
    _say(context.obj.operator.next(context.obj.programmes.find(programme)))


@app.command()
def unnext(context: typer.Context, programme: Programme) -> None:
    """Withdraw that."""
    _say(context.obj.operator.unnext(context.obj.programmes.find(programme)))


@app.command()
def cue(
    context: typer.Context,
    programme: Programme,
    at: Annotated[str, typer.Option(help="20:15, 2026-11-24T20:15 or +10m.")],
) -> None:
    """Take a programme at a time, whatever is on air then."""
    from webtv.time_args import future_time

    try:
        moment = future_time(at, now=datetime.now(UTC))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--at") from None
    if moment.microsecond:
        moment = moment.replace(microsecond=0) + timedelta(seconds=1)
    _say(context.obj.operator.cue(context.obj.programmes.find(programme), moment))


@app.command()
def uncue(
    context: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar="TIME|PROGRAMME", help="The cue's time, or its programme.")
    ],
) -> None:
    """Withdraw a cue."""
    _say(context.obj.operator.uncue(context.obj.cue(which, now=datetime.now(UTC))))


@app.command()
def hold(context: typer.Context) -> None:
    """Put the slate on air until `release`."""
    _say(context.obj.operator.hold())


@app.command()
def release(context: typer.Context) -> None:
    """Back from the slate to programmes."""
    _say(context.obj.operator.release())


@app.command()
def pull(
    context: typer.Context,
    programme: Programme,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Take a programme off the air at once, for good."""
    found = context.obj.programmes.find(programme)
    if not yes and not typer.confirm(
        plain(f"Pull '{found.title}' ({found.id}) for good?"), err=True
    ):
        raise typer.Exit(1)
    _say(context.obj.operator.pull(found))


@app.command()
def unpull(context: typer.Context, programme: Programme) -> None:
    """Let a pulled programme air again."""
    _say(context.obj.operator.unpull(context.obj.programmes.find(programme)))


@app.command()
def pause(context: typer.Context) -> None:
    """Have production begin no new programme for this channel."""
    _say(context.obj.operator.pause())


@app.command()
def resume(context: typer.Context) -> None:
    """Have production go on."""
    _say(context.obj.operator.resume())


@app.command()
def takeover(
    context: typer.Context,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Make another key; the one before is void.")
    ] = False,
    title: Annotated[
        str | None,
        typer.Option(help='What viewers are told is on, from the next feed on; "" for "Live".'),
    ] = None,
) -> None:
    """Print the address and key with which OBS or another encoder takes the channel over."""
    titled = None if title is None else context.obj.title_feed(title)
    address = context.obj.takeover(new_key=new_key)
    if titled is not None:
        typer.echo(f"Title:      {titled}")
    typer.echo(f"Server:     {address.server}")
    typer.echo(f"Stream key: {address.key}")
    typer.echo(
        'In OBS: Settings, Stream, Service "Custom". The feed is on air some seconds after '
        "it starts,\nuntil it ends or `giveback`. Whoever knows the key can do that.",
        err=True,
    )


@app.command()
def giveback(context: typer.Context) -> None:
    """End the live takeover: back to programmes."""
    _say(context.obj.operator.giveback())


def _overview(context: typer.Context) -> None:
    from rich.console import Console

    from webtv.control.screen import print_channels

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    print_channels(console, context.obj.client.statuses())


def _say(sentence: str) -> None:
    typer.echo(plain(sentence))
