"""What an operator has ordered on a channel: it outlives playout and is read by both halves."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from webtv.model.value import StoredValue


class Cue(StoredValue):
    """A programme to be taken at a wall-clock time, whatever is on air then."""

    programme: str
    at: AwareDatetime


class ControlState(StoredValue):
    """An operator's standing orders for one channel."""

    held: bool = Field(False, description="The slate stays on air until it is released.")
    next: tuple[str, ...] = Field((), description="Programmes to take before the rundown's.")
    cues: tuple[Cue, ...] = Field((), description="Programmes to take at a time, soonest first.")
    pulled: tuple[str, ...] = Field((), description="Programmes that must never air again.")
    production_paused: bool = Field(False, description="No new programme is begun.")
