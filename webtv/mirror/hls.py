"""Puts HLS into the store: what a playlist lists first, and the playlist when that can be had.

Names of segments never come back, so caches may keep them for good; playlists change every few
seconds. The master playlist comes last, for it names the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from webtv.config.settings import Settings
from webtv.files import read_regular
from webtv.mirror.names import HLS
from webtv.objects.store import ObjectStore
from webtv.store.hls import (
    CONTENT_TYPES,
    MASTER,
    PLAYLIST,
    read_media_playlist,
    suffix_of,
)

SEGMENT_CACHE = "public, max-age=1209600, immutable"
"""As the station's own web server says it."""

PLAYLIST_CACHE = "public, max-age=1"

LINGER_S = 120.0
"""Seconds that a segment stays after it has left its playlist: a viewer may be about to get it."""

_FRESH_NS = 60_000_000_000
"""Playlists that are older are what is left of a channel that airs from another machine now."""

_MOST_BYTES = 16_000_000


class HlsMirror:
    """HLS of the channels that air from this machine. `clock` gives seconds that only grow."""

    def __init__(
        self,
        settings: Settings,
        store: ObjectStore,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = settings.hls_dir
        self._store = store
        self._clock = clock
        self._there: dict[str, set[str]] = {}
        self._sent: dict[str, Mapping[str, int]] = {}
        self._leaving: dict[str, dict[str, float]] = {}

    async def turn(self, channel: str) -> None:
        """Bring the store to what the channel's folder has now. Raises `StoreError`, `OSError`.

        A playlist that has moved on while its segments were on their way is left for the next turn.
        """
        folder = self._folder / channel
        stamps = _stamps(folder)
        if stamps == self._sent.get(channel) or time.time_ns() - max(stamps.values()) > _FRESH_NS:
            return
        texts = _playlists(folder)
        if channel not in self._there:
            names = await self._store.names(f"{HLS}/{channel}")
            self._there[channel] = {name.rpartition("/")[2] for name in names}
        listed = list(dict.fromkeys(name for text in texts.values() for name in _listed(text)))
        try:
            for name in listed:
                if name not in self._there[channel]:
                    await self._put(channel, name, folder / name)
        except FileNotFoundError:
            return
        for name in sorted(texts, key=lambda name: name == MASTER):
            await self._store.write(
                f"{HLS}/{channel}/{name}",
                texts[name].encode(),
                headers={"Content-Type": CONTENT_TYPES[PLAYLIST], "Cache-Control": PLAYLIST_CACHE},
            )
        self._sent[channel] = stamps
        await self._clear(channel, {*listed, *texts})

    async def _put(self, channel: str, name: str, path: Path) -> None:
        """Put a segment there, and be sure that it can be had."""
        suffix = suffix_of(name) or ""
        headers = {"Content-Type": CONTENT_TYPES[suffix], "Cache-Control": SEGMENT_CACHE}
        await self._store.upload(f"{HLS}/{channel}/{name}", path, headers=headers)
        if not await self._store.holds(f"{HLS}/{channel}/{name}"):
            raise FileNotFoundError(name)  # not yet
        self._there[channel].add(name)

    async def _clear(self, channel: str, wanted: set[str]) -> None:
        """Delete what has not been wanted for `LINGER_S`."""
        now, there = self._clock(), self._there[channel]
        leaving = self._leaving.setdefault(channel, {})
        for name in there - wanted:
            leaving.setdefault(name, now + LINGER_S)
        for name in [name for name, at in leaving.items() if at <= now or name in wanted]:
            del leaving[name]
            if name not in wanted:
                await self._store.remove([f"{HLS}/{channel}/{name}"])
                there.discard(name)


def _stamps(folder: Path) -> dict[str, int]:
    """When each playlist in a folder was written, in nanoseconds; long ago if there is none."""
    found = {"": 0}
    for path in folder.glob(f"[!.]*{PLAYLIST}"):
        with suppress(OSError):
            found[path.name] = path.stat().st_mtime_ns
    return found


def _playlists(folder: Path) -> dict[str, str]:
    """The texts of the playlists in a folder, by name; those that name no file are left out."""
    found = {}
    for path in folder.glob(f"[!.]*{PLAYLIST}"):
        try:
            found[path.name] = read_regular(path, most_bytes=_MOST_BYTES).decode()
        except (OSError, UnicodeDecodeError):
            continue  # replaced or deleted meanwhile
    return found


def _listed(text: str) -> Iterator[str]:
    """The files that a playlist lists, in the order in which a player needs them."""
    for segment in read_media_playlist(text).segments:
        if segment.init:
            yield segment.init
        if not segment.gap and not segment.name.endswith(PLAYLIST):
            yield segment.name
