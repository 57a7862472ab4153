from __future__ import annotations

from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from webtv.errors import MisconfiguredError, RefusedError, UnavailableError
from webtv.health import LONGEST_WAIT_S, PARKED_S, Health


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def always(chance: float) -> Callable[[], float]:
    return lambda: chance


def away(retry_after_s: float | None = None) -> UnavailableError:
    return UnavailableError("away", backend="b", retry_after_s=retry_after_s)


def test_waits_grow_with_the_outage() -> None:
    clock = Clock()
    health = Health("Space x", clock=clock, chance=always(0.5))
    assert (health.wait_s, health.note) == (0, "")
    health.failed(away())
    assert health.wait_s == 1
    assert health.note == "Space x unavailable, trying again in 1 s"
    clock.now += 100
    assert health.note == ""
    health.failed(away())
    assert health.wait_s == 15
    clock.now += 10_000
    health.failed(away())
    assert health.wait_s == LONGEST_WAIT_S
    health.worked()
    assert (health.wait_s, health.note) == (0, "")


def test_a_time_that_was_given_is_kept() -> None:
    for chance in (0.0, 0.5, 1.0):
        health = Health("x", clock=Clock(), chance=always(chance))
        health.failed(away(125))
        health.failed(away())  # under way when the first one failed
        assert health.wait_s == pytest.approx(125 * (1 + chance / 10))


def test_waits_are_not_the_same_for_everybody() -> None:
    waits = []
    for chance in (0.0, 1.0):
        health = Health("x", clock=Clock(), chance=always(chance))
        health.failed(away())
        waits.append(health.wait_s)
    assert waits == pytest.approx([0.8, 1.2])


def test_lost_and_back_are_logged_once() -> None:
    clock = Clock()
    health = Health("x", clock=clock)
    with capture_logs() as lines:
        for _ in range(3):
            health.failed(away())
            clock.now += 100
        health.worked()
        health.worked()
        health.failed(away())
    assert [line["event"] for line in lines] == [
        "backend not there yet",
        "backend back",
        "backend lost",
    ]


def test_parked_until_somebody_acts() -> None:
    health = Health("x", clock=Clock())
    health.failed(MisconfiguredError("wrong key", backend="b"))
    assert health.wait_s == PARKED_S
    assert health.parked
    assert health.note == "wrong key"
    health.retry_now()
    assert health.wait_s == 0


def test_a_refusal_shows_that_it_works() -> None:
    health = Health("x", clock=Clock())
    health.failed(away())
    health.failed(RefusedError("nsfw", backend="b"))
    assert health.error is None
