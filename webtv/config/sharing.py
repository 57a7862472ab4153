"""The settings of a machine that shares a station with others."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings


class Sharing(BaseSettings):
    """What one of several machines says of itself. A machine that works alone says nothing."""

    machine: str | None = Field(
        None,
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$",
        title="Machine",
        description="Name of this machine, its own, where several share the channels and the "
        "Postgres of WEBTV_DATABASE_URL. Without it, this machine does everything alone.",
    )
    machine_channels: int = Field(
        50,
        ge=1,
        le=10_000,
        title="Channels of this machine",
        description="Most channels that this machine takes where several share them. Leave room "
        "on the others for those of a machine that dies.",
    )
    drain_s: float = Field(
        60,
        ge=0,
        le=3600,
        title="Drain",
        description="Seconds that playout on one of several machines takes at most, when told to "
        "end, to hand each channel over at a join; after that it cuts.",
    )
