"""A simulated playout, by whose as-run log production decides what is wanted."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.clocks import ScaledClock
from tests.soak.studio_record import NOON, Day
from webtv.config.settings import Settings
from webtv.model.asrun import AsRunEntry
from webtv.model.status import OnAir, PlayoutStatus
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.playlists import Playlist, list_playlists
from webtv.store.status import write_status


class Viewer:
    """A simulated playout of one channel: airs playlist after playlist, by the scaled clock."""

    def __init__(self, channel: str, settings: Settings, clock: ScaledClock, day: Day) -> None:
        self._channel = channel
        self._settings = settings
        self._clock = clock
        self._day = day
        self._library = Library(settings.library_dir)
        self._log = AsRunLog(settings.asrun_dir)
        self._seen: dict[str, datetime] = {}
        self._taken = 0

    async def watch(self) -> None:
        while True:
            playlist = self._next()
            made = playlist and self._library.get(self._channel, playlist.programme)
            if not playlist or not made:
                await self._clock.sleep(8)
                continue
            self._taken = max(self._taken, playlist.number)
            began = self._clock.now()
            ends = began + timedelta(seconds=made.duration_s)
            kind = "rerun" if made.id in self._seen else "programme"
            on_air = OnAir.model_validate(
                {
                    "kind": kind,
                    "programme": made.id,
                    "title": made.title,
                    "started_at": began,
                    "ends_at": ends,
                }
            )
            write_status(
                self._settings.status_dir,
                PlayoutStatus(
                    channel=self._channel, written_at=began, on_air=on_air, playlist=self._taken
                ),
            )
            await self._clock.sleep(made.duration_s)
            self._log.append(
                AsRunEntry.model_validate(
                    {
                        "channel": self._channel,
                        "kind": kind,
                        "programme": made.id,
                        "title": made.title,
                        "playlist": playlist.number,
                        "started_at": began,
                        "ended_at": ends,
                        "aired_s": made.duration_s,
                        "planned_s": made.duration_s,
                    }
                )
            )
            aired, fresh = self._day.aired_s, self._day.fresh_s
            aired[self._channel] = aired.get(self._channel, 0.0) + made.duration_s
            if kind == "programme":
                fresh[self._channel] = fresh.get(self._channel, 0.0) + made.duration_s
            self._seen[made.id] = began

    def _next(self) -> Playlist | None:
        """The next playlist, else the one whose programme aired longest ago."""
        playlists = list_playlists(self._settings.playlists_dir / self._channel)
        ahead = [p for p in playlists if p.number > self._taken]
        if ahead:
            return ahead[0]
        return min(playlists, key=lambda p: self._seen.get(p.programme, NOON), default=None)
