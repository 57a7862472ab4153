"""What has aired, kept up to date from the as-run log."""

from __future__ import annotations

from datetime import datetime, timedelta

from webtv.store.asrun import AsRunLog
from webtv.store.tail import AsRunTail

MEMORY = timedelta(days=30)
"""How far back the log is read at start; older airings count as never."""


class Airings:
    """One channel's airings: when each programme last aired, how often, and the last playlist."""

    def __init__(self, log: AsRunLog, channel_id: str) -> None:
        self.last: dict[str, datetime] = {}
        self.count: dict[str, int] = {}
        self.playlist = 0
        self._log = log
        self._channel_id = channel_id
        self._tail: AsRunTail | None = None

    def update(self, now: datetime) -> None:
        """Read what was added to the log since the last time. Raises `OSError`."""
        if self._tail is None:
            self._tail = AsRunTail(self._log, self._channel_id, since=now - MEMORY)
        for entry in self._tail.read():
            self.playlist = max(self.playlist, entry.playlist or 0)
            if entry.programme and entry.aired_s > 0:
                known = self.last.get(entry.programme, entry.started_at)
                self.last[entry.programme] = max(known, entry.started_at)
                self.count[entry.programme] = self.count.get(entry.programme, 0) + 1
