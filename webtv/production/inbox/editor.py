"""Has the edit stage make another video of a film, piece by piece, under its own sound."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from pathlib import Path

from webtv.clock import Clock
from webtv.config.contract import Contract
from webtv.config.pipeline import StageConfig
from webtv.generators.backends import Backend
from webtv.generators.call import Request
from webtv.ingest.job import FilmedClip
from webtv.media.excerpt import excerpt
from webtv.model.programme import Shot
from webtv.production.calls.calls import Calls, Made
from webtv.production.calls.qc import QualityControl
from webtv.production.calls.scheduler import Rank
from webtv.production.programme.progress import Progress
from webtv.production.programme.requests import request_for
from webtv.production.programme.stage_task import StageTask, run_stage_task
from webtv.threads import in_thread
from webtv.work.commission import Commission

PIECE_S = 10.0
"""An edit stage gets pieces of at most so many seconds, or what its contract says it can use."""

MOST_PIECES = 24
"""What is longer is not shown."""

PATIENCE_S = 900.0
"""Seconds that a piece waits for its edit; then it is shown as it was filmed."""

_CUT_S = 300.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part of a film, and what is to become of it."""

    commission: Commission
    config: StageConfig
    film: Path
    index: int
    seconds: float
    work: Path
    progress: Progress
    rank: Callable[[], Rank]


class FilmEditor:
    """Edits films; `contracts` tell how much an edit stage takes at once."""

    def __init__(
        self,
        *,
        calls: Calls,
        qc: QualityControl,
        contracts: Mapping[str, Contract],
        ffmpeg: Path,
        clock: Clock,
    ) -> None:
        self._calls = calls
        self._qc = qc
        self._contracts = contracts
        self._ffmpeg = ffmpeg
        self._clock = clock

    async def clips(
        self,
        commission: Commission,
        config: StageConfig,
        film: Path,
        length_s: float,
        *,
        work: Path,
        progress: Progress,
        rank: Callable[[], Rank],
    ) -> tuple[FilmedClip, ...]:
        """The pieces of a film of `length_s` seconds, in order; files are written to `work`.

        Those whose edit fails are as they were filmed. Raises `MediaError`.
        """
        takes_s = [self._contracts[each.space].max_input_s or PIECE_S for each in config.chain]
        count = min(MOST_PIECES, ceil(length_s / min(takes_s)))
        seconds = min(*takes_s, length_s / count)
        progress.begin(commission.plan.title, count, ["edit"])
        pieces = [
            self._piece(_Piece(commission, config, film, index, seconds, work, progress, rank))
            for index in range(count)
        ]
        return tuple(await asyncio.gather(*pieces))

    async def _piece(self, wanted: _Piece) -> FilmedClip:
        commission, index, seconds = wanted.commission, wanted.index, wanted.seconds
        shot = commission.plan.shots[0]
        cut = partial(
            excerpt,
            self._ffmpeg,
            wanted.film,
            start_s=index * seconds,
            seconds=seconds,
            out=wanted.work / f"{index:02d}.mp4",
        )
        piece = await in_thread(cut, name="excerpt", deadline_s=_CUT_S)

        def request(backend: Backend, seed: int) -> Request:
            house = commission.channel.house
            said = request_for(
                "edit", backend.contract, shot, house=house, seconds=seconds, seed=seed
            )
            return replace(said, video=piece)

        async def look(made: Made) -> None:
            await self._qc.clip(commission, index, made, wanted_s=seconds, first=False)

        made = await run_stage_task(
            StageTask(
                commission,
                "edit",
                wanted.config,
                request,
                look,
                rank=lambda: (*wanted.rank(), 0, index),
                begun=lambda: wanted.progress.shot(index, "edit", "running"),
                wait_s=PATIENCE_S,
                shot=index,
            ),
            calls=self._calls,
            clock=self._clock,
        )
        wanted.progress.shot(index, "edit", "done" if made else "dropped")
        own = recorded(shot, piece, seconds)
        return replace(own, path=made.path, generations=(made.generation,)) if made else own


def recorded(shot: Shot, film: Path, seconds: float, *, sound: bool = True) -> FilmedClip:
    """What people filmed, with its own `sound` if it has any."""
    heard = film if sound else None
    return FilmedClip(shot, film, sound=heard, sound_role="own", seconds=seconds)
