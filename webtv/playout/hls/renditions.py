"""Lower renditions of a channel: one ffmpeg that encodes what is sent, smaller.

It has a bounded backlog of its own. If it dies or does not keep up, only these renditions have
gaps; they are cut where the channel's own segments are cut.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from webtv.backoff import Backoff
from webtv.config.hls import Rung
from webtv.media.process.longrun import run_long, stalled
from webtv.media.process.spawn import DEVNULL, Child
from webtv.outage import Outage
from webtv.playout.destinations.backlog import Backlog
from webtv.playout.hls.track import Media
from webtv.playout.hls.window import Piece
from webtv.playout.mpegts.reader import TICKS_PER_S, TransportReader, Unit, shown_after

LAG = 3
"""Segments that a rendition may be behind; what comes later is a gap."""

STALL_S = 10.0
_MOST_WAIT_S = 30.0
_FRAME_TICKS = TICKS_PER_S // 24
_CHUNK = 1 << 16
_NICE = 5
"""The air goes first."""


@dataclass(slots=True)
class _Rendition:
    """What one rendition's segments are made of: whole groups of pictures, by their first tick."""

    groups: deque[Media] = field(default_factory=deque)
    open: list[Unit] = field(default_factory=list)
    wanted: deque[Piece] = field(default_factory=deque)


class Ladder:
    """Encodes the rungs it is configured for.

    `done` gets each rendition's height, the piece that a segment goes with, and its media: None if
    there is none.
    """

    def __init__(
        self,
        *,
        ffmpeg: Path,
        done: Callable[[int, Piece, Media | None], None],
    ) -> None:
        self._ffmpeg = ffmpeg
        self._done = done
        self._outage = Outage(
            "renditions interrupted",
            "renditions are back",
            level=logging.WARNING,
            destination="hls",
        )
        self._rungs: tuple[Rung, ...] = ()
        self._renditions: dict[int, _Rendition] = {}
        self._backlog = Backlog()
        self._changed = asyncio.Event()
        self._backoff = Backoff(most_s=_MOST_WAIT_S)
        self._loop = asyncio.get_running_loop()
        self._came_at = 0.0

    def configure(self, rungs: tuple[Rung, ...]) -> None:
        """Encode these from now on."""
        if rungs != self._rungs:
            self._rungs = rungs
            self._renditions = {rung.height: _Rendition() for rung in rungs}
            self._changed.set()

    def send(self, unit: Unit) -> None:
        """Hand over one unit. Never waits."""
        if self._rungs:
            self._backlog.push(unit)

    def reconnect(self) -> None:
        """Begin anew with the next unit, because the format changes."""
        self._backlog.disconnect()
        self._changed.set()

    def cut(self, piece: Piece) -> None:
        """The channel has this segment; its renditions are to have one like it."""
        for height, rendition in self._renditions.items():
            rendition.wanted.append(piece)
            if len(rendition.wanted) > LAG:
                self._done(height, rendition.wanted.popleft(), None)

    async def run(self) -> None:
        """Encode until cancelled."""
        while True:
            self._changed.clear()
            if not self._rungs:
                await self._changed.wait()
                continue
            await self._backlog.begun()
            began = self._loop.time()
            error = await self._encode(self._rungs)
            if not self._changed.is_set():
                self._outage.begin(error)
                await asyncio.sleep(self._backoff.wait_s(lasted_s=self._loop.time() - began))

    async def _encode(self, rungs: tuple[Rung, ...]) -> str:
        """One ffmpeg, to its end. Returns why it ended."""
        first = self._backlog.first
        assert first is not None
        self._came_at = self._loop.time()
        for rendition in self._renditions.values():
            rendition.groups.clear()
            rendition.open = []
        with ExitStack() as pipes:
            try:
                reads, writes = _open_pipes(len(rungs), pipes)
            except OSError as error:
                return f"{self._ffmpeg} cannot be run: {error.strerror}"

            async def feed(process: Child) -> None:
                for write in writes:  # the child's now, so that its end is seen here
                    write.close()
                await self._backlog.feed(process)

            try:
                return await run_long(
                    ladder_argv(self._ffmpeg, rungs, [write.fileno() for write in writes]),
                    feed=feed,
                    read=[
                        partial(self._collect, rung.height, read, start=first.dts)
                        for rung, read in zip(rungs, reads, strict=True)
                    ],
                    watch=[
                        self._reconfigured,
                        partial(
                            stalled,
                            lambda: self._loop.time() - self._came_at,
                            limit_s=STALL_S,
                            what="nothing came",
                        ),
                    ],
                    stdout=DEVNULL,
                    pass_fds=[write.fileno() for write in writes],
                    nice=_NICE,
                )
            finally:
                self._backlog.disconnect()

    async def _reconfigured(self) -> str:
        """Return when other renditions are wanted, or the format changes."""
        await self._changed.wait()
        return "it begins anew"

    async def _collect(self, height: int, pipe: IO[bytes], _child: Child, *, start: int) -> None:
        """Read one rendition from its pipe."""
        stream = asyncio.StreamReader()
        transport, _protocol = await self._loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), pipe
        )
        reader = TransportReader(start=start, frame_ticks=_FRAME_TICKS)
        try:
            while chunk := await stream.read(_CHUNK):
                self._came_at = self._loop.time()
                self._outage.end()
                for unit in reader.feed(chunk):
                    self._take(height, unit)
        finally:
            transport.close()

    def _take(self, height: int, unit: Unit) -> None:
        rendition = self._renditions.get(height)
        if rendition is None:
            return
        if unit.keyframe:
            if rendition.open:
                rendition.groups.append(_group(rendition.open))
            rendition.open = []
            self._match(height, rendition, unit.dts + shown_after(unit.data))
        if rendition.open or unit.keyframe:
            rendition.open.append(unit)

    def _match(self, height: int, rendition: _Rendition, reached: int) -> None:
        """Hand on the segments that are complete up to tick `reached`."""
        groups, wanted = rendition.groups, rendition.wanted
        while wanted and wanted[0].end <= reached + _FRAME_TICKS // 2:
            piece = wanted.popleft()
            while groups and groups[0].start < piece.start - _FRAME_TICKS // 2:
                groups.popleft()
            whole = bool(groups) and groups[0].start < piece.start + _FRAME_TICKS // 2
            parts = []
            while groups and groups[0].start < piece.end - _FRAME_TICKS // 2:
                parts.append(groups.popleft())
            media = (
                Media(b"".join(p.data for p in parts), piece.start, parts[0].parameters)
                if whole
                else None
            )
            self._done(height, piece, media)
        while len(groups) > LAG * 8:
            groups.popleft()


def _open_pipes(count: int, stack: ExitStack) -> tuple[list[IO[bytes]], list[IO[bytes]]]:
    """Open pipes that `stack` closes: their ends for reading, and those for writing."""
    reads, writes = list[IO[bytes]](), list[IO[bytes]]()
    for _ in range(count):
        read, write = os.pipe()
        reads.append(stack.enter_context(os.fdopen(read, "rb", buffering=0)))
        writes.append(stack.enter_context(os.fdopen(write, "wb", buffering=0)))
    return reads, writes


def _group(units: Sequence[Unit]) -> Media:
    first = units[0]
    return Media(
        b"".join(unit.data for unit in units), first.dts + shown_after(first.data), first.parameters
    )


def ladder_argv(ffmpeg: Path, rungs: Sequence[Rung], pipes: Sequence[int]) -> list[str]:
    """The command that encodes MPEG-TS from its standard input into each of `pipes`.

    Time stamps stay, and keyframes stay where they are.
    """
    argv = [
        *(str(ffmpeg), "-hide_banner", "-loglevel", "warning", "-nostats", "-copyts"),
        *("-probesize", "1000000", "-analyzeduration", "1000000", "-fpsprobesize", "0"),
        *("-f", "mpegts", "-i", "pipe:0"),
    ]
    for rung, pipe in zip(rungs, pipes, strict=True):
        rate = rung.video_kbps
        argv += [
            *("-map", "0:v:0", "-map", "0:a:0", "-c:a", "copy"),
            *("-vf", f"scale=-2:{rung.height}", "-fps_mode", "passthrough"),
            *("-c:v", "libx264", "-enc_time_base:v", "demux"),
            # Else the time base would be told as the frame rate.
            *("-x264-params", "force-cfr=1"),
            *("-preset", "veryfast", "-profile:v", "main", "-threads", "2", "-bf", "2"),
            *("-force_key_frames", "source", "-g", "600", "-sc_threshold", "0"),
            *("-b:v", f"{rate * 9 // 10}k", "-maxrate", f"{rate}k", "-bufsize", f"{rate * 2}k"),
            *("-rc-lookahead", "12", "-f", "mpegts", "-mpegts_copyts", "1"),
            *("-mpegts_flags", "+initial_discontinuity", "-pes_payload_size", "0", f"pipe:{pipe}"),
        ]
    return argv
