"""One programme in the making: its task, which goes on until the programme is made or lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from webtv.backoff import Backoff
from webtv.errors import (
    DamagedWorkBookError,
    MediaError,
    SpawnError,
    WebTVError,
    WorkBookError,
)
from webtv.model.programme import Programme
from webtv.production.calls.scheduler import Rank
from webtv.production.programme.progress import Progress
from webtv.production.studio import Studio
from webtv.work.commission import Commission

MOST_FAILURES = 8
"""Failures of another kind than lost media, after which a programme is given up."""

_FIRST_PAUSE_S = 5.0
_LONGEST_PAUSE_S = 300.0


class Making:
    """Makes one programme, and tries again after what is not the programme's own fault.

    `lost` says why nothing came of it; it is empty while it is being made and when it was.
    """

    def __init__(
        self, commission: Commission, *, studio: Studio, rank: Callable[[Commission], Rank]
    ) -> None:
        self.commission = commission
        self.progress = Progress(commission.programme_id)
        self.progress.title = commission.plan.title
        self.lost = ""
        self.trouble = ""
        """What keeps it from being made now; empty while nothing does."""
        self._make = studio.maker(commission.kind)
        self._book = studio.book
        self._clock = studio.clock
        self._rank = rank
        self._task: asyncio.Task[None] | None = None
        self._log = structlog.get_logger().bind(
            channel=commission.channel_id, programme=commission.programme_id
        )

    @property
    def seconds(self) -> float:
        """How long the programme is going to be, about."""
        return sum(shot.seconds for shot in self.commission.plan.shots)

    @property
    def unfinished(self) -> int:
        """Shots that are not filmed to the end."""
        if self.progress.stage == "writing":
            return len(self.commission.plan.shots)
        return self.progress.unfinished

    def start(self) -> asyncio.Task[None]:
        """Begin, or go on where it was left."""
        self._task = asyncio.create_task(
            self._run(), name=f"make {self.commission.channel_id} {self.commission.programme_id}"
        )
        return self._task

    def cancel(self) -> None:
        """Stop it soon; what was paid for stays in the work book."""
        if self._task is not None:
            self._task.cancel()

    async def stop(self) -> None:
        """Stop it, and wait until it has stopped."""
        self.cancel()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        failures = 0
        backoff = Backoff(first_s=_FIRST_PAUSE_S, most_s=_LONGEST_PAUSE_S, jitter=0)
        while True:
            try:
                await self._book.commission(self.commission)
                programme = await self._make(
                    self.commission, self.progress, lambda: self._rank(self.commission)
                )
                await self._book.settle(self.commission.programme_id, "made")
            except MediaError as error:
                if not isinstance(error, SpawnError):
                    await self._give_up(str(error))
                    return
                self._held_up(error, failures)
            except (WorkBookError, DamagedWorkBookError) as error:
                self._held_up(error, failures)
                failures = min(failures, MOST_FAILURES - 2)  # its time will come
            except WebTVError as error:
                self._held_up(error, failures)
            except Exception as error:
                if failures == 0:
                    self._log.exception("programme held up by an error in production")
                self.trouble = f"an error in production: {type(error).__name__}; see its log"
            else:
                self._made(programme)
                return
            failures += 1
            if failures >= MOST_FAILURES:
                await self._give_up(self.trouble)
                return
            await self._clock.sleep(backoff.wait_s())

    def _held_up(self, error: WebTVError, failures: int) -> None:
        if failures == 0:
            self._log.warning("programme held up, it is tried again", reason=str(error))
        self.trouble = str(error)

    def _made(self, programme: Programme) -> None:
        self.trouble = ""
        self._log.info(
            "programme made",
            title=programme.title,
            seconds=programme.duration_s,
            took_s=round(programme.seconds_taken, 1),
        )
        for note in programme.notes:
            self._log.warning("programme made without a part of it", reason=note)

    async def _give_up(self, reason: str) -> None:
        self.lost = reason
        self._log.warning("programme lost", reason=reason)
        try:
            await self._book.settle(self.commission.programme_id, "lost", reason)
        except WorkBookError as error:
            # It stays open in the book; a new start comes to the same end with it.
            self._log.warning("a lost programme cannot be settled", reason=str(error))
