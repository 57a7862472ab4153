"""Which writer a channel gets, and what happens while it cannot write."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import SecretStr

from webtv.config.writer import WriterConfig
from webtv.writers.fallback import FallbackWriter
from webtv.writers.llm.local import find_local
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
    return _model(config, config.model, key, url)


def open_writer(
    config: WriterConfig,
    *,
    api_key: SecretStr | None = None,
    base_url: str | None = None,
    model_ports: Sequence[int] = (),
) -> FallbackWriter:
    """A channel's writer, with the offline writer to step in.

    Where `auto` has neither key nor address, servers at `model_ports` of this machine are looked
    for, and taken while they answer.
    """
    writer = choose_writer(config, api_key=api_key, base_url=base_url)
    note = writer_note(config, writer)
    if config.kind != "auto" or not isinstance(writer, TemplateWriter):
        return FallbackWriter(writer, note=note)

    async def look() -> Writer | None:
        found = await find_local(model_ports, wanted=config.model)
        if found is None:
            return None
        return _model(config, found.model, None, found.url, found.parameters)

    return FallbackWriter(writer, note=note, look=look)


def writer_note(config: WriterConfig, writer: Writer) -> str:
    """What screens say about the writer; empty if there is nothing to say."""
    if config.kind == "auto" and isinstance(writer, TemplateWriter):
        return (
            "Written offline from the theme's own words; for a language model set OPENAI_API_KEY, "
            "or start Ollama, LM Studio or llama.cpp on this machine"
        )
    return ""


def _model(
    config: WriterConfig,
    model: str,
    key: SecretStr | None,
    url: str | None,
    parameters: float | None = None,
) -> OpenAIWriter:
    return OpenAIWriter(
        model=model,
        api_key=key.get_secret_value() if key else None,
        base_url=url,
        temperature=config.temperature,
        timeout_s=config.timeout_s,
        first_s=config.first_s,
        silence_s=config.silence_s,
        price_in=config.price_in,
        price_out=config.price_out,
        form=config.form,
        parameters=parameters,
    )
