"""Takes a programme, or all that was made with a seed, off the air for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from webtv.config.settings import Settings
from webtv.control.client import PlayoutClient, UnreachableError
from webtv.control.programmes import the_one
from webtv.errors import WebTVError
from webtv.model.programme import Programme
from webtv.store.bans import read_bans, write_bans
from webtv.store.control import read_control, write_control


def ban(
    settings: Settings,
    programmes: Sequence[Programme],
    *,
    seeds: tuple[int, ...] = (),
    ids: tuple[str, ...] = (),
) -> None:
    """Keep the ban, then pull every programme that it covers: off air at once if one is on.

    `programmes` are all that the library holds. Raises `WebTVError` and `OSError`.
    """
    before = read_bans(settings.bans_file)
    bans = before.adding(seeds=seeds, programmes=ids)
    write_bans(settings.bans_file, bans)
    _order(settings, [p for p in programmes if bans.covers(p) and not before.covers(p)], "pull")


def lift(
    settings: Settings,
    programmes: Sequence[Programme],
    *,
    seeds: tuple[int, ...] = (),
    ids: tuple[str, ...] = (),
) -> list[Programme]:
    """Take bans back, and what they had pulled; gives the programmes that may air again.

    `programmes` are all that the library holds. Raises `WebTVError`, also for what is not banned,
    and `OSError`.
    """
    before = read_bans(settings.bans_file)
    for seed in seeds:
        if seed not in before.seeds:
            known = ", ".join(map(str, before.seeds)) or "none is"
            raise WebTVError(f"seed {seed} is not banned: {known}")
    bans = before.lifting(seeds=seeds, programmes=ids)
    write_bans(settings.bans_file, bans)
    freed = [p for p in programmes if before.covers(p) and not bans.covers(p)]
    _order(settings, freed, "unpull")
    return freed


def banned_programme(settings: Settings, programmes: Sequence[Programme], text: str) -> str:
    """The id of the one banned programme that `text` names: by id or title, or a part of them.

    One that has left the library is named by its id. Raises `WebTVError`.
    """
    ids = read_bans(settings.bans_file).programmes
    banned = [programme for programme in programmes if programme.id in ids]
    gone = [ident for ident in ids if text.casefold() == ident.casefold()]
    if gone:
        return gone[0]
    named = [p for p in programmes if text.casefold() in (p.id.casefold(), p.title.casefold())]
    if named and not any(p.id in ids for p in named):
        raise WebTVError(f"'{named[0].title}' is not banned by name; a ban of a seed has --seed")
    return the_one(banned, text, listing="webtv programmes list", kind="banned programme").id


def _order(
    settings: Settings, programmes: Sequence[Programme], order: Literal["pull", "unpull"]
) -> None:
    client = PlayoutClient(settings)
    try:
        running = _answers(client)
        for programme in programmes:
            state = read_control(settings.control_dir, programme.channel)[0]
            if (programme.id in state.pulled) == (order == "pull"):
                continue
            if running:
                client.order(programme.channel, order, programme=programme.id)
                continue
            # Playout alone writes these orders; while it is down, it reads them when it starts.
            change = state.pull if order == "pull" else state.unpull
            write_control(settings.control_dir, programme.channel, change(programme.id))
    finally:
        client.close()


def _answers(client: PlayoutClient) -> bool:
    try:
        client.statuses()
    except UnreachableError:
        return False
    return True
