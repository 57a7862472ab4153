"""Media in memory, which airs any number of times without disk or process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from webtv.errors import MediaError
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit
from webtv.playout.players.item import Item
from webtv.playout.players.player import Player
from webtv.playout.players.playlist_player import PlaylistPlayer

_READY_S = 5.0


@dataclass(frozen=True, slots=True)
class CachedMedia:
    """Holds all units of `item`, its first picture at tick `start`."""

    item: Item
    start: int
    units: tuple[Unit, ...]


async def read_cached(item: Item, *, ffmpeg: Path) -> CachedMedia:
    """Read all of an item into memory.

    Raises `SpawnError`, or `MediaError` if it does not play to its end.
    """
    player = PlaylistPlayer(ffmpeg=ffmpeg, item=item, start=TICKS_PER_S)
    units = []
    try:
        await player.cue(_READY_S)
        while (unit := await player.next()) is not None:
            units.append(unit)
    finally:
        await player.close()
    if player.failure:
        raise MediaError(player.failure)
    return CachedMedia(item, TICKS_PER_S, tuple(units))


class CachedPlayer(Player):
    """Plays cached media as `item`, which may differ from their own in why it airs."""

    def __init__(self, media: CachedMedia, item: Item) -> None:
        super().__init__(item, media.start)
        for unit in media.units:
            self._add(unit)
        self._end()
