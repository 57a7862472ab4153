"""What a player gives, from its first unit to its end, and the times in a file of that."""

from pathlib import Path

import av

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


def packet_times(path: Path) -> dict[str, list[float]]:
    """The decoding time of each packet in seconds, by kind of stream, in the order of the file."""
    found: dict[str, list[float]] = {"video": [], "audio": []}
    with av.open(str(path)) as container:
        for packet in container.demux(video=0, audio=0):
            if packet.dts is not None and packet.time_base is not None:
                found[packet.stream.type].append(float(packet.dts * packet.time_base))
    return found
