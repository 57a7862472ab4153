"""Costs in the tables; budgets go by their sums by channel and day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from webtv.model.cost import Cost
from webtv.work.commission import day_of
from webtv.work.tables import CallRow, ChargeRow


def charge(
    session: Session, channel: str, cost: Cost, what: str, *, programme_id: str | None, at: datetime
) -> None:
    """Charge work that is no call of a backend, such as a language model's."""
    row = ChargeRow(
        channel=channel, day=day_of(at), at=at, what=what, programme_id=programme_id or None
    )
    row.cost = cost
    session.add(row)


def charge_call(session: Session, call: CallRow, cost: Cost, *, at: datetime) -> None:
    """Charge the present attempt at a call. A second time for one attempt replaces the first.

    The day stays that of the first time, when it was bought.
    """
    row = session.scalar(
        select(ChargeRow).where(ChargeRow.call_id == call.id, ChargeRow.attempt == call.attempt)
    )
    if row is None:
        if cost == Cost():
            return
        row = ChargeRow(
            channel=call.channel,
            day=day_of(at),
            at=at,
            what=call.backend,
            programme_id=call.programme_id,
            call_id=call.id,
            attempt=call.attempt,
        )
        session.add(row)
    row.cost = cost


def spent(session: Session, channel: str, day: str) -> Cost:
    """All that a channel spent on a UTC day."""
    return _sum(session, ChargeRow.channel == channel, ChargeRow.day == day)


def cost_of(session: Session, programme_id: str) -> Cost:
    """All that was charged to a programme."""
    return _sum(session, ChargeRow.programme_id == programme_id)


def _sum(session: Session, *conditions: ColumnElement[bool]) -> Cost:
    columns: list[Any] = [ChargeRow.gpu_s, ChargeRow.credits, ChargeRow.tokens, ChargeRow.money]
    sums = session.execute(select(*map(func.sum, columns)).where(*conditions)).one()
    gpu_s, credits_, tokens, money = (value or 0 for value in sums)
    return Cost(gpu_s=gpu_s, credits=credits_, tokens=int(tokens), money=money)
