"""The prompts that a channel would give, as a proposed text has it: nothing is made or asked.

The console has no keys, so the offline writer writes, whoever writes for the channel on air.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass

from webtv.config.channel import Channel
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.errors import BackendError, WebTVError

_FREE = threading.BoundedSemaphore(1)


@dataclass(frozen=True, slots=True)
class DryShot:
    """One shot on paper: its length, what is said, and what each stage would be asked for."""

    number: int
    seconds: float
    line: str
    prompts: tuple[tuple[str, str, str], ...]
    """Stages, prompt, and what must not be seen."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """A programme on paper."""

    title: str
    logline: str
    shots: tuple[DryShot, ...]
    beside: tuple[tuple[str, str], ...]
    """Music and narration: stage and prompt."""
    price: str


def dry_run(settings: Settings, ident: str, channel: Channel) -> DryRun:
    """Have a programme of a channel written offline. Raises `WebTVError`; one runs at a time."""
    from webtv.feasible.objections import hopeless
    from webtv.generators.backends import Backends
    from webtv.production.preview.console import price_text
    from webtv.production.preview.preview import preview

    contracts = load_contracts(settings.contracts_dir)
    offline = channel.model_copy(
        update={
            "writer": channel.writer.model_copy(
                update={"kind": "template", "api_key": None, "base_url": None}
            )
        }
    )
    if reasons := hopeless(ident, channel, contracts=contracts, settings=settings):
        raise WebTVError("\n".join(reasons))
    if not _FREE.acquire(blocking=False):
        raise WebTVError("another dry run is going on: try again in some seconds")
    try:
        backends = Backends(
            contracts,
            local_url=lambda: settings.local_spaces_url,
            local_concurrency=settings.spaces_workers,
        )
        try:
            paper = asyncio.run(preview(settings, ident, offline, backends=backends))
        finally:
            backends.close()
    except BackendError as error:
        raise WebTVError(f"nothing can be written: {error}") from None
    finally:
        _FREE.release()
    shots = []
    for index, shot in enumerate(paper.plan.shots):
        prompts: dict[tuple[str, str], list[str]] = {}
        for step in paper.steps:
            if step.shot == index and step.prompt:
                prompts.setdefault((step.prompt, step.negative), []).append(step.stage)
        told = tuple((", ".join(stages), *words) for words, stages in prompts.items())
        shots.append(DryShot(index + 1, shot.seconds, shot.line, told))
    beside = tuple((s.stage, s.prompt) for s in paper.steps if s.shot is None and s.prompt)
    price = price_text(paper.price) or "nothing"
    return DryRun(paper.plan.title, paper.plan.logline, tuple(shots), beside, price)
