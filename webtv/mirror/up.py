"""Puts into the store what production made here, and takes out of it what production deleted."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from webtv.config.settings import Settings
from webtv.files import read_regular
from webtv.mirror.bring import Bringer
from webtv.mirror.marks import Marks
from webtv.mirror.names import (
    LIBRARY,
    PLAYLISTS,
    by_channel,
    is_channel,
    media_name,
    playlist_name,
    playlists,
    sidecar_name,
    sidecars,
)
from webtv.model.programme import Programme
from webtv.objects.store import Listed, ObjectStore
from webtv.store.library import MOST_BYTES, Library
from webtv.store.playlists import Playlist, list_playlists, write_playlist
from webtv.threads import in_thread

Stamp = tuple[int, int]
"""When something was last made or deleted in two folders, in nanoseconds."""

_SETTLED_NS = 1_000_000_000
"""A folder that changed less than this ago may change again without a new time."""


class Up:
    """What production has in this HOME is what the store is to have, once `adopt` has been through.

    What somebody else put there and what never was here stays.
    """

    def __init__(self, settings: Settings, store: ObjectStore, marks: Marks) -> None:
        self._settings = settings
        self._store = store
        self._marks = marks
        self._library = Library(settings.library_dir)
        self._bringer = Bringer(store, self._library)
        self._there: dict[str, Listed] = {}
        """What the store has, as far as this machine knows."""
        self._here: dict[str, dict[str, Path]] = {}
        """What was here at any time, by channel and name, and the file with which it goes."""
        self._sidecars: dict[str, int] = {}
        self._followed: dict[str, Stamp] = {}
        self._untold: set[str] = set()
        """Channels of which something has changed there that others were not told yet."""

    async def adopt(self) -> None:
        """Bring what the store has and this HOME lacks, the newest first, as far as there is room.

        Raises `StoreError`, `OSError`.
        """
        self._there = {
            **await self._store.names(LIBRARY),
            **await self._store.names(PLAYLISTS),
        }
        self._followed.clear()
        most_bytes = int(self._settings.library_gb * 1e9)
        size = 0
        for channel, names in sorted(by_channel(self._there).items()):
            for ident in sidecars(channel, names):
                programme = await self._bringer.look(channel, ident)
                if programme is not None and size + programme.size_bytes <= most_bytes:
                    size += programme.size_bytes
                    await self._bringer.bring(programme)
            self._bringer.forget(channel, wanted=(), listed=())
            self._adopt_playlists(channel, names)
        self._untold.update(self.channels())  # whoever was here before may have been killed

    def channels(self) -> list[str]:
        """The channels of which there is something here or that have to be cleared there."""
        folders = [
            *self._settings.library_dir.glob("*/"),
            *self._settings.playlists_dir.glob("*/"),
        ]
        found = {folder.name for folder in folders if is_channel(folder.name)}
        return sorted(found | self._here.keys())

    async def turn(self, channel: str) -> bool:
        """Bring the store up to date with one channel; whether anything was to be done.

        Raises `StoreError`, and `OSError` if something cannot be read.
        """
        stamp = self._stamp(channel)
        if self._followed.get(channel) == stamp:
            return False
        listed = list_playlists(self._settings.playlists_dir / channel)
        programmes = await in_thread(partial(self._library.programmes, channel), name="library")
        soon = {playlist.programme for playlist in listed}
        await self._put(channel, [p for p in programmes if p.id in soon])
        await self._put_playlists(channel, listed)
        changed = await self._tell(channel)
        await self._put(channel, [p for p in programmes if p.id not in soon])
        await self._remove(channel)
        changed |= await self._tell(channel)
        if time.time_ns() - max(stamp) > _SETTLED_NS:
            self._followed[channel] = stamp
        return changed

    async def _tell(self, channel: str) -> bool:
        """Tell others of a channel, if something has changed; whether that was so."""
        if channel not in self._untold:
            return False
        await self._marks.tell(f"{PLAYLISTS}/{channel}")
        self._untold.discard(channel)
        return True

    async def _put(self, channel: str, programmes: Iterable[Programme]) -> None:
        """Put programmes there: each film before its sidecar."""
        for programme in programmes:
            film, sidecar = media_name(programme), sidecar_name(channel, programme.id)
            path = self._library.sidecar(channel, programme.id)
            self._here.setdefault(channel, {}).update({film: path, sidecar: path})
            known = self._there.get(film)
            try:
                if known is None or known.size != programme.size_bytes:
                    await self._store.upload(film, self._library.media(programme))
                    self._there[film] = Listed(programme.size_bytes, "")
                    self._untold.add(channel)
                await self._put_sidecar(channel, programme.id)
            except FileNotFoundError:
                continue  # production has just pruned it

    async def _put_sidecar(self, channel: str, programme: str) -> None:
        """Put a sidecar there if it is another than before: programmes are approved, for one."""
        name, path = sidecar_name(channel, programme), self._library.sidecar(channel, programme)
        written_at = path.stat().st_mtime_ns
        if self._sidecars.get(name) == written_at:
            return
        data = read_regular(path, most_bytes=MOST_BYTES)
        known = self._there.get(name)
        if known != (now := Listed(len(data), _tag(data))):
            await self._store.write(name, data)
            self._there[name] = now
            self._untold.add(channel)
        self._sidecars[name] = written_at

    async def _put_playlists(self, channel: str, listed: Iterable[Playlist]) -> None:
        for playlist in listed:
            name = playlist_name(channel, playlist)
            self._here.setdefault(channel, {})[name] = playlist.path
            if name in self._there or sidecar_name(channel, playlist.programme) not in self._there:
                continue
            try:
                data = read_regular(playlist.path, most_bytes=100_000)
            except FileNotFoundError:
                continue
            await self._store.write(name, data)
            self._there[name] = Listed(len(data), "")
            self._untold.add(channel)

    async def _remove(self, channel: str) -> None:
        """Take out what was here and is gone: playlists, then sidecars, then films.

        A film goes when its sidecar has: one that is damaged here is not taken from the others.
        """
        here = self._here.setdefault(channel, {})
        gone = [name for name, path in here.items() if not path.exists()]
        gone.sort(key=lambda name: (name.startswith(LIBRARY), not name.endswith(".json")))
        for name in gone:
            if name in self._there:
                await self._store.remove([name])
                del self._there[name]
                self._untold.add(channel)
            del here[name]
            self._sidecars.pop(name, None)

    def _adopt_playlists(self, channel: str, names: Iterable[str]) -> None:
        folder = self._settings.playlists_dir / channel
        for playlist in playlists(channel, names, folder=folder):
            programme = self._library.get(channel, playlist.programme)
            if programme is not None and not playlist.path.exists():
                write_playlist(
                    folder,
                    number=playlist.number,
                    programme=programme.id,
                    media=self._library.media(programme),
                    title=programme.title,
                )

    def _stamp(self, channel: str) -> Stamp:
        library = self._settings.library_dir / channel
        return _changed_at(library), _changed_at(self._settings.playlists_dir / channel)


def _changed_at(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def _tag(data: bytes) -> str:
    """The tag that S3 gives a small object, as long as it has it encrypted with its own keys."""
    return f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'
