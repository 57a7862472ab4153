"""The delivery of one airing: which destinations were sent all of it, and which a part."""

from __future__ import annotations

from collections.abc import Sequence

from webtv.model.status import DestinationStatus


class Delivery:
    """Sums up looks at the destinations: at an item's take, each second, and at its end.

    A destination missed a part of it if it was away at a look, connected anew between two looks,
    or dropped pictures. One that is stalled has missed nothing yet.
    """

    def __init__(self) -> None:
        self._marks: dict[str, tuple[int, int]] | None = None
        self._sent: set[str] = set()
        self._missed: set[str] = set()

    def look(self, statuses: Sequence[DestinationStatus]) -> None:
        """Take note of how each destination is doing now."""
        marks = {s.id: (s.drops, s.reconnects) for s in statuses}
        away = {s.id for s in statuses if s.state not in ("sending", "stalled")}
        if self._marks is None:
            self._marks = marks
        self._sent |= marks.keys() - away
        self._missed |= away | (self._marks.keys() ^ marks.keys())
        self._missed |= {i for i, mark in marks.items() if mark != self._marks.get(i)}

    @property
    def whole(self) -> tuple[str, ...]:
        """Ids of those that were sent all of it."""
        return tuple(sorted(self._sent - self._missed))

    @property
    def partly(self) -> tuple[str, ...]:
        """Ids of those that were sent a part of it."""
        return tuple(sorted(self._sent & self._missed))
