"""Suggestions on record: taken in, waiting to be looked at, in line, and what became of each."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from webtv.audience.tables import (
    DecisionRow,
    Outcome,
    Source,
    SuggestionRow,
    UseRow,
    VoteRow,
)
from webtv.model.audience import Suggestion, SuggestionState

MOST_TRIES = 2
"""Programmes that are made for a suggestion, if nothing comes of them."""

_VOTES = (
    select(func.count())
    .where(VoteRow.suggestion_id == SuggestionRow.id)
    .correlate(SuggestionRow)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One suggestion and how it stands. `place` is how many are before it in line.

    `told_at` is when its viewer was told that it would air, `aired_at` when it did.
    """

    id: int
    suggestion: Suggestion
    channel: str
    source: Source
    at: datetime
    state: SuggestionState
    votes: int = 0
    place: int | None = None
    told_at: datetime | None = None
    programme: str = ""
    aired_at: datetime | None = None

    @property
    def error_s(self) -> float | None:
        """How much later it aired than its viewer was told, in seconds; negative for earlier."""
        if self.aired_at is None or self.told_at is None:
            return None
        return (self.aired_at - self.told_at).total_seconds()


def add(
    session: Session,
    channel: str,
    *,
    name: str,
    text: str,
    source: Source,
    viewer: str,
    at: datetime,
) -> Suggestion:
    """Take a suggestion in."""
    ref = secrets.token_hex(8)
    session.add(
        SuggestionRow(
            ref=ref, channel=channel, name=name, text=text, source=source, viewer=viewer, at=at
        )
    )
    return Suggestion(ref=ref, name=name, text=text)


def find(session: Session, channel: str, ref: str) -> Standing | None:
    """One suggestion of a channel by its `ref`; None if there is none."""
    chosen = _standings().where(SuggestionRow.channel == channel, SuggestionRow.ref == ref)
    found = next(iter(_read(session, chosen)), None)
    if found is None or found.state != "approved":
        return found
    line = in_line(session, channel, most=1000)
    return next((each for each in line if each.id == found.id), found)


def waiting(session: Session, channel: str, *, most: int) -> list[Standing]:
    """The suggestions that nobody has looked at, oldest first."""
    chosen = _standings().where(
        SuggestionRow.channel == channel, DecisionRow.suggestion_id.is_(None)
    )
    return _read(session, chosen.order_by(SuggestionRow.id).limit(most))


def in_line(session: Session, channel: str, *, most: int) -> list[Standing]:
    """The suggestions that programmes will follow, in that order: by votes, then by age."""
    chosen = _standings().where(SuggestionRow.channel == channel, _may_be_made())
    ordered = chosen.order_by(_VOTES.desc(), DecisionRow.at, SuggestionRow.id).limit(most)
    read = _read(session, ordered)
    return [replace(standing, place=place) for place, standing in enumerate(read)]


def settled(session: Session, channel: str, *, most: int) -> list[Standing]:
    """The suggestions that are being made or have aired, the latest first."""
    chosen = _standings().where(SuggestionRow.channel == channel, UseRow.lost.is_(False))
    return _read(session, chosen.order_by(UseRow.at.desc()).limit(most))


def decide(
    session: Session,
    standing: Standing,
    outcome: Outcome,
    *,
    at: datetime,
    airs_at: datetime | None,
) -> None:
    """Note what somebody made of a suggestion, once and for all."""
    row = DecisionRow(suggestion_id=standing.id, outcome=outcome, at=at, airs_at=airs_at)
    session.add(row)


def forget(session: Session, *, now: datetime, days: int) -> None:
    """Delete what is old, and by whom the newer ones are: that is needed for a day at most."""
    old = session.scalars(
        select(SuggestionRow).where(SuggestionRow.at < now - timedelta(days=days))
    )
    for row in old:
        session.delete(row)
    known = session.scalars(
        select(SuggestionRow).where(
            SuggestionRow.at < now - timedelta(days=1), SuggestionRow.viewer != ""
        )
    )
    for row in known:
        row.viewer = ""


def _standings() -> Select[SuggestionRow, DecisionRow | None, UseRow | None, int]:
    return (
        select(SuggestionRow, DecisionRow, UseRow, _VOTES)
        .outerjoin(DecisionRow, DecisionRow.suggestion_id == SuggestionRow.id)
        .outerjoin(UseRow, UseRow.suggestion_id == SuggestionRow.id)
    )


def _may_be_made() -> ColumnElement[bool]:
    again = and_(UseRow.lost.is_(True), UseRow.tries < MOST_TRIES)
    free = or_(UseRow.suggestion_id.is_(None), again)
    return and_(DecisionRow.outcome == "approved", free)


def _read(
    session: Session,
    chosen: Select[SuggestionRow, DecisionRow | None, UseRow | None, int],
) -> list[Standing]:
    return [
        Standing(
            id=row.id,
            suggestion=Suggestion(ref=row.ref, name=row.name, text=row.text),
            channel=row.channel,
            source=row.source,
            at=row.at,
            state=_state(decision, use),
            votes=votes,
            told_at=decision.airs_at if decision else None,
            programme=use.programme if use and not use.lost else "",
            aired_at=use.aired_at if use else None,
        )
        for row, decision, use, votes in session.execute(chosen)
    ]


def _state(decision: DecisionRow | None, use: UseRow | None) -> SuggestionState:
    if decision is None:
        return "waiting"
    if decision.outcome == "refused":
        return "refused"
    if use is None:
        return "approved"
    if use.aired_at is not None:
        return "aired"
    if not use.lost:
        return "making"
    return "approved" if use.tries < MOST_TRIES else "lost"
