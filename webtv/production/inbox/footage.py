"""Makes programmes of films that people drop into the inbox."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.errors import MediaError, RejectedError
from webtv.ingest.check import check_film
from webtv.ingest.fill import Fill, fill, rest_s
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.media.probe import MediaInfo
from webtv.media.sound.clipsound import MOST_OWN
from webtv.model.programme import Plan, Programme, Shot
from webtv.outage import Outage
from webtv.production.calls.scheduler import Rank
from webtv.production.film import draw_card, read_film
from webtv.production.inbox.editor import FilmEditor, recorded
from webtv.production.inbox.inbox import MOST_BYTES, Dropped, Inbox
from webtv.production.programme.producer import Producer
from webtv.production.programme.progress import Progress
from webtv.safety.moderator import words_of
from webtv.store.library import Library
from webtv.threads import in_thread
from webtv.work.commission import Commission

_LOOK_S = 310.0
_SHORTEST_S = 0.2
_LOOPING = ("gif", "apng", "webp_anim")


class Footage:
    """All channels' inboxes, and the programmes made of what is in them, one at a time."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        editor: FilmEditor,
        producer: Producer,
        library: Library,
        object_to: Callable[[Channel, Sequence[str]], Awaitable[str]],
        ffmpeg: Path,
        work_dir: Path,
        clock: Clock,
    ) -> None:
        self._inbox = inbox
        self._editor = editor
        self._producer = producer
        self._library = library
        self._object_to = object_to
        self._ffmpeg = ffmpeg
        self._work_dir = work_dir
        self._clock = clock
        self._outages: dict[str, Outage] = {}

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
            self._outage(channel_id).begin(error)
            return []
        if self._inbox.fault is None:
            self._outage(channel_id).end()
        else:
            self._outage(channel_id).begin(self._inbox.fault)
        return found

    def _is_shelved(self, dropped: Dropped) -> bool:
        """Whether a film is in the library; it is put away if a crash came before that."""
        if self._library.get(dropped.channel_id, dropped.programme_id) is None:
            return False
        try:
            self._inbox.done(dropped)
        except OSError as error:
            self._outage(dropped.channel_id).begin(error)
        return True

    def _outage(self, channel_id: str) -> Outage:
        """The outage of one channel's inbox."""
        return self._outages.setdefault(
            channel_id,
            Outage("inbox cannot be used", "inbox can be used again", channel=channel_id),
        )

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
            info = await read_film(dropped.film, dropped.called)
            filled = _filled(info, commission.channel)
            await self._check(dropped, info, filled)
            clips = await self._clips(
                commission, dropped.film, info, filled, work=work, progress=progress, rank=rank
            )
            progress.conforming()
            notes = _notes(info, filled, dropped.called)
            return await self._producer.ingest(
                replace(IngestJob.of(commission, clips), notes=notes)
            )
        finally:
            shutil.rmtree(work, ignore_errors=True)

    async def _check(self, dropped: Dropped, info: MediaInfo, filled: Fill) -> None:
        """Raise `RejectedError` if it cannot be shown."""
        size = dropped.film.stat().st_size
        if size > MOST_BYTES:
            raise RejectedError(f"{dropped.called} is too large: {size / 1e9:.1f} GB", check="size")
        check = partial(
            check_film, dropped.film, info, name=dropped.called, longest_s=filled.seconds + 1
        )
        try:
            await in_thread(check, name="check", deadline_s=_LOOK_S)
        except TimeoutError:
            raise RejectedError(
                f"looking at {dropped.called} took over {_LOOK_S:g} s", check="decodable"
            ) from None

    async def _clips(
        self,
        commission: Commission,
        film: Path,
        info: MediaInfo,
        filled: Fill,
        *,
        work: Path,
        progress: Progress,
        rank: Callable[[], Rank],
    ) -> tuple[FilmedClip, ...]:
        """The film as one clip, or in pieces that the edit stage has worked on; then a card."""
        channel, shot = commission.channel, commission.plan.shots[0]
        config = channel.pipeline.edit if channel.footage.edit else None
        if config is None:
            clip = recorded(shot, film, filled.seconds, sound=info.audio is not None)
            clips = (clip,) * filled.repeats
        else:
            filmed_s = info.video.duration_s if info.video else 0.0
            if filmed_s > channel.footage.longest_s:
                filmed_s = filled.seconds
            clips = await self._editor.clips(
                commission, config, film, filmed_s, work=work, progress=progress, rank=rank
            )
        shown_s = sum(clip.shown_s for clip in clips)
        card_s = rest_s(shown_s, channel.house.grid_s)
        if not card_s:
            return clips
        card = await self._card(commission, card_s, work)
        return (*clips, FilmedClip(shot, card, sound_role="own", seconds=card_s))

    async def _card(self, commission: Commission, seconds: float, work: Path) -> Path:
        """What stands after a film that ends between two steps of the grid."""
        plan, out = commission.plan, work / "card.mp4"
        return await draw_card(
            self._ffmpeg,
            commission.channel,
            title=plan.title,
            text=plan.logline,
            seconds=seconds,
            out=out,
        )


def _filled(info: MediaInfo, channel: Channel) -> Fill:
    length_s = info.video.duration_s if info.video else 0.0
    return fill(
        max(length_s, _SHORTEST_S),
        channel.house.grid_s,
        longest_s=channel.footage.longest_s,
        loops=info.container in _LOOPING,
    )


def _notes(info: MediaInfo, filled: Fill, name: str) -> tuple[str, ...]:
    """What was done to a film that its owner may not expect."""
    notes = []
    length_s = info.video.duration_s if info.video else 0.0
    if length_s > filled.seconds * MOST_OWN:
        notes.append(f"{name} lasts {length_s:.1f} s; the first {filled.seconds:.1f} s are shown")
    if filled.repeats > 1:
        notes.append(f"{name} lasts {length_s:.1f} s; it is shown {filled.repeats} times")
    if filled.card_s:
        notes.append(f"a card of {filled.card_s:.1f} s follows {name}")
    if info.audio is None:
        notes.append(f"{name} has no sound")
    return tuple(notes)


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
