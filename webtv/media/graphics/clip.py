"""A clip without sound, drawn of small pictures and the words of an ASS script."""

from __future__ import annotations

import threading
from pathlib import Path

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from webtv.media.graphics.backdrop import titled
from webtv.media.graphics.script import on_disk
from webtv.media.process.ffmpeg import run_ffmpeg
from webtv.model.house import HouseFormat

_CRF = 12  # it is encoded once more at ingest
_DEADLINE_S = 120
_POSES_PER_S = 12  # as animation on twos has, which looks even


def draw_clip(
    ffmpeg_path: Path,
    house: HouseFormat,
    pictures: NDArray[np.uint16],
    script: str,
    *,
    preset: str,
    what: str,
    out: Path,
    settled_s: float | None = None,
    stop: threading.Event | None = None,
) -> Path:
    """Draw a clip of `pictures` (frames, height, width, 3), as `small_size` says, to `out`, an MP4.

    `script` is the ASS script over them, which stands beside `out` meanwhile; `what` says in an
    error what could not be drawn. From `settled_s` on all moves so slowly that it is drawn on twos,
    12 times a second. Raises `MediaError`.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with on_disk(script, out.with_name(f".{out.stem}.ass")) as words:
        options = {"c:v": "libx264", "preset": preset, "crf": _CRF, "f": "mp4"}
        output = ffmpeg.output(
            titled(house, words, poses=_poses(house, len(pictures), settled_s)),
            str(out.absolute()),
            map_metadata=-1,
            **options,
        )
        run_ffmpeg(
            ffmpeg_path,
            output.get_args(),
            out=out,
            reads=words.reads,
            what=f"drawing {what}",
            deadline_s=_DEADLINE_S,
            stdin=pictures.tobytes(),
            stop=stop,
        )
    return out


def _poses(house: HouseFormat, frames: int, settled_s: float | None) -> str:
    """Which pictures are drawn: all before `settled_s`, then every so many, and the last one."""
    every = round(house.rate / _POSES_PER_S)
    if settled_s is None or every < 2:
        return ""
    return f"lt(t,{settled_s:g})+not(mod(n,{every}))+eq(n,{frames - 1})"
