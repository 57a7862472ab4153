"""When a channel makes a programme, and which channel goes first: rules on values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webtv.config.channel import ProductionConfig


@dataclass(frozen=True, slots=True)
class Stock:
    """What a channel has. `fresh_s` are the seconds of programmes that never aired, `edited`
    says that its file asks for other programmes than those.
    """

    channel_id: str
    config: ProductionConfig
    programmes: int
    fresh_s: float
    last_planned: datetime | None
    edited: bool = False


def is_due(stock: Stock, *, now: datetime) -> bool:
    """Whether a channel should make a programme now.

    The first ones are made at once, and so is one after an edit: whoever wrote a theme wants to
    see it. After that the buffer decides whether, and `fresh_per_hour` how soon after the one
    before.
    """
    config = stock.config
    if stock.programmes < config.first or (stock.edited and config.fresh_per_hour > 0):
        return True
    if stock.fresh_s >= config.buffer_s or config.fresh_per_hour <= 0:
        return False
    if stock.last_planned is None:
        return True
    return now - stock.last_planned >= timedelta(hours=1 / config.fresh_per_hour)


def next_channels(stocks: Sequence[Stock], *, now: datetime, free: int) -> list[str]:
    """The channels, `free` at most, that start a programme now.

    The emptiest goes first: every channel has its first programme before any gets a second, and
    after that the smallest buffer wins.
    """
    due = [stock for stock in stocks if is_due(stock, now=now)]
    due.sort(key=lambda s: (min(s.programmes, s.config.first), s.fresh_s, s.channel_id))
    return [stock.channel_id for stock in due[: max(0, free)]]
