"""An operator's control of a channel that is on air: each order is carried out or refused.

A refusal is one sentence and changes nothing. Each order that is carried out is logged once.
"""

from __future__ import annotations

from datetime import UTC, datetime

import structlog

from webtv.errors import OrderError
from webtv.model.control import ControlState
from webtv.model.programme import PROGRAMME_ID
from webtv.playout.schedule.director import Director
from webtv.playout.schedule.finder import DISK_S
from webtv.threads import in_thread

MOST = 100
"""Programmes that may be ordered next, and cues that may stand, at a time."""

_KEPT_S = 2.0


class ChannelControl:
    """Takes orders for one channel. All methods raise `OrderError` for one that is refused."""

    def __init__(self, director: Director) -> None:
        self._director = director
        self._orders = director.orders
        self._log = structlog.stdlib.get_logger()

    @property
    def orders(self) -> ControlState:
        """The standing orders now."""
        return self._orders.state

    def skip(self) -> None:
        """Leave what is on air and take the next."""
        on_air = self._director.on_air
        if self._orders.state.held:
            raise OrderError("the slate is held; release it first")
        if on_air is None or on_air.item.kind == "slate":
            raise OrderError("there is nothing to skip: no programme is on air")
        if on_air.item.kind == "takeover":
            raise OrderError("a live feed is on air; give it back instead")
        self._log.info("order", order="skip", programme=on_air.item.programme)
        if on_air.item.kind == "live":
            self._director.give_back()
        else:
            self._director.skip()

    def give_back(self) -> None:
        """End the live takeover; its feed is ignored until it is published anew."""
        on_air = self._director.on_air
        if on_air is None or not on_air.item.feed:
            raise OrderError("no live feed is on air")
        self._log.info("order", order="giveback")
        self._director.give_back()

    def hold(self) -> None:
        """Take the slate at once, and keep it until it is released."""
        self._order("hold", self._orders.state.hold())

    def release(self) -> None:
        """Go back to programmes."""
        if not self._orders.state.held:
            raise OrderError("the slate is not held")
        self._order("release", self._orders.state.release())

    async def take_next(self, programme: str) -> None:
        """Take a programme next, after those that were ordered so before."""
        await self._check(programme)
        state = self._orders.state
        if len(state.next) >= MOST:
            raise OrderError(f"{MOST} programmes stand next already")
        self._order("next", state.take_next(programme), programme=programme)

    def drop_next(self, programme: str) -> None:
        """Withdraw an order to take a programme next."""
        state = self._orders.state
        if programme not in state.next:
            raise OrderError(f"{programme} does not stand next", unknown=True)
        self._order("unnext", state.drop_next(programme), programme=programme)

    async def cue(self, programme: str, at: datetime) -> None:
        """Take a programme at a time."""
        await self._check(programme)
        state = self._orders.state
        if at <= datetime.now(UTC):
            raise OrderError(f"{at.isoformat()} is past", invalid=True)
        if len(state.cues) >= MOST:
            raise OrderError(f"{MOST} cues stand already")
        if any(cue.at == at for cue in state.cues):
            raise OrderError(f"another programme is cued for {at.isoformat()}")
        self._order("cue", state.cue(programme, at), programme=programme, at=at.isoformat())

    def drop_cue(self, at: datetime) -> None:
        """Withdraw the cue for a time."""
        state = self._orders.state
        if all(cue.at != at for cue in state.cues):
            raise OrderError(f"nothing is cued for {at.isoformat()}", unknown=True)
        self._order("uncue", state.drop_cue(at), at=at.isoformat())

    async def pull(self, programme: str) -> None:
        """Take a programme off the air if it is on, and never air it again."""
        state = self._orders.state
        if programme in state.pulled:
            raise OrderError(f"{programme} is pulled already")
        on_air = self._director.on_air
        if on_air is None or on_air.item.programme != programme:
            await self._check_known(programme, whole=False)
        self._order("pull", self._orders.state.pull(programme), programme=programme)

    def unpull(self, programme: str) -> None:
        """Let a pulled programme air again."""
        state = self._orders.state
        if programme not in state.pulled:
            raise OrderError(f"{programme} is not pulled", unknown=True)
        self._order("unpull", state.unpull(programme), programme=programme)

    def pause(self) -> None:
        """Begin no new programme."""
        if self._orders.state.production_paused:
            raise OrderError("production is paused already")
        self._order("pause", self._orders.state.pause(True))

    def resume(self) -> None:
        """Begin new programmes again."""
        if not self._orders.state.production_paused:
            raise OrderError("production is not paused")
        self._order("resume", self._orders.state.pause(False))

    async def kept(self) -> bool:
        """Wait a moment for the disk; tell whether all orders are on it."""
        return await self._orders.kept(_KEPT_S)

    async def _check(self, programme: str) -> None:
        """Refuse a programme that may not be ordered."""
        await self._check_known(programme)
        if programme in self._orders.state.pulled:
            raise OrderError(f"{programme} is pulled; unpull it first")

    async def _check_known(self, programme: str, *, whole: bool = True) -> None:
        """Refuse a programme that is not in the library or, unless `whole` is false, cannot air."""
        if not PROGRAMME_ID.match(programme):
            raise OrderError(f"{programme!r} is not the id of a programme", invalid=True)
        try:
            fault = await in_thread(
                lambda: self._director.source.fault(programme, whole=whole),
                name="order",
                deadline_s=DISK_S,
            )
        except (OSError, RuntimeError):
            raise OrderError("the library cannot be read now; try again") from None
        if fault:
            raise OrderError(fault, unknown=True)

    def _order(self, order: str, state: ControlState, **details: str) -> None:
        self._log.info("order", order=order, **details)
        self._orders.change(state)
