"""What every writer is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from webtv.config.channel import Channel
from webtv.model.programme import Plan


@dataclass(frozen=True, slots=True)
class Recent:
    """A programme made lately, which the next one must not repeat."""

    title: str
    logline: str = ""
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What a writer is given. `recent` is newest first; the same brief may be asked again."""

    channel_id: str
    channel: Channel
    seed: int
    now: datetime
    recent: tuple[Recent, ...] = ()


class Writer(Protocol):
    """Turns a brief into a programme."""

    @property
    def name(self) -> str:
        """What sidecars and screens call this writer."""

    async def write(self, brief: Brief) -> Plan:
        """A programme with `channel.programme.shots` shots.

        Raises `UnavailableError`, `RefusedError` or `MisconfiguredError`.
        """
