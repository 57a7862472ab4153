"""A player: a short-lived ffmpeg that reads one playlist and writes MPEG-TS to a pipe.

It is started before its turn, reads ahead, and is paced by whoever takes its units. So a broken
playlist shows before it is on air, and when a player dies there are seconds left to cue another.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from collections import deque
from pathlib import Path

from webtv.errors import LateError, MediaError, SpawnError
from webtv.media.process.longrun import keep_lines
from webtv.media.process.process import KEPT_LINES, last_words
from webtv.media.process.spawn import Child, spawn
from webtv.playout.mpegts.opening import format_fault, opening_fault
from webtv.playout.mpegts.reader import TICKS_PER_S, TransportReader
from webtv.playout.players.item import Item
from webtv.playout.players.player import LOOKAHEAD_S, Player

READY_S = 1.0
"""Seconds in which the first picture is expected. It comes in a tenth of that as a rule."""

_CHUNK = 1 << 16


class PlaylistPlayer(Player):
    """Plays `item` from about tick `start` of the channel's running time; see `begin`."""

    stall_s = 2.0
    """A player with room to read on that says nothing for so long is stuck. Less than
    `LOOKAHEAD_S`, so that there is time to cue another."""

    def __init__(self, *, ffmpeg: Path, item: Item, start: int) -> None:
        super().__init__(item, start)
        self._ffmpeg = ffmpeg
        self._process: Child | None = None
        self._reading: asyncio.Task[None] | None = None

    async def cue(self, within_s: float = READY_S) -> None:
        """Start, and wait for the first pictures and sound.

        Raises `SpawnError` if no process can be had now, `LateError` if nothing comes in time,
        and any other `MediaError` if what comes cannot air.
        """
        try:
            self._process = await spawn(self._argv())
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            # RuntimeError: asyncio waits for each child in a thread, and there was none left.
            reason = getattr(error, "strerror", None) or error
            raise SpawnError(f"{self._ffmpeg} cannot be run: {reason}") from error
        self._reading = asyncio.create_task(self._read(self._process))
        try:
            async with asyncio.timeout(within_s):
                fault = await self._opening()
        except TimeoutError:
            await self.close()
            raise LateError(f"nothing to air within {within_s:.0f} s") from None
        if fault:
            await self.close()
            raise MediaError(fault)

    async def close(self) -> None:
        """Kill and reap the process."""
        self._stop_reading()
        try:
            if self._reading is not None:
                await asyncio.gather(self._reading, return_exceptions=True)
        finally:
            if self._process is not None:
                await self._process.end()
        self._end()

    def _argv(self) -> list[str]:
        """The command to run. Override it for another kind of source."""
        return player_argv(self._ffmpeg, self.item.playlist, start=self.start)

    def _stop_reading(self) -> None:
        if self._process is not None:
            self._process.kill()
        if self._reading is not None:
            self._reading.cancel()

    async def _opening(self) -> str:
        """Why what came first must not air; empty if it may."""
        while True:
            packets = b"".join(unit.data for unit in self._units)
            fault = opening_fault(packets) if packets else None
            if fault is not None:
                break
            if self.ended.is_set() or self._ahead_s() >= LOOKAHEAD_S:
                return self.failure or "there is no sound, or no picture, at its beginning"
            await self._change()
        if not fault and self.item.size is not None:
            parameters = self._units[0].parameters
            fault = format_fault(packets, parameters, size=self.item.size, rate=self.item.rate)
        return fault

    async def _read(self, process: Child) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        said: deque[str] = deque(maxlen=KEPT_LINES)
        listening = asyncio.create_task(keep_lines(process.stderr, said))
        reader = TransportReader(start=self.start, frame_ticks=self.item.frame_ticks)
        try:
            while chunk := await self._chunk(process.stdout):
                for unit in reader.feed(chunk):
                    self._add(unit)
                await self._room()
            code = await process.wait()
            await listening
        except TimeoutError:
            process.kill()
            code = await process.wait()
            said.append(f"nothing came for {self.stall_s:g} s")
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
        if self.failure:
            self._tidy()
        self._end()

    async def _chunk(self, stdout: asyncio.StreamReader) -> bytes:
        # In two halves: a machine that stood still finds the timer run out before it finds what
        # has come meanwhile, and a player must not be killed for that.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.stall_s / 2):
                return await stdout.read(_CHUNK)
        async with asyncio.timeout(self.stall_s / 2):
            return await stdout.read(_CHUNK)


def player_argv(ffmpeg: Path, playlist: Path, *, start: int) -> list[str]:
    """The command that plays one playlist, its first picture stamped with tick `start`.

    Every PES holds one audio frame, so that sound may be cut where a picture is. Another file
    than a playlist is played as it is.
    """
    source = ("-f", "concat", "-safe", "0") if playlist.suffix == ".ffconcat" else ()
    return [
        *(str(ffmpeg), "-hide_banner", "-loglevel", "warning", "-nostats", "-nostdin"),
        *(*source, "-i", str(playlist)),
        *("-map", "0:v:0", "-map", "0:a:0", "-c", "copy"),
        *("-output_ts_offset", f"{start / TICKS_PER_S:.6f}"),
        *("-mpegts_flags", "+initial_discontinuity", "-pes_payload_size", "0"),
        *("-f", "mpegts", "pipe:1"),
    ]
