"""The share of a channel's air that was new, from the as-run log."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from webtv.model.asrun import AsRunEntry
from webtv.store.asrun import AsRunLog

_BACK = timedelta(hours=1)
_KEPT_S = 20.0


def fresh_share(entries: Iterable[AsRunEntry]) -> float | None:
    """The share of what aired that aired for the first time; None where nothing did."""
    fresh = total = 0.0
    for entry in entries:
        total += entry.aired_s
        if entry.kind in ("programme", "takeover", "live"):
            fresh += entry.aired_s
    return fresh / total if total else None


class FreshShares:
    """The shares of the last hour, each kept for 20 s."""

    def __init__(self, log: AsRunLog) -> None:
        self._log = log
        self._kept: dict[str, tuple[float, float | None]] = {}

    def of(self, channel: str) -> float | None:
        """One channel's share; None where nothing has aired, or the log cannot be read."""
        at, share = self._kept.get(channel, (float("-inf"), None))
        if time.monotonic() - at > _KEPT_S:
            try:
                share = fresh_share(self._log.read(channel, since=datetime.now(UTC) - _BACK))
            except OSError:
                share = None
            self._kept[channel] = time.monotonic(), share
        return share
