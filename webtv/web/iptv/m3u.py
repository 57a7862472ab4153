"""The list of channels as extended M3U, which television apps read.

Attributes are those that Kodi's IPTV Simple Client documents:
https://github.com/kodi-pvr/pvr.iptvsimple#supported-m3u-and-xmltv-elements
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MEDIA_TYPE = "audio/x-mpegurl; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One channel of the list. `id` is the one that its guide has.

    `past` is the address of what it showed in a time that is over, with places for that time, and
    `past_days` says for how long ago apps may ask.
    """

    id: str
    number: int
    title: str
    logo: str
    stream: str
    past: str
    past_days: int


def channel_list(entries: Iterable[Entry], *, guide: str) -> str:
    """The list; `guide` is the address of the XMLTV guide."""
    lines = [f"#EXTM3U{_attributes({'url-tvg': guide, 'x-tvg-url': guide})}"]
    for entry in entries:
        attributes = {
            "tvg-id": entry.id,
            "tvg-name": entry.title,
            "tvg-chno": str(entry.number),
            "tvg-logo": entry.logo,
            "group-title": "WebTV",
            "catchup": "default",
            "catchup-source": entry.past,
            "catchup-days": str(entry.past_days),
        }
        lines += [f"#EXTINF:-1{_attributes(attributes)},{_line(entry.title)}", entry.stream]
    return "\n".join(lines) + "\n"


def _attributes(values: dict[str, str]) -> str:
    """` name="value"` each. The format has no escapes, so a double quote becomes a single one."""
    return "".join(
        f' {name}="{_line(value).replace(chr(34), chr(39))}"' for name, value in values.items()
    )


def _line(text: str) -> str:
    return " ".join(text.split())
