"""What a player gives, from its first unit to its end."""

from webtv.playout.mpegts.reader import Unit
from webtv.playout.players.player import Player
from webtv.playout.players.playlist_player import READY_S


async def played(player: Player, start: int, *, ready_s: float = READY_S) -> tuple[list[Unit], int]:
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
