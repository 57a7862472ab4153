"""What the as-run log says of programmes: when each last aired, how often, and what was taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from webtv.model.asrun import AsRunEntry


class AirHistory:
    """Sums up the as-run entries of one channel, one `add` at a time."""

    def __init__(self) -> None:
        self.last: dict[str, datetime] = {}
        """When each programme last went on air, by its id."""
        self.count: Counter[str] = Counter()
        """How often each programme aired, by its id."""
        self.playlist = 0
        """The highest number of a playlist that was taken."""

    @classmethod
    def of(cls, entries: Iterable[AsRunEntry]) -> Self:
        """Sum up `entries`."""
        history = cls()
        for entry in entries:
            history.add(entry)
        return history

    def add(self, entry: AsRunEntry) -> None:
        """Count one entry. A programme of which no picture was sent has not aired."""
        self.playlist = max(self.playlist, entry.playlist or 0)
        if entry.programme and entry.aired_s > 0:
            known = self.last.get(entry.programme, entry.started_at)
            self.last[entry.programme] = max(known, entry.started_at)
            self.count[entry.programme] += 1
