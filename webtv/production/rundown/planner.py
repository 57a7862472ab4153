"""When a channel makes a programme, and which channel goes first: rules on values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webtv.config.channel import Channel
from webtv.config.programme import ProductionConfig

SHOTS_PER_SLOT = 2
"""Unfinished shots for each slot of the studio, before no programme is begun any more.

With one shot at every slot and one waiting for it no backend ever rests, however the stages
compare. More would only make every programme take longer.
"""


_SHAPING = (
    "theme",
    "style",
    "music_style",
    "tone",
    "cast",
    "places",
    "series",
    "dayparts",
    "language",
    "avoid",
    "writer",
    "programme",
    "pipeline",
    "narration",
)
"""Fields of a channel that change what its programmes are."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What a channel has, and what it is having made.

    `fresh_s` are the seconds of programmes that never aired, `making_s` those of the ones in the
    making, `shots` what its next programme adds to the work. `edited` says that its file asks for
    other programmes than those. `stocked_s` are the seconds of all its different programmes that
    may air now, `costs` whether filming another costs anything.
    """

    channel_id: str
    config: ProductionConfig
    programmes: int
    fresh_s: float
    last_planned: datetime | None
    edited: bool = False
    making: int = 0
    making_s: float = 0.0
    shots: int = 6
    stocked_s: float = 0.0
    costs: bool = True

    @property
    def ahead_s(self) -> float:
        """Seconds that nobody has seen, ready or in the making."""
        return self.fresh_s + self.making_s

    @property
    def opening_s(self) -> float:
        """Seconds that an opening channel still lacks; 0 when it has opened, and where it costs."""
        if self.costs:
            return 0.0
        return max(0.0, self.config.unpaced_s - self.stocked_s - self.making_s)


def is_due(stock: Stock, *, now: datetime) -> bool:
    """Whether a channel should have a further programme made now.

    The first ones are made at once, and so is one after an edit: whoever wrote a theme wants to
    see it. Where it costs nothing, a new channel goes on until it has something different to show
    for a while. After that the buffer decides whether, and `fresh_per_hour` how soon after the one
    before.
    """
    config, pace = stock.config, stock.config.pace(costs=stock.costs)
    if stock.programmes + stock.making < config.first:
        return True
    if stock.opening_s > 0:
        return True
    if stock.edited and pace > 0:
        return True
    if stock.ahead_s >= config.buffer_s or pace <= 0:
        return False
    if stock.last_planned is None:
        return True
    return (now - stock.last_planned).total_seconds() >= 3600 / pace


def reshapes(before: Channel, after: Channel) -> bool:
    """Whether an edit of a channel asks for other programmes than those it has."""
    return any(getattr(before, field) != getattr(after, field) for field in _SHAPING)


def next_channels(
    stocks: Sequence[Stock], *, now: datetime, unfinished: int, slots: int
) -> list[str]:
    """The channels that begin a programme now, each one at most.

    `unfinished` shots are in the making, and backends have `slots`; their number is kept about
    constant. The emptiest goes first: every channel has its first programme before any gets a
    second, and after that the smallest buffer wins.
    """
    due = [stock for stock in stocks if is_due(stock, now=now)]
    due.sort(key=lambda s: (min(s.programmes + s.making, s.config.first), s.ahead_s, s.channel_id))
    chosen = []
    for stock in due:
        if unfinished >= SHOTS_PER_SLOT * slots:
            break
        chosen.append(stock.channel_id)
        unfinished += stock.shots
    return chosen
