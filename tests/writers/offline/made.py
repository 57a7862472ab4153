"""Programmes of any theme, and the channels for them."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from typing import Any

from tests.writers.briefs import NOON
from webtv.config.channel import Channel
from webtv.config.pipeline import PipelineConfig, StageConfig
from webtv.config.programme import ProgrammeConfig
from webtv.config.story import CastMember
from webtv.model.programme import Plan
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.owntales import own_worlds
from webtv.writers.offline.slots import Slots, slots_of
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Recent, Record

MINA = CastMember(name="Mina", look="a small brown bear", clothes="a blue apron")


def channel(theme: str, *, shots: int = 12, **more: Any) -> Channel:
    return Channel(
        title=more.pop("title", "Any"),
        theme=theme,
        programme=ProgrammeConfig(shots=shots),
        pipeline=PipelineConfig(narration=StageConfig(space="kokoro")),
        **more,
    )


def write(channel: Channel, seed: int = 1, recent: tuple[Recent, ...] = (), day: int = 0) -> Plan:
    now = NOON + timedelta(days=day)
    return asyncio.run(TemplateWriter().write(Brief("any", channel, seed, now, recent), Record()))


def consecutive(channel: Channel, number: int) -> list[Plan]:
    """Programmes one after the other, each of which knows those before it."""
    recent: tuple[Recent, ...] = ()
    plans: list[Plan] = []
    for seed in range(number):
        plans.append(write(channel, seed, recent))
        recent = (Recent.of(plans[-1], NOON + seed * timedelta(minutes=40)), *recent)
    return plans


def slots_in(made: Channel, place: str = "") -> Slots:
    """What a channel lends tales of its own, in a programme at `place`."""
    brief = Brief("any", made, 1, NOON, ())
    theme = read_theme(made.theme, language=made.language, cast=made.cast)
    draft = Draft(brief, theme, random.Random(1))
    return slots_of(draft, own_worlds(made.language), name="", place=place)
