"""A channel's writer and the one who steps in for it."""

from __future__ import annotations

from dataclasses import dataclass, field

import structlog

from webtv.errors import BackendError, RefusedError, UnavailableError
from webtv.health import Health
from webtv.model.cost import Cost
from webtv.model.programme import Plan
from webtv.plaintext import plain_text
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Record, Writer

_LONGEST_REASON = 300
"""Characters of an error's text that are logged and shown."""


@dataclass(frozen=True, slots=True)
class Written:
    """A plan, who wrote it, and what all answers on the way to it cost."""

    plan: Plan
    writer: str
    cost: Cost = field(default_factory=Cost)


class WritersRoom:
    """Asks `writer`; where it fails in any way, the offline writer makes this one programme.

    What is out of the ordinary is logged in one line, and once as long as it stays the same: the
    loss of a writer and its return by its health, all else here.
    """

    def __init__(self, writer: Writer, *, note: str = "") -> None:
        self.writer = writer
        self._note = note
        self._spare = TemplateWriter()
        self._health = Health(f"Writer {writer.name}")
        self._refusal = ""
        self._said: object = None

    @property
    def note(self) -> str:
        """What screens say about the writer; empty if all is as the operator wants it."""
        if self._health.error is not None:
            return f"{self._health.error}; the offline writer steps in"
        return self._refusal or self._note

    async def write(
        self, brief: Brief, *, allowed: bool = True, record: Record | None = None
    ) -> Written:
        """A programme by either; a `BackendError` only if both fail.

        `allowed` says whether the budget has room for a language model. `record` tells the cost
        also when this raises or is cancelled.
        """
        record = record if record is not None else Record()
        offline = isinstance(self.writer, TemplateWriter)
        if not offline and not allowed:
            self._refusal = "The day's budget is used up; the offline writer steps in"
            self._say("offline writer steps in", "the day's budget is used up", brief)
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
                self._say("writer was helped", "; ".join(record.remarks), brief)
                return Written(plan, self.writer.name, record.cost)
        plan = await self._spare.write(brief, record)
        return Written(plan, self._spare.name, record.cost)

    def _refused(self, error: BackendError, brief: Brief) -> None:
        self._refusal = f"{error}; the offline writer stepped in"
        if isinstance(error, RefusedError):
            self._say("offline writer steps in", str(error), brief)
        # Everything else is the health's to log.

    def _say(self, event: str, reason: str, brief: Brief) -> None:
        if reason and (event, reason) != self._said:
            structlog.get_logger().info(
                event, channel=brief.channel_id, writer=self.writer.name, reason=reason
            )
        self._said = (event, reason)
