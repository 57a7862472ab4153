"""A channel's writer and the one who steps in for it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from webtv.changes import Changes
from webtv.errors import BackendError, RefusedError, UnavailableError
from webtv.health import Health
from webtv.model.cost import Cost
from webtv.model.programme import Generation, Plan
from webtv.plaintext import plain_text
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Record, Writer

Look = Callable[[], Awaitable[Writer | None]]
"""Finds a writer that may come and go, such as a server on this machine."""

_LOOK_EVERY_S = 30.0

_PATIENCE = 3
"""Programmes in a row that were no good, from which on a writer is asked more rarely."""

_RAREST = 16
"""Programmes of which at least one is asked for, however many were no good."""

_LONGEST_REASON = 300
"""Characters of an error's text that are logged and shown."""


@dataclass(frozen=True, slots=True)
class Written:
    """A plan, who wrote it, and what all answers on the way to it cost."""

    plan: Plan
    writer: str
    cost: Cost = field(default_factory=Cost)
    work: Generation | None = None
    """How a language model wrote it; None where none did."""


class FallbackWriter:
    """Asks `writer`; where it fails in any way, the offline writer makes this one programme.

    What is out of the ordinary is logged in one line, and once as long as it stays the same: the
    loss of a writer and its return by its health, all else here.
    """

    def __init__(self, writer: Writer, *, note: str = "", look: Look | None = None) -> None:
        """`look` finds a writer to take in place of an offline one, while it is there."""
        self.writer = writer
        self._offline = writer
        self._note = note
        self._look = look
        self._look_at = 0.0
        self._spare = TemplateWriter()
        self._health = Health(f"Writer {writer.name}")
        self._refusal = ""
        self._refused_times = 0
        self._rests = 0
        self._said = Changes()

    @property
    def note(self) -> str:
        """What screens say about the writer; empty if all is as the operator wants it."""
        if self._health.error is not None:
            return f"{self._health.error}; the offline writer steps in"
        found = self.writer is not self._offline
        return self._refusal or ("" if found else self._note)

    async def look_around(self) -> None:
        """Take the writer that is found, or again the offline one if it has gone; not too often."""
        if self._look is None or time.monotonic() < self._look_at:
            return
        found_before = self.writer is not self._offline
        if found_before and self._health.error is None:
            return
        self._look_at = time.monotonic() + _LOOK_EVERY_S
        log = structlog.get_logger()
        try:
            found = await self._look()
        except Exception:  # whoever answers at such a port is not even known to be one
            log.debug("the look for a model server failed", exc_info=True)
            found = None
        if found is None and found_before:
            log.info("model server of this machine has gone", model=self.writer.name)
            self._take(self._offline)
        elif found is not None and found.name != self.writer.name:
            log.info("model server found on this machine, it writes", model=found.name)
            self._take(found)

    def _take(self, writer: Writer) -> None:
        self.writer = writer
        self._health = Health(f"Writer {writer.name}")
        self._refusal = ""
        self._refused_times = self._rests = 0

    async def write(
        self, brief: Brief, *, allowed: bool = True, record: Record | None = None
    ) -> Written:
        """A programme by either; a `BackendError` only if both fail.

        `allowed` says whether the budget has room for a language model. `record` tells the cost
        also when this raises or is cancelled.
        """
        record = record if record is not None else Record()
        await self.look_around()
        begun = time.monotonic()
        offline = isinstance(self.writer, TemplateWriter)
        if not offline and not allowed:
            self._refusal = "The day's budget is used up; the offline writer steps in"
            self._say("offline writer steps in", "the day's budget is used up", brief)
        elif not offline and self._rests:
            # It has shown that it cannot write this channel; its refusal is known already.
            self._rests -= 1
        elif self._health.wait_s == 0:
            try:
                plan = await self.writer.write(brief, record)
            except BackendError as error:
                self._health.failed(error)
                if offline:
                    raise
                self._refused(error, brief)
            except Exception as error:
                if offline:
                    raise
                structlog.get_logger().debug("the writer's error in full", exc_info=True)
                wrong = f"{type(error).__name__} {plain_text(str(error)[:_LONGEST_REASON])}".strip()
                failure = UnavailableError(
                    f"{self.writer.name} failed with {wrong}", backend=self.writer.name
                )
                self._health.failed(failure)
                self._refused(failure, brief)
            else:
                self._health.worked()
                self._refusal = ""
                self._refused_times = 0
                self._say("writer was helped", "; ".join(record.remarks), brief)
                return Written(plan, self.writer.name, record.cost, self._work(record, begun))
        plan = await self._spare.write(brief, record)
        return Written(plan, self._spare.name, record.cost)

    def _work(self, record: Record, begun: float) -> Generation | None:
        if not record.calls:
            return None
        return Generation(
            stage="writing",
            backend=self.writer.name,
            params={"form": record.form, "calls": record.calls},
            seconds_taken=round(time.monotonic() - begun, 1),
            cost=record.cost,
        )

    def _refused(self, error: BackendError, brief: Brief) -> None:
        self._refusal = f"{error}; the offline writer stepped in"
        if isinstance(error, RefusedError):
            self._refused_times += 1
            beyond = self._refused_times - _PATIENCE
            if beyond >= 0:
                self._rests = min(_RAREST, 2 ** (beyond + 1)) - 1
                self._refusal += f", and writes the next {self._rests}"
            self._say("offline writer steps in", str(error), brief)
        # Everything else is the health's to log.

    def _say(self, event: str, reason: str, brief: Brief) -> None:
        if self._said.changed((event, reason)) and reason:
            structlog.get_logger().info(
                event, channel=brief.channel_id, writer=self.writer.name, reason=reason
            )
