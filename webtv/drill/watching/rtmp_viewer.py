"""A viewer over RTMP who connects again when the connection ends."""

from __future__ import annotations

import threading
import time
from collections import deque

import av

from webtv.drill.watching.showing import Showing

BUFFER_S = 1.0
"""VLC's: its option network-caching is 1000 ms unless set."""

_AGAIN_S = 0.1
_LONGEST_STEP_S = 30.0
_OPTIONS = {"analyzeduration": "200000", "fpsprobesize": "0", "rtmp_live": "live"}


class RtmpViewer(threading.Thread):
    """Watches `address` until `enough` is set."""

    def __init__(self, address: str, *, fps: float) -> None:
        super().__init__(daemon=True)
        self.showing = Showing(buffer_s=BUFFER_S)
        self.enough = threading.Event()
        self.connections = 0
        self.refused: deque[float] = deque(maxlen=1000)
        """When a connection could not be made, or was lost."""
        self._address = address
        self._frame_s = 1 / fps

    def run(self) -> None:
        """Connect, watch, connect again."""
        while not self.enough.is_set():
            try:
                self._watch()
            except (av.FFmpegError, IndexError):
                self.refused.append(time.monotonic())
                self.enough.wait(_AGAIN_S)

    def stop(self) -> None:
        """Watch no more."""
        self.enough.set()
        self.join(timeout=30)

    def _watch(self) -> None:
        end: float | None = None
        with av.open(self._address, "r", options=_OPTIONS, timeout=(5, 8)) as container:
            self.connections += 1
            for packet in container.demux(video=0):
                if self.enough.is_set():
                    return
                if packet.pts is None or packet.time_base is None:
                    continue
                at = float(packet.pts * packet.time_base)
                missing = 0.0
                # Pictures come in coding order; only at a keyframe is all shown that came before.
                if packet.is_keyframe and end is not None:
                    missing = at - end
                    # FLV counts in milliseconds: less than half a picture is no hole. And when
                    # the publisher began another clock, it says nothing.
                    if not self._frame_s / 2 < missing < _LONGEST_STEP_S:
                        missing = 0.0
                    end = at
                end = max(end or 0.0, at + self._frame_s)
                self.showing.add(self._frame_s, missing_s=missing, arrived=time.monotonic())
