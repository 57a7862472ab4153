"""What stands at the far end of playout in soak runs: a pusher whose every byte is looked at."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

from tests.soak.flv import VIDEO, FlvReader
from tests.soak.stamps import Stamps
from webtv.media.process.spawn import DEVNULL, PIPE, Child, spawn
from webtv.playout.destinations.pusher import pusher_argv


class FarEnd:
    """The pusher's own ffmpeg command, with a pipe in place of the server at its far end.

    With `into` it writes MPEG-TS to that file, as for SRT, and `stamps` stays empty.
    """

    def __init__(self, ffmpeg: Path, *, fps: float, into: Path | None = None) -> None:
        self.stamps = Stamps.at(fps)
        self._into = into
        self.process: Child | None = None
        self._ffmpeg = ffmpeg
        self._reading: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Run it. What it says on stderr goes wherever `ffmpeg` sends that."""
        reading_end, writing_end = os.pipe()
        reader = asyncio.StreamReader(limit=1 << 20)
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(reading_end, "rb")
        )
        if self._into is None:
            output = ("-f", "flv", f"pipe:{writing_end}")
        else:
            output = ("-f", "mpegts", str(self._into))
        self.process = await spawn(
            pusher_argv(self._ffmpeg, *output),
            stdin=PIPE,
            stdout=DEVNULL,
            stderr=sys.stderr.fileno(),
            pass_fds=(writing_end,),
        )
        os.close(writing_end)
        self._reading = asyncio.create_task(self._read(reader))

    async def send(self, data: bytes) -> None:
        """Give it bytes, as fast as it takes them."""
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        await self.process.stdin.drain()

    async def finish(self) -> int:
        """End it well and read the rest; its exit code."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self._reading is not None
        self.process.stdin.close()
        with suppress(BrokenPipeError, ConnectionResetError):
            await self.process.stdin.wait_closed()
        async with asyncio.timeout(30):
            await self._reading
            return await self.process.wait()

    async def end(self) -> None:
        """End it at once, if it still runs."""
        if self.process is not None:
            await self.process.end()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        flv = FlvReader()
        while data := await reader.read(1 << 18):
            for tag in flv.feed(data):
                if not tag.header:
                    track = self.stamps.video if tag.kind == VIDEO else self.stamps.audio
                    track.add(tag.dts / 1000, shown=tag.pts / 1000)
