"""How a player that plays a playlist hears its process."""

from __future__ import annotations

import asyncio
import os
import time
from fractions import Fraction
from pathlib import Path

import pytest

from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.item import Item
from webtv.playout.players.playlist_player import PlaylistPlayer


@pytest.fixture
def player() -> PlaylistPlayer:
    item = Item("programme", "Any", Path("any.ffconcat"), 24, Fraction(24))
    player = PlaylistPlayer(ffmpeg=Path("ffmpeg"), item=item, start=TICKS_PER_S)
    player.stall_s = 0.2
    return player


async def test_what_came_while_the_machine_stood_still_is_read(player: PlaylistPlayer) -> None:
    stream = asyncio.StreamReader()
    reading, writing = os.pipe()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(reading, "rb")
    )

    def stand_still() -> None:
        os.write(writing, b"a packet")
        time.sleep(2 * player.stall_s)

    asyncio.get_running_loop().call_soon(stand_still)
    try:
        assert await player._chunk(stream) == b"a packet"
        with pytest.raises(TimeoutError):  # and now nothing comes
            await player._chunk(stream)
    finally:
        os.close(writing)
        transport.close()
