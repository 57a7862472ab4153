"""Takes a programme, or all that was made with a seed, off the air for good."""

from __future__ import annotations

from collections.abc import Sequence

from webtv.config.settings import Settings
from webtv.control.client import PlayoutClient, UnreachableError
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
    _pull(settings, [p for p in programmes if bans.covers(p) and not before.covers(p)])


def lift(settings: Settings, *, seeds: tuple[int, ...] = (), ids: tuple[str, ...] = ()) -> None:
    """Take a ban back. What was pulled with it stays pulled: see `webtv control … unpull`."""
    before = read_bans(settings.bans_file)
    write_bans(settings.bans_file, before.lifting(seeds=seeds, programmes=ids))


def _pull(settings: Settings, programmes: Sequence[Programme]) -> None:
    client = PlayoutClient(settings)
    try:
        running = _answers(client)
        for programme in programmes:
            state = read_control(settings.control_dir, programme.channel)[0]
            if programme.id in state.pulled:
                continue
            if running:
                client.order(programme.channel, "pull", programme=programme.id)
            else:
                # Playout alone writes these orders; while it is down, it reads them when it starts.
                write_control(settings.control_dir, programme.channel, state.pull(programme.id))
    finally:
        client.close()


def _answers(client: PlayoutClient) -> bool:
    try:
        client.statuses()
    except UnreachableError:
        return False
    return True
