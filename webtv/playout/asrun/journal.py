"""The journal of one channel on disk: what is on air, and what left it and is not logged yet."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import structlog

from webtv.model.asrun import AsRunEntry
from webtv.outage import Outage
from webtv.playout.asrun.airing import Airing
from webtv.store.asrun import AsRunLog
from webtv.store.onair import NAME, Count, DamagedRecordError, OnAir, OnAirFile

KEPT = 2000
"""Entries that wait in memory at most while the log cannot be written: about a day's."""

_RETRY_S = 2.0
_AT_ONCE = 20
"""Entries written in one go: each is flushed to disk, and other channels wait for it."""
_MARGIN = timedelta(minutes=1)


class Journal:
    """Takes what the event loop tells without a wait; `sync`, in a thread, writes it to disk.

    In this order, so that a kill at any moment loses nothing and writes nothing twice: what has
    left the air goes to the channel's `on-air` file together with what is on air now, then to the
    log, then out of the file. Whoever opens the file next writes what is in it but not in the log.
    """

    def __init__(self, channel: str, *, asrun: AsRunLog) -> None:
        self._channel = channel
        self._asrun = asrun
        # The sync thread serves all channels.
        self._log = structlog.stdlib.get_logger().bind(channel=channel)
        # Between the loop and the thread:
        self._lock = threading.Lock()
        self._airing: Airing | None = None
        self._finished: deque[AsRunEntry] = deque(maxlen=KEPT)
        self._version = 0
        # The thread's:
        self._syncing = threading.Lock()
        self._file = OnAirFile(asrun.folder / channel / NAME)
        self._state: Literal["new", "open", "closed"] = "new"
        self._closing = False
        self._written = -1
        self._counted = Count()
        self._keeping = Outage(
            "what is on air cannot be kept", "what is on air is kept again", channel=channel
        )
        self._writing = Outage(
            "as-run log cannot be written", "as-run log is written again", channel=channel
        )
        self._retry_at = {self._keeping: 0.0, self._writing: 0.0}

    @property
    def airing(self) -> Airing | None:
        """The airing that is on air."""
        return self._airing

    @property
    def note(self) -> str:
        """The fault of the journal, in one sentence; or empty."""
        return self._writing.note or self._keeping.note

    def take(self, airing: Airing) -> None:
        """Take note that `airing` is on air instead of the one before."""
        with self._lock:
            self._finish()
            self._airing = airing

    def finish(self) -> None:
        """Take note that nothing is on air; what was goes to the log."""
        with self._lock:
            self._finish()

    def changed(self) -> None:
        """Take note that more than the count of what is on air has changed."""
        with self._lock:
            self._version += 1

    def sync(self) -> None:
        """Bring the disk to what is in memory. A fault of the disk is logged once."""
        with self._syncing:
            if self._state == "new":
                self._attempt(self._keeping, self._open)
            for _ in range(2):  # the second time if the first has emptied the queue
                if self._state == "open":
                    self._attempt(self._keeping, self._record)
                if not self._finished or self._state == "closed":
                    return
                self._attempt(self._writing, self._append)

    def settle(self) -> None:
        """Sync until nothing waits to be written, or the log cannot be."""
        self.sync()
        while self._finished and not self._writing:
            self.sync()

    def close(self) -> None:
        """Write what is left, and let go of the file: another playout may have it."""
        self._closing = True
        self._retry_at = dict.fromkeys(self._retry_at, 0.0)
        self.settle()
        with self._syncing:
            if self._closing:
                self._file.close()
                self._state = "closed"

    def reopen(self) -> None:
        """Record again after `close`, even if that still waits for the disk."""
        self._closing = False
        if self._state == "closed":
            self._state = "new"

    def _finish(self) -> None:
        if self._airing is not None:
            if len(self._finished) == KEPT:
                self._log.error("as-run entry lost", title=self._finished[0].title)
            self._finished.append(self._airing.entry())
            self._airing = None
        self._version += 1

    def _attempt(self, outage: Outage, step: Callable[[], None]) -> None:
        """Do `step`, unless it failed a moment ago."""
        if time.monotonic() < self._retry_at[outage]:
            return
        try:
            step()
        except OSError as error:
            outage.begin(error)
            self._retry_at[outage] = time.monotonic() + _RETRY_S
        else:
            outage.end()

    def _open(self) -> None:
        self._file.open()
        try:
            self._adopt()
        except OSError:
            self._file.close()
            raise
        self._state = "open"
        self._written = -1

    def _adopt(self) -> None:
        """Take over what another playout left in the file and did not write to the log."""
        try:
            on_air, count = self._file.read()
        except DamagedRecordError as error:
            self._log.error("what was on air when playout ended is unknown", error=str(error))
            return
        left = list(on_air.finished)
        if on_air.current is not None and count.pictures:
            left.append(on_air.current.killed(*count))
        if not left:
            return
        since = min(entry.ended_at for entry in left) - _MARGIN
        known = self._asrun.read(self._channel, since=since)
        missing = [e for e in left if not any(e.is_airing_of(k) for k in known)]
        with self._lock:
            self._finished.extendleft(reversed(missing))
        if missing:
            last = missing[-1]
            self._log.warning(
                "recovered what a killed playout had on air",
                title=last.title,
                aired_s=last.aired_s,
                entries=len(missing),
            )

    def _record(self) -> None:
        with self._lock:
            version, airing, finished = self._version, self._airing, tuple(self._finished)
            sent = airing.sent if airing else Count()
            entry = airing.entry() if airing and version != self._written else None
        if version != self._written:
            self._file.write(OnAir(finished=finished, current=entry), sent)
            self._written = version
        elif sent != self._counted:
            self._file.count(sent)
        self._counted = sent

    def _append(self) -> None:
        for _ in range(min(len(self._finished), _AT_ONCE)):
            entry = self._finished[0]
            self._asrun.append(entry)
            with self._lock:
                if self._finished and self._finished[0] is entry:
                    self._finished.popleft()
                self._version += 1
