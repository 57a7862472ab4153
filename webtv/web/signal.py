"""The signal: what a viewer of a channel would receive, measured from its HLS files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from webtv.store.hls import LIVE, MASTER, newest_segment

LIVE_WITHIN_S = 15.0
"""A channel is live while its newest segment is no older than this."""


@dataclass(frozen=True, slots=True)
class Signal:
    """The newest segment of a channel and its age in seconds, or why there is none.

    `playlist` is the name of the playlist that viewers should open.
    """

    edge: str | None = None
    age_s: float | None = None
    path: Path | None = None
    init: Path | None = None
    fault: str = ""
    playlist: str = LIVE

    @property
    def live(self) -> bool:
        """Tell whether a viewer who tunes in now gets moving pictures."""
        return not self.fault


def measure_signal(folder: Path, *, now: float) -> Signal:
    """Look at one channel's HLS folder; `now` is a POSIX time in seconds.

    The age is that of the newest listed *segment*: a playlist may be rewritten without progress.
    """
    try:
        newest = newest_segment((folder / LIVE).read_text("utf-8", errors="replace"))
    except OSError:
        return Signal(fault="no HLS playlist yet")
    if newest is None:
        return Signal(fault="the HLS playlist lists no segment")
    edge = newest.name
    path = folder / edge
    try:
        stat = path.stat()
    except OSError:
        return Signal(edge=edge, fault=f"segment {edge} is missing")
    age_s = max(0.0, now - stat.st_mtime)
    fault = ""
    if stat.st_size == 0:
        fault = f"segment {edge} is empty"
    elif age_s > LIVE_WITHIN_S:
        fault = f"no new segment for {age_s:.0f} s"
    playlist = MASTER if (folder / MASTER).is_file() else LIVE
    return Signal(
        edge=edge,
        age_s=age_s,
        path=path,
        init=folder / newest.init if newest.init else None,
        fault=fault,
        playlist=playlist,
    )
