"""Whoever owns a child may be cancelled while ending it: no process and no pipe is left."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable
from fractions import Fraction
from pathlib import Path

import psutil
import pytest

from webtv.config.encode import EncodeConfig
from webtv.config.hls import Rung
from webtv.playout.destinations.address import rtmp_route
from webtv.playout.destinations.encoder import Encoder
from webtv.playout.destinations.pusher import Pusher
from webtv.playout.hls.renditions import Ladder
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit
from webtv.playout.players.item import Item
from webtv.playout.players.playlist_player import PlaylistPlayer

CHATTY = "#!/bin/sh\nwhile :; do echo says and says; echo cries and cries >&2; sleep 0.01; done\n"
UNIT = Unit(b"G" * 188, 0, TICKS_PER_S // 24, keyframe=True, parameters=b"")


def pusher(ffmpeg: Path) -> Pusher:
    return Pusher(
        "far",
        route=lambda: rtmp_route("rtmp://127.0.0.1:1/app/key"),
        ffmpeg=ffmpeg,
        most_wait_s=1,
    )


def push(ffmpeg: Path) -> Awaitable[None]:
    far = pusher(ffmpeg)
    far.send(UNIT)
    return far.run()


def encode(ffmpeg: Path) -> Awaitable[None]:
    encoder = Encoder(pusher(ffmpeg), config=EncodeConfig(), ffmpeg=ffmpeg)
    encoder.send(UNIT)
    return encoder.run()


def climb(ffmpeg: Path) -> Awaitable[None]:
    ladder = Ladder(ffmpeg=ffmpeg, done=lambda height, piece, media: None)
    ladder.configure((Rung(height=120, video_kbps=100), Rung(height=240, video_kbps=200)))
    ladder.send(UNIT)
    return ladder.run()


async def play(ffmpeg: Path) -> None:
    item = Item("programme", "Any", Path("any.mp4"), 24, Fraction(24))
    player = PlaylistPlayer(ffmpeg=ffmpeg, item=item, start=TICKS_PER_S)
    try:
        await player.cue(60)
    finally:
        await player.close()


@pytest.mark.parametrize("turns", range(1, 5))
@pytest.mark.parametrize("own", [push, encode, climb, play])
def test_nothing_is_left(
    own: Callable[[Path], Awaitable[None]],
    turns: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = list[str]()
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(repr(found.exc_value)))
    ffmpeg = tmp_path / "ffmpeg"
    ffmpeg.write_text(CHATTY)
    ffmpeg.chmod(0o755)
    others = set(psutil.Process().children())  # servers that are shared by a run's tests
    children = set[psutil.Process]()

    async def begin_and_cancel() -> None:
        task = asyncio.ensure_future(own(ffmpeg))
        async with asyncio.timeout(10):
            while not children:
                await asyncio.sleep(0.01)
                children.update(set(psutil.Process().children()) - others)
        task.cancel()
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(begin_and_cancel())
    gc.collect()
    assert left == []
    assert not any(child.is_running() for child in children)
