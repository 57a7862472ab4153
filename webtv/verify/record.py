"""What the station has on record of a programme: library, retired sidecars, as-run log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from webtv.config.settings import Settings
from webtv.model.asrun import AsRunEntry
from webtv.model.programme import Programme
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.retired import RetiredProgrammes

Source = Literal["library", "retired", "as-run log"]

_SLACK = timedelta(days=2)
"""Clocks may be set between a programme's planning and its airing."""


@dataclass(frozen=True, slots=True)
class Known:
    """A programme on record. `programme` is None where only the as-run log has heard of it."""

    id: str
    channel: str
    title: str
    source: Source
    programme: Programme | None = None
    airings: tuple[AsRunEntry, ...] = ()


class Record:
    """Looks programmes up by their ids, each once."""

    def __init__(self, settings: Settings) -> None:
        self._library = Library(settings.library_dir)
        self._retired = RetiredProgrammes(settings.retired_dir)
        self._log = AsRunLog(settings.asrun_dir)
        folders = (settings.library_dir, settings.retired_dir, settings.asrun_dir)
        self._channels = sorted({name for folder in folders for name in _folders(folder)})
        self._found: dict[str, Known | None] = {}

    def get(self, ident: str) -> Known | None:
        """What is known of a programme; None of one that this station never had."""
        if ident not in self._found:
            self._found[ident] = self._look_up(ident)
        return self._found[ident]

    def between(self, channel: str, since: datetime, until: datetime) -> list[AsRunEntry]:
        """What a channel aired between two times, as far as the log can be read."""
        try:
            return list(self._log.entries(channel, since=since, until=until))
        except OSError:
            return []

    def _look_up(self, ident: str) -> Known | None:
        for channel in self._channels:
            if programme := self._library.get(channel, ident):
                return self._known(programme, "library")
        for channel in self._channels:
            if retired := self._retired.get(channel, ident):
                return self._known(retired.programme, "retired")
        for channel in self._channels:
            if airings := self._airings(channel, ident):
                title = airings[-1].title
                return Known(ident, channel, title, "as-run log", airings=airings)
        return None

    def _known(self, programme: Programme, source: Source) -> Known:
        airings = self._airings(programme.channel, programme.id)
        return Known(
            programme.id, programme.channel, programme.title, source, programme, tuple(airings)
        )

    def _airings(self, channel: str, ident: str) -> tuple[AsRunEntry, ...]:
        planned = datetime.strptime(ident.partition("-")[0], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        try:
            return tuple(self._log.airings(channel, ident, since=planned - _SLACK))
        except OSError:
            return ()


def began(
    seen: Sequence[tuple[float, float, Known]], *, seconds: float, slack_s: float = 3.0
) -> tuple[datetime, str] | None:
    """When a recording of `seconds` was begun on air, and where, if the as-run log tells.

    `seen` are seconds, from and to, and the programme. Each airing of one of them would have begun
    or ended where it does in the recording, unless that cut it off; the time with which most agree
    is meant. None where several are as likely.
    """
    votes: list[tuple[datetime, str, int]] = []
    for number, (start_s, end_s, known) in enumerate(seen):
        cut = start_s < 1, end_s > seconds - 1
        for entry in known.airings:
            if not cut[0] or cut[1]:
                moment = entry.started_at - timedelta(seconds=start_s)
                votes.append((moment, known.channel, number))
            if cut[0]:
                moment = entry.ended_at - timedelta(seconds=end_s)
                votes.append((moment, known.channel, number))
    # In a year of reruns there are many thousands, so they are counted by heaps of `slack_s`.
    heaps: dict[tuple[str, int], set[int]] = defaultdict(set)
    for moment, channel, number in votes:
        for step in (-1, 0, 1):
            heaps[channel, int(moment.timestamp() // slack_s) + step].add(number)
    counted = [len(heaps[c, int(at.timestamp() // slack_s)]) for at, c, _ in votes]
    most = max(counted, default=0)
    best = [vote for vote, count in zip(votes, counted, strict=True) if count == most]
    if not best:
        return None
    moment, channel, _ = best[0]
    if any(c != channel or _apart(at, moment) > 2 * slack_s for at, c, _ in best):
        return None
    return moment, channel


def _apart(one: datetime, other: datetime) -> float:
    return abs((one - other).total_seconds())


def _folders(folder: Path) -> list[str]:
    try:
        return [each.name for each in folder.iterdir() if each.is_dir() and each.name[0] != "."]
    except OSError:
        return []
