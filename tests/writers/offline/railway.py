"""A channel with a cast and places, and programmes of it and of other themes."""

from __future__ import annotations

from tests.writers.briefs import NOON, brief
from webtv.config.channel import Channel
from webtv.config.pipeline import PipelineConfig, StageConfig
from webtv.config.programme import ProgrammeConfig
from webtv.config.story import CastMember
from webtv.model.programme import Plan
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Recent, Record

CAST = (
    CastMember(name="Paco", look="a tall white llama", clothes="a red scarf"),
    CastMember(name="Rosa", look="a brown llama", clothes="round glasses"),
)


RAILWAY = Channel(
    title="The Llama Express",
    theme="Two llamas run a train. Paco drives the locomotive, Rosa sells soup. A fox travels.",
    style="storybook illustration, warm light",
    tone="calm",
    cast=CAST,
    places=("a stone village", "a silent lake", "under the stars"),
    avoid=("crash",),
    programme=ProgrammeConfig(shots=6),
    pipeline=PipelineConfig(narration=StageConfig(space="kokoro")),
)


async def railway(seed: int = 1, recent: tuple[Recent, ...] = (), **changed: object) -> Plan:
    channel = RAILWAY.model_copy(update=changed)
    return await TemplateWriter().write(Brief("rail", channel, seed, NOON, recent), Record())


async def write(**wanted: object) -> Plan:
    return await TemplateWriter().write(brief(**wanted), Record())  # type: ignore[arg-type]
