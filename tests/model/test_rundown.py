"""The rundown's rules, on many random libraries and histories."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from webtv.model.asrun import AsRunEntry
from webtv.model.history import AirHistory
from webtv.model.rundown import plan_ahead

START = datetime(2026, 3, 1, tzinfo=UTC)


def minutes(count: float) -> datetime:
    return START + timedelta(minutes=count)


def entry(programme: str | None, at: datetime, aired_s: float = 24.0) -> AsRunEntry:
    return AsRunEntry(
        channel="llamas",
        kind="programme" if programme else "slate",
        programme=programme,
        title="x",
        started_at=at,
        ended_at=at + timedelta(seconds=aired_s),
        aired_s=aired_s,
        planned_s=24,
    )


def test_last_aired_takes_the_latest_and_leaves_out_what_never_aired() -> None:
    log = [
        entry("b", minutes(2)),
        entry("a", minutes(3)),
        entry("a", minutes(1)),
        entry("c", minutes(4), aired_s=0),
        entry(None, minutes(5)),
    ]
    assert AirHistory.of(log).last == {"a": minutes(3), "b": minutes(2)}


def test_an_empty_library_plans_nothing() -> None:
    assert plan_ahead([], aired={}, planned=[], on_air=None, depth=4) == []


def test_one_programme_repeats() -> None:
    assert plan_ahead(["a"], aired={}, planned=[], on_air="a", depth=3) == ["a", "a", "a"]


def test_two_programmes_take_turns() -> None:
    aired = {"a": minutes(1), "b": minutes(2)}
    assert plan_ahead(["a", "b"], aired=aired, planned=[], on_air="b", depth=4) == list("abab")


def test_fresh_ones_come_first_then_the_least_recently_aired() -> None:
    aired = {"a": minutes(3), "b": minutes(1), "c": minutes(2)}
    got = plan_ahead(list("abcde"), aired=aired, planned=[], on_air="a", depth=5)
    assert got == list("debca")


def test_fresh_ones_are_added_beyond_the_depth() -> None:
    assert plan_ahead(list("abcde"), aired={}, planned=["a"], on_air=None, depth=2) == list("bcde")


@pytest.mark.parametrize("seed", range(200))
def test_rules_hold_for_any_library(seed: int) -> None:
    chance = random.Random(seed)
    library = [f"p{i}" for i in range(chance.randint(1, 9))]
    aired = {p: minutes(chance.random() * 999) for p in library if chance.random() < 0.7}
    on_air = chance.choice([None, *aired]) if aired else None
    planned: list[str] = []
    for _ in range(chance.randint(0, 3)):
        choices = [p for p in library if p != (planned[-1] if planned else on_air)]
        planned += [chance.choice(choices)] if choices else []
    depth = chance.randint(1, 20)

    added = plan_ahead(library, aired=aired, planned=planned, on_air=on_air, depth=depth)

    rundown = planned + added
    fresh = [p for p in library if p not in aired and p not in planned and p != on_air]
    assert added[: len(fresh)] == fresh, "fresh ones first, oldest first"
    assert len(rundown) == max(depth, len(planned) + len(fresh))
    assert set(added) <= set(library)
    if len(library) > 1:
        air = ([on_air] if on_air else []) + rundown
        assert all(one != two for one, two in pairwise(air)), "never in a row"
    reruns = added[len(fresh) :]
    for place in range(len(library), len(reruns)):
        assert reruns[place] not in reruns[place - len(library) + 1 : place], "everyone's turn"


def test_better_programmes_air_more_often_and_none_is_left_out() -> None:
    library = [f"p{i}" for i in range(12)]
    scores = {p: 94.0 if i < 6 else 80.0 for i, p in enumerate(library)}
    aired = {p: minutes(i) for i, p in enumerate(library)}
    airings: dict[str, list[int]] = {p: [] for p in library}
    on_air: str | None = None
    for minute in range(1200):
        (on_air,) = plan_ahead(
            library, aired=aired, planned=[], on_air=on_air, depth=1, scores=scores
        )
        aired[on_air] = minutes(100 + minute)
        airings[on_air].append(minute)
    assert len(airings["p0"]) > 1.1 * len(airings["p11"])
    assert sum(map(len, airings.values())) == 1200
    gaps = [b - a for times in airings.values() for a, b in pairwise(times)]
    assert min(gaps) >= 9  # of 12 programmes


def test_production_and_a_long_night_of_reruns() -> None:
    """Planned one at a time over a night, all air equally often."""
    library = [f"p{i}" for i in range(7)]
    aired = {p: minutes(i) for i, p in enumerate(library)}
    counts = dict.fromkeys(library, 0)
    on_air: str | None = None
    for minute in range(700):
        (on_air,) = plan_ahead(library, aired=aired, planned=[], on_air=on_air, depth=1)
        aired[on_air] = minutes(100 + minute)
        counts[on_air] += 1
    assert set(counts.values()) == {100}
