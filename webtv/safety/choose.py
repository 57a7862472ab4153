"""Which moderator a channel gets."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import SecretStr

from webtv.config.channel import Channel
from webtv.config.settings import OPENAI_URL
from webtv.safety.moderator import Moderation
from webtv.safety.openai import OpenAIModeration
from webtv.safety.words import WordList


class Moderations:
    """All channels' moderation, with the station's `api_key` and `base_url`.

    Channels that ask for the same share one, which knows for all of them when its server is away.
    """

    def __init__(self, *, api_key: SecretStr | None = None, base_url: str | None = None) -> None:
        self._api_key = api_key
        self._base_url = base_url
        self._chosen: dict[tuple[object, ...], Moderation | None] = {}

    async def object_to(self, channel: Channel, texts: Sequence[str]) -> str:
        """What a channel's moderation has against `texts`; empty if nothing, or if it is off."""
        moderation = self._of(channel)
        return await moderation.object_to(texts) if moderation else ""

    def note(self, channel: Channel) -> str:
        """What screens say; empty while moderation is as the operator wants it."""
        moderation = self._of(channel)
        return moderation.note if moderation else ""

    def _of(self, channel: Channel) -> Moderation | None:
        wanted = (channel.safety.moderation, channel.safety.allow, channel.language)
        if wanted not in self._chosen:
            self._chosen[wanted] = choose_moderation(
                channel, api_key=self._api_key, base_url=self._base_url
            )
        return self._chosen[wanted]


def choose_moderation(
    channel: Channel, *, api_key: SecretStr | None = None, base_url: str | None = None
) -> Moderation | None:
    """The moderation that a channel's `safety` block asks for; None where it is off.

    `api_key` and `base_url` are the station's. `auto` asks OpenAI only where the station's key is
    one for OpenAI itself: another server may not know moderation, and must not be given the key.
    """
    kind = channel.safety.moderation
    if kind == "off":
        return None
    words = WordList(channel.language, allow=channel.safety.allow)
    if api_key is None or kind == "words" or (kind == "auto" and base_url is not None):
        return Moderation(words)
    first = OpenAIModeration(api_key=api_key.get_secret_value(), base_url=base_url or OPENAI_URL)
    return Moderation(first, spare=words)
