"""What the entries of an as-run log come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from webtv.model.asrun import KINDS, AsRunEntry, Kind

GAP_S = 0.5
"""Two entries of a channel further apart have a hole between them: nothing was on air."""


@dataclass(slots=True)
class Sums:
    """Seconds and number of airings of each kind, and the holes between them."""

    seconds: dict[Kind, float] = field(default_factory=lambda: dict.fromkeys(KINDS, 0.0))
    airings: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    holes: list[float] = field(default_factory=list)
    _until: dict[str, datetime] = field(default_factory=dict)

    def add(self, entry: AsRunEntry) -> None:
        """Count one more entry; those of a channel come in order."""
        self.seconds[entry.kind] += entry.aired_s
        self.airings[entry.kind] += 1
        before = self._until.get(entry.channel)
        if before is not None:
            hole_s = (entry.started_at - before).total_seconds()
            if hole_s > GAP_S:
                self.holes.append(hole_s)
        self._until[entry.channel] = max(before or entry.ended_at, entry.ended_at)

    @property
    def total_s(self) -> float:
        """Seconds of everything."""
        return sum(self.seconds.values())
