"""The as-run log of one channel while it airs; a kill loses nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from webtv.model.asrun import Outcome
from webtv.model.status import DestinationStatus
from webtv.playout.asrun.airing import Airing
from webtv.playout.asrun.journal import Journal
from webtv.playout.asrun.sync_thread import SyncThread
from webtv.playout.players.item import Item
from webtv.store.asrun import AsRunLog
from webtv.threads import in_thread

Statuses = Callable[[], Sequence[DestinationStatus]]

_LOOK_S = 1.0
_DISK_S = 3.0
"""The air does not wait longer for a disk that hangs."""


class ChannelLog:
    """Logs what one channel airs: `begin` at each take, `advance` at each picture, then `end`.

    None of these touches the disk: the sync thread does, some milliseconds later.
    """

    def __init__(self, channel: str, *, asrun: AsRunLog, thread: SyncThread) -> None:
        self._channel = channel
        self._thread = thread
        self._log = structlog.stdlib.get_logger().bind(channel=channel)
        self._journal = Journal(channel, asrun=asrun)
        self._statuses: Statuses = tuple
        self._look_at_s = 0.0

    async def recover(self) -> None:
        """Write down what a killed playout left on air, and begin to record."""
        self._journal.reopen()
        await self._wait(self._journal.settle)
        self._thread.follow(self._journal)

    def begin(self, item: Item, *, started_at: datetime, statuses: Statuses) -> None:
        """Take note that `item` is on air from `started_at` on; `statuses` tells where to."""
        airing = self._journal.airing
        if airing is not None and airing.goes_on(item, started_at=started_at):
            airing.go_on(item)
            self._journal.changed()
        else:
            airing = Airing(self._channel, item, started_at=started_at)
            self._journal.take(airing)
        self._statuses = statuses
        self._look(airing)
        self._thread.wake()

    def advance(self, aired_s: float) -> None:
        """Count one more picture, `aired_s` seconds of the item by now."""
        airing = self._journal.airing
        if airing is not None:
            airing.advance(aired_s)
            if airing.sent.aired_s >= self._look_at_s:
                self._look(airing)
            self._thread.wake()

    def end(self, *, ended_at: datetime, outcome: Outcome, detail: str) -> None:
        """Take note that it has left the air."""
        airing = self._journal.airing
        if airing is None or airing.ended_at is not None:
            return
        self._look(airing)
        if airing.leave(ended_at=ended_at, outcome=outcome, detail=detail):
            self._journal.finish()
        self._thread.wake()

    async def close(self) -> None:
        """Write down what is not yet, and end the recording: in seconds, whatever the disk does."""
        self._thread.forget(self._journal)
        self._journal.finish()
        await self._wait(self._journal.close)

    @property
    def note(self) -> str:
        """The fault of the log, in one sentence; or empty."""
        return self._journal.note

    async def _wait(self, step: Callable[[], None]) -> None:
        try:
            await in_thread(step, name=f"as-run {self._channel}", deadline_s=_DISK_S)
        except TimeoutError:
            self._log.error("the disk of the as-run log does not answer")

    def _look(self, airing: Airing) -> None:
        """Look at the destinations."""
        if airing.look(self._statuses()):
            self._journal.changed()
        self._look_at_s = airing.sent.aired_s + _LOOK_S
