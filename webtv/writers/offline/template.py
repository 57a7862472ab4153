"""The offline writer: the theme's own words, arranged. Needs no model, no key and no network."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence

from webtv.errors import RefusedError
from webtv.model.programme import Plan, Shot
from webtv.writers.avoid import avoided
from webtv.writers.llm.sense import most_narration
from webtv.writers.offline.beats import Theme, read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.looks import music_of
from webtv.writers.offline.setting import hour_in
from webtv.writers.offline.telling import brief_of, new_logline, new_title, spoken, story_so_far
from webtv.writers.offline.turns import prompt_key
from webtv.writers.similarity import Past
from webtv.writers.story import episode_of
from webtv.writers.writer import Brief, Recent, Record

_TRIES = 10
_CHOICE = 3
"""Programmes that are drafted, of which the one least like the past is made."""

_SHORTEST_TITLE = 2
"""Characters of a title."""

_COMPARED = 30
"""Recent programmes that a draft is compared with."""


class TemplateWriter:
    """Writes the same programme for the same brief, and tries to film nothing a second time."""

    name = "template"

    async def write(self, brief: Brief, record: Record) -> Plan:
        """A programme from the theme's words; `RefusedError` if all of them are to be avoided."""
        channel = brief.channel
        theme = read_theme(channel.theme, language=channel.language, cast=channel.cast)
        allowed = tuple(
            beat
            for beat in theme.beats
            if not avoided(beat.text, channel.avoid, language=channel.language)
        )
        drafts = list(_plans(brief, Theme(allowed, theme.avoid))) if allowed else []
        if not drafts:
            raise RefusedError(
                "the theme leaves nothing to write about that `avoid` allows", backend=self.name
            )
        past = Past(brief.recent[:_COMPARED], channel)
        return min(drafts, key=lambda drafted: (drafted[0], _likeness(drafted[1], past)))[1]


def _plans(brief: Brief, theme: Theme) -> Iterator[tuple[int, Plan]]:
    """A few programmes, each with the number of its prompts that were filmed lately."""
    used = {prompt_key(prompt) for known in brief.recent for prompt in known.prompts}
    found = 0
    for attempt in range(_TRIES):
        rng = random.Random(_seed(brief, attempt))
        draft = Draft(brief, theme, rng, used)
        shots = draft.shots()
        again = sum(prompt_key(shot.prompt) in used for shot in shots)
        plan = _told(brief, draft, shots, rng)
        if avoided(_words_of(plan), brief.channel.avoid, language=brief.channel.language):
            continue
        yield again, plan
        found += again == 0
        if found >= _CHOICE:
            return


def _told(brief: Brief, draft: Draft, shots: Sequence[Shot], rng: random.Random) -> Plan:
    """The shots as a programme with everything that is said about it."""
    channel = brief.channel
    phrases = draft.phrases
    told = draft.told
    words = {
        "beat": brief_of(told[0]),
        "other": brief_of(told[1]) if len(told) > 1 else "",
        "name": draft.lead.name if draft.lead else "",
        "hour": "" if any(hour_in(beat) for beat in told[:2]) else draft.hour,
        "sky": draft.sky_title,
    }
    said = {"language": channel.language}
    heard = [known.title for known in brief.recent]
    title = new_title(phrases, told, words, heard, rng, **said)
    logline = new_logline(phrases, words, [known.logline for known in brief.recent], rng, **said)
    if len(title) < _SHORTEST_TITLE:
        title = channel.title.ljust(_SHORTEST_TITLE)  # of a theme without words
    episode = episode_of(brief.story)
    if channel.series:
        title = phrases.episode.format(number=episode, title=title)[:90]
    who = draft.lead.name if draft.lead and draft.beats[0].doing else ""
    narration = spoken(phrases, told, draft.hour, most_narration(channel), rng, name=who)
    return Plan(
        title=title,
        logline=logline,
        continuity=draft.look[:1200],
        shots=tuple(shots),
        music=music_of(channel, draft.hour, rng),
        narration=narration if brief.narrated else "",
        story=story_so_far(brief.story, episode, logline) if channel.series else "",
    )


def _likeness(plan: Plan, past: Past) -> float:
    likest = past.likest(Recent.of(plan))
    return likest.score if likest else 0.0


def _seed(brief: Brief, attempt: int) -> int:
    text = f"{brief.channel_id}\n{brief.channel.theme}\n{brief.seed}\n{attempt}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _words_of(plan: Plan) -> str:
    return " ".join([plan.title, plan.logline, plan.narration, *(s.prompt for s in plan.shots)])
