"""Which moderator a channel gets."""

from __future__ import annotations

from pydantic import SecretStr

from webtv.config.channel import Channel
from webtv.safety.moderator import Moderation
from webtv.safety.openai import OpenAIModeration
from webtv.safety.words import WordList

OPENAI_URL = "https://api.openai.com/v1"


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
