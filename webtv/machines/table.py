"""Machines and leases in the tables: what one machine reads and writes in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Update, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webtv.errors import SupersededError
from webtv.machines.value import Lease, Machine, Self, View
from webtv.work.tables import LeaseRow, MachineRow


def register(session: Session, me: Self, *, capacity: int) -> Self:
    """Announce a machine that starts. What it held before it holds again, under new epochs.

    An earlier process of the same name, if it still runs, finds that it is superseded.
    """
    row = session.get(MachineRow, (me.part, me.id), with_for_update=True)
    if row is None:
        row = MachineRow(part=me.part, id=me.id, epoch=0, beat=0)
        session.add(row)
    row.epoch += 1
    row.capacity, row.draining, row.gone, row.seen_at = capacity, False, False, datetime.now(UTC)
    session.flush()
    _change(
        session,
        update(LeaseRow)
        .where(LeaseRow.part == me.part, LeaseRow.holder == me.id)
        .values(epoch=LeaseRow.epoch + 1, successor=None),
    )
    return Self(me.part, me.id, row.epoch)


def require(session: Session, me: Self) -> None:
    """Raise `SupersededError` if this machine's epoch was raised.

    Until the transaction ends, nobody can raise it: what it writes was its own to write.
    """
    row = session.scalar(
        select(MachineRow.epoch)
        .where(MachineRow.part == me.part, MachineRow.id == me.id)
        .with_for_update(read=True)
    )
    if row != me.epoch:
        raise SupersededError(me.superseded)


class SqlTables:
    """The tables as machine `me` uses them. See `webtv.machines.turn.Tables`."""

    def __init__(self, session: Session, me: Self) -> None:
        self._session = session
        self._me = me

    def beat(self, *, capacity: int, draining: bool) -> None:
        """Give a sign of life. Raises `SupersededError` if this machine's epoch was raised."""
        done = self._change(
            update(MachineRow)
            .where(*self._of(self._me.id), MachineRow.epoch == self._me.epoch)
            .values(
                beat=MachineRow.beat + 1,
                capacity=capacity,
                draining=draining,
                seen_at=datetime.now(UTC),
            )
        )
        if not done:
            raise SupersededError(self._me.superseded)

    def look(self) -> View:
        """Read all machines and leases of this part."""
        machines = self._session.execute(
            select(
                MachineRow.id,
                MachineRow.epoch,
                MachineRow.beat,
                MachineRow.capacity,
                MachineRow.draining,
                MachineRow.gone,
            )
            .where(MachineRow.part == self._me.part)
            .order_by(MachineRow.id)
        )
        leases = self._session.execute(
            select(LeaseRow.channel, LeaseRow.epoch, LeaseRow.holder, LeaseRow.successor)
            .where(LeaseRow.part == self._me.part)
            .order_by(LeaseRow.channel)
        )
        return View(tuple(Machine(*row) for row in machines), tuple(Lease(*row) for row in leases))

    def supersede(self, machine: Machine) -> bool:
        """Raise the epoch of a machine that was seen silent, and free what it holds.

        Returns whether that was done: it is not if the machine has given a sign since.
        """
        done = self._change(
            update(MachineRow)
            .where(
                *self._of(machine.id),
                MachineRow.epoch == machine.epoch,
                MachineRow.beat == machine.beat,
            )
            .values(epoch=MachineRow.epoch + 1, gone=True)
        )
        if done:
            self._free(machine.id)
        return bool(done)

    def take(self, lease: Lease) -> Lease | None:
        """Take a free channel, under the next epoch; None if another was faster."""
        if not lease.epoch:
            self._insert(lease.channel)
        done = self._change(
            update(LeaseRow)
            .where(*self._is(lease), LeaseRow.holder.is_(None))
            .values(holder=self._me.id, epoch=LeaseRow.epoch + 1, successor=None)
        )
        return Lease(lease.channel, lease.epoch + 1, self._me.id) if done else None

    def ask(self, lease: Lease) -> None:
        """Ask for a channel that another holds, unless somebody else has asked meanwhile."""
        waiting = LeaseRow.successor
        before = waiting.is_(None) if lease.successor is None else waiting == lease.successor
        self._change(
            update(LeaseRow)
            .where(*self._is(lease), LeaseRow.holder == lease.holder, before)
            .values(successor=self._me.id)
        )

    def hand_over(self, channel: str, *, to: str | None) -> None:
        """Give a channel that this machine holds to another, under the next epoch; None frees it.

        Raises `SupersededError`.
        """
        require(self._session, self._me)
        self._change(
            update(LeaseRow)
            .where(
                LeaseRow.part == self._me.part,
                LeaseRow.channel == channel,
                LeaseRow.holder == self._me.id,
            )
            .values(holder=to, epoch=LeaseRow.epoch + 1, successor=None)
        )

    def exceed(self, lease: Lease, seen: int) -> Lease | None:
        """Hold a lease under a higher epoch than the one `seen`; None if another holds it."""
        done = self._change(
            update(LeaseRow)
            .where(*self._is(lease), LeaseRow.holder == self._me.id)
            .values(epoch=seen + 1)
        )
        return replace(lease, epoch=seen + 1) if done else None

    def sign_off(self) -> None:
        """Free all that this machine holds, and say that it is gone. Raises `SupersededError`."""
        require(self._session, self._me)
        self._free(self._me.id)
        self._change(update(MachineRow).where(*self._of(self._me.id)).values(gone=True))

    def _free(self, ident: str) -> None:
        for column, freed in (
            (LeaseRow.holder, {"holder": None, "successor": None}),
            (LeaseRow.successor, {"successor": None}),
        ):
            self._change(
                update(LeaseRow)
                .where(LeaseRow.part == self._me.part, column == ident)
                .values(**freed)
            )

    def _insert(self, channel: str) -> None:
        dialect = sqlite if self._session.get_bind().dialect.name == "sqlite" else postgresql
        row = dialect.insert(LeaseRow).values(part=self._me.part, channel=channel, epoch=0)
        self._session.execute(row.on_conflict_do_nothing())

    def _of(self, ident: str) -> tuple[ColumnElement[bool], ...]:
        return MachineRow.part == self._me.part, MachineRow.id == ident

    def _is(self, lease: Lease) -> tuple[ColumnElement[bool], ...]:
        return (
            LeaseRow.part == self._me.part,
            LeaseRow.channel == lease.channel,
            LeaseRow.epoch == lease.epoch,
        )

    def _change(self, statement: Update) -> int:
        return _change(self._session, statement)


def _change(session: Session, statement: Update) -> int:
    """Rows that a statement changed."""
    options = statement.execution_options(synchronize_session=False)
    return cast("CursorResult[Any]", session.execute(options)).rowcount
