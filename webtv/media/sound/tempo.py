"""Sound made longer or shorter, at its own pitch."""

from __future__ import annotations

import av
import numpy as np
from av.error import FFmpegError
from av.filter import Graph

from webtv.errors import MediaError
from webtv.media.sound.loudness import RATE, Sound

_BLOCK = RATE  # a second at a time
_EARLY = RATE // 100  # measured: a click comes out 25 ms early to 15 ms late, so 10 ms too early
_SPARE = RATE // 5  # ffmpeg's atempo keeps back what it has not matched yet; silence pushes it out


def stretched(sound: Sound, factor: float) -> Sound:
    """`sound` lasting `factor` (0.5 to 2) times as long, what is heard in it at its new time.

    ffmpeg's atempo does it: overlapping pieces laid closer together or further apart.
    """
    length = round(len(sound) * factor)
    if length == len(sound):
        return sound
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="stereo")
    tempo = graph.add("atempo", f"{1 / factor:.9f}")
    sink = graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    pushed = np.concatenate([sound, np.zeros((_SPARE, 2), np.float32)])
    done: list[Sound] = []
    try:
        for start in range(0, len(pushed), _BLOCK):
            block = np.ascontiguousarray(pushed[start : start + _BLOCK]).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(block, format="flt", layout="stereo")
            frame.sample_rate = RATE
            frame.pts = start
            source.push(frame)
            done += _ready(sink)
        source.push(None)
        done += _ready(sink)
    except FFmpegError as error:
        raise MediaError(f"sound could not be stretched: {error}") from error
    before, after = np.zeros((_EARLY, 2), np.float32), np.zeros((length, 2), np.float32)
    whole = np.concatenate([before, *done, after])
    return whole[:length]


def _ready(sink: av.filter.context.FilterContext) -> list[Sound]:
    """What has come out of the graph so far."""
    blocks: list[Sound] = []
    while True:
        try:
            frame = sink.pull()
        except (BlockingIOError, EOFError):
            return blocks
        if isinstance(frame, av.AudioFrame):
            blocks.append(frame.to_ndarray().reshape(-1, 2).astype(np.float32))
