"""The as-run log's entries: what really aired."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from webtv.model.value import StoredValue

Kind = Literal["programme", "rerun", "filler", "slate", "takeover"]
"""What is on air: a first airing, aired before, spare material, the card, or a live feed."""

Cause = Literal["rundown", "next", "cue", "hold", "takeover", "nothing"]
"""Why it was taken: its turn in the rundown; an operator's order to take it next, at a time, to
hold the slate, or a live feed; or because there was nothing else."""


class AsRunEntry(StoredValue):
    """One thing that aired on one channel, written when it leaves the air."""

    channel: str
    kind: Kind
    cause: Cause = "rundown"
    programme: str | None = Field(None, description="Programme id; none for slate.")
    title: str
    playlist: int | None = Field(None, description="Number of the playlist it came from.")
    started_at: AwareDatetime
    ended_at: AwareDatetime
    aired_s: float = Field(ge=0, description="Seconds of media sent, not wall-clock time.")
    planned_s: float = Field(ge=0)
    outcome: Literal["complete", "cut", "failed"] = "complete"
    detail: str = ""
    destinations: tuple[str, ...] = Field(
        (), description="Ids of the destinations that were being sent to when it left the air."
    )
