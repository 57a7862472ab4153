"""What was on air at a moment, and why: entries of the as-run log, and of what is on air now."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from webtv.model.asrun import AsRunEntry
from webtv.store.asrun import PLAIN_DAYS, AsRunLog
from webtv.store.onair import NAME, DamagedRecordError, read_on_air

REACH = timedelta(days=PLAIN_DAYS)
"""How far back the log is read for viewers."""

_SEAM = timedelta(seconds=1)
"""An entry ends about where the next begins: less than this between them is no hole."""

_LIVE_S = 15.0
"""Playout writes what is on air several times a second; what is older was left by a dead one."""


@dataclass(frozen=True, slots=True)
class Airing:
    """One entry; `on_now` says that it is on air, so that its end is not known yet."""

    entry: AsRunEntry
    on_now: bool = False


class Airings:
    """Looks up entries. Blocking; raises `OSError`."""

    def __init__(self, folder: Path) -> None:
        self._log = AsRunLog(folder)

    def now(self, channel: str) -> AsRunEntry | None:
        """The entry of what is on air; None where nothing is, or playout is gone."""
        current = self._on_air(channel)
        return current[-1].entry if current and current[-1].on_now else None

    def at(self, channel: str, when: datetime) -> Airing | None:
        """What was on air at `when`, None if nothing was or it is too long ago."""
        now = datetime.now(UTC)
        if not now - REACH <= when <= now + _SEAM:
            return None
        found = self._on_air(channel)
        if not any(each.entry.started_at <= when for each in found):
            logged = self._log.entries(channel, since=when - _SEAM, until=when + _SEAM)
            found = [Airing(entry) for entry in logged if entry.aired_s > 0]
        begun = [each for each in found if each.entry.started_at <= when]
        last = max(begun, key=lambda each: each.entry.started_at, default=None)
        over = last is None or not (last.on_now or when < last.entry.ended_at + _SEAM)
        return None if over else last

    def of(self, channel: str, programme: str, *, since: datetime) -> tuple[AsRunEntry, ...]:
        """When a programme aired, newest first; none where the log cannot be read."""
        since = max(since, datetime.now(UTC) - REACH)
        try:
            found = [e for e in self._log.airings(channel, programme, since=since) if e.aired_s > 0]
        except OSError:
            return ()
        return tuple(reversed(found))

    def _on_air(self, channel: str) -> list[Airing]:
        """What playout has on air or has not logged yet, oldest first."""
        path = self._log.folder / channel / NAME
        try:
            on_air, _ = read_on_air(path)
            fresh = time.time() - path.stat().st_mtime < _LIVE_S
        except (FileNotFoundError, DamagedRecordError):
            return []
        known = [Airing(entry) for entry in on_air.finished]
        if on_air.current is not None and fresh:
            known.append(Airing(on_air.current, on_now=True))
        return known
