"""The tables of the work book."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from webtv.model.cost import Cost

REVISION = "0002"
"""The newest migration: the one that leads to the tables of this module."""

CommissionState = Literal["open", "made", "lost"]
CallState = Literal["begun", "done", "failed", "refused"]


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite itself knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC."""
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Millionths(TypeDecorator[float]):
    """A number kept as whole millionths, so that sums of any length are exact."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> int | None:
        """To millionths."""
        return round(value * 1e6) if value is not None else None

    def process_result_value(self, value: int | None, dialect: Dialect) -> float | None:
        """From millionths; Postgres sums them to a `Decimal`."""
        return int(value) / 1e6 if value is not None else None


class Table(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it from the class
        datetime: Moment(),
        CommissionState: String(8),
        CallState: String(8),
    }


class CommissionRow(Table):
    """A programme that is being made, was made, or was given up."""

    __tablename__ = "commissions"

    programme_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(64))
    state: Mapped[CommissionState]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index(None, "state", "created_at"),)


class ArtifactRow(Table):
    """A finished file in the artifact folder; `name` is its SHA-256 and its suffix."""

    __tablename__ = "artifacts"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)


class CallRow(Table):
    """A call of a backend, once for each key, however often it was tried."""

    __tablename__ = "calls"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    programme_id: Mapped[str] = mapped_column(
        ForeignKey("commissions.programme_id", ondelete="CASCADE"), index=True
    )
    channel: Mapped[str] = mapped_column(String(64))
    stage: Mapped[str] = mapped_column(String(16))
    shot: Mapped[int | None]
    backend: Mapped[str] = mapped_column(Text)
    inputs: Mapped[str] = mapped_column(Text)
    state: Mapped[CallState]
    attempt: Mapped[int]
    task: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    generation: Mapped[str | None] = mapped_column("take", Text)
    artifact: Mapped[str | None] = mapped_column(
        ForeignKey("artifacts.name", ondelete="SET NULL"), index=True
    )
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "backend", "finished_at"),)


class ChargeRow(Table):
    """A cost: one attempt at a call, or work without a call, such as writing."""

    __tablename__ = "charges"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(64))
    day: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(Text)
    programme_id: Mapped[str | None] = mapped_column(String(40), index=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id", ondelete="SET NULL"))
    attempt: Mapped[int | None]
    gpu_s: Mapped[float] = mapped_column(Millionths())
    credits: Mapped[float] = mapped_column(Millionths())
    tokens: Mapped[int] = mapped_column(BigInteger)
    money: Mapped[float] = mapped_column(Millionths())

    __table_args__ = (Index(None, "channel", "day"), UniqueConstraint("call_id", "attempt"))

    @property
    def cost(self) -> Cost:
        """The four numbers as a value."""
        return Cost(gpu_s=self.gpu_s, credits=self.credits, tokens=self.tokens, money=self.money)

    @cost.setter
    def cost(self, cost: Cost) -> None:
        self.gpu_s, self.credits = cost.gpu_s, cost.credits
        self.tokens, self.money = cost.tokens, cost.money


class RejectionRow(Table):
    """A clip that quality control refused."""

    __tablename__ = "rejections"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(64))
    programme: Mapped[str] = mapped_column(String(40))
    shot: Mapped[int | None]
    stage: Mapped[str] = mapped_column(String(16))
    backend: Mapped[str] = mapped_column(Text)
    seed: Mapped[int | None] = mapped_column(BigInteger)
    check: Mapped[str] = mapped_column("check_name", String(40))
    reason: Mapped[str] = mapped_column(Text)
    thumbnail: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    __table_args__ = (Index(None, "channel", "id"),)


class HashRow(Table):
    """The perceptual hash of a clip that is in a programme, in hex."""

    __tablename__ = "hashes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(64))
    programme: Mapped[str] = mapped_column(String(40))
    shot: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("channel", "programme", "shot"),
        Index(None, "channel", "id"),
    )


class MachineRow(Table):
    """One part of one machine, where several share the database."""

    __tablename__ = "machines"

    part: Mapped[str] = mapped_column(String(16), primary_key=True)
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    epoch: Mapped[int] = mapped_column(BigInteger)
    beat: Mapped[int] = mapped_column(BigInteger)
    capacity: Mapped[int]
    draining: Mapped[bool]
    gone: Mapped[bool]
    seen_at: Mapped[datetime]


class LeaseRow(Table):
    """Who does one part of the work on a channel. A row stays for good: its epoch only grows."""

    __tablename__ = "leases"

    part: Mapped[str] = mapped_column(String(16), primary_key=True)
    channel: Mapped[str] = mapped_column(String(64), primary_key=True)
    epoch: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[str | None] = mapped_column(String(40))
    successor: Mapped[str | None] = mapped_column(String(40))


def plain(text: str) -> str:
    """`text` as any database takes it, and not endless."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")[:2000]
