"""Shots: the prompts of a programme that was chosen in outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, Field

from webtv.config.story import CastMember
from webtv.prompts.clip_tokens import count_tokens
from webtv.prompts.fitting import clean, room
from webtv.prompts.profile import profile_of
from webtv.writers.cast import described, on_screen, untagged
from webtv.writers.llm.outline import Draft, in_full
from webtv.writers.llm.reading import Words, schema_of
from webtv.writers.llm.words import without_negations
from webtv.writers.writer import Brief

HOW = """\
Each `prompt` is English and one picture that moves: kind of shot, who or what does what and \
where, which way it moves, time of day, weather and light. It says only what is seen: the camera \
move, the style and the looks of the cast are not in it, nothing is negated, and there is no \
lettering, logo, camera brand, film format, drone or split screen. A model sees one prompt \
alone: never "the same" or "again". {told} `camera` is exactly one move: camera pans left or \
right, camera tilts up or down, slow dolly in or out, slow zoom in or out, camera orbits around, \
tracking shot, crane shot, static camera. `motion` is how much moves, from 1 (almost still) over \
5 (normal) to 10 (very fast). Vary scale, camera and motion from shot to shot; where a shot goes \
on in one take, place, light and heroes stay."""

_ASKED = """\
This programme was chosen:
{draft}

Write the prompt of each of its {count} shots, in order. {how}
{lengths}
Answer as {{"shots": [{{"prompt": str, "negative": str, "camera": str, "motion": \
1-10{sound}}}]}}"""

_TOKENS_PER_WORD = 1.4
"""Of CLIP, in prompts of this kind: with names, commas and rare words."""

_LEAST_ROOM = 25
"""Tokens that a scene gets even where style and looks would take them all."""


class ShotPrompt(BaseModel):
    """How one shot is filmed."""

    prompt: Words = Field(description="English. What is seen, without camera, style and looks.")
    negative: Words = Field("", description="What must not be seen, between commas; may be empty.")
    camera: Words = Field("static camera", description="One camera move.")
    motion: float = Field(5, allow_inf_nan=False, description="1 (almost still) to 10 (very fast)")
    sound: Words = Field("", description="Sound effects heard in it, in a few English words.")


class Shots(BaseModel):
    """The prompts of a programme, in order."""

    shots: list[ShotPrompt]


def ask(brief: Brief, draft: Draft) -> str:
    """The request for the prompts of a draft."""
    said = [
        f"Shot {number}: {_wanted(brief, shot.what)}."
        for number, shot in enumerate(draft.shots, start=1)
    ]
    return _ASKED.format(
        draft=in_full(draft),
        count=len(draft.shots),
        how=how(brief),
        lengths=" ".join(said),
        sound=', "sound": str' if wants_sound(brief) else "",
    )


def how(brief: Brief) -> str:
    """How prompts are written for the family of models that films them."""
    return HOW.format(told=profile_of(brief.profile).told)


def schema(brief: Brief, count: int) -> dict[str, Any]:
    """What so many prompts look like on this channel."""
    return schema_of(Shots, without=() if wants_sound(brief) else ("sound",), shots=(count, count))


def wants_sound(brief: Brief) -> bool:
    """Whether the channel makes sound effects."""
    return brief.channel.pipeline.sound is not None


def scene_of(prompt: str, cast: Sequence[CastMember]) -> tuple[str, str]:
    """What is seen, with the names of the cast in place of their tags; and what must not be."""
    text, _ = untagged(prompt, cast)
    return without_negations(clean(text))


def tokens_left(brief: Brief, scene: str) -> int | None:
    """Tokens for a scene beside the looks of those it names, style, pace and camera; or None."""
    left = room(brief.profile, brief.channel.style)
    if left is None:
        return None
    looks = [described(member) for member in on_screen(brief.channel.cast, scene)]
    missing = (look for look in looks if look.casefold() not in scene.casefold())
    return max(_LEAST_ROOM, left - sum(count_tokens(look) for look in missing))


def words_wanted(brief: Brief, scene: str) -> tuple[int, int]:
    """The fewest and most words of a scene, by its family and by the room left for it."""
    least, most = profile_of(brief.profile).words
    left = tokens_left(brief, untagged(scene, brief.channel.cast)[0])
    if left is None:
        return least, most
    most = min(most, int(left / _TOKENS_PER_WORD))
    return min(least, most * 2 // 3), most


def _wanted(brief: Brief, what: str) -> str:
    return "{} to {} words".format(*words_wanted(brief, what))
