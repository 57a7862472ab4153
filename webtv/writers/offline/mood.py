"""The mood of a channel, by the operator's words; `phrases/moods.txt` has them by language."""

from __future__ import annotations

import re
from typing import Literal

from webtv.config.channel import Channel
from webtv.writers.offline.terms import Terms

Mood = Literal["calm", "comic", "scary", "lively", "news"]
Kind = Literal[
    Mood, "games", "sleep", "sober", "genre", "children", "for children", "jokes", "not", "wistful"
]

_OPENING = 80
"""Characters of a theme that say what kind of channel it is."""

_CLAUSE = re.compile(r"[.,;:!?…—–()\n،؛؟。，、；：！？।]+|\s-\s")
_FEW = 6
"""Words of a clause that forbids what it names: "never funny", and no "nobody lives there"."""

_TERMS = Terms("moods.txt")


def says(text: str, kind: Kind, language: str) -> bool:
    """Whether a text has a word of a kind, in its language or in English."""
    return _TERMS.found(text, kind, language) is not None


def clauses(text: str) -> list[str]:
    """The clauses of a text, without what stands between them."""
    return [clause for each in _CLAUSE.split(text) if (clause := each.strip())]


def is_negated(clause: str, language: str) -> bool:
    """Whether a clause is a few words that say what is not: "not scary at all"."""
    few = len(clause.split()) <= _FEW
    return few and says(clause, "not", language)


def mood_of(channel: Channel) -> Mood:
    """How stories of a channel are told: what its tone says counts before its theme."""
    language = channel.language
    tone = _affirmed(channel.tone, language)
    about = _affirmed(f"{channel.title}. {channel.theme}. {channel.music_style}", language)
    opening = channel.theme[:_OPENING]
    genre = f"{channel.title}. {_affirmed(opening, language)}" if tone else about
    if says(tone, "scary", language):
        return "scary"
    if says(f"{channel.title} {opening} {tone}", "news", language):
        return "news"
    moods: tuple[Mood, ...] = ("scary", "comic", "calm", "lively")
    for mood in moods:
        if says(tone, mood, language):
            return mood
    if says(about, "games", language):
        return "lively"
    if says(genre, "scary", language):  # with a tone, hens that are scared make no horror
        return "scary"
    if says(_affirmed(channel.style, language), "comic", language):
        return "comic"
    return next((mood for mood in moods[1:3] if says(about, mood, language)), "calm")


def is_sober(channel: Channel) -> bool:
    """Whether nothing funny is to happen on a channel, as its tone or its kind says."""
    language = channel.language
    tone = _affirmed(channel.tone, language)
    if says(tone, "comic", language):
        return False
    if says(tone, "sober", language) or mood_of(channel) in ("scary", "news"):
        return True
    opening = f"{channel.title}. {_opening(channel)}"
    light = is_for_children(channel) or says(tone, "lively", language)
    return says(opening, "genre", language) and not light


def is_horror(channel: Channel) -> bool:
    """Whether a channel is to be feared, by its tone or by how its theme begins."""
    language = channel.language
    tone = _affirmed(channel.tone, language)
    if says(tone, "comic", language) or is_for_children(channel):
        return False
    opening = f"{channel.title} {channel.theme[:_OPENING]}"
    feared = mood_of(channel) == "scary" and says(opening, "scary", language)
    return says(tone, "scary", language) or feared


def is_calm(text: str, language: str) -> bool:
    """Whether words of a tone are those of a channel that is slow in all it does."""
    return says(_affirmed(text, language), "calm", language)


def is_slow(channel: Channel) -> bool:
    """Whether a channel wants nothing lively: by its tone, or because people sleep to it."""
    said = f"{channel.title}. {channel.description}. {channel.theme}"
    calm = is_calm(channel.tone, channel.language)
    return calm or says(said, "sleep", channel.language)


def is_for_children(channel: Channel) -> bool:
    """Whether a channel is for small children, as far as it says."""
    said = f"{channel.title} {channel.tone} {channel.description}"
    language = channel.language
    return says(said, "children", language) or says(channel.theme, "for children", language)


def _opening(channel: Channel) -> str:
    """The first sentence of a theme."""
    return re.split(r"(?<=\w)[.!?。！？।]\s*", channel.theme.strip(), maxsplit=1)[0]


def _affirmed(text: str, language: str) -> str:
    """A text without the clauses that say what is not."""
    return ", ".join(each for each in clauses(text) if not is_negated(each, language))
