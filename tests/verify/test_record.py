from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tests.ingest.conftest import NOW
from webtv.model.asrun import AsRunEntry
from webtv.verify.record import Known, began


def known(name: str, *starts: float, channel: str = "harbour") -> Known:
    """A programme of 16 s that went on air so many seconds after `NOW`."""
    airings: Sequence[AsRunEntry] = [
        AsRunEntry(
            channel=channel,
            kind="rerun",
            programme=name,
            title=name,
            started_at=NOW + timedelta(seconds=start),
            ended_at=NOW + timedelta(seconds=start + 16),
            aired_s=16,
            planned_s=16,
        )
        for start in starts
    ]
    return Known(name, channel, name, "library", airings=tuple(airings))


def test_programmes_that_followed_each_other_once_tell_when_that_was() -> None:
    one, other = known("one", 0, 1000, 5000), known("other", 16, 3000, 7000)
    # The recording began 4 s after the first of them did, and ends amid the second.
    found = began([(0, 12, one), (12, 20, other)], seconds=20)
    assert found == (NOW + timedelta(seconds=4), "harbour")


def test_a_rerun_alone_may_have_been_any() -> None:
    assert began([(3, 19, known("one", 0, 1000))], seconds=30) is None
    assert began([(3, 19, known("one", 1000))], seconds=30) == (
        NOW + timedelta(seconds=997),
        "harbour",
    )


def test_what_never_aired_tells_nothing() -> None:
    assert began([(3, 19, known("one"))], seconds=30) is None
    assert began([], seconds=30) is None
