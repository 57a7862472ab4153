"""What single viewers did: how much of late, for whom they voted, what they like."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webtv.audience.tables import DecisionRow, HeartRow, SaltRow, SuggestionRow, VoteRow

HOUR = timedelta(hours=1)


def digest_of(session: Session, who: str) -> str:
    """What a viewer is known by: nobody reads an address or a name out of it without the key."""
    salt = session.scalar(select(SaltRow.salt)) or ""
    return hmac.new(salt.encode(), who.encode(), hashlib.sha256).hexdigest()[:32]


def suggested_lately(session: Session, channel: str, now: datetime, *, by: str = "") -> int:
    """Suggestions for a channel within an hour; `by` one viewer for any channel."""
    lately = SuggestionRow.at > now - HOUR
    mine = SuggestionRow.viewer == by if by else SuggestionRow.channel == channel
    return session.scalar(select(func.count()).where(lately, mine)) or 0


def unseen(session: Session, channel: str) -> int:
    """Suggestions that nobody has looked at."""
    chosen = (
        select(func.count())
        .select_from(SuggestionRow)
        .outerjoin(DecisionRow, DecisionRow.suggestion_id == SuggestionRow.id)
        .where(SuggestionRow.channel == channel, DecisionRow.suggestion_id.is_(None))
    )
    return session.scalar(chosen) or 0


def is_known(session: Session, channel: str, text: str, now: datetime) -> bool:
    """Whether somebody has suggested the same within a day."""
    same = (
        select(SuggestionRow.id)
        .where(
            SuggestionRow.channel == channel,
            SuggestionRow.at > now - timedelta(days=1),
            func.lower(SuggestionRow.text) == text.lower(),
        )
        .limit(1)
    )
    return session.scalar(same) is not None


def vote(session: Session, suggestion: int, viewer: str, at: datetime) -> bool:
    """Count a vote; False where it was counted before."""
    if session.get(VoteRow, (suggestion, viewer)) is not None:
        return False
    session.add(VoteRow(suggestion_id=suggestion, viewer=viewer, at=at))
    return True


def heart(session: Session, channel: str, programme: str, viewer: str, at: datetime) -> bool:
    """Count a heart; False where it was counted before."""
    if session.get(HeartRow, (channel, programme, viewer)) is not None:
        return False
    session.add(HeartRow(channel=channel, programme=programme, viewer=viewer, at=at))
    return True


def hearts(session: Session, channel: str, programme: str) -> int:
    """Hearts of a programme."""
    chosen = select(func.count()).where(
        HeartRow.channel == channel, HeartRow.programme == programme
    )
    return session.scalar(chosen) or 0


def forget_hearts(session: Session, *, now: datetime, days: int) -> None:
    """Delete hearts that are old."""
    session.execute(delete(HeartRow).where(HeartRow.at < now - timedelta(days=days)))
