"""Keeps the next item ready, beside the air: found, started, its first pictures read.

However long that takes and however often it fails, the channel goes on with what it has on air,
and with the slate after that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from webtv.backoff import Backoff
from webtv.errors import LateError, MediaError, SpawnError
from webtv.outage import Outage
from webtv.playout.players.item import Item
from webtv.playout.players.player import Player
from webtv.playout.players.playlist_player import READY_S
from webtv.playout.schedule.next_item import NextItem

LOOK_S = 0.5
"""Seconds between two looks while there is nothing to take."""

LONGEST_READY_S = 5.0
"""On a machine that is short of power the first pictures may need so long. The wait doubles each
time they came too late, so that one file that hangs costs a second and no more."""

_SPAWN_S = 0.2
_LONGEST_SPAWN_S = 2.0


class Finder(Protocol):
    """Finds the items of one channel."""

    async def find(self, wanted: NextItem) -> Item | None:
        """Find the item that `wanted` names; None if there is nothing now."""

    async def fail(self, wanted: NextItem, item: Item, error: MediaError) -> None:
        """Take note that `item`, found for `wanted`, cannot be aired."""


class Standby:
    """Keeps one item ready. Calls `changed` when it is, or when it no longer is."""

    def __init__(
        self,
        finder: Finder,
        *,
        play: Callable[[Item], Player],
        changed: Callable[[], None],
        ready_s: float = READY_S,
    ) -> None:
        self.ready: Player | None = None
        self.nothing = False
        """Whether the last look found nothing to take."""
        self._finder = finder
        self._play = play
        self._notify = changed
        self._stuck = Outage("nothing can be made ready", "what is next can be made ready again")
        self._limit = Backoff(first_s=ready_s, most_s=max(ready_s, LONGEST_READY_S), jitter=0)
        self._target: object = None
        self._work: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def note(self) -> str:
        """Why nothing can be started at all; empty if it can."""
        return self._stuck.reason

    def prepare(self, wanted: NextItem | None) -> None:
        """Begin to make `wanted` ready, None for nothing. What was wanted before is dropped."""
        target = None if wanted is None else wanted.target
        failed = self.ready if self.ready is not None and self.ready.failure else None
        if target == self._target and failed is None:
            return
        self.drop()
        self._target = target
        if wanted is not None:
            self._work = asyncio.create_task(self._prepare(wanted, failed))

    def take(self) -> Player:
        """Hand over the player that is ready."""
        taken = self.ready
        assert taken is not None
        self.ready, self._target, self.nothing = None, None, False
        return taken

    def drop(self) -> None:
        """Drop what is ready or being made ready."""
        if self._work is not None and not self._work.done():
            self._work.cancel()
            self._leave(self._work)
        if self.ready is not None:
            self.discard(self.ready)
        self.ready, self._work, self._target, self.nothing = None, None, None, False

    def discard(self, player: Player) -> None:
        """Close a player without waiting for it."""
        self._leave(asyncio.create_task(player.close()))

    async def close(self) -> None:
        """Stop, and wait until all that was started is gone."""
        self.drop()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    def _leave(self, task: asyncio.Task[None]) -> None:
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _prepare(self, wanted: NextItem, failed: Player | None) -> None:
        """Make an item ready; `failed` was, and ended before its turn."""
        if failed is not None:
            # As if it were late: it may have been killed, and then the item is as good as before.
            await self._finder.fail(wanted, failed.item, LateError(failed.failure))
        pause = Backoff(first_s=_SPAWN_S, most_s=_LONGEST_SPAWN_S)
        while self.ready is None:
            try:
                self.ready = await self._attempt(wanted)
            except (SpawnError, OSError, RuntimeError) as error:
                # Nothing is wrong with what was to be started: there is no process, no thread, no
                # file to be had, or the disk does not answer.
                self._stuck.begin(str(error) or "the disk does not answer")
            except Exception as error:
                self._stuck.begin(error, exc_info=error)
            else:
                continue
            self._found_nothing()
            await asyncio.sleep(pause.wait_s())
        self._notify()

    async def _attempt(self, wanted: NextItem) -> Player | None:
        """One look, and one try of what it found."""
        item = await self._finder.find(wanted)
        if item is None:
            self._stuck.end()
            self._found_nothing()
            await asyncio.sleep(LOOK_S)
            return None
        self.nothing = False
        player = self._play(item)
        try:
            await player.cue(self._limit.wait_s())
        except SpawnError:
            self._limit.reset()
            raise
        except MediaError as error:
            if not isinstance(error, LateError):
                self._limit.reset()
            await self._finder.fail(wanted, item, error)
            return None
        except BaseException:
            await player.close()
            raise
        self._limit.reset()
        self._stuck.end()
        return player

    def _found_nothing(self) -> None:
        if not self.nothing:
            self.nothing = True
            self._notify()
