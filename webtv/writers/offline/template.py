"""The offline writer: the theme's own words, arranged. Needs no model, no key and no network."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from webtv.errors import RefusedError
from webtv.model.programme import Plan, Shot
from webtv.writers.avoid import avoided
from webtv.writers.offline.beat import Theme
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.chapters import Chapters
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.following import followed
from webtv.writers.offline.framing import framed
from webtv.writers.offline.looks import music_of
from webtv.writers.offline.phrases.en import ENGLISH
from webtv.writers.offline.phrases.regions import variety
from webtv.writers.offline.scenes import Scenes
from webtv.writers.offline.shots import Step
from webtv.writers.offline.spine import Spine
from webtv.writers.offline.suggested import with_suggestion
from webtv.writers.offline.telling import new_logline, shown_in, spoken, story_so_far
from webtv.writers.offline.titles import new_title
from webtv.writers.offline.turns import prompt_key
from webtv.writers.offline.voice import paced
from webtv.writers.similarity import Past
from webtv.writers.speech import most_narration
from webtv.writers.story import episode_of
from webtv.writers.writer import Brief, Recent, Record

_TRIES = 6
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
        language = variety(brief.channel.language, f"{brief.channel.title} {brief.channel.theme}")
        channel = brief.channel.model_copy(update={"language": language})
        brief = replace(brief, channel=channel)
        theme = read_theme(channel.theme, language=channel.language, cast=channel.cast)
        if channel.theme_en and channel.language[:2] != "en":
            theme = theme.with_english(read_theme(channel.theme_en, cast=channel.cast))
        allowed = tuple(
            beat
            for beat in theme.beats
            if not avoided(beat.text, channel.avoid, language=channel.language)
        )
        drafts = list(_plans(brief, replace(theme, beats=allowed))) if allowed else []
        if not drafts:
            raise RefusedError(
                "the theme leaves nothing to write about that `avoid` allows", backend=self.name
            )
        past = Past(brief.recent[:_COMPARED], channel)
        return min(drafts, key=lambda drafted: (drafted[0], _likeness(drafted[1], past)))[1]


def _plans(brief: Brief, theme: Theme) -> Iterator[tuple[tuple[bool, int], Plan]]:
    """A few programmes, each with whether it is without a tale, and how many of its prompts were
    filmed lately.
    """
    used = {prompt_key(prompt) for known in brief.recent for prompt in known.prompts}
    found = 0
    for attempt in range(_TRIES):
        rng = random.Random(_seed(brief, attempt))
        draft = Draft(brief, theme, rng)
        chapters = Spine(draft) if draft.story else Chapters(draft)
        told = chapters.rested(followed(chapters.steps(), theme.beats))
        steps = paced(with_suggestion(draft, chapters, told, brief.suggestion), draft)
        shots = framed(draft, steps, used)
        again = sum(prompt_key(shot.prompt) in used for shot in shots)
        plan = _told(brief, draft, steps, shots, chapters)
        if avoided(_words_of(plan), brief.channel.avoid, language=brief.channel.language):
            continue
        yield (not chapters.tells, again), plan
        found += again == 0
        if found >= _CHOICE:
            return


def _told(
    brief: Brief,
    draft: Draft,
    steps: Sequence[Step],
    shots: Sequence[Shot],
    chapters: Scenes,
) -> Plan:
    """The shots as a programme with everything that is said about it."""
    channel = brief.channel
    shown = shown_in(draft, steps)
    title = new_title(draft, chapters.turn, _spare_titles(draft, steps), shown)
    logline = chapters.logline or new_logline(draft, chapters.turn, title, shown)
    episode = episode_of(brief.story)
    if channel.series:
        title = draft.told.episode.format(number=episode, title=title)[:90]
    hour = "" if draft.bare else ENGLISH.hours[draft.hours[0]]
    narration = spoken(steps, draft.told.blank, most_narration(channel))
    return Plan(
        title=title if len(title) >= _SHORTEST_TITLE else channel.title.ljust(_SHORTEST_TITLE),
        logline=logline,
        continuity=draft.look[:1200],
        shots=tuple(shots),
        music=music_of(channel, hour, draft.rng, mood=draft.mood),
        narration=narration if brief.narrated else "",
        story=story_so_far(brief.story, episode, logline) if channel.series else "",
        threads=brief.threads,
    )


def _spare_titles(draft: Draft, steps: Sequence[Step]) -> list[str]:
    """What is said of the worlds of a programme or between its sentences, or seen where nothing
    is.
    """
    moments = [step.moment for step in steps if step.moment and not draft.visual]
    english = draft.channel.language[:2] == "en"
    lines = [moment.line for moment in moments if moment.line]
    own = {prompt_key(beat.text) for beat in draft.theme.beats}
    said = (step.line.rstrip(draft.told.end) for step in steps if not step.moment)
    lines += [line for line in said if line and prompt_key(line) not in own]
    return lines or [moment.picture for moment in moments if english]


def _likeness(plan: Plan, past: Past) -> float:
    likest = past.likest(Recent.of(plan))
    return likest.score if likest else 0.0


def _seed(brief: Brief, attempt: int) -> int:
    text = f"{brief.channel_id}\n{brief.channel.theme}\n{brief.seed}\n{attempt}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _words_of(plan: Plan) -> str:
    return " ".join([plan.title, plan.logline, plan.narration, *(s.prompt for s in plan.shots)])
