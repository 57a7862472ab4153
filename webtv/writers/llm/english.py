"""Style and looks in English, for video models: a channel may be written in any language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from webtv.config.channel import Channel
from webtv.config.story import CastMember
from webtv.writers.llm.reading import Words, schema_of

_ASKED = """\
Say this in English, briefly and word for word, as a camera sees it; names stay as they are.
style: {style}
{cast}
Answer as {{"style": str, "cast": [{{"look": str, "clothes": str}}]}}, the cast in this order."""


class Look(BaseModel):
    """What one of the cast looks like."""

    look: Words
    clothes: Words = ""


class English(BaseModel):
    """A channel's style and looks."""

    style: Words = ""
    cast: list[Look]


def is_needed(channel: Channel) -> bool:
    """Whether a channel says style or looks in another language."""
    return not channel.language.startswith("en") and bool(channel.style or channel.cast)


def ask(channel: Channel) -> str:
    """The request for style and looks in English."""
    cast = "\n".join(
        f"{m.name}: look: {m.look}; clothes: {m.clothes or 'none given'}" for m in channel.cast
    )
    return _ASKED.format(style=channel.style, cast=cast)


def schema(channel: Channel) -> dict[str, Any]:
    """What the answer looks like."""
    return schema_of(English, cast=(len(channel.cast), len(channel.cast)))


def said_in(channel: Channel, english: English) -> Channel:
    """The channel with style and looks in English; a `ValueError` if some are missing."""
    if len(english.cast) != len(channel.cast):
        raise ValueError(f"it says the looks of {len(english.cast)}, not of {len(channel.cast)}")
    style = english.style.strip()[:600] if channel.style else ""
    return channel.model_copy(
        update={"style": style or channel.style, "cast": _dressed(channel.cast, english.cast)}
    )


def _dressed(cast: Sequence[CastMember], looks: Sequence[Look]) -> tuple[CastMember, ...]:
    return tuple(
        member.model_copy(
            update={
                "look": look.look.strip()[:300] or member.look,
                "clothes": look.clothes.strip()[:200] if member.clothes else "",
            }
        )
        for member, look in zip(cast, looks, strict=True)
    )
