"""Addresses for viewers, as seen from the request's own host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request

from webtv.config.settings import Settings
from webtv.store.hls import LIVE

_HOST = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?P<port>:[0-9]{1,5})?"
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Absolute addresses of the station for one request."""

    web: str
    host: str
    rtmp_port: int
    flv_port: int

    def page(self, path: str) -> str:
        """The absolute address of `path` on the web server."""
        return self.web + path

    def watch(self, channel: str) -> str:
        """The watch page."""
        return self.page(f"/watch/{quote(channel)}")

    def feed(self, channel: str) -> str:
        """The feed of new programmes."""
        return self.page(f"/rss/{quote(channel)}")

    def embed(self, channel: str) -> str:
        """The player without a page around it."""
        return self.page(f"/embed/{quote(channel)}")

    def hls(self, channel: str, playlist: str = LIVE) -> str:
        """The HLS playlist."""
        return self.page(f"/hls/{quote(channel)}/{playlist}")

    def thumbnail(self, channel: str) -> str:
        """A recent frame."""
        return self.page(f"/thumbs/{quote(channel)}.jpg")

    def rtmp(self, channel: str) -> str:
        """The stream on the RTMP server."""
        return f"rtmp://{self.host}:{self.rtmp_port}/live/{quote(channel)}"

    def flv(self, channel: str) -> str:
        """The stream as HTTP-FLV."""
        return f"http://{self.host}:{self.flv_port}/live/{quote(channel)}.flv"


def addresses_for(request: Request, settings: Settings) -> Addresses:
    """Addresses built from the request's Host header, if that is a plain host name and port;
    otherwise from the settings. Nothing but addresses shown to the sender depends on it.
    """
    match = _HOST.fullmatch(request.headers.get("host", ""))
    if match:
        name, authority = match["name"], match[0]
    else:
        name, authority = settings.host, f"{settings.host}:{settings.web_port}"
    return Addresses(
        web=f"{request.url.scheme}://{authority}",
        host=name,
        rtmp_port=settings.rtmp_port,
        flv_port=settings.flv_port,
    )
