"""What the offline writer says about a programme: title, logline, music, spoken words, story."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from webtv.model.programme import Plan, Shot
from webtv.writers.offline import phrasebook, sayings
from webtv.writers.offline.draft import Scene
from webtv.writers.offline.title import capitalised, new_title, numbered, patterns_for
from webtv.writers.story import continued, episode_of, without_number
from webtv.writers.writer import Brief

_LEFT_AT = re.compile(r"\bIt ended (.+?)\. ")
_REMEMBERED = 3
"""Loglines in the story so far."""

_HEARD = 4
"""Loglines that are still in viewers' ears."""


def left_at(story: str) -> str:
    """Where the last episode ended, as the offline writer notes it; "" if it did not."""
    found = _LEFT_AT.search(story)
    return found[1] if found else ""


def told(brief: Brief, scene: Scene, shots: tuple[Shot, ...], rng: random.Random) -> Plan:
    """The shots as a programme with everything that is said about it."""
    channel = brief.channel
    words = {
        "hero": scene.hero.name,
        "other": scene.others[0].name,
        "weather": scene.weather.title,
        "light": scene.light.title,
    }
    in_sentences = capitalised(
        words
        | {
            "weather": scene.weather.title.lower(),
            "light": scene.light.said,
            "place": scene.start or scene.light.said,
        }
    )
    logline = _logline(brief, in_sentences, rng)
    spoken = rng.choice(sayings.SPOKEN.get(channel.language[:2], ("",))).format_map(in_sentences)
    episode = episode_of(brief.story)
    return Plan(
        title=_title(brief, scene, words, episode, rng),
        logline=logline,
        continuity=f"{scene.hero.phrase}; {scene.look}"[:1200],
        shots=shots,
        music=_music(brief, scene, shots, rng),
        narration=f"{spoken} {logline}".strip()[:1500] if brief.narrated else "",
        story=_story(brief, episode, logline, scene.end) if channel.series else "",
    )


def _title(
    brief: Brief, scene: Scene, words: Mapping[str, str], episode: int, rng: random.Random
) -> str:
    channel = brief.channel
    used = {known.title.casefold() for known in brief.recent}
    patterns = patterns_for(channel.language, scene.light, scene.weather)
    if not channel.series:
        return new_title(channel.language, patterns, words, rng=rng, taken=used)
    used |= {title.partition(": ")[2] for title in used}
    title = new_title(channel.language, patterns, words, rng=rng, taken=used)
    return numbered(title, channel.language, episode)


def _logline(brief: Brief, words: Mapping[str, str], rng: random.Random) -> str:
    """The logline that shares fewest words with those of late."""
    code = brief.channel.language[:2]
    going_on = bool(brief.story) and code in sayings.CONTINUED
    known = (sayings.CONTINUED if going_on else sayings.LOGLINES).get(code, sayings.BARE_LOGLINES)
    made = [pattern.format_map(words)[:400] for pattern in rng.sample(known, len(known))]
    heard = [set(recent.logline.split()) for recent in brief.recent[:_HEARD]]

    def heard_before(logline: str) -> float:
        own = set(logline.split())
        return max((len(own & each) / len(own | each) for each in heard), default=0.0)

    return min(made, key=heard_before)


def _music(brief: Brief, scene: Scene, shots: Sequence[Shot], rng: random.Random) -> str:
    genre, instruments = rng.choice(phrasebook.MUSIC)
    style = brief.channel.music_style or f"{genre}, {instruments}"
    mood = brief.channel.tone or rng.choice(phrasebook.MOODS)
    liveliness = sum(shot.motion for shot in shots) / len(shots)
    bpm = 48 + 2 * round(4 * liveliness) + 2 * rng.randrange(6)
    return f"{style}, {mood}, {bpm} bpm, instrumental, music for a scene {scene.light.said}"[:400]


def _story(brief: Brief, episode: int, logline: str, end: str) -> str:
    """The last few loglines, and where the next episode begins."""
    before = _LEFT_AT.sub("", f"{brief.story} ")
    lines = re.split(r"\s*\|\s*", without_number(before).strip())
    kept = [line for line in lines if line][-(_REMEMBERED - 1) :]
    where = f"It ended {end}. " if end else ""
    return continued(episode, where + " | ".join([*kept, logline]))
