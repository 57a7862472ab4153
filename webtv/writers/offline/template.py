"""The offline writer: the theme's own words, arranged. Needs no model, no key and no network."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from itertools import islice

from webtv.errors import RefusedError
from webtv.model.programme import Plan
from webtv.writers.llm.sense import avoided
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.figure import stage_of
from webtv.writers.offline.telling import left_at, told
from webtv.writers.similarity import Past
from webtv.writers.writer import Brief, Recent, Record

_TRIES = 60
_CHOICE = 4
"""Programmes that are drafted, of which the one least like the past is made."""

_COMPARED = 30
"""Recent programmes that a draft is compared with, besides that no prompt comes again at all."""


class TemplateWriter:
    """Writes the same programme for the same brief, and none that `recent` holds already."""

    name = "template"

    async def write(self, brief: Brief, record: Record) -> Plan:
        """A programme from the theme's words; `RefusedError` if all of them are to be avoided."""
        drafts = list(islice(_fresh_plans(brief), _CHOICE))
        if not drafts:
            raise RefusedError(
                "the theme leaves nothing to write about that `avoid` allows", backend=self.name
            )
        past = Past(brief.recent[:_COMPARED], brief.channel)
        return min(drafts, key=lambda plan: _likeness(plan, past))


def _fresh_plans(brief: Brief) -> Iterator[Plan]:
    """Programmes of which nothing was filmed lately, as long as some can be found."""
    stage = stage_of(brief.channel)
    used = {_key(prompt) for known in brief.recent for prompt in known.prompts}
    for attempt in range(_TRIES):
        rng = random.Random(_seed(brief, attempt))
        draft = Draft(brief.channel, stage, rng, start=left_at(brief.story))
        shots = draft.shots()
        if used.isdisjoint(_key(shot.prompt) for shot in shots):
            plan = told(brief, draft.scene, shots, rng)
            if not avoided(_words_of(plan), brief.channel.avoid):
                yield plan


def _likeness(plan: Plan, past: Past) -> float:
    likest = past.likest(Recent.of(plan))
    return likest.score if likest else 0.0


def _seed(brief: Brief, attempt: int) -> int:
    text = f"{brief.channel_id}\n{brief.channel.theme}\n{brief.seed}\n{attempt}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _key(prompt: str) -> str:
    return " ".join(prompt.casefold().split())


def _words_of(plan: Plan) -> str:
    return " ".join([plan.title, plan.logline, plan.narration, *(s.prompt for s in plan.shots)])
