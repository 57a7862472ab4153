"""Commissions in the tables. Every function is part of one transaction."""

from __future__ import annotations

from datetime import datetime

import structlog
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from webtv.work.commission import Commission, Outcome
from webtv.work.tables import CommissionRow, plain


def add(session: Session, commission: Commission) -> None:
    """Write down a commission, once."""
    if session.get(CommissionRow, commission.programme_id) is None:
        session.add(
            CommissionRow(
                programme_id=commission.programme_id,
                channel=commission.channel_id,
                state="open",
                created_at=commission.created_at,
                reason="",
                body=commission.model_dump_json(),
            )
        )


def still_open(session: Session, *, now: datetime) -> list[Commission]:
    """Commissions neither made nor lost, oldest first; unreadable ones are given up and logged."""
    rows = session.scalars(
        select(CommissionRow)
        .where(CommissionRow.state == "open")
        .order_by(CommissionRow.created_at, CommissionRow.programme_id)
    ).all()
    found = []
    for row in rows:
        try:
            found.append(Commission.model_validate_json(row.body))
        except ValidationError as error:
            structlog.get_logger().warning(
                "a programme in the making cannot be read, it is given up",
                channel=row.channel,
                programme=row.programme_id,
                problems=str(error.errors(include_url=False, include_input=False)),
            )
            settle(session, row.programme_id, "lost", "its record cannot be read", now=now)
    return found


def settle(
    session: Session, programme_id: str, outcome: Outcome, reason: str, *, now: datetime
) -> None:
    """A programme is made or lost; its artifacts are not needed any more."""
    row = session.get(CommissionRow, programme_id)
    if row is not None and row.state == "open":
        row.state, row.reason, row.settled_at = outcome, plain(reason), now
        session.flush()
