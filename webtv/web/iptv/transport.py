"""A channel as one MPEG-TS stream without end, as tuners send it, put together from its HLS."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from webtv.files import open_regular
from webtv.serving.connections import network_of
from webtv.store.hls import (
    CONTENT_TYPES,
    LIVE,
    TS,
    MediaPlaylist,
    Segment,
    read_media_playlist,
    suffix_of,
)
from webtv.threads import in_thread

MOST = 32
"""Streams at a time. Each is as much traffic as an HLS viewer."""

MOST_OF_NETWORK = 8
"""Streams of one stranger's network: more sets than a household has."""

_BEHIND = 3
"""Segments that a stream begins with, so that a player has something in store."""

_LOOK_S = 1.0
_SILENT_S = 60.0
"""A stream ends when its channel has sent nothing for so long."""

_CHUNK = 188 * 1400
"""Bytes of a viewer that are held at a time: whole packets."""


class Transport:
    """Sends channels as MPEG-TS to `MOST` viewers at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Path, tuple[tuple[int, int], MediaPlaylist]] = {}
        self._streams: Counter[str] = Counter()

    def room(self, address: str) -> bool:
        """Tell whether a viewer at `address` may have a stream."""
        network = network_of(address)
        crowded = bool(network) and self._streams[network] >= MOST_OF_NETWORK
        return not crowded and self._streams.total() < MOST

    @contextmanager
    def taken(self, address: str) -> Iterator[None]:
        """Count a stream of a viewer at `address`."""
        network = network_of(address)
        self._streams[network] += 1
        try:
            yield
        finally:
            self._streams[network] -= 1
            self._streams += Counter()  # forgets those at zero

    async def stream(self, channel: str) -> AsyncIterator[bytes]:
        """The segments of `channel`, the newest few first and then each as it comes.

        Call it for a channel of the line-up. It ends when the channel stands still, and when its
        viewer is so slow that the next segment has left the list: that one would hold a stream
        for ever.
        """
        folder, sent = self._folder / channel, -1
        last = time.monotonic()
        while time.monotonic() - last < _SILENT_S:
            playlist = await in_thread(partial(self._read, folder), name="transport")
            numbered = list(enumerate(playlist.segments, playlist.sequence))
            # After a restart from nothing the numbers begin again.
            if numbered and sent > numbered[-1][0]:
                sent = -1
            if numbered and 0 <= sent < numbered[0][0] - 1:
                return
            ahead = [(n, s) for n, s in numbered if n > sent]
            for number, segment in ahead if sent >= 0 else ahead[-_BEHIND:]:
                sent, at = number, 0
                while data := await in_thread(partial(_piece, folder, segment, at), name="ts"):
                    at += len(data)
                    last = time.monotonic()
                    yield data
            await asyncio.sleep(_LOOK_S)

    def _read(self, folder: Path) -> MediaPlaylist:
        """The list of a channel as it is now, read once for all viewers; an empty one if there is
        none.
        """
        path = folder / LIVE
        try:
            stat = path.stat()
            stamp = stat.st_ino, stat.st_mtime_ns
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                playlist = read_media_playlist(path.read_text("utf-8", errors="replace"))
                known = self._known[path] = stamp, playlist
        except OSError:
            return MediaPlaylist()
        return known[1]


class TransportResponse(StreamingResponse):
    """One viewer's stream, which is counted for as long as the answer is being sent."""

    def __init__(self, transport: Transport, channel: str, address: str) -> None:
        super().__init__(
            transport.stream(channel),
            media_type=CONTENT_TYPES[TS],
            headers={"Cache-Control": "no-store"},
        )
        self._taken = transport.taken(address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it until it ends, or its viewer goes."""
        with self._taken:
            await super().__call__(scope, receive, send)


def _piece(folder: Path, segment: Segment, at: int) -> bytes:
    """Bytes of a segment from `at` on; none where it ends, is gone, or is no MPEG-TS."""
    if segment.gap or suffix_of(segment.name) != TS:
        return b""
    try:
        with open_regular(folder / segment.name) as file:
            file.seek(at)
            return file.read(_CHUNK)
    except OSError:
        return b""
