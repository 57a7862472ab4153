"""The operator's desk: orders to a channel that is on air, refused with a sentence or carried out.

An order that is refused changes nothing. Each one that is given is logged once.
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


class Desk:
    """Orders for one channel. All raise `OrderError` when an order cannot be honoured."""

    def __init__(self, director: Director) -> None:
        self._director = director
        self._orders = director.orders
        self._log = structlog.stdlib.get_logger()

    @property
    def standing(self) -> ControlState:
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
        self._director.skip()

    def give_back(self) -> None:
        """End the live takeover; its feed is ignored until it is published anew."""
        on_air = self._director.on_air
        if on_air is None or on_air.item.kind != "takeover":
            raise OrderError("no live feed is on air")
        self._log.info("order", order="giveback")
        self._director.give_back()

    def hold(self) -> None:
        """The slate at once, until it is released."""
        self._give("hold", self._orders.state.hold())

    def release(self) -> None:
        """Back to programmes."""
        if not self._orders.state.held:
            raise OrderError("the slate is not held")
        self._give("release", self._orders.state.release())

    async def take_next(self, programme: str) -> None:
        """Take a programme next, after those that were ordered so before."""
        await self._check(programme)
        state = self._orders.state
        if len(state.next) >= MOST:
            raise OrderError(f"{MOST} programmes stand next already")
        self._give("next", state.take_next(programme), programme=programme)

    def drop_next(self, programme: str) -> None:
        """Withdraw an order to take a programme next."""
        state = self._orders.state
        if programme not in state.next:
            raise OrderError(f"{programme} does not stand next", unknown=True)
        self._give("unnext", state.drop_next(programme), programme=programme)

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
        self._give("cue", state.cue(programme, at), programme=programme, at=at.isoformat())

    def drop_cue(self, at: datetime) -> None:
        """Withdraw the cue for a time."""
        state = self._orders.state
        if all(cue.at != at for cue in state.cues):
            raise OrderError(f"nothing is cued for {at.isoformat()}", unknown=True)
        self._give("uncue", state.drop_cue(at), at=at.isoformat())

    async def pull(self, programme: str) -> None:
        """Take a programme off the air if it is on, and never air it again."""
        state = self._orders.state
        if programme in state.pulled:
            raise OrderError(f"{programme} is pulled already")
        on_air = self._director.on_air
        if on_air is None or on_air.item.programme != programme:
            await self._known(programme, whole=False)
        self._give("pull", self._orders.state.pull(programme), programme=programme)

    def unpull(self, programme: str) -> None:
        """A programme may air again."""
        state = self._orders.state
        if programme not in state.pulled:
            raise OrderError(f"{programme} is not pulled", unknown=True)
        self._give("unpull", state.unpull(programme), programme=programme)

    def pause(self) -> None:
        """Begin no new programme."""
        if self._orders.state.production_paused:
            raise OrderError("production is paused already")
        self._give("pause", self._orders.state.pause(True))

    def resume(self) -> None:
        """Begin new programmes again."""
        if not self._orders.state.production_paused:
            raise OrderError("production is not paused")
        self._give("resume", self._orders.state.pause(False))

    async def kept(self) -> bool:
        """Whether all orders are on disk, after a moment."""
        return await self._orders.kept(_KEPT_S)

    async def _check(self, programme: str) -> None:
        """That a programme may be ordered."""
        await self._known(programme)
        if programme in self._orders.state.pulled:
            raise OrderError(f"{programme} is pulled; unpull it first")

    async def _known(self, programme: str, *, whole: bool = True) -> None:
        """That a programme is in the library, and unless `whole` is false, that it could air."""
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

    def _give(self, order: str, state: ControlState, **details: str) -> None:
        self._log.info("order", order=order, **details)
        self._orders.give(state)
