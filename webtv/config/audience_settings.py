"""Settings of what viewers take part with."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class AudienceSettings(BaseSettings):
    """Where suggestions are kept, and who reads the chat on Twitch; `Settings` has the rest."""

    audience_database_url: SecretStr | None = Field(
        None,
        title="Audience database",
        description="Where suggestions, votes and hearts are kept, if not in HOME/audience.db: "
        "postgresql://USER:PASSWORD@HOST/NAME. Several machines need one that all reach.",
    )
    audience_public_url: SecretStr | None = Field(
        None,
        title="Audience database for the public",
        description="The same database for the web page and the chat, by a role that may only add "
        "to it: see docs/audience.md.",
    )
    twitch_user: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9_]{2,25}$",
        title="Twitch user",
        description="The account that reads the chats that channels name.",
    )
    twitch_token: SecretStr | None = Field(
        None,
        title="Twitch token",
        description="Its user access token, with the scopes chat:read and chat:edit.",
    )
    twitch_chat: str = Field(
        "ircs://irc.chat.twitch.tv:6697",
        pattern=r"^ircs://[A-Za-z0-9.-]{1,253}:[0-9]{1,5}$",
        title="Twitch chat",
        description="Where the chat is: IRC over TLS.",
    )
