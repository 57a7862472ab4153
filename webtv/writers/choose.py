"""Which writer a channel gets, and what happens while it cannot write."""

from __future__ import annotations

from pydantic import SecretStr

from webtv.config.channel import WriterConfig
from webtv.writers.llm.openai import OpenAIWriter
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Writer


def choose_writer(
    config: WriterConfig, *, api_key: SecretStr | None = None, base_url: str | None = None
) -> Writer:
    """The writer that a channel's `writer` block asks for.

    `api_key` and `base_url` are the station's, used where the channel has none of its own. A
    channel with its own server is not given the station's key.
    """
    url = config.base_url or base_url
    key = config.api_key or (None if config.base_url else api_key)
    if config.kind == "template" or (config.kind == "auto" and not key and not url):
        return TemplateWriter()
    return OpenAIWriter(
        model=config.model,
        api_key=key.get_secret_value() if key else None,
        base_url=url,
        temperature=config.temperature,
        timeout_s=config.timeout_s,
        silence_s=config.silence_s,
        price_in=config.price_in,
        price_out=config.price_out,
    )


def writer_note(config: WriterConfig, writer: Writer) -> str:
    """What screens say about the writer; empty if there is nothing to say."""
    if config.kind == "auto" and isinstance(writer, TemplateWriter):
        return "Written offline from the theme's own words; set OPENAI_API_KEY for a language model"
    return ""
