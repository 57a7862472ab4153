"""A player: a short-lived ffmpeg that reads one playlist and writes MPEG-TS to a pipe.

It is started before its turn, reads ahead, and is paced by whoever takes its units. So a broken
playlist shows before it is on air, and when a player dies there are seconds left to cue another.
"""

from __future__ import annotations

import asyncio
from collections import deque
from pathlib import Path

from webtv.errors import MediaError
from webtv.media.process import KEPT_LINES, last_words, tied_to_parent
from webtv.playout.item import Item
from webtv.playout.transport import TICKS_PER_S, TransportReader, Unit

LOOKAHEAD_S = 3.0
"""Seconds of media read before their turn."""

_READY_S = 5.0
_STALL_S = 2.0
"""A player with room to read on that says nothing for so long is stuck. Less than `LOOKAHEAD_S`,
so that there is time to cue another."""
_CHUNK = 1 << 16


class Player:
    """Plays `item` from tick `start` of the channel's running time."""

    def __init__(self, *, ffmpeg: Path, item: Item, start: int) -> None:
        self.item = item
        self.start = start
        self.end = start
        """When the last thing read is over; final once `ended` is set."""
        self.sent_end = start
        """When the last thing that `next` returned is over."""
        self.ended = asyncio.Event()
        self.failure = ""
        self._ffmpeg = ffmpeg
        self._units: deque[Unit] = deque()
        self._changed = asyncio.Event()
        self._room = asyncio.Event()
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    async def cue(self) -> None:
        """Start and wait for the first picture. Raises `MediaError` when there is none."""
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._argv(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                preexec_fn=tied_to_parent(),
            )
        except OSError as error:
            raise MediaError(f"{self._ffmpeg} cannot be run: {error.strerror}") from error
        self._reading = asyncio.create_task(self._read(self._process))
        if await self._wait(_READY_S):
            return
        failure = self.failure or f"no picture within {_READY_S:.0f} s"
        await self.close()
        raise MediaError(failure)

    async def next(self) -> Unit | None:
        """The next unit in order; None at the end. `failure` says if the end came too early."""
        if not await self._wait(None):
            return None
        unit = self._units.popleft()
        self._room.set()
        self.sent_end = max(self.sent_end, unit.end)
        return unit

    async def cut(self) -> None:
        """End here: what was read ahead is dropped."""
        self._units.clear()
        self.end = self.sent_end
        await self.close()

    async def close(self) -> None:
        """Kill and reap the process."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        if self._process is not None and self._process.stdout is not None:
            while await self._process.stdout.read(_CHUNK):
                pass  # asyncio closes a pipe only when it has seen its end
            await self._process.wait()
        self.ended.set()
        self._changed.set()

    def _argv(self) -> list[str]:
        """The command to run. Override it for another kind of source."""
        return player_argv(self._ffmpeg, self.item.playlist, start=self.start)

    async def _wait(self, limit_s: float | None) -> bool:
        """Whether a unit is there, after waiting for it."""
        try:
            async with asyncio.timeout(limit_s):
                while not self._units and not self.ended.is_set():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return False
        return bool(self._units)

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        said: deque[str] = deque(maxlen=KEPT_LINES)
        listening = asyncio.create_task(keep_lines(process.stderr, said))
        reader = TransportReader(start=self.start, frame_ticks=self.item.frame_ticks)
        try:
            while chunk := await self._chunk(process.stdout):
                for unit in reader.feed(chunk):
                    self._add(unit)
                while self._units and self._ahead_s() > LOOKAHEAD_S:
                    self._room.clear()
                    await self._room.wait()
            code = await process.wait()
            await listening
        except TimeoutError:
            process.kill()
            code = await process.wait()
            said.append(f"nothing came for {_STALL_S:.0f} s")
        finally:
            listening.cancel()
        last = reader.flush()
        if code == 0 and last is not None:
            self._add(last)
        missing = self.start + self.item.planned_ticks - self.end
        if code != 0:
            ending = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
            self.failure = f"player ended with {ending}: {last_words(said)}"
        elif missing > self.item.frame_ticks:
            missing_s = missing / TICKS_PER_S
            self.failure = f"player ended {missing_s:.1f} s early: {last_words(said)}"
        self.ended.set()
        self._changed.set()

    async def _chunk(self, stdout: asyncio.StreamReader) -> bytes:
        async with asyncio.timeout(_STALL_S):
            return await stdout.read(_CHUNK)

    def _add(self, unit: Unit) -> None:
        self._units.append(unit)
        self.end = max(self.end, unit.end)
        self._changed.set()

    def _ahead_s(self) -> float:
        return (self._units[-1].dts - self._units[0].dts) / TICKS_PER_S


def player_argv(ffmpeg: Path, playlist: Path, *, start: int) -> list[str]:
    """The command that plays one playlist, its first picture stamped with tick `start`.

    Every PES holds one audio frame, so that sound may be cut where a picture is.
    """
    return [
        *(str(ffmpeg), "-hide_banner", "-loglevel", "warning", "-nostats", "-nostdin"),
        *("-f", "concat", "-safe", "0", "-i", str(playlist)),
        *("-map", "0:v:0", "-map", "0:a:0", "-c", "copy"),
        *("-output_ts_offset", f"{start / TICKS_PER_S:.6f}"),
        *("-mpegts_flags", "+initial_discontinuity", "-pes_payload_size", "0"),
        *("-f", "mpegts", "pipe:1"),
    ]


async def keep_lines(stream: asyncio.StreamReader, into: deque[str]) -> None:
    """Collect the last lines of a child's stderr until it closes."""
    while True:
        try:
            line = await stream.readline()
        except ValueError:  # longer than asyncio's limit; what it held is gone, the next is fine
            continue
        if not line:
            return
        into.append(line.decode(errors="replace").rstrip())
