from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from tests.clocks import ScaledClock
from tests.slack import slack
from webtv.clock import Clock

START = datetime(2026, 5, 1, 12, tzinfo=UTC)


async def test_a_scaled_clock_lets_an_hour_pass_in_a_moment() -> None:
    clock = ScaledClock(36_000, start=START)
    began = time.monotonic()
    await clock.sleep(3600)
    assert clock.now() - START >= timedelta(hours=1)
    assert time.monotonic() - began < 5 * slack()
    assert clock.real_s(3600) == 0.1


async def test_the_clock_is_the_machines_own() -> None:
    clock = Clock()
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 5
    assert clock.real_s(2) == 2
    before = clock.monotonic()
    await clock.sleep(0.01)
    assert clock.monotonic() >= before + 0.01
