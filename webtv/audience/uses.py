"""The programmes that follow suggestions: begun, lost, aired, and how well that was foretold."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webtv.audience.suggestions import Standing, settled
from webtv.audience.tables import SuggestionRow, UseRow

_JUDGED = 20
"""Suggestions that aired, of which the error of what was foretold is the mean."""


def begin(session: Session, standing: Standing, programme: str, *, at: datetime) -> None:
    """Note that a programme follows a suggestion."""
    row = session.get(UseRow, standing.id)
    if row is None:
        row = UseRow(suggestion_id=standing.id, tries=0, aired_at=None)
        session.add(row)
    row.programme, row.lost, row.at = programme, False, at


def lose(session: Session, programmes: Collection[str], *, tries: int = 1) -> None:
    """Note that nothing came of programmes: what they followed is in line again, once.

    Each counts as so many `tries`.
    """
    if not programmes:
        return
    for row in session.scalars(select(UseRow).where(UseRow.programme.in_(programmes))):
        if not row.lost and row.aired_at is None:
            row.lost, row.tries = True, row.tries + tries


def air(session: Session, programme: str, *, at: datetime) -> None:
    """Note when a programme began to air first."""
    for row in session.scalars(select(UseRow).where(UseRow.programme == programme)):
        row.aired_at = row.aired_at or at


def last(session: Session, channel: str) -> datetime | None:
    """When a programme of a channel followed a suggestion last; None if none ever did."""
    chosen = (
        select(UseRow)
        .join(SuggestionRow, SuggestionRow.id == UseRow.suggestion_id)
        .where(SuggestionRow.channel == channel, UseRow.lost.is_(False))
        .order_by(UseRow.at.desc())
        .limit(1)
    )
    row = session.scalar(chosen)
    return row.at if row else None


def unaired(session: Session, channel: str) -> dict[str, datetime]:
    """The programmes of a channel that follow suggestions and have not aired, and since when."""
    chosen = (
        select(UseRow)
        .join(SuggestionRow, SuggestionRow.id == UseRow.suggestion_id)
        .where(SuggestionRow.channel == channel, UseRow.lost.is_(False), UseRow.aired_at.is_(None))
    )
    return {row.programme: row.at for row in session.scalars(chosen)}


def record_of(session: Session, channel: str) -> tuple[int, float | None]:
    """How many suggestions have aired, and the mean error in seconds of when that was foretold."""
    count = (
        select(func.count())
        .select_from(UseRow)
        .join(SuggestionRow, SuggestionRow.id == UseRow.suggestion_id)
        .where(SuggestionRow.channel == channel, UseRow.aired_at.is_not(None))
    )
    known = settled(session, channel, most=_JUDGED)
    errors = [abs(each.error_s) for each in known if each.error_s is not None]
    return session.scalar(count) or 0, sum(errors) / len(errors) if errors else None
