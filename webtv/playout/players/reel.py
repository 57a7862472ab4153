"""Media kept in memory, to be aired any number of times without disk or process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from webtv.errors import MediaError
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit
from webtv.playout.players.item import Item
from webtv.playout.players.playlist import Player
from webtv.playout.players.reading import Reading

_READY_S = 5.0


@dataclass(frozen=True, slots=True)
class Reel:
    """All units of `item`, its first picture at tick `start`."""

    item: Item
    start: int
    units: tuple[Unit, ...]


async def read_reel(item: Item, *, ffmpeg: Path) -> Reel:
    """Read an item whole. Raises `SpawnError`, or `MediaError` if it does not play to its end."""
    player = Player(ffmpeg=ffmpeg, item=item, start=TICKS_PER_S)
    units = []
    try:
        await player.cue(_READY_S)
        while (unit := await player.next()) is not None:
            units.append(unit)
    finally:
        await player.close()
    if player.failure:
        raise MediaError(player.failure)
    return Reel(item, TICKS_PER_S, tuple(units))


class ReelPlayer(Reading):
    """Plays a reel as `item`, which may differ from the reel's own in why it airs."""

    def __init__(self, reel: Reel, item: Item) -> None:
        super().__init__(item, reel.start)
        for unit in reel.units:
            self._add(unit)
        self._end()
