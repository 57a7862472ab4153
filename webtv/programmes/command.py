"""The command line of `webtv programmes`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from webtv.config.loading import load_settings
from webtv.config.settings import Settings
from webtv.errors import WebTVError
from webtv.explained import Explained
from webtv.model.programme import Programme
from webtv.terminal import plain, plain_json

app = typer.Typer(
    cls=Explained,
    help="What the library holds: list, show, play, export, approve, ban and delete programmes.",
    no_args_is_help=True,
)

Name = Annotated[
    str, typer.Argument(metavar="PROGRAMME", help="Its id or title, or a part no other has.")
]
Channels = Annotated[
    list[str] | None, typer.Argument(metavar="CHANNEL", help="All if none is named.")
]
Seed = Annotated[int | None, typer.Option(help="A seed: all that was made with it.")]
Id = Annotated[
    str | None, typer.Argument(metavar="PROGRAMME", help="Its id or title, or a part of them.")
]


@app.command("list")
def list_(
    channels: Channels = None,
    waiting: Annotated[bool, typer.Option(help="Only what waits for approval.")] = False,
    score: Annotated[bool, typer.Option(help="With the house score, the best first.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON lines, for programs.")] = False,
) -> None:
    """List programmes: id, title, length, when made, how often aired, what it cost."""
    from rich.console import Console

    from webtv.programmes.catalogue import Catalogue
    from webtv.programmes.table import catalogue_json, print_catalogue

    catalogue = Catalogue(load_settings(), tuple(channels or ()))
    entries = catalogue.entries(catalogue.programmes)
    if waiting:
        entries = [entry for entry in entries if entry.state == "waits for approval"]
    if score:
        entries.sort(
            key=lambda e: e.programme.score.value if e.programme.score else -1, reverse=True
        )
    if json:
        typer.echo(plain_json(catalogue_json(entries)), nl=bool(entries))
    else:
        console = Console(highlight=False)
        screen = console if console.is_terminal else Console(width=180)
        print_catalogue(screen, entries, score=score)


@app.command()
def show(
    programme: Name,
    json: Annotated[bool, typer.Option("--json", help="The sidecar as it is.")] = False,
) -> None:
    """Show all that is known of a programme: prompts, backends, seeds, cost, licences."""
    from rich.console import Console

    from webtv.programmes.catalogue import Catalogue
    from webtv.programmes.sheet import print_sheet

    catalogue = Catalogue(load_settings())
    found = catalogue.find(programme)
    if json:
        typer.echo(plain_json(found.model_dump_json(indent=2)))
    else:
        (entry,) = catalogue.entries([found])
        print_sheet(Console(highlight=False), entry, catalogue.library.media(found))


@app.command()
def play(programme: Name) -> None:
    """Open a programme in this machine's player."""
    from webtv.programmes.catalogue import Catalogue

    catalogue = Catalogue(load_settings())
    media = catalogue.library.media(catalogue.find(programme))
    typer.echo(media)
    if typer.launch(str(media)) != 0:
        raise WebTVError("there is no player on this machine: open the file above with another")


@app.command()
def export(
    programme: Name,
    to: Annotated[Path, typer.Option(help="Folder to copy it to.")] = Path(),
    force: Annotated[bool, typer.Option(help="Replace what is there.")] = False,
) -> None:
    """Copy a programme's film and its sidecar out of the library."""
    from webtv.programmes.catalogue import Catalogue
    from webtv.programmes.export import export as copy

    catalogue = Catalogue(load_settings())
    try:
        typer.echo(copy(catalogue.library, catalogue.find(programme), to, force=force))
    except OSError as error:
        raise WebTVError(f"it cannot be copied: {error}") from None


@app.command()
def delete(
    programme: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a programme from the library, for good."""
    from webtv.programmes.catalogue import Catalogue
    from webtv.programmes.delete import delete as remove

    settings = load_settings()
    catalogue = Catalogue(settings)
    found = catalogue.find(programme)
    if not yes:
        typer.confirm(plain(f"Delete '{found.title}' ({found.id}) for good?"), abort=True)
    try:
        remove(settings, catalogue.library, found)
    except OSError as error:
        raise WebTVError(f"it cannot be deleted: {error}") from None
    typer.echo(plain(f"'{found.title}' is deleted"))


@app.command()
def approve(
    programme: Id = None,
    channel: Annotated[
        str | None, typer.Option("--all", metavar="CHANNEL", help="All that wait there.")
    ] = None,
) -> None:
    """Let a programme that waits for approval air."""
    from webtv.programmes.approve import approve as let
    from webtv.programmes.catalogue import Catalogue

    if (programme is None) == (channel is None):
        raise typer.BadParameter("name a programme, or give --all CHANNEL")
    catalogue = Catalogue(load_settings(), (channel,) if channel else ())
    chosen = (
        [waiting for waiting in catalogue.programmes if waiting.approval == "waiting"]
        if programme is None
        else [catalogue.find(programme)]
    )
    for one in chosen:
        try:
            let(catalogue.library, one)
        except OSError as error:
            raise WebTVError(f"it cannot be written down: {error}") from None
        typer.echo(plain(f"'{one.title}' may air"))
    if not chosen:
        typer.echo("nothing waits for approval")


@app.command()
def ban(programme: Id = None, seed: Seed = None) -> None:
    """Take a programme, or all that was made with a seed, off the air, and never make it again."""
    from webtv.programmes.ban import ban as forbid
    from webtv.programmes.catalogue import Catalogue
    from webtv.store.bans import Bans

    settings = load_settings()
    catalogue = Catalogue(settings)
    ids, seeds = _chosen(catalogue.find(programme).id if programme else None, seed)
    known = catalogue.programmes
    _written(lambda: forbid(settings, known, seeds=seeds, ids=ids), settings)
    banned = Bans(seeds=seeds, programmes=ids)
    covered = [each for each in known if banned.covers(each)]
    typer.echo(f"banned: {', '.join([*map(str, seeds), *ids])} (programmes: {len(covered)})")


@app.command()
def unban(programme: Id = None, seed: Seed = None) -> None:
    """Take a ban back, and let what it had pulled air again."""
    from webtv.programmes.ban import banned_programme, lift
    from webtv.programmes.catalogue import Catalogue

    settings = load_settings()
    known = Catalogue(settings).programmes
    ids, seeds = _chosen(banned_programme(settings, known, programme) if programme else None, seed)
    freed: list[Programme] = []
    _written(lambda: freed.extend(lift(settings, known, seeds=seeds, ids=ids)), settings)
    lifted = ", ".join([*map(str, seeds), *ids])
    typer.echo(plain(f"not banned any more: {lifted} (programmes that may air: {len(freed)})"))


def _chosen(programme: str | None, seed: int | None) -> tuple[tuple[str, ...], tuple[int, ...]]:
    if (programme is None) == (seed is None):
        raise typer.BadParameter("name a programme, or give --seed")
    return (programme,) if programme else (), (seed,) if seed is not None else ()


def _written(change: Callable[[], None], settings: Settings) -> None:
    try:
        change()
    except OSError as error:
        raise WebTVError(f"{settings.bans_file} cannot be written: {error}") from None
