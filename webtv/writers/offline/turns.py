"""Whose turn it is: the hero, the beat and the place that were on longest ago."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from webtv.config.channel import Channel
from webtv.config.story import CastMember
from webtv.writers.cast import mentions, on_screen
from webtv.writers.writer import Recent

REST = 6
"""Programmes in which a sentence of a theme is not told again, while anything else is."""

_NEVER = 999
"""Programmes ago, for what has not been on as long as anybody remembers."""

_SUBJECT = 2
"""Shots of which one shows what a programme is about."""

_STAYS = 0.5
"""How often an episode of a series begins where the last one ended."""


def lead_in_turn(cast: Sequence[CastMember], recent: Sequence[Recent]) -> CastMember | None:
    """Who of the cast led longest ago, in their order; None without a cast.

    Who is named first in most shots of a programme leads it: "Paco calls Rosa" is of Paco. `recent`
    is newest first.
    """
    if not cast:
        return None
    led = [_led(cast, known) for known in recent]
    ago = [led.index(member.name) if member.name in led else _NEVER for member in cast]
    return cast[ago.index(max(ago))]


def _led(cast: Sequence[CastMember], known: Recent) -> str:
    """Who of the cast led a programme; "" for nobody."""
    named = Counter[str]()
    for prompt in known.prompts:
        found = [(at[0].start(), each.name) for each in cast if (at := mentions(each, prompt))]
        named.update(name for _, name in sorted(found)[:1])
    return max(named, key=named.__getitem__, default="")


def begun_ago(seen: str, recent: Sequence[Recent]) -> int:
    """How many programmes ago one was about what is seen."""
    return _ago(seen, (known.prompts[:_SUBJECT] for known in recent))


def filmed_ago(seen: str, recent: Sequence[Recent]) -> int:
    """How many programmes ago something was seen at all."""
    return _ago(seen, (known.prompts for known in recent))


def had_ago(seen: str, cast: Sequence[CastMember], recent: Sequence[Recent]) -> int:
    """How many programmes ago one of a cast had something: a seal of some tale is no guest."""
    if not cast:
        return filmed_ago(seen, recent)
    return _ago(seen, ([p for p in known.prompts if on_screen(cast, p)] for known in recent))


def told_ago(line: str, recent: Sequence[Recent]) -> int:
    """How many programmes ago a sentence was told, whatever stood in its slots."""
    key = max(re.split(r"{\w+}", line), key=len).strip().casefold()
    found = (
        ago
        for ago, known in enumerate(recent)
        if any(key in told.casefold() for told in (*known.lines, known.logline))
    )
    return next(found, _NEVER)


def said_ago(line: str, recent: Sequence[Recent]) -> int:
    """How many programmes ago a sentence was read, as a caption or a part of one."""
    return _ago(line, (known.lines for known in recent))


def lines_told(recent: Sequence[Recent]) -> list[frozenset[str]]:
    """Return the lines of each programme, as `prompt_key` compares them."""
    return [frozenset(map(prompt_key, known.lines)) for known in recent]


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


def _ago(seen: str, programmes: Iterable[Sequence[str]]) -> int:
    """How many programmes ago, each given by its prompts or lines, something was seen or said."""
    key = prompt_key(seen)
    shown = (any(key in prompt_key(each) for each in known) for known in programmes)
    return next((ago for ago, found in enumerate(shown) if found), _NEVER)
