"""The programmes of all channels, and how often each aired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from webtv.asrun.report import unknown_channel
from webtv.config.settings import Settings
from webtv.control.programmes import the_one
from webtv.errors import WebTVError
from webtv.model.history import AirHistory
from webtv.model.programme import BETWEEN, Programme
from webtv.store.asrun import AsRunLog
from webtv.store.bans import Bans, read_bans
from webtv.store.control import read_control
from webtv.store.library import Library

_MEMORY = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Entry:
    """One programme and its life on air. `state` is empty for one that simply may air."""

    programme: Programme
    airings: int
    last_aired: datetime | None
    state: str


class Catalogue:
    """What the library holds now, read at once. The as-run log is read only for `entries`."""

    def __init__(self, settings: Settings, channels: Sequence[str] = ()) -> None:
        self.library = Library(settings.library_dir)
        folder = self.library.folder
        known = sorted(p.name for p in folder.glob("[!.]*") if p.is_dir())
        for channel in channels:
            if channel not in known:
                raise WebTVError(f"there is no library of {unknown_channel(channel, known)}")
        self._settings = settings
        self._bans = read_bans(settings.bans_file)
        self.programmes = [
            programme
            for channel in (channels or known)
            for programme in self.library.programmes(channel)
            if programme.kind not in BETWEEN
        ]
        """Oldest first within each channel."""

    def find(self, text: str) -> Programme:
        """The one programme whose id is, or whose id or title holds, `text`.

        Raises `WebTVError` if there is none or more than one.
        """
        return the_one(self.programmes, text, listing="webtv programmes list")

    def entries(self, programmes: Iterable[Programme]) -> list[Entry]:
        """Programmes of this catalogue, in their order, with their lives on air."""
        return [
            entry
            for channel, same in groupby(programmes, key=lambda programme: programme.channel)
            for entry in self._on_air(channel, same)
        ]

    def _on_air(self, channel: str, programmes: Iterable[Programme]) -> list[Entry]:
        since = datetime.now(UTC) - _MEMORY
        history = AirHistory.of(AsRunLog(self._settings.asrun_dir).entries(channel, since=since))
        pulled = read_control(self._settings.control_dir, channel)[0].pulled
        return [
            Entry(p, history.count[p.id], history.last.get(p.id), _state(p, pulled, self._bans))
            for p in programmes
        ]


def _state(programme: Programme, pulled: Sequence[str], bans: Bans) -> str:
    if bans.covers(programme):
        return "banned"
    if programme.id in pulled:
        return "pulled"
    return "waits for approval" if programme.approval == "waiting" else ""
