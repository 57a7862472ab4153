"""The status of one destination, as its sender tells it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Literal

import structlog

from webtv.model.status import DestinationStatus
from webtv.outage import Outage


class Reporter:
    """Keeps one destination's status. Lost is logged once, back is logged once."""

    def __init__(
        self, ident: str, *, kind: Literal["rtmp", "srt", "file", "hls"], url: str
    ) -> None:
        self.log = structlog.stdlib.get_logger().bind(destination=ident)
        self.status = DestinationStatus(id=ident, kind=kind, url=url, state="connecting")
        self._outage = Outage(
            "destination lost", "destination is back", level=logging.WARNING, destination=ident
        )

    def connecting(self) -> None:
        """Take note that a connection is being made."""
        self._away("connecting")

    def sent(self, size: int, *, kbps: float, lag_s: float = 0.0) -> None:
        """Count `size` more bytes that arrived; `lag_s` seconds of media wait behind them."""
        self.set(
            state="sending",
            bytes_sent=self.status.bytes_sent + size,
            kbps=round(kbps, 1),
            lag_s=round(lag_s, 1),
            connected_since=self.status.connected_since or datetime.now(UTC),
        )
        self._outage.end()

    def lost(self, error: str) -> None:
        """Take note that nothing can be sent, because of `error`; it will be tried again."""
        self._away("retrying", last_error=error)
        self._outage.begin(error)

    def stopped(self) -> None:
        """Take note that nothing more is sent, on purpose."""
        self._away("stopped")

    def set(self, **changes: object) -> None:
        """Change fields of the status as they are."""
        self.status = self.status.model_copy(update=changes)

    def _away(self, state: str, **changes: object) -> None:
        self.set(
            state=state, kbps=0.0, lag_s=0.0, connected_since=None, reconnect_at=None, **changes
        )
