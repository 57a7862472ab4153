"""The air history of one channel, kept up to date from its as-run log."""

from __future__ import annotations

from datetime import datetime, timedelta

from webtv.model.history import AirHistory
from webtv.store.asrun import AsRunLog
from webtv.store.tail import AsRunTail

MEMORY = timedelta(days=30)
"""How far back the log is read at start; older airings count as never."""


class FollowedHistory(AirHistory):
    """The air history of channel `channel_id`, read from `log` piece by piece."""

    def __init__(self, log: AsRunLog, channel_id: str) -> None:
        super().__init__()
        self._log = log
        self._channel_id = channel_id
        self._tail: AsRunTail | None = None

    def update(self, now: datetime) -> None:
        """Read what was added to the log since the last time. Raises `OSError`."""
        if self._tail is None:
            self._tail = AsRunTail(self._log, self._channel_id, since=now - MEMORY)
        for entry in self._tail.read():
            self.add(entry)
