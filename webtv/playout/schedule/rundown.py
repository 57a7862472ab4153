"""What a channel airs next, as a function on values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from webtv.model.rundown import NEVER
from webtv.store.playlists import Playlist


def choose(
    playlists: Sequence[Playlist],
    *,
    taken: int,
    aired: Mapping[str, datetime],
    previous: str | None,
    refused: Collection[Playlist] = (),
    misfits: Collection[str] = (),
) -> Playlist | None:
    """The playlist to take after programme `previous`; None means slate.

    The lowest number above `taken` comes first. When there is none, the programme that aired
    longest ago comes again, never the same one twice in a row while there are two. `aired` says
    when each programme last went on air; `refused` playlists did not play and are passed over.
    So are `misfits`, programmes in another format than the channel's, while there are others: each
    change of the format makes every destination connect anew.
    """
    usable = [p for p in playlists if p not in refused]
    usable = [p for p in usable if p.programme not in misfits] or usable
    ahead = [p for p in usable if p.number > taken]
    if ahead:
        return min(ahead)
    latest = {p.programme: p for p in sorted(usable)}
    others = [p for p in latest.values() if p.programme != previous] or list(latest.values())
    return min(others, key=lambda p: (aired.get(p.programme, NEVER), p.number), default=None)
