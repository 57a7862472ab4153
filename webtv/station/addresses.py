"""Where people watch."""

from __future__ import annotations

import socket

from webtv.config.settings import Settings


def public_host(settings: Settings) -> str:
    """The name to print for the address the station listens on."""
    if settings.host in ("127.0.0.1", "::1", "localhost"):
        return "localhost"
    if settings.host in ("0.0.0.0", "::"):
        return socket.gethostname()
    return settings.host


def watch_lines(settings: Settings, channel: str) -> list[tuple[str, str]]:
    """(what, address) of the ways to watch one channel."""
    host = public_host(settings)
    return [
        ("Web page", f"http://{host}:{settings.web_port}/"),
        ("HLS", f"http://{host}:{settings.web_port}/hls/{channel}/live.m3u8"),
        ("RTMP", f"rtmp://{host}:{settings.rtmp_port}/live/{channel}"),
        ("HTTP-FLV", f"http://{host}:{settings.flv_port}/live/{channel}.flv"),
    ]
