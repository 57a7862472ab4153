"""The fields of `audience:`: what viewers may do for a channel, and how much of it."""

from __future__ import annotations

from pydantic import Field, model_validator

from webtv.model.audience import LONGEST_TEXT
from webtv.model.value import Value


class TwitchChat(Value):
    """The chat on Twitch in which viewers take part: `!suggest`, `!vote` and `!heart`."""

    channel: str = Field(
        pattern=r"^[A-Za-z0-9_]{2,25}$",
        title="Twitch channel",
        description="Name of the channel whose chat is read; its key is WEBTV_TWITCH_TOKEN.",
    )


class AudienceConfig(Value):
    """What viewers may do: all of it is off until it is switched on here."""

    suggestions: bool = Field(
        False,
        title="Suggestions",
        description="Whether viewers may suggest scenes. Somebody at the console approves each.",
    )
    votes: bool = Field(
        True,
        title="Votes",
        description="Whether viewers may vote for suggestions that were approved; those with most "
        "votes are made first.",
    )
    hearts: bool = Field(
        False, title="Hearts", description="Whether viewers may give hearts to what is on."
    )
    every: int = Field(
        3,
        ge=1,
        le=100,
        title="Every",
        description="At most one programme in so many follows a suggestion.",
    )
    longest: int = Field(
        200,
        ge=20,
        le=LONGEST_TEXT,
        title="Longest",
        description="Characters of a suggestion.",
    )
    most_waiting: int = Field(
        100,
        ge=1,
        le=1000,
        title="Most waiting",
        description="Suggestions that wait to be looked at; with more, no further ones are taken.",
    )
    per_hour: int = Field(
        60,
        ge=1,
        le=10_000,
        title="Per hour",
        description="Suggestions that the channel takes in an hour, of all viewers together.",
    )
    each_per_hour: int = Field(
        3,
        ge=1,
        le=100,
        title="Per viewer and hour",
        description="The same of one viewer: one address, one /64 network of IPv6, or one user on "
        "Twitch.",
    )
    twitch: TwitchChat | None = Field(
        None, title="Twitch", description="Viewers of Twitch take part in its chat."
    )

    @property
    def on(self) -> bool:
        """Whether viewers may do anything at all."""
        return self.suggestions or self.hearts

    @model_validator(mode="after")
    def _chat_of_something(self) -> AudienceConfig:
        if self.twitch is not None and not self.on:
            raise ValueError("twitch needs suggestions: true or hearts: true")
        return self
