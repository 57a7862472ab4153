"""The standing orders of one channel: in force at once, on disk within a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from webtv.model.control import ControlState
from webtv.outage import Outage
from webtv.playout.schedule.next_item import NextItem
from webtv.store.control import read_control, write_control
from webtv.threads import in_thread

LATE = timedelta(minutes=1)
"""A cue is taken this late at most when playout was down at its time."""

_RETRY_S = 2.0


class StandingOrders:
    """Holds the orders of `channel`; `changed` is called when they change.

    A disk that cannot be written does not keep an order from being carried out: it is in force,
    the fault is logged once and told in `note`, and writing is tried again.
    """

    def __init__(self, channel: str, *, folder: Path, changed: Callable[[], None]) -> None:
        self.state = ControlState()
        self._channel = channel
        self._folder = folder
        self._changed = changed
        self._log = structlog.stdlib.get_logger()
        self._unwritten = Outage(
            "standing orders cannot be written", "standing orders are on disk again"
        )
        self._kept = asyncio.Event()
        self._unkept = asyncio.Event()

    @property
    def note(self) -> str:
        """Why the orders are not on disk, in one sentence; empty if they are."""
        return self._unwritten.note

    def load(self, *, now: datetime) -> None:
        """Read the orders of the run before from disk."""
        state, problem = read_control(self._folder, self._channel)
        if problem:
            self._log.error("standing orders are damaged", error=problem, in_force=str(state))
        missed = [cue for cue in state.cues if cue.at < now - LATE]
        for cue in missed:
            self._log.warning("cue missed", programme=cue.programme, at=cue.at.isoformat())
        self.state = state.drop_cues(until=now - LATE) if missed else state
        self._kept.set()

    def change(self, state: ControlState) -> None:
        """Put `state` in force."""
        if state == self.state:
            return
        self.state = state
        self._kept.clear()
        self._unkept.set()
        self._changed()

    def fulfil(self, item: NextItem) -> None:
        """Withdraw the order for `item`: it was taken, or it cannot be."""
        if item.cause == "next" and item.programme is not None:
            self.change(self.state.drop_next(item.programme))
        elif item.cause == "cue" and item.at is not None:
            self.change(self.state.drop_cues(until=item.at))

    async def kept(self, within_s: float) -> bool:
        """Wait up to `within_s` seconds; tell whether the orders are on disk."""
        try:
            async with asyncio.timeout(within_s):
                await self._kept.wait()
        except TimeoutError:
            return False
        return True

    async def keep(self) -> None:
        """Write the orders whenever they change, until cancelled."""
        while True:
            await self._unkept.wait()
            self._unkept.clear()
            state = self.state
            try:
                await in_thread(
                    partial(write_control, self._folder, self._channel, state),
                    name="standing orders",
                )
            except (OSError, RuntimeError) as error:
                self._unwritten.begin(error)
                self._unkept.set()
                await asyncio.sleep(_RETRY_S)
            else:
                self._unwritten.end()
                if state == self.state:
                    self._kept.set()
