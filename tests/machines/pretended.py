"""Machines without processes: real turns, terms and silence over tables in memory.

The clock is the simulation's. A machine may be stopped and go on later, or be killed; the database
may be away for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from webtv.errors import SupersededError
from webtv.machines.silence import Silence
from webtv.machines.term import Term
from webtv.machines.turn import Turn, take_turn
from webtv.machines.value import PLAYOUT, Lease, Machine, Rhythm, Self, View


@dataclass
class Rows:
    """The two tables; every call below is one transaction of its own."""

    machines: dict[str, Machine] = field(default_factory=dict)
    leases: dict[str, Lease] = field(default_factory=dict)
    writes: int = 0


class DictTables:
    """The tables as one machine uses them. See `webtv.machines.turn.Tables`."""

    def __init__(self, rows: Rows, me: Self) -> None:
        self._rows = rows
        self._me = me

    def beat(self, *, capacity: int, draining: bool) -> None:
        row = self._rows.machines[self._me.id]
        if row.epoch != self._me.epoch:
            raise SupersededError(self._me.superseded)
        self._rows.machines[row.id] = replace(
            row, beat=row.beat + 1, capacity=capacity, draining=draining
        )
        self._rows.writes += 1

    def look(self) -> View:
        leases = sorted(self._rows.leases.values(), key=lambda lease: lease.channel)
        return View(tuple(self._rows.machines.values()), tuple(leases))

    def supersede(self, machine: Machine) -> bool:
        row = self._rows.machines[machine.id]
        if (row.epoch, row.beat) != (machine.epoch, machine.beat):
            return False
        self._rows.machines[row.id] = replace(row, epoch=row.epoch + 1, gone=True)
        for lease in self._rows.leases.values():
            if lease.holder == row.id:
                self._put(replace(lease, holder=None, successor=None))
            elif lease.successor == row.id:
                self._put(replace(lease, successor=None))
        return True

    def take(self, lease: Lease) -> Lease | None:
        row = self._rows.leases.setdefault(lease.channel, Lease(lease.channel, 0))
        if row.epoch != lease.epoch or row.holder is not None:
            return None
        return self._put(Lease(lease.channel, row.epoch + 1, self._me.id))

    def ask(self, lease: Lease) -> None:
        row = self._rows.leases[lease.channel]
        if row == lease:
            self._put(replace(row, successor=self._me.id))

    def hand_over(self, channel: str, *, to: str | None) -> None:
        row = self._rows.leases[channel]
        if row.holder == self._me.id:
            self._put(Lease(channel, row.epoch + 1, to))

    def exceed(self, lease: Lease, seen: int) -> Lease | None:
        row = self._rows.leases[lease.channel]
        return self._put(replace(row, epoch=seen + 1)) if row == lease else None

    def _put(self, lease: Lease) -> Lease:
        self._rows.leases[lease.channel] = lease
        self._rows.writes += 1
        return lease


class Pretended:
    """One machine that airs. `hands_over_s` is how long it takes to the next join."""

    def __init__(
        self,
        ident: str,
        rows: Rows,
        channels: Sequence[str],
        *,
        capacity: int,
        rhythm: Rhythm = PLAYOUT,
        phase_s: float = 0.0,
    ) -> None:
        self.id = ident
        self.draining = False
        self.stopped = False
        self.held: dict[str, int] = {}
        """The epochs under which it holds channels, as far as it knows."""
        self._rows = rows
        self._channels = channels
        self._capacity = capacity
        self._rhythm = rhythm
        self._me = Self("playout", ident)
        self._next_s = phase_s
        self.begin()

    def begin(self) -> None:
        """Start, as a process that knows nothing."""
        self.stopped = False
        self.held = {}
        self._term = Term(self._rhythm.term_s)
        self._silence = Silence(silence_s=self._rhythm.silence_s, beat_s=self._rhythm.beat_s)
        self._free_since: dict[str, float] = {}
        row = self._rows.machines.get(self.id) or Machine(self.id, 0, 0, self._capacity)
        self._rows.machines[self.id] = replace(row, epoch=row.epoch + 1, gone=False, draining=False)
        self._me = Self("playout", self.id, row.epoch + 1)
        for lease in list(self._rows.leases.values()):
            if lease.holder == self.id:
                self._rows.leases[lease.channel] = replace(
                    lease, epoch=lease.epoch + 1, successor=None
                )

    def step(self, now: float, *, away: bool) -> None:
        """Do what is due at `now`, unless it is stopped."""
        if self.stopped or now < self._next_s:
            return
        self._next_s = now + self._rhythm.beat_s
        if away:
            self._term.unanswered(now)
            return
        try:
            turn = self._turn(now)
        except SupersededError:
            self._term.end()
            self.begin()
            return
        self._term.renewed(turn.asked_at)
        self.held = {c: lease.epoch for c, lease in turn.held.items()}
        for channel, heir in turn.heirs.items():  # it has come to a join
            del self.held[channel]
            DictTables(self._rows, self._me).hand_over(channel, to=heir)

    def airs(self, now: float) -> dict[str, int]:
        """The channels that it would send a picture of now, and their epochs."""
        return self.held if not self.stopped and self._term.holds(now) else {}

    def _turn(self, now: float) -> Turn:
        return take_turn(
            DictTables(self._rows, self._me),
            me=self._me,
            capacity=self._capacity,
            draining=self.draining,
            wanted=self._channels,
            silence=self._silence,
            free_since=self._free_since,
            seen={},
            clock=lambda: now,
        )
