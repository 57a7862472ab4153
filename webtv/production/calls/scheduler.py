"""The scheduler of calls: which one gets the next free slot of a backend.

Every place (a Space, the local studio, a vendor) takes so many calls at once, from all channels
together. A slot that becomes free goes at once to the call whose rank is lowest: production ranks
by when a channel will need the programme, so the emptiest channel comes first and its oldest
programme before the others. A call that waits may go to any place of a pool, and to a fallback
only while all places of the backends before it are away.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from webtv.clock import Clock
from webtv.config.contract import Scalar
from webtv.generators.backends import Backend
from webtv.generators.call import Request
from webtv.model.cost import Cost
from webtv.model.stage import Stage
from webtv.production.calls.budget import Budgets
from webtv.work.call import CallKey

Rank = tuple[float, ...]
"""Calls go in this order, the smallest first."""

_LATER_S = 0.005
"""A backend is looked at again this much after its time, so that it really has come."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to have a call done. `link` is its backend's place in the chain of the stage."""

    backend: Backend
    params: dict[str, Scalar]
    request: Request
    estimate: Cost
    link: int
    key: CallKey


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A call that is to be made. `links` are the ways to do it, the best first.

    The options of one link are as good as one another: the one with most room is taken.
    """

    channel_id: str
    programme_id: str
    stage: Stage
    rank: Callable[[], Rank]
    links: Sequence[Sequence[Option]]


class CallScheduler:
    """All slots of all places, and the calls that wait for them."""

    def __init__(self, *, budgets: Budgets, clock: Clock) -> None:
        self._budgets = budgets
        self._clock = clock
        self._waiting: dict[Wanted, asyncio.Future[Option]] = {}
        self._used: Counter[str] = Counter()
        self._calls: Counter[str] = Counter()
        self._trying: set[str] = set()
        self._alarm: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def slot(self, wanted: Wanted) -> AsyncIterator[Option]:
        """A slot for `wanted`, as soon as it is its turn; free again at the end of the block."""
        future: asyncio.Future[Option] = asyncio.get_running_loop().create_future()
        self._waiting[wanted] = future
        self.look()
        try:
            option = await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._leave(wanted, future.result())
            raise
        finally:
            self._waiting.pop(wanted, None)
        try:
            yield option
        finally:
            self._leave(wanted, option)

    def look(self) -> None:
        """Give out the slots that are free; called whenever something may have changed."""
        for wanted in sorted(self._waiting, key=lambda each: each.rank()):
            future = self._waiting[wanted]
            option = None if future.done() else self._choice(wanted)
            if option is not None:
                self._take(wanted, option)
                future.set_result(option)
                del self._waiting[wanted]
        self._set_alarm()

    def waits_in_vain(self, programme_id: str, *stages: Stage, parked: bool = False) -> bool:
        """Whether a call of a programme (for some stages, else for any) waits for backends of
        which none can be had now; with `parked`, for such as only an operator can mend.
        """
        return any(
            wanted.programme_id == programme_id
            and (not stages or wanted.stage in stages)
            and not self._open(wanted)
            and (not parked or _all_parked(wanted))
            for wanted in self._waiting
        )

    def calls(self, backend: Backend) -> int:
        """Calls that a backend works on now."""
        return self._calls[backend.id]

    def close(self) -> None:
        """Give out nothing any more."""
        if self._alarm is not None:
            self._alarm.cancel()

    def _choice(self, wanted: Wanted) -> Option | None:
        """The option to take now; None while it has to wait.

        It waits for a backend that is busy, rather than go to a fallback.
        """
        options = self._open(wanted)
        free = [(self._room(option.backend), option) for option in options]
        room, best = max(free, key=lambda pair: pair[0], default=(0, None))
        return best if room > 0 else None

    def _open(self, wanted: Wanted) -> list[Option]:
        """The options of the first link that can be had, now or when its turn has come."""
        for link in wanted.links:
            options = [
                option
                for option in link
                if self._answers(option.backend)
                and self._budgets.exceeded(wanted.channel_id, option.estimate) is None
            ]
            if options:
                return options
        return []

    def _answers(self, backend: Backend) -> bool:
        """Whether calls may go to a backend: it works, or it is time for one to try it."""
        health = backend.health
        return health.error is None or (health.wait_s == 0 and backend.id not in self._trying)

    def _room(self, backend: Backend) -> int:
        return backend.slots - self._used[backend.place]

    def _take(self, wanted: Wanted, option: Option) -> None:
        backend = option.backend
        self._used[backend.place] += 1
        self._calls[backend.id] += 1
        if backend.health.error is not None:
            self._trying.add(backend.id)
        self._budgets.hold(wanted.channel_id, option.estimate)

    def _leave(self, wanted: Wanted, option: Option) -> None:
        backend = option.backend
        self._used[backend.place] -= 1
        self._calls[backend.id] -= 1
        self._trying.discard(backend.id)
        self._budgets.release(wanted.channel_id, option.estimate)
        self.look()

    def _set_alarm(self) -> None:
        """Look again when the first backend that somebody waits for may be tried again."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        options = (o for wanted in self._waiting for link in wanted.links for o in link)
        waits = {option.backend.id: option.backend.health.wait_s for option in options}
        soonest = min((wait_s for wait_s in waits.values() if wait_s > 0), default=None)
        if soonest is not None:
            delay_s = self._clock.real_s(soonest) + _LATER_S
            self._alarm = asyncio.get_running_loop().call_later(delay_s, self.look)


def _all_parked(wanted: Wanted) -> bool:
    return all(option.backend.health.parked for link in wanted.links for option in link)
