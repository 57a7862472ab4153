"""A channel that uses everything, and answers of a model for it."""

from __future__ import annotations

from dataclasses import replace

from tests.writers.briefs import brief
from tests.writers.sample import answer
from webtv.config.channel import Channel
from webtv.config.pipeline import PipelineConfig, StageConfig
from webtv.config.programme import ProgrammeConfig
from webtv.config.story import CastMember
from webtv.model.programme import Plan, Thread
from webtv.writers.llm.checks import critique_of
from webtv.writers.llm.plan import plan_of
from webtv.writers.llm.short import Short
from webtv.writers.writer import Brief, Recent

PACO = CastMember(name="Paco", look="a tall white llama", clothes="a red scarf")


ROSA = CastMember(name="Rosa", look="a brown llama", clothes="round glasses")


LINES = ("The lake is quiet.", "A bell rings.", "Nobody minds.")


STORY = "Episode 4. Paco lost his whistle at the lake. Rosa knows where it is."


OPEN = (
    Thread(kind="thread", what="the lost whistle", opened=3),
    Thread(kind="gag", what="the goat eats tickets", opened=1),
)


RICH = Channel(
    title="Test channel",
    theme="Llamas run a small train across the high Andes.",
    style="storybook illustration, warm light",
    tone="gently absurd",
    music_style="pan flute",
    cast=(PACO, ROSA),
    places=("beside a silent lake", "a stone village"),
    avoid=("crash",),
    series=True,
    timezone="America/Lima",
    programme=ProgrammeConfig(shots=3),
    pipeline=PipelineConfig(
        sound=StageConfig(space="mmaudio"), narration=StageConfig(space="kokoro")
    ),
)


def rich(**changed: object) -> Brief:
    recent = (
        Recent("Rosa's Soup", "Too much salt.", story=STORY, threads=OPEN),
        Recent("Old", "Older."),
    )
    wanted = replace(brief(), channel=RICH, recent=recent, profile="zeroscope")
    return replace(wanted, channel=RICH.model_copy(update=changed))


def read_short(**changed: object) -> Short:
    found = {**answer(), "story": "Paco found his whistle.", **changed}
    found["shots"] = [
        {"line": line, **shot} for line, shot in zip(LINES * 3, found["shots"], strict=False)
    ]
    return Short.model_validate(found)


def problems(found: Short, wanted: Brief) -> str:
    return "\n".join(critique_of(*found.apart(), wanted).problems)


def planned(found: Short, wanted: Brief) -> Plan:
    return plan_of(*found.apart(), wanted)
