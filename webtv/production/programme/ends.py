"""The last pictures of shots, with which those begin that go on from them in one take."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from webtv.config.channel import Channel
from webtv.files import write_atomic
from webtv.ingest.job import FilmedClip
from webtv.media.cutting import shown_share
from webtv.media.graphics.still import still
from webtv.model.programme import Shot
from webtv.threads import in_thread


class Ends:
    """Those of one programme's shots, as PNG in `folder`, as soon as each is filmed."""

    def __init__(self, shots: Sequence[Shot], folder: Path) -> None:
        self._shots = shots
        self._folder = folder
        self._known: dict[int, asyncio.Future[Path | None]] = {}

    async def before(self, index: int) -> Path | None:
        """The picture with which a shot begins, waited for until the shot before is over.

        None where it does not go on from another, or where that one was dropped.
        """
        if index == 0 or not self._shots[index].one_take:
            return None
        return await asyncio.shield(self._end(index - 1))

    async def filmed(self, index: int, clip: FilmedClip | None, channel: Channel) -> None:
        """A shot is over: keep the last picture that will be seen of it, if one goes on from it."""
        end = self._end(index)
        picture = None
        try:
            follows = index + 1 < len(self._shots) and self._shots[index + 1].one_take
            if clip is not None and follows and clip.measures and clip.measures.picture:
                seen = shown_share(clip.paced_s(channel), clip.shot.seconds)
                at_s = clip.measures.picture.length_s * seen
                path = clip.path
                data = await in_thread(lambda: still(path, at_s), name="last picture")
                if data is not None:
                    picture = self._folder / f"{index:02d}.png"
                    self._folder.mkdir(parents=True, exist_ok=True)
                    write_atomic(picture, data, durable=False)
        finally:
            if not end.done():
                end.set_result(picture)

    def _end(self, index: int) -> asyncio.Future[Path | None]:
        if index not in self._known:
            self._known[index] = asyncio.get_running_loop().create_future()
        return self._known[index]
