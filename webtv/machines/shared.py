"""A machine among others: signs of life, leases, and what follows from those of the others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

import structlog
from sqlalchemy.orm import Session

from webtv.errors import SupersededError, WorkBookError
from webtv.machines.kept import Kept
from webtv.machines.right import Right
from webtv.machines.silence import Silence
from webtv.machines.table import SqlTables, register, require
from webtv.machines.term import Term
from webtv.machines.turn import Turn, take_turn
from webtv.machines.value import Part, Rhythm, Self
from webtv.outage import Outage
from webtv.work.database import Database
from webtv.work.engine import LEASES
from webtv.work.worker import Worker

ResultT = TypeVar("ResultT")

SUCCEEDING_S = 0.25
"""Seconds between two looks of a machine that waits for a channel: it should follow at once."""

_ORDERLY_S = 3.0
"""Seconds that handing over or signing off may take; the others find out by themselves then."""

_LONGEST_S = 3600.0


class Shared:
    """The membership of one part of one machine. See `webtv.machines.right.Membership`."""

    def __init__(
        self,
        url: str,
        *,
        part: Part,
        machine: str,
        capacity: int,
        rhythm: Rhythm,
        rejoins: bool = True,
        kept: Kept | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.wanted: Sequence[str] = ()
        self._database = Database(url, LEASES)
        self._worker = Worker(f"leases of {part}")
        self._me = Self(part, machine)
        self._capacity = capacity
        self._rhythm = rhythm
        self._rejoins = rejoins
        self._kept = kept
        self._clock = clock
        self._term = Term(rhythm.term_s)
        self._silence = Silence(silence_s=rhythm.silence_s, beat_s=rhythm.beat_s)
        self._free_since: dict[str, float] = {}
        self._rights: dict[str, Right] = {}
        self._giving: set[str] = set()
        self._last: Turn | None = None
        self._renewed_at = float("-inf")
        self._draining = False
        self._closed = False
        self._wake = asyncio.Event()
        self._changed: Callable[[], None] = lambda: None
        self._log = structlog.stdlib.get_logger().bind(machine=machine)
        self._away = Outage(
            "the shared database is away: nobody takes over, every machine goes on",
            "the shared database answers again",
            machine=machine,
        )
        self._full = Outage("no machine has room for some channels", "every channel has a machine")
        self._worker.start()

    @property
    def me(self) -> Self:
        """Tell as whom this machine is registered now; its epoch is 0 before."""
        return self._me

    @property
    def fence(self) -> Callable[[Session], None]:
        """Asks, in a transaction, whether this machine was taken over: `SupersededError` if so."""
        return lambda session: require(session, self._me)

    @property
    def rights(self) -> Mapping[str, Right]:
        """The rights of this machine now, by channel."""
        return {c: right for c, right in self._rights.items() if c not in self._giving}

    @property
    def leaving(self) -> frozenset[str]:
        """The channels that another machine waits for, while they could be handed over."""
        if self._term.away or self._last is None:
            return frozenset()
        return self._last.awaited & self._rights.keys() - self._giving

    async def follow(self, changed: Callable[[], None]) -> None:
        """Keep the rights up to date until cancelled, calling `changed` after each change.

        Raises `SupersededError` if another process has this machine's name, and, unless it
        `rejoins`, if another machine has taken over.
        """
        self._changed = changed
        while True:
            try:
                if not self._me.epoch:
                    self._me = await self._do(self._join)
                    self._log.info("machine joined", part=self._me.part, epoch=self._me.epoch)
                self._apply(await self._do(self._turn))
            except SupersededError:
                self._superseded()
            except Exception as error:  # whatever is wrong with it, the air goes on
                self._unanswered(error)
            else:
                self._away.end()
            self._wake.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause_s):
                    await self._wake.wait()

    async def hand_over(self, channel: str) -> None:
        """Give a channel to who waits for it. Where that fails, it is this machine's still."""
        heir = self._last.heirs.get(channel) if self._last is not None else None
        if channel not in self._rights or (heir is None and not self._draining):
            self._changed()
            return
        self._giving.add(channel)
        try:
            async with asyncio.timeout(_ORDERLY_S):
                await self._transact(lambda tables: tables.hand_over(channel, to=heir))
        except (WorkBookError, TimeoutError) as error:
            self._log.warning("channel cannot be handed over", channel=channel, error=str(error))
        else:
            self._drop(channel)
            self._log.info("channel handed over", channel=channel, to=heir or "nobody")
        finally:
            self._giving.discard(channel)
            self._wake.set()
            self._changed()

    def drain(self) -> bool:
        """Ask that others take all channels. Returns whether there is anybody who could."""
        self._draining = True
        self._wake.set()
        return bool(self._rights) and self._last is not None and self._last.others_open

    async def close(self) -> None:
        """Give up all that is left, at once, if the database is there."""
        if self._closed:
            return
        self._closed = True
        try:
            async with asyncio.timeout(_ORDERLY_S):
                if self._me.epoch:
                    await self._transact(SqlTables.sign_off)
                await self._worker.do(self._database.close, deadline_s=_ORDERLY_S)
        except (WorkBookError, TimeoutError) as error:
            self._log.warning("machine leaves without a word", error=str(error))
        self._worker.stop()
        for channel in list(self._rights):
            self._drop(channel)

    @property
    def _pause_s(self) -> float:
        waits = self._last is not None and self._last.waits
        return SUCCEEDING_S if waits and not self._term.away else self._rhythm.beat_s

    def _join(self) -> Self:
        self._database.open()
        return self._database.transact(
            lambda s: register(s, Self(self._me.part, self._me.id), capacity=self._capacity)
        )

    def _turn(self) -> Turn:
        me = self._me
        seen = {c: right.seen for c, right in list(self._rights.items()) if right.seen}
        return self._database.transact(
            lambda session: take_turn(
                SqlTables(session, me),
                me=me,
                capacity=self._capacity,
                draining=self._draining,
                wanted=tuple(self.wanted),
                silence=self._silence,
                free_since=self._free_since,
                seen=seen,
                clock=self._clock,
            )
        )

    def _apply(self, turn: Turn) -> None:
        """Hold what the database says is ours, and nothing else."""
        # Before the term is renewed: while the database was away, no channel was to leave.
        before = (self._rights.copy(), self.leaving)
        self._term.renewed(turn.asked_at)
        self._renewed_at = turn.asked_at
        self._last = turn
        for channel in self._rights.keys() - turn.held.keys():
            self._drop(channel)
        for channel, lease in turn.held.items():
            right = self._rights.get(channel)
            if right is None or right.epoch != lease.epoch:
                self._drop(channel)
                self._rights[channel] = Right(lease.epoch, valid=self._valid)
        for ident in turn.superseded:
            self._log.warning("machine is silent, its channels are taken over", silent=ident)
        if turn.homeless:
            self._full.begin(", ".join(turn.homeless))
        else:
            self._full.end()
        self._keep()
        if (self._rights, self.leaving) != before:
            self._changed()

    def _unanswered(self, error: Exception | str) -> None:
        """Go on while the database cannot be asked: also with what a process before held."""
        self._away.begin(error)
        now = self._clock()
        leaving = self.leaving
        self._term.unanswered(now)
        if leaving:  # whoever waits for them cannot have them now: they are to stay on air
            self._changed()
        if not self._me.epoch and self._kept is not None:
            held = self._kept.held(self._me, now=now, within_s=self._rhythm.term_s)
            if held is not None:
                self._me = Self(self._me.part, held.id, held.epoch)
                self._term.renewed(held.alive_at)
                self._rights = {
                    channel: Right(epoch, valid=self._valid)
                    for channel, epoch in held.leases.items()
                }
                self._log.warning("machine goes on with what it held", channels=len(held.leases))
                self._changed()
        self._keep()

    def _keep(self) -> None:
        if self._kept is not None and self._me.epoch and self._valid():
            leases = {c: right.epoch for c, right in self._rights.items() if not right.withdrawn}
            self._kept.note(self._me, leases, alive_at=self._clock())

    def _superseded(self) -> None:
        """Stop at once all that was this machine's. Come back as a newcomer, if that makes sense.

        Whoever was superseded while it gave signs of life has a namesake: two that rejoin for ever
        would take each other's channels for ever.
        """
        namesake = self._clock() - self._renewed_at < self._rhythm.term_s
        self._term.end()
        for channel in list(self._rights):
            self._drop(channel)
        self._last, self._free_since = None, {}
        me, self._me = self._me, Self(self._me.part, self._me.id)
        self._changed()
        if namesake or not self._rejoins:
            raise SupersededError(me.superseded)
        self._log.warning("machine was silent and taken over by others, it joins anew")
        self._wake.set()

    def _drop(self, channel: str) -> None:
        right = self._rights.pop(channel, None)
        if right is not None:
            right.withdraw()

    def _valid(self) -> bool:
        return self._term.holds(self._clock())

    async def _transact(self, entry: Callable[[SqlTables], None]) -> None:
        me = self._me
        await self._worker.do(
            lambda: self._database.transact(lambda session: entry(SqlTables(session, me))),
            deadline_s=_ORDERLY_S,
        )

    async def _do(self, piece: Callable[[], ResultT]) -> ResultT:
        """Have the thread do a piece of work, however long that takes.

        As long as there is no answer, this machine goes on as when the database is away.
        """
        doing = asyncio.ensure_future(self._worker.do(piece, deadline_s=_LONGEST_S))
        try:
            while True:
                done, _ = await asyncio.wait({doing}, timeout=self._rhythm.beat_s)
                if done:
                    return doing.result()
                self._unanswered("it does not answer")
        finally:
            doing.cancel()
