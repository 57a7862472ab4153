"""Makes programmes of films that people drop into the inbox."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

import structlog

from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.errors import MediaError, RejectedError
from webtv.ingest.check import check_clip
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.media.excerpt import excerpt, is_turned
from webtv.media.probe import MediaInfo, probe
from webtv.model.programme import Plan, Programme, Shot
from webtv.production.calls.floor import Rank
from webtv.production.inbox.inbox import MOST_BYTES, Dropped, Inbox
from webtv.production.inbox.rework import Rework, recorded
from webtv.production.programme.producer import Producer
from webtv.production.programme.progress import Progress
from webtv.safety.moderator import words_of
from webtv.store.library import Library
from webtv.threads import in_thread
from webtv.work.commission import Commission

_PEOPLE_MAY = dict.fromkeys(("frozen_s", "still", "flicker", "blocks", "letterbox", "clipping"))
"""Checks for what goes wrong with models; people may film what stands still, as they like."""

_READ_S = 120.0
_LOOK_S = 300.0
_CUT_S = 300.0


class Footage:
    """All channels' inboxes, and the programmes made of what is in them, one at a time."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        rework: Rework,
        producer: Producer,
        library: Library,
        object_to: Callable[[Channel, Sequence[str]], Awaitable[str]],
        ffmpeg: Path,
        work_dir: Path,
        clock: Clock,
    ) -> None:
        self._inbox = inbox
        self._rework = rework
        self._producer = producer
        self._library = library
        self._object_to = object_to
        self._ffmpeg = ffmpeg
        self._work_dir = work_dir
        self._clock = clock
        self._problems: dict[str, str] = {}

    def due(self, channel_id: str, channel: Channel) -> list[Commission]:
        """Take what people have dropped; what is to be made of all that is taken, oldest first."""
        return [
            commission_for(dropped, channel)
            for dropped in self._look(channel_id)
            if not self._is_shelved(dropped)
        ]

    async def make(
        self, commission: Commission, progress: Progress, rank: Callable[[], Rank]
    ) -> Programme:
        """The programme of a film, in the library when this returns; then the film is put away.

        Raises `MediaError` when nothing can be made of it; then it is refused, with the reason.
        """
        dropped = self._inbox.find(commission.channel_id, commission.programme_id)
        programme = self._library.get(commission.channel_id, commission.programme_id)
        if programme is None:
            if dropped is None:
                raise MediaError("its film is not in the inbox any more")
            try:
                programme = await self._made(commission, dropped, progress, rank)
            except MediaError as error:
                self._inbox.refuse(dropped, str(error))
                raise
        if dropped is not None:
            self._inbox.done(dropped)
        return programme

    def _look(self, channel_id: str) -> list[Dropped]:
        """What is taken of a channel."""
        now, monotonic = self._clock.now(), self._clock.monotonic()
        try:
            found = self._inbox.look(channel_id, now=now, monotonic=monotonic)
        except OSError as error:
            self._tell(channel_id, str(error))
            return []
        self._problems.pop(channel_id, None)
        return found

    def _is_shelved(self, dropped: Dropped) -> bool:
        """Whether a film is in the library; it is put away if a crash came before that."""
        if self._library.get(dropped.channel_id, dropped.programme_id) is None:
            return False
        try:
            self._inbox.done(dropped)
        except OSError as error:
            self._tell(dropped.channel_id, str(error))
        return True

    def _tell(self, channel_id: str, problem: str) -> None:
        """Say what is wrong with an inbox, once."""
        if self._problems.get(channel_id) != problem:
            structlog.get_logger().error("inbox cannot be used", channel=channel_id, reason=problem)
        self._problems[channel_id] = problem

    async def _made(
        self,
        commission: Commission,
        dropped: Dropped,
        progress: Progress,
        rank: Callable[[], Rank],
    ) -> Programme:
        objection = await self._object_to(commission.channel, words_of(commission.plan))
        if objection:
            raise RejectedError(f"moderation refused its words: {objection}", check="moderation")
        work = self._work_dir / commission.channel_id / f"{commission.programme_id}-film"
        try:
            film, length_s = await self._film(commission, dropped, work)
            clips = await self._clips(commission, film, length_s, work, progress, rank)
            progress.conforming()
            return await self._producer.ingest(IngestJob.of(commission, clips))
        finally:
            shutil.rmtree(work, ignore_errors=True)

    async def _film(
        self, commission: Commission, dropped: Dropped, work: Path
    ) -> tuple[Path, float]:
        """The film, or the part of it that will be shown, looked at; and its length."""
        channel, film = commission.channel, dropped.film
        info = await _read(film, dropped.name)
        if info.video is None:
            raise RejectedError(f"{dropped.name} has no picture", check="decodable")
        length_s = min(info.video.duration_s, channel.footage.longest_s)
        turned = await in_thread(partial(is_turned, film), name="rotation", deadline_s=_READ_S)
        if turned or length_s < info.video.duration_s:
            cut = partial(
                excerpt,
                self._ffmpeg,
                film,
                start_s=0.0 if turned else None,
                seconds=length_s,
                out=work / "film.mkv",
            )
            film = await in_thread(cut, name="excerpt", deadline_s=_CUT_S)
        check = partial(
            check_clip,
            film,
            wanted_s=length_s,
            qc=channel.qc.model_copy(update=_PEOPLE_MAY),
            sound=info.audio is not None,
            max_bytes=MOST_BYTES,
        )
        try:
            await in_thread(check, name="check", deadline_s=_LOOK_S)
        except TimeoutError:
            raise RejectedError(
                f"looking at {dropped.name} took over {_LOOK_S:g} s", check="decodable"
            ) from None
        return film, length_s

    async def _clips(
        self,
        commission: Commission,
        film: Path,
        length_s: float,
        work: Path,
        progress: Progress,
        rank: Callable[[], Rank],
    ) -> tuple[FilmedClip, ...]:
        """The film as one clip, or in pieces that the edit stage has worked on."""
        channel, shot = commission.channel, commission.plan.shots[0]
        config = channel.pipeline.edit if channel.footage.edit else None
        if config is None:
            return (recorded(shot, film, length_s),)
        return await self._rework.clips(
            commission, config, film, length_s, work=work, progress=progress, rank=rank
        )


def commission_for(dropped: Dropped, channel: Channel) -> Commission:
    """What is to be made of a film. The same film has the same programme id."""
    told = " ".join(filter(None, (f"{dropped.title}.", dropped.text, channel.style)))
    return Commission(
        programme_id=dropped.programme_id,
        channel_id=dropped.channel_id,
        channel=channel,
        plan=Plan(
            title=dropped.title,
            logline=dropped.text,
            shots=(Shot(prompt=f"Footage: {told}"[:1200], seconds=10),),
            music="no music",
        ),
        writer="footage",
        kind="footage",
        created_at=dropped.taken_at,
    )


async def _read(film: Path, name: str) -> MediaInfo:
    try:
        return await in_thread(lambda: probe(film), name="probe", deadline_s=_READ_S)
    except TimeoutError:
        raise RejectedError(f"reading {name} took over {_READ_S:g} s", check="decodable") from None
    except MediaError:
        raise RejectedError(f"{name} is no film that can be read", check="decodable") from None
