"""What each channel may still spend today: looked at before every call, held while it runs."""

from __future__ import annotations

from typing import Literal, Protocol

from webtv.clock import Clock
from webtv.config.limits import BudgetConfig
from webtv.config.writer import WriterConfig
from webtv.model.cost import Cost
from webtv.model.status import BudgetStatus
from webtv.work.commission import day_of

Unit = Literal["gpu_s", "credits", "tokens", "money"]

UNITS: dict[Unit, str] = {
    "gpu_s": "GPU seconds",
    "credits": "credits",
    "tokens": "tokens of language models",
    "money": "money",
}
"""What a budget counts, and how screens call it."""

_DUST = 1e-6
"""Sums of prices are off by less than this."""


class Ledger(Protocol):
    """Where it is written down what was spent."""

    async def spent(self, channel: str, day: str) -> Cost:
        """What a channel spent on a UTC day."""


def exceeded(limits: BudgetConfig, spent: Cost, more: Cost) -> Unit | None:
    """The unit of which `more` would be too much after `spent`; None if all fits.

    What costs nothing in a unit is never too much of it, however empty the budget is.
    """
    for unit in UNITS:
        limit, wanted = getattr(limits, unit), getattr(more, unit)
        if limit is not None and wanted > 0 and getattr(spent, unit) + wanted > limit + _DUST:
            return unit
    return None


def least_of_writing(config: WriterConfig) -> Cost:
    """What a language model takes in any case: a budget that is used up has no room for it."""
    priced = config.price_in > 0 or config.price_out > 0
    return Cost(tokens=1, money=1e-5 if priced else 0.0)


class Budgets:
    """The budgets of all channels, for the UTC day that it is.

    What runs holds its estimate, so that many calls at once cannot spend together what each of
    them could alone. Credits and money, whose prices are known, are therefore never exceeded;
    GPU seconds by no more than the estimates miss.
    """

    def __init__(self, ledger: Ledger, *, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._limits: dict[str, BudgetConfig] = {}
        self._spent: dict[str, Cost] = {}
        self._held: dict[str, list[Cost]] = {}
        self._day = day_of(clock.now())

    def limit(self, channel_id: str, limits: BudgetConfig) -> None:
        """Put a channel's limits in force."""
        self._limits[channel_id] = limits

    async def refresh(self, channel_id: str) -> None:
        """Read what a channel has spent today; after whatever may have cost something."""
        day = self._today()
        spent = await self._ledger.spent(channel_id, day)
        if day == self._today():
            self._spent[channel_id] = spent

    def exceeded(self, channel_id: str, more: Cost) -> Unit | None:
        """The unit that a channel has too little of to spend `more` now; None if it may."""
        self._today()
        limits = self._limits.get(channel_id)
        return exceeded(limits, self._committed(channel_id), more) if limits else None

    def hold(self, channel_id: str, estimate: Cost) -> None:
        """Keep `estimate` for something that begins now."""
        self._held.setdefault(channel_id, []).append(estimate)

    def release(self, channel_id: str, estimate: Cost) -> None:
        """What held `estimate` is over; what it took is in the ledger by now."""
        self._held[channel_id].remove(estimate)

    def stands(self, channel_id: str) -> tuple[BudgetStatus, ...]:
        """What was spent today of each unit, and the limit, as far as there is either."""
        self._today()
        limits = self._limits.get(channel_id, BudgetConfig())
        spent = self._spent.get(channel_id, Cost())
        lines = [
            BudgetStatus(unit=unit, spent=round(getattr(spent, unit), 4), limit=limit)
            for unit, limit in ((unit, getattr(limits, unit)) for unit in UNITS)
        ]
        return tuple(line for line in lines if line.spent or line.limit is not None)

    def _committed(self, channel_id: str) -> Cost:
        return sum(self._held.get(channel_id, []), self._spent.get(channel_id, Cost()))

    def _today(self) -> str:
        """Today; at the first look of a new day all budgets are full again."""
        today = day_of(self._clock.now())
        if today != self._day:
            self._day = today
            self._spent = dict.fromkeys(self._spent, Cost())
        return today
