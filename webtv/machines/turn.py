"""One turn of a machine: a sign of life, a look at all others, and what follows, in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from webtv.machines.silence import Silence
from webtv.machines.spread import moves
from webtv.machines.value import Lease, Machine, Self, View

OVERDUE_S = 3.0
"""A channel that is free for so long is not taken by whom it falls to: anybody may."""


class Tables(Protocol):
    """What one machine reads and writes of the shared database, in one transaction."""

    def beat(self, *, capacity: int, draining: bool) -> None:
        """Give a sign of life. Raises `SupersededError` if this machine's epoch was raised."""

    def look(self) -> View:
        """Read all machines and leases of this part."""

    def supersede(self, machine: Machine) -> bool:
        """Raise the epoch of a silent machine, unless it gave a sign, and free what it holds."""

    def take(self, lease: Lease) -> Lease | None:
        """Take a free channel, under the next epoch; None if another was faster."""

    def ask(self, lease: Lease) -> None:
        """Ask for a channel that another holds, unless somebody else has asked meanwhile."""

    def hand_over(self, channel: str, *, to: str | None) -> None:
        """Give a channel that this machine holds to another; None frees it."""

    def exceed(self, lease: Lease, seen: int) -> Lease | None:
        """Hold a lease under a higher epoch than the one `seen`; None if another holds it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn came to. `asked_at` is when it began, by the machine's own monotonic clock.

    `heirs` says who waits for channels held here; `waits`, whether this machine waits for one.
    """

    asked_at: float
    held: Mapping[str, Lease]
    heirs: Mapping[str, str]
    waits: bool
    others_open: bool
    superseded: tuple[str, ...] = ()
    homeless: tuple[str, ...] = ()

    @property
    def awaited(self) -> frozenset[str]:
        """The channels held here that another waits for."""
        return frozenset(self.heirs)


def take_turn(
    tables: Tables,
    *,
    me: Self,
    capacity: int,
    draining: bool,
    wanted: Sequence[str],
    silence: Silence,
    free_since: dict[str, float],
    seen: Mapping[str, int],
    clock: Callable[[], float],
) -> Turn:
    """Take a turn, in one transaction. Raises `SupersededError` if this machine is another's.

    `silence` and `free_since` are the machine's memory from turn to turn. `seen` are epochs that
    were found in use on channels held here, and are higher: the database was put back to an
    earlier state, or the holder of then was another's in another database.
    """
    asked_at = clock()
    tables.beat(capacity=capacity, draining=draining)
    view = tables.look()
    now = clock()
    silent = silence.look(view, now)
    _note_free(free_since, view, wanted, now)
    planned = moves(
        view,
        me.id,
        silent=silent,
        wanted=wanted,
        overdue=[c for c, since in free_since.items() if now - since >= OVERDUE_S],
    )
    taken_from = [
        machine.id
        for machine in view.machines
        if machine.id in silent and tables.supersede(machine)
    ]
    held = {lease.channel: lease for lease in view.leases if lease.holder == me.id}
    for channel in [c for c in held if wanted and c not in wanted]:
        tables.hand_over(channel, to=None)
        del held[channel]
    for channel, epoch in seen.items():
        if channel in held and held[channel].epoch <= epoch:
            above = tables.exceed(held.pop(channel), epoch)
            if above is not None:
                held[channel] = above
    for lease in planned.take:
        got = tables.take(lease)
        if got is not None:
            held[got.channel] = got
    for lease in planned.ask:
        tables.ask(lease)
    open_to_more = _open_to_more(view, silent, besides=me.id)
    return Turn(
        asked_at,
        held,
        heirs={c: s for c, lease in held.items() if (s := lease.successor) in open_to_more},
        waits=bool(planned.ask)
        or any(lease.successor == me.id and lease.holder != me.id for lease in view.leases),
        others_open=bool(open_to_more),
        superseded=tuple(taken_from),
        homeless=planned.homeless,
    )


def _open_to_more(view: View, silent: frozenset[str], *, besides: str) -> dict[str, Machine]:
    return {
        m.id: m
        for m in view.machines
        if m.id not in silent and m.id != besides and not m.gone and not m.draining
    }


def _note_free(free_since: dict[str, float], view: View, wanted: Sequence[str], now: float) -> None:
    """Remember since when each channel is seen to be free."""
    taken = {lease.channel for lease in view.leases if lease.holder is not None}
    for channel in set(free_since) - (set(wanted) - taken):
        del free_since[channel]
    for channel in set(wanted) - taken:
        free_since.setdefault(channel, now)
