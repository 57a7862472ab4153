"""A programme that is to be made, as it was planned: enough to go on with it after a crash."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import AwareDatetime

from webtv.config.channel import Channel
from webtv.model.programme import Generation, Plan, ProgrammeKind
from webtv.model.value import StoredValue

Outcome = Literal["made", "lost"]


class Commission(StoredValue):
    """One programme in the making. It keeps the channel as it was when the plan was written."""

    programme_id: str
    channel_id: str
    channel: Channel
    plan: Plan
    writer: str
    writing: Generation | None = None
    kind: ProgrammeKind = "programme"
    airs_at: AwareDatetime | None = None
    trails: str = ""
    """Of a trail: the id of the programme that it names."""

    created_at: AwareDatetime

    @property
    def day(self) -> str:
        """The UTC day it was commissioned on, as YYYY-MM-DD."""
        return day_of(self.created_at)


def day_of(moment: datetime) -> str:
    """The UTC day that budgets count, as YYYY-MM-DD."""
    return f"{moment.astimezone(UTC):%Y-%m-%d}"
