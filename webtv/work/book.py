"""The work book of production: after any crash, nothing paid is lost or paid twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from webtv.errors import MediaError
from webtv.model.cost import Cost
from webtv.model.programme import Generation
from webtv.work import calls, charges, commissions, quality
from webtv.work.call import Artifact, CallKey, Ticket
from webtv.work.commission import Commission, Outcome
from webtv.work.database import Database
from webtv.work.engine import ALONE, SHARED
from webtv.work.entries import Entries, Fence
from webtv.work.rejection import Rejection
from webtv.work.retention import forget
from webtv.work.store import ArtifactStore
from webtv.work.tables import ArtifactRow

FAREWELL_S = 5.0
"""Seconds that a caller who is cancelled waits for its result to be on disk."""


_SHARED_SWEEP_S = 3600.0
"""Seconds for which a file without a record is left where others may be about to record it."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class WorkBook:
    """The record of every commission, and of every call with its result and its cost.

    Entries are made by one thread, in order; whatever a method says is on disk when it returns.
    While the book cannot be used (locked, away, disk full) what is planned raises `WorkBookError`
    and may be tried again; what has happened (`submitted`, `done`, `failed`, `charge`) waits
    until it can be written down. `DamagedWorkBookError` means that only a new start of production
    can mend it; `damage` says so from then on. A caller that is cancelled does not undo its entry.
    """

    def __init__(
        self,
        database: Database,
        store: ArtifactStore,
        *,
        now: Callable[[], datetime],
        days: int,
        fence: Fence | None = None,
    ) -> None:
        self._database = database
        self._store = store
        self._now = now
        self._days = days
        self._entries = Entries(database, folder=store.folder, fence=fence)
        self._closed = False

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        artifacts: Path,
        now: Callable[[], datetime] = _utc_now,
        days: int = 90,
        fence: Fence | None = None,
    ) -> WorkBook:
        """The book at `url` (`sqlite:///PATH` or `postgresql://...`), with its tables up to date.

        Artifacts that nobody needs are deleted, and records of programmes settled more than
        `days` ago. A damaged SQLite file is set aside, with a log line, and a new one begun.
        With a `fence` several machines share the book: what is planned asks it first, in the same
        transaction, and is refused with `SupersededError` when another machine has taken over;
        what has happened is written down all the same. Raises `ConfigError` for a wrong `url`,
        `PreflightError` if a newer version wrote it or the driver is missing, `WorkBookError` if
        it cannot be used now.
        """
        database = Database(url, SHARED if fence is not None else ALONE)
        store = ArtifactStore(artifacts, swept_after_s=_SHARED_SWEEP_S if fence else 0.0)
        book = cls(database, store, now=now, days=days, fence=fence)
        book._entries.start()
        try:
            await book._entries.attempt(book._open)
        except BaseException:
            await book.close()
            raise
        return book

    async def close(self) -> None:
        """Finish what was begun and close the database; nothing may be entered any more."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._entries.attempt(self._database.close)
        finally:
            self._entries.stop()

    @property
    def damage(self) -> str:
        """What only a new start of production can mend; or empty."""
        return self._entries.damage

    async def commission(self, commission: Commission) -> None:
        """Write down a programme that is to be made; doing so again changes nothing."""
        await self._entries.make(lambda s: commissions.add(s, commission))

    async def open_commissions(self) -> list[Commission]:
        """The commissions that are neither made nor lost, oldest first."""
        return await self._entries.make(lambda s: commissions.still_open(s, now=self._now()))

    async def settle(self, programme_id: str, outcome: Outcome, reason: str = "") -> None:
        """A programme is made or given up: its artifacts are deleted, its records stay a while."""

        def entry(session: Session) -> None:
            commissions.settle(session, programme_id, outcome, reason, now=self._now())
            forget(session, now=self._now(), days=self._days)

        await self._entries.make(entry)
        await self._entries.do(self._free)

    async def result(self, key: CallKey) -> tuple[Artifact, Generation] | None:
        """The earlier result of this very call, if its file is still there."""
        found = await self._entries.make(lambda s: calls.find_done(s, key))
        if found is None:
            return None
        row, generation = found
        if not self._store.holds(row.name, row.size_bytes):
            return None
        return self._artifact(row), generation

    async def task(self, key: CallKey) -> str | None:
        """The vendor's name for this very call, if it was begun and can still be collected."""
        return await self._entries.make(lambda s: calls.find_task(s, key))

    async def refused(self, key: CallKey) -> str | None:
        """The reason why this very call was refused, if it was."""
        return await self._entries.make(lambda s: calls.find_refusal(s, key))

    async def begin(self, key: CallKey) -> Ticket:
        """Note a call before it is made; its programme must have been commissioned.

        The ticket names the vendor's task of an earlier try that was not collected.
        """
        return await self._entries.make(lambda s: calls.begin(s, key, now=self._now()))

    async def submitted(self, ticket: Ticket, task: str, *, cost: Cost | None = None) -> None:
        """A vendor took the call and names it `task`. `cost` is charged now, if it is known."""

        def entry(session: Session) -> None:
            call = calls.call_of(session, ticket)
            call.task = task
            if cost is not None:
                charges.charge_call(session, call, cost, at=self._now())

        await self._entries.record(lambda: self._database.transact(entry))

    async def done(self, ticket: Ticket, file: Path, generation: Generation) -> Artifact:
        """A call gave `file`, which moves into the artifact folder; `generation.cost` is charged.

        The file stays where it is until all of that is on disk. Doing it again is harmless. A
        caller that is cancelled is held up until then, so that it does not clear the file away.
        """
        entry = asyncio.ensure_future(
            self._entries.record(partial(self._finish, ticket, file, generation))
        )
        try:
            return await asyncio.shield(entry)
        except asyncio.CancelledError:
            await asyncio.wait({entry}, timeout=FAREWELL_S)
            entry.cancel()
            raise

    async def failed(
        self,
        ticket: Ticket,
        reason: str,
        *,
        cost: Cost | None = None,
        final: bool = True,
        refused: bool = False,
    ) -> None:
        """A call failed. With `final` false the vendor's task is kept, to be collected later.

        `cost` is what this attempt cost after all; None leaves what was charged for it so far.
        With `refused` the same call would be refused again.
        """

        def entry(session: Session) -> None:
            call = calls.call_of(session, ticket)
            calls.fail(call, reason, final=final, refused=refused, now=self._now())
            if cost is not None:
                charges.charge_call(session, call, cost, at=self._now())

        await self._entries.record(lambda: self._database.transact(entry))

    async def typical(self, backend: str) -> Cost | None:
        """The median cost of the backend's last calls; None if there were none."""
        return await self._entries.make(lambda s: calls.typical(s, backend))

    async def charge(
        self, channel: str, cost: Cost, what: str, at: datetime, *, programme_id: str | None = None
    ) -> None:
        """Charge what is no call of a backend, such as the work of a language model."""

        def entry(session: Session) -> None:
            charges.charge(session, channel, cost, what, programme_id=programme_id, at=at)

        await self._entries.record(lambda: self._database.transact(entry))

    async def spent(self, channel: str, day: str) -> Cost:
        """All that a channel spent on a UTC day, given as YYYY-MM-DD; exact to a millionth."""
        return await self._entries.make(lambda s: charges.spent(s, channel, day))

    async def cost_of(self, programme_id: str) -> Cost:
        """All that was charged to a programme, also for what was dropped."""
        return await self._entries.make(lambda s: charges.cost_of(s, programme_id))

    async def reject(self, rejection: Rejection) -> None:
        """Write down what quality control refused; a channel's last 500 are kept."""
        await self._entries.make(lambda s: quality.add_rejection(s, rejection))

    async def rejections(self, channel: str, limit: int) -> list[Rejection]:
        """A channel's last rejections, newest first."""
        return await self._entries.make(lambda s: quality.rejections(s, channel, limit))

    async def remember_hashes(
        self, channel: str, programme: str, hashes: Mapping[int, int], at: datetime
    ) -> None:
        """Remember the perceptual hash of each shot; a channel's last 2000 are kept."""
        await self._entries.make(lambda s: quality.add_hashes(s, channel, programme, hashes, at))

    async def recent_hashes(self, channel: str, limit: int) -> list[tuple[str, int, int]]:
        """Programme, shot and hash of a channel's last shots, newest first."""
        return await self._entries.make(lambda s: quality.recent_hashes(s, channel, limit))

    def _open(self) -> None:
        self._store.folder.mkdir(parents=True, exist_ok=True)
        self._database.open()
        self._database.transact(lambda s: forget(s, now=self._now(), days=self._days))
        self._free()
        known = self._database.transact(calls.artifact_names)
        self._store.sweep(known)

    def _free(self) -> None:
        # Rows first: a file without a row is swept later, a row without its file would mislead.
        self._store.remove(self._database.transact(calls.free_artifacts))

    def _finish(self, ticket: Ticket, file: Path, generation: Generation) -> Artifact:
        if not file.exists():
            earlier = self._database.transact(lambda s: calls.artifact_of(s, ticket))
            if earlier is None or not self._store.holds(earlier.name, earlier.size_bytes):
                raise MediaError(f"{file} is not there")
            return self._artifact(earlier)
        artifact = self._store.measure(file)
        self._store.add(file, artifact)

        def entry(session: Session) -> None:
            call = calls.call_of(session, ticket)
            calls.finish(session, call, artifact, generation, now=self._now())
            charges.charge_call(session, call, generation.cost, at=self._now())

        self._database.transact(entry)
        file.unlink(missing_ok=True)
        return artifact

    def _artifact(self, row: ArtifactRow) -> Artifact:
        return Artifact(self._store.path(row.name), row.name[:64], row.size_bytes)
