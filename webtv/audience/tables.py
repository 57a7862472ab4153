"""The tables of what viewers take part with."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import ForeignKey, Index, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from webtv.model.audience import LONGEST_NAME, LONGEST_TEXT
from webtv.work.schema import Schema
from webtv.work.tables import Moment, Table

REVISION = "0001"
"""The newest migration: the one that leads to the tables of this module."""

Outcome = Literal["approved", "refused"]
Source = Literal["web", "twitch"]


class AudienceTable(DeclarativeBase):
    """Base of these tables."""

    metadata = MetaData(naming_convention=Table.metadata.naming_convention)
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it from the class
        datetime: Moment(),
        Outcome: String(8),
        Source: String(8),
    }


class SuggestionRow(AudienceTable):
    """A scene that a viewer suggests. `viewer` is a keyed digest of who that is, for a day."""

    __tablename__ = "audience_suggestions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ref: Mapped[str] = mapped_column(String(24), unique=True)
    channel: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    text: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    source: Mapped[Source]
    viewer: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]

    __table_args__ = (Index(None, "channel", "at"),)


class VoteRow(AudienceTable):
    """One viewer's vote for a suggestion."""

    __tablename__ = "audience_votes"

    suggestion_id: Mapped[int] = mapped_column(
        ForeignKey("audience_suggestions.id", ondelete="CASCADE"), primary_key=True
    )
    viewer: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime]


class HeartRow(AudienceTable):
    """One viewer's heart for a programme."""

    __tablename__ = "audience_hearts"

    channel: Mapped[str] = mapped_column(String(64), primary_key=True)
    programme: Mapped[str] = mapped_column(String(40), primary_key=True)
    viewer: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class DecisionRow(AudienceTable):
    """What somebody at the console made of a suggestion.

    `airs_at` is when its viewer was told then that it would air.
    """

    __tablename__ = "audience_decisions"

    suggestion_id: Mapped[int] = mapped_column(
        ForeignKey("audience_suggestions.id", ondelete="CASCADE"), primary_key=True
    )
    outcome: Mapped[Outcome]
    at: Mapped[datetime]
    airs_at: Mapped[datetime | None]


class UseRow(AudienceTable):
    """The programme that follows a suggestion. `tries` counts programmes of which nothing came."""

    __tablename__ = "audience_uses"

    suggestion_id: Mapped[int] = mapped_column(
        ForeignKey("audience_suggestions.id", ondelete="CASCADE"), primary_key=True
    )
    programme: Mapped[str] = mapped_column(String(40))
    tries: Mapped[int]
    lost: Mapped[bool]
    at: Mapped[datetime]
    aired_at: Mapped[datetime | None]


class SaltRow(AudienceTable):
    """The key of the digests that viewers are known by: one row, which a migration makes."""

    __tablename__ = "audience_salt"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))


AUDIENCE = Schema(
    "the audience's database",
    AudienceTable.metadata,
    Path(__file__).parent / "migrations",
    REVISION,
    "audience_version",
    frozenset(table.__tablename__ for table in (SuggestionRow, VoteRow, HeartRow)),
)
