"""The signal: what a viewer of a channel would receive, measured from its HLS files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from webtv.web.playlist import parse_playlist

LIVE_WITHIN_S = 15.0
"""A channel is live while its newest segment is no older than this."""

PLAYLIST = "live.m3u8"
"""Name of every channel's playlist in its own HLS folder."""


@dataclass(frozen=True, slots=True)
class Signal:
    """The newest segment of a channel and its age in seconds, or why there is none."""

    edge: str | None = None
    age_s: float | None = None
    path: Path | None = None
    init: Path | None = None
    fault: str = ""

    @property
    def live(self) -> bool:
        """Whether a viewer who tunes in now gets moving pictures."""
        return not self.fault


def measure_signal(folder: Path, *, now: float) -> Signal:
    """Look at one channel's HLS folder; `now` is a POSIX time in seconds.

    The age is that of the newest listed *segment*: a playlist may be rewritten without progress.
    """
    try:
        playlist = parse_playlist((folder / PLAYLIST).read_text("utf-8", errors="replace"))
    except OSError:
        return Signal(fault="no HLS playlist yet")
    if playlist is None or playlist.newest is None:
        return Signal(fault="the HLS playlist lists no segment")
    path = folder / Path(playlist.newest).name
    try:
        stat = path.stat()
    except OSError:
        return Signal(edge=playlist.newest, fault=f"segment {playlist.newest} is missing")
    age_s = max(0.0, now - stat.st_mtime)
    fault = ""
    if stat.st_size == 0:
        fault = f"segment {playlist.newest} is empty"
    elif age_s > LIVE_WITHIN_S:
        fault = f"no new segment for {age_s:.0f} s"
    init = folder / Path(playlist.init).name if playlist.init else None
    return Signal(edge=playlist.newest, age_s=age_s, path=path, init=init, fault=fault)
