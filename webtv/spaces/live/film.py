"""A film without an end, made by the model a few chunks ahead of what is shown."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from webtv.config.channel import Channel
from webtv.errors import RefusedError
from webtv.models.process import ModelProcess
from webtv.safety.words import WordList
from webtv.spaces.live.scenes import scenes
from webtv.threads import in_thread
from webtv.writers.daypart import daypart

MODEL = "helios"
FASTEST = 24
"""Frames a second that the model was trained for."""

SLOWEST = 12
"""Fewer are no moving picture."""

_AHEAD = 3
"""Chunks in store before the first is shown."""

_SPARE = 0.9
"""Chunks are shown at this share of the pace at which they are made."""

_SCENE_CHUNKS = 8
"""A scene lasts 11 s at 24 frames a second."""

_SCENES = 4
"""Then there is a cut: what this model films drifts in a minute or two."""

_LOOK_S = 0.1

Frames = NDArray[np.uint8]


class TooSlowError(Exception):
    """The model makes fewer frames a second here than can be shown."""


class Film:
    """Frames of what the theme in force tells: `make` makes them, `next` hands them out.

    Files come and go in `folder`; `size` is in pixels, multiples of 64.
    """

    def __init__(
        self,
        models: ModelProcess,
        ident: str,
        channel: Channel,
        *,
        folder: Path,
        size: tuple[int, int],
    ) -> None:
        self._models = models
        self._ident = ident
        self._channel = channel
        self._folder = folder
        self._size = size
        self._chunks: asyncio.Queue[Frames] = asyncio.Queue(maxsize=_AHEAD)
        self._paces: deque[float] = deque(maxlen=_AHEAD - 1)  # the first takes loading as well

    async def make(self) -> None:
        """Make chunks until cancelled, at most a few ahead.

        Raises `BackendError` where the model cannot, or where nothing may be filmed; `OSError`.
        """
        loop = asyncio.get_running_loop()
        target = self._folder / "chunk.npy"
        width, height = self._size
        async for film, prompt in self._prompts():
            began = loop.time()
            asked = {
                "film": film,
                "prompt": prompt,
                "seed": crc32(film.encode()),
                "width": width,
                "height": height,
                "target": str(target),
            }
            await self._models.call(MODEL, asked, tell=lambda _step, _steps: None, first=True)
            frames: Frames = await in_thread(lambda: np.load(target), name="live frames")
            self._paces.append(len(frames) / (loop.time() - began))
            await self._chunks.put(frames)

    async def stored(self) -> int:
        """Wait until some are in store. Returns how many frames a second may be shown.

        Raises `TooSlowError`.
        """
        while not self._chunks.full():  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_S)
        pace = min(self._paces)
        if pace * _SPARE < SLOWEST:
            raise TooSlowError(
                f"the model makes {pace:.1f} frames a second here; it takes {SLOWEST / _SPARE:.0f} "
                "to be shown as they are made"
            )
        return min(FASTEST, int(pace * _SPARE))

    async def next(self, within_s: float) -> Frames:
        """The next chunk, (n, height, width, 3). Raises `TimeoutError` if it does not come."""
        async with asyncio.timeout(within_s):
            return await self._chunks.get()

    async def _prompts(self) -> AsyncIterator[tuple[str, str]]:
        """For each chunk, the name of its film and what is seen; a new theme begins at once."""
        while True:
            began = datetime.now(UTC)
            theme = daypart(self._channel, began)
            for number, prompt in enumerate(await self._written(theme, began)):
                film = f"{self._ident} {began.isoformat()} {number // _SCENES}"
                for _ in range(_SCENE_CHUNKS):
                    if daypart(self._channel, datetime.now(UTC)) != theme:
                        break
                    yield film, prompt

    async def _written(self, theme: Channel, now: datetime) -> Sequence[str]:
        """Scenes to which the channel's moderation has no objection, as far as lists of words go.

        In a thread: frames are sent from this loop.
        """

        def write() -> Sequence[str]:
            written = asyncio.run(scenes(self._ident, theme, now))
            if theme.safety.moderation != "off":
                words = WordList(theme.language, allow=theme.safety.allow)
                if objection := words.objection([theme.theme, theme.style, *written]):
                    raise RefusedError(objection, backend=MODEL)
            return written

        return await in_thread(write, name="live scenes")
