"""Where people watch."""

from __future__ import annotations

from webtv.config.host import public_host
from webtv.config.settings import Settings
from webtv.store.hls import LIVE


def watch_lines(settings: Settings, channel: str) -> list[tuple[str, str]]:
    """(what, address) of the ways to watch one channel."""
    host = public_host(settings.host)
    return [
        ("Web page", f"http://{host}:{settings.web_port}/"),
        ("HLS", f"http://{host}:{settings.web_port}/hls/{channel}/{LIVE}"),
        ("RTMP", f"rtmp://{host}:{settings.rtmp_port}/live/{channel}"),
        ("HTTP-FLV", f"http://{host}:{settings.flv_port}/live/{channel}.flv"),
    ]
