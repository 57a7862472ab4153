"""The thread that writes what is on air to disk, so that no channel ever waits for the disk.

Even a short write to the page cache can wait for seconds while the disk is busy: it may have to
wait for the file system's journal. So the event loop only counts in memory and wakes this thread,
which writes the counts down for all channels.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime
from typing import Protocol

import structlog

from webtv.store.asrun import AsRunLog

PERIOD_S = 0.04
"""Least time between two rounds: what a kill may cost the count, about one picture, while many
channels send. With one, each burst of pictures is written down as soon as the loop rests."""

_LONGEST_S = 1.0
"""Longest time between two rounds, for what failed and is to be tried again."""


class Synced(Protocol):
    """Has state in memory and a place on disk for it."""

    def sync(self) -> None:
        """Bring the disk to what is in memory. Called from the recorder's thread."""


class SyncThread:
    """Runs one thread for any number of journals, while there are any.

    Once a day it deletes the files of the as-run log that are older than `kept_days` days.
    """

    def __init__(self, asrun: AsRunLog, *, kept_days: int) -> None:
        self._asrun = asrun
        self._kept_days = kept_days
        self._journals: frozenset[Synced] = frozenset()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._wake = threading.Event()
        # Never set. `time.sleep` fails under libfaketime, with which a set clock is tried out.
        self._rest = threading.Event()
        self._tidied: date | None = None
        self._log = structlog.stdlib.get_logger()

    def follow(self, journal: Synced) -> None:
        """Keep `journal` in step from now on."""
        with self._lock:
            self._journals |= {journal}
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="as-run", daemon=True)
                self._thread.start()

    def forget(self, journal: Synced) -> None:
        """Look at `journal` no more."""
        with self._lock:
            self._journals -= {journal}

    def wake(self) -> None:
        """There is something to write. Costs next to nothing while that is known."""
        if not self._wake.is_set():
            self._wake.set()

    def _run(self) -> None:
        last = 0.0
        while True:
            self._wake.wait(_LONGEST_S)
            self._rest.wait(max(0.0, last + PERIOD_S - time.monotonic()))
            last = time.monotonic()
            self._wake.clear()
            with self._lock:
                journals = self._journals
                if not journals:
                    self._thread = None
                    return
            for journal in journals:
                try:
                    journal.sync()
                except Exception:
                    self._log.exception("what is on air cannot be recorded")
                    self._rest.wait(_LONGEST_S)
            self._tidy_daily()

    def _tidy_daily(self) -> None:
        today = datetime.now(UTC).date()
        if today != self._tidied:
            self._tidied = today
            threading.Thread(target=self._tidy, args=(today,), name="tidy", daemon=True).start()

    def _tidy(self, today: date) -> None:
        try:
            deleted = self._asrun.tidy(today=today, kept_days=self._kept_days)
        except OSError as error:
            self._log.warning("old as-run logs stay", error=str(error))
            return
        if deleted:
            self._log.info("old as-run logs deleted", files=len(deleted))
