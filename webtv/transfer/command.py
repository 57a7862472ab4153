"""The command line of `webtv channel`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from webtv.config.loading import load_settings
from webtv.explained import Explained
from webtv.signals import signals_raise
from webtv.terminal import plain_lines

app = typer.Typer(
    cls=Explained,
    help="Take one channel out of a station and into another: export, import.",
    no_args_is_help=True,
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="The archive, such as reef.tar.")]


@app.command()
def export(
    channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="Id of the channel.")],
    file: File,
    programmes: Annotated[
        bool, typer.Option("--programmes", help="Its programmes too, as far as they may air.")
    ] = False,
    force: Annotated[bool, typer.Option(help="Replace FILE.")] = False,
) -> None:
    """Write one channel to a file: its channel file without keys, its assets, its programmes."""
    from webtv.transfer.export import export as write

    done = write(load_settings(), channel, file, programmes=programmes, replace=force)
    made = sum(name.endswith(".mp4") for name in done.manifest.files)
    _say(f"{file}: {len(done.manifest.files)} files, {made} programmes")
    for note in done.manifest.notes:
        _say(note, err=True)
    for name in done.wanted:
        _say(f"set {name} in .env where this is imported: a key stood here", err=True)


@app.command("import")
def import_(
    file: File,
    called: Annotated[
        str | None, typer.Option("--as", metavar="CHANNEL", help="Another id for it.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of one that is there.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask where it sends, fetches and writes.")
    ] = False,
) -> None:
    """Take a channel into this station, if it is whole and right; it airs within seconds."""
    from webtv.media.process.binary import find_ffmpeg
    from webtv.transfer.take_in import discard, open_archive, take_in

    settings = load_settings()
    ffmpeg = find_ffmpeg(settings.ffmpeg)
    with signals_raise():
        incoming = open_archive(settings, file, called=called, replace=replace)
        try:
            for line in incoming.reaches:
                _say(f"{incoming.ident} {line}", err=True)
            if incoming.reaches and not yes:
                typer.confirm("Import it?", abort=True, err=True)
            take_in(settings, incoming, ffmpeg=ffmpeg)
        finally:
            discard(incoming)
    _say(f"{incoming.ident}: {incoming.channel.title}, {incoming.programmes} programmes")
    for line in incoming.remarks:
        _say(line, err=True)
    if incoming.kept is not None:
        _say(f"{incoming.kept}: your file of that name, kept", err=True)


def _say(line: str, *, err: bool = False) -> None:
    typer.echo(plain_lines(line), err=err)
