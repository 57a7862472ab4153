"""Live feeds: where an operator publishes one, and whether one is there now.

The RTMP server says in its status which feeds come in; `FeedWatch` follows it and tells each
channel of its own: an operator's, else that of a live programme, which the Spaces generate. A feed
is announced once it has been steady for a moment, and for longer when it was lost shortly before: a
connection that comes and goes must not flicker on air.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Protocol

import structlog

from webtv.config.host import public_host
from webtv.config.settings import Settings
from webtv.model.status import ServerStatus, StreamStatus
from webtv.store.secret import read_secret
from webtv.store.signature import GENERATED, signed_address
from webtv.store.status import read_station
from webtv.threads import in_thread

STEADY_S = 1.0
STEADY_AGAIN_S = 3.0
"""Seconds without a pause before a feed is announced: the first time, and after a loss."""

FLAP_S = 60.0
"""A feed that comes back so soon after it was lost has to be steady for longer."""

_APPS = ("takeover", GENERATED)
"""From strong to weak."""

_LOOK_S = 0.5
_DEAD_S = 4.0
_NO_PICTURE_S = 5.0


@dataclass(frozen=True, slots=True)
class TakeoverAddress:
    """What an encoder is told. In OBS: Settings, Stream, Service "Custom"."""

    server: str
    key: str = field(repr=False)
    """The stream key: whoever knows it can put pictures on the channel."""


def takeover_address(settings: Settings, channel: str) -> TakeoverAddress:
    """Where to publish a feed for `channel`. Makes its key on the first call; it stays the same
    until HOME/takeover/CHANNEL.key is deleted, which revokes it. Raises `ConfigError`, `OSError`.
    """
    key = read_secret(settings.takeover_dir / f"{channel}.key")
    server = f"rtmp://{public_host(settings.host)}:{settings.rtmp_port}/takeover"
    return TakeoverAddress(server=server, key=f"{channel}?key={key}")


def signed_feed_address(address: str, *, secret: str) -> str:
    """A feed's address, signed so that it may be pulled within the next minute."""
    base, _, channel = address.rpartition("/")
    return signed_address(base, channel, secret=secret)


class FeedTaker(Protocol):
    """What can put a feed on air: a channel."""

    def feed(self, address: str | None) -> None:
        """Say that a feed is at `address` now, or that it is gone."""


class FeedWatch:
    """Tells channels of their feeds. `server` is the RTMP server's address, `rtmp://HOST:PORT`."""

    def __init__(self, folder: Path, *, server: str) -> None:
        self._folder = folder
        self._server = server
        self._log = structlog.stdlib.get_logger()
        self._streams: dict[str, StreamStatus] = {}
        self._seen = 0
        self._written_at = datetime.fromtimestamp(0, UTC)
        self._steady: dict[str, FeedTaker] = {}
        self._told: dict[str, tuple[FeedTaker, str]] = {}
        self._lost_at: dict[str, float] = {}
        self._no_picture: set[str] = set()

    def sound(self, feed: str) -> bool:
        """Whether the feed at an address has sound, as far as is known."""
        stream = self._streams.get(feed.removeprefix(self._server))
        return stream is None or stream.audio

    async def run(self, channels: Mapping[str, FeedTaker]) -> None:
        """Follow the server's status until cancelled."""
        while True:
            await in_thread(self._look, name="live feeds")
            self.tell(channels, monotonic())
            await asyncio.sleep(_LOOK_S)

    def tell(self, channels: Mapping[str, FeedTaker], now: float) -> None:
        """Announce to `channels` what has become steady, and withdraw what is gone."""
        takers: dict[str, FeedTaker] = {}
        for path, taker in list(self._steady.items()):
            ident = _channel(path)
            takers[ident] = taker
            if path not in self._streams or channels.get(ident) is not taker:
                del self._steady[path]
                self._lost_at[path] = now
                self._log.info("live feed gone", channel=ident, kind=_app(path))
        for path, stream in self._streams.items():
            ident = _channel(path)
            if path in self._steady or ident not in channels:
                continue
            again = now - self._lost_at.get(path, -FLAP_S) < FLAP_S
            wanted_s = STEADY_AGAIN_S if again else STEADY_S
            if stream.steady_s < wanted_s or not self._has_picture(path, stream):
                continue
            self._steady[path] = takers[ident] = channels[ident]
            self._log.info(
                "live feed", channel=ident, kind=_app(path), sound=stream.audio, kbps=stream.kbps
            )
        for ident, taker in takers.items():
            paths = (f"/{app}/{ident}" for app in _APPS)
            best = next((f"{self._server}{path}" for path in paths if path in self._steady), "")
            if self._told.get(ident, (taker, "")) != (taker, best):
                taker.feed(best or None)
            self._told[ident] = taker, best

    def _has_picture(self, path: str, stream: StreamStatus) -> bool:
        """Whether there is a picture; if there never is, that is said once."""
        if stream.video:
            self._no_picture.discard(path)
        elif stream.steady_s > _NO_PICTURE_S and path not in self._no_picture:
            self._no_picture.add(path)
            self._log.warning("live feed has no picture, it is not taken", channel=_channel(path))
        return stream.video

    def _look(self) -> None:
        """Read the server's status if it has changed. A feed that pauses counts as gone."""
        now = datetime.now(UTC)
        try:
            changed = (self._folder / "rtmp.json").stat().st_mtime_ns
        except OSError:
            changed = 0
        if changed != self._seen:
            self._seen = changed
            status = read_station(self._folder, ServerStatus, now=now)
            self._written_at = status.written_at if status else self._written_at
            self._streams = {
                stream.path: stream
                for stream in (status.streams if status else ())
                if _app(stream.path) in _APPS and stream.steady_s > 0
            }
        if abs((now - self._written_at).total_seconds()) > _DEAD_S:
            self._streams = {}


def _app(path: str) -> str:
    return path[1:].partition("/")[0]


def _channel(path: str) -> str:
    return path.rpartition("/")[2]
