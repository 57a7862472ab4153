"""HLS: a channel's units cut at keyframes into segment files, with a live playlist.

The players' bytes are MPEG-TS already, so a segment is a run of units as they are; no process is
needed. Viewers stay through a restart: numbers go on, and a discontinuity marks the place.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from structlog.stdlib import BoundLogger

from webtv.files import write_atomic
from webtv.model.status import DestinationStatus
from webtv.playout.hls_list import MediaList, Segment, parse_list
from webtv.playout.reporting import Reporter
from webtv.playout.transport import TICKS_PER_S, Unit

SEGMENT_S = 4.0
FIRST_SEGMENTS = 2
"""So many segments of a new list are cut at the next keyframe, so that viewers start sooner."""
KEPT_S = 600.0
"""Seconds of the playlist."""
LINGER = 15
"""Files kept after they left the playlist: a viewer may hold an older copy of it."""
_WAITING = 4


class HlsWriter:
    """Writes `<folder>/live.m3u8` and its segments. `wall` gives the time at which a tick airs."""

    id = "hls"

    def __init__(self, folder: Path, *, wall: Callable[[int], datetime], log: BoundLogger) -> None:
        self._folder = folder
        self._wall = wall
        self._list = MediaList()
        self._fresh = True
        self._units: list[Unit] = []
        self._cut = 0
        self._waiting: asyncio.Queue[tuple[Segment, bytes]] = asyncio.Queue(_WAITING)
        self._old: list[str] = []
        self._reporter = Reporter("hls", kind="hls", url=f"/hls/{folder.name}/live.m3u8", log=log)

    def send(self, unit: Unit) -> None:
        """Hand over one unit. Never waits."""
        if unit.keyframe and self._units:
            length_s = (unit.dts - self._units[0].dts) / TICKS_PER_S
            wanted_s = SEGMENT_S if self._cut >= FIRST_SEGMENTS else 0.0
            if length_s >= wanted_s - 0.001:
                self._close(length_s)
        if self._units or unit.keyframe:
            self._units.append(unit)

    def reconnect(self) -> None:
        """Begin a new segment that does not continue the one before: the format changes."""
        if self._units:
            last = self._units[-1]
            self._close((last.end - self._units[0].dts) / TICKS_PER_S)
        self._fresh = True

    def status(self) -> DestinationStatus:
        """How it is doing."""
        return self._reporter.status

    async def run(self) -> None:
        """Write segments until cancelled."""
        await asyncio.to_thread(self._resume)
        try:
            while True:
                segment, data = await self._waiting.get()
                try:
                    await asyncio.to_thread(self._write, segment, data)
                except OSError as error:
                    self._fresh = True
                    self._reporter.lost(f"{error.strerror or error}")
                else:
                    kbps = len(data) * 8 / 1000 / max(segment.duration_s, 0.1)
                    self._reporter.sent(len(data), kbps=kbps)
        finally:
            self._reporter.stopped()

    def remove(self) -> None:
        """Delete the folder: the channel is gone."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _close(self, length_s: float) -> None:
        """Queue what was gathered as one segment."""
        at = self._wall(self._units[0].dts)
        # Unique for good, so that no cache between here and a viewer mistakes one for another.
        name = f"{int(at.timestamp() * 1000)}.ts"
        data = b"".join(unit.data for unit in self._units)
        self._units = []
        try:
            self._waiting.put_nowait((Segment(name, length_s, at, self._fresh), data))
        except asyncio.QueueFull:
            self._reporter.set(drops=self._reporter.status.drops + 1)
            self._fresh = True
            return
        self._fresh = False
        self._cut += 1

    def _resume(self) -> None:
        """Take over the playlist of the run before; remove files it does not name."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with suppress(OSError, UnicodeDecodeError):
            known = parse_list((self._folder / "live.m3u8").read_text("utf-8"))
            self._list = known.after(lambda name: (self._folder / name).is_file())
        named = {segment.name for segment in self._list.segments}
        for path in self._folder.iterdir():
            if path.suffix in (".ts", ".tmp") and path.name not in named:
                path.unlink(missing_ok=True)

    def _write(self, segment: Segment, data: bytes) -> None:
        write_atomic(self._folder / segment.name, data, durable=False)
        before = self._list.segments
        if not before:
            segment = replace(segment, fresh=False)  # there is nothing it could continue
        self._list = self._list.add(segment, keep_s=KEPT_S)
        left = {s.name for s in self._list.segments}
        self._old += [s.name for s in before if s.name not in left]
        text = self._list.text(target_s=SEGMENT_S)
        write_atomic(self._folder / "live.m3u8", text, durable=False)
        while len(self._old) > LINGER:
            (self._folder / self._old.pop(0)).unlink(missing_ok=True)
