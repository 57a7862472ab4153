"""What ingest is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webtv.config.channel import Channel
from webtv.model.programme import Plan, Shot, Take


@dataclass(frozen=True, slots=True)
class FilmedClip:
    """A shot, the file it became, and how."""

    shot: Shot
    path: Path
    takes: tuple[Take, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestJob:
    """Everything one programme is made of.

    `clips` are the shots that could be filmed, in order; a dropped shot is simply absent and the
    programme shorter. `seconds_taken` counts from the start of its plan to now.
    """

    channel_id: str
    channel: Channel
    programme_id: str
    plan: Plan
    clips: tuple[FilmedClip, ...]
    music: Path | None
    music_takes: tuple[Take, ...]
    writer: str
    created_at: datetime
    seconds_taken: float = 0.0
