"""An outage of something that the station lives with: logged when it begins and when it is over."""

from __future__ import annotations

import logging

import structlog


class Outage:
    """Tells whether one thing is out of order, and logs that once, and once that it works again.

    `lost` and `back` are the two log lines, such as "the disk is full" and "there is room again";
    `bound` is added to both. The logger is that of whoever calls, with all that is bound there.
    """

    def __init__(
        self,
        lost: str,
        back: str,
        *,
        level: int = logging.ERROR,
        **bound: object,
    ) -> None:
        self.reason = ""
        """Why it is out of order now; empty while it works."""
        self._lost = lost
        self._back = back
        self._level = level
        self._bound = bound
        self._on = False

    def __bool__(self) -> bool:
        """Whether it is out of order."""
        return self._on

    @property
    def note(self) -> str:
        """What is wrong and why, in one sentence; empty while it works."""
        return f"{self._lost}: {self.reason}" if self._on else ""

    def begin(self, error: BaseException | str, **details: object) -> bool:
        """Take note that it failed. Returns whether it had worked until now; then that is logged.

        An exception that has no message is told by its class.
        """
        self.reason = str(error) or type(error).__name__
        if self._on:
            return False
        self._on = True
        log = structlog.stdlib.get_logger().bind(**self._bound)
        log.log(self._level, self._lost, error=self.reason, **details)
        return True

    def end(self) -> bool:
        """Take note that it works. Returns whether it had failed until now; then that is logged."""
        if not self._on:
            return False
        self._on = False
        self.reason = ""
        structlog.stdlib.get_logger().bind(**self._bound).info(self._back)
        return True
