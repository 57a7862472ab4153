"""The right to a channel, as whoever airs it asks for it before each picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from webtv.errors import LeaseLostError


class Right:
    """The right to one channel, under one epoch: a number that grows with each new holder.

    `valid` says whether the machine's term still runs. A right that was withdrawn never comes
    back; the same channel is held again only under a higher epoch.
    """

    def __init__(self, epoch: int = 0, *, valid: Callable[[], bool] = lambda: True) -> None:
        self.epoch = epoch
        """0 where a machine works alone."""
        self.withdrawn = False
        self.seen = 0
        """A higher epoch under which the channel was found to be written, if one was."""
        self._valid = valid

    def holds(self) -> bool:
        """Tell whether the channel may be written to at this very moment."""
        return not self.withdrawn and self._valid()

    def check(self) -> None:
        """Raise `LeaseLostError` unless it `holds`."""
        if not self.holds():
            raise LeaseLostError("another machine may have this channel by now")

    def withdraw(self, *, seen: int = 0) -> None:
        """Take note that there is a newer holder, under the epoch `seen` if that is known."""
        self.withdrawn, self.seen = True, seen


class Membership(Protocol):
    """Says which channels are this machine's."""

    wanted: Sequence[str]
    """The channels of the line-up, as whoever works on them last set them."""

    @property
    def fence(self) -> Callable[[Any], None] | None:
        """What each transaction must ask first that plans work; None where nobody else plans."""

    @property
    def rights(self) -> Mapping[str, Right]:
        """The rights of this machine now, by channel."""

    @property
    def leaving(self) -> frozenset[str]:
        """The channels that another machine waits for: each is to be given up at a join."""

    async def follow(self, changed: Callable[[], None]) -> None:
        """Keep them up to date until cancelled, calling `changed` after each change."""

    async def hand_over(self, channel: str) -> None:
        """Give up a channel that is written to no more; who waits for it has it from now on."""

    def drain(self) -> bool:
        """Ask that others take all channels. Returns whether there is anybody who could."""

    async def close(self) -> None:
        """Give up all that is left."""
