"""The channels that production looks after on this machine, where several machines share them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from webtv.errors import SupersededError
from webtv.machines.right import Membership

ValueT = TypeVar("ValueT")


class Share:
    """The part of the line-up that is this machine's: all of it, where it works alone."""

    def __init__(self, membership: Membership) -> None:
        self.moved = False
        """Whether channels came or went since `of` was asked."""
        self._membership = membership
        self._superseded: SupersededError | None = None

    @property
    def shared(self) -> bool:
        """Whether there may be other machines."""
        return self._membership.fence is not None

    async def follow(self, stop: Callable[[], None]) -> None:
        """Keep the share up to date. Calls `stop` when another machine has taken all of it over."""
        try:
            await self._membership.follow(self._note)
        except SupersededError as error:
            self._superseded = error
            stop()

    def of(self, channels: Mapping[str, ValueT]) -> dict[str, ValueT]:
        """The part of the line-up that is to be looked after here."""
        self.moved = False
        self._membership.wanted = list(channels)
        held = {c for c, right in self._membership.rights.items() if right.holds()}
        mine = held - self._membership.leaving
        return {ident: each for ident, each in channels.items() if ident in mine}

    async def give(self, channel: str) -> None:
        """Let another machine have a channel, for which nothing is done here any more."""
        await self._membership.hand_over(channel)

    async def close(self) -> None:
        """Give up all that is left. Raises `SupersededError` if others have taken it."""
        await self._membership.close()
        if self._superseded is not None:
            raise self._superseded

    def _note(self) -> None:
        self.moved = True
