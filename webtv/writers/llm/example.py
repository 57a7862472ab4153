"""What a small model is shown of the craft: one of the station's own tales, as it is to answer."""

from __future__ import annotations

import json
import random

from webtv.writers.avoid import avoided
from webtv.writers.offline.atlas import Moment, Tale
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Brief, Recent

_SOMEBODY = ("an old woman", "a boy with a cap", "a man in a blue apron", "a girl with a red scarf")
"""Who does what a tale leaves to the heroes of a channel."""

SHOTS = 5
"""Pictures of a tale."""

_NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def language_name(code: str) -> str:
    """A language in English, as models know it; its code where it is none of the usual ones."""
    return _NAMES.get(code[:2], f"the language {code}")


def example_of(brief: Brief) -> tuple[str, str]:
    """A subject and a tale of it as JSON, in the channel's language where there are tales in it.

    It is of what the theme is about, or else of anything; another one for each programme.
    """
    tale, who = _chosen(brief)
    shots = [{"see": _seen(moment, who), "say": moment.line} for moment in tale.moments]
    answer = {"title": tale.turn.title, "about": tale.turn.teaser, "shots": shots}
    return tale.turn.world.replace("_", " "), json.dumps(answer, ensure_ascii=False)


def as_told(brief: Brief) -> Recent:
    """The example as a programme of late: one that tells it again is none."""
    tale, who = _chosen(brief)
    seen = tuple(_seen(moment, who) for moment in tale.moments)
    return Recent(tale.turn.title, tale.turn.teaser, seen)


def _chosen(brief: Brief) -> tuple[Tale, str]:
    """The tale that is shown, and who does what is done in it."""
    channel, rng = brief.channel, random.Random(f"{brief.channel_id}\n{brief.seed}")
    told = next(each for each in (channel.language, "en") if _tales(each))
    names = worlds_in(told).found(f"{channel.title}. {channel.theme}")
    known = [tale for tale in _tales(told) if tale.turn.world in names] or _tales(told)
    fit = [tale for tale in known if not avoided(_words_of(tale), channel.avoid, language=told)]
    return rng.choice(fit or known), rng.choice(_SOMEBODY)


def _tales(language: str) -> list[Tale]:
    """The tales of all worlds that have words in a language."""
    every = (tale for world in worlds_in(language).by_name.values() for tale in world.tales)
    return [tale for tale in every if all(each.line for each in tale.moments)]


def _seen(moment: Moment, who: str) -> str:
    return f"{who} {moment.picture}" if moment.kind == "do" else moment.picture


def _words_of(tale: Tale) -> str:
    told = (f"{each.picture} {each.line}" for each in tale.moments)
    return " ".join([tale.turn.title, tale.turn.teaser, *told])
