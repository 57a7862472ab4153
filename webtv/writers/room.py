"""A channel's writer and the one who steps in for it."""

from __future__ import annotations

from dataclasses import dataclass

from webtv.errors import BackendError
from webtv.health import Health
from webtv.model.programme import Plan
from webtv.writers.template import TemplateWriter
from webtv.writers.writer import Brief, Writer


@dataclass(frozen=True, slots=True)
class Written:
    """A plan and who wrote it."""

    plan: Plan
    writer: str


class WritersRoom:
    """Asks `writer`; where it fails, the offline writer makes this one programme.

    The loss is logged once, and so is the return.
    """

    def __init__(self, writer: Writer, *, note: str = "") -> None:
        self.writer = writer
        self._note = note
        self._spare = TemplateWriter()
        self._health = Health(f"Writer {writer.name}")
        self._refusal = ""

    @property
    def note(self) -> str:
        """What screens say about the writer; empty if all is as the operator wants it."""
        if self._health.error is not None:
            return f"{self._health.error}; the offline writer steps in"
        return self._refusal or self._note

    async def write(self, brief: Brief) -> Written:
        """A programme by either; a `BackendError` only if the offline writer fails as well."""
        if self._health.wait_s == 0:
            try:
                plan = await self.writer.write(brief)
            except BackendError as error:
                self._health.failed(error)
                self._refusal = f"{error}; the offline writer stepped in"
                if isinstance(self.writer, TemplateWriter):
                    raise
            else:
                self._health.worked()
                self._refusal = ""
                return Written(plan, self.writer.name)
        return Written(await self._spare.write(brief), self._spare.name)
