"""A recording of a channel: MPEG-TS files of some minutes, the units as they are sent.

A transport stream needs no index, so a file that was cut off by a crash plays to its last whole
picture. Nothing here may hurt the air: a full or hung disk loses the recording alone.
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from time import time
from typing import BinaryIO

from webtv.backoff import Backoff
from webtv.model.status import DestinationStatus
from webtv.playout.destinations.backlog import LIMIT_S
from webtv.playout.destinations.recording_folder import RecordingFolder
from webtv.playout.destinations.reporter import Reporter
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit
from webtv.threads import in_thread

RESERVE_BYTES = 500_000_000
"""Free bytes that recordings leave on the disk: HLS and the library need some."""

_DEADLINE_S = 10.0
_CLOSE_S = 1.0
_MOST_WAIT_S = 30.0
_NEARLY = 0.9
"""A file that is so full already ends at a join rather than within the next item."""


@dataclass(slots=True)
class _Piece:
    """The units from one keyframe to the next."""

    at: datetime
    fresh: bool
    start: int
    end: int
    data: bytearray
    pictures: int = 1


class Recording:
    """Records one channel on a `RecordingFolder`. `wall` gives the time at which a tick airs."""

    def __init__(
        self, ident: str, *, folder: RecordingFolder, wall: Callable[[int], datetime]
    ) -> None:
        self.id = ident
        self._folder = folder
        self._wall = wall
        self._reporter = Reporter(ident, kind="file", url=folder.shown)
        self._backoff = Backoff(most_s=_MOST_WAIT_S)
        self._piece: _Piece | None = None
        self._waiting: deque[_Piece] = deque()
        self._some = asyncio.Event()
        self._file: BinaryIO | None = None
        self._file_start: int | None = None
        self._joined = False
        self._drops = 0

    def send(self, unit: Unit) -> None:
        """Hand over one unit. Never waits."""
        if unit.keyframe:
            self._close_piece(unit.dts)
            fresh = self._is_full(unit.dts)
            if fresh:
                self._file_start = unit.dts
            at = self._wall(unit.dts)
            self._piece = _Piece(at, fresh, unit.dts, unit.end, bytearray(unit.data))
        elif self._piece is not None:
            self._piece.data += unit.data
            self._piece.pictures += 1
            self._piece.end = unit.end
        self._joined = False

    def join(self, tick: int) -> None:
        """End a file that is nearly full, where one item follows another at `tick`."""
        self._joined = True

    def reconnect(self) -> None:
        """Begin another file with the next unit: the format changes."""
        self._file_start = None

    def status(self) -> DestinationStatus:
        """Tell how it is doing."""
        waiting = sum(piece.end - piece.start for piece in self._waiting) / TICKS_PER_S
        return self._reporter.status.model_copy(
            update={"drops": self._drops, "lag_s": round(waiting, 1)}
        )

    async def run(self) -> None:
        """Write until cancelled."""
        try:
            while True:
                piece = await self._next()
                try:
                    await in_thread(
                        lambda piece=piece: self._write(piece),  # type: ignore[misc]
                        name=f"recording {self.id}",
                        deadline_s=_DEADLINE_S,
                    )
                except (OSError, TimeoutError) as error:
                    await self._pause(error)
                else:
                    length_s = max((piece.end - piece.start) / TICKS_PER_S, 0.1)
                    size = len(piece.data)
                    self._reporter.sent(size, kbps=size * 8 / 1000 / length_s)
        finally:
            await asyncio.shield(self._let_go())
            self._reporter.stopped()

    async def _next(self) -> _Piece:
        while not self._waiting:
            self._some.clear()
            await self._some.wait()
        return self._waiting.popleft()

    async def _pause(self, error: OSError | TimeoutError) -> None:
        """Nothing can be written: wait, then begin another file with what airs by then."""
        reason = "the disk does not answer" if isinstance(error, TimeoutError) else error.strerror
        self._reporter.lost(f"{self._folder.shown}: {reason or error}")
        await self._let_go()
        await asyncio.sleep(self._backoff.wait_s(lasted_s=0))
        self._drops += sum(piece.pictures for piece in self._waiting)
        self._waiting.clear()
        self._file_start = None
        self._reporter.set(reconnects=self._reporter.status.reconnects + 1)

    def _is_full(self, tick: int) -> bool:
        if self._file_start is None:
            return True
        wanted = self._folder.minutes * (_NEARLY if self._joined else 1.0)
        return tick - self._file_start >= wanted * 60 * TICKS_PER_S

    def _close_piece(self, tick: int) -> None:
        """Queue what was gathered; drop all that waits if the disk is too slow."""
        piece, self._piece = self._piece, None
        if piece is None:
            return
        self._waiting.append(piece)
        if (tick - self._waiting[0].start) / TICKS_PER_S > LIMIT_S:
            self._drops += sum(piece.pictures for piece in self._waiting)
            self._waiting.clear()
            self._file_start = None
        self._some.set()

    def _write(self, piece: _Piece) -> None:
        """One piece to disk, in a new file if it is `fresh`. Runs in a thread."""
        if piece.fresh or self._file is None:
            self._close_file()
            self._file = self._folder.open(piece.at)
        if shutil.disk_usage(self._folder.path).free < RESERVE_BYTES:
            raise OSError(errno.ENOSPC, f"less than {RESERVE_BYTES // 1_000_000} MB free")
        file, view = self._file, memoryview(piece.data)
        while view:
            view = view[file.write(view) :]
        self._folder.prune(now=time())

    async def _let_go(self) -> None:
        """Close the file beside the loop: a disk that hangs must not hold up anything else."""
        with suppress(OSError, TimeoutError):
            name = f"recording {self.id}"
            await in_thread(self._close_file, name=name, deadline_s=_CLOSE_S)

    def _close_file(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError), file:
                os.fsync(file.fileno())
