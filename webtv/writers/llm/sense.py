"""Whether a language model's answer makes sense: not its shape, what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from webtv.config.channel import Channel
from webtv.prompts.profile import profile_of
from webtv.writers.avoid import avoided
from webtv.writers.cast import on_screen
from webtv.writers.language import may_be
from webtv.writers.llm.answer import Answer
from webtv.writers.similarity import Past, roots
from webtv.writers.writer import Brief, Recent

_FEWEST_WORDS = 12
"""Words in a prompt: fewer say too little, whatever the model behind it."""

_MORE = 1.5
"""Times the longest good length: what is beyond is cut off."""

_ON_THEME = 0.5
"""Share of the prompts that must have a word of the theme, the cast or the places."""

_TWINS = 0.9
"""Share of words that make two prompts of one programme the same picture."""

WORDS_PER_S = 2.2
"""Spoken words in a second, unhurried."""


_SPOKEN_FASTER = 1.2
"""A little too much can still be said."""


def problems_of(answer: Answer, brief: Brief) -> list[str]:
    """What is wrong with an answer of the right shape, as sentences for whoever repairs it."""
    return [*_counted(answer, brief), *_spoken(answer, brief), *_told(answer, brief)]


def most_narration(channel: Channel) -> int:
    """Words that can be spoken while a programme lasts, with a breath before and after."""
    seconds = channel.programme.shots * channel.programme.shot_s
    return max(8, int((seconds - 2) * WORDS_PER_S))


def _counted(answer: Answer, brief: Brief) -> Iterator[str]:
    """Numbers and lengths."""
    wanted = brief.channel.programme.shots
    if len(answer.shots) != wanted:
        yield f"write exactly {wanted} shots, not {len(answer.shots)}"
    least, most = profile_of(brief.profile).words
    lengths = [len(shot.prompt.split()) for shot in answer.shots]
    if any(not _FEWEST_WORDS <= length <= most * _MORE for length in lengths):
        yield f"every prompt must have {least} to {most} words (they have {lengths})"
    if len(answer.title.strip()) < 2 or len(answer.music.strip()) < 3:
        yield "title and music must not be empty"
    if brief.narrated:
        spoken, longest = len(answer.narration.split()), most_narration(brief.channel)
        if not 0 < spoken <= longest * _SPOKEN_FASTER:
            yield f"the narration must have 1 to {longest} words, not {spoken}"
    if brief.channel.series and not answer.story.strip():
        yield "the story so far is missing"


def _spoken(answer: Answer, brief: Brief) -> Iterator[str]:
    """Languages."""
    language = brief.channel.language
    prompts = " ".join(shot.prompt for shot in answer.shots)
    if prompts and not may_be(prompts, "en"):
        yield "write the prompts in English"
    # A title alone is too short to tell; a logline is not.
    if not (may_be(answer.logline, language) and may_be(answer.narration, language)):
        yield f"title, logline and narration must be in the language {language!r}"


def _told(answer: Answer, brief: Brief) -> Iterator[str]:
    """What it is about."""
    channel = brief.channel
    prompts = [shot.prompt for shot in answer.shots]
    if any(_same_picture(one, other) for one, other in combinations(prompts, 2)):
        yield "no two shots may show the same picture"
    if prompts and _on_theme(prompts, channel) < _ON_THEME:
        yield "the prompts do not speak of the channel's theme"
    new = Recent(answer.title, answer.logline, tuple(prompts))
    repeated = Past(brief.recent, channel).repeated(new)
    if repeated is not None:
        yield (
            f"this repeats {repeated.title!r} ({repeated.logline}); write another title and "
            "another story"
        )
    if banned := avoided(_all_words(answer), channel.avoid, language=channel.language):
        yield f"do not write about {', '.join(banned)}"


def _all_words(answer: Answer) -> str:
    shots = [part for shot in answer.shots for part in (shot.prompt, shot.sound)]
    programme = [answer.title, answer.logline, answer.narration, answer.story, answer.music]
    return " ".join([*programme, *shots])


def _same_picture(one: str, other: str) -> bool:
    a, b = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    return len(a & b) >= _TWINS * max(len(a), len(b), 1)


def _on_theme(prompts: list[str], channel: Channel) -> float:
    """The share of prompts about the theme; 1 for a theme that is not in English.

    Prompts stay English while the theme need not be: its words prove nothing then.
    """
    if not channel.language.startswith("en"):
        return 1.0
    known = roots(" ".join([channel.theme, *channel.places]))
    hits = [bool(known & roots(each) or on_screen(channel.cast, each)) for each in prompts]
    return sum(hits) / len(hits)
