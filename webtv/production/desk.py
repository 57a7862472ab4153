"""One channel's desk: what it makes now, and what it tells about that."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from datetime import UTC, datetime

import structlog

from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.errors import BackendError, WebTVError
from webtv.generators.backends import Backends
from webtv.health import Health
from webtv.model.programme import programme_id
from webtv.model.status import ProductionStatus
from webtv.production.planner import Stock
from webtv.production.producer import Commission, Producer
from webtv.production.progress import Progress
from webtv.production.shelf import Shelf
from webtv.writers.choose import choose_writer, writer_note
from webtv.writers.daypart import daypart
from webtv.writers.room import WritersRoom
from webtv.writers.writer import Brief

_FIRST_PAUSE_S = 5.0
_LONGEST_PAUSE_S = 300.0
"""Pause after a programme that could not be made; doubles with each one after another."""

_SHAPING = ("theme", "style", "music_style", "language", "avoid", "writer", "programme", "pipeline")
"""Fields of a channel that change what its programmes are."""


class Desk:
    """One channel in production. `edited` and `start` are all that is asked of it."""

    def __init__(
        self,
        channel_id: str,
        channel: Channel,
        *,
        shelf: Shelf,
        settings: Settings,
        spaces: Backends,
        producer: Producer,
    ) -> None:
        self.channel_id = channel_id
        self.channel = channel
        self.config_error = ""
        self.shelf = shelf
        self._settings = settings
        self._spaces = spaces
        self._producer = producer
        self._room = self._new_room()
        self._task: asyncio.Task[None] | None = None
        self._progress = Progress()
        self._last_planned: datetime | None = None
        self._edited = False
        self._failures = 0
        self._failure = ""
        self._pause_until = 0.0
        self._log = structlog.get_logger().bind(channel=channel_id)

    @property
    def making(self) -> bool:
        """Whether a programme is being made."""
        return self._task is not None and not self._task.done()

    @property
    def held_up(self) -> bool:
        """Whether a Space of this channel is away, so that nothing moves."""
        return any(health.wait_s > 0 for health in self._healths())

    @property
    def ready(self) -> bool:
        """Whether a programme could be started now."""
        resting = time.monotonic() < self._pause_until or self.shelf.orders.production_paused
        return not self.making and not resting and all(h.wait_s == 0 for h in self._healths())

    @property
    def stock(self) -> Stock:
        """What the planner needs to know."""
        return self.shelf.stock(self.channel, last_planned=self._last_planned, edited=self._edited)

    def edited(self, channel: Channel) -> None:
        """A version of the channel's file is in force; the next programme follows it."""
        if channel == self.channel:
            return
        before, self.channel = self.channel, channel
        if any(getattr(before, field) != getattr(channel, field) for field in _SHAPING):
            self._edited = True
        self._room = self._new_room()
        self._failure, self._failures, self._pause_until = "", 0, 0.0
        for health in self._healths():
            health.retry_now()
        self._log.info("channel edited")

    def start(self) -> asyncio.Task[None]:
        """Begin a programme."""
        self._progress = Progress()
        self._edited = False
        self._last_planned = datetime.now(UTC)
        self._task = asyncio.create_task(self._make(self.channel), name=f"make {self.channel_id}")
        return self._task

    async def cancel(self) -> None:
        """Give up the programme being made, leaving nothing of it."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def status(self) -> ProductionStatus:
        """What the rest of the station may know."""
        making = self.making
        return ProductionStatus(
            channel=self.channel_id,
            title=self.channel.title,
            written_at=datetime.now(UTC),
            writer=self._room.writer.name,
            writer_note=self._room.note,
            making=self._progress.title if making else "",
            stage=self._progress.stage if making else "idle",
            shots=self._progress.shots if making else (),
            done=self._progress.done if making else 0.0,
            programmes=len(self.shelf.programmes),
            buffer_s=self.shelf.buffer_s,
            note=self._note(),
            config_error=self.config_error,
        )

    async def _make(self, channel: Channel) -> None:
        now = datetime.now(UTC)
        identity = programme_id(self.channel_id, now, secrets.token_hex(4))
        log = self._log.bind(programme=identity)
        try:
            channel = daypart(channel, now)
            brief = Brief(
                self.channel_id,
                channel,
                seed=random.Random(identity).randrange(2**31),
                now=now,
                recent=self.shelf.recent(now),
            )
            written = await self._room.write(brief)
            log.info("programme planned", title=written.plan.title, writer=written.writer)
            plan = written.plan.fitted(channel.house)
            commission = Commission(self.channel_id, channel, identity, plan, written.writer, now)
            programme = await self._producer.make(commission, self._progress)
        except BackendError as error:
            # The backend's health has logged it already; here it only costs the channel a pause.
            self._failed(str(error))
        except WebTVError as error:
            log.warning("programme lost", reason=str(error))
            self._failed(str(error))
        except Exception:
            log.exception("programme lost")
            self._failed("an error in production; see its log")
        else:
            self._failures, self._failure = 0, ""
            log.info(
                "programme made",
                title=programme.title,
                seconds=programme.duration_s,
                took_s=round(programme.seconds_taken, 1),
            )

    def _note(self) -> str:
        """What holds this channel up."""
        if self.shelf.orders.production_paused:
            return "Production is paused by an operator."
        return next((h.note for h in self._healths() if h.note), self._failure)

    def _failed(self, reason: str) -> None:
        pause_s = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**self._failures)
        self._failures += 1
        self._pause_until = time.monotonic() + pause_s
        self._failure = f"The last programme was lost: {reason}"
        self._last_planned = None

    def _healths(self) -> list[Health]:
        stages = self.channel.pipeline.stages().values()
        return [self._spaces.serving(config)[0].health for config in stages]

    def _new_room(self) -> WritersRoom:
        config = self.channel.writer
        writer = choose_writer(
            config,
            api_key=self._settings.openai_api_key,
            base_url=self._settings.openai_base_url,
        )
        return WritersRoom(writer, note=writer_note(config, writer))
