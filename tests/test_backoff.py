"""Waits between tries: they double, end at the longest, and begin anew after a try that lasted."""

from __future__ import annotations

from webtv.backoff import Backoff
from webtv.station.supervisor import FIRST_DELAY_S, LONGEST_DELAY_S


def test_waits_double_up_to_the_longest() -> None:
    backoff = Backoff(first_s=1, most_s=5, jitter=0)

    assert [backoff.wait_s() for _ in range(5)] == [1, 2, 4, 5, 5]


def test_a_try_that_lasted_or_went_well_starts_the_count_again() -> None:
    backoff = Backoff(first_s=1, most_s=60, jitter=0, settled_s=30)

    assert [backoff.wait_s(lasted_s=s) for s in (0, 29, 30, 1)] == [1, 2, 1, 2]
    backoff.reset()
    assert backoff.wait_s() == 1


def test_the_first_wait_is_no_longer_than_the_longest() -> None:
    assert Backoff(first_s=10, most_s=2, jitter=0).wait_s() == 2


def test_jitter_stays_within_its_share() -> None:
    shortest = Backoff(first_s=1, most_s=4, jitter=0.2, chance=lambda: 0.0)
    longest = Backoff(first_s=1, most_s=4, jitter=0.2, chance=lambda: 1.0)

    assert [round(shortest.wait_s(), 3) for _ in range(4)] == [0.8, 1.6, 3.2, 3.2]
    assert [round(longest.wait_s(), 3) for _ in range(4)] == [1.2, 2.4, 4.8, 4.8]


def test_a_part_that_dies_is_back_within_ten_seconds() -> None:
    backoff = Backoff(first_s=FIRST_DELAY_S, most_s=LONGEST_DELAY_S, jitter=0)
    delays = [backoff.wait_s() for _ in range(40)]

    assert delays[0] < 0.5
    assert max(delays) < 10
