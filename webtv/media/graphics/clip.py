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


def draw_clip(
    ffmpeg_path: Path,
    house: HouseFormat,
    pictures: NDArray[np.uint16],
    script: str,
    *,
    preset: str,
    what: str,
    out: Path,
    stop: threading.Event | None = None,
) -> Path:
    """Draw a clip of `pictures` (frames, height, width, 3), as `small_size` says, to `out`, an MP4.

    `script` is the ASS script over them, which stands beside `out` meanwhile; `what` says in an
    error what could not be drawn. Raises `MediaError`.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with on_disk(script, out.with_name(f".{out.stem}.ass")) as words:
        options = {"c:v": "libx264", "preset": preset, "crf": _CRF, "f": "mp4"}
        output = ffmpeg.output(
            titled(house, words), str(out.absolute()), map_metadata=-1, **options
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
