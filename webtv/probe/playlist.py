"""Reads an HLS playlist that may come from a stranger's server.

The library m3u8 reads all that a playlist can say, checks nothing of it, and takes time by the
square of the number of some tags. It is shown only those that lead to a segment.
"""

from __future__ import annotations

from dataclasses import dataclass

import m3u8

from webtv.probe.pulled import PullError

MOST_ENTRIES = 50_000
"""A day of segments of 2 s has fewer."""

_NEEDED = ("#EXTINF", "#EXT-X-STREAM-INF", "#EXT-X-MAP")


@dataclass(frozen=True, slots=True)
class Playlist:
    """Where a playlist leads: absolute addresses, each empty where there is none.

    A master playlist names a `rendition`, its first; a media playlist the `newest` segment, and
    the initialisation segment to be read before it.
    """

    rendition: str = ""
    newest: str = ""
    init: str = ""


def read_playlist(text: str, url: str) -> Playlist:
    """The playlist `text`, which came from `url`. Raises `PullError` if it is none."""
    if not text.startswith("#EXTM3U"):
        raise PullError("broken", "what comes as the HLS playlist is something else")
    if sum(text.count(tag) for tag in _NEEDED) > MOST_ENTRIES:
        raise PullError("broken", f"the HLS playlist has more than {MOST_ENTRIES} entries")
    try:
        return _read(text, url)
    except Exception as error:  # whatever the library runs into
        reason = str(error) or type(error).__name__
        raise PullError("broken", f"the HLS playlist cannot be read: {reason}") from None


def _read(text: str, url: str) -> Playlist:
    playlist = m3u8.loads(text, uri=url, custom_tags_parser=_passes_over)
    if playlist.is_variant and playlist.playlists:
        return Playlist(rendition=playlist.playlists[0].absolute_uri)
    if not playlist.segments:
        return Playlist()
    newest = playlist.segments[-1]
    init = newest.init_section.absolute_uri if newest.init_section is not None else ""
    return Playlist(newest=newest.absolute_uri, init=init)


def _passes_over(line: str, *_of_the_library: object) -> bool:
    """Tell the library to pass over a tag that leads nowhere."""
    return not line.startswith(_NEEDED)
