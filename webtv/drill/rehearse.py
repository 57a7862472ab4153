"""Plants one fault after the other and measures what it did."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import psutil

from webtv.drill.fault import Fault, NotPlantedError, Planted
from webtv.drill.stage import Stage
from webtv.drill.viewers import Sight

WATCHED_S = 7.0
"""Seconds that are looked at after each fault at least: players read 3 s ahead."""

_CALM_S = 45.0
_NEWS_S = 30.0
_MARGIN_S = 15.0
"""So much longer than its limit something is waited for, to say how long it took."""

Verdict = Literal["ok", "missed", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fault and what it did. `back_s` is None where all was not well again in time."""

    fault: Fault
    sight: Sight = field(default_factory=Sight)
    said: tuple[str, ...] = ()
    back_s: float | None = None
    note: str = ""
    skipped: str = ""

    @property
    def missed(self) -> list[str]:
        """The limits that were not held."""
        fault, sight = self.fault, self.sight
        found = [
            f"{what} {seconds:.1f} s, limit {limit:g}"
            for what, seconds, limit in (
                ("HLS", sight.hls_s, fault.hls_s),
                ("RTMP", sight.rtmp_s, fault.rtmp_s),
                ("back after", self.back_s, fault.back_s),
            )
            if seconds is not None and seconds > limit
        ]
        return found if self.back_s is not None else [*found, "not well again in time"]

    @property
    def verdict(self) -> Verdict:
        """How it went."""
        if self.skipped:
            return "skipped"
        return "missed" if self.missed else "ok"


async def rehearse(stage: Stage, faults: Sequence[Fault]) -> AsyncIterator[Outcome]:
    """Plant each fault that can be planted here, and give what it did. Raises nothing for it."""
    for fault in faults:
        lack = fault.lacks(stage)
        yield Outcome(fault, skipped=lack) if lack else await _staged(stage, fault)


async def _staged(stage: Stage, fault: Fault) -> Outcome:
    try:
        if fault.on is None:
            return await _suffer(stage, fault)
        async with fault.on(stage) as other:
            return await _suffer(other, fault)
    except (NotPlantedError, psutil.Error) as error:
        return Outcome(fault, skipped=f"not planted: {error}")


async def _suffer(stage: Stage, fault: Fault) -> Outcome:
    if fault.prepare is not None:
        await fault.prepare(stage)
    stage.viewers.renew()
    note = "" if await stage.calm(within_s=_CALM_S) else "viewers were not served before it"
    stage.told.new()
    since, at = time.monotonic(), datetime.now(UTC)
    planted = await fault.plant(stage)
    ended = time.monotonic()
    back_s = await _recovery(stage, fault, planted, ended)
    await _served(stage, since)
    moving = stage.viewers.moving_since(since)
    if back_s is not None and moving is not None:
        back_s = max(back_s, moving - ended)
    outcome = Outcome(
        fault,
        sight=stage.viewers.sight(since, at=at),
        said=tuple(stage.told.new()),
        back_s=None if back_s is None else round(max(back_s, 0.0), 1),
        note="; ".join(filter(None, (note, planted.note))),
    )
    if fault.repair is not None:
        await fault.repair(stage)
        await stage.calm(within_s=_CALM_S)
    return outcome


async def _recovery(stage: Stage, fault: Fault, planted: Planted, ended: float) -> float | None:
    """Seconds from the end of a fault until its part is well; None if it is not for long."""
    first = time.monotonic()
    if not await stage.until(planted.recovered, within_s=fault.back_s + _MARGIN_S):
        return None
    now = time.monotonic()
    # Well at the very first look: it was never away.
    return 0.0 if now - first < 0.05 else now - ended


async def _served(stage: Stage, since: float) -> None:
    """Wait until everybody has got something new, so that each hole has come to its end."""
    before = stage.viewers.counts()

    def news() -> bool:
        return all(now > then for now, then in zip(stage.viewers.counts(), before, strict=True))

    await stage.until(news, within_s=_NEWS_S)
    await asyncio.sleep(max(0.0, since + WATCHED_S - time.monotonic()))
    await stage.calm(within_s=_CALM_S)
