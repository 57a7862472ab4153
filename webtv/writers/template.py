"""The offline writer: the theme's own words, arranged. Needs no model, no key and no network."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from webtv.errors import RefusedError
from webtv.model.programme import Plan
from webtv.writers import phrasebook, sayings
from webtv.writers.draft import Draft
from webtv.writers.figure import Stage, stage_of
from webtv.writers.sense import avoided
from webtv.writers.similarity import Past
from webtv.writers.story import continued, episode_of
from webtv.writers.title import capitalised, new_title, numbered, patterns_for
from webtv.writers.writer import Brief, Recent, Record

_TRIES = 60
_CHOICE = 4
"""Programmes that are drafted, of which the one least like the past is made."""

_COMPARED = 30
"""Recent programmes that a draft is compared with, besides that no prompt comes again at all."""

_HEARD = 4
"""Loglines that are still in viewers' ears."""

_LEFT_AT = re.compile(r"\bIt ended (.+?)\. ")
_REMEMBERED = 3
"""Loglines in the story so far."""


class TemplateWriter:
    """Writes the same programme for the same brief, and none that `recent` holds already."""

    name = "template"

    async def write(self, brief: Brief, record: Record) -> Plan:
        """A programme from the theme's words; `RefusedError` if all of them are to be avoided."""
        stage = stage_of(brief.channel)
        past = Past(brief.recent[:_COMPARED], brief.channel)
        used = {_key(prompt) for known in brief.recent for prompt in known.prompts}
        drafted: list[Plan] = []
        for attempt in range(_TRIES):
            plan = _plan(brief, stage, random.Random(_seed(brief, attempt)))
            fresh = used.isdisjoint(_key(shot.prompt) for shot in plan.shots)
            if fresh and not avoided(_told(plan), brief.channel.avoid):
                drafted.append(plan)
            if len(drafted) == _CHOICE:
                break
        if not drafted:
            raise RefusedError(
                "the theme leaves nothing to write about that `avoid` allows", backend=self.name
            )
        return min(drafted, key=lambda plan: _likeness(plan, past))


def _plan(brief: Brief, stage: Stage, rng: random.Random) -> Plan:
    channel = brief.channel
    found = _LEFT_AT.search(brief.story)
    draft = Draft(channel, stage, rng, start=found[1] if found else "")
    scene = draft.scene
    shots = draft.shots()
    words = {
        "hero": scene.hero.name,
        "other": scene.others[0].name,
        "weather": scene.weather.title,
        "light": scene.light.title,
    }
    told = capitalised(
        words
        | {
            "weather": scene.weather.title.lower(),
            "light": scene.light.said,
            "place": scene.start or scene.light.said,
        }
    )
    code = channel.language[:2]
    going_on = bool(brief.story) and code in sayings.CONTINUED
    known = sayings.CONTINUED if going_on else sayings.LOGLINES
    logline = _logline(known.get(code, sayings.BARE_LOGLINES), told, brief, rng)
    spoken = rng.choice(sayings.SPOKEN.get(code, ("",))).format_map(told)
    taken = {known.title.casefold() for known in brief.recent}
    patterns = patterns_for(channel.language, scene.light, scene.weather)
    title = new_title(channel.language, patterns, words, rng=rng, taken=taken)
    episode = episode_of(brief.story)
    return Plan(
        title=numbered(title, channel.language, episode) if channel.series else title,
        logline=logline,
        continuity=f"{scene.hero.phrase}; {scene.look}"[:1200],
        shots=shots,
        music=_music(brief, rng, scene.light.said, [shot.motion for shot in shots]),
        narration=f"{spoken} {logline}".strip()[:1500] if brief.narrated else "",
        story=_story(brief, episode, logline, scene.end) if channel.series else "",
    )


def _logline(
    patterns: Sequence[str], told: Mapping[str, str], brief: Brief, rng: random.Random
) -> str:
    """The logline that sounds least like those of late."""
    made = [pattern.format_map(told)[:400] for pattern in rng.sample(patterns, len(patterns))]
    heard = [known.logline for known in brief.recent[:_HEARD]]

    def likeness(logline: str) -> float:
        return max((SequenceMatcher(None, logline, each).ratio() for each in heard), default=0.0)

    return min(made, key=likeness)


def _music(brief: Brief, rng: random.Random, light: str, motions: Sequence[int]) -> str:
    genre, instruments = rng.choice(phrasebook.MUSIC)
    style = brief.channel.music_style or f"{genre}, {instruments}"
    mood = brief.channel.tone or rng.choice(phrasebook.MOODS)
    liveliness = sum(motions) / len(motions)
    bpm = 48 + 2 * round(4 * liveliness) + 2 * rng.randrange(6)
    return f"{style}, {mood}, {bpm} bpm, instrumental, music for a scene {light}"[:400]


def _story(brief: Brief, episode: int, logline: str, end: str) -> str:
    """The last few loglines, and where the next episode begins."""
    told = _LEFT_AT.sub("", f"{brief.story} ").strip()
    before = re.split(r"\s*\|\s*", re.sub(r"^Episode \d+\.\s*", "", told))
    kept = [line for line in before if line][-(_REMEMBERED - 1) :]
    left = f"It ended {end}. " if end else ""
    return continued(episode, left + " | ".join([*kept, logline]))


def _likeness(plan: Plan, past: Past) -> float:
    likest = past.likest(Recent.of(plan))
    return likest.score if likest else 0.0


def _seed(brief: Brief, attempt: int) -> int:
    text = f"{brief.channel_id}\n{brief.channel.theme}\n{brief.seed}\n{attempt}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _key(prompt: str) -> str:
    return " ".join(prompt.casefold().split())


def _told(plan: Plan) -> str:
    return " ".join([plan.title, plan.logline, plan.narration, *(s.prompt for s in plan.shots)])
