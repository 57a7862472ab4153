"""What a player gives, from its first unit to its end."""

from webtv.playout.mpegts.reader import Unit
from webtv.playout.players.playlist import READY_S
from webtv.playout.players.reading import Reading


async def played(
    player: Reading, start: int, *, ready_s: float = READY_S
) -> tuple[list[Unit], int]:
    """All units of an item from tick `start` on, and the tick at which the next is due."""
    await player.cue(ready_s)
    player.begin(start)
    units = []
    try:
        while (unit := await player.next()) is not None:
            units.append(unit)
    finally:
        await player.close()
    assert player.failure == ""
    assert player.end == player.sent_end
    return units, player.end
