"""What an operator has ordered on a channel: it outlives playout and is read by both halves."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import Field

from webtv.model.value import StoredValue, Timestamp


class Cue(StoredValue):
    """A programme to be taken at a wall-clock time, whatever is on air then."""

    programme: str
    at: Timestamp


class ControlState(StoredValue):
    """An operator's standing orders for one channel. Each method returns them as changed."""

    held: bool = Field(False, description="The slate stays on air until it is released.")
    next: tuple[str, ...] = Field((), description="Programmes to take before the rundown's.")
    cues: tuple[Cue, ...] = Field((), description="Programmes to take at a time, soonest first.")
    pulled: tuple[str, ...] = Field((), description="Programmes that must never air again.")
    production_paused: bool = Field(False, description="No new programme is begun.")

    def hold(self) -> Self:
        """The slate at once, until `release`."""
        return self._with(held=True)

    def release(self) -> Self:
        """Back to programmes."""
        return self._with(held=False)

    def take_next(self, programme: str) -> Self:
        """Take `programme` after those that were ordered before."""
        return self._with(next=(*self.next, programme))

    def drop_next(self, programme: str) -> Self:
        """Withdraw the first order to take `programme` next."""
        left = list(self.next)
        if programme in left:
            left.remove(programme)
        return self._with(next=tuple(left))

    def cue(self, programme: str, at: datetime) -> Self:
        """Take `programme` at a time. It replaces another cue for the very same time."""
        others = (cue for cue in self.cues if cue.at != at)
        cues = sorted((*others, Cue(programme=programme, at=at)), key=lambda cue: cue.at)
        return self._with(cues=tuple(cues))

    def drop_cue(self, at: datetime) -> Self:
        """Withdraw the cue for a time."""
        return self._with(cues=tuple(cue for cue in self.cues if cue.at != at))

    def drop_cues(self, *, until: datetime) -> Self:
        """Withdraw every cue for `until` or earlier."""
        return self._with(cues=tuple(cue for cue in self.cues if cue.at > until))

    def pull(self, programme: str) -> Self:
        """Never air `programme` again, and forget every order to do so."""
        return self._with(
            pulled=(*(p for p in self.pulled if p != programme), programme),
            next=tuple(p for p in self.next if p != programme),
            cues=tuple(cue for cue in self.cues if cue.programme != programme),
        )

    def unpull(self, programme: str) -> Self:
        """`programme` may air again."""
        return self._with(pulled=tuple(p for p in self.pulled if p != programme))

    def pause(self, paused: bool) -> Self:
        """Begin no new programme, or begin them again."""
        return self._with(production_paused=paused)

    def _with(self, **changes: object) -> Self:
        return self.model_copy(update=changes)
