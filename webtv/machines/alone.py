"""A machine that shares with nobody: every channel is its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from webtv.machines.right import Right


class Alone:
    """The membership of a machine without others: nothing is asked, nobody takes anything over."""

    leaving: frozenset[str] = frozenset()
    fence: None = None

    def __init__(self) -> None:
        self.wanted: Sequence[str] = ()
        self._right = Right()

    @property
    def rights(self) -> Mapping[str, Right]:
        """The same right for every channel; it has no end."""
        return dict.fromkeys(self.wanted, self._right)

    async def follow(self, changed: Callable[[], None]) -> None:
        """Wait until cancelled: nothing ever changes."""
        await asyncio.Event().wait()

    async def hand_over(self, channel: str) -> None:
        """Keep it: there is nobody else."""

    def drain(self) -> bool:
        """Tell that nobody could take anything."""
        return False

    async def close(self) -> None:
        """Nothing was taken from anybody."""
