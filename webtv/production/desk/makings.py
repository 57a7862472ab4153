"""All that a channel has in the making, and how urgent each of it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from webtv.config.channel import Channel
from webtv.model.programme import ProgrammeKind
from webtv.model.stage import SHOT_STAGES
from webtv.production.calls.scheduler import Rank
from webtv.production.desk.making import Making
from webtv.production.rundown.shelf import Shelf
from webtv.production.studio import Studio
from webtv.work.commission import Commission
from webtv.writers.writer import Recent

_NOTHING_TO_AIR_S = 1e6
"""A channel with nothing to air needs its programme so many seconds before all others."""

_FOOTAGE_LATER_S = 3600.0
"""Footage has so much more time than a programme that is commissioned with it."""


class Makings:
    """The makings of one channel, oldest first. `ended` is told of each that was made or lost."""

    def __init__(self, *, studio: Studio, shelf: Shelf, ended: Callable[[Making], None]) -> None:
        self._studio = studio
        self._shelf = shelf
        self._ended = ended
        self._makings: dict[str, Making] = {}

    def __iter__(self) -> Iterator[Making]:
        return iter(list(self._makings.values()))

    def __contains__(self, programme: str) -> bool:
        return programme in self._makings

    @property
    def ids(self) -> list[str]:
        """The programmes, oldest first."""
        return list(self._makings)

    def of_kind(self, kind: ProgrammeKind) -> list[Making]:
        """Those of one kind, oldest first."""
        return [making for making in self if making.commission.kind == kind]

    def planned(self) -> list[Recent]:
        """What the next programme must not repeat of those in the making, newest first."""
        made = [making.commission for making in self.of_kind("programme")]
        return [Recent.of(each.plan, each.created_at) for each in reversed(made)]

    @property
    def unfinished(self) -> int:
        """Shots on their way through the studio.

        What waits for backends that cannot be had takes nobody's place there.
        """
        scheduler = self._studio.scheduler
        return sum(
            making.unfinished
            for identity, making in self._makings.items()
            if not scheduler.waits_in_vain(identity, *SHOT_STAGES)
        )

    def begin(self, commission: Commission) -> None:
        """Make a programme, or go on where it was left."""
        making = Making(commission, studio=self._studio, rank=self._rank)
        self._makings[commission.programme_id] = making
        making.start().add_done_callback(lambda task: self._done(making, task))

    def renew_waiting(self, channel: Channel) -> None:
        """Begin what waits in vain for its backends again, with those of `channel`."""
        for making in self:
            if self._studio.scheduler.waits_in_vain(making.commission.programme_id):
                making.cancel()
                self.begin(with_backends_of(channel, making.commission))

    async def stop(self) -> None:
        """Stop all, and wait until they have stopped."""
        await asyncio.gather(*(making.stop() for making in self))

    def _rank(self, commission: Commission) -> Rank:
        """How urgent a programme is: seconds until its channel needs it, then its age.

        It is needed when all is over that the channel has ready, or commissioned before it. An
        announcement is needed at its time.
        """
        made_at = commission.created_at.timestamp()
        if commission.airs_at is not None:
            now = self._studio.clock.now()
            return ((commission.airs_at - now).total_seconds(), made_at)
        before_s = 0.0
        for identity, making in self._makings.items():
            if identity == commission.programme_id:
                break
            before_s += making.seconds
        if commission.kind == "footage":
            before_s += _FOOTAGE_LATER_S
        ready_s = -_NOTHING_TO_AIR_S if self._shelf.bare else self._shelf.buffer_s
        return (ready_s + before_s, made_at)

    def _done(self, making: Making, task: asyncio.Task[None]) -> None:
        identity = making.commission.programme_id
        if self._makings.get(identity) is making:
            del self._makings[identity]
        if not task.cancelled():
            self._ended(making)


def with_backends_of(channel: Channel, commission: Commission) -> Commission:
    """A commission of another day, with the backends and checks that its channel has now."""
    today = {"pipeline": channel.pipeline, "qc": channel.qc}
    own = commission.channel.model_copy(update=today)
    return commission.model_copy(update={"channel": own})
