"""What has aired, kept up to date from the as-run log."""

from __future__ import annotations

from datetime import datetime, timedelta

from webtv.model.asrun import AsRunEntry
from webtv.store.asrun import AsRunLog

MEMORY = timedelta(days=30)
"""How far back the log is read at start; older airings count as never."""


class Airings:
    """One channel's airings: when each programme last aired, how often, and the last playlist."""

    def __init__(self, log: AsRunLog, channel_id: str) -> None:
        self._log = log
        self._channel_id = channel_id
        self._read_to: datetime | None = None
        self._seen: set[tuple[datetime, str | None]] = set()
        self.last: dict[str, datetime] = {}
        self.count: dict[str, int] = {}
        self.playlist = 0

    def update(self, now: datetime) -> None:
        """Read what was added to the log since the last time."""
        since = self._read_to or now - MEMORY
        entries = self._log.read(self._channel_id, since=since)
        for entry in entries:
            # `since` itself is read again: two entries may end in the same microsecond.
            if (entry.ended_at, entry.programme) not in self._seen:
                self._add(entry)
        if entries:
            self._read_to = entries[-1].ended_at
            self._seen = {(e.ended_at, e.programme) for e in entries if e.ended_at == self._read_to}

    def _add(self, entry: AsRunEntry) -> None:
        self.playlist = max(self.playlist, entry.playlist or 0)
        if entry.programme and entry.aired_s > 0:
            known = self.last.get(entry.programme, entry.started_at)
            self.last[entry.programme] = max(known, entry.started_at)
            self.count[entry.programme] = self.count.get(entry.programme, 0) + 1
