"""The address that a channel is published to: what may be seen of an address, and what may not."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from webtv.config.destination import RtmpDestination, SrtDestination

_PORTS = {"rtmp": 1935, "rtmps": 443}


@dataclass(frozen=True, slots=True)
class RtmpRoute:
    """An RTMP server, an application there, and the key that names the stream.

    `own` is the station's own server: its key is a signature that is soon over.
    """

    scheme: str
    host: str
    port: int
    app: str
    key: str = field(repr=False)
    own: bool = False

    @property
    def server(self) -> str:
        """The address without the key, as the server itself expects it (tcUrl)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}/{self.app}"

    @property
    def direct(self) -> bool:
        """Tell whether ffmpeg may have the key on its command line and connect by itself.

        The station's own server on this machine takes a signature from this user alone.
        """
        near = self.host == "localhost" or self.host.startswith("127.") or self.host == "::1"
        return self.own and self.scheme == "rtmp" and near

    @property
    def public(self) -> str:
        """The address as it may be seen: a name that is signed is no secret, any other is."""
        name, _, query = self.key.partition("?")
        return name if query.startswith("sign=") else ""

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return f"{self.server}/{self.public or '***'}"


@dataclass(frozen=True, slots=True)
class SrtRoute:
    """An SRT listener that is called."""

    host: str
    port: int
    latency_ms: int = 200
    passphrase: str = field(default="", repr=False)
    streamid: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"srt://{host}:{self.port}"


Route = RtmpRoute | SrtRoute


def rtmp_route(address: str, *, key: str = "", own: bool = False) -> RtmpRoute:
    """The parts of `rtmp[s]://HOST[:PORT]/APP/KEY`, or of `.../APP` and a key given apart.

    The application has one segment, or two when more than two follow the host, as ffmpeg has it.
    """
    scheme, _, rest = address.partition("://")
    host, _, path = rest.partition("/")
    if key:
        app = path.strip("/")
    else:
        before, mark, query = path.partition("?")
        # With a slash after it, the key would pass for a part of the application, which is shown.
        segments = before.rstrip("/").split("/")
        count = min(2, len(segments) - 1)
        app = "/".join(segments[:count])
        key = "/".join(segments[count:]) + mark + query
    parts = urlsplit(f"//{host}")
    return RtmpRoute(scheme, parts.hostname or "", parts.port or _PORTS[scheme], app, key, own)


def configured_route(config: RtmpDestination | SrtDestination) -> Route:
    """The way to a destination that an operator wrote."""
    if isinstance(config, RtmpDestination):
        return rtmp_route(config.address, key=config.key.get_secret_value())
    parts = urlsplit(config.url.get_secret_value())
    return SrtRoute(
        parts.hostname or "",
        parts.port or 0,
        latency_ms=config.latency_ms,
        passphrase=config.passphrase.get_secret_value(),
        streamid=config.streamid.get_secret_value(),
    )
