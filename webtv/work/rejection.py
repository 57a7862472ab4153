"""A clip or a piece of sound that quality control refused."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from webtv.model.value import StoredValue


class Rejection(StoredValue):
    """A clip that was refused, and the reason."""

    channel: str
    programme: str
    shot: int | None = Field(None, description="None for what is the whole programme's.")
    stage: str
    backend: str
    seed: int | None = None
    check: str = Field(description="The check that refused it, in a word.")
    reason: str
    thumbnail: str = Field(
        "", description="Name of the picture in HOME/rejected/<channel>/; empty if there is none."
    )
    at: AwareDatetime
