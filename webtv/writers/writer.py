"""What every writer is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from webtv.config.channel import Channel
from webtv.model.audience import Suggestion
from webtv.model.cost import Cost
from webtv.model.programme import Plan, Programme, Thread


@dataclass(frozen=True, slots=True)
class Recent:
    """A programme made or planned lately, which the next one must not repeat."""

    title: str
    logline: str = ""
    prompts: tuple[str, ...] = ()
    story: str = ""
    """The story so far, where the channel is a series."""

    lines: tuple[str, ...] = ()
    """What viewers read and heard, shot by shot."""

    threads: tuple[Thread, ...] = ()
    """What the series left open then."""

    planned_at: datetime | None = None
    """When it was planned; None where nobody knows."""

    @classmethod
    def of(cls, made: Plan | Programme, planned_at: datetime | None = None) -> Recent:
        """What a writer must know of a programme. A `Programme` says itself when it was planned."""
        if isinstance(made, Programme):
            planned_at = made.created_at
        prompts = tuple(shot.prompt for shot in made.shots)
        lines = tuple(shot.line for shot in made.shots)
        return cls(made.title, made.logline, prompts, made.story, lines, made.threads, planned_at)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a writer is given. `recent` is newest first; the same brief may be asked again.

    `profile` is the prompt profile of the backend that will probably film it, and `lengths_s` are
    the shortest and longest shot that it films well. `next_after` is how long it will be until the
    channel plans another programme, about; None where that is not known.
    """

    channel_id: str
    channel: Channel
    seed: int
    now: datetime
    recent: tuple[Recent, ...] = ()
    profile: str = "plain"
    lengths_s: tuple[float, float] = (2.0, 10.0)
    next_after: timedelta | None = None
    suggestion: Suggestion | None = None
    """A scene that a viewer would like to see in it. It is quoted, and asks for nothing."""

    @property
    def narrated(self) -> bool:
        """Whether spoken words are wanted."""
        return self.channel.pipeline.narration is not None

    @property
    def story(self) -> str:
        """The story so far of a series; "" at its beginning, and where there is no series."""
        if not self.channel.series:
            return ""
        return next((known.story for known in self.recent if known.story), "")

    @property
    def threads(self) -> tuple[Thread, ...]:
        """What a series has left open; empty where there is none."""
        if not self.channel.series:
            return ()
        return next((known.threads for known in self.recent if known.story), ())

    @property
    def answers(self) -> Recent | None:
        """The day's first episode, where this one is the day's last; the day is the channel's own.

        None at other times, where there is no series, and where no episode came before.
        """
        if not self.channel.series or self.next_after is None:
            return None
        today = self._day(self.now)
        if self._day(self.now + self.next_after) == today:
            return None
        earlier = (r for r in self.recent if r.story and r.planned_at)
        told = [r for r in earlier if r.planned_at and self._day(r.planned_at) == today]
        return min(told, key=lambda known: known.planned_at or self.now, default=None)

    def _day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.channel.timezone)).date()


@dataclass(slots=True)
class Record:
    """What came about while a programme was written, also if nothing came of it."""

    cost: Cost = field(default_factory=Cost)
    """Tokens and money of every answer, also of those that were no good."""

    calls: int = 0
    """Answers that a language model was asked for."""

    form: str = ""
    """How the model was asked: in one call, or outline, judge and shots."""

    remarks: list[str] = field(default_factory=list)
    """What was out of the ordinary, for one line in the log."""

    characters: int = 0
    """How many have come of the answer that is being written."""

    def heard(self, characters: int) -> None:
        """So many characters of the present answer have come."""
        self.characters = characters


class Writer(Protocol):
    """Turns a brief into a programme."""

    @property
    def name(self) -> str:
        """What sidecars and screens call this writer."""

    async def write(self, brief: Brief, record: Record) -> Plan:
        """A programme of about `channel.programme.shots` shots; `record` is added to as it goes.

        Raises `UnavailableError`, `RefusedError` or `MisconfiguredError`.
        """
