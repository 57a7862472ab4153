"""The others' side of a lease: who has been silent for so long that its work may be taken over."""

from __future__ import annotations

from dataclasses import dataclass

from webtv.machines.value import Machine, View

_WITHOUT_BREAK = 3.0
"""Beats between two looks after which it was not a continuous watch."""


@dataclass(frozen=True, slots=True)
class _Sign:
    epoch: int
    beat: int
    seen_at: float


class Silence:
    """Watches signs of life by one's own monotonic clock; nobody's wall clock counts.

    Silence is counted only while the watch is continuous. After the database was away, or the
    watcher asleep, everybody has the whole time again to give a sign.
    """

    def __init__(self, *, silence_s: float, beat_s: float) -> None:
        self._silence_s = silence_s
        self._break_s = _WITHOUT_BREAK * beat_s
        self._looked_at = float("-inf")
        self._signs: dict[str, _Sign] = {}

    def look(self, view: View, now: float) -> frozenset[str]:
        """Look at all machines at `now`; the ids of those that are silent for too long."""
        if now - self._looked_at > self._break_s:
            self._signs = {}
        self._looked_at = now
        self._signs = {m.id: self._sign(m, now) for m in view.machines if not m.gone}
        return frozenset(
            ident for ident, sign in self._signs.items() if now - sign.seen_at >= self._silence_s
        )

    def _sign(self, machine: Machine, now: float) -> _Sign:
        known = self._signs.get(machine.id)
        if known is not None and (known.epoch, known.beat) == (machine.epoch, machine.beat):
            return known
        return _Sign(machine.epoch, machine.beat, now)
