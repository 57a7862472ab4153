"""Whose turn it is: the hero, the beat and the place that were on longest ago."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from webtv.config.channel import Channel
from webtv.config.story import CastMember
from webtv.writers.writer import Recent

_NEVER = 999
"""Programmes ago, for what has not been on as long as anybody remembers."""

_BEGINNING = 4
"""Shots in which a programme has begun: its arrival, and what happens first."""

_STAYS = 0.5
"""How often an episode of a series begins where the last one ended."""


def lead_in_turn(cast: Sequence[CastMember], recent: Sequence[Recent]) -> CastMember | None:
    """Who of the cast led longest ago, in their order; None without a cast.

    `recent` is newest first.
    """
    if not cast:
        return None
    ago = [_first(recent, member.name) for member in cast]
    return cast[ago.index(max(ago))]


def begun_ago(seen: str, recent: Sequence[Recent]) -> int:
    """How many programmes ago one began with what is seen, after its arrival."""
    return _first(recent, seen)


def filmed_ago(seen: str, recent: Sequence[Recent]) -> int:
    """How many programmes ago something was seen at all."""
    key = prompt_key(seen)
    found = (
        ago for ago, known in enumerate(recent) if any(key in prompt_key(p) for p in known.prompts)
    )
    return next(found, _NEVER)


def told_ago(line: str, recent: Sequence[Recent]) -> int:
    """How many programmes ago a sentence was told, whatever stood in its slots."""
    key = max(re.split(r"{\w+}", line), key=len).strip().casefold()
    found = (
        ago
        for ago, known in enumerate(recent)
        if any(key in told.casefold() for told in (*known.lines, known.logline))
    )
    return next(found, _NEVER)


def places_in_turn(
    channel: Channel, recent: Sequence[Recent], rng: random.Random
) -> tuple[str, ...]:
    """The places of a programme, those of long ago first; an episode may begin where one ended."""
    places = list(channel.places)
    rng.shuffle(places)
    places.sort(key=lambda place: -filmed_ago(place, recent))
    if channel.series and recent and recent[0].prompts and rng.random() < _STAYS:
        last = prompt_key(recent[0].prompts[-1])
        places.sort(key=lambda place: prompt_key(place) not in last)
    return tuple(places)


def prompt_key(text: str) -> str:
    """A text without case and extra blanks, to tell whether two are the same."""
    return " ".join(text.casefold().split())


def _first(recent: Sequence[Recent], words: str) -> int:
    """Programmes ago in which `words` were filmed soon after the arrival."""
    key = prompt_key(words)
    for ago, known in enumerate(recent):
        begun = known.prompts[1:_BEGINNING] or known.prompts[:1]
        if any(key in prompt_key(prompt) for prompt in begun):
            return ago
    return _NEVER
