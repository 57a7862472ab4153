"""Which channels a machine takes, and which it asks others for: a function of what all can see.

Every machine does this sum for itself over the same rows and comes to the same result, so that
several hardly ever reach for one channel. Where they do, the database lets one of them have it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from webtv.machines.value import Lease, Machine, View

MOST_ASKED = 4
"""Channels that a machine waits for at once while loads are evened out."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What one machine should do now.

    Free channels to take, held ones to ask for, and those for which nobody has room.
    """

    take: tuple[Lease, ...] = ()
    ask: tuple[Lease, ...] = ()
    homeless: tuple[str, ...] = ()


def moves(
    view: View,
    me: str,
    *,
    silent: Collection[str],
    wanted: Sequence[str],
    overdue: Collection[str] = (),
) -> Moves:
    """What machine `me` should do, which wants to work on the channels `wanted`.

    `silent` machines are treated as gone. What is `overdue` is free for so long that whoever
    should have taken it will not; anybody with room may.
    """
    alive = {m.id: m for m in view.machines if not m.gone and m.id not in silent}
    open_to_more = {ident: m for ident, m in alive.items() if not m.draining}
    known = {lease.channel: lease for lease in view.leases}
    load = _load(view.leases, alive)
    free = [
        known.get(channel) or Lease(channel, 0)
        for channel in sorted(wanted)
        if channel not in known or known[channel].holder not in alive
    ]
    given = _give_out(free, open_to_more, load)
    take = [
        lease
        for lease in free
        if given.get(lease.channel) == me
        or (lease.channel in overdue and given.get(lease.channel) is not None)
    ]
    room = open_to_more[me].capacity - _count(view.leases, me) if me in open_to_more else 0
    mine = set(wanted)
    leaving = [
        lease
        for lease in view.leases
        if lease.channel in mine
        and lease.holder in alive
        and alive[lease.holder].draining
        and lease.successor not in open_to_more
    ]
    given_on = _give_out(leaving, open_to_more, load)
    ask = [lease for lease in leaving if given_on.get(lease.channel) == me]
    if me in open_to_more and not free and not leaving:
        ask += _evened(view.leases, open_to_more, me, load, mine)
    homeless = tuple(lease.channel for lease in free if lease.channel not in given)
    return Moves(tuple(take[: max(room, 0)]), tuple(ask), homeless)


def _load(leases: Iterable[Lease], alive: Collection[str]) -> dict[str, int]:
    """Channels of each machine when all that is asked for has been handed over."""
    load = dict.fromkeys(alive, 0)
    for lease in leases:
        owner = lease.successor if lease.successor in load else lease.holder
        if owner in load and lease.holder in load:
            load[owner] += 1
    return load


def _count(leases: Iterable[Lease], me: str) -> int:
    return sum(lease.holder == me for lease in leases)


def _give_out(
    leases: Sequence[Lease], machines: dict[str, Machine], load: dict[str, int]
) -> dict[str, str]:
    """A machine for each channel: whoever is least loaded for its capacity. Adds to `load`."""
    given: dict[str, str] = {}
    for lease in leases:
        room = [m for m in machines.values() if load[m.id] < m.capacity]
        if not room:
            break
        chosen = min(room, key=lambda m: ((load[m.id] + 1) / m.capacity, m.id))
        load[chosen.id] += 1
        given[lease.channel] = chosen.id
    return given


def _evened(
    leases: Sequence[Lease],
    machines: dict[str, Machine],
    me: str,
    load: dict[str, int],
    mine: Collection[str],
) -> list[Lease]:
    """Channels to ask the most loaded for, as long as that does not turn the tables."""
    asked: list[Lease] = []
    waiting = sum(lease.successor == me and lease.holder != me for lease in leases)
    mine_now = machines[me]
    while waiting + len(asked) < MOST_ASKED and load[me] < mine_now.capacity:
        fullest = max(machines.values(), key=lambda m: (load[m.id] / m.capacity, m.id))
        after = (load[fullest.id] - 1) / fullest.capacity
        if fullest.id == me or after < (load[me] + 1) / mine_now.capacity:
            break
        each = next(
            (
                lease
                for lease in leases
                if lease.holder == fullest.id
                and lease.successor not in machines
                and lease.channel in mine
                and lease not in asked
            ),
            None,
        )
        if each is None:
            break
        load[fullest.id] -= 1
        load[me] += 1
        asked.append(each)
    return asked
