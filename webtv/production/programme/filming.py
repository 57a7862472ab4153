"""A shot's way through the stages: each one begins as soon as the one before it is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import structlog

from webtv.config.pipeline import StageConfig
from webtv.errors import RefusedError, RejectedError
from webtv.files import is_file
from webtv.generators.backends import Backend
from webtv.generators.call import Request
from webtv.ingest.check import Checked
from webtv.ingest.job import FilmedClip
from webtv.media.quality.measures import Measures
from webtv.model.programme import Generation, Shot
from webtv.model.stage import FILMING, SHOT_STAGES, Stage
from webtv.production.calls.calls import Calls, Job, Made
from webtv.production.calls.qc import QualityControl
from webtv.production.calls.retry import SECOND_SEED, SpoiltError
from webtv.production.calls.scheduler import Rank
from webtv.production.programme.candidates import Candidate, candidates
from webtv.production.programme.ends import Ends
from webtv.production.programme.progress import Progress
from webtv.production.programme.requests import request_for
from webtv.prompts.motion import without_looks
from webtv.work.commission import Commission
from webtv.writers.cast import looks_of


@dataclass(slots=True)
class _Material:
    """What there is of a shot so far."""

    image: Path | None = None
    references: tuple[Path, ...] = ()
    pictured: bool = False
    """Whether the image shows the shot itself, and not somebody who comes in it."""
    video: Path | None = None
    sound: Path | None = None
    generations: tuple[Generation, ...] = ()
    fingerprint: int | None = None
    measures: Measures | None = None
    filmed_s: float | None = None


class Filming:
    """Films the shots of one programme.

    `assets` holds its channel's reference pictures. A shot that goes on in one take begins with the
    last picture of the one before, which lies in `work` meanwhile.
    """

    def __init__(
        self,
        commission: Commission,
        *,
        calls: Calls,
        qc: QualityControl,
        progress: Progress,
        rank: Callable[[], Rank],
        banned: Callable[[], Collection[int]],
        assets: Path,
        work: Path,
    ) -> None:
        self._commission = commission
        self._calls = calls
        self._qc = qc
        self._progress = progress
        self._rank = rank
        self._banned = banned
        self._assets = assets
        self._ends = Ends(commission.plan.shots, work)
        stages = commission.channel.pipeline.stages()
        self._stages = {stage: stages[stage] for stage in SHOT_STAGES if stage in stages}
        self._last: Stage = list(self._stages)[-1]
        self._log = structlog.get_logger().bind(
            channel=commission.channel_id, programme=commission.programme_id
        )

    async def film(self, index: int, shot: Shot, seed: int) -> FilmedClip | None:
        """One shot; None if it had to be dropped."""
        before = None
        if self._calls.takes(self._stages["video"], "image"):
            before = await self._ends.before(index)
        clip = None
        try:
            clip = await self._tried(index, shot, seed, before)
        finally:
            await self._ends.filmed(index, clip, self._commission.channel)
        return clip

    async def _tried(
        self, index: int, shot: Shot, seed: int, before: Path | None
    ) -> FilmedClip | None:
        for again in (False, True):
            try:
                return await self._film(index, shot, seed, before, again)
            except (RejectedError, RefusedError) as error:
                once_more = isinstance(error, SpoiltError) and not again
                self._log.warning(
                    "shot filmed once more" if once_more else "shot dropped",
                    shot=index,
                    reason=str(error),
                )
                if not once_more:
                    break
        self._progress.shot(index, self._last, "dropped")
        return None

    async def _film(
        self, index: int, shot: Shot, seed: int, before: Path | None, again: bool
    ) -> FilmedClip:
        named = self._references(shot)
        material = _Material(before or next(iter(named), None), pictured=before is not None)
        material.references = named
        for stage, config in self._stages.items():
            if stage == "image" and before is not None:
                continue
            self._progress.shot(index, stage, "waiting")
            try:
                await self._stage(stage, config, index, shot, seed, material, again)
            except (RejectedError, RefusedError) as error:
                if stage != "sound":
                    raise
                # The picture is there and paid for; without effects it has the music alone.
                self._log.warning("shot without sound effects", shot=index, reason=str(error))
            self._progress.shot(index, stage, "done")
        assert material.video is not None  # the video stage is always there
        return FilmedClip(
            shot,
            material.video,
            material.generations,
            sound=material.sound,
            measures=material.measures,
            fingerprint=material.fingerprint,
            filmed_s=material.filmed_s,
        )

    async def _stage(
        self,
        stage: Stage,
        config: StageConfig,
        index: int,
        shot: Shot,
        seed: int,
        material: _Material,
        again: bool,
    ) -> None:
        """One stage, until it comes out well.

        The second time it is not done `again` where there is another take of the first time.
        """
        film_s = shot.seconds / self._commission.channel.programme.slow_motion

        def make(*, more: int, without: Collection[int], begin: int = seed) -> Awaitable[Made]:
            def request(backend: Backend) -> Request:
                pictured = stage == "video" and material.pictured
                wanted = request_for(
                    stage,
                    backend.contract,
                    self._moving(shot) if pictured and backend.contract.takes("image") else shot,
                    house=self._commission.channel.house,
                    seconds=film_s,
                    seed=begin + more,
                )
                given = replace(
                    wanted,
                    image=material.image,
                    references=material.references,
                    video=material.video,
                )
                return self._unbanned(backend, config, given)

            job = Job(
                channel_id=self._commission.channel_id,
                programme_id=self._commission.programme_id,
                stage=stage,
                shot=index,
                chain=config.chain,
                request=request,
                rank=lambda: (*self._rank(), -SHOT_STAGES.index(stage), index),
                begun=lambda: self._progress.shot(index, stage, "running"),
            )
            return self._calls.make(job, without=without)

        async def ranked(begin: int) -> list[Candidate]:
            return await candidates(
                partial(make, begin=begin),
                lambda made: self._look(stage, index, made, film_s, material.filmed_s),
                count=config.candidates,
                links=len(config.chain),
                log=self._log.bind(shot=index),
            )

        spare = (await ranked(seed))[1:] if again and config.candidates > 1 else []
        found = spare or await ranked(seed + 2 * again * SECOND_SEED)
        _add(material, stage, found[0])

    async def _look(
        self, stage: Stage, index: int, made: Made, film_s: float, filmed_s: float | None
    ) -> Candidate:
        """What is seen of a stage's work. Raises `RejectedError` if it must not be used."""
        if stage == "image":
            seen = await self._qc.image(self._commission, index, made)
            return Candidate(made, Measures(picture=seen))
        if made.backend.contract.output_kind == "audio":
            await self._qc.speech(self._commission, made)  # as short and as quiet as speech is
            return Candidate(made)
        checked = await self._qc.clip(
            self._commission,
            index,
            made,
            wanted_s=film_s,
            first=stage == "video",
            filmed_s=None if stage in FILMING else filmed_s,
            pictures=not seen_later(stage, self._stages, free=self._calls.costs_nothing),
        )
        return Candidate(made, checked.measures, checked)

    def _unbanned(self, backend: Backend, config: StageConfig, request: Request) -> Request:
        """The request with a seed that an operator has not banned, as this backend gets it."""
        banned = self._banned()
        names = [given.name for given in backend.contract.inputs if given.source == "seed"]
        for name in names * len(banned):
            if backend.inputs(config.params, request)[name] not in banned:
                break
            request = replace(request, seed=request.seed + 1)
        return request

    def _references(self, shot: Shot) -> tuple[Path, ...]:
        """The pictures of the members of the cast that a shot names, as far as there are any."""
        named = (
            self._assets / member.image
            for member in self._commission.channel.cast
            if member.image and member.name.casefold() in shot.prompt.casefold()
        )
        return tuple(path for path in named if is_file(path))

    def _moving(self, shot: Shot) -> Shot:
        """The shot without what its first picture shows already."""
        channel = self._commission.channel
        looks = [look for member in channel.cast for look in looks_of(member)]
        prompt = without_looks(shot.prompt, looks=looks, style=channel.style)
        return shot.model_copy(update={"prompt": prompt, "style": ""})


def seen_later(
    stage: Stage, stages: Mapping[Stage, StageConfig], *, free: Callable[[StageConfig], bool]
) -> bool:
    """Whether a stage's pictures need not be looked at, because those of a later one will be.

    That is so where it films nothing itself, and nothing is paid on the way: what is bad must not
    get to a stage that costs something.
    """
    following = [each for each in stages if SHOT_STAGES.index(each) > SHOT_STAGES.index(stage)]
    later = [each for each in following if each != "sound"]
    if stage in FILMING or not later:
        return False
    return all(free(stages[each]) for each in (stage, *following))


def _add(material: _Material, stage: Stage, found: Candidate) -> None:
    """Add what a stage made to the material of its shot."""
    path, checked = found.made.path, found.checked
    if stage == "image":
        material.image, material.pictured = path, True
    elif checked is None or checked.info.audio is not None:
        material.sound = path
    if checked is not None and stage != "sound":
        material.video, material.measures = path, checked.measures
        material.filmed_s = _filmed_s(material.filmed_s, stage, found.made, checked)
    if checked is not None and stage == "video":
        material.fingerprint = checked.fingerprint
    material.generations += (found.made.generation,)


def _filmed_s(before_s: float | None, stage: Stage, made: Made, checked: Checked) -> float | None:
    """How long a shot is filmed after a stage: other than those that film, some only cut it off."""
    if stage in FILMING:
        return checked.info.video.duration_s if checked.info.video else None
    longest_s = made.backend.contract.max_input_s
    return min(before_s, longest_s) if before_s and longest_s else before_s
