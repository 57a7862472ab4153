"""Rejections and perceptual hashes in the tables: as many as are looked at again, no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webtv.work.rejection import Rejection
from webtv.work.tables import HashRow, RejectionRow, plain

KEPT_REJECTIONS = 500
"""The last ones that are kept of each channel."""

KEPT_HASHES = 2000
"""The last ones that are kept of each channel."""


def add_rejection(session: Session, rejection: Rejection) -> None:
    """Write a rejection down; the channel's oldest go."""
    values = rejection.model_dump() | {"reason": plain(rejection.reason)}
    session.add(RejectionRow(**values))
    session.flush()
    _keep_last(session, RejectionRow, rejection.channel, KEPT_REJECTIONS)


def rejections(session: Session, channel: str, limit: int) -> list[Rejection]:
    """The channel's last rejections, newest first."""
    rows = session.scalars(
        select(RejectionRow)
        .where(RejectionRow.channel == channel)
        .order_by(RejectionRow.id.desc())
        .limit(limit)
    )
    return [
        Rejection.model_validate({name: getattr(row, name) for name in Rejection.model_fields})
        for row in rows
    ]


def add_hashes(
    session: Session, channel: str, programme: str, hashes: Mapping[int, int], at: datetime
) -> None:
    """Remember the hashes of a programme's shots, in place of any it had; the oldest go."""
    session.execute(
        delete(HashRow).where(HashRow.channel == channel, HashRow.programme == programme)
    )
    for shot, value in hashes.items():
        session.add(
            HashRow(channel=channel, programme=programme, shot=shot, hash=f"{value:x}", at=at)
        )
    session.flush()
    _keep_last(session, HashRow, channel, KEPT_HASHES)


def recent_hashes(session: Session, channel: str, limit: int) -> list[tuple[str, int, int]]:
    """Programme, shot and hash, newest first."""
    rows = session.execute(
        select(HashRow.programme, HashRow.shot, HashRow.hash)
        .where(HashRow.channel == channel)
        .order_by(HashRow.id.desc())
        .limit(limit)
    )
    return [(programme, shot, int(value, 16)) for programme, shot, value in rows]


def _keep_last(
    session: Session, table: type[RejectionRow] | type[HashRow], channel: str, count: int
) -> None:
    oldest_gone = session.scalar(
        select(table.id)
        .where(table.channel == channel)
        .order_by(table.id.desc())
        .offset(count)
        .limit(1)
    )
    if oldest_gone is not None:
        session.execute(delete(table).where(table.channel == channel, table.id <= oldest_gone))
