"""Slates: encoded once for each title, language and format, kept on disk and in memory.

From memory a slate airs when nothing else can: without a disk, a process or a free file
descriptor.
"""

from __future__ import annotations

import asyncio
import hashlib
import threading
from functools import partial
from pathlib import Path

from webtv.config.channel import Channel
from webtv.errors import MediaError, SpawnError
from webtv.files import write_atomic
from webtv.media.graphics.slate import SLATE_REVISION, render_slate
from webtv.playout.players.cached import CachedMedia, read_cached
from webtv.playout.players.item import Item
from webtv.store.playlists import ffconcat
from webtv.threads import in_thread

SUBTITLE = "Coming up"


class SlateStore:
    """Keeps slates in one folder. At most two are encoded at a time."""

    def __init__(self, folder: Path, *, ffmpeg: Path) -> None:
        self._folder = folder
        self._ffmpeg = ffmpeg
        self._turn = asyncio.Semaphore(2)

    async def fetch(self, channel: Channel) -> CachedMedia:
        """Fetch the slate of a channel, encoded now if need be.

        One that does not play is encoded anew. Raises `WebTVError`, `OSError`.
        """
        item = await self._encoded(channel)
        try:
            async with self._turn:
                return await read_cached(item, ffmpeg=self._ffmpeg)
        except SpawnError:
            raise
        except MediaError:
            await in_thread(partial(self._discard, item), name="slate")
        item = await self._encoded(channel)
        async with self._turn:
            return await read_cached(item, ffmpeg=self._ffmpeg)

    async def _encoded(self, channel: Channel) -> Item:
        house = channel.house.model_dump_json()
        key = "\n".join((channel.title, SUBTITLE, channel.language, house, str(SLATE_REVISION)))
        name = hashlib.sha256(key.encode()).hexdigest()[:16]
        frames = self._known(name)
        if frames is None:
            async with self._turn:
                stop = threading.Event()
                try:
                    frames = await in_thread(
                        partial(self._render, channel, name, stop), name="slate"
                    )
                finally:
                    stop.set()  # a cancelled wait does not end the thread
        return Item(
            kind="slate",
            title=channel.title,
            playlist=self._folder / f"{name}.ffconcat",
            frames=frames,
            rate=channel.house.rate,
            cause="nothing",
            size=(channel.house.width, channel.house.height),
        )

    def _discard(self, item: Item) -> None:
        item.playlist.unlink(missing_ok=True)
        for path in self._folder.glob(f"{item.playlist.stem}-*.mp4"):
            path.unlink(missing_ok=True)

    def _known(self, name: str) -> int | None:
        """Frames of a slate that is there. Its playlist is written last and names its file."""
        if not (self._folder / f"{name}.ffconcat").is_file():
            return None
        for path in self._folder.glob(f"{name}-*.mp4"):
            return int(path.stem.rpartition("-")[2])
        return None

    def _render(self, channel: Channel, name: str, stop: threading.Event) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".{name}.mp4"
        frames = render_slate(
            self._ffmpeg,
            channel.house,
            title=channel.title,
            subtitle=SUBTITLE,
            language=channel.language,
            out=draft,
            stop=stop,
        )
        media = draft.replace(self._folder / f"{name}-{frames}.mp4")
        # By its name alone: a list cannot name a path with a line break, which HOME may have.
        write_atomic(
            self._folder / f"{name}.ffconcat", ffconcat([Path(media.name)], comment=channel.title)
        )
        return frames
