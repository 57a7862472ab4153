"""The commands that look after a station: backups, and a diagnosis for others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from webtv.config.loading import load_settings
from webtv.signals import signals_raise
from webtv.terminal import plain_lines

File = Annotated[Path, typer.Argument(metavar="FILE", help="The archive, such as station.tar.")]


def backup(
    file: File,
    keys: Annotated[
        bool, typer.Option("--keys", help="Keys too: .env, and the station's own secrets.")
    ] = False,
    force: Annotated[bool, typer.Option(help="Replace FILE.")] = False,
) -> None:
    """Write all that cannot be made again to one file, while the station airs.

    That is channel files, rundown and orders, the work book, library, bans and as-run logs.
    Without --keys, a key in a channel file gives way to a variable, and the command names it.
    """
    from webtv.backup.backup import backup as write

    with signals_raise():
        made = write(load_settings(), file, keys=keys, replace=force)
    say(f"{file}: {len(made.manifest.files)} files, {made.size_bytes / 1e6:.1f} MB")
    tell(made.manifest.notes)
    tell(f"set {name} in .env where this is restored: a key stood here" for name in made.wanted)


def restore(
    file: File,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the station that is there.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Verify the file and change nothing.")
    ] = False,
) -> None:
    """Put a station back as `webtv backup` wrote it, while none runs there.

    Every file is verified by its digest before anything is changed.
    """
    from webtv.backup.restore import restore as put_back
    from webtv.backup.restore import verify
    from webtv.check import check_channels

    settings = load_settings()
    with signals_raise():
        found = verify(file) if check else put_back(settings, file, over=replace)
    whole = "whole" if check else "restored"
    say(f"{whole}: {found.channels} channels, {found.programmes} programmes")
    tell(f"{path}: your file of that name, kept" for path in found.kept)
    tell(found.manifest.notes)
    if not check:
        tell(check_channels(settings)[1])


def diagnostics(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Such as station.zip.")],
    lines: Annotated[int, typer.Option(min=1, max=20_000, help="Lines of each log.")] = 500,
    force: Annotated[bool, typer.Option(help="Replace FILE.")] = False,
) -> None:
    """Write what helps somebody else to find a fault to one zip file, without keys.

    Versions, settings, what `doctor` and `check` say, statuses, sizes, and the end of each log.
    """
    from webtv.diagnostics.write import write

    size_bytes = write(load_settings(), file, lines=lines, replace=force)
    say(f"{file}: {size_bytes / 1e3:.0f} kB; look into it before you send it")


def say(line: str) -> None:
    """Print the result of a command."""
    typer.echo(plain_lines(line))


def tell(lines: Iterable[str]) -> None:
    """Print what else there is to know, beside the result."""
    for line in lines:
        typer.echo(plain_lines(line), err=True)
