"""What the database says of machines and of channels, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["playout", "production"]
"""What a machine does with the channels that it holds. Each part has holders of its own, so that
either may die on a machine without the other."""


@dataclass(frozen=True, slots=True)
class Self:
    """Who writes: one part of one machine, as it registered; epoch 0 before."""

    part: Part
    id: str
    epoch: int = 0

    @property
    def superseded(self) -> str:
        """What is to be said when another epoch is found."""
        return (
            f"machine {self.id} ({self.part}) was taken over by another, or another goes by its "
            "name: each needs a WEBTV_MACHINE of its own"
        )


@dataclass(frozen=True, slots=True)
class Machine:
    """One part of one machine.

    `beat` grows with each sign of life. `epoch` grows when the part starts and when others have
    taken over what it did: who finds another epoch than its own is not this machine any more.
    """

    id: str
    epoch: int
    beat: int
    capacity: int
    draining: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Lease:
    """One channel: who holds it, under which epoch, and who waits to have it next."""

    channel: str
    epoch: int
    holder: str | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """All machines of one part, and all of its leases, at one moment."""

    machines: tuple[Machine, ...] = ()
    leases: tuple[Lease, ...] = ()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a part gives a sign of life, how long it trusts the last, and others wait.

    All in seconds of each one's own monotonic clock. `silence_s` exceeds `term_s`: it is counted
    from when others have seen the last sign, which is after it was given, and the rest is for
    clocks that run unevenly.
    """

    beat_s: float
    term_s: float
    silence_s: float


PLAYOUT = Rhythm(beat_s=1.0, term_s=6.0, silence_s=6.5)
PRODUCTION = Rhythm(beat_s=3.0, term_s=14.0, silence_s=15.0)
