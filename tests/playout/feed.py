"""A film sent to destinations over and over in real time, as a channel does it."""

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tests.slack import slack
from webtv.media.process.binary import find_ffmpeg
from webtv.playout.mpegts.reader import TICKS_PER_S, TransportReader, Unit
from webtv.playout.players.playlist_player import player_argv


class Sink(Protocol):
    def send(self, unit: Unit) -> None: ...

    def join(self, tick: int) -> None: ...

    def reconnect(self) -> None: ...


def units(media: Path, *, start: int, fps: int = 24) -> list[Unit]:
    """The units of one item that begins at tick `start`, made by a real player's command."""
    argv = player_argv(find_ffmpeg(None), media, start=start)
    done = subprocess.run(argv, check=True, capture_output=True, timeout=30 * slack())
    reader = TransportReader(start=start, frame_ticks=TICKS_PER_S // fps)
    found = reader.feed(done.stdout)
    last = reader.flush()
    assert last is not None
    return [*found, last]


class Feed:
    """Sends `media` to `sinks` until stopped, each time with a join at its beginning.

    `speed` is that of its clock: at 2 a second of media lasts half a second.
    """

    def __init__(
        self, media: Path, *sinks: Sink, start: int = TICKS_PER_S, speed: float = 1
    ) -> None:
        self._speed = speed
        self.tick = start
        self.joins = 0
        self.media = media
        self._sinks = sinks
        self._task = asyncio.create_task(self._run())

    async def until(self, condition: Callable[[], bool], *, within_s: float, what: str) -> float:
        """Wait for `condition`, longer on a busy machine; return how many seconds it took."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        while not condition():
            late = loop.time() - started > within_s * slack()
            assert not late, f"not within {within_s} s: {what}"
            if self._task.done():
                self._task.result()
            await asyncio.sleep(0.02)
        return loop.time() - started

    async def stop(self) -> None:
        """End it."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        began, first = loop.time(), self.tick
        parameters = b""
        while True:
            item = await asyncio.to_thread(units, self.media, start=self.tick)
            self.joins += 1
            for sink in self._sinks:
                sink.join(self.tick)
                if parameters not in (b"", item[0].parameters):
                    sink.reconnect()
            parameters = item[0].parameters
            for unit in item:
                late_s = began + (unit.dts - first) / TICKS_PER_S / self._speed - loop.time()
                if late_s > 0.05:
                    await asyncio.sleep(late_s)
                for sink in self._sinks:
                    sink.send(unit)
            self.tick = max(unit.end for unit in item)
