"""What is told of something that was on air when playout was killed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from webtv.model.asrun import KILLED, KINDS, AsRunEntry, Kind, kind_named

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def on_air(
    *, planned_s: float = 8.0, fps: float | None = 24.0, kind: Kind = "programme"
) -> AsRunEntry:
    return AsRunEntry(
        channel="llamas",
        kind=kind,
        title="Dawn",
        started_at=NOON,
        ended_at=NOON,
        aired_s=0,
        planned_s=planned_s,
        fps=fps,
        outcome="cut",
    )


@pytest.mark.parametrize(
    ("aired_s", "pictures", "told_s", "outcome"),
    [
        (8.0, 192, 8.0, "complete"),
        (8.0, 191, 7.958, "cut"),
        (4.0, 96, 4.0, "cut"),
        (4.083, 96, 4.0, "cut"),  # pictures are sent before those that are shown before them
        (3.9, 96, 3.9, "cut"),  # a frame rate that is not what was thought
        (0.0, 0, 0.0, "cut"),
    ],
)
def test_what_was_on_air_at_a_kill_is_cut_or_complete(
    aired_s: float, pictures: int, told_s: float, outcome: str
) -> None:
    entry = on_air().killed(aired_s, pictures)
    assert (entry.aired_s, entry.pictures, entry.outcome) == (told_s, pictures, outcome)
    assert entry.detail == ("" if outcome == "complete" else KILLED)
    assert abs(entry.ended_at - NOON - timedelta(seconds=told_s)) < timedelta(milliseconds=1)


def test_a_feed_has_no_end_to_reach() -> None:
    assert on_air(planned_s=0, kind="takeover").killed(60, 1440).outcome == "cut"


def test_an_entry_of_before_pictures_were_counted() -> None:
    entry = AsRunEntry.model_validate_json(
        on_air(fps=None).model_dump_json(exclude={"pictures", "fps", "file", "sha256", "partly"})
    )
    assert (entry.pictures, entry.fps, entry.file, entry.partly) == (None, None, "", ())


def test_kinds_by_name() -> None:
    assert KINDS == get_args(Kind)
    assert [kind_named(kind) for kind in KINDS] == list(KINDS)
    with pytest.raises(ValueError, match="is no kind"):
        kind_named("news")
