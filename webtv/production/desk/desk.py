"""One channel's desk: what it commissions and has in the making, and what it tells about that."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

import structlog

from webtv.backoff import Backoff
from webtv.config.channel import Channel
from webtv.errors import BackendError, RefusedError, WebTVError
from webtv.model.programme import BETWEEN, programme_id, written_by
from webtv.model.status import ProductionStatus
from webtv.production.desk.audience import Audience
from webtv.production.desk.backend_status import (
    Hopeless,
    backend_statuses,
    backends_of,
    films_at_a_price,
    obstacle,
)
from webtv.production.desk.due import due_commissions
from webtv.production.desk.making import Making
from webtv.production.desk.makings import Makings, with_backends_of
from webtv.production.desk.writing import Writing, kept_of
from webtv.production.programme.progress import Progress
from webtv.production.rundown.planner import Stock, reshapes
from webtv.production.rundown.shelf import Shelf
from webtv.production.studio import Studio
from webtv.work.commission import Commission

_FIRST_PAUSE_S = 5.0
_LONGEST_PAUSE_S = 300.0
"""Pause after a programme that could not be made; doubles with each one after another."""


class Desk:
    """One channel in production. `over` is called whenever something is made or lost."""

    def __init__(
        self,
        channel_id: str,
        channel: Channel,
        *,
        shelf: Shelf,
        studio: Studio,
        over: Callable[[], None],
    ) -> None:
        self.channel_id = channel_id
        self.channel = channel
        self.number: int | None = None
        """The channel's number on screens, where its file gives none."""
        self.config_error = ""
        self.shelf = shelf
        self._studio = studio
        self._clock = studio.clock
        self._over = over
        self._audience = Audience(channel_id, studio)
        self._writing = Writing(channel_id, channel, studio=studio, audience=self._audience)
        self._hopeless = Hopeless(channel_id, studio)
        self._planning: asyncio.Task[None] | None = None
        self._makings = Makings(studio=studio, shelf=shelf, ended=self._ended_with)
        self._ended: set[str] = set()
        self._last_planned: datetime | None = None
        self._edited = False
        self._opening = False
        """Whether the programme that is being written is one of the channel's first."""
        self._failure = ""
        self._pause_until = 0.0
        self._backoff = Backoff(first_s=_FIRST_PAUSE_S, most_s=_LONGEST_PAUSE_S, jitter=0)
        self._log = structlog.get_logger().bind(channel=channel_id)
        studio.budgets.limit(channel_id, channel.budget)

    @property
    def ready(self) -> bool:
        """Whether a programme could be commissioned now."""
        resting = self._clock.monotonic() < self._pause_until
        stopped = self.shelf.orders.production_paused or self._writing.objection
        return not (self._is_planning or resting or stopped or self._obstacle())

    @property
    def stock(self) -> Stock:
        """What the planner needs to know."""
        programme, now = self.channel.programme, self._clock.now()
        stock = self.shelf.stock(
            self.channel, now=now, last_planned=self._last_planned, edited=self._edited
        )
        made = [making.seconds for making in self._makings.of_kind("programme")]
        if self._is_planning:
            shots = programme.opening_shots if self._opening else programme.shots
            made.append(shots * programme.shot_s)
        opens = stock.programmes + len(made) < self.channel.production.first
        return replace(
            stock,
            making=len(made),
            making_s=sum(made),
            shots=programme.opening_shots if opens else programme.shots,
            costs=films_at_a_price(self.channel, self._studio),
        )

    @property
    def unfinished(self) -> int:
        """Shots that are on their way through the studio, or will be in a moment.

        What waits for backends that cannot be had takes nobody's place there.
        """
        return self._makings.unfinished + self._is_planning * self.channel.programme.shots

    @property
    def numbered(self) -> Channel:
        """The channel with the number it has on screens: that of its file, else the free one."""
        number = self.channel.number or self.number
        return self.channel.model_copy(update={"number": number})

    def edited(self, channel: Channel) -> None:
        """A version of the channel's file is in force; the next programme follows it."""
        if channel == self.channel:
            return
        before, self.channel = self.channel, channel
        self._edited = self._edited or reshapes(before, channel)
        self._writing = Writing(
            self.channel_id, channel, studio=self._studio, audience=self._audience
        )
        self._failure, self._pause_until = "", 0.0
        self._backoff.reset()
        self._studio.budgets.limit(self.channel_id, channel.budget)
        for _, _, backend in backends_of(channel.pipeline, self._studio.backends):
            backend.health.retry_now()
        if before.pipeline != channel.pipeline:
            self._makings.renew_waiting(channel)
        self._studio.scheduler.look()
        self._log.info("channel edited")

    def resume(self, commissions: Iterable[Commission]) -> None:
        """Go on with what was commissioned before a new start, oldest first."""
        for commission in commissions:
            self._makings.begin(with_backends_of(self.channel, commission))

    def start(self) -> None:
        """Have a programme written, and commission it."""
        stock = self.stock
        self._opening = stock.programmes + stock.making < self.channel.production.first
        self._edited = False
        self._last_planned = self._clock.now()
        self._planning = asyncio.create_task(self._plan(), name=f"plan {self.channel_id}")

    def begin_due(self) -> None:
        """Begin with what is due besides programmes."""
        if self.shelf.orders.production_paused:
            return
        self._audience.look(self.channel, self.shelf, [*self._makings.ids])
        busy = {making.commission.kind for making in self._makings}
        if self._opening_s:  # programmes come first: what goes between them can wait
            busy |= {*BETWEEN}
        due = due_commissions(
            self.channel_id,
            kept_of(self.numbered),
            shelf=self.shelf,
            studio=self._studio,
            busy=busy,
            ended=self._ended,
        )
        for commission in due:
            identity = commission.programme_id
            known = identity in self._makings or identity in self._ended
            if not known and self._studio.library.get(self.channel_id, identity) is None:
                self._makings.begin(commission)

    async def stop(self) -> None:
        """Leave everything as it is; a new start goes on with what was commissioned."""
        if self._planning is not None:
            self._planning.cancel()
            await asyncio.gather(self._planning, return_exceptions=True)
        await self._audience.stop()
        await self._makings.stop()

    async def close(self) -> None:
        """The channel is gone: give up what is being made."""
        left = self._makings.ids
        await self.stop()
        for identity in left:
            await self._studio.book.settle(identity, "lost", "the channel was removed")

    def status(self) -> ProductionStatus:
        """What the rest of the station may know."""
        progress = [
            making.progress for making in self._makings if making.commission.kind not in BETWEEN
        ]
        if self._is_planning:
            planned = Progress()
            planned.written = self._writing.characters
            progress.append(planned)
        makings = tuple(each.status for each in progress)
        oldest, note = makings[0] if makings else None, self._note()
        return ProductionStatus(
            channel=self.channel_id,
            title=self.channel.title,
            written_at=self._clock.now(),
            writer=self._writing.writer,
            writer_note=self._writing.note,
            wrote=self._writing.wrote,
            making=oldest.title if oldest else "",
            stage=oldest.stage if oldest else "idle",
            shots=oldest.shots if oldest else (),
            done=oldest.done if oldest else 0.0,
            makings=makings,
            backends=backend_statuses(
                backends_of(self.channel.pipeline, self._studio.backends),
                scheduler=self._studio.scheduler,
                clock=self._clock,
            ),
            budget=self._studio.budgets.stands(self.channel_id),
            programmes=sum(p.kind not in BETWEEN for p in self.shelf.programmes),
            buffer_s=self.shelf.buffer_s,
            score=self.shelf.score(self._clock.now()),
            opening_s=self._opening_s,
            audience=self._audience.status(
                self.channel, self.shelf, self.stock, held_up=bool(note)
            ),
            note=note,
            config_error=self.config_error,
        )

    @property
    def _opening_s(self) -> float:
        """Seconds that an opening channel lacks until they are there, not only in the making."""
        return replace(self.stock, making_s=0).opening_s

    @property
    def _is_planning(self) -> bool:
        return self._planning is not None and not self._planning.done()

    async def _plan(self) -> None:
        """Have a programme written, and make it if nothing speaks against it."""
        now = self._clock.now()
        identity = programme_id(self.channel_id, now, secrets.token_hex(4))
        log = self._log.bind(programme=identity)
        try:
            recent = (*self._makings.planned(), *self.shelf.recent(now))
            commission = await self._writing.write(identity, now, recent, opening=self._opening)
            if commission is None:
                return
            await self._studio.book.commission(commission)
        except BackendError as error:
            if isinstance(error, RefusedError):
                log.warning("programme not planned", reason=str(error))
            # All else the writer's health has logged; here it only costs the channel a pause.
            self._failed(str(error))
        except WebTVError as error:
            log.warning("programme not planned", reason=str(error))
            self._failed(str(error))
        except Exception:
            log.exception("programme not planned")
            self._failed("an error in production; see its log")
        else:
            by = written_by(commission.writing, commission.writer)
            log.info("programme planned", title=commission.plan.title, writer=by)
            self._makings.begin(commission)

    def _ended_with(self, making: Making) -> None:
        """A programme of the makings was made or lost."""
        is_programme = making.commission.kind == "programme"
        if making.lost:
            self._ended.add(making.commission.programme_id)
        if making.lost and is_programme:
            self._failed(making.lost)
            self._writing.was_vain(making.commission.plan, making.commission.created_at)
        elif is_programme:
            self._failure = ""
            self._backoff.reset()
        self._over()

    def _note(self) -> str:
        """What holds this channel up."""
        if self.shelf.orders.production_paused:
            return "Production is paused by an operator."
        if self._writing.objection:
            return f"The channel's theme was refused by moderation: {self._writing.objection}"
        troubles = (making.trouble for making in self._makings)
        return self._obstacle() or next(filter(None, troubles), self._failure)

    def _obstacle(self) -> str:
        """What keeps the channel from having a programme written and filmed now."""
        vain = self._hopeless.reason(self.channel)
        return vain or obstacle(self.channel_id, self.channel, self._studio)

    def _failed(self, reason: str) -> None:
        self._pause_until = self._clock.monotonic() + self._backoff.wait_s()
        self._failure = f"The last programme was lost: {reason}"
        self._last_planned = None
