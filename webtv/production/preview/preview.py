"""What a channel's next programme would be and cost, without calling a generator."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.generators.backends import Backend, Backends
from webtv.generators.call import Request
from webtv.model.cost import Cost
from webtv.model.narration import voiced_runs
from webtv.model.programme import Plan
from webtv.model.stage import SHOT_STAGES, Stage
from webtv.production.calls.budget import exceeded, least_of_writing
from webtv.production.programme.brief import brief_of
from webtv.production.programme.pacing import as_filmed
from webtv.production.programme.requests import request_beside, request_for
from webtv.production.rundown.shelf import remembered
from webtv.store.library import Library
from webtv.work.spending import charge, spent_on_day
from webtv.writers.choose import open_writer
from webtv.writers.daypart import daypart
from webtv.writers.fallback import FallbackWriter, Written
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Record


@dataclass(frozen=True, slots=True)
class Step:
    """One call that would be made. `shot` counts from 0; None is the whole programme's.

    `prompt` is empty for a backend that reads none.
    """

    stage: Stage
    shot: int | None
    backend: str
    local: bool
    prompt: str
    negative: str
    price: Cost
    licence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A programme on paper."""

    written: Written
    plan: Plan
    steps: tuple[Step, ...]

    @property
    def price(self) -> Cost:
        """Of the writing and all calls, by their price lists; GPU seconds nobody knows ahead."""
        return sum((step.price for step in self.steps), self.written.cost)


async def preview(
    settings: Settings, channel_id: str, channel: Channel, *, backends: Backends
) -> Preview:
    """Have a programme written, and say who would be asked for what.

    What a language model takes for it is charged to the channel, and beyond the day's budget none
    is asked. Raises `BackendError`, and `WorkBookError` where there is a language model.
    """
    now = datetime.now(UTC)
    channel = daypart(channel, now)
    writers = open_writer(
        channel.writer,
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        model_ports=settings.model_server_ports,
    )
    contract = backends.contract(channel.pipeline.video)
    library = Library(settings.library_dir)
    brief = brief_of(
        channel_id,
        channel,
        contract,
        seed=random.randrange(2**31),
        now=now,
        recent=remembered(library.programmes(channel_id), now),
    )
    written = await _written(settings, writers, brief)
    plan = as_filmed(written.plan, brief, contract)
    return Preview(written, plan, tuple(_steps(channel, plan, backends)))


async def _written(settings: Settings, writers: FallbackWriter, brief: Brief) -> Written:
    await writers.look_around()
    if isinstance(writers.writer, TemplateWriter):
        return await writers.write(brief)
    book, channel = settings.work_book_url, brief.channel
    spent = await spent_on_day(book, brief.channel_id, brief.now)
    allowed = exceeded(channel.budget, spent, least_of_writing(channel.writer)) is None
    record = Record()
    try:
        return await writers.write(brief, allowed=allowed, record=record)
    finally:
        if record.cost != Cost():
            await charge(book, brief.channel_id, record.cost, "dry run", brief.now)


def _steps(channel: Channel, plan: Plan, backends: Backends) -> Iterator[Step]:
    stages = channel.pipeline.stages()
    for stage, config in stages.items():
        first = backends.serving(config)[0]
        contract = first.contract
        for shot, request in _requests(stage, first, channel, plan):
            words = request.text if contract.takes("text") else request.prompt
            read = contract.takes("prompt") or contract.takes("text")
            yield Step(
                stage=stage,
                shot=shot,
                backend=first.id,
                local=first.local,
                prompt=words if read else "",
                negative=request.negative if contract.takes("negative") else "",
                price=sum([first.estimate(config.params, request)] * config.candidates, Cost()),
                licence=first.licence,
            )


def _requests(
    stage: Stage, backend: Backend, channel: Channel, plan: Plan
) -> Iterator[tuple[int | None, Request]]:
    if stage in SHOT_STAGES:
        for index, shot in enumerate(plan.shots):
            film_s = shot.seconds / channel.programme.slow_motion
            house = channel.house
            yield (
                index,
                request_for(stage, backend.contract, shot, house=house, seconds=film_s, seed=0),
            )
    elif stage == "music":
        yield None, request_beside(stage, backend.contract, channel, plan, seed=0)
    elif stage == "narration":
        for run in voiced_runs(plan, channel.voice_of):
            yield None, request_beside(stage, backend.contract, channel, plan, seed=0, run=run)
