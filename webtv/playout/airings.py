"""What one channel airs, written down in the as-run log."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Literal

from structlog.stdlib import BoundLogger

from webtv.model.asrun import AsRunEntry
from webtv.playout.item import Item
from webtv.store.asrun import AsRunLog


class Airings:
    """The as-run log of one channel: `begin` at each take, `advance` as media is sent, `end`."""

    def __init__(self, channel: str, *, asrun: AsRunLog, log: BoundLogger) -> None:
        self._channel = channel
        self._asrun = asrun
        self._log = log
        self._item: Item | None = None
        self._started_at: datetime | None = None
        self._aired_s = 0.0

    def begin(self, item: Item, *, started_at: datetime) -> None:
        """`item` is on air from `started_at` on."""
        self._item = item
        self._started_at = started_at
        self._aired_s = 0.0

    def advance(self, aired_s: float) -> None:
        """So many seconds of media of it have been sent. Called for every picture."""
        self._aired_s = aired_s

    async def end(
        self,
        *,
        ended_at: datetime,
        outcome: Literal["complete", "cut", "failed"],
        detail: str,
        destinations: tuple[str, ...],
    ) -> None:
        """It has left the air; `destinations` are the ids of those that were being sent to."""
        item = self._item
        assert item is not None
        assert self._started_at is not None
        entry = AsRunEntry(
            channel=self._channel,
            kind=item.kind,
            cause=item.cause,
            programme=item.programme,
            title=item.title,
            playlist=item.number,
            started_at=self._started_at,
            ended_at=ended_at,
            aired_s=round(self._aired_s, 3),
            planned_s=item.planned_s,
            outcome=outcome,
            detail=detail,
            destinations=destinations,
        )
        try:
            await asyncio.to_thread(self._asrun.append, entry)
        except OSError as error:
            self._log.error("as-run log cannot be written", error=str(error))
