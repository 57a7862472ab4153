"""When a part that runs is restarted, without a process."""

import itertools
from datetime import UTC, datetime

from webtv.model.status import Suspicion, Verdict
from webtv.station.watchdog import AGAIN_S, HELD_S, SETTLED_S, Watchdog

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WELL = Verdict(written_at=NOON)
RTMP = Verdict(
    written_at=NOON, suspicions=(Suspicion(part="rtmp", reason="it is deaf", since=NOON),)
)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def _look(
    watchdog: Watchdog, verdict: Verdict | None, *, up_s: float = SETTLED_S
) -> dict[str, str]:
    return watchdog.due(verdict, uptimes={"rtmp": up_s, "probe": up_s})


def test_a_suspicion_that_lasts_restarts_the_part_once() -> None:
    clock = Clock()
    watchdog = Watchdog(clock=clock)
    assert _look(watchdog, RTMP) == {}
    clock.now += HELD_S
    assert _look(watchdog, RTMP) == {"rtmp": "it is deaf"}
    assert _look(watchdog, RTMP) == {}


def test_a_suspicion_that_goes_by_is_forgotten() -> None:
    clock = Clock()
    watchdog = Watchdog(clock=clock)
    _look(watchdog, RTMP)
    clock.now += HELD_S
    assert _look(watchdog, WELL) == {}
    assert _look(watchdog, RTMP) == {}


def test_what_has_just_started_is_left_in_peace() -> None:
    clock = Clock()
    watchdog = Watchdog(clock=clock)
    _look(watchdog, RTMP, up_s=1)
    clock.now += HELD_S
    assert _look(watchdog, RTMP, up_s=SETTLED_S - 1) == {}
    assert _look(watchdog, RTMP, up_s=SETTLED_S) != {}


def test_a_restart_that_did_not_help_is_not_repeated_for_minutes() -> None:
    clock = Clock()
    watchdog = Watchdog(clock=clock)
    _look(watchdog, RTMP)
    times = []
    for _ in range(int(3 * AGAIN_S)):
        clock.now += 1
        if _look(watchdog, RTMP):
            times.append(clock.now)
    assert len(times) == 3
    assert min(b - a for a, b in itertools.pairwise(times)) >= AGAIN_S


def test_a_probe_that_says_nothing_is_restarted_itself() -> None:
    clock = Clock()
    watchdog = Watchdog(clock=clock)
    assert _look(watchdog, None) == {}
    clock.now += HELD_S
    assert list(_look(watchdog, None)) == ["probe"]


def test_a_part_of_another_machine_is_none_of_its_business() -> None:
    clock = Clock()
    watchdog = Watchdog(clock=clock)
    watchdog.due(RTMP, uptimes={})
    clock.now += HELD_S
    assert watchdog.due(RTMP, uptimes={}) == {}
