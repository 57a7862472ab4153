"""One airing: the item, and how much of it has been sent so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from webtv.model.asrun import KILLED, AsRunEntry, Outcome
from webtv.model.status import DestinationStatus
from webtv.playout.asrun.delivery import Delivery
from webtv.playout.players.item import Item
from webtv.store.onair import Count

_JOINED_S = 0.5
"""Two slates further apart than this are two airings: there was nothing in between."""


class Airing:
    """Counts an item from its take to the next, or over several for a slate after a slate."""

    def __init__(self, channel: str, item: Item, *, started_at: datetime) -> None:
        self.sent = Count()
        self.ended_at: datetime | None = None
        self._channel = channel
        self._item = item
        self._started_at = started_at
        self._planned_s = item.planned_s
        self._before_s = 0.0
        self._delivery = Delivery()
        self._outcome: Outcome = "cut"
        self._detail = KILLED

    def advance(self, aired_s: float) -> None:
        """Count one more picture, sent `aired_s` seconds of media after the last take."""
        self.sent = Count(self._before_s + aired_s, self.sent.pictures + 1)

    def look(self, statuses: Sequence[DestinationStatus]) -> bool:
        """Look at the destinations. Returns whether that changes which of them were sent all."""
        before = self._delivery.whole, self._delivery.partly
        self._delivery.look(statuses)
        return before != (self._delivery.whole, self._delivery.partly)

    def leave(self, *, ended_at: datetime, outcome: Outcome, detail: str) -> bool:
        """Take note that it left the air. Returns whether it is over: a slate may follow itself."""
        self.ended_at, self._outcome, self._detail = ended_at, outcome, detail
        return self._item.kind != "slate" or outcome != "complete"

    def goes_on(self, item: Item, *, started_at: datetime) -> bool:
        """Tell whether `item` is the same slate again, without a gap and within the same UTC hour.

        Every hour has entries of its own, so that a log is never more than an hour behind.
        """
        if self.ended_at is None:
            return False
        this, that = self._started_at.astimezone(UTC), started_at.astimezone(UTC)
        return (
            (item.kind, item.cause, item.title, item.rate)
            == (self._item.kind, self._item.cause, self._item.title, self._item.rate)
            and abs((started_at - self.ended_at).total_seconds()) < _JOINED_S
            and (this.date(), this.hour) == (that.date(), that.hour)
        )

    def go_on(self, item: Item) -> None:
        """Take note that the same slate is on air once more."""
        self.ended_at, self._outcome, self._detail = None, "cut", KILLED
        self._before_s = self.sent.aired_s
        self._planned_s += item.planned_s

    def entry(self) -> AsRunEntry:
        """Make its entry for the log; before it has left, the entry for a playout killed now."""
        item, sent = self._item, self.sent
        return AsRunEntry(
            channel=self._channel,
            kind=item.kind,
            cause=item.cause,
            programme=item.programme,
            title=item.title,
            playlist=item.number,
            file=item.file,
            sha256=item.sha256,
            started_at=self._started_at,
            ended_at=self.ended_at or self._started_at + timedelta(seconds=sent.aired_s),
            aired_s=round(sent.aired_s, 3),
            planned_s=round(self._planned_s, 3),
            pictures=sent.pictures,
            fps=round(float(item.rate), 3),
            outcome=self._outcome,
            detail=self._detail,
            destinations=self._delivery.whole,
            partly=self._delivery.partly,
        )
