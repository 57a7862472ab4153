"""What is to be taken next, found, started and ready, whatever is wrong on disk.

It costs the air nothing how long that takes or how often it fails: the air goes on with what it
has, and with the slate after that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

import structlog

from webtv.errors import LateError, MediaError, SpawnError
from webtv.outage import Outage
from webtv.playout.players.item import Item
from webtv.playout.players.playlist import READY_S
from webtv.playout.players.reading import Reading
from webtv.playout.schedule.wish import Wish

LOOK_S = 0.5
"""Seconds between two looks while there is nothing to take."""

LONGEST_READY_S = 5.0
"""On a machine that is short of power the first pictures may need so long. The wait doubles each
time they came too late, so that one file that hangs costs a second and no more."""

_SPAWN_S = 0.2
_LONGEST_SPAWN_S = 2.0


class Finder(Protocol):
    """Where items come from, for one channel."""

    async def find(self, wish: Wish) -> Item | None:
        """What `wish` asks for; None if there is nothing now."""

    async def fail(self, wish: Wish, item: Item, error: MediaError) -> None:
        """`item`, found for `wish`, cannot be aired."""


class Standby:
    """Keeps one thing ready. `ring` is called when something about that has changed."""

    def __init__(
        self,
        finder: Finder,
        *,
        play: Callable[[Item], Reading],
        ring: Callable[[], None],
        ready_s: float = READY_S,
    ) -> None:
        self.ready: Reading | None = None
        self.nothing = False
        """Whether the last look found nothing to take."""
        self._finder = finder
        self._play = play
        self._ring = ring
        self._log = structlog.stdlib.get_logger()
        self._stuck = Outage("nothing can be made ready", "what is next can be made ready again")
        self._first_wait_s = ready_s
        self._wait_s = ready_s
        self._target: object = None
        self._work: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def note(self) -> str:
        """Why nothing can be started at all; empty if it can."""
        return self._stuck.reason

    def aim(self, wish: Wish | None) -> None:
        """Have what `wish` asks for ready; None for nothing. What it asked before is dropped."""
        target = None if wish is None else wish.target
        failed = self.ready if self.ready is not None and self.ready.failure else None
        if target == self._target and failed is None:
            return
        self.drop()
        self._target = target
        if wish is not None:
            self._work = asyncio.create_task(self._prepare(wish, failed))

    def take(self) -> Reading:
        """Hand over what is ready."""
        taken = self.ready
        assert taken is not None
        self.ready, self._target, self.nothing = None, None, False
        return taken

    def drop(self) -> None:
        """Forget what is ready or being made ready."""
        if self._work is not None and not self._work.done():
            self._work.cancel()
            self._leave(self._work)
        if self.ready is not None:
            self.discard(self.ready)
        self.ready, self._work, self._target, self.nothing = None, None, None, False

    def discard(self, reading: Reading) -> None:
        """Close something without waiting for it."""
        self._leave(asyncio.create_task(reading.close()))

    async def close(self) -> None:
        """Stop, and wait until all that was started is gone."""
        self.drop()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    def _leave(self, task: asyncio.Task[None]) -> None:
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _prepare(self, wish: Wish, failed: Reading | None) -> None:
        """Get something ready; `failed` was, and ended before its turn."""
        if failed is not None:
            # As if it were late: it may have been killed, and then the item is as good as before.
            await self._finder.fail(wish, failed.item, LateError(failed.failure))
        pause_s = _SPAWN_S
        while self.ready is None:
            try:
                self.ready = await self._attempt(wish)
            except (SpawnError, OSError, RuntimeError) as error:
                # Nothing is wrong with what was to be started: there is no process, no thread, no
                # file to be had, or the disk does not answer.
                self._stuck.begin(str(error) or "the disk does not answer")
            except Exception as error:
                if self._stuck.begin(error):
                    self._log.exception("standby failed, it tries again")
                pause_s = _LONGEST_SPAWN_S
            else:
                continue
            self._found_nothing()
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_SPAWN_S)
        self._ring()

    async def _attempt(self, wish: Wish) -> Reading | None:
        """One look, and one try of what it found."""
        item = await self._finder.find(wish)
        if item is None:
            self._stuck.end()
            self._found_nothing()
            await asyncio.sleep(LOOK_S)
            return None
        self.nothing = False
        reading = self._play(item)
        try:
            await reading.cue(self._wait_s)
        except SpawnError:
            raise
        except MediaError as error:
            late = isinstance(error, LateError)
            self._wait_s = min(2 * self._wait_s, LONGEST_READY_S) if late else self._first_wait_s
            await self._finder.fail(wish, item, error)
            return None
        except BaseException:
            await reading.close()
            raise
        self._wait_s = self._first_wait_s
        self._stuck.end()
        return reading

    def _found_nothing(self) -> None:
        if not self.nothing:
            self.nothing = True
            self._ring()
