"""HLS: a channel's units cut at keyframes into segments, with playlists, captions and metadata.

The players' bytes are MPEG-TS already, so a segment is a run of units as they are; no process is
needed. Viewers stay through a restart: numbers go on, and a discontinuity marks the place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from webtv.config.hls import HlsConfig
from webtv.errors import LeaseLostError, MediaError
from webtv.machines.right import Right
from webtv.model.status import DestinationStatus
from webtv.playout.destinations.reporter import Reporter
from webtv.playout.hls.captions import PlayoutEvent, captions
from webtv.playout.hls.folder import HlsFolder
from webtv.playout.hls.parts import Cut, PartCutter, PartFiles
from webtv.playout.hls.renditions import Ladder
from webtv.playout.hls.track import Media
from webtv.playout.hls.window import HlsWindow, Piece
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit, shown_after
from webtv.playout.players.item import Item
from webtv.store.hls import LIVE
from webtv.threads import in_thread

SEGMENT_S = 4.0
FIRST_SEGMENTS = 2
"""So many segments of a new list are cut at the next keyframe, so that viewers start sooner."""

_WAITING = 16
_KEEPS_UP = 3
"""With so many jobs waiting, the disk is too slow for parts."""

_FINISH_S = 2.0
_STEADY_S = 1.0
_SLEW_S = 0.002
"""Most by which one segment's date departs from the end of the one before: as much as NTP slews a
clock by in 4 s, 500 ppm. Where it was stepped by `_STEADY_S` or more, dates follow at once."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A segment of another rendition, to go with `piece`."""

    height: int
    piece: Piece
    media: Media | None


class HlsWriter:
    """Keeps the HLS folder of one channel. `wall` gives the time at which a tick airs."""

    id = "hls"

    def __init__(
        self,
        folder: Path,
        *,
        ffmpeg: Path,
        wall: Callable[[int], datetime],
        right: Right | None = None,
    ) -> None:
        self._folder = HlsFolder(folder, right=right)
        self._window = HlsWindow(self._folder)
        self._config = HlsConfig()
        self._wall = wall
        self._reporter = Reporter("hls", kind="hls", url=f"/hls/{folder.name}/{LIVE}")
        self._fresh = True
        self._units: list[Unit] = []
        self._start = 0
        self._parameters = b""
        self._events: list[PlayoutEvent] = []
        self._cut = 0
        self._resumed = False
        self._date: datetime | None = None
        self._waiting: asyncio.Queue[Piece | Rendered | Cut] = asyncio.Queue(_WAITING)
        self._cutter = PartCutter()
        self._parts = PartFiles(self._folder)
        self._ladder = Ladder(ffmpeg=ffmpeg, done=self._rendered)

    def configure(self, config: HlsConfig) -> None:
        """Put another version of the channel's settings in force."""
        self._config = config
        self._ladder.configure(config.ladder)

    def take(self, item: Item, tick: int) -> None:
        """`item` is on air from `tick` on. Call it before its first unit is sent."""
        self._events.append(PlayoutEvent(item, tick))

    def send(self, unit: Unit) -> None:
        """Hand over one unit. Never waits."""
        if unit.keyframe and self._units:
            length_s = (unit.dts - self._units[0].dts) / TICKS_PER_S
            wanted_s = SEGMENT_S if self._cut >= FIRST_SEGMENTS else 0.0
            if length_s >= wanted_s - 0.001:
                self._close(unit.dts + shown_after(unit.data))
        if self._units and self._cutter.is_due(self._units, unit):
            self._cut_part(unit.dts, last=False)
        if unit.keyframe and not self._units:
            self._cutter.begin()
            self._start = unit.dts + shown_after(unit.data)
            self._parameters = unit.parameters or self._parameters
        if self._units or unit.keyframe:
            self._units.append(unit)
        self._ladder.send(unit)

    def join(self, tick: int) -> None:
        """Ignore that one item follows another: `take` tells of each that begins."""

    def reconnect(self) -> None:
        """Begin a new segment that does not continue the one before: the format changes."""
        if len(self._units) > 1:
            before, last = self._units[-2:]
            reordered = self._start - self._units[0].dts
            self._close(last.dts + (last.dts - before.dts) + reordered)
        self._units = []
        self._fresh = True
        self._ladder.reconnect()

    async def written(self) -> None:
        """Wait until all segments that were cut have been written, or lost."""
        await self._waiting.join()

    async def finish(self) -> None:
        """Write what was gathered, so that a planned end loses nothing."""
        self._ladder.configure(())
        self.reconnect()
        with suppress(TimeoutError):
            async with asyncio.timeout(_FINISH_S):
                await self.written()

    def status(self) -> DestinationStatus:
        """The state of HLS as a destination."""
        return self._reporter.status

    async def run(self) -> None:
        """Write segments until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._ladder.run())
                group.create_task(self._keep_writing())
        finally:
            self._reporter.stopped()

    async def _keep_writing(self) -> None:
        self._resumed = False
        while True:
            job = await self._waiting.get()
            if isinstance(job, Rendered):
                await self._write_rendition(job)
            elif isinstance(job, Cut):
                await self._write_part(job)
            else:
                await self._write(job)
            self._waiting.task_done()

    async def _write(self, piece: Piece) -> None:
        try:
            if not self._resumed:  # not before: until now there may have been settings to come
                await in_thread(partial(self._window.resume, self._config), name="hls")
                self._resumed = True
            size = await in_thread(partial(self._add, piece), name="hls")
        except OSError as error:
            self._reporter.lost(f"{error.strerror or error}")
        except (MediaError, LeaseLostError) as error:
            self._reporter.lost(str(error))
        else:
            kbps = size * 8 / 1000 / max(piece.duration_s, 0.1)
            self._reporter.sent(size, kbps=kbps)

    def _add(self, piece: Piece) -> int:
        """Append a segment, and tell of its last part; its bytes. Blocking."""
        try:
            size = self._window.add(piece, self._config)
        except Exception:
            self._parts.reset()
            raise
        wanted = self._config.container == "ts" and self._parts.asked()
        if piece.parted is not None:
            ends_at = piece.at + timedelta(seconds=piece.duration_s)
            self._parts.listed(self._window.next_number - 1, piece.parted, ends_at=ends_at)
        self._cutter.wanted = wanted
        return size

    async def _write_part(self, cut: Cut) -> None:
        """Write a part; what becomes of it says nothing about the channel's segments."""
        try:
            await in_thread(partial(self._parts.add, cut, self._window.next_number), name="hls")
        except OSError as error:
            self._reporter.log.debug("part not written", error=str(error))

    async def _write_rendition(self, job: Rendered) -> None:
        """The same for another rendition; what becomes of it says nothing about the channel's."""
        try:
            await in_thread(
                partial(self._window.add_rendition, job.height, job.piece, job.media, self._config),
                name="hls",
            )
        except (OSError, MediaError, LeaseLostError) as error:
            self._reporter.log.warning(
                "rendition lacks a segment", height=job.height, error=str(error)
            )

    def remove(self) -> None:
        """Delete the folder: the channel is gone."""
        self._folder.remove()

    def _cut_part(self, end: int, *, last: bool) -> int | None:
        """Queue what was gathered since the part before; the segment's number of this run, None if
        it has no parts. While the disk does not keep up there are none.
        """
        reordered = self._start - self._units[0].dts

        def captioned(start: int) -> str:
            return captions(self._events, start=start + reordered, end=end + reordered)

        cut = self._cutter.cut(
            self._units,
            end,
            last=last,
            at=self._dated(self._start),
            fresh=self._fresh,
            captions=captioned,
        )
        if cut is None:
            return None
        if self._waiting.qsize() >= _KEEPS_UP:
            self._cutter.drop()
            return None
        self._waiting.put_nowait(cut)
        return cut.segment

    def _close(self, end: int) -> None:
        """Queue what was gathered as one segment that ends at tick `end`."""
        reordered = self._start - self._units[0].dts
        piece = Piece(
            start=self._start,
            end=end,
            at=self._dated(self._start),
            fresh=self._fresh,
            data=b"".join(unit.data for unit in self._units),
            parameters=self._parameters,
            events=tuple(event for event in self._events if event.tick < end),
            parted=self._cut_part(end - reordered, last=True),
        )
        self._events = self._events[max(len(piece.events) - 1, 0) :]
        self._units = []
        self._date = piece.at + timedelta(seconds=piece.duration_s)
        self._ladder.cut(piece)
        try:
            self._waiting.put_nowait(piece)
        except asyncio.QueueFull:
            self._reporter.set(drops=self._reporter.status.drops + 1)
            self._fresh = True
            return
        self._fresh = False
        self._cut += 1

    def _rendered(self, height: int, piece: Piece, media: Media | None) -> None:
        """Queue a segment of another rendition; without room for it, its list begins anew."""
        with suppress(asyncio.QueueFull):
            self._waiting.put_nowait(Rendered(height, piece, media))

    def _dated(self, tick: int) -> datetime:
        """The date of a segment: where the one before ended, held to the wall clock."""
        wall = self._wall(tick)
        if self._date is None or self._fresh:
            return wall
        off_s = (wall - self._date).total_seconds()
        if abs(off_s) >= _STEADY_S:
            return wall
        return self._date + timedelta(seconds=max(-_SLEW_S, min(_SLEW_S, off_s)))
