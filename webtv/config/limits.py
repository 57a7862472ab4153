"""The budget of a channel, the limits of its quality control, and its checks before air."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from webtv.model.value import Value

Limit = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class BudgetConfig(Value):
    """Most that a channel spends in a day (UTC); at the limit it lives on reruns.

    Where only the language model is beyond it, the offline writer writes.
    """

    gpu_s: Limit | None = Field(
        None, title="GPU seconds", description="Seconds of work on Spaces other than local ones."
    )
    credits: Limit | None = Field(None, title="Credits", description="A vendor's credits.")
    tokens: Limit | None = Field(None, title="Tokens", description="Of language models.")
    money: Limit | None = Field(
        None, title="Money", description="In the currency of the prices in the contracts."
    )


class QcConfig(Value):
    """Quality control of clips; null switches a check off."""

    black_s: Annotated[float, Field(ge=0.1, le=60)] | None = Field(
        1.8, title="Black", description="Longest black picture, seconds."
    )
    frozen_s: Annotated[float, Field(ge=0.1, le=60)] | None = Field(
        1.8, title="Frozen", description="Longest time without any change, seconds."
    )
    still: Annotated[float, Field(ge=0, le=1)] | None = Field(
        0.003,
        title="Near-static",
        description="Least change of brightness within a second, 0 to 1, of the twentieth of the "
        "picture that changes most.",
    )
    flicker: Annotated[float, Field(gt=0, le=1)] | None = Field(
        0.03,
        title="Flicker",
        description="Most swing of brightness, 0 to 1, of flashes on a quarter of the picture of "
        "which there are more than three in a second.",
    )
    blocks: Annotated[float, Field(gt=0, le=1)] | None = Field(
        0.01,
        title="Blocks",
        description="Most seams along the sides of blocks of 8 pixels, as a share of all sides.",
    )
    letterbox: Annotated[float, Field(gt=0, le=0.5)] | None = Field(
        0.06, title="Letterbox", description="Most black border at one side, as a share."
    )
    silent_s: Annotated[float, Field(ge=0.1, le=60)] | None = Field(
        None,
        title="Silence",
        description="Longest silence in music and speech, seconds; null: half of its length.",
    )
    clipping: Annotated[float, Field(gt=0, le=1)] | None = Field(
        0.005,
        title="Clipping",
        description="Most samples that lie at full scale with both neighbours, as a share.",
    )
    similar: Annotated[int, Field(ge=0, le=32)] | None = Field(
        6,
        title="Near-duplicate",
        description="Bits (of 64) of the perceptual hash that must differ from recent clips.",
    )


class SafetyConfig(Value):
    """The checks of words before they are filmed, and of programmes before they air."""

    moderation: Literal["auto", "openai", "words", "off"] = Field(
        "auto",
        title="Moderation",
        description="openai: OpenAI's moderation (OPENAI_API_KEY), and words while it is away. "
        "words: lists of swear words. auto: openai where there is a key for OpenAI, else words.",
    )
    allow: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(
        (), max_length=200, title="Allow", description="Words that the lists may not object to."
    )
    hold: bool = Field(
        False,
        title="Hold for approval",
        description="Whether programmes wait for `webtv programmes approve` before they air.",
    )
