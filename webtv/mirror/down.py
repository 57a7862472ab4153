"""Brings what the channels of a machine without production may air in the next hours."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from webtv.config.settings import Settings
from webtv.ingest.prune import sweep
from webtv.mirror.bring import Bringer
from webtv.mirror.names import LIBRARY, PLAYLISTS, playlists, sidecars
from webtv.mirror.order import by_need
from webtv.model.history import AirHistory
from webtv.model.programme import Programme
from webtv.model.status import PlayoutStatus
from webtv.objects.store import ObjectStore
from webtv.store.asrun import AsRunLog
from webtv.store.control import read_control
from webtv.store.library import Library
from webtv.store.playlists import (
    Playlist,
    is_mirrored,
    list_playlists,
    write_playlist,
)
from webtv.store.status import read_statuses
from webtv.threads import in_thread

MEMORY = timedelta(days=2)
"""How far back the as-run log is read to learn which playlists were taken."""

TURN_S = 10.0
"""Seconds after which no further programme is begun in a turn."""

_DAMAGED_S = 10.0

YOUNG_S = 600.0
"""Seconds that a programme stays at least: an operator may just have ordered it."""


class Down:
    """Keeps the library and the playlists of this machine's channels. Airs nothing, stops nothing:
    while the store is away, all that is here stays.
    """

    def __init__(self, settings: Settings, store: ObjectStore) -> None:
        self._settings = settings
        self._store = store
        self._library = Library(settings.library_dir)
        self._bringer = Bringer(store, self._library)
        self._asrun = AsRunLog(settings.asrun_dir)
        self._seen: dict[str, set[Playlist]] = {}

    async def turn(self, channel: str, *, share_bytes: int) -> float | None:
        """Follow one channel; the library may take `share_bytes` for it.

        Gives the seconds after which to go on, None if all has come. It ends after some `TURN_S`
        seconds, since the rundown may have changed. Raises `StoreError`, and `OSError` if
        something cannot be written.
        """
        folder = self._settings.playlists_dir / channel
        names = await self._store.names(f"{PLAYLISTS}/{channel}")
        listed = playlists(channel, names, folder=folder)
        taken = await in_thread(partial(self._taken, channel), name="as-run")
        wanted = await self._choose(channel, by_need(listed, taken=taken), share_bytes)
        needed = {playlist for playlist in listed if playlist.programme in wanted}
        try:
            again_s = await self._bring(wanted, by_need(listed, taken=taken))
        finally:  # so that what was withdrawn goes, whatever fails
            if listed:  # else somebody emptied the store, and what is here is all there is
                self._take_away(channel, set(list_playlists(folder)) - set(listed))
                self._seen[channel] = set(listed)
        if again_s is None:
            if needed:
                self._take_away(channel, set(list_playlists(folder)) - needed)
            await self._evict(channel, wanted)
        return again_s

    def sweep(self) -> None:
        """Delete what a mirror that was killed left half done."""
        sweep(self._library, now_s=time.time())

    async def _choose(
        self, channel: str, listed: list[Playlist], share_bytes: int
    ) -> dict[str, Programme]:
        """What should be here, the most urgent first: hours of it, as far as there is room."""
        most_s = self._settings.store_hours * 3600
        wanted: dict[str, Programme] = {}
        seconds, size = 0.0, 0
        idents = dict.fromkeys([*self._ordered(channel), *(p.programme for p in listed)])
        for ident in idents:
            if seconds >= most_s:
                break
            found = await self._bringer.look(channel, ident)
            if found is not None and size + found.size_bytes <= share_bytes:
                wanted[ident] = found
                seconds, size = seconds + found.duration_s, size + found.size_bytes
        self._bringer.forget(channel, wanted=wanted, listed=idents)
        return wanted

    async def _bring(self, wanted: Mapping[str, Programme], listed: list[Playlist]) -> float | None:
        """Bring programmes, and after each of them its playlists; see `turn` for what it gives."""
        began, again_s = time.monotonic(), None
        for programme in wanted.values():
            if time.monotonic() - began > TURN_S:
                return 0.0
            if not await self._bringer.bring(programme):
                again_s = _DAMAGED_S
                continue
            for playlist in listed:
                if playlist.programme == programme.id and not playlist.path.exists():
                    write_playlist(
                        playlist.path.parent,
                        number=playlist.number,
                        programme=programme.id,
                        media=self._library.media(programme),
                        title=programme.title,
                        mirrored=True,
                    )
        return again_s

    def _take_away(self, channel: str, gone: Iterable[Playlist]) -> None:
        """Delete playlists that came from the store or were in it, and are not any more."""
        seen = self._seen.get(channel, set())
        for playlist in gone:
            if playlist in seen or is_mirrored(playlist):
                playlist.path.unlink(missing_ok=True)

    async def _evict(self, channel: str, wanted: Collection[str]) -> None:
        """Delete programmes that are not wanted here any more, if the store has them."""
        status = self._status(channel)
        kept = {p.programme for p in list_playlists(self._settings.playlists_dir / channel)}
        kept |= {*wanted, *self._ordered(channel)}
        if status and status.on_air and status.on_air.programme:
            kept.add(status.on_air.programme)
        idle = [p for p in self._library.programmes(channel) if p.id not in kept]
        old = [p for p in idle if self._age_s(p) > YOUNG_S]
        if not old:
            return
        there = set(sidecars(channel, await self._store.names(f"{LIBRARY}/{channel}")))
        for programme in old:
            if programme.id in there:
                self._library.remove(programme)

    def _ordered(self, channel: str) -> list[str]:
        """What an operator wants to see, whatever the rundown says."""
        orders, _ = read_control(self._settings.control_dir, channel)
        return [*orders.next, *(cue.programme for cue in orders.cues)]

    def _taken(self, channel: str) -> int:
        status = self._status(channel)
        since = datetime.now(UTC) - MEMORY
        logged = AirHistory.of(self._asrun.entries(channel, since=since)).playlist
        return max(logged, status.playlist if status else 0)

    def _status(self, channel: str) -> PlayoutStatus | None:
        now = datetime.now(UTC)
        return read_statuses(self._settings.status_dir, PlayoutStatus, now=now).get(channel)

    def _age_s(self, programme: Programme) -> float:
        sidecar = self._library.sidecar(programme.channel, programme.id)
        try:
            return time.time() - sidecar.stat().st_mtime
        except OSError:
            return 0.0
