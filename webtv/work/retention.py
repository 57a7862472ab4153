"""Old records go: those of settled programmes, and what was spent long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webtv.work.tables import ChargeRow, CommissionRow, HashRow, RejectionRow


def forget(session: Session, *, now: datetime, days: int) -> None:
    """Delete what is more than `days` old; the calls of a commission go with it."""
    before = now - timedelta(days=days)
    session.execute(delete(CommissionRow).where(CommissionRow.settled_at < before))
    session.execute(delete(ChargeRow).where(ChargeRow.at < before))
    session.execute(delete(RejectionRow).where(RejectionRow.at < before))
    session.execute(delete(HashRow).where(HashRow.at < before))
