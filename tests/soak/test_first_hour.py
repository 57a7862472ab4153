"""The arithmetic of `first_hour`: a verdict must not depend on a run of an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.soak.first_hour import figures
from webtv.model.asrun import AsRunEntry, Kind

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def aired(programme: str, minute: float, kind: Kind) -> AsRunEntry:
    at = BEGAN + timedelta(minutes=minute)
    return AsRunEntry(
        channel="llamas",
        kind=kind,
        programme=programme,
        title=programme,
        started_at=at,
        ended_at=at + timedelta(seconds=60),
        aired_s=60,
        planned_s=60,
    )


def test_what_an_hour_is_judged_by() -> None:
    told = [
        aired("a", 1, "programme"),
        aired("a", 3, "rerun"),
        aired("ident", 4, "filler"),
        aired("b", 9, "programme"),
        aired("a", 16, "rerun"),
        aired("c", 20, "programme"),
        aired("b", 24, "rerun"),
        aired("a", 25, "rerun"),
    ]
    found = figures(told, BEGAN, 30)
    assert found.first_s == 60
    assert found.different_min == {10: 2.0, 30: 3.0}
    assert found.apart_min == 9
    assert found.new_share == 0.25
    assert len(found.missed()) == 3
