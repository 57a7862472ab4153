"""The programmes of all channels, with how often each aired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webtv.asrun.report import unknown_channel
from webtv.config.settings import Settings
from webtv.control.programmes import the_one
from webtv.errors import WebTVError
from webtv.model.programme import Programme
from webtv.model.rundown import NEVER
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
    """What the library holds now. Reads disk at once."""

    def __init__(self, settings: Settings, channels: Sequence[str] = ()) -> None:
        self.library = Library(settings.library_dir)
        folder = self.library.folder
        known = sorted(p.name for p in folder.glob("[!.]*") if p.is_dir())
        for channel in channels:
            if channel not in known:
                raise WebTVError(f"there is no library of {unknown_channel(channel, known)}")
        self._settings = settings
        self.entries = [
            entry for channel in (channels or known) for entry in self._channel(channel)
        ]
        """Oldest first within each channel."""

    def find(self, text: str) -> Entry:
        """The one programme whose id is, or whose id or title holds, `text`.

        Raises `WebTVError` if there is none or more than one.
        """
        entries = {entry.programme.id: entry for entry in self.entries}
        found = the_one([e.programme for e in self.entries], text, listing="webtv programmes list")
        return entries[found.id]

    def _channel(self, channel: str) -> list[Entry]:
        airings: Counter[str] = Counter()
        last: dict[str, datetime] = {}
        since = datetime.now(UTC) - _MEMORY
        for aired in AsRunLog(self._settings.asrun_dir).entries(channel, since=since):
            if aired.programme and aired.aired_s > 0:
                airings[aired.programme] += 1
                last[aired.programme] = max(aired.started_at, last.get(aired.programme, NEVER))
        pulled = read_control(self._settings.control_dir, channel)[0].pulled
        bans = read_bans(self._settings.bans_file)
        return [
            Entry(p, airings[p.id], last.get(p.id), _state(p, pulled, bans))
            for p in self.library.programmes(channel)
        ]


def _state(programme: Programme, pulled: Sequence[str], bans: Bans) -> str:
    if bans.covers(programme):
        return "banned"
    if programme.id in pulled:
        return "pulled"
    return "waits for approval" if programme.approval == "waiting" else ""
