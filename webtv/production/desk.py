"""One channel's desk: what it has planned and made, and what it tells about that."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.errors import BackendError, WebTVError
from webtv.generators.backends import Backends
from webtv.health import Health
from webtv.model.cost import Cost
from webtv.model.programme import programme_id
from webtv.model.status import ProductionStatus
from webtv.production.budget import Budgets
from webtv.production.floor import Floor, Rank
from webtv.production.making import Making
from webtv.production.planner import Stock
from webtv.production.producer import Producer
from webtv.production.progress import Progress
from webtv.production.shelf import Shelf
from webtv.production.standing import backend_statuses, backends_of, budget_note, obstacle
from webtv.safety.choose import choose_moderation
from webtv.safety.moderator import Moderation, words_of
from webtv.work.book import WorkBook
from webtv.work.commission import Commission
from webtv.writers.choose import choose_writer, writer_note
from webtv.writers.daypart import daypart
from webtv.writers.room import WritersRoom
from webtv.writers.writer import Brief, Recent, Record

_FIRST_PAUSE_S = 5.0
_LONGEST_PAUSE_S = 300.0
"""Pause after a programme that could not be made; doubles with each one after another."""

_SHAPING = (
    "theme",
    "style",
    "music_style",
    "tone",
    "cast",
    "places",
    "series",
    "dayparts",
    "language",
    "avoid",
    "writer",
    "programme",
    "pipeline",
    "narration",
)
"""Fields of a channel that change what its programmes are."""

_NOTHING_TO_AIR_S = 1e6
"""A channel with nothing to air needs its programme so many seconds before all others."""


class Desk:
    """One channel in production. `over` is called whenever a programme is made or lost."""

    def __init__(
        self,
        channel_id: str,
        channel: Channel,
        *,
        shelf: Shelf,
        settings: Settings,
        backends: Backends,
        floor: Floor,
        budgets: Budgets,
        producer: Producer,
        book: WorkBook,
        clock: Clock,
        over: Callable[[], None],
    ) -> None:
        self.channel_id = channel_id
        self.channel = channel
        self.config_error = ""
        self.shelf = shelf
        self._settings = settings
        self._backends = backends
        self._floor = floor
        self._budgets = budgets
        self._producer = producer
        self._book = book
        self._clock = clock
        self._over = over
        self._room = self._new_room()
        self._moderation = self._new_moderation()
        self._writing: asyncio.Task[None] | None = None
        self._makings: dict[str, Making] = {}
        self._last_planned: datetime | None = None
        self._edited = False
        self._objection = ""
        self._failures = 0
        self._failure = ""
        self._pause_until = 0.0
        self._writing_cost = Cost()
        self._log = structlog.get_logger().bind(channel=channel_id)
        budgets.limit(channel_id, channel.budget)

    @property
    def ready(self) -> bool:
        """Whether a programme could be commissioned now."""
        resting = self._clock.monotonic() < self._pause_until
        stopped = self.shelf.orders.production_paused or self._objection
        return not (self._is_writing or resting or stopped or self._obstacle())

    @property
    def stock(self) -> Stock:
        """What the planner needs to know."""
        programme = self.channel.programme
        stock = self.shelf.stock(self.channel, last_planned=self._last_planned, edited=self._edited)
        written_s = self._is_writing * programme.shots * programme.shot_s
        return replace(
            stock,
            making=len(self._makings) + self._is_writing,
            making_s=sum(m.seconds for m in self._makings.values()) + written_s,
        )

    @property
    def unfinished(self) -> int:
        """Shots that are on their way through the studio, or will be in a moment.

        What waits for backends that cannot be had takes nobody's place there.
        """
        moving = [
            making.unfinished
            for identity, making in self._makings.items()
            if not self._floor.waits_in_vain(identity)
        ]
        return sum(moving) + self._is_writing * self.channel.programme.shots

    @property
    def _is_writing(self) -> bool:
        return self._writing is not None and not self._writing.done()

    def edited(self, channel: Channel) -> None:
        """A version of the channel's file is in force; the next programme follows it."""
        if channel == self.channel:
            return
        before, self.channel = self.channel, channel
        if any(getattr(before, field) != getattr(channel, field) for field in _SHAPING):
            self._edited = True
        self._room = self._new_room()
        self._moderation = self._new_moderation()
        self._objection = ""
        self._failure, self._failures, self._pause_until = "", 0, 0.0
        self._budgets.limit(self.channel_id, channel.budget)
        for health in self._healths():
            health.retry_now()
        if before.pipeline != channel.pipeline:
            self._mend()
        self._floor.look()
        self._log.info("channel edited")

    def resume(self, commissions: Iterable[Commission]) -> None:
        """Go on with programmes that were commissioned before a new start, oldest first."""
        for commission in commissions:
            self._take_up(self._with_backends_of_today(commission))

    def start(self) -> asyncio.Task[None]:
        """Have a programme written and commission it."""
        self._edited = False
        self._last_planned = self._clock.now()
        self._writing = asyncio.create_task(self._plan(), name=f"plan {self.channel_id}")
        return self._writing

    async def stop(self) -> None:
        """Leave everything as it is; a new start goes on with what was commissioned."""
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
        await asyncio.gather(*(making.stop() for making in list(self._makings.values())))

    async def close(self) -> None:
        """The channel is gone: give up what is being made."""
        open_ids = list(self._makings)
        await self.stop()
        for identity in open_ids:
            await self._book.settle(identity, "lost", "the channel was removed")

    def rank(self, commission: Commission) -> Rank:
        """How urgent a programme is: seconds until its channel needs it, then its age.

        It is needed when all is over that the channel has ready, or was commissioned before it.
        """
        before_s = 0.0
        for identity, making in self._makings.items():
            if identity == commission.programme_id:
                break
            before_s += making.seconds
        ready_s = -_NOTHING_TO_AIR_S if self.shelf.bare else self.shelf.buffer_s
        return (ready_s + before_s, commission.created_at.timestamp())

    def status(self) -> ProductionStatus:
        """What the rest of the station may know."""
        progress = [making.progress for making in self._makings.values()]
        if self._is_writing:
            progress.append(Progress())
        makings = tuple(each.status for each in progress)
        oldest = makings[0] if makings else None
        used = backends_of(self.channel.pipeline, self._backends)
        return ProductionStatus(
            channel=self.channel_id,
            title=self.channel.title,
            written_at=self._clock.now(),
            writer=self._room.writer.name,
            writer_note=self._room.note,
            making=oldest.title if oldest else "",
            stage=oldest.stage if oldest else "idle",
            shots=oldest.shots if oldest else (),
            done=oldest.done if oldest else 0.0,
            makings=makings,
            backends=backend_statuses(used, floor=self._floor, clock=self._clock),
            budget=self._budgets.stands(self.channel_id),
            programmes=len(self.shelf.programmes),
            buffer_s=self.shelf.buffer_s,
            note=self._note(),
            config_error=self.config_error,
        )

    async def _plan(self) -> None:
        """Have a programme written, and commission it if nothing speaks against it."""
        now = self._clock.now()
        identity = programme_id(self.channel_id, now, secrets.token_hex(4))
        log = self._log.bind(programme=identity)
        channel = daypart(self.channel, now)
        try:
            self._objection = await self._object_to(theme_of(channel))
            if self._objection:
                log.warning("theme refused by moderation", reason=self._objection)
                return
            commission = await self._written(identity, channel, now)
            objection = await self._object_to(words_of(commission.plan))
            if objection:
                log.warning("plan refused by moderation", reason=objection)
                self._failed(f"moderation refused it: {objection}")
                return
            await self._book.commission(commission)
        except BackendError as error:
            # The writer's health has logged it already; here it only costs the channel a pause.
            self._failed(str(error))
        except WebTVError as error:
            log.warning("programme not planned", reason=str(error))
            self._failed(str(error))
        except Exception:
            log.exception("programme not planned")
            self._failed("an error in production; see its log")
        else:
            log.info("programme planned", title=commission.plan.title, writer=commission.writer)
            self._take_up(commission)

    async def _written(self, identity: str, channel: Channel, now: datetime) -> Commission:
        brief = Brief(
            self.channel_id,
            channel,
            seed=random.Random(identity).randrange(2**31),
            now=now,
            recent=self._recent(now),
            profile=self._backends.contract(channel.pipeline.video).profile,
        )
        record = Record()
        try:
            written = await self._room.write(brief, record=record)
        finally:
            if record.cost != Cost():
                self._writing_cost = record.cost
                await self._book.charge(
                    self.channel_id,
                    record.cost,
                    "writing",
                    self._clock.now(),
                    programme_id=identity,
                )
                await self._budgets.refresh(self.channel_id)
        return Commission(
            programme_id=identity,
            channel_id=self.channel_id,
            channel=kept_of(channel),
            plan=written.plan.fitted(channel.house),
            writer=written.writer,
            created_at=now,
        )

    def _recent(self, now: datetime) -> tuple[Recent, ...]:
        """What the next programme must not repeat, newest first; what is being made, too."""
        plans = [making.commission.plan for making in self._makings.values()]
        return (*map(Recent.of, reversed(plans)), *self.shelf.recent(now))

    async def _object_to(self, texts: Sequence[str]) -> str:
        return await self._moderation.object_to(texts) if self._moderation else ""

    def _take_up(self, commission: Commission) -> None:
        """Make a programme that is in the work book."""
        making = Making(
            commission,
            producer=self._producer,
            book=self._book,
            clock=self._clock,
            rank=self.rank,
        )
        self._makings[commission.programme_id] = making
        making.start().add_done_callback(lambda task: self._done(making, task))

    def _done(self, making: Making, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            return
        del self._makings[making.commission.programme_id]
        if making.lost:
            self._failed(making.lost)
        else:
            self._failures, self._failure = 0, ""
        self._over()

    def _mend(self) -> None:
        """Backends were changed: what waits in vain for the old ones goes to the new ones."""
        for identity, making in list(self._makings.items()):
            if self._floor.waits_in_vain(identity):
                making.cancel()
                self._take_up(self._with_backends_of_today(making.commission))

    def _with_backends_of_today(self, commission: Commission) -> Commission:
        today = {"pipeline": self.channel.pipeline, "qc": self.channel.qc}
        channel = commission.channel.model_copy(update=today)
        return commission.model_copy(update={"channel": channel})

    def _note(self) -> str:
        """What holds this channel up."""
        if self.shelf.orders.production_paused:
            return "Production is paused by an operator."
        if self._objection:
            return f"The channel's theme was refused by moderation: {self._objection}"
        troubles = (making.trouble for making in self._makings.values())
        return self._obstacle() or next(filter(None, troubles), self._failure)

    def _obstacle(self) -> str:
        """What keeps the channel from having a programme written and filmed now."""
        unit = self._budgets.exceeded(self.channel_id, self._writing_cost)
        if unit is not None:
            return budget_note(unit)
        return obstacle(
            self.channel_id,
            self.channel,
            backends=self._backends,
            calls=self._producer.calls,
            budgets=self._budgets,
        )

    def _failed(self, reason: str) -> None:
        pause_s = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**self._failures)
        self._failures += 1
        self._pause_until = self._clock.monotonic() + pause_s
        self._failure = f"The last programme was lost: {reason}"
        self._last_planned = None

    def _healths(self) -> list[Health]:
        return [b.health for _, _, b in backends_of(self.channel.pipeline, self._backends)]

    def _new_room(self) -> WritersRoom:
        config = self.channel.writer
        writer = choose_writer(
            config,
            api_key=self._settings.openai_api_key,
            base_url=self._settings.openai_base_url,
        )
        return WritersRoom(writer, note=writer_note(config, writer))

    def _new_moderation(self) -> Moderation | None:
        return choose_moderation(
            self.channel,
            api_key=self._settings.openai_api_key,
            base_url=self._settings.openai_base_url,
        )


def theme_of(channel: Channel) -> tuple[str, ...]:
    """Everything an operator wrote that programmes are made of."""
    cast = [text for each in channel.cast for text in (each.name, each.look, each.clothes)]
    words = [channel.title, channel.theme, channel.style, channel.music_style, channel.tone]
    return tuple(text for text in (*words, *cast, *channel.places) if text)


def kept_of(channel: Channel) -> Channel:
    """What of a channel a programme needs to be made: no keys, no addresses."""
    writer = channel.writer.model_copy(update={"api_key": None, "base_url": None})
    return channel.model_copy(update={"destinations": (), "writer": writer})
