"""The fields of `writer:`, in a channel file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr

from webtv.config.url import http_url
from webtv.model.value import Amount, Value


class WriterConfig(Value):
    """The writer that turns the theme into programmes."""

    kind: Literal["auto", "openai", "template"] = Field(
        "auto",
        title="Kind",
        description="openai: any OpenAI-compatible server. template: the offline writer. "
        "auto: openai when OPENAI_API_KEY or base_url is set; else a model server on this machine "
        "(WEBTV_MODEL_PORTS), while one answers; else template.",
    )
    model: str = Field(
        "gpt-4o-mini",
        title="Model",
        description="Name of the language model. Of a server that auto found, its first model "
        "of 2 billion parameters or more where it has none of this name.",
    )
    form: Literal["auto", "full", "short"] = Field(
        "auto",
        title="Form",
        description="full: three drafts in outline, a judge, then shots (3 to 7 answers). short: "
        "eight pictures and their lines in one small answer. auto: short for models under 5 "
        "billion parameters and for servers under 6 tokens a second; under 2 billion, the "
        "offline writer writes.",
    )
    base_url: Annotated[str, AfterValidator(http_url)] | None = Field(
        None, title="Base URL", description="Server of this channel, instead of OPENAI_BASE_URL."
    )
    api_key: SecretStr | None = Field(
        None,
        title="Key",
        description="Key of this channel, as ${MY_WRITER_KEY}; else OPENAI_API_KEY.",
    )
    temperature: float = Field(
        0.9, ge=0, le=2, title="Temperature", description="How freely the model writes."
    )
    timeout_s: float = Field(
        900,
        ge=1,
        le=7200,
        title="Timeout",
        description="Seconds for one whole answer. A model on one's own machine may need minutes.",
    )
    first_s: float = Field(
        300,
        ge=1,
        le=3600,
        title="First word",
        description="Seconds until the first word of an answer; then the offline writer steps in.",
    )
    silence_s: float = Field(
        120,
        ge=1,
        le=3600,
        title="Silence",
        description="Seconds between two words of an answer; then the offline writer steps in.",
    )
    price_in: Amount = Field(0, title="Price read", description="Money for a million tokens read.")
    price_out: Amount = Field(
        0, title="Price written", description="Money for a million tokens written."
    )
