"""What one channel airs, on its way to the as-run log; nothing of it is lost in a kill."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from webtv.model.asrun import Outcome
from webtv.model.status import DestinationStatus
from webtv.playout.asrun.airing import Airing
from webtv.playout.asrun.ledger import Ledger
from webtv.playout.asrun.recorder import Recorder
from webtv.playout.players.item import Item
from webtv.store.asrun import AsRunLog
from webtv.threads import in_thread

Statuses = Callable[[], Sequence[DestinationStatus]]

_LOOK_S = 1.0
_DISK_S = 3.0
"""The air does not wait longer for a disk that hangs."""


class Airings:
    """The as-run log of one channel: `begin` at each take, `advance` at each picture, `end`.

    None of these touches the disk: the recorder's thread does, some milliseconds later.
    """

    def __init__(self, channel: str, *, asrun: AsRunLog, recorder: Recorder) -> None:
        self._channel = channel
        self._recorder = recorder
        self._log = structlog.stdlib.get_logger().bind(channel=channel)
        self._ledger = Ledger(channel, asrun=asrun)
        self._statuses: Statuses = tuple
        self._look_at_s = 0.0

    async def recover(self) -> None:
        """Write down what a killed playout left on air, and begin to record."""
        self._ledger.reopen()
        await self._wait(self._ledger.settle)
        self._recorder.follow(self._ledger)

    def begin(self, item: Item, *, started_at: datetime, statuses: Statuses) -> None:
        """`item` is on air from `started_at` on; `statuses` tells how the destinations do."""
        airing = self._ledger.airing
        if airing is not None and airing.goes_on(item, started_at=started_at):
            airing.go_on(item)
            self._ledger.changed()
        else:
            airing = Airing(self._channel, item, started_at=started_at)
            self._ledger.take(airing)
        self._statuses = statuses
        self._look(airing)
        self._recorder.wake()

    def advance(self, aired_s: float) -> None:
        """One more picture was sent, so many seconds of the item by now."""
        airing = self._ledger.airing
        if airing is not None:
            airing.advance(aired_s)
            if airing.sent.aired_s >= self._look_at_s:
                self._look(airing)
            self._recorder.wake()

    def end(self, *, ended_at: datetime, outcome: Outcome, detail: str) -> None:
        """It has left the air."""
        airing = self._ledger.airing
        if airing is None or airing.ended_at is not None:
            return
        self._look(airing)
        if airing.leave(ended_at=ended_at, outcome=outcome, detail=detail):
            self._ledger.finish()
        self._recorder.wake()

    async def close(self) -> None:
        """Write down what is not yet, and end the recording: in seconds, whatever the disk does."""
        self._recorder.forget(self._ledger)
        self._ledger.finish()
        await self._wait(self._ledger.close)

    @property
    def note(self) -> str:
        """What is wrong, in one sentence; or empty."""
        return self._ledger.note

    async def _wait(self, step: Callable[[], None]) -> None:
        try:
            await in_thread(step, name=f"as-run {self._channel}", deadline_s=_DISK_S)
        except TimeoutError:
            self._log.error("the disk of the as-run log does not answer")

    def _look(self, airing: Airing) -> None:
        """See whom it reaches."""
        if airing.look(self._statuses()):
            self._ledger.changed()
        self._look_at_s = airing.sent.aired_s + _LOOK_S
